"""Tables with an object a row: what all of them have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows and the names of columns; a subclass tells what stands in a cell.

    Attributes:
        COLUMNS: how many columns.
        rows: what is shown.
    """

    COLUMNS: ClassVar[int]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        raise NotImplementedError

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Shows others."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def at(self, index: Index) -> Row | None:
        """What stands in an index's row; None for an index that is of no row any more."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

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
