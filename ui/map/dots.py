"""Dots of points, and of shapes too small to be drawn: one for each few pixels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtGui import QPainter

from ui.map.layer import Layer
from ui.map.layer_data import Box, Fixed, Ints
from ui.map.pack import HIDDEN, Level, Pack, meeting
from ui.map.part import Part
from ui.map.sheet import Sheet
from ui.map.stamps import draw_vectors, stamp
from ui.map.style import Style
from ui.map.view import View, grown

CELL = 0.6  # of a dot's diameter: of the dots within a cell so wide, only one is drawn. Where
# they are crowded, the cell is as wide as the dot.
TOGETHER = 20_000  # dots looked at in one step
SMALLEST = 0.5  # of a dot's diameter: smaller it is never drawn


def draw_dots(
    painter: QPainter, sheet: Sheet | None, layer: Layer, part: Part, level: Level, view: View
) -> Iterator[None]:
    """Draws a level's dots on a sheet, or by the painter where there is none.

    The painter's coordinates are the pixels of ``view``.
    """
    if not len(level.dots):
        return
    shrunk = crowding(layer, view)
    largest = max(look.dot for look in layer.palette) * view.dpr
    # A cell is seen in part where its dot reaches into the view; all in it compete for it.
    cells = Cells(grown(view, largest + 2), largest * (shrunk if shrunk < 1 else CELL) * view.pixel)
    seen = meeting(level.dot_boxes, part.pack.units(cells.box))
    for run in _runs(seen, level.dot_chunks):
        dots = np.arange(run.start, run.stop)[part.style[level.dots[run]] != HIDDEN]
        cells.put(part.pack, level.dot_xy, dots)
        yield
    kept = cells.kept()
    yield
    palette, styles = _smaller(layer.palette, shrunk), part.style[level.dots[kept]]
    places = part.pack.metres(level.dot_xy[kept])
    if sheet is None:
        yield from draw_vectors(painter, view, places, styles, palette)
    else:
        yield from stamp(sheet, view, places, styles, palette)


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
        """The dots that have a cell, one for each."""
        return self._taken[self._taken >= 0]


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


def crowding(layer: Layer, view: View) -> float:
    """How much smaller dots are drawn where they would cover each other and the map, up to 1.

    By all dots of the layer and the scale alone, so that every part of a map has the same.
    """
    pack = layer.parts[0].pack
    level = pack.best(view.pixel)
    if not len(level.dots) or not layer.palette:
        return 1.0
    largest = max(look.dot for look in layer.palette) * view.dpr
    low, high = level.dot_boxes[:, :2].min(axis=0), level.dot_boxes[:, 2:].max(axis=0)
    sides = (high.astype(np.float64) - low) * (pack.unit / view.pixel) + 10 * largest
    spacing = math.sqrt(float(sides.prod()) / len(level.dots))
    return min(max(spacing / largest, SMALLEST), 1.0)


def _smaller(palette: Sequence[Style], by: float) -> list[Style]:
    """The palette with dots of half pixels' steps."""
    return [replace(look, dot=max(round(look.dot * by * 2) / 2, 2.0)) for look in palette]
