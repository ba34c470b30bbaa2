"""Highlights above the map: selection and hover, without drawing the map again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from ui.map.dots import Cells
from ui.map.drawing import cut_shape
from ui.map.flat import starts_of
from ui.map.layer import Layer
from ui.map.layer_data import Flags, Floats, Ints
from ui.map.map_item import WORLD
from ui.map.pack import HIDDEN, Level, meeting
from ui.map.part import Part
from ui.map.paths import path_of
from ui.map.sheet import Sheet, wants_vectors
from ui.map.stamps import draw_vectors, largest, stamp
from ui.map.style import Style
from ui.map.view import View, grown

MANY = 300  # shapes in the view: more of them are shown as dots
WIDEST = 20_000  # vertices in the view: more are outlined by the thinnest pen


@dataclass(frozen=True, slots=True)
class Highlight:
    """What is highlighted.

    Attributes:
        layer: the layer.
        features: its features.
        style: their look: outline, its width, fill; the dot of what is drawn as one.
    """

    layer: Layer
    features: Ints | Sequence[int]
    style: Style


class HighlightItem(pg.GraphicsObject):
    """Features of one layer in another look; cut to the view, so that it costs little."""

    def __init__(self, view: Callable[[], View | None]) -> None:
        super().__init__()
        self._view = view
        self._shown: Highlight | None = None
        self._masks: list[Flags] = []
        self._bounds = QRectF(-WORLD, -WORLD, 2 * WORLD, 2 * WORLD)
        self.setZValue(10)

    def set(self, highlight: Highlight) -> None:
        """Shows other features."""
        self._shown = highlight
        self.refresh()

    def refresh(self) -> None:
        """After the layer changed."""
        if self._shown is None:
            return
        features = np.asarray(self._shown.features, dtype=np.int64)
        self._masks = []
        for part in self._shown.layer.parts:
            shown = np.zeros(len(self._shown.layer), np.bool_)
            shown[features] = True
            self._masks.append(shown[part.index] & (part.style != HIDDEN))
        self.update()

    def boundingRect(self) -> QRectF:
        """The whole world, so that a pan changes nothing in the scene's index."""
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paints what is in the view."""
        del option, widget
        view, shown = self._view(), self._shown
        if view is None or shown is None or not shown.layer.visible:
            return
        matrix = painter.transform()
        x, y = matrix.map(view.left, view.top)
        painter.save()
        painter.resetTransform()
        painter.translate(x, y)
        factor = abs(matrix.m11()) * view.pixel
        painter.scale(factor, factor)
        for part, mask in zip(shown.layer.parts, self._masks, strict=True):
            self._paint_part(painter, part, mask, view)
        painter.restore()

    def _paint_part(self, painter: QPainter, part: Part, mask: Flags, view: View) -> None:
        style = self._shown.style
        level = part.pack.best(view.pixel)
        near = part.pack.units(grown(view, style.dot + style.width))
        shapes = np.flatnonzero(mask[level.feature])
        shapes = shapes[meeting(part.pack.boxes[level.feature[shapes]], near)]
        dots = np.flatnonzero(mask[level.dots])
        if len(shapes) > MANY:
            boxes = part.pack.boxes[level.feature[shapes]].astype(np.float64)
            middles = ((boxes[:, :2] + boxes[:, 2:]) / 2).astype(np.int32)
        else:
            middles = np.zeros((0, 2), np.int32)
            self._paint_shapes(painter, part, level, shapes, view)
        xy = np.concatenate([level.dot_xy[dots], middles])
        cells = Cells(grown(view, style.dot + 2), style.dot * view.pixel)
        cells.put(part.pack, xy, np.arange(len(xy)))
        self._paint_dots(painter, part.pack.metres(xy[cells.kept()]), view)

    def _paint_shapes(
        self, painter: QPainter, part: Part, level: Level, shapes: Ints, view: View
    ) -> None:
        style = self._shown.style
        pieces = [cut_shape(part, level, shape, view) for shape in shapes.tolist()]
        pieces = [piece for piece in pieces if len(piece[0])]
        if not pieces:
            return
        xy = np.concatenate([xy for xy, _ in pieces])
        lengths = np.concatenate([np.diff(starts) for _, starts in pieces])
        path = path_of(xy, starts_of(lengths))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if part.pack.kind == "polygon" and style.fill:
            painter.fillPath(path, style.brush())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = style if len(xy) <= WIDEST else replace(style, width=1.0)
        painter.strokePath(path, wide.pen(view.dpr))

    def _paint_dots(self, painter: QPainter, places: Floats, view: View) -> None:
        if not len(places):
            return
        palette, styles = [self._shown.style], np.zeros(len(places), np.uint8)
        if wants_vectors(painter):
            for _ in draw_vectors(painter, view, places, styles, palette):
                pass
            return
        sheet = Sheet(view, 2 * largest(palette, view.dpr))
        for _ in stamp(sheet, view, places, styles, palette):
            pass
        sheet.lay(painter)
