"""What a reviewer sent back and nobody has answered yet: since when, why, and item by item."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui import words
from ui.dossier.view import View
from ui.look import worn
from ui.widgets.translated import Translated
from ui.words import translate


class SentBack(Translated, QFrame):
    """Hidden while no return stands open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.sent_back")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._view: View | None = None
        self._why, self._items = QLabel(self), QLabel(self)
        box = QVBoxLayout(self)
        for line in (self._why, self._items):
            line.setWordWrap(True)
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            box.addWidget(line)
        self.retranslate()

    def show_view(self, view: View | None) -> None:
        """Shows what an issue was sent back for."""
        self._view = view
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything anew."""
        found = None if self._view is None else self._view.shown["returned"]
        self.setVisible(found is not None)
        if found is None:
            return
        text = translate("Dossier", "Sent back on {day}, still to be answered: {reason}")
        self._why.setText(text.format(day=words.day(found["occurred_on"]), reason=found["reason"]))
        worn.wear(self._why, QPalette.ColorRole.WindowText, "warning")
        numbered = (f"{n}. {item}" for n, item in enumerate(found["items"], 1))
        self._items.setText("\n".join(numbered))
        self._items.setVisible(bool(found["items"]))
