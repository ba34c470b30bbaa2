"""An arrow that points the way: up is north."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

_HALF = 30.0  # degrees to each side of the way to look
_SHAPE = ((0.0, -0.8), (0.5, 0.62), (0.0, 0.34), (-0.5, 0.62))


def draw(
    painter: QPainter,
    box: QRectF,
    degrees: float | None,
    colour: QColor,
    *,
    there: bool = False,
    look: float | None = None,
) -> None:
    """Draws it into a box: a ring with an arrow that shows the way to go.

    Where one is there, or nobody knows where one is, a dot stands for the place, with a sector
    for the way to look; an empty ring where that is not known either.

    Args:
        painter: what draws.
        box: square.
        degrees: the way to go, clockwise from north; None for unknown.
        colour: of all of it.
        there: one stands at the place.
        look: the way to look there, likewise.
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
    if there or (degrees is None and look is not None):
        painter.drawEllipse(QPointF(0, 0), radius * 0.25, radius * 0.25)
        if look is not None:
            painter.setOpacity(0.55)
            side = radius * 0.84
            around = QRectF(-side, -side, 2 * side, 2 * side)
            painter.drawPie(around, round((90 - look - _HALF) * 16), round(2 * _HALF * 16))
    elif degrees is not None:
        painter.rotate(degrees)
        painter.drawPolygon(QPolygonF([QPointF(x * radius, y * radius) for x, y in _SHAPE]))
    painter.restore()
