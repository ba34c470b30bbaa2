"""The north arrow. Web Mercator's grid north is true north everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from ui.look import colours
from ui.map.inscribing import halo
from ui.map.screen_item import Corners, ScreenItem, size_of
from ui.map.view import View

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas


class NorthArrow(ScreenItem):
    """In the upper right corner."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas, z=40)

    def room(self, view: View) -> Corners:
        """Where it is, which no label takes."""
        width, _ = size_of(view)
        em = QFontMetricsF(self.canvas.font()).height()
        return width - 2.4 * em, 0.0, float(width), 4.2 * em

    def draw(self, painter: QPainter, view: View) -> None:
        """A needle, dark to the east, with its letter."""
        width, _ = size_of(view)
        em = QFontMetricsF(self.canvas.font()).height()
        middle, top = width - em * 1.4, em * 1.9
        tip, foot = QPointF(middle, top), QPointF(middle, top + em * 1.5)
        low = top + em * 2.0
        west = QPainterPath(tip)
        west.lineTo(middle - em * 0.6, low)
        west.lineTo(foot)
        west.closeSubpath()
        east = QPainterPath(tip)
        east.lineTo(middle + em * 0.6, low)
        east.lineTo(foot)
        east.closeSubpath()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = colours.role("map_text")
        painter.setPen(QPen(ink, 1.2))
        painter.setBrush(colours.role("map_halo"))
        painter.drawPath(west)
        painter.setBrush(ink)
        painter.drawPath(east)
        word = "N"
        across = QFontMetricsF(self.canvas.font()).horizontalAdvance(word)
        halo(painter, QPointF(middle - across / 2, top - em * 0.25), word, self.canvas.font())
