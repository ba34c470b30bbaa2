"""An arrow that points the way: up is north."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

_SHAPE = ((0.0, -0.8), (0.5, 0.62), (0.0, 0.34), (-0.5, 0.62))


def draw(
    painter: QPainter, box: QRectF, degrees: float | None, colour: QColor, *, there: bool = False
) -> None:
    """Draws it into a box: a ring with an arrow, a dot where one is there, or an empty ring.

    Args:
        painter: what draws.
        box: square.
        degrees: clockwise from north; None for unknown.
        colour: of all of it.
        there: one stands at the place.
    """
    radius = min(box.width(), box.height()) / 2 - 1
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center())
    painter.setPen(QPen(colour, max(1.2, radius / 12)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(0, 0), radius, radius)
    painter.drawLine(QPointF(0, -radius), QPointF(0, -radius * 0.84))  # north
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if there:
        painter.drawEllipse(QPointF(0, 0), radius * 0.4, radius * 0.4)
    elif degrees is not None:
        painter.rotate(degrees)
        painter.drawPolygon(QPolygonF([QPointF(x * radius, y * radius) for x, y in _SHAPE]))
    painter.restore()
