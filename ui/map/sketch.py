"""What a tool draws on the map while it is at work: points, lines, an area, words at the mouse."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from ui.look import colours, theme
from ui.map.inscribing import halo
from ui.map.screen_item import ScreenItem, size_of
from ui.map.view import View

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas

World = tuple[float, float]


@dataclass(slots=True)
class Drawn:
    """What is drawn. Places are Web Mercator metres.

    Attributes:
        corners: the vertices that are set.
        closed: the last is joined to the first, and the inside veiled.
        loose: where the mouse is: joined to the ends by an interrupted line; None for nowhere.
        words: what is told, a line each.
        at: where the words stand; beside the last corner where None.
        bad: the words say that something is wrong.
        crossings: places where the outline crosses itself.
        names: words at places, such as the length of each leg.
    """

    corners: list[World] = field(default_factory=list)
    closed: bool = False
    loose: World | None = None
    words: list[str] = field(default_factory=list)
    at: World | None = None
    bad: bool = False
    crossings: list[World] = field(default_factory=list)
    names: list[tuple[World, str]] = field(default_factory=list)


class Sketch(ScreenItem):
    """Draws a ``Drawn`` above the map."""

    def __init__(self, canvas: MapCanvas, role: str = "measure") -> None:
        super().__init__(canvas, z=50)
        self.drawn = Drawn()
        self._role = role

    def show_drawn(self, drawn: Drawn) -> None:
        """Draws something else."""
        self.drawn = drawn
        self.update()

    def draw(self, painter: QPainter, view: View) -> None:
        """The area, its outline, its corners, then words."""
        shown = self.drawn
        points = [self.point(corner) for corner in shown.corners]
        loose = None if shown.loose is None else self.point(shown.loose)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = colours.role("danger") if shown.bad else colours.role(self._role)
        ring = [*points, loose] if loose is not None else points
        if shown.closed and len(ring) > 2:
            veil = colours.role(self._role)
            veil.setAlpha(45)
            painter.setBrush(veil)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPolygon(QPolygonF(ring), Qt.FillRule.OddEvenFill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, pen in ((5.0, colours.role("map_halo")), (2.2, colour)):
            painter.setPen(QPen(pen, width))
            painter.drawPolyline(QPolygonF(points))
            if loose is None and shown.closed and len(points) > 2:
                painter.drawLine(points[-1], points[0])
        self._draw_loose(painter, points, loose)
        self._draw_corners(painter, points)
        for place in shown.crossings:
            self._cross(painter, self.point(place))
        font = self.canvas.font()
        for place, text in shown.names:
            at = self.point(place)
            width = QFontMetricsF(font).horizontalAdvance(text)
            halo(painter, at + QPointF(-width / 2, -6), text, font)
        self._draw_words(painter, view, points)

    def _draw_loose(self, painter: QPainter, points: list[QPointF], loose: QPointF | None) -> None:
        if loose is None or not points:
            return
        pen = QPen(colours.role(self._role), 1.6, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(points[-1], loose)
        if self.drawn.closed and len(points) > 1:
            painter.drawLine(loose, points[0])

    def _draw_corners(self, painter: QPainter, points: list[QPointF]) -> None:
        side = 5.0 if theme.is_field() else 3.5
        painter.setPen(QPen(colours.role(self._role), 1.6))
        painter.setBrush(colours.role("map_ground"))
        for point in points:
            painter.drawRect(QRectF(point.x() - side, point.y() - side, 2 * side, 2 * side))

    def _cross(self, painter: QPainter, at: QPointF) -> None:
        painter.setPen(QPen(colours.role("danger"), 3.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, 9, 9)

    def _draw_words(self, painter: QPainter, view: View, points: list[QPointF]) -> None:
        if not self.drawn.words:
            return
        if self.drawn.at is not None:
            anchor = self.point(self.drawn.at)
        elif points:
            anchor = points[-1]
        else:
            return
        font = self.canvas.font()
        metrics = QFontMetricsF(font)
        em = metrics.height()
        width = max(metrics.horizontalAdvance(text) for text in self.drawn.words) + em
        height = em * len(self.drawn.words) + em * 0.6
        wide, high = size_of(view)
        x = anchor.x() + em if anchor.x() + em + width < wide else anchor.x() - em - width
        y = anchor.y() + em if anchor.y() + em + height < high else anchor.y() - em - height
        box = QRectF(max(x, 2), max(y, 2), width, height)
        painter.setPen(QPen(colours.role("danger" if self.drawn.bad else "border"), 1.2))
        painter.setBrush(colours.role("danger_soft" if self.drawn.bad else "raised"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(colours.role("text"))
        for row, text in enumerate(self.drawn.words):
            painter.drawText(
                QPointF(box.left() + em / 2, box.top() + em * (row + 0.3) + metrics.ascent()), text
            )
