"""Things above the map that keep their size on the screen: labels, lines, signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from ui.map.view import View
from ui.map.world_item import WorldItem

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas
    from ui.map.layer_data import Floats

Corners = tuple[float, float, float, float]  # left, top, right, bottom, logical pixels


class ScreenItem(WorldItem):
    """Painted in logical pixels of the canvas, its upper left corner at (0, 0).

    A subclass overrides ``draw``. An exporter's painter is scaled to the same.
    """

    def __init__(self, canvas: MapCanvas, z: float) -> None:
        super().__init__()
        self.canvas = canvas
        self.setZValue(z)
        canvas.box.addItem(self, ignoreBounds=True)

    def take_away(self) -> None:
        """Takes it off the canvas for good."""
        self.canvas.box.removeItem(self)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paints in logical pixels."""
        del option, widget
        view = self.canvas.view()
        if view is None:
            return
        matrix = painter.transform()
        corner = matrix.map(QPointF(view.left, view.top))
        factor = abs(matrix.m11()) * view.pixel * view.dpr  # painter's pixels a logical one
        painter.save()
        painter.resetTransform()
        painter.translate(corner)
        painter.scale(factor, factor)
        self.draw(painter, view)
        painter.restore()

    def draw(self, painter: QPainter, view: View) -> None:
        """Draws it; the painter's unit is a logical pixel."""

    def point(self, world: tuple[float, float]) -> QPointF:
        """The logical pixel at a place of the world."""
        return self.canvas.pixel_of(world)

    def points(self, world: Floats, view: View) -> Floats:
        """Logical pixels of many places, shape (n, 2)."""
        return np.asarray(view.places(world) / view.dpr)


def size_of(view: View) -> tuple[float, float]:
    """Width and height of a view in logical pixels."""
    return view.width / view.dpr, view.height / view.dpr
