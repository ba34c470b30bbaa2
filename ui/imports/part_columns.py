"""The columns and rows of one part: which column is which field, and what becomes of each row."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.imports import calls
from ui.imports.check_page import CheckPage
from ui.imports.mapping_page import MappingPage
from ui.imports.part import Part
from ui.widgets.translated import Translated
from ui.words import translate


class PartColumns(Translated, QDialog):
    """Two leaves: the columns, the rows as they will be stored.

    Signals:
        chosen: the columns of fields, and the columns that are left out, as ``AreaWish`` has them.
    """

    chosen = Signal(dict, tuple)

    def __init__(self, desk: Desk, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("part_columns")
        self._part = part
        kind = "zone" if part.wish.kind == "zone" else "area"
        self.mapping, self.rows = MappingPage(kind, self), CheckPage(desk, kind, self)
        self.leaves = QTabWidget(self)
        self.leaves.addTab(self.mapping, "")
        self.leaves.addTab(self.rows, "")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.leaves, 1)
        column.addWidget(self.buttons)
        self._show()
        desk.ask(
            calls.area_fields, kind, key="imports.fields",
            done=lambda names: self.mapping.offer({"": names}),
        )  # fmt: skip
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(letter * 130, line * 30)
        self.retranslate()
        self.finished.connect(self.deleteLater)

    def accept(self) -> None:
        """Tells what was chosen, where that is another choice."""
        chosen = self.mapping.chosen()
        columns = {field: letter for letter, field in chosen.items() if field}
        ignored = tuple(letter for letter, field in chosen.items() if not field)
        super().accept()
        if (columns, ignored) != (self._part.wish.columns, self._part.wish.ignored):
            self.chosen.emit(columns, ignored)

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(self._part.called)
        self.leaves.setTabText(0, translate("Imports", "Columns"))
        self.leaves.setTabText(1, translate("Imports", "Rows and remarks"))

    def _show(self) -> None:
        seen, wish = self._part.seen, self._part.wish
        if seen is None:
            return
        known = {letter: field for field, letter in wish.columns.items()}
        self.mapping.take_over(known | dict.fromkeys(wish.ignored, ""))
        self.mapping.show_columns(seen.columns, "")
        total = sum(seen.counts.values())
        self.rows.show_rows(seen.columns, seen.rows, self._part.problems, total)
