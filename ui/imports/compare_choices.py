"""What may be chosen for the selected lines of a comparison: a button each, with its key."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from greenshield.domain.reissue_decisions import WORDS
from ui.imports import compare_words
from ui.imports.compare_words import LATER
from ui.widgets.translated import Translated
from ui.words import plural, translate

KEYS = {LATER: "0"} | {word: str(n) for n, word in enumerate(WORDS, 1)}


class CompareChoices(Translated, QWidget):
    """Only what fits any of the lines is offered.

    Signals:
        chosen: one of ``reissue_decisions.WORDS``, or ``LATER``.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = 0
        self.head = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.head)
        self.buttons = {word: QPushButton(self) for word in (*WORDS, LATER)}
        for word, button in self.buttons.items():
            button.setObjectName(f"compare.{word or 'later'}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, told=word: self.chosen.emit(told))
            row.addWidget(button)
        row.addStretch(1)
        self.retranslate()
        self.offer((), 0)

    def offer(self, wanted: Collection[str], lines: int) -> None:
        """Shows what may be chosen for so many lines."""
        self._lines = lines
        for word, button in self.buttons.items():
            button.setVisible(word in wanted or (word == LATER and bool(wanted)))
        self._tell()

    def retranslate(self) -> None:
        """Sets every text."""
        for word, button in self.buttons.items():
            button.setText(f"{compare_words.choice(word)} ({KEYS[word]})")
            tip = translate("Imports", "Key {key} in the table; Ctrl+A selects all that is shown")
            button.setToolTip(tip.format(key=KEYS[word]))
        self._tell()

    def _tell(self) -> None:
        self.head.setText(
            plural(
                self._lines,
                translate("Imports", "{n} line selected:"),
                translate("Imports", "{n} lines selected:"),
            )
        )
