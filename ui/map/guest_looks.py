"""Looks of guest layers from one colour that somebody chose, legible in the scheme in force."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from ui.look import colours, theme
from ui.map.style import Style

_LARGER = 1.5  # in field mode, for fingers and the sun
_VEIL = 46  # of 255: what lies beneath shows through


def coloured(
    colour: str,
    *,
    width: float = 1.5,
    dash: bool = False,
    hatch: Qt.BrushStyle = Qt.BrushStyle.SolidPattern,
    veil: int = _VEIL,
    dot: float = 8.0,
) -> Style:
    """A look for shapes and lines.

    Args:
        colour: "#rrggbb"; brought towards black or white until it stands out from the map.
        width: of outlines and lines, logical pixels.
        dash: an interrupted outline.
        hatch: of the inside.
        veil: how much the inside covers, 0 to 255; 0 for outlines alone.
        dot: the diameter of what is too small for a shape, logical pixels.
    """
    line = colours.on_map(colour)
    inside = QColor(line)
    inside.setAlpha(veil)
    fill = _text(inside) if veil else ""
    return Style(fill, _text(line), width, dash, _dot(dot), hatch)


def dotted(colour: str, *, dot: float = 9.0) -> Style:
    """A look for points: full, with an edge of the map's ground."""
    edge = colours.role("map_ground")
    return Style(_text(colours.on_map(colour)), _text(edge), 1.0, dot=_dot(dot))


def _dot(size: float) -> float:
    return size * (_LARGER if theme.is_field() else 1.0)


def _text(colour: QColor) -> str:
    return colour.name(QColor.NameFormat.HexArgb)
