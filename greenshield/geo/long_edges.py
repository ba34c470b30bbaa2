"""How far the geodesic bows over the chord, for edges up to a thousand kilometres.

On a sphere the area between a great circle's arc and the equator is E = 2 atan(sin φ̄ tan(Δλ/2) /
cos(Δφ/2)), with φ̄ the mean of both latitudes, whatever its length. What an ellipsoid adds is small,
and even in Δφ and Δλ for a given φ̄: the second order follows from the geodesic equation (see
``ring_areas``), the fourth and sixth are polynomials in sin² φ̄, found from the geodesic's Taylor
series about its middle in forty digits at eleven latitudes. What is left is of ninth order in the
edge's length, and e² smaller than on a sphere.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats

_FLAT: Final = 1 - ellipsoid.E2
# By powers of sin² φ̄, of A² sin φ̄ times Δφ⁴, Δφ²Δλ², Δλ⁴: the ellipsoid's less the sphere's.
_FOURTH: Final = (
    (6.591110707798498e-4, -9.693336215758786e-4, -4.2638493489579124e-5, -9.9298957778e-7),
    (8.36789647647716e-5, -2.3408857973393e-4, 6.545182165447863e-6, 3.457459330895975e-6),
    (5.616247766e-5, -1.1232509232919852e-4, 2.8270264772876664e-5, 2.7703728832993424e-5, 1.88e-7),
)
# The same of Δφ⁶, Δφ⁴Δλ², Δφ²Δλ⁴, Δλ⁶.
_SIXTH: Final = (
    (-5.316208369e-5, 4.346302856e-5, 8.444695014e-6, 4.3514194e-7),
    (-3.680739765e-6, -6.390292013e-5, 6.118403513e-5, 7.8609343e-7),
    (9.035701581e-6, -1.113009714e-4, 1.6373016e-4, -5.4434877e-5),
    (1.140449996e-5, -6.074217300e-5, 1.0510546546e-4, -7.2934266686e-5, 1.7166491e-5),
)
# Largest ratio of the error to A²|Δλ|(Δφ²+Δλ²)⁴, found over all azimuths, edges of 20 to
# 1,000 km and latitudes up to 89.9°, is 0.000025.
_NINTH: Final = 4e-5


def bow_m2(middle: Floats, d_phi: Floats, d_lambda: Floats) -> Floats:
    """The area between the geodesic and the chord in (λ, Y), m², with the sign of Δλ.

    Args:
        middle: mean of the sines of both latitudes.
        d_phi: radians.
        d_lambda: radians, -π to π.
    """
    across = np.cos(d_phi / 2)
    s = middle / across
    out = np.tan(d_lambda / 2)
    out *= s
    out /= across
    np.arctan(out, out=out)
    out *= 2
    out -= middle * d_lambda
    out += _ellipsoid(s, d_phi * d_phi, d_lambda * d_lambda) * s * d_lambda
    out *= ellipsoid.A**2
    return out


def _ellipsoid(s: Floats, tall: Floats, wide: Floats) -> Floats:
    """What the ellipsoid adds to the mean height of the bow, of A² sin φ̄.

    Args:
        s: sin φ̄.
        tall: Δφ².
        wide: Δλ².
    """
    q = s * s
    w = 1 - ellipsoid.E2 * q
    three, two, one, none = (_polynomial(terms, q) for terms in _SIXTH)
    top, mid, low = (_polynomial(terms, q) for terms in _FOURTH)
    # By powers of Δφ² and Δλ², the highest first.
    third = ((three * tall + two * wide) * tall + one * (wide * wide)) * tall
    third += none * (wide * wide * wide)
    out: Floats = third + (top * tall + mid * wide) * tall + low * (wide * wide)
    out += tall * (_FLAT**2 / (4 * w * w * w) - 0.25)
    out += wide * ((ellipsoid.E2 / 12) * q * (1 - q) / w)
    return out


def _polynomial(terms: tuple[float, ...], q: Floats) -> Floats:
    out: Floats = terms[-1] * q
    for term in terms[-2:0:-1]:
        out += term
        out *= q
    out += terms[0]
    return out


def error_m2(d_phi: Floats, d_lambda: Floats) -> Any:
    """How far :func:`bow_m2` may be off, m² an edge."""
    square = d_phi * d_phi + d_lambda * d_lambda
    square *= square
    square *= square
    square *= np.abs(d_lambda)
    square *= ellipsoid.A**2 * _NINTH
    return square
