"""Arithmetic of flat arrays: ranges, places along a curve, directions of rings."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from ui.map.layer_data import Floats, Ints

Number = TypeVar("Number", bound=np.generic)


def ranges(begin: Ints, end: Ints) -> Ints:
    """All numbers of many half-open ranges, one range after the other."""
    lengths = end - begin
    total = int(lengths.sum())
    if not total:
        return np.zeros(0, np.int64)
    shift = np.repeat(begin - (np.cumsum(lengths) - lengths), lengths)
    out: Ints = np.arange(total, dtype=np.int64) + shift
    return out


def distinct(numbers: npt.NDArray[np.integer[Any]]) -> Ints:
    """The different ones of small numbers from 0 on, in order.

    Counting is faster than the sorting of ``numpy.unique``, which also loads masked arrays first.
    """
    return np.flatnonzero(np.bincount(numbers))


def starts_of(lengths: Ints) -> Ints:
    """Where each of many pieces begins when one follows the other, and the end."""
    out = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=out[1:])
    return out


def box_of(xy: npt.NDArray[Number], starts: Ints) -> npt.NDArray[Number]:
    """Min x, min y, max x, max y of pieces that follow each other, shape (pieces, 4).

    Args:
        xy: shape (n, 2).
        starts: where each piece begins, and the end; no piece is empty.
    """
    if len(starts) < 2:
        return np.zeros((0, 4), xy.dtype)
    at = starts[:-1]
    return np.hstack([np.minimum.reduceat(xy, at), np.maximum.reduceat(xy, at)])


def joined(boxes: npt.NDArray[Number], starts: Ints) -> npt.NDArray[Number]:
    """The boxes around runs of boxes, shape (runs, 4); no run is empty."""
    if len(starts) < 2:
        return np.zeros((0, 4), boxes.dtype)
    at = starts[:-1]
    low = np.minimum.reduceat(boxes[:, :2], at)
    return np.hstack([low, np.maximum.reduceat(boxes[:, 2:], at)])


def doubled_areas(xy: Floats, starts: Ints) -> Floats:
    """Twice the signed area of closed rings, positive against the clock, shape (rings,).

    Args:
        xy: shape (n, 2).
        starts: where each ring begins, and the end.
    """
    if len(starts) < 2:
        return np.zeros(0)
    # Relative to each ring's first vertex, for far from the origin the products lose the area.
    x, y = (xy - np.repeat(xy[starts[:-1]], np.diff(starts), axis=0)).T
    cross = np.zeros(len(xy))
    cross[:-1] = x[:-1] * y[1:] - x[1:] * y[:-1]
    cross[starts[1:] - 1] = 0  # from a ring's last vertex to the next ring's first
    return np.add.reduceat(cross, starts[:-1])


def turned(starts: Ints, which: npt.NDArray[np.bool_]) -> Ints:
    """The order of vertices that runs through some rings backwards, shape (vertices,)."""
    lengths = np.diff(starts)
    forward = np.arange(int(starts[-1]) if len(starts) else 0, dtype=np.int64)
    mirror = np.repeat(starts[:-1] + starts[1:] - 1, lengths)
    return np.where(np.repeat(which, lengths), mirror - forward, forward)


def along_curve(centres: Floats) -> Ints:
    """The order of places along a Z curve, so that neighbours on the map are neighbours in it.

    Args:
        centres: metres, shape (n, 2).

    Returns:
        Indices, shape (n,).
    """
    if not len(centres):
        return np.zeros(0, np.int64)
    low = centres.min(axis=0)
    span = max(float((centres.max(axis=0) - low).max()), 1e-9)
    cells = np.clip((centres - low) / span * 0xFFFF, 0, 0xFFFF).astype(np.uint64)
    key = _spread(cells[:, 0]) | (_spread(cells[:, 1]) << np.uint64(1))
    order: Ints = np.argsort(key, kind="stable")
    return order


def _spread(value: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The bits of 16-bit numbers, each moved to twice its place."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        value = (value | (value << np.uint64(shift))) & np.uint64(mask)
    return value
