"""Areas of rings on the CGCS2000 ellipsoid, out of coordinates alone, with a bound of the error.

With the equal-area ordinate Y, the area under an edge is ∫ Y dλ. The trapezoid (Y₁+Y₂)/2·Δλ misses
the geodesic's bow; expanding the geodesic equation about the middle of the edge gives it as
Δλ sin φ (3 M²Δφ² + p²Δλ²) / 12, with an error of fifth order in the edge's length. That error
is bounded edge by edge. M and p, the radii of curvature, and Y are written out in sin φ, so that
one sine a corner is all that is asked of the library (see ``ellipsoid`` for the formulas). Rings
for which that bound is too large are gone over once more by ``long_edges``.

Rings go through in parcels that fit a processor's cache: most of the time would otherwise go into
fetching what was just put away.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from greenshield.geo import ellipsoid, long_edges
from greenshield.geo.ellipsoid import Floats

# Largest ratio of the fifth-order error to A²|Δλ|(Δφ²+Δλ²)², found over all azimuths up to 80°
# of latitude, is 0.0042.
_FIFTH_ORDER: Final = 0.01
_PARCEL: Final = 1 << 13  # corners
_LARGE: Final = 1 << 16
_NOTHING_M2: Final = 1e-6  # a bound below it, of a whole ring, is not worth telling edge by edge
_ENOUGH: Final = 2e-10  # of a ring's area: what its bound may be without a closer look
_LEAST_M2: Final = 5e-5
_SHORT_M: Final = 100_000.0
_MOST_CORNERS: Final = 4_000_000
_RADIAN: Final = np.pi / 180
_FLAT: Final = 1 - ellipsoid.E2

Counts = npt.NDArray[np.integer[Any]]


def signed_m2(xy: Floats, counts: Counts, *, straight: bool = False) -> tuple[Floats, Floats]:
    """Signed areas of rings in m², and how far each may be off; infinite round a pole.

    Args:
        xy: corners of all rings, one after another, degrees lon/lat, shape (n, 2); each ring
            ends where it began.
        counts: how many corners each ring has, shape (rings,); they add up to n.
        straight: edges are straight in the lon/lat plane, else geodesics.

    Returns:
        Two arrays of shape (rings,).
    """
    signed, bound = np.zeros(len(counts)), np.zeros(len(counts))
    some = np.flatnonzero(counts)
    ends = np.cumsum(counts[some])
    for first, last in _parcels(ends):
        rings = some[first:last]
        corners = xy[int(ends[first] - counts[rings[0]]) : int(ends[last - 1])]
        if len(corners) > _LARGE:
            signed[rings], bound[rings] = _by_stretches(corners, straight=straight)
            continue
        signed[rings], bound[rings], around = _parcel(corners, counts[rings], straight=straight)
        bound[rings[np.abs(around) > 1]] = np.inf
    return signed, bound


def _by_stretches(xy: Floats, *, straight: bool) -> tuple[float, float]:
    """One large ring, a stretch after the other, each from where the last one ended."""
    base = float(ellipsoid.authalic_of_sine(np.sin(xy[:1, 1] * _RADIAN))[0])
    signed = bound = around = 0.0
    for first in range(0, len(xy) - 1, _PARCEL):
        stretch = xy[first : first + _PARCEL + 1]
        found = _parcel(stretch, np.array([len(stretch)]), straight=straight, base=base)
        signed, bound, around = (s + float(f[0]) for s, f in
                                 zip((signed, bound, around), found, strict=True))  # fmt: skip
    return signed, np.inf if abs(around) > 1 else bound


def densified(xy: Floats, counts: Counts) -> tuple[Floats, Counts] | None:
    """Rings with edges of more than 100 km cut into even pieces along their geodesics.

    Args:
        xy: as of :func:`signed_m2`.
        counts: the same.

    Returns:
        Both anew; None where millions of corners would come of it.
    """
    inner = np.ones(len(xy), dtype=bool)
    inner[np.cumsum(counts)[counts > 0] - 1] = False
    long = np.flatnonzero(inner[:-1] & (_at_most_m(xy) > _SHORT_M))
    (lon, lat), (to_lon, to_lat) = xy[long].T, xy[long + 1].T
    azimuth, _, metres = (np.asarray(v) for v in ellipsoid.geod().inv(lon, lat, to_lon, to_lat))
    wanted = np.maximum(np.ceil(np.nan_to_num(metres) / _SHORT_M), 1)
    if wanted.sum() > _MOST_CORNERS:
        return None
    pieces = np.ones(len(xy), dtype=np.intp)
    pieces[long] = wanted
    out = np.repeat(xy, pieces, axis=0)
    first = np.cumsum(pieces) - pieces
    edge = np.repeat(np.arange(len(long)), pieces[long] - 1)
    begun = np.cumsum(pieces[long] - 1) - (pieces[long] - 1)
    step = np.arange(len(edge)) - begun[edge] + 1
    new = first[long][edge] + step
    gone = metres[edge] * step / wanted[edge]
    out[new, 0], out[new, 1], _ = ellipsoid.geod().fwd(lon[edge], lat[edge], azimuth[edge], gone)
    ring = np.repeat(np.arange(len(counts)), counts)
    return out, np.bincount(ring, weights=pieces, minlength=len(counts)).astype(np.intp)


def _at_most_m(xy: Floats) -> Floats:
    """A length that each corner's distance from the one before it does not exceed, metres."""
    step = np.diff(xy, axis=0) * _RADIAN
    out: Floats = ellipsoid.LARGEST_RADIUS * np.hypot(ellipsoid.wrapped(step[:, 0]), step[:, 1])
    return out


