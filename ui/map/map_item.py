"""The map as an item of the view box: its picture on the screen, vectors everywhere else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from ui.map.backing import Backing
from ui.map.stack import Stack
from ui.map.view import View
from ui.map.world_item import WorldItem


class MapItem(WorldItem):
    """Draws the backing picture on the screen, and the layers themselves for an exporter.

    An exporter's painter is no widget's: then the layers are drawn as vectors at its scale.
    """

    def __init__(self, stack: Stack, backing: Backing, view: Callable[[], View | None]) -> None:
        super().__init__()
        self._stack, self._backing, self._view = stack, backing, view

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paints the view."""
        del option
        painter.save()
        if widget is None:
            self._paint_vectors(painter)
        else:
            painter.resetTransform()
            shown = self._backing.view
            if shown is not None:
                painter.scale(1 / shown.dpr, 1 / shown.dpr)
                self._backing.paint(painter)
        painter.restore()

    def _paint_vectors(self, painter: QPainter) -> None:
        """The same part of the world as on the screen, in the painter's own pixels."""
        screen = self._view()
        if screen is None:
            return
        view = painted_view(painter, screen)
        for _ in self._stack.draw(painter, view, background=False):
            pass


def painted_view(painter: QPainter, screen: View) -> View:
    """The part of the world that the screen shows, in a painter's own pixels.

    The painter has an item's transformation from metres, which an exporter has given it; afterwards
    its coordinates are the pixels of the view.
    """
    matrix = painter.transform()
    scale = abs(matrix.m11())  # painter's pixels a metre
    corner = matrix.map(QPointF(screen.left, screen.top))
    painter.resetTransform()
    painter.translate(corner)
    factor = scale * screen.pixel
    return View(
        screen.left,
        screen.top,
        1 / scale,
        round(screen.width * factor),
        round(screen.height * factor),
        screen.dpr * factor,
        hairlines=False,
    )
