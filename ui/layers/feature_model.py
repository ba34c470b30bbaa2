"""The attributes of one feature as a table of names and values."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from ui.widgets.row_model import RowModel
from ui.widgets.tips import plain
from ui.words import translate

Index = QModelIndex | QPersistentModelIndex


class FeatureModel(RowModel[tuple[str, Any]]):
    """A row an attribute."""

    COLUMNS = 2

    def heads(self) -> tuple[str, str]:
        """The names of the columns."""
        return translate("Layers", "Attribute"), translate("Layers", "Value")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names and values as they stand in the file: numbers are written as they are there."""
        row = self.at(index)
        if row is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        text = row[0] if index.column() == 0 else shown(row[1])
        return plain(text) if role == Qt.ItemDataRole.ToolTipRole else text

    def retell(self) -> None:
        """Says the names of columns anew."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.COLUMNS - 1)


def shown(value: Any) -> str:
    """A value as text, "" for none; a whole number in a column of fractions has no point."""
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else str(value)
