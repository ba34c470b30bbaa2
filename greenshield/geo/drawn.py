"""Lengths and areas of what a person draws, while it is drawn: a few points at a time.

Numbers alone, without PROJ and GEOS, so that a window may follow the mouse. Lengths are T.
Vincenty's (*Direct and inverse solutions of geodesics on the ellipsoid*, Survey Review 23, 1975),
true to 0.5 mm; nearly antipodal points, where his series does not converge, go to the exact
solver. Areas are those of ``ring_areas``; the error is below 1e-6 of the area for edges up to
100 km. What is stored is measured again by ``measures``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from greenshield.geo import ellipsoid, ring_areas

Points = Sequence[tuple[float, float]]
_B: Final = ellipsoid.A * (1 - ellipsoid.F)
_TURNS: Final = 60


def distance_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The geodesic between two points of degrees lon/lat on CGCS2000, metres."""
    found = _vincenty(one, other)
    if found is None:
        return float(ellipsoid.geod().inv(*one, *other)[2])
    return found


def length_m(points: Points) -> float:
    """The length of a line of degrees lon/lat, metres; 0 for fewer than two points."""
    return math.fsum(map(distance_m, points, points[1:]))


def area_m2(points: Points) -> float:
    """The area of a ring of degrees lon/lat, closed or not, m²; 0 for fewer than three points."""
    if len(points) < 3:
        return 0.0
    ring = np.array([*points, points[0]], dtype=np.float64)
    signed, _ = ring_areas.signed_m2(ring, np.array([len(ring)]))
    return abs(float(signed[0]))


def _vincenty(one: tuple[float, float], other: tuple[float, float]) -> float | None:
    f = ellipsoid.F
    full = math.remainder(math.radians(other[0] - one[0]), 2 * math.pi)
    u1, u2 = (math.atan((1 - f) * math.tan(math.radians(p[1]))) for p in (one, other))
    s1, c1, s2, c2 = math.sin(u1), math.cos(u1), math.sin(u2), math.cos(u2)
    lam = full
    for _ in range(_TURNS):
        sl, cl = math.sin(lam), math.cos(lam)
        sine = math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl)
        if sine == 0:
            return 0.0 if cl > 0 else None
        cosine = s1 * s2 + c1 * c2 * cl
        sigma = math.atan2(sine, cosine)
        alpha = c1 * c2 * sl / sine
        square = 1 - alpha * alpha
        middle = cosine - 2 * s1 * s2 / square if square > 1e-15 else 0.0
        c = f / 16 * square * (4 + f * (4 - 3 * square))
        turn = middle + c * cosine * (2 * middle * middle - 1)
        before, lam = lam, full + (1 - c) * f * alpha * (sigma + c * sine * turn)
        if abs(lam - before) < 1e-12:
            return _arc(square, sigma, sine, cosine, middle)
    return None


def _arc(square: float, sigma: float, sine: float, cosine: float, middle: float) -> float:
    """The length along the geodesic (Vincenty's equations 3, 4 and 6)."""
    u = square * (ellipsoid.A**2 - _B**2) / _B**2
    a = 1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u)))
    b = u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)))
    last = b / 6 * middle * (4 * sine * sine - 3) * (4 * middle * middle - 3)
    turn = cosine * (2 * middle * middle - 1) - last
    return _B * a * (sigma - b * sine * (middle + b / 4 * turn))
