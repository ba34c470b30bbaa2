"""Symbols of the legend: each style as it looks on the map, on the map's own ground."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from ui.look import colours
from ui.map import symbols
from ui.map.layer_data import Kind
from ui.map.style import Style


def symbol(kind: Kind, style: Style, size: QSize, ratio: float) -> QPixmap:
    """A small picture of a style.

    Args:
        kind: of the layer.
        style: its look.
        size: logical pixels.
        ratio: pixels for each of them.
    """
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(colours.role("map_ground"))
    painter = QPainter(picture)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, 0, size.width(), size.height())
        if kind == "point":
            _dot(painter, box, style)
        elif kind == "line":
            _line(painter, box, style)
        else:
            _shape(painter, box, style)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.role("border"), 1))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    finally:
        painter.end()
    return picture


def _shape(painter: QPainter, box: QRectF, style: Style) -> None:
    painter.setBrush(style.brush())
    painter.setPen(_pen(style))
    painter.drawRect(box.adjusted(3.5, 3.5, -3.5, -3.5))


def _line(painter: QPainter, box: QRectF, style: Style) -> None:
    path = QPainterPath(QPointF(box.left() + 2, box.bottom() - 4))
    path.lineTo(box.center().x() - 1, box.top() + 4)
    path.lineTo(box.center().x() + 2, box.bottom() - 5)
    path.lineTo(box.right() - 2, box.top() + 4)
    painter.setPen(_pen(style))
    painter.drawPath(path)


def _dot(painter: QPainter, box: QRectF, style: Style) -> None:
    radius = min(style.dot, box.height() - 4) / 2
    painter.setBrush(style.brush())
    painter.setPen(_pen(style))
    if style.shape:
        painter.drawPolygon(symbols.polygon(style.shape, radius).translated(box.center()))
    else:
        painter.drawEllipse(box.center(), radius, radius)


def _pen(style: Style) -> QPen:
    if not style.stroke:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(QColor(style.stroke), style.width)
    if style.dash:
        pen.setDashPattern([4.0, 2.5])
    return pen
