"""How deep each ring of a polygon lies in the others: 0 for an outer ring, 1 for its holes."""

from __future__ import annotations

import numpy as np

from ui.map.flat import box_of
from ui.map.layer_data import Fixed, Flags, Floats, Ints

BLOCK = 500  # rings compared with all others of their feature at once


def depths(xy: Floats, starts: Ints, first: Ints) -> Ints:
    """How many other rings of the same feature hold each ring, shape (rings,).

    Args:
        xy: vertices of closed rings, shape (vertices, 2).
        starts: where each ring begins, and the end.
        first: the first ring of each feature, and the end.
    """
    out = np.zeros(len(starts) - 1, np.int64)
    several = np.flatnonzero(np.diff(first) > 1)
    if not len(several):
        return out
    boxes = box_of(xy, starts)
    for feature in several:
        begin, end = int(first[feature]), int(first[feature + 1])
        for inner, outer in _candidates(boxes[begin:end]):
            out[begin + inner] += _lies_in(xy, starts, begin + inner, begin + outer)
    return out


def _candidates(boxes: Floats) -> list[tuple[int, int]]:
    """Pairs of rings, the first's box within the second's."""
    out: list[tuple[int, int]] = []
    for at in range(0, len(boxes), BLOCK):
        part = boxes[at : at + BLOCK, None]
        within = (part[..., :2] >= boxes[None, :, :2]).all(axis=2)
        within &= (part[..., 2:] <= boxes[None, :, 2:]).all(axis=2)
        inner, outer = np.nonzero(within)
        inner += at
        other = inner != outer
        out += zip(inner[other].tolist(), outer[other].tolist(), strict=True)
    return out


def _lies_in(xy: Floats, starts: Ints, inner: int, outer: int) -> bool:
    """By three vertices, for rings may touch in one."""
    begin, end = int(starts[inner]), int(starts[inner + 1])
    third = max((end - 1 - begin) // 3, 1)
    picked = xy[[begin, begin + third, min(begin + 2 * third, end - 1)]]
    ring = xy[starts[outer] : starts[outer + 1]]
    return int(sum(bool(inside(ring, place)) for place in picked)) >= 2


def inside(ring: Floats, place: Floats) -> bool:
    """Whether an odd number of edges of closed rings lies to the right of a place.

    Args:
        ring: vertices, the first repeated as the last, shape (n, 2).
        place: shape (2,).
    """
    return bool(np.count_nonzero(crossed(ring[:-1], ring[1:], place)) % 2)


def crossed(begin: Floats | Fixed, end: Floats | Fixed, place: Floats) -> Flags:
    """Which edges the ray from a place to the right crosses, shape (edges,)."""
    x, y = place
    spans = (begin[:, 1] > y) != (end[:, 1] > y)
    out = np.zeros(len(begin), np.bool_)
    b, e = begin[spans].astype(np.float64), end[spans].astype(np.float64)
    out[spans] = x < b[:, 0] + (y - b[:, 1]) * (e[:, 0] - b[:, 0]) / (e[:, 1] - b[:, 1])
    return out
