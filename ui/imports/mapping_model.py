"""The columns of a foreign table as rows: what each holds, which field it is, and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from greenshield.domain.import_preview import PreviewColumn
from ui.imports import sure_words
from ui.imports.field_words import group, name_of
from ui.look import icons
from ui.widgets.tips import plain
from ui.words import translate

Index = QModelIndex | QPersistentModelIndex
LETTER, HEADER, SAMPLE, FIELD, SURE = range(5)
_NONE = QModelIndex()
_TEXT = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)


class MappingModel(QAbstractTableModel):
    """Which column is which field, as it was understood or as a person chose.

    Signals:
        chosen: a person chose another field for a column.
    """

    chosen = Signal()

    def __init__(self, kind: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._columns: tuple[PreviewColumn, ...] = ()
        self._by_group: dict[str, tuple[str, ...]] = {}
        self._offered: dict[str, str] = {}
        self._chosen: dict[str, str] = {}

    # What is shown ------------------------------------------------------------------------

    def show(self, columns: tuple[PreviewColumn, ...]) -> None:
        """Shows another table's columns."""
        self.beginResetModel()
        self._columns = columns
        self.endResetModel()

    def columns(self) -> tuple[PreviewColumn, ...]:
        """The table's columns."""
        return self._columns

    def offer(self, fields: Mapping[str, Sequence[str]]) -> None:
        """What a column may be mapped to, by group."""
        self._by_group = {code: tuple(names) for code, names in fields.items()}
        self._name_fields()

    def set_kind(self, kind: str) -> None:
        """Of which entity the fields are."""
        self._kind = kind
        self._name_fields()

    def retranslate(self) -> None:
        """Says everything anew."""
        self._name_fields()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, LETTER, SURE)

    # What was chosen ----------------------------------------------------------------------

    def choices(self) -> dict[str, str]:
        """Letter of a column -> the field that a person chose, "" for none."""
        return dict(self._chosen)

    def set_choices(self, chosen: Mapping[str, str]) -> None:
        """Choices that were made before; none takes all back."""
        self._chosen = dict(chosen)
        self._tell(range(len(self._columns)))

    def field(self, row: int) -> str:
        """The field that a column is read as, "" for none."""
        column = self._columns[row]
        return self._chosen.get(column.letter, column.field)

    def fields_for(self, row: int) -> list[tuple[str, str]]:
        """Fields with their words, and what a column was understood as though it is derived.

        What its values may be comes first.
        """
        column = self._columns[row]
        offered = list(self._offered.items())
        if column.proposed in self._offered:
            first = (column.proposed, self._offered[column.proposed])
            offered = [first, *(each for each in offered if each != first)]
        if not column.field or column.field in self._offered:
            return offered
        return [*offered, (column.field, self._derived(column.field))]

    # Qt's side ----------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NONE) -> int:
        """One a column of the table."""
        return 0 if parent.isValid() else len(self._columns)

    def columnCount(self, parent: Index = _NONE) -> int:
        """Letter, header, sample, field, how surely."""
        return 0 if parent.isValid() else SURE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _TEXT) -> Any:
        """What each says."""
        if role != _TEXT or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            translate("Imports", "Column"), translate("Imports", "Header"),
            translate("Imports", "Holds, for example"), translate("Imports", "Is read as"),
            translate("Imports", "Because of"),
        )[section]  # fmt: skip

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The field can be chosen."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == FIELD else flags

    def data(self, index: Index, role: int = _TEXT) -> Any:
        """Texts, tips, and a mark at an unsure guess, so that a person looks at it."""
        if not index.isValid():
            return None
        row, column = index.row(), self._columns[index.row()]
        if index.column() == FIELD:
            return self._of_field(row, column, role)
        if role == _TEXT:
            return self._text(column, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(self._tip(column, index.column()))
        if role == Qt.ItemDataRole.DecorationRole and index.column() == SURE:
            mark = sure_words.mark(column, self._chosen)
            return icons.coloured(*mark) if mark else None
        return None

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        """Chooses a field, "" for none, as a person does."""
        if role != _EDIT or not index.isValid() or index.column() != FIELD:
            return False
        row, field = index.row(), str(value)
        if field == self.field(row):
            return True
        if field:  # one field, one column
            letter = self._columns[row].letter
            others = [n for n, f in self._chosen.items() if f == field and n != letter]
            for other in others:
                del self._chosen[other]
        self._chosen[self._columns[row].letter] = field
        self._tell(range(len(self._columns)))
        self.chosen.emit()
        return True

    # Within -------------------------------------------------------------------------------

    def _of_field(self, row: int, column: PreviewColumn, role: int) -> Any:
        field = self.field(row)
        if role == _EDIT:
            return field
        if role == _TEXT:
            if not field:
                return translate("Imports", "— not taken —")
            return self._offered.get(field) or self._derived(field)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = translate("Imports", "Field of {column}").format(column=column.label)
            return f"{told}: {self._of_field(row, column, _TEXT)}"
        return None

    def _text(self, column: PreviewColumn, section: int) -> str:
        if section == LETTER:
            return column.letter if column.letter != column.header else ""
        if section == SURE:
            return sure_words.told(column, self._chosen)
        return column.header if section == HEADER else "; ".join(column.sample)

    def _tip(self, column: PreviewColumn, section: int) -> str:
        if section == SURE:
            return sure_words.why(column, self._chosen, self._kind)
        return column.label if section == HEADER else "; ".join(column.sample)

    def _derived(self, field: str) -> str:
        derived = translate("Imports", "{field} (derived, not taken)")
        return derived.format(field=name_of(field))

    def _name_fields(self) -> None:
        self._offered = {
            name: "　·　".join(w for w in (name_of(name, self._kind), group(code)) if w)
            for code, names in self._by_group.items()
            for name in names
        }
        self._tell(range(len(self._columns)))

    def _tell(self, rows: range) -> None:
        if rows:
            self.dataChanged.emit(self.index(rows[0], LETTER), self.index(rows[-1], SURE))
