"""The import room: opens the wizards, and takes what is dropped on the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.imports.areas_wizard import AreasWizard
from ui.imports.compare_wizard import CompareWizard
from ui.imports.dropped import Dropping
from ui.imports.ledger_wizard import LedgerWizard
from ui.imports.markers_wizard import MarkersWizard
from ui.imports.parts_wizard import PartsWizard
from ui.imports.restrictions_wizard import RestrictionsWizard
from ui.imports.tracks_dialog import TracksWizard


class ImportsRoom(QObject):
    """Opens wizards over the window; one that works goes on where others are opened."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.dropping = Dropping(desk, window)
        desk.show.files.connect(self.dropping.take)
        desk.show.wizard.connect(lambda name: self.handlers()[f"imports.{name}"]())

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the room's actions do."""
        return {
            "imports.ledger": self.ledger,
            "imports.compare": self.compare,
            "imports.areas": self.areas,
            "imports.areas_several": self.areas_several,
            "imports.tracks": self.tracks,
            "imports.markers": self.markers,
            "imports.restrictions": self.restrictions,
        }

    def ledger(self, path: Path | None = None) -> None:
        """Opens the wizard for ledgers."""
        LedgerWizard(self._desk, path, self._window).open()

    def compare(self, path: Path | None = None) -> None:
        """Opens the wizard that compares a list with the ledger."""
        CompareWizard(self._desk, path, self._window).open()

    def areas(self, path: Path | None = None) -> None:
        """Opens the wizard for boundaries."""
        AreasWizard(self._desk, path, self._window).open()

    def markers(self, path: Path | None = None) -> None:
        """Opens the wizard for boundary markers."""
        MarkersWizard(self._desk, path, self._window).open()

    def restrictions(self, path: Path | None = None) -> None:
        """Opens the wizard for negative lists."""
        RestrictionsWizard(self._desk, path, self._window).open()

    def areas_several(self, paths: list[Path] | None = None) -> None:
        """Opens the wizard for several files of boundaries."""
        PartsWizard(self._desk, paths or [], self._window).open()

    def tracks(self, paths: list[Path] | None = None) -> None:
        """Opens the wizard for tracks."""
        TracksWizard(self._desk, paths, self._window).open()
