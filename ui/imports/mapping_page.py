"""Which column is which field: one line a column, with what it holds and a choice of fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from greenshield.domain.import_preview import PreviewColumn
from ui.imports.field_choice import FieldChoice
from ui.imports.field_words import group, name_of
from ui.look import icons
from ui.widgets.tips import plain
from ui.widgets.translated import Translated
from ui.words import plural, translate

_LETTER, _HEADER, _SAMPLE, _FIELD = range(4)


class MappingPage(Translated, QWidget):
    """The columns of a foreign table.

    Signals:
        changed: a person chose another field for a column.
    """

    changed = Signal()

    def __init__(self, kind: str = "issue", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._columns: tuple[PreviewColumn, ...] = ()
        self._offered: list[tuple[str, str]] = []
        self._by_group: dict[str, tuple[str, ...]] = {}
        self._choices: list[FieldChoice] = []
        self._chosen: dict[str, str] = {}
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.list = QTreeWidget(self)
        self.list.setObjectName("mapping.columns")
        self.list.setRootIsDecorated(False)
        self.list.setAlternatingRowColors(True)
        self.list.setColumnCount(4)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in ((_LETTER, 9), (_HEADER, 34), (_SAMPLE, 48)):
            self.list.setColumnWidth(column, letter * letters)
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
        self.retranslate()

    def offer(self, fields: Mapping[str, Sequence[str]]) -> None:
        """What a column may be mapped to, by group."""
        self._by_group = {code: tuple(names) for code, names in fields.items()}
        self._name_fields()

    def set_kind(self, kind: str) -> None:
        """Of which entity the fields are."""
        self._kind = kind
        self._name_fields()

    def show_columns(self, columns: tuple[PreviewColumn, ...], header: str) -> None:
        """Shows a table's columns, with what is said of its header."""
        self._columns = columns
        self.note.setText(header)
        self.note.setVisible(bool(header))
        self.list.clear()
        self._choices = []
        # All lines first: a line that comes after a choice has all choices placed anew.
        items = [_line(column) for column in columns]
        self.list.addTopLevelItems(items)
        for item, column in zip(items, columns, strict=True):
            self._add(item, column)
        self._tell_left()

    def chosen(self) -> dict[str, str]:
        """Letter of a column -> the field that a person chose, "" for none. Others are not named.

        A choice that says what was understood anyhow is none.
        """
        return dict(self._chosen)

    def forget(self) -> None:
        """Takes all choices back."""
        self._chosen = {}

    def take_over(self, chosen: Mapping[str, str]) -> None:
        """Choices that were made for such a table before."""
        self._chosen = dict(chosen)

    def retranslate(self) -> None:
        """Sets every text."""
        self.list.setHeaderLabels(
            [
                translate("Imports", "Column"), translate("Imports", "Header"),
                translate("Imports", "Holds, for example"), translate("Imports", "Is read as"),
            ]
        )  # fmt: skip
        self.list.setAccessibleName(translate("Imports", "Columns"))
        self._name_fields()
        self._tell_left()

    def choice(self, number: int) -> FieldChoice:
        """The choice of one column."""
        return self._choices[number]

    def _name_fields(self) -> None:
        self._offered = [
            (name, "　·　".join(w for w in (name_of(name, self._kind), group(code)) if w))
            for code, names in self._by_group.items()
            for name in names
        ]  # fmt: skip
        for choice, column in zip(self._choices, self._columns, strict=True):
            self._offer(choice, column)

    def _add(self, item: QTreeWidgetItem, column: PreviewColumn) -> None:
        choice = FieldChoice(self.list)
        choice.setObjectName(f"mapping.{column.letter}")
        choice.setAccessibleName(
            translate("Imports", "Field of {column}").format(column=column.label)
        )
        self._offer(choice, column)
        choice.chosen.connect(lambda field, c=column: self._on_chosen(c, field))
        self._choices.append(choice)
        self.list.setItemWidget(item, _FIELD, choice)
        self._mark(len(self._choices) - 1, column)

    def _offer(self, choice: FieldChoice, column: PreviewColumn) -> None:
        words = dict(self._offered).get(column.field, "") or self._derived(column)
        none = translate("Imports", "— not taken —")
        choice.offer(column.field, words, none, lambda: self._offered_for(column))

    def _offered_for(self, column: PreviewColumn) -> list[tuple[str, str]]:
        """The fields, and what a column was understood as though the program derives that."""
        if not column.field or any(name == column.field for name, _ in self._offered):
            return self._offered
        return [*self._offered, (column.field, self._derived(column))]

    def _derived(self, column: PreviewColumn) -> str:
        derived = translate("Imports", "{field} (derived, not taken)")
        return derived.format(field=name_of(column.field)) if column.field else ""

    def _mark(self, number: int, column: PreviewColumn) -> None:
        """An unsure guess is marked, so that a person looks at it."""
        item = self.list.topLevelItem(number)
        if item is None:
            return
        if column.letter in self._chosen:
            item.setIcon(_HEADER, icons.icon("person"))
            item.setToolTip(_HEADER, translate("Imports", "chosen by you"))
        elif column.field and column.sure < 1.0:
            item.setIcon(_HEADER, icons.icon("question"))
            item.setToolTip(_HEADER, translate("Imports", "understood from a part of the words"))

    def _on_chosen(self, column: PreviewColumn, field: str) -> None:
        if field:  # one field, one column
            for letter, other in list(self._chosen.items()):
                if other == field and letter != column.letter:
                    del self._chosen[letter]
        self._chosen[column.letter] = field
        self.changed.emit()

    def _tell_left(self) -> None:
        left = [c.header or c.letter for c in self._columns if not c.field]
        if not left:
            self.left.setText("")
            return
        told = plural(
            len(left),
            translate("Imports", "{n} column is not taken:"),
            translate("Imports", "{n} columns are not taken:"),
        )
        self.left.setText(f"{told} {translate('Imports', ', ', 'between columns').join(left)}")


def _line(column: PreviewColumn) -> QTreeWidgetItem:
    sample = "; ".join(column.sample)
    letter = column.letter if column.letter != column.header else ""
    item = QTreeWidgetItem([letter, column.header, sample, ""])
    item.setToolTip(_HEADER, plain(column.label))
    item.setToolTip(_SAMPLE, plain(sample))
    return item
