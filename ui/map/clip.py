"""Cuts rings and lines to a box before they are handed to the painter.

Qt's rasteriser turns to a slow general clipper beyond 32,767 pixels, and a ring of a million
vertices is a million vertices to it, wherever they are. What is cut away lies outside the box, and
so do the new edges along its border; the box is drawn larger than what is looked at.
"""

from __future__ import annotations

import numpy as np

from ui.map.flat import ranges, starts_of
from ui.map.layer_data import Box, Fixed, Floats, Ints

BLOCK = 128  # vertices that are kept or left out together


def blocks(starts: Ints) -> Ints:
    """Where blocks begin among vertices, none across two rings, and the end."""
    lengths = np.diff(starts)
    counts = -(-lengths // BLOCK)
    first = np.repeat(starts[:-1], counts)
    within = ranges(np.zeros(len(counts), np.int64), counts)
    return np.append(first + within * BLOCK, starts[-1])


def thinned(
    xy: Fixed, starts: Ints, block_starts: Ints, block_boxes: Fixed, box: Box
) -> tuple[Fixed, Ints]:
    """Rings without most of the vertices far from a box, the same within the box.

    A run of vertices that lies on one outer side of the box (all left of it, say) is replaced by
    the straight line between its ends: both stay on that side.

    Args:
        xy: their vertices.
        starts: where each begins, and the end.
        block_starts: where blocks begin, and the end.
        block_boxes: min x, min y, max x, max y of each block.
        box: min x, min y, max x, max y.
    """
    x0, y0, x1, y1 = box
    side = np.select(
        [
            block_boxes[:, 2] < x0,
            block_boxes[:, 0] > x1,
            block_boxes[:, 3] < y0,
            block_boxes[:, 1] > y1,
        ],
        [1, 2, 3, 4],
        0,
    )
    keep = np.repeat(side == 0, np.diff(block_starts))
    keep[block_starts[:-1]] = True
    keep[block_starts[1:] - 1] = True
    # Within a longer run on one side, only the ends of the run.
    ring_begins = np.isin(block_starts[:-1], starts[:-1])
    same_as_before = (side != 0) & (np.diff(side, prepend=-1) == 0) & ~ring_begins
    same_as_next = np.append(same_as_before[1:], False)
    keep[block_starts[:-1][same_as_before]] = False
    keep[block_starts[1:][same_as_next] - 1] = False
    kept = np.concatenate([[0], np.cumsum(keep)])
    return xy[keep], kept[starts]


def clipped(xy: Floats, starts: Ints, box: Box, *, closed: bool) -> tuple[Floats, Ints]:
    """Rings or lines cut to a box, by Sutherland and Hodgman, all at once.

    A line that leaves the box and comes back runs along the box's border meanwhile.

    Args:
        xy: vertices of rings (the first repeated as the last) or lines.
        starts: where each begins, and the end.
        box: min x, min y, max x, max y.
        closed: whether they are rings.

    Returns:
        Vertices and starts; what lies outside is left out.
    """
    for axis, bound, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        if not len(xy):
            break
        xy, starts = _half(xy, starts, axis, bound, sign)
        if closed:
            xy, starts = _closed(xy, starts)
    return xy, starts


def _half(xy: Floats, starts: Ints, axis: int, bound: float, sign: int) -> tuple[Floats, Ints]:
    """The part on one side of a line parallel to an axis."""
    depth = (xy[:, axis] - bound) * sign
    inner = depth >= 0
    if inner.all():
        return xy, starts
    crosses = np.zeros(len(xy), np.bool_)  # between a vertex and the next one
    crosses[:-1] = inner[:-1] != inner[1:]
    crosses[starts[1:] - 1] = False
    counts = inner.astype(np.int64) + crosses
    at = starts_of(counts)
    out = np.empty((int(at[-1]), 2))
    out[at[:-1][inner]] = xy[inner]
    begin = np.flatnonzero(crosses)
    share = depth[begin] / (depth[begin] - depth[begin + 1])
    cut = xy[begin] + share[:, None] * (xy[begin + 1] - xy[begin])
    cut[:, axis] = bound
    out[at[:-1][begin] + inner[begin]] = cut
    return _without_empty(out, at[starts])


def _without_empty(xy: Floats, starts: Ints) -> tuple[Floats, Ints]:
    """Nothing of rings that have no vertex left."""
    return xy, np.append(starts[:-1][np.diff(starts) > 0], starts[-1])


def _closed(xy: Floats, starts: Ints) -> tuple[Floats, Ints]:
    """Rings whose first vertex was cut away end where they now begin."""
    if len(starts) < 2:
        return xy, starts
    first, last = starts[:-1], starts[1:] - 1
    open_ = (xy[first] != xy[last]).any(axis=1)
    if not open_.any():
        return xy, starts
    which = np.flatnonzero(open_)
    xy = np.insert(xy, starts[1:][which], xy[first[which]], axis=0)
    return xy, starts_of(np.diff(starts) + open_)
