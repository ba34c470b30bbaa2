"""A window's size within what the screen has room for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QStyle, QWidget


def fit(window: QWidget) -> None:
    """Sees to it that a window that is not shown yet does not jut out of the screen.

    One that is too large with its frame is maximised: the system knows best how much room there
    is. What it comes back to from there fits as well.
    """
    if window.isMaximized() or window.isFullScreen():
        return
    room = window.screen().availableGeometry().size() - frame_of(window)
    size = window.size().boundedTo(room)
    if size != window.size():
        window.resize(size)
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def frame_of(window: QWidget) -> QSize:
    """How much wider and higher the system's frame makes a window, about.

    No system tells before the window is shown: it is what the style's own frame takes.
    """
    style, metric = window.style(), QStyle.PixelMetric
    side = style.pixelMetric(metric.PM_MdiSubWindowFrameWidth, None, window)
    title = style.pixelMetric(metric.PM_TitleBarHeight, None, window)
    return QSize(2 * side, title + 2 * side)
