"""Imports tracks: files are chosen, imported, and told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.imports import calls
from ui.imports.calls import Imported
from ui.imports.result_page import ResultPage
from ui.imports.wizard import Wizard
from ui.look import icons
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.words import translate


class TracksWizard(Wizard):
    """Two pages: which files, and what came of them."""

    def __init__(
        self, desk: Desk, paths: list[Path] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("tracks", desk, parent)
        self.files = QListWidget(self)
        self.files.setObjectName("tracks.files")
        self.add_button = QPushButton(self)
        self.add_button.setObjectName("tracks.add")
        self.add_button.setAutoDefault(False)
        self.add_button.setIcon(icons.icon("add"))
        self.add_button.clicked.connect(self.browse)
        self.files.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.remove_button = QPushButton(self)
        self.remove_button.setObjectName("tracks.remove")
        self.remove_button.setAutoDefault(False)
        self.remove_button.setIcon(icons.icon("remove"))
        self.remove_button.setEnabled(False)
        self.remove_button.clicked.connect(self.drop)
        self.files.itemSelectionChanged.connect(
            lambda: self.remove_button.setEnabled(bool(self.files.selectedItems()))
        )
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.files)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.drop)
        self.outcome = ResultPage(desk, self)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.files, 1)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        column.addLayout(row)
        page.setFocusProxy(self.add_button)
        self.add_page(page)
        self.add_page(self.outcome)
        self.take([str(path) for path in paths or []])
        self.resize(self.width() * 2 // 3, self.height() * 2 // 3)
        self.retranslate()
        self.show_page(0)

    @staticmethod
    def called() -> str:
        """What the wizard does."""
        return translate("Imports", "Import tracks")

    def titles(self) -> list[str]:
        """What each page is called."""
        return [translate("Imports", "Which tracks?"), translate("Imports", "Done")]

    def next_word(self) -> str:
        """The first page's button writes."""
        return translate("Imports", "&Import")

    def back_word(self) -> str:
        """Others may be chosen in place of those that were refused."""
        done = self.outcome.done
        is_back = self.page == 1 and done is not None and bool(done.counts["refused"])
        return translate("Imports", "Back") if is_back else super().back_word()

    def take(self, names: list[str]) -> None:
        """Adds files to the list."""
        known = {self.files.item(n).text() for n in range(self.files.count())}
        self.files.addItems([name for name in names if name not in known])

    def drop(self) -> None:
        """Takes the chosen files off the list."""
        for item in self.files.selectedItems():
            self.files.takeItem(self.files.row(item))

    def browse(self) -> None:
        """Asks for files."""
        choosing.ask_files(
            self, "tracks.files", translate("Imports", "Which tracks are to be imported?"),
            lambda files: self.take([str(file) for file in files]),
            filters=[
                translate("Imports", "Tracks") + " (*.gpx *.kml *.kmz *.nmea *.txt *.log)",
                translate("Imports", "All files") + " (*)",
            ],
            start=Kept(self.desk.prefs, "photos.track_folder"),
        )  # fmt: skip

    def go_on(self) -> None:
        """Imports what is listed."""
        paths = [Path(self.files.item(n).text()) for n in range(self.files.count())]
        if not paths:
            self.notice.tell("warning", translate("Imports", "Add a file first."))
            return
        self.do(calls.tracks_taken, paths, done=self._on_done)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.add_button.setText(translate("Imports", "Add files…"))
        self.remove_button.setText(translate("Imports", "Take off the list"))
        self.remove_button.setToolTip(translate("Imports", "Take the chosen files off (Delete)"))
        self.files.setAccessibleName(translate("Imports", "Files"))

    def _on_done(self, done: Imported) -> None:
        self.outcome.show_done(done)
        self.show_page(1)
