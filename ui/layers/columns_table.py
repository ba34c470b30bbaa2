"""The attributes of a file, with what stands in them first."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from greenshield.domain.layer_preview import LayerColumn
from ui.widgets.row_model import RowModel
from ui.widgets.tips import plain
from ui.words import number, translate

Index = QModelIndex | QPersistentModelIndex


class ColumnsModel(RowModel[LayerColumn]):
    """A row an attribute: its name, how many features have it, some values."""

    COLUMNS = 3

    def heads(self) -> tuple[str, str, str]:
        """The names of the columns."""
        return (
            translate("Layers", "Attribute"),
            translate("Layers", "Filled"),
            translate("Layers", "Such as"),
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names, numbers and values."""
        row = self.at(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 1:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        text = (row.name, number(row.filled), " | ".join(row.sample))[index.column()]
        return plain(text) if role == Qt.ItemDataRole.ToolTipRole else text

    def retell(self) -> None:
        """Says the names of columns anew."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.COLUMNS - 1)
