"""How often the edges of a shape cross each other, roughly, before anything is made of it.

GEOS keeps some two kilobytes for each crossing while it mends a shape, and takes time by corners
times crossings: two thousand corners set at random need a gigabyte. So they are counted before.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.geo.ellipsoid import Floats

MOST: Final = 200_000
_MOST_WORK: Final = 4e9  # corners by crossings
_FEW: Final = 400  # edges that can't cross each other too often
_PAIRS: Final = 1e8  # compared
_LEAST_SAMPLE: Final = 128


def too_many(shape: BaseGeometry) -> bool:
    """Whether a shape's edges cross so often that it should not be mended."""
    edges = edges_of(shape)
    return len(edges) > _FEW and estimated(edges) > min(MOST, _MOST_WORK / len(edges))


def edges_of(shape: BaseGeometry) -> Floats:
    """From x, from y, to x, to y of each edge, shape (n, 4)."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    return np.column_stack([xy[:-1][same], xy[1:][same]])


def estimated(edges: Floats) -> float:
    """How many pairs of edges cross: exact where the edges are few, else from a sample of them.

    Args:
        edges: as :func:`edges_of` gives them.
    """
    count = len(edges)
    if not count:
        return 0.0
    wanted = int(min(count, max(_LEAST_SAMPLE, _PAIRS / count)))
    # Not every so-many-th one, which somebody could make the harmless ones.
    some = np.random.default_rng().choice(count, wanted, replace=False)
    x, y = edges[:, 0::2], edges[:, 1::2]
    west, east, south, north = x.min(axis=1), x.max(axis=1), y.min(axis=1), y.max(axis=1)
    found = 0
    for i in some.tolist():
        near = (west <= east[i]) & (east >= west[i]) & (south <= north[i]) & (north >= south[i])
        found += _crossing(edges[i], edges[near])
    return found * count / (2 * wanted)


def _crossing(edge: Floats, others: Floats) -> int:
    """How many others an edge crosses, touching not counted."""
    a, b = edge[:2], edge[2:]
    c, d = others[:, :2], others[:, 2:]
    one = _side(a, b, c) * _side(a, b, d)
    other = _side(c, d, a) * _side(c, d, b)
    return int(((one < 0) & (other < 0)).sum())


def _side(a: Floats, b: Floats, c: Floats) -> Floats:
    """On which side of a to b the point c lies: -1, 0 or 1."""
    ax, ay, bx, by, cx, cy = (v[..., k] for v in (a, b, c) for k in (0, 1))
    out: Floats = np.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
    return out
