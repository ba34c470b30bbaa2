"""Distances from points to shapes, and directions, on the CGCS2000 ellipsoid.

Each pair is measured in a plane of its own round the point: east p(φₘ) Δλ, north M(φₘ) Δφ with
φₘ half-way between the point and the vertex (Gauss's mean-latitude formula), turned by half the
convergence Δλ sin φₘ, since that direction is the geodesic's at its middle. Distances from the
point are true there to (d/R)² / 24, and geodesics are straight to third order. What lies beyond
``FAR_M`` is measured again by the exact geodesic to the nearest place found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats

FAR_M: Final = 20_000.0
_VERTICES_AT_ONCE: Final = 500_000

_Geometries = npt.NDArray[np.object_]


def bearing(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """The direction from the first point to the second, degrees clockwise from north, 0 to 360."""
    return float(bearings([lon1], [lat1], [lon2], [lat2])[0])


def bearings(
    lon1: npt.ArrayLike, lat1: npt.ArrayLike, lon2: npt.ArrayLike, lat2: npt.ArrayLike
) -> Floats:
    """Directions between arrays of points, as :func:`bearing`."""
    a, b, c, d = (np.asarray(v, dtype=np.float64) for v in (lon1, lat1, lon2, lat2))
    start = ellipsoid.geod().inv(a, b, c, d)[0]
    turned: Floats = np.mod(start, 360.0)
    return np.where(turned == 360.0, 0.0, turned)


def angle_between(a: float, b: float) -> float:
    """The angle between two directions, 0 to 180 degrees."""
    return float(angles_between([a], [b])[0])


def angles_between(a: npt.ArrayLike, b: npt.ArrayLike) -> Floats:
    """The angles between two arrays of directions, as :func:`angle_between`."""
    turn = np.mod(np.asarray(a, dtype=np.float64) - np.asarray(b, dtype=np.float64), 360.0)
    out: Floats = np.minimum(turn, 360.0 - turn)
    return out


def distance_m(lon: float, lat: float, geometry: BaseGeometry) -> float:
    """How far a point is from a shape, see :func:`distances_m`."""
    return float(distances_m([lon], [lat], [geometry])[0])


def distances_m(lon: npt.ArrayLike, lat: npt.ArrayLike, geometries: npt.ArrayLike) -> Floats:
    """How far points are from shapes, pair by pair.

    Args:
        lon: degrees, shape (n,).
        lat: degrees, shape (n,).
        geometries: lon/lat in degrees, shape (n,).

    Returns:
        Metres, shape (n,): 0 inside or on the edge (judged in the lon/lat plane, as maps draw
        edges), NaN for an empty or absent geometry. Within 5 km true to 1e-5 and 10 µm, to edges
        that are geodesics; to 300 km to 1e-3.
    """
    shapes: _Geometries = np.asarray(geometries, dtype=object)
    if shapely.has_z(shapes).any() or shapely.has_m(shapes).any():
        shapes = shapely.force_2d(shapes)
    points = np.column_stack([np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)])
    out = np.full(len(shapes), np.nan)
    for piece in _pieces(shapes):
        out[piece] = _measured(points[piece], shapes[piece])
    out[shapely.intersects_xy(shapes, points[:, 0], points[:, 1])] = 0.0
    return out


def _pieces(shapes: _Geometries) -> Iterator[slice]:
    """Runs of pairs that hold at most ``_VERTICES_AT_ONCE`` vertices, but one pair at least."""
    total = np.cumsum(shapely.get_num_coordinates(shapes))
    start = 0
    while start < len(shapes):
        done = total[start - 1] if start else 0
        stop = int(np.searchsorted(total, done + _VERTICES_AT_ONCE, side="right"))
        stop = max(stop, start + 1)
        yield slice(start, stop)
        start = stop


def _measured(points: Floats, shapes: _Geometries) -> Floats:
    around = _around(points, shapes)
    here = shapely.Point(0, 0)
    metres: Floats = shapely.distance(here, around)
    far = np.flatnonzero(metres > FAR_M)
    if len(far):
        lines = shapely.shortest_line(here, around[far])
        ends = moved(points[far], shapely.get_coordinates(shapely.get_point(lines, 1)))
        start = points[far]
        metres[far] = ellipsoid.geod().inv(start[:, 0], start[:, 1], ends[:, 0], ends[:, 1])[2]
    return metres


def _around(points: Floats, shapes: _Geometries) -> _Geometries:
    """Each shape in metres east and north of its point."""
    xy, of = shapely.get_coordinates(shapes, return_index=True)
    there, here = np.radians(xy), np.radians(points)[of]
    d_lambda = ellipsoid.wrapped(there[:, 0] - here[:, 0])
    sine = np.sin((there[:, 1] + here[:, 1]) / 2)
    m, p = ellipsoid.radii_of_sine(sine)
    east, north = d_lambda * p, (there[:, 1] - here[:, 1]) * m
    s, c = _sine_cosine(d_lambda * sine / 2)
    metres = np.column_stack([east * c - north * s, north * c + east * s])
    out: _Geometries = shapely.set_coordinates(shapes.copy(), metres)
    return out


def _sine_cosine(angle: Floats) -> tuple[Floats, Floats]:
    """Sine and cosine; by series where all angles are small, as they are near by."""
    if np.abs(angle).max(initial=0.0) > 0.01:
        return np.sin(angle), np.cos(angle)
    square = angle * angle
    return angle * (1 - square / 6 * (1 - square / 20)), 1 - square / 2 * (1 - square / 12)


def moved(points: Floats, metres: Floats) -> Floats:
    """Places so many metres east and north of points, both of shape (n, 2), in degrees lon/lat.

    True to (d/R)² / 24 of the distance d, as the distances here.
    """
    here = np.radians(points)
    east, north = metres[:, 0], metres[:, 1]
    d_lambda, d_phi = np.zeros(len(here)), np.zeros(len(here))
    for _ in range(8):  # near by, three turns are enough
        before = d_lambda
        sine = np.sin(here[:, 1] + d_phi / 2)
        m, p = ellipsoid.radii_of_sine(sine)
        s, c = _sine_cosine(d_lambda * sine / 2)
        d_lambda, d_phi = (east * c + north * s) / p, (north * c - east * s) / m
        if np.abs(d_lambda - before).max(initial=0.0) < 1e-13:
            break
    out: Floats = np.degrees(here + np.column_stack([d_lambda, d_phi]))
    return out
