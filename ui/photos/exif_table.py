"""The table of a photo's facts, of which lines can be copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.look import colours, fonts, icons
from ui.photos.facts import Fact
from ui.widgets.row_model import RowModel
from ui.widgets.translated import Translated
from ui.words import translate

_NAMES = 0.36


class FactsModel(RowModel[Fact]):
    """Names and values."""

    COLUMNS = 2

    def text(self, fact: Fact, column: int) -> str:
        """The name, or the value."""
        return fact.value if column else fact.name

    def more(self, fact: Fact, column: int, role: int) -> Any:
        """Headings are bold, names pale; what is doubtful has an icon."""
        if role == Qt.ItemDataRole.DecorationRole and column and fact.icon:
            return icons.coloured(fact.icon, fact.role)
        if role == Qt.ItemDataRole.FontRole and fact.is_heading:
            return fonts.scaled(1.0, bold=True)
        if role == Qt.ItemDataRole.ForegroundRole and not column and not fact.is_heading:
            return colours.role("muted")
        return None

    def heads(self) -> Sequence[str]:
        """What the columns are."""
        return translate("Photos", "Fact"), translate("Photos", "Value")

    def as_text(self, rows: list[int]) -> str:
        """Lines as text, a tab between name and value."""
        chosen = [self.rows[row] for row in rows]
        return "\n".join(f.name if f.is_heading else f"{f.name}\t{f.value}" for f in chosen)


class ExifTable(Translated, QTableView):
    """Lines of facts; Ctrl+C copies the chosen ones."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photos.facts")
        self.facts = FactsModel(self)
        self.setModel(self.facts)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.retranslate()

    def set_facts(self, facts: list[Fact]) -> None:
        """Shows other lines; headings take both columns."""
        self.clearSpans()
        self.facts.set_rows(facts)
        for row, fact in enumerate(facts):
            if fact.is_heading:
                self.setSpan(row, 0, 1, 2)

    def retranslate(self) -> None:
        """Sets its name for screen readers."""
        self.setAccessibleName(translate("Photos", "Facts of the photo"))

    def copy(self) -> None:
        """Copies the chosen lines, all where none is chosen."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        rows = rows or list(range(self.facts.rowCount()))
        QGuiApplication.clipboard().setText(self.facts.as_text(rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names take a third, what they name the rest."""
        super().resizeEvent(event)
        self.setColumnWidth(0, round(self.viewport().width() * _NAMES))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies; letters and digits are the room's keys."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
