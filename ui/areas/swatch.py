"""A look of the map as a small picture for lists."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from ui.map import legend
from ui.map.style import Style

_SIZE = QSize(24, 16)
_RATIO = 2.0  # sharp on fine screens too


@cache
def icon(look: Style) -> QIcon:
    """How shapes of this look are drawn."""
    return QIcon(legend.symbol("polygon", look, _SIZE, _RATIO))
