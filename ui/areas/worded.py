"""A button whose words go where there is no room for them, and stay in its tip."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QPushButton, QWidget

from ui.look import icons

_NARROW = 44  # ems


class WordedButton(QPushButton):
    """An icon with words beside it."""

    def __init__(self, name: str, icon: str, act: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._tip = "", ""
        self._is_narrow = False
        self.setObjectName(name)
        self.setIcon(icons.icon(icon))
        self.setAutoDefault(False)
        self.clicked.connect(lambda: act())

    def say(self, words: str, tip: str = "") -> None:
        """Sets its words, and what the tip tells beside them."""
        self._words, self._tip = words, tip
        self.setAccessibleName(words)
        self._show()

    def set_narrow(self, narrow: bool) -> None:
        """Shows the icon alone, or the words as well."""
        self._is_narrow = narrow
        self._show()

    def _show(self) -> None:
        self.setText("" if self._is_narrow else self._words)
        told = self._tip or self._words
        self.setToolTip(f"{self._words}\n{told}" if self._is_narrow and self._tip else told)


def is_narrow(owner: QWidget) -> bool:
    """Whether a part of the window has no room for words beside each other."""
    return owner.width() < owner.fontMetrics().height() * _NARROW


def fit(owner: QWidget, buttons: Iterable[WordedButton]) -> None:
    """Shows the words of an owner's buttons where it is wide enough for them."""
    narrow = is_narrow(owner)
    for button in buttons:
        button.set_narrow(narrow)
