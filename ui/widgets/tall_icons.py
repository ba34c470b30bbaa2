"""Buttons within a line of text: our own drawings, hit over the whole height of the line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QToolButton

from ui.look import icons

_CLEARS = "_q_qlineeditclearaction"  # Qt's name for it


class TallIcons(QObject):
    """Makes the buttons that a line has by now as high as the line.

    Qt makes them as high as their pictures, and no style says otherwise: 18 points, whatever the
    font. The pictures stay as they are, in the middle. That which clears the line is our cross.
    """

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        clears = line.findChild(QAction, _CLEARS)
        if clears is not None:
            clears.setIcon(icons.icon("close"))
        for button in line.findChildren(QToolButton):
            button.installEventFilter(self)
            self._stretch(button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt sets them anew whenever the line changes its size."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and isinstance(
            watched, QToolButton
        ):
            self._stretch(watched)
        return False

    def _stretch(self, button: QToolButton) -> None:
        place = button.geometry()
        button.setGeometry(QRect(place.x(), 0, place.width(), self._line.height()))
