"""Writing on the map: letters with a ground of their own, legible on any picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from ui.look import colours

HALO = 3.5  # logical pixels, half of it outside of the letters


def halo(painter: QPainter, baseline: QPointF, text: str, font: QFont) -> QRectF:
    """Text with a ground of its own around its letters, legible on any picture; its box."""
    path = QPainterPath()
    path.addText(baseline, font, text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(colours.role("map_halo"), HALO)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.fillPath(path, colours.role("map_text"))
    return path.boundingRect()


def sprite(text: str, font: QFont, ink: QColor, ratio: float) -> QPixmap:
    """Text with its ground, drawn once to be put on the map many times.

    Args:
        text: one line.
        font: of the letters.
        ink: their colour.
        ratio: pixels for each logical one.
    """
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(text) + 2 * HALO
    picture = QPixmap(round(width * ratio) + 1, round((metrics.height() + HALO) * ratio) + 1)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addText(QPointF(HALO, metrics.ascent() + HALO / 2), font, text)
        pen = QPen(colours.role("map_halo"), HALO)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
        painter.fillPath(path, ink)
    finally:
        painter.end()
    return picture
