"""A choice among many: typing any part of a word finds it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget


class SearchableChoice(QComboBox):
    """One value of a list, by its words. Typed text that is no entry chooses nothing.

    Signals:
        chosen: the value, "" for none. Only for what the user does.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self.activated.connect(self._on_activated)
        line = self.lineEdit()
        assert line is not None  # an editable combo box has one
        line.editingFinished.connect(self._on_edited)
        self._value = ""

    def set_choices(self, choices: Iterable[tuple[str, str]], none: str | None = None) -> None:
        """What may be chosen; the value stays where it is among them, and typed text stays.

        Args:
            choices: value and words of each.
            none: the words for no value; None where there must be one.
        """
        kept, typed = self._value, self.currentText()
        is_typed = self._is_typed()
        with QSignalBlocker(self):
            self.clear()
            if none is not None:
                self.addItem(none, "")
            for value, words in choices:
                self.addItem(words, value)
        self.set_value(kept)
        if is_typed:
            self.setEditText(typed)
            if not self.hasFocus():
                self._on_edited()

    def value(self) -> str:
        """What is chosen, "" where nothing is."""
        return self._value

    def set_value(self, value: str) -> None:
        """Choose, without a signal; a value that is not offered chooses nothing."""
        at = self.findData(value)
        with QSignalBlocker(self):
            self.setCurrentIndex(at)
            if at < 0:
                self.clearEditText()
        self._value = value if at >= 0 else ""

    def is_settled(self) -> bool:
        """False while the typed text is no entry."""
        typed = self.currentText().strip()
        return not typed or self._index_of(typed) >= 0

    def _is_typed(self) -> bool:
        """Whether the text is the user's own, and not the words of what is chosen."""
        typed = self.currentText()
        if self._value:  # he is about to choose another
            return typed != self.itemText(self.findData(self._value))
        is_entry = self.findText(typed, Qt.MatchFlag.MatchFixedString) >= 0
        return bool(typed.strip()) and not is_entry

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming in by key selects the text, so that typing replaces it."""
        super().focusInEvent(event)
        line = self.lineEdit()  # asked for each time: as a delegate's editor, one kept is not its
        if line is not None:
            line.selectAll()

    def _index_of(self, typed: str) -> int:
        """The entry of these words, or the only one that holds them."""
        folded = typed.casefold()
        words = [self.itemText(n).casefold() for n in range(self.count())]
        if folded in words:
            return words.index(folded)
        held = [n for n, word in enumerate(words) if folded in word]
        return held[0] if len(held) == 1 else -1

    def _on_activated(self, at: int) -> None:
        self._take(str(self.itemData(at) or ""))

    def _on_edited(self) -> None:
        typed = self.currentText().strip()
        at = self._index_of(typed) if typed else self.findData("")
        if at >= 0:
            with QSignalBlocker(self):
                self.setCurrentIndex(at)
            self._take(str(self.itemData(at) or ""))
        else:
            self._take("")  # what was typed stays, for its owner to tell about

    def _take(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self.chosen.emit(value)
