"""Dots of points, and of shapes too small to be drawn: one for each few pixels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtGui import QPainter

from ui.map.layer import Layer
from ui.map.pack import Level
from ui.map.part import Part
from ui.map.sheet import Sheet
from ui.map.stamps import draw_vectors, stamp
from ui.map.style import Style
from ui.map.thinning import cell_size, thin, thinned
from ui.map.view import View, grown

CELL = 0.6  # of a dot's diameter: of the dots within a cell so wide, only one is drawn. Where
# they are crowded, the cell is as wide as the dot.
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
    box, size = grown(view, largest + 2), cells_of(layer, view, shrunk)
    kept = np.zeros(0, np.int32)
    for found in thinned(part, level, size, box):
        if found is None:
            yield
        else:
            kept = found
    yield
    palette, styles = _smaller(layer.palette, shrunk), part.style[level.dots[kept]]
    xy, pack = level.dot_xy[kept], part.pack
    if sheet is None:
        yield from draw_vectors(painter, view, pack.metres(xy), styles, palette)
    else:
        places = view.pixels(xy, pack.unit, pack.origin)
        yield from stamp(sheet, view, places, styles, palette)


def prepare_dots(layer: Layer, part: Part, view: View) -> Iterator[None]:
    """Makes ready, in small steps, what a drawing of a view would look for."""
    level = part.pack.best(view.pixel)
    if len(level.dots) and layer.palette:
        yield from thin(part, level, cells_of(layer, view, crowding(layer, view)))


def cells_of(layer: Layer, view: View, shrunk: float) -> float:
    """The size of the cells of which each has one dot, metres."""
    largest = max(look.dot for look in layer.palette) * view.dpr
    return cell_size(largest * (shrunk if shrunk < 1 else CELL) * view.pixel)


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
