"""Shapes for property tests: stars round a centre, of known size, and independent references."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import assume
from hypothesis import strategies as st
from pyproj import Geod

GEOD = Geod(a=6378137.0, rf=298.257222101)


@st.composite
def stars(draw, lon=(73.0, 135.0), lat=(18.0, 54.0), size=(3.0, 3e4), holes=True):
    """A star-shaped polygon of 3 to 14 corners, at times with a hole, at times reversed."""
    x0, y0 = draw(st.floats(*lon)), draw(st.floats(*lat))
    radius = draw(st.floats(*size))
    corners = draw(st.lists(st.floats(0.3, 1.0), min_size=3, max_size=14))
    angles = np.linspace(0, 2 * np.pi, len(corners), endpoint=False)
    arms = np.array(corners) * radius
    east, north = arms * np.cos(angles), arms * np.sin(angles)
    ring = around(x0, y0, east, north)
    assume(np.abs(ring[:, 1]).max() < 89.9)
    hole = around(x0, y0, east * 0.2, north * 0.2) if holes and draw(st.booleans()) else None
    if draw(st.booleans()):
        ring = ring[::-1]
    return shapely.Polygon(ring, None if hole is None else [hole])


def around(lon, lat, east, north):
    """Places some metres from a point, roughly."""
    y = lat + np.degrees(north / 6.37e6)
    x = lon + np.degrees(east / 6.37e6) / np.cos(np.radians(lat))
    return np.column_stack([x, y])


def geod_area(polygon):
    """The geodesic area by the exact solver, holes taken off."""
    rings = [polygon.exterior, *polygon.interiors]
    each = [abs(GEOD.geometry_area_perimeter(shapely.Polygon(r))[0]) for r in rings]
    return each[0] - sum(each[1:])


def extended_area(ring):
    """The area of a small ring in 80-bit floats, by the same series: rounding left aside."""
    wide = np.longdouble
    q = np.asarray(ring).astype(wide) * np.arctan2(wide(0), wide(-1)) / 180
    f = 1 / wide("298.257222101")
    e2 = f * (2 - f)
    e, s = np.sqrt(e2), np.sin(q[:, 1])
    y = wide(6378137) ** 2 * (1 - e2) / 2 * (s / (1 - e2 * s * s) + np.arctanh(e * s) / e)
    dl, dp = np.diff(q[:, 0]), np.diff(q[:, 1])
    sm = np.sin((q[1:, 1] + q[:-1, 1]) / 2)
    w = 1 - e2 * sm * sm
    m = 6378137 * (1 - e2) / w ** wide(1.5)
    p = 6378137 * np.sqrt(1 - sm * sm) / np.sqrt(w)
    under = dl * ((y[1:] + y[:-1]) / 2 + sm * (3 * (m * dp) ** 2 + (p * dl) ** 2) / 12)
    return float(abs(under.sum()))
