"""Editors of text: a line, and several.

Every editor has ``edited`` (a person changed it), ``raw`` (what was typed, as the services read
it), ``set_raw`` and ``set_locked``.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

Pairs = Sequence[tuple[str, str]]


class LineEditor(QLineEdit):
    """One line."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open: QAction | None = None
        self.textEdited.connect(lambda _: self.edited.emit())

    def raw(self) -> str:
        """What was typed."""
        return self.text()

    def set_raw(self, raw: str) -> None:
        """Shows a value; its beginning is what is seen of a long one."""
        self.setText(raw)
        self.setCursorPosition(0)

    def set_locked(self, locked: bool) -> None:
        """Lets nobody type, while the text can still be copied."""
        self.setReadOnly(locked)
        if self._open is not None:
            self._open.setVisible(not locked)

    def set_choices(self, pairs: Pairs) -> None:
        """What may be chosen: code and words. Only editors with a choice know what to do."""

    def _typed(self, text: str) -> None:
        self.setText(text)
        self.edited.emit()


class LongEditor(QPlainTextEdit):
    """Several lines; it grows with its text. Tab leaves it."""

    edited = Signal()
    _MOST = 8

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self._told = ""
        self.textChanged.connect(self._on_text_changed)
        self._fit()

    def raw(self) -> str:
        """What was typed."""
        return self.toPlainText()

    def set_raw(self, raw: str) -> None:
        """Shows a value."""
        self._told = raw
        self.setPlainText(raw)

    def set_locked(self, locked: bool) -> None:
        """Lets nobody type, while the text can still be copied."""
        self.setReadOnly(locked)

    def set_choices(self, pairs: Pairs) -> None:
        """It has none."""

    def sizeHint(self) -> QSize:
        """As wide as it may be, as high as its lines."""
        return QSize(super().sizeHint().width(), self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls the form around it unless the person is writing here."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break anew."""
        super().resizeEvent(event)
        self._fit()

    def _on_text_changed(self) -> None:
        self._fit()
        if self.toPlainText() != self._told:
            self._told = self.toPlainText()
            self.edited.emit()

    def _fit(self) -> None:
        lines = max(2, min(self._MOST, int(self.document().size().height())))
        edge = 2 * (self.frameWidth() + int(self.document().documentMargin())) + 4
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + edge)
