"""Which files and folders are to be imported together: a list, and what holds for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.desk import Desk
from ui.imports.ledger_options import fill
from ui.look import icons
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import ErrorLabel
from ui.widgets.translated import Translated
from ui.words import translate


class FilesPage(Translated, QWidget):
    """The list takes files and folders by its buttons, and what is dropped on it.

    Signals:
        changed: other files stand there.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAcceptDrops(True)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setObjectName("parts.files")
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.itemSelectionChanged.connect(self._on_chosen)
        self.buttons = {name: QPushButton(self) for name in ("add", "folder", "remove")}
        ways = (("add", "add", self.browse), ("folder", "folder", self.browse_folder),
                ("remove", "remove", self.drop))  # fmt: skip
        for name, icon, way in ways:
            button = self.buttons[name]
            button.setObjectName(f"parts.{name}")
            button.setIcon(icons.icon(icon))
            button.setAutoDefault(False)
            button.clicked.connect(way)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.drop)
        self.valid_from, self.again = DateField(self), QComboBox(self)
        self.valid_from.setObjectName("parts.valid_from")
        self.again.setObjectName("parts.again")
        self.error = ErrorLabel(self)
        self._names = {name: QLabel(self) for name in ("valid_from", "again")}
        self._names["valid_from"].setBuddy(self.valid_from)
        self._names["again"].setBuddy(self.again)
        self._lay_out()
        self.setFocusProxy(self.buttons["add"])
        self.retranslate()
        self._on_chosen()

    def paths(self) -> list[Path]:
        """What stands in the list."""
        return [Path(self.list.item(row).text()) for row in range(self.list.count())]

    def take(self, paths: Sequence[Path]) -> None:
        """Adds files and folders to the list."""
        known = self.paths()
        new = [str(path) for path in dict.fromkeys(paths) if path not in known]
        if new:
            self.list.addItems(new)
            self.error.tell("")
            self.changed.emit()

    def drop(self) -> None:
        """Takes the chosen ones off the list."""
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self.changed.emit()

    def browse(self) -> None:
        """Asks for files."""
        choosing.ask_files(
            self, "parts.dialog", translate("Imports", "Which boundaries are to be imported?"),
            self.take, filters=[*boundary_filters()], start=self._kept(),
        )  # fmt: skip

    def browse_folder(self) -> None:
        """Asks for a folder."""
        choosing.ask_folder(
            self, "parts.dialog", translate("Imports", "Which boundaries are to be imported?"),
            lambda folder: self.take([folder]), start=self._kept(),
        )  # fmt: skip

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Adds them."""
        event.acceptProposedAction()
        self.take([Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()])

    def retranslate(self) -> None:
        """Sets every text."""
        self.hint.setText(
            translate(
                "Imports",
                "Add files, zips or whole folders, or drop them here. Each layer of each is shown "
                "before anything is read into the project.",
            )
        )
        texts = {
            "add": translate("Imports", "Add files…"),
            "folder": translate("Imports", "Add folder…"),
            "remove": translate("Imports", "Take off the list"),
        }
        for name, text in texts.items():
            self.buttons[name].setText(text)
        self.buttons["remove"].setToolTip(
            translate("Imports", "Take the chosen files off (Delete)")
        )
        self.list.setAccessibleName(translate("Imports", "Files"))
        self._names["valid_from"].setText(translate("Imports", "&In force since"))
        self._names["again"].setText(translate("Imports", "&Unchanged ones"))
        self.valid_from.setToolTip(
            translate("Imports", "Older versions stay; the day decides which one counts")
        )
        fill(self.again, again_words())

    def _on_chosen(self) -> None:
        self.buttons["remove"].setEnabled(bool(self.list.selectedItems()))

    def _kept(self) -> Kept:
        return Kept(self._desk.prefs, "areas.folder")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for name in ("add", "folder", "remove"):
            row.addWidget(self.buttons[name])
        row.addStretch(1)
        form = QFormLayout()
        form.addRow(self._names["valid_from"], self.valid_from)
        form.addRow(self._names["again"], self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.hint)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        column.addLayout(form)
        column.addWidget(self.error)


def again_words() -> list[tuple[str, str]]:
    """What another day means for a boundary that is there already."""
    return [
        ("", translate("Imports", "stay as they are")),
        ("reissue", translate("Imports", "were issued anew: a version of their own")),
        ("redate", translate("Imports", "had a wrong day: correct it")),
    ]


def boundary_filters() -> tuple[str, str]:
    """Kinds of files for a dialog that asks for boundaries."""
    return (
        translate("Imports", "Boundaries")
        + " (*.shp *.gpkg *.geojson *.json *.kml *.kmz *.gml *.zip *.tab *.mif *.dxf *.fgb)",
        translate("Imports", "All files") + " (*)",
    )
