"""Tables with an object a row: what all of them have in common."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows and the names of columns; a subclass tells what stands in a cell.

    Attributes:
        COLUMNS: how many columns.
        NUMBERS: those of them that stand to the right.
        rows: what is shown.
    """

    COLUMNS: ClassVar[int]
    NUMBERS: ClassVar[Collection[int]] = ()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        raise NotImplementedError

    def text(self, row: Row, column: int) -> str:
        """What a cell says."""
        raise NotImplementedError

    def tip(self, row: Row, column: int) -> str:
        """What its tip says: the same, as a cell may be too narrow for it."""
        return self.text(row, column)

    def more(self, row: Row, column: int, role: int) -> Any:
        """What else a cell has: an icon, a colour, what a delegate asks for."""

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Shows others."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def at(self, index: Index) -> Row | None:
        """What stands in an index's row; None for an index that is of no row any more."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What stands in a cell, in the language in force; None for what is of no row."""
        row, column = self.at(index), index.column()
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(self.tip(row, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in self.NUMBERS else None
        return self.more(row, column, role)

    def retell(self) -> None:
        """Says everything anew: the language is another."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.COLUMNS - 1)
        self.renew()

    def renew(self) -> None:
        """Every cell may say something else."""
        if self.rows:
            last = self.index(len(self.rows) - 1, self.COLUMNS - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows; a cell has none below it."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns; a cell has none below it."""
        return 0 if parent.isValid() else self.COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns; rows have none."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        heads = self.heads()
        return heads[section] if 0 <= section < len(heads) else None
