"""The CGCS2000 ellipsoid: radii, equal-area and conformal ordinates, the exact geodesic.

CGCS2000 (EPSG:4490) is the datum of every stored coordinate. Formulas: J. P. Snyder, *Map
Projections: A Working Manual* (USGS 1395), 3-12 (authalic), 7-7 (Mercator), 4-18 to 4-20
(radii of curvature). Angles are radians, lengths metres.
"""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
import numpy.typing as npt
import pyproj

Floats = npt.NDArray[np.float64]

A: Final = 6378137.0  # semi-major axis, m
F: Final = 1 / 298.257222101  # flattening
E2: Final = F * (2 - F)  # first eccentricity squared
E: Final = E2**0.5


@functools.cache
def geod() -> pyproj.Geod:
    """The exact geodesic solver (C. Karney, *Algorithms for geodesics*, 2013) on CGCS2000."""
    return pyproj.Geod(a=A, f=F)


def meridian_radius(phi: Floats) -> Floats:
    """M, the radius of curvature along the meridian, in metres."""
    s = np.sin(phi)
    out: Floats = A * (1 - E2) / (1 - E2 * s * s) ** 1.5
    return out


def parallel_radius(phi: Floats) -> Floats:
    """p = N cos φ, the radius of the circle of latitude, in metres."""
    s = np.sin(phi)
    out: Floats = A * np.cos(phi) / np.sqrt(1 - E2 * s * s)
    return out


def authalic(phi: Floats) -> Floats:
    """Y, the area between the equator and latitude φ for one radian of longitude, in m²."""
    s = np.sin(phi)
    es = E * s
    out: Floats = A * A * (1 - E2) / 2 * (s / (1 - es * es) + np.arctanh(es) / E)
    return out


def mercator(lonlat: npt.ArrayLike) -> Floats:
    """Ellipsoidal Mercator, conformal: what is nearest here is nearest on the ground near by.

    Args:
        lonlat: degrees, shape (n, 2); latitudes are held within ±89.9°.

    Returns:
        Metres at the equator, shape (n, 2). One metre on the ground at latitude φ is
        ``A / parallel_radius(φ)`` of them.
    """
    both = np.radians(np.asarray(lonlat, dtype=np.float64))
    phi = np.clip(both[:, 1], -1.569, 1.569)
    y = np.arcsinh(np.tan(phi)) - E * np.arctanh(E * np.sin(phi))
    return np.column_stack([A * both[:, 0], A * y])
