"""Places what opens beside a widget so that all of it is on the screen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget


def open_beside(popup: QWidget, opener: QWidget) -> None:
    """Show a popup below its opener; above it where there is more room, never off the screen.

    It has its size already. Where it is taller than the room on both sides it is made lower, so
    what it holds must scroll.
    """
    opener_at = QRect(opener.mapToGlobal(QPoint(0, 0)), opener.size())
    popup.setGeometry(placed(popup.geometry(), opener_at, opener.screen().availableGeometry()))
    popup.show()


def placed(popup: QRect, opener: QRect, screen: QRect) -> QRect:
    """Where a popup goes.

    Args:
        popup: as large as it would be.
        opener: what it opens beside, in the coordinates of the screen.
        screen: the part of the screen that windows may use.
    """
    below, above = screen.bottom() - opener.bottom(), opener.top() - screen.top()
    upwards = popup.height() > below and above > below
    height = min(popup.height(), max(above if upwards else below, 0))
    width = min(popup.width(), screen.width())
    left = max(screen.left(), min(opener.left(), screen.right() + 1 - width))
    top = opener.top() - height if upwards else opener.bottom() + 1
    return QRect(left, top, width, height)
