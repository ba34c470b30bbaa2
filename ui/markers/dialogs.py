"""The dialogs of the markers room, opened and told what they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui import may_write
from ui.desk import Desk

if TYPE_CHECKING:
    from ui.markers.facts_dialog import FactsDialog
    from ui.markers.panel import MarkersPanel


class Dialogs(QObject):
    """One of facts at a time: another marker takes its place."""

    def __init__(self, desk: Desk, panel: MarkersPanel) -> None:
        super().__init__(panel)
        self._desk, self._panel = desk, panel
        self._facts: FactsDialog | None = None

    def choose_list(self) -> None:
        """Opens the wizard that imports a list."""
        self._desk.show.wizard.emit("markers")

    def facts(self, marker_id: str) -> None:
        """Shows all there is to know of a marker."""
        if not marker_id:
            return
        from ui.markers.facts_dialog import FactsDialog

        if self._facts is None:
            self._facts = FactsDialog(self._desk, self._panel.window())
            self._facts.finished.connect(self._on_facts_closed)
            self._facts.inspect_wanted.connect(self.inspect)
            self._facts.correct_wanted.connect(self.correct)
            self._facts.void_wanted.connect(self.void)
        self._facts.show_marker(marker_id)
        self._facts.show()
        self._facts.raise_()
        self._facts.activateWindow()

    def inspect(self, marker_id: str) -> None:
        """Puts an inspection on record."""
        if not marker_id or not may_write.told(self._desk.info, self._panel):
            return
        from ui.markers.inspect_dialog import InspectDialog

        InspectDialog(self._desk, marker_id, self._panel.window()).open()

    def correct(self, marker_id: str) -> None:
        """Corrects fields of a marker."""
        if not marker_id or not may_write.told(self._desk.info, self._panel):
            return
        from ui.markers.correct_dialog import CorrectDialog

        CorrectDialog(self._desk, marker_id, self._panel.window()).open()

    def void(self, marker_id: str, check: str = "") -> None:
        """Takes a marker, or one inspection of it, out of the lists, or puts it back."""
        if not marker_id or not may_write.told(self._desk.info, self._panel):
            return
        from ui.markers.void_dialog import VoidDialog

        VoidDialog(self._desk, marker_id, check, self._panel.window()).open()

    def _on_facts_closed(self) -> None:
        self._facts = None
