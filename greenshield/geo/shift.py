"""The shifts of Chinese web maps: GCJ-02 and BD-09, there and back.

Neither is a coordinate system with published parameters. GCJ-02 is computed from WGS 84 by
a deterministic formula that became public as code and was checked against map services ever
since (the project *eviltransform*, and the Wikipedia article "Restrictions on geographic
data in China"); BD-09 is a further shift that Baidu puts on GCJ-02, known from the same
sources. Both inverses here are iterated on the forward formula until they return to it
within 1e-9 degrees (0.1 mm), so a shift that was put on is taken off exactly.

Positions are degrees lon/lat, arrays of any one shape. WGS 84 and EPSG:4490 count as one here:
they differ by less than the shift's own noise (1 m against 100 to 700 m).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Degrees = NDArray[np.float64]
Pair = tuple[Degrees, Degrees]

_A = 6378245.0  # semi-major axis, Krasovsky 1940, metres
_EE = 0.00669342162296594323  # its first eccentricity squared
_BD_X, _BD_Y = 0.0065, 0.006  # Baidu's constant offset, degrees
_BD_PI = np.pi * 3000.0 / 180.0
_BOX = (72.004, 0.8293, 137.8347, 55.8271)  # west, south, east, north: no shift outside
_TOLERANCE = 1e-9  # degrees
_ROUNDS = 30


def _wave(v: Degrees, *terms: tuple[float, float]) -> Degrees:
    """Sum of ``amplitude · sin(v · π / divisor)``."""
    total = np.zeros_like(v)
    for amplitude, divisor in terms:
        total += amplitude * np.sin(v * np.pi / divisor)
    return total * 2.0 / 3.0


def _offset(lon: Degrees, lat: Degrees) -> Pair:
    """The GCJ-02 shift at a WGS 84 position, degrees."""
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    common = _wave(x, (20.0, 1.0 / 6.0), (20.0, 0.5))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += common + _wave(y, (20.0, 1.0), (40.0, 3.0), (160.0, 12.0), (320.0, 30.0))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += common + _wave(x, (20.0, 1.0), (40.0, 3.0), (150.0, 12.0), (300.0, 30.0))
    phi = np.radians(lat)
    magic = 1.0 - _EE * np.sin(phi) ** 2
    dlat = np.degrees(north / (_A * (1.0 - _EE)) * magic * np.sqrt(magic))
    dlon = np.degrees(east / _A * np.sqrt(magic) / np.cos(phi))
    west, south, right, top = _BOX
    inside = (lon >= west) & (lon <= right) & (lat >= south) & (lat <= top)
    return np.where(inside, dlon, 0.0), np.where(inside, dlat, 0.0)


def _inverse(forward: Callable[[Degrees, Degrees], Pair], lon: ArrayLike, lat: ArrayLike) -> Pair:
    """The position that ``forward`` takes to (lon, lat), by fixed-point iteration."""
    goal_x, goal_y = np.asarray(lon, float), np.asarray(lat, float)
    x, y = goal_x.copy(), goal_y.copy()
    for _ in range(_ROUNDS):
        seen_x, seen_y = forward(x, y)
        dx, dy = goal_x - seen_x, goal_y - seen_y
        x, y = x + dx, y + dy
        step = np.nan_to_num(np.maximum(np.abs(dx), np.abs(dy)))
        if step.max(initial=0.0) < _TOLERANCE:
            break
    return x, y


def to_gcj02(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """WGS 84 lon/lat to GCJ-02; outside China's box the position comes back unchanged."""
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    dx, dy = _offset(x, y)
    return x + dx, y + dy


def from_gcj02(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """GCJ-02 lon/lat to WGS 84, the exact inverse of :func:`to_gcj02`."""
    return _inverse(to_gcj02, lon, lat)


def gcj02_to_bd09(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """GCJ-02 lon/lat to BD-09."""
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * _BD_PI)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * _BD_PI)
    return radius * np.cos(angle) + _BD_X, radius * np.sin(angle) + _BD_Y


def bd09_to_gcj02(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """BD-09 lon/lat to GCJ-02, the exact inverse of :func:`gcj02_to_bd09`."""
    return _inverse(gcj02_to_bd09, lon, lat)


def to_bd09(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """WGS 84 lon/lat to BD-09."""
    return gcj02_to_bd09(*to_gcj02(lon, lat))


def from_bd09(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """BD-09 lon/lat to WGS 84, the exact inverse of :func:`to_bd09`."""
    return from_gcj02(*bd09_to_gcj02(lon, lat))