def _parcels(ends: Counts) -> Iterator[tuple[int, int]]:
    """Ranges of whole rings of about so many corners; a larger ring is one by itself."""
    first, begun = 0, 0
    while first < len(ends):
        last = int(np.searchsorted(ends, begun + _PARCEL, side="right"))
        last = max(last, first + 1)
        yield first, last
        first, begun = last, int(ends[last - 1])


def _parcel(
    xy: Floats, counts: Counts, *, straight: bool, base: float | None = None
) -> tuple[Floats, Floats, Floats]:
    """Signed areas, their bounds, and by how many radians each ring goes round a pole.

    Args:
        xy: as of :func:`signed_m2`.
        counts: the same.
        straight: the same.
        base: the ordinate that areas are counted from, m²; each ring's first one without it.
    """
    ends = np.cumsum(counts)
    starts, closing = ends - counts, ends - 1
    # Differences of degrees are exact, differences of radians are not.
    d_lambda, d_phi = _differences(xy[:, 0], closing), _differences(xy[:, 1], closing)
    widest, tallest = _largest(d_lambda), _largest(d_phi)
    around = np.zeros(len(counts))
    if not widest <= np.pi:
        d_lambda = ellipsoid.wrapped(d_lambda)
        widest = np.pi
        around = np.add.reduceat(d_lambda, starts)
    sine = np.sin(xy[:, 1] * _RADIAN)
    ordinate = ellipsoid.authalic_of_sine(sine)
    # Taken from the ring's first corner, so that large numbers don't cancel.
    ordinate -= np.repeat(ordinate[starts], counts) if base is None else base
    under = _next_added(ordinate)
    under *= 0.5
    middle = _next_added(sine)
    middle *= 0.5
    under += (_chord_bow if straight else _geodesic_bow)(middle, d_phi, d_lambda)
    under *= d_lambda
    under[closing] = 0.0
    signed = np.add.reduceat(under, starts)
    bound = _bound(d_lambda, d_phi, starts, _fifth(widest, tallest) * int(counts.max()))
    rough = np.flatnonzero(bound > np.maximum(_ENOUGH * np.abs(signed), _LEAST_M2))
    if len(rough) and not straight:
        edge = _edges(rough, starts, counts, len(xy))
        wide, tall = d_lambda[edge], d_phi[edge]
        finer = _next_added(ordinate)[edge]
        finer *= wide
        finer *= 0.5
        finer += long_edges.bow_m2(_next_added(sine)[edge] / 2, tall, wide)
        begun = np.cumsum(counts[rough]) - counts[rough]
        finer[begun + counts[rough] - 1] = 0.0
        signed[rough] = np.add.reduceat(finer, begun)
        bound[rough] = np.add.reduceat(long_edges.error_m2(tall, wide), begun)
    return signed, bound, around


def _edges(rings: Counts, starts: Counts, counts: Counts, size: int) -> Any:
    """Which edges belong to some rings: a slice where it is all."""
    if len(rings) == len(starts):
        return slice(0, size)
    chosen = np.zeros(len(starts), dtype=bool)
    chosen[rings] = True
    return np.flatnonzero(np.repeat(chosen, counts))


def _differences(degrees: Floats, closing: Counts) -> Floats:
    """From each corner to the next, radians; 0 from a ring's last one."""
    out = np.empty(len(degrees))
    np.subtract(degrees[1:], degrees[:-1], out=out[:-1])
    out[closing] = 0.0
    out *= _RADIAN
    return out


def _largest(values: Floats) -> float:
    return float(max(values.max(), -values.min()))


def _next_added(values: Floats) -> Floats:
    """Each value and the next one added; the last is its own next."""
    out = np.empty(len(values))
    np.add(values[1:], values[:-1], out=out[:-1])
    out[-1] = 2 * values[-1]
    return out


def _fifth(width: Any, height: Any) -> Any:
    return ellipsoid.A**2 * _FIFTH_ORDER * width * (height**2 + width**2) ** 2


def _bound(d_lambda: Floats, d_phi: Floats, starts: Counts, at_most: float) -> Floats:
    """The error of each ring; where it can't matter, the same for all."""
    if at_most <= _NOTHING_M2:
        return np.full(len(starts), at_most)
    out: Floats = np.add.reduceat(_fifth(np.abs(d_lambda), d_phi), starts)
    return out


def _geodesic_bow(sine: Floats, d_phi: Floats, d_lambda: Floats) -> Floats:
    """Mean height of the geodesic over the chord in (λ, Y), to fourth order; see the module.

    Args:
        sine: mean of the sines at both ends, short of the sine of the middle by Δφ²/8 of itself.
        d_phi: radians.
        d_lambda: radians.
    """
    tall, wide = d_phi * d_phi, d_lambda * d_lambda
    s = sine * (1 + tall / 8)
    square = s * s
    w = 1 - ellipsoid.E2 * square
    tall *= 3 * _FLAT**2
    tall /= w * w
    wide *= 1 - square
    tall += wide
    s *= ellipsoid.A**2 / 12
    s /= w
    out: Floats = tall * s
    return out


def _chord_bow(sine: Floats, d_phi: Floats, d_lambda: Floats) -> Floats:
    """Mean height of the straight line in (λ, φ) over the chord in (λ, Y): -Δφ² Y''(φ) / 12."""
    del d_lambda
    tall = d_phi * d_phi
    s = sine * (1 + tall / 8)
    square = s * s
    w = 1 - ellipsoid.E2 * square
    slope = (3 * ellipsoid.E2) * (1 - square) - _FLAT
    out: Floats = tall * slope * s * (-(ellipsoid.A**2) * _FLAT / 12) / (w * w * w)
    return out
