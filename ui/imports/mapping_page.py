"""Which column is which field: one line a column, with what it holds and a choice of fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from greenshield.domain.import_preview import PreviewColumn
from ui.imports.mapping_list import MappingList
from ui.imports.mapping_model import MappingModel
from ui.widgets.searchable_choice import SearchableChoice
from ui.widgets.translated import Translated
from ui.words import plural, translate


class MappingPage(Translated, QWidget):
    """The columns of a foreign table.

    Signals:
        changed: a person chose another field for a column.
    """

    changed = Signal()

    def __init__(self, kind: str = "issue", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = MappingModel(kind, self)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.list = MappingList(self.model, self)
        self.left = QLabel(self)
        self.left.setWordWrap(True)
        self.left.setTextFormat(Qt.TextFormat.PlainText)
        self.left.setForegroundRole(self.left.palette().ColorRole.PlaceholderText)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.note)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.left)
        self.setFocusProxy(self.list)
        self.model.chosen.connect(self.changed)
        self.retranslate()

    def offer(self, fields: Mapping[str, Sequence[str]]) -> None:
        """What a column may be mapped to, by group."""
        self.model.offer(fields)

    def set_kind(self, kind: str) -> None:
        """Of which entity the fields are."""
        self.model.set_kind(kind)

    def show_columns(self, columns: tuple[PreviewColumn, ...], header: str) -> None:
        """Shows a table's columns, with what is said of its header."""
        self.note.setText(header)
        self.note.setVisible(bool(header))
        if columns != self.model.columns():
            self.model.show(columns)
        self._tell_left()

    def chosen(self) -> dict[str, str]:
        """Letter of a column -> the field that a person chose, "" for none. Others are not named.

        A choice that says what was understood anyhow is none.
        """
        return self.model.choices()

    def forget(self) -> None:
        """Takes all choices back."""
        self.model.set_choices({})

    def take_over(self, chosen: Mapping[str, str]) -> None:
        """Choices that were made for such a table before."""
        self.model.set_choices(chosen)

    def retranslate(self) -> None:
        """Sets every text."""
        self.list.setAccessibleName(translate("Imports", "Columns"))
        self.model.retranslate()
        self._tell_left()

    def choice(self, number: int) -> SearchableChoice:
        """The choice of one column, made where nobody came to it before."""
        return self.list.choice(number)

    def _tell_left(self) -> None:
        left = [c.header or c.letter for c in self.model.columns() if not c.field]
        if not left:
            self.left.setText("")
            return
        told = plural(
            len(left),
            translate("Imports", "{n} column is not taken:"),
            translate("Imports", "{n} columns are not taken:"),
        )
        self.left.setText(f"{told} {translate('Imports', ', ', 'between columns').join(left)}")
