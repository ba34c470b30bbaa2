"""How features look: a palette a layer, its entries by state, kind or zone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen


@dataclass(frozen=True, slots=True)
class Style:
    """One entry of a palette. Colours are "#rrggbb" or "#aarrggbb", "" for none.

    Attributes:
        fill: of the inside, and of a dot's inside.
        stroke: of the outline, the line or a dot's edge.
        width: of the outline, logical pixels. Above 1 it costs many times more.
        dash: an interrupted outline; it costs many times more too.
        dot: the diameter of a dot, logical pixels: of points, and of what is too small for a shape.
        hatch: of the inside, for the red line and for those who can't tell colours apart.
    """

    fill: str = ""
    stroke: str = "#404040"
    width: float = 1.0
    dash: bool = False
    dot: float = 6.0
    hatch: Qt.BrushStyle = Qt.BrushStyle.SolidPattern

    def brush(self) -> QBrush:
        """For the inside."""
        if not self.fill:
            return QBrush(Qt.BrushStyle.NoBrush)
        return QBrush(QColor(self.fill), self.hatch)

    def pen(self, scale: float = 1.0) -> QPen:
        """For the outline; ``scale``: device pixels a logical one."""
        if not self.stroke:
            return QPen(Qt.PenStyle.NoPen)
        # Of exactly 1 pixel, a cosmetic pen of Qt's fast path; so stays a hair line on any screen.
        width = 1.0 if self.width <= 1 else self.width * scale
        pen = QPen(QColor(self.stroke), width)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if self.dash:
            pen.setDashPattern([5.0, 3.0])
        return pen
