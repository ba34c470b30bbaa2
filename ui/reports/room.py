"""The reports room: opens its dialogs, from the menus and from other rooms."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.reports.closure_dialog import ClosureDialog
from ui.reports.summary_dialog import SummaryDialog


class ReportsRoom(QObject):
    """Opens the dialogs over the window."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        desk.show.report.connect(self.open)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the room's actions do."""
        return {
            "reports.closure": lambda: self.open("closure", ""),
            "reports.pack": lambda: self.open("pack", ""),
            "reports.summary": lambda: self.open("summary", ""),
        }

    def open(self, kind: str, issue: str) -> None:
        """Opens a report's dialog.

        Args:
            kind: ``closure``, ``pack`` or ``summary``.
            issue: its id; "" for the one that the dossier shows.
        """
        if kind == "summary":
            SummaryDialog(self._desk, self._window).open()
            return
        chosen = issue or self._desk.selection.current_issue
        ending = "zip" if kind == "pack" else "docx"
        ClosureDialog(self._desk, chosen, ending, self._window).open()
