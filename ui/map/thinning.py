"""Which of very many dots are drawn: one for each cell of the world, a few pixels wide.

Cells are the same wherever the part of a map that is drawn begins, so that a strip fits what was
there before. Their size goes in steps, so that views of nearly one scale share what was found.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ui.map.layer_data import Box, Fixed, Ints
from ui.map.pack import HIDDEN, Level, Pack, meeting
from ui.map.part import Part

TOGETHER = 20_000  # dots looked at in one step
STEPS = 8  # sizes of cells between one and its double
MANY = 5000  # dots: fewer are looked at again for each drawing
MOST_CELLS = 2_000_000  # of a whole level: 8 MB while they are looked through
WORTH = 0.5  # of a level's dots: where a drawing looks at so many, it looks at all, once


def cell_size(wanted: float) -> float:
    """The size of cells, metres: the next of the steps to the one that is wanted."""
    return float(2.0 ** (round(math.log2(wanted) * STEPS) / STEPS))


class Cells:
    """Cells of the world, each for one dot: the same cells in every part of the map."""

    def __init__(self, box: Box, size: float) -> None:
        """Cells of this size (metres) that meet a box, and those around."""
        x0, y0, x1, y1 = box
        self._size = size
        self._low = np.floor([x0 / size, y0 / size]) - 1
        high = np.floor([x1 / size, y1 / size]) + 1
        self._wide, self._high = (high - self._low + 1).astype(np.int64).tolist()
        self._taken = np.full(self._wide * self._high, -1, np.int32)
        low, top = self._low * size, (high + 1) * size
        self.box: Box = (float(low[0]), float(low[1]), float(top[0]), float(top[1]))

    def put(self, pack: Pack, xy: Fixed, dots: Ints) -> None:
        """Gives some of many dots their cells; the last one in a cell keeps it.

        Args:
            pack: whose units the places are in.
            xy: places of all, shape (n, 2).
            dots: which of them.
        """
        scale = pack.unit / self._size
        origin_x, origin_y = pack.origin[0] / self._size, pack.origin[1] / self._size
        x = np.floor(xy[dots, 0] * scale + origin_x) - self._low[0]
        y = np.floor(xy[dots, 1] * scale + origin_y) - self._low[1]
        inside = (x >= 0) & (x < self._wide) & (y >= 0) & (y < self._high)
        at = (y[inside] * self._wide + x[inside]).astype(np.int64)
        self._taken[at] = dots[inside]

    def kept(self) -> Fixed:
        """The dots that have a cell, one for each, from the south and there from the west."""
        return self._taken[self._taken >= 0]

    def whole(self) -> Thinned:
        """The same with where each row of cells begins."""
        rows = np.count_nonzero(self._taken.reshape(self._high, self._wide) >= 0, axis=1)
        starts = np.concatenate([[0], np.cumsum(rows)])
        return Thinned(self.kept(), starts, float(self._low[1]) * self._size, self._size)


@dataclass(frozen=True, slots=True)
class Thinned:
    """The dots of a whole level that have a cell.

    Attributes:
        dots: of the level, row of cells after row from the south.
        rows: where each row begins in ``dots``, and the end.
        south: where the first row begins, metres.
        size: of a cell, metres.
    """

    dots: Fixed
    rows: Ints
    south: float
    size: float

    def between(self, south: float, north: float) -> Fixed:
        """The dots of the rows that meet a strip of the world, metres."""
        last = len(self.rows) - 1
        first = min(max(math.floor((south - self.south) / self.size), 0), last)
        end = min(max(math.floor((north - self.south) / self.size) + 1, first), last)
        return self.dots[self.rows[first] : self.rows[end]]


def thinned(part: Part, level: Level, size: float, box: Box) -> Iterator[Fixed | None]:
    """Finds the dots to draw in a box of the world, in small steps.

    Args:
        part: of a layer.
        level: one of its levels.
        size: of the cells, of ``cell_size``.
        box: min x, min y, max x, max y, metres.

    Yields:
        None after each step, and at last the dots, some of which may lie outside of the box.
    """
    seen = meeting(level.dot_boxes, part.pack.units(box))
    looked_at = int((level.dot_chunks[seen + 1] - level.dot_chunks[seen]).sum())
    if looked_at >= WORTH * len(level.dots):
        yield from thin(part, level, size)
    whole = part.thinned.get((level.tolerance, size))
    if whole is not None:
        yield whole.between(box[1], box[3])
        return
    cells = Cells(box, size)
    yield from _put(cells, part, level, meeting(level.dot_boxes, part.pack.units(cells.box)))
    yield cells.kept()


def thin(part: Part, level: Level, size: float) -> Iterator[None]:
    """Looks through a whole level in small steps, for all drawings of this size of cells.

    Nothing is done where that is done, or does not pay.
    """
    key = (level.tolerance, size)
    if key in part.thinned or len(level.dots) < MANY:
        return
    low, high = level.dot_boxes[:, :2].min(axis=0), level.dot_boxes[:, 2:].max(axis=0)
    ends = part.pack.metres(np.concatenate([low, high])[None])[0]
    if (ends[2] - ends[0] + 3 * size) * (ends[3] - ends[1] + 3 * size) > MOST_CELLS * size * size:
        return
    cells = Cells((float(ends[0]), float(ends[1]), float(ends[2]), float(ends[3])), size)
    looks = part.style
    yield from _put(cells, part, level, np.arange(len(level.dot_boxes)))
    if looks is part.style:  # else they were changed meanwhile
        part.keep_thinned(key, cells.whole())


def _put(cells: Cells, part: Part, level: Level, chunks: Ints) -> Iterator[None]:
    for run in _runs(chunks, level.dot_chunks):
        dots = np.arange(run.start, run.stop)
        shown = part.style[level.dots[run]] != HIDDEN
        cells.put(part.pack, level.dot_xy, dots if shown.all() else dots[shown])
        yield


def _runs(chunks: Ints, starts: Fixed) -> Iterator[slice]:
    """What is in chunks, as few slices as follow each other, each of at most ``TOGETHER``."""
    at = 0
    while at < len(chunks):
        end = at + 1
        while (
            end < len(chunks)
            and chunks[end] == chunks[end - 1] + 1
            and starts[chunks[end] + 1] - starts[chunks[at]] <= TOGETHER
        ):
            end += 1
        yield slice(int(starts[chunks[at]]), int(starts[chunks[end - 1] + 1]))
        at = end
