"""The CGCS2000 ellipsoid: radii, equal-area and conformal ordinates, the exact geodesic.

CGCS2000 (EPSG:4490) is the datum of every stored coordinate. Formulas: J. P. Snyder, *Map
Projections: A Working Manual* (USGS 1395), 3-12 (authalic), 7-7 (Mercator), 4-18 to 4-20
(radii of curvature). Angles are radians, lengths metres.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pyproj

Floats = npt.NDArray[np.float64]

A: Final = 6378137.0  # semi-major axis, m
F: Final = 1 / 298.257222101  # flattening
E2: Final = F * (2 - F)  # first eccentricity squared
E: Final = E2**0.5
LARGEST_RADIUS: Final = A / (1 - F)  # of curvature, at the poles, m


@functools.cache
def geod() -> pyproj.Geod:
    """The exact geodesic solver (C. Karney, *Algorithms for geodesics*, 2013) on CGCS2000."""
    import pyproj  # slow to load, and a window that draws a map needs the rest of this alone

    return pyproj.Geod(a=A, f=F)


def radii(phi: Floats) -> tuple[Floats, Floats]:
    """The radii of curvature at latitudes φ, in metres.

    Returns:
        M along the meridian, and p = N cos φ of the circle of latitude.
    """
    return radii_of_sine(np.sin(phi))


def radii_of_sine(sine: Floats) -> tuple[Floats, Floats]:
    """The same from sin φ, where that is at hand."""
    square = sine * sine
    w = 1 - E2 * square
    root = np.sqrt(w)
    return A * (1 - E2) / (w * root), A * np.sqrt(np.maximum(1 - square, 0.0)) / root


def wrapped(difference: Floats) -> Floats:
    """Differences of longitude in radians, brought into -π to π: the shorter way round."""
    out: Floats = difference - 2 * np.pi * np.round(difference / (2 * np.pi))
    return out


# Of Y / (A² (1-e²) sin φ) by powers of (e sin φ)²: Snyder's closed form written out, (k+1)/(2k+1)
# e^2k for k = 7 … 0; the next term is below 4e-18 of the sum.
_AUTHALIC: Final = tuple((k + 1) / (2 * k + 1) * E2**k for k in range(7, -1, -1))


def authalic_of_sine(sine: Floats) -> Floats:
    """Y, the area between the equator and latitude φ for one radian of longitude, in m².

    Args:
        sine: sin φ.
    """
    square = sine * sine
    out = np.full_like(square, _AUTHALIC[0])
    for term in _AUTHALIC[1:]:
        out *= square
        out += term
    out *= sine
    out *= A * A * (1 - E2)
    return out


def mercator(lonlat: npt.ArrayLike) -> Floats:
    """Ellipsoidal Mercator, conformal: what is nearest here is nearest on the ground near by.

    Args:
        lonlat: degrees, shape (n, 2); latitudes are held within ±89.9°.

    Returns:
        Metres at the equator, shape (n, 2). One metre on the ground at latitude φ is
        ``A / p`` of them, p from :func:`radii`.
    """
    both = np.radians(np.asarray(lonlat, dtype=np.float64))
    phi = np.clip(both[:, 1], -1.569, 1.569)
    y = np.arcsinh(np.tan(phi)) - E * np.arctanh(E * np.sin(phi))
    return np.column_stack([A * both[:, 0], A * y])


def unmercator(metres: Floats) -> Floats:
    """Degrees lon/lat of ellipsoidal Mercator metres, shape (n, 2) (Snyder 7-9, iterated)."""
    y = metres[:, 1] / A
    phi = np.arctan(np.sinh(y))
    for _ in range(6):  # each turn gains a factor e² = 0.0067
        phi = np.arctan(np.sinh(y + E * np.arctanh(E * np.sin(phi))))
    out: Floats = np.degrees(np.column_stack([metres[:, 0] / A, phi]))
    return out


def summed(index: npt.NDArray[np.integer[Any]], values: Floats, size: int) -> Floats:
    """Values added up by index, shape (size,)."""
    return np.bincount(index, weights=values, minlength=size).astype(np.float64, copy=False)
