"""The reports room: opens its dialogs, from the menus and from other rooms."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.reports.batch_dialog import BatchDialog
from ui.reports.closure_dialog import ClosureDialog
from ui.reports.handover_dialog import HandoverDialog
from ui.reports.schedule_dialog import ScheduleDialog
from ui.reports.summary_dialog import SummaryDialog
from ui.reports.template_dialog import TemplateDialog


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
            "reports.batch": lambda: BatchDialog(self._desk, self._window).open(),
            "reports.handover": lambda: HandoverDialog(self._desk, self._window).open(),
            "reports.template": lambda: TemplateDialog(self._desk, self._window).open(),
            "reports.schedule": lambda: ScheduleDialog(self._desk, self._window).open(),
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
