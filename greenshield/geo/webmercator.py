"""Web Mercator (EPSG:3857), in which maps are drawn, and how long a metre of it is on the ground.

Measures never use it: it stretches Jilin by 1.4 and is not even conformal on the ellipsoid.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats

RADIUS: Final = 6378137.0
LIMIT_DEG: Final = 85.0511287798066  # the latitude where the map is square


def project(lonlat: npt.ArrayLike) -> Floats:
    """Degrees lon/lat, shape (n, 2), to metres; latitudes are held within the square."""
    both = np.asarray(lonlat, dtype=np.float64)
    phi = np.radians(np.clip(both[:, 1], -LIMIT_DEG, LIMIT_DEG))
    return np.column_stack([RADIUS * np.radians(both[:, 0]), RADIUS * np.arcsinh(np.tan(phi))])


def unproject(metres: npt.ArrayLike) -> Floats:
    """Metres, shape (n, 2), to degrees lon/lat."""
    both = np.asarray(metres, dtype=np.float64) / RADIUS
    out: Floats = np.degrees(np.column_stack([both[:, 0], np.arctan(np.sinh(both[:, 1]))]))
    return out


def ground_metres(lat: float) -> float:
    """How many metres on the ground one Web Mercator metre is, west to east at a latitude.

    That is p(φ)/R: scale bars lie west to east. North to south it differs by up to 0.7 %.
    """
    return float(ellipsoid.radii(np.array([math.radians(lat)]))[1][0]) / RADIUS


def round_length(longest_m: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is at most ``longest_m`` (> 0), metres."""
    power = 10.0 ** math.floor(math.log10(longest_m))
    # Half a power, for where the logarithm was rounded up to a whole number.
    return max(step * power for step in (0.5, 1.0, 2.0, 5.0) if step * power <= longest_m)


def scale_bar(longest_m: float, lat: float) -> tuple[float, float]:
    """A scale bar of a round length.

    Args:
        longest_m: the longest it may be drawn, Web Mercator metres, more than 0.
        lat: the latitude of the map's middle, degrees.

    Returns:
        Its true length on the ground, and how long to draw it in Web Mercator metres.
    """
    scale = ground_metres(lat)
    length = round_length(longest_m * scale)
    return length, length / scale
