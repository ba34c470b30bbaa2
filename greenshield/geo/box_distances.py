"""Metres that things in two boxes of degrees are apart at the least."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats

_LEAST_RADIUS = ellipsoid.A * (1 - ellipsoid.E2)  # of the meridian, at the equator


def at_least_m(box: tuple[float, float, float, float], others: npt.ArrayLike) -> Floats:
    """A distance on the ellipsoid that nothing in a box undercuts to anything in another.

    A meridian is nowhere curved more tightly than at the equator, so a difference of latitude tells
    one such distance. Two points of which neither is nearer to the axis than p stand, Δλ
    apart, at least p sin Δλ from each other in a straight line; that tells the other.

    Args:
        box: west, south, east, north in degrees.
        others: the same, shape (n, 4).

    Returns:
        Metres, shape (n,); 0 where boxes meet. The antimeridian is no barrier.
    """
    west, south, east, north = box
    w, s, e, n = np.asarray(others, dtype=np.float64).reshape(-1, 4).T
    up = np.maximum(np.maximum(s - north, south - n), 0.0)
    turned = [np.maximum(np.maximum(w + t - east, west - e - t), 0.0) for t in (-360, 0, 360)]
    along = np.minimum.reduce(turned)
    farthest = np.maximum.reduce(
        [np.abs(s), np.abs(n), np.full(len(s), max(abs(south), abs(north)))]
    )
    _m, p = ellipsoid.radii(np.radians(np.minimum(farthest, 90.0)))
    across = p * np.sin(np.radians(np.minimum(along, 90.0)))
    out: Floats = np.maximum(np.radians(up) * _LEAST_RADIUS, across)
    return out
