"""The negative lists: versions above, the rows of one or all beneath."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from greenshield.project.changes import Changes
from ui.desk import Desk
from ui.look import icons
from ui.restrictions import calls, words
from ui.restrictions.edit_dialog import CorrectRowDialog
from ui.restrictions.filter_bar import FilterBar
from ui.restrictions.restriction import Lists, Row, Version
from ui.restrictions.tables import RowTable, VersionTable
from ui.restrictions.void_dialog import OutOfForceDialog
from ui.widgets.empty_state import EmptyState
from ui.widgets.row_told import RowTold
from ui.widgets.translated import Translated
from ui.words import field_name, listed, number, plural, translate

_SIZES = "restrictions.sizes"
_BUTTONS = ("import", "plans", "edit", "void", "void_list", "close")
_ICONS = {
    "import": "import",
    "plans": "select",
    "edit": "edit",
    "void": "remove",
    "void_list": "remove",
}


class RestrictionsDialog(Translated, QDialog):
    """Shows, filters and corrects them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("restrictions")
        self._desk, self._lists = desk, Lists()
        self.versions, self.rows = VersionTable(self), RowTable(self)
        self.filter = FilterBar(self)
        self.count = QLabel(self)
        self.empty = EmptyState("restrict", self)
        self.told = RowTold(self.rows, self._sentences, self)
        self.buttons = {name: QPushButton(self) for name in _BUTTONS}
        self._stack, self._split = QStackedWidget(self), QSplitter(Qt.Orientation.Vertical, self)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.ask()

    def ask(self) -> None:
        """Reads the lists anew."""
        day = self.filter.day.value()
        self._desk.ask(calls.lists, day, done=self.show_lists, key="restrictions.lists")

    def show_lists(self, lists: Lists) -> None:
        """Shows them; what was chosen stays chosen."""
        self._lists = lists
        self._stack.setCurrentIndex(0 if lists.rows else 1)
        for part in (self.count, *(self.buttons[n] for n in _BUTTONS if n != "close")):
            part.setVisible(bool(lists.rows))
        self.versions.show_versions(self._shown_versions())
        self._on_version()

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(translate("Restrictions", "Negative lists"))
        self.empty.tell(
            translate("Restrictions", "No negative list is in this project yet"),
            translate("Restrictions", "It says which measures a space bars or limits. Plans that "
                      "name one are told so while they are typed."),
            translate("Restrictions", "Import a negative list…") if self._may_write() else "",
        )  # fmt: skip
        self.versions.setAccessibleName(translate("Restrictions", "Versions of the lists"))
        self.rows.setAccessibleName(translate("Restrictions", "Rows"))
        self.buttons["import"].setText(translate("Restrictions", "&Import…"))
        self.buttons["plans"].setText(translate("Restrictions", "&Plans that name one"))
        self.buttons["plans"].setToolTip(
            translate(
                "Restrictions", "Select the issues whose plans name what is barred or limited"
            )
        )
        self.buttons["edit"].setText(translate("Restrictions", "&Correct the row…"))
        self.buttons["close"].setText(translate("Restrictions", "Close"))
        self._tell()

    # What is done -------------------------------------------------------------------------

    def edit(self) -> None:
        """Corrects the row that is chosen."""
        row = self.rows.current()
        if row is not None and not row.void and self._may_write():
            CorrectRowDialog(self._desk, row, self).open()

    def void(self) -> None:
        """Takes the row that is chosen out of force, or puts it back."""
        row = self.rows.current()
        if row is not None and self._may_write():
            OutOfForceDialog(self._desk, row, self).open()

    def void_list(self) -> None:
        """The same for the version that is chosen."""
        version = self.versions.current()
        if version is not None and self._may_write():
            OutOfForceDialog(self._desk, version, self).open()

    def find_plans(self) -> None:
        """Selects the issues whose plans name what a list bars or limits, and shows the ledger."""
        title = translate("Restrictions", "Reading plans")
        self._desk.count(
            calls.plans, self.filter.day.value(), done=self._show_plans, key="restrictions.plans",
            title=title,
        )  # fmt: skip

    def _show_plans(self, issues: list[str]) -> None:
        if not issues:
            self.count.setText(
                translate("Restrictions", "No plan names what a list bars or limits")
            )
            return
        self.close()
        self._desk.selection.select(issues=tuple(issues), by=None)
        self._desk.show.room.emit("ledger")
        told = plural(
            len(issues), translate("Restrictions", "{n} issue selected: its plan names one"),
            translate("Restrictions", "{n} issues selected: their plans name one"),
        )  # fmt: skip
        self._desk.noted.emit(told)

    def begin_import(self) -> None:
        """Leads to the wizard."""
        self.close()
        self._desk.show.wizard.emit("restrictions")

    # Within -------------------------------------------------------------------------------

    def _may_write(self) -> bool:
        info = self._desk.info
        return info is not None and info.writable and info.keeps_lists

    def _shown_versions(self) -> list[Version]:
        with_void = self.filter.voided.isChecked()
        return [v for v in self._lists.versions if with_void or not v.void]

    def _on_version(self) -> None:
        one = self.versions.current()
        self.rows.show_rows(
            [
                row for row in self._lists.rows
                if self.filter.fits(row) and (one is None or _of(row, one))
            ]
        )  # fmt: skip
        self._tell()

    def _on_filter(self) -> None:
        self.versions.show_versions(self._shown_versions())
        self._on_version()

    def _tell(self) -> None:
        row, version, may = self.rows.current(), self.versions.current(), self._may_write()
        shown = self.rows.model().rowCount()
        total = sum(not one.void for one in self._lists.rows)
        self.count.setText(
            translate("Restrictions", "{n} of {total} rows").format(
                n=number(shown), total=number(total)
            )
        )
        self.buttons["import"].setEnabled(may)
        self.buttons["edit"].setEnabled(may and row is not None and not row.void)
        self.buttons["void"].setEnabled(may and row is not None)
        self.buttons["void_list"].setEnabled(may and version is not None)
        self.buttons["void"].setText(
            translate("Restrictions", "Put the &row back…")
            if row is not None and row.void
            else translate("Restrictions", "Take the &row out of force…")
        )
        self.buttons["void_list"].setText(
            translate("Restrictions", "Put the &list back…")
            if version is not None and version.void
            else translate("Restrictions", "Take the &list out of force…")
        )

    def _sentences(self, index: QModelIndex) -> list[str]:
        row = self.rows.model().at(index)
        if row is None:
            return []
        by_id = {one.id: one for one in self._lists.rows}
        others = [by_id[one] for one in row.against if one in by_id]
        lines = [row.wording, _named("source_doc", row.source_doc), _named("remark", row.remark)]
        for other in others:
            told = (
                translate("Restrictions", "In force beside it, and against it (what bars holds):")
                if other.level != row.level
                else translate("Restrictions", "The same is said by:")
            )
            name = " ".join(filter(None, (other.list_name, other.list_from)))
            lines.append(f"{told} {listed((name, words.measures(other), words.spaces(other)))}")
        return [line for line in lines if line]

    def _on_changed(self, changes: Changes) -> None:
        if changes.ids("restriction"):
            self.ask()

    def _connect(self) -> None:
        self.versions.chosen.connect(self._on_version)
        self.rows.chosen.connect(self._tell)
        self.rows.doubleClicked.connect(lambda _: self.edit())
        self.filter.changed.connect(self._on_filter)
        self.filter.day_changed.connect(lambda _: self.ask())
        self.empty.acted.connect(self.begin_import)
        for name, deed in (
            ("import", self.begin_import), ("plans", self.find_plans), ("edit", self.edit),
            ("void", self.void), ("void_list", self.void_list), ("close", self.close),
        ):  # fmt: skip
            self.buttons[name].clicked.connect(lambda _=False, d=deed: d())
        for keys, deed in (
            (QKeySequence(QKeySequence.StandardKey.Undo), self._desk.undo_last),
            (QKeySequence(QKeySequence.StandardKey.Redo), self._desk.redo_last),
            (QKeySequence(QKeySequence.StandardKey.Find), self.filter.text.setFocus),
        ):
            QShortcut(keys, self, deed)
        self._desk.changed.connect(self._on_changed)
        self._desk.actor_changed.connect(self.retranslate)
        self._desk.closed.connect(self.close)

    def _lay_out(self) -> None:
        for name, button in self.buttons.items():
            button.setObjectName(f"restrictions.{name}")
            button.setAutoDefault(False)
            if name in _ICONS:
                button.setIcon(icons.icon(_ICONS[name]))
        lower = QWidget(self)
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        for part in (self.filter, self.rows, self.told):
            below.addWidget(part, 1 if part is self.rows else 0)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.versions)
        self._split.addWidget(lower)
        self._split.setStretchFactor(1, 3)
        self._stack.addWidget(self._split)
        self._stack.addWidget(self.empty)
        line = QHBoxLayout()
        line.addWidget(self.count, 1)
        for button in self.buttons.values():
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(self._stack, 1)
        column.addLayout(line)
        letter, high = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        room = self.screen().availableGeometry().size()
        self.resize(min(letter * 170, room.width() - 40), min(high * 46, room.height() - 60))
        kept = self._desk.prefs.get(_SIZES, [])
        if isinstance(kept, list) and len(kept) == 2 and all(isinstance(n, int) for n in kept):
            self._split.setSizes(kept)
        else:
            self._split.setSizes([high * 11, high * 32])
        self._split.splitterMoved.connect(
            lambda *_: self._desk.prefs.set(_SIZES, self._split.sizes())
        )


def _of(row: Row, version: Version) -> bool:
    same = (row.list_name, row.list_from) == (version.list_name, version.list_from)
    return same and row.void == version.void


def _named(field: str, text: str) -> str:
    return f"{field_name('restriction', field)}: {text}" if text else ""
