"""Areas of rings on the CGCS2000 ellipsoid, out of coordinates alone, with a bound of the error.

With the equal-area ordinate Y, the area under an edge is ∫ Y dλ. The trapezoid (Y₁+Y₂)/2·Δλ misses
the geodesic's bow; expanding the geodesic equation about the middle of the edge gives it as
Δλ sin φ (3 M²Δφ² + p²Δλ²) / 12, with an error of fifth order in the edge's length. That error
is bounded edge by edge.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats

# Largest ratio of the fifth-order error to A²|Δλ|(Δφ²+Δλ²)², found over all azimuths up to 80°
# of latitude, is 0.0042.
_FIFTH_ORDER: Final = 0.01


def signed_m2(
    xy: Floats, ring: npt.NDArray[np.integer[Any]], count: int, *, straight: bool = False
) -> tuple[Floats, Floats]:
    """Signed areas of rings in m², and how far each may be off; infinite round a pole.

    Args:
        xy: corners, degrees lon/lat, shape (n, 2); each ring ends where it began.
        ring: which ring each corner is of, ascending, shape (n,).
        count: how many rings there are.
        straight: edges are straight in the lon/lat plane, else geodesics.

    Returns:
        Two arrays of shape (count,).
    """
    if len(xy) == 0:
        return np.zeros(count), np.zeros(count)
    phi = np.radians(xy[:, 1])
    ordinate = ellipsoid.authalic(phi)
    # Taken from the ring's first vertex, so that large numbers don't cancel.
    first = np.zeros(count, dtype=np.intp)
    first[ring[::-1]] = np.arange(len(ring) - 1, -1, -1)
    ordinate -= ordinate[first][ring]
    edge = ring[1:] == ring[:-1]
    d_lambda = np.where(edge, ellipsoid.wrapped(np.radians(np.diff(xy[:, 0]))), 0.0)
    d_phi = np.where(edge, np.diff(phi), 0.0)
    middle = (phi[1:] + phi[:-1]) / 2
    under = d_lambda * (ordinate[1:] + ordinate[:-1]) / 2
    under += (_chord_bow if straight else _geodesic_bow)(middle, d_phi, d_lambda)
    error = ellipsoid.A**2 * _FIFTH_ORDER * np.abs(d_lambda) * (d_phi**2 + d_lambda**2) ** 2
    of = ring[:-1]
    signed = ellipsoid.summed(of, under, count)
    bound = ellipsoid.summed(of, error, count)
    around = ellipsoid.summed(of, d_lambda, count)
    return signed, np.where(np.abs(around) > 1, np.inf, bound)


def _geodesic_bow(phi: Floats, d_phi: Floats, d_lambda: Floats) -> Floats:
    """Area between the geodesic and the chord in (λ, Y), to fifth order; see the module."""
    m, p = ellipsoid.radii(phi)
    out: Floats = d_lambda * np.sin(phi) * (3 * (m * d_phi) ** 2 + (p * d_lambda) ** 2) / 12
    return out


def _chord_bow(phi: Floats, d_phi: Floats, d_lambda: Floats) -> Floats:
    """Area between the straight line in (λ, φ) and the chord in (λ, Y): -Δλ Δφ² Y''(φ) / 12."""
    m, p = ellipsoid.radii(phi)
    s = np.sin(phi)
    m_slope = 3 * ellipsoid.E2 * s * np.cos(phi) * m / (1 - ellipsoid.E2 * s * s)
    out: Floats = -d_lambda * d_phi**2 * (m_slope * p - m * m * s) / 12
    return out
