"""A label of several lines that shows them all, however little room there is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget


class WholeLabel(QLabel):
    """Plain text that is wrapped. Qt would cut its lines before those of its neighbours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        """The text, with the room that it needs."""
        super().setText(text)
        self._hold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The narrower, the higher."""
        super().resizeEvent(event)
        self._hold()

    def _hold(self) -> None:
        self.setMinimumHeight(0)  # Qt counts it in, so that it would never grow less
        if self.text():
            self.setMinimumHeight(self.heightForWidth(self.width()))
