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
        shape: of a dot, a name of ``ui.map.symbols``, "" for round.
        hatch: of the inside, for the red line and for those who can't tell colours apart.
    """

    fill: str = ""
    stroke: str = "#404040"
    width: float = 1.0
    dash: bool = False
    dot: float = 6.0
    hatch: Qt.BrushStyle = Qt.BrushStyle.SolidPattern
    shape: str = ""

    def brush(self) -> QBrush:
        """For the inside."""
        if not self.fill:
            return QBrush(Qt.BrushStyle.NoBrush)
        return QBrush(QColor(self.fill), self.hatch)

    def pen(self, dpr: float = 1.0, *, hairlines: bool = True) -> QPen:
        """For the outline.

        Args:
            dpr: device pixels a logical one.
            hairlines: whether up to one logical pixel is one device pixel: the painter's fast path.
        """
        if not self.stroke:
            return QPen(Qt.PenStyle.NoPen)
        width = 1.0 if hairlines and self.width <= 1 else self.width * dpr
        pen = QPen(QColor(self.stroke), width)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if self.dash:
            pen.setDashPattern([5.0, 3.0])
        return pen
