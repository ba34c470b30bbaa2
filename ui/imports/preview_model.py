"""The first rows of a foreign table: as they stand there, or as they will be stored."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from greenshield.domain.errors import Problem
from greenshield.domain.import_preview import REFUSED, PreviewColumn, PreviewRow
from ui.imports.field_words import name_of
from ui.imports.problem_list import Said
from ui.look import colours, icons
from ui.widgets.tips import plain
from ui.words import translate

Index = QModelIndex | QPersistentModelIndex
_FIRST = 1  # columns before the table's own: what becomes of the row
_ICONS = {"created": "add", "updated": "edit", "unchanged": "check", REFUSED: "error"}


class PreviewModel(QAbstractTableModel):
    """Rows with what becomes of each; cells of which something is said are marked."""

    def __init__(self, kind: str = "issue", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._columns: tuple[PreviewColumn, ...] = ()
        self._rows: tuple[PreviewRow, ...] = ()
        self._said: Said = {}
        self._places: dict[int, int] = {}
        self._as_read = True

    def show(
        self, columns: tuple[PreviewColumn, ...], rows: tuple[PreviewRow, ...],
        said: Said,
    ) -> None:  # fmt: skip
        """Shows another table, with what is said of its cells."""
        self.beginResetModel()
        self._columns, self._rows, self._said = columns, rows, said
        self._places = {row.row: n for n, row in enumerate(rows)}
        self.endResetModel()

    def set_kind(self, kind: str) -> None:
        """Of which entity the fields are."""
        self._kind = kind

    def set_as_read(self, as_read: bool) -> None:
        """As the rows will be stored, or as they stand in the file."""
        self._as_read = as_read
        if self._rows:
            last = self.index(len(self._rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def place_of(self, problem: Problem) -> QModelIndex:
        """The cell that a problem speaks of; its row's first one; an invalid index for none."""
        row = -1 if problem.row is None else self._places.get(problem.row, -1)
        if row < 0:
            return QModelIndex()
        column = next((n for n, c in enumerate(self._columns) if c.label == problem.column), -1)
        return self.index(row, column + _FIRST if column >= 0 else 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """What becomes of the row, then the table's columns."""
        return 0 if parent.isValid() else len(self._columns) + _FIRST

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The field above each column, or its own header; the row's number in the file."""
        if orientation == Qt.Orientation.Vertical:
            is_text = role == Qt.ItemDataRole.DisplayRole and section < len(self._rows)
            return self._rows[section].row if is_text else None
        if section == 0:
            is_text = role == Qt.ItemDataRole.DisplayRole
            return translate("Imports", "Becomes") if is_text else None
        column = self._columns[section - _FIRST]
        if role == Qt.ItemDataRole.ToolTipRole:
            field = name_of(column.field, self._kind) if column.field else ""
            return plain(f"{column.label}\n{field or translate('Imports', 'This is not taken.')}")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if self._as_read and column.field:
            return name_of(column.field, self._kind)
        own = column.header or column.letter
        return own if column.field else left_out(own)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; what is said of a cell as its tip and ground."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if index.column() == 0:
            return self._becomes(row, role)
        column = self._columns[index.column() - _FIRST]
        raw, read = row.cells[index.column() - _FIRST], row.read[index.column() - _FIRST]
        said = self._said.get((row.row, column.label), ())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            told = [f"{column.label}: {raw}"] if raw else []
            if not said and (not column.field or (raw and not read)):
                told.append(translate("Imports", "This is not taken."))
            return plain("\n".join([*told, *(_told(problem) for problem in said)]))
        if role == Qt.ItemDataRole.BackgroundRole and said:
            fatal = any(problem.fatal for problem in said)
            return colours.role("danger_soft" if fatal else "warning_soft")
        if role == Qt.ItemDataRole.BackgroundRole and not column.field:
            return _hatched()
        if role == Qt.ItemDataRole.ForegroundRole and (not column.field or (raw and not read)):
            return colours.role("muted")
        return None

    def text(self, row: int, section: int) -> str:
        """What a cell says."""
        shown = self._rows[row]
        if not section:
            return what_word(shown.what)
        raw, read = shown.cells[section - _FIRST], shown.read[section - _FIRST]
        return (read or raw) if self._as_read and self._columns[section - _FIRST].field else raw

    def _becomes(self, row: PreviewRow, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return what_word(row.what)
        if role == Qt.ItemDataRole.DecorationRole:
            return icons.icon(_ICONS[row.what])
        if role == Qt.ItemDataRole.ToolTipRole:
            said = [p for (number, _), several in self._said.items() if number == row.row
                    for p in several]  # fmt: skip
            return plain("\n".join(_told(problem) for problem in said))
        return None


def left_out(header: str) -> str:
    """The head of a column that is not taken."""
    return translate("Imports", "{header} (not taken)").format(header=header)


def _hatched() -> QBrush:
    """The ground of what is not taken: struck through, where grey letters might be a choice off."""
    lines = colours.mixed(colours.role("border"), colours.role("surface"), 0.6)
    return QBrush(lines, Qt.BrushStyle.BDiagPattern)


def what_word(what: str) -> str:
    """What becomes of a row, in a word."""
    return {
        "created": translate("Imports", "new"),
        "updated": translate("Imports", "updated"),
        "unchanged": translate("Imports", "unchanged"),
        REFUSED: translate("Imports", "refused"),
    }[what]


def _told(problem: Problem) -> str:
    from ui.imports.problem_words import what_of

    return what_of(problem)
