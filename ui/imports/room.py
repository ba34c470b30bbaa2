"""The import room: opens the wizards, and takes what is dropped on the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from ui import may_write
from ui.desk import Desk
from ui.imports.areas_wizard import AreasWizard
from ui.imports.ledger_wizard import LedgerWizard
from ui.imports.tracks_dialog import TracksWizard
from ui.widgets import boxes
from ui.words import translate

SHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods", ".csv", ".tsv")
SHAPES = (".shp", ".gpkg", ".geojson", ".json", ".gml", ".kml", ".kmz", ".zip", ".tab", ".mif",
          ".dxf", ".fgb")  # fmt: skip
TRACKS = (".gpx", ".nmea")


class ImportsRoom(QObject):
    """Opens wizards over the window; one that works goes on where others are opened."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        desk.show.files.connect(self.take)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the room's actions do."""
        return {
            "imports.ledger": self.ledger,
            "imports.areas": self.areas,
            "imports.tracks": self.tracks,
        }

    def ledger(self, path: Path | None = None) -> None:
        """Opens the wizard for ledgers."""
        LedgerWizard(self._desk, path, self._window).open()

    def areas(self, path: Path | None = None) -> None:
        """Opens the wizard for boundaries."""
        AreasWizard(self._desk, path, self._window).open()

    def tracks(self, paths: list[Path] | None = None) -> None:
        """Opens the wizard for tracks."""
        TracksWizard(self._desk, paths, self._window).open()

    def take(self, files: list[Path]) -> None:
        """What was dropped on the window, by its kind; photos are another room's."""
        paths = [Path(file) for file in files]
        by_kind = {
            kind: [p for p in paths if p.suffix.casefold() in kind]
            for kind in (SHEETS, SHAPES, TRACKS)
        }
        if not any(by_kind.values()) or not may_write.told(self._desk.info, self._window):
            return
        if by_kind[TRACKS]:
            self.tracks(by_kind[TRACKS])
        elif by_kind[SHEETS]:
            self.ledger(by_kind[SHEETS][0])
        elif by_kind[SHAPES]:
            self._ask_what(by_kind[SHAPES][0])

    def _ask_what(self, path: Path) -> None:
        """Shapes may be boundaries, or the patches of a list of clues."""
        box = boxes.box(
            self._window, "imports.what", boxes.Icon.Question,
            translate("Imports", "What does {file} hold?").format(file=path.name),
        )  # fmt: skip
        roles = QMessageBox.ButtonRole
        areas = box.addButton(translate("Imports", "Boundaries"), roles.AcceptRole)
        patches = box.addButton(translate("Imports", "Patches to be checked"), roles.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        areas.clicked.connect(lambda: self.areas(path))
        patches.clicked.connect(lambda: self.ledger(path))
        box.open()
