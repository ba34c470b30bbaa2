"""The room of negative lists: opens its dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.restrictions.dialog import RestrictionsDialog


class RestrictionsRoom(QObject):
    """Opens the dialog over the window."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the room's actions do."""
        return {"restrictions.show": self.show}

    def show(self) -> None:
        """Opens the lists."""
        RestrictionsDialog(self._desk, self._window).open()
