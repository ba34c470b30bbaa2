"""Dots of points, and of shapes too small to be drawn: one for each few pixels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtGui import QPainter

from ui.map.layer import Layer, Part
from ui.map.layer_data import Floats, Ints, Styles
from ui.map.pack import HIDDEN, Level, Pack, meeting
from ui.map.stamps import draw_stamps
from ui.map.view import View

CELL = 0.6  # of a dot's diameter: of the dots within a cell so wide, only one is drawn


def centres(pack: Pack, features: Ints) -> Floats:
    """The places of dots, metres, shape (n, 2)."""
    boxes = pack.boxes[features]
    middle = (boxes[:, :2].astype(np.float64) + boxes[:, 2:]) / 2
    return pack.metres(middle)


def draw_dots(
    painter: QPainter, layer: Layer, part: Part, level: Level, view: View
) -> Iterator[None]:
    """Draws a level's dots; the painter's coordinates are the pixels of ``view``."""
    pack = part.pack
    largest = max(look.dot for look in layer.palette) * view.dpr
    by = (largest / 2 + 2) * view.pixel
    x0, y0, x1, y1 = view.box
    near = pack.units((x0 - by, y0 - by, x1 + by, y1 + by))
    features = []
    for chunk in meeting(level.dot_boxes, near).tolist():
        some = level.dots[level.dot_chunks[chunk] : level.dot_chunks[chunk + 1]]
        features.append(some[meeting(pack.boxes[some], near)])
    if not features:
        return
    yield
    found = np.concatenate(features)
    found = found[part.style[found] != HIDDEN]
    cell = largest * CELL * view.pixel
    places, styles = thinned(centres(pack, found), part.style[found], cell)
    yield
    yield from draw_stamps(painter, view, view.places(places), styles, layer.palette)


def thinned(places: Floats, styles: Styles, cell: float) -> tuple[Floats, Styles]:
    """One place for each cell of the world, metres: the same for every part of the map."""
    if not len(places):
        return places, styles
    cells = np.floor(places / cell).astype(np.int64)
    low = cells.min(axis=0)
    wide, high = (cells.max(axis=0) - low + 1).tolist()
    at = (cells[:, 1] - low[1]) * wide + cells[:, 0] - low[0]
    grid = np.full(wide * high, -1, np.int32)
    grid[at] = np.arange(len(places))
    kept = grid[grid >= 0]
    return places[kept], styles[kept]
