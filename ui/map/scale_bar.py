"""The scale bar: a round length, true on the ground at the middle of the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from greenshield.geo import webmercator
from ui.look import colours
from ui.map.inscribing import halo
from ui.map.screen_item import Corners, ScreenItem, size_of
from ui.map.view import View
from ui.words import length

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas

LARGEST = 0.18  # of the view's width


def told_length(m: float) -> str:
    """A round length, without digits that say nothing."""
    words = length(m)
    number, _, unit = words.partition(" ")
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return f"{number} {unit}"


class ScaleBar(ScreenItem):
    """In the lower left corner, above everything."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas, z=40)
        self.metres = 0.0
        self.drawn = 0.0

    def room(self, view: View) -> Corners:
        """Where it may be, which no label takes."""
        width, height = size_of(view)
        em = QFontMetricsF(self.canvas.font()).height()
        return 0.0, height - 3.2 * em, LARGEST * width + 1.4 * em, float(height)

    def draw(self, painter: QPainter, view: View) -> None:
        """A bar of two halves, its length above it."""
        width, height = size_of(view)
        pixel = view.pixel * view.dpr
        [[_, lat]] = webmercator.unproject([view.centre]).tolist()
        if abs(lat) > 84 or width < 1:
            return
        self.metres, drawn = webmercator.scale_bar(LARGEST * width * pixel, lat)
        self.drawn = drawn / pixel
        metrics = QFontMetricsF(self.canvas.font())
        em = metrics.height()
        left, low = em * 0.9, height - em * 0.9
        text = told_length(self.metres)
        halo(painter, QPointF(left, low - em * 0.75), text, self.canvas.font())
        line = QPainterPath(QPointF(left, low - em * 0.4))
        line.lineTo(left, low)
        line.lineTo(left + self.drawn, low)
        line.lineTo(left + self.drawn, low - em * 0.4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.role("map_halo"), 4.5))
        painter.drawPath(line)
        painter.setPen(QPen(colours.role("map_text"), 1.8))
        painter.drawPath(line)
