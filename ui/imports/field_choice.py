"""The choice of a column's field: hundreds of columns stand there, one or two are looked into."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.searchable_choice import SearchableChoice

Choices = list[tuple[str, str]]


class FieldChoice(SearchableChoice):
    """Holds what is chosen, and the other fields from when somebody comes to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted: Callable[[], Choices] | None = None
        self._none = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def offer(self, value: str, words: str, none: str, choices: Callable[[], Choices]) -> None:
        """Shows a value.

        Args:
            value: what is chosen, "" for none.
            words: its words.
            none: the words for no value.
            choices: gives value and words of all that may be chosen.
        """
        self._wanted, self._none = choices, none
        self.set_choices([(value, words)] if value else [], none)
        self.set_value(value)
        if self.hasFocus():
            self.fill()

    def fill(self) -> None:
        """Takes in all that may be chosen."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.set_choices(wanted(), self._none)

    def showPopup(self) -> None:
        """The list is opened."""
        self.fill()
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Somebody is about to type."""
        self.fill()
        super().focusInEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves the page; it chooses nothing in passing."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
