"""A remark on the issue, for whoever opens it next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.dossier.text_editors import LongEditor
from ui.widgets.translated import Translated
from ui.words import translate


class CommentBox(Translated, QWidget):
    """A text and a button. What was typed stays until it was taken.

    Signals:
        sent: add this remark.
        edited: something was typed.
    """

    sent = Signal(str)
    edited = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor = LongEditor(self)
        self.editor.setObjectName("comment.text")
        self.button = QPushButton(self)
        self.button.setObjectName("comment.send")
        self.button.clicked.connect(self._on_send)
        self.editor.edited.connect(self._on_edited)
        QShortcut(QKeySequence("Ctrl+Return"), self.editor, self._on_send,
                  context=Qt.ShortcutContext.WidgetShortcut)  # fmt: skip
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.editor, 1)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        self.retranslate()

    def text(self) -> str:
        """What was typed."""
        return self.editor.raw()

    def set_text(self, text: str) -> None:
        """Puts in what was typed before, "" after it was taken."""
        self.editor.set_raw(text)
        self._mark()

    def set_writable(self, writable: bool) -> None:
        """Hides it where nobody may write."""
        self.setVisible(writable)

    def set_busy(self, busy: bool) -> None:
        """While it is being written nobody sends it twice."""
        self.button.setEnabled(not busy and bool(self.text().strip()))

    def retranslate(self) -> None:
        """Sets every word in the language in force."""
        self.editor.setPlaceholderText(translate("Dossier", "Add a remark"))
        self.editor.setAccessibleName(self.editor.placeholderText())
        self.button.setText(translate("Dossier", "Remark"))
        self.button.setToolTip(translate("Dossier", "Add the remark (Ctrl+Enter)"))
        self._mark()

    def _mark(self) -> None:
        self.button.setEnabled(bool(self.text().strip()))

    def _on_edited(self) -> None:
        self._mark()
        self.edited.emit()

    def _on_send(self) -> None:
        if self.button.isEnabled():
            self.set_busy(True)
            self.sent.emit(self.text())
