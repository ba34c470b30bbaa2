"""The attributes of a file, with what stands in them first."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QSize
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from greenshield.domain.layer_preview import LayerColumn
from ui.widgets.row_model import RowModel
from ui.words import number, translate


class ColumnsModel(RowModel[LayerColumn]):
    """A row an attribute: its name, how many features have it, some values."""

    COLUMNS = 3
    NUMBERS = (1,)

    def heads(self) -> tuple[str, str, str]:
        """The names of the columns."""
        return (
            translate("Layers", "Attribute"),
            translate("Layers", "Filled"),
            translate("Layers", "Such as"),
        )

    def text(self, row: LayerColumn, column: int) -> str:
        """The name, the number, or values."""
        return (row.name, number(row.filled), " | ".join(row.sample))[column]


class ColumnsTable(QTableView):
    """To look at. It asks for little room and takes what is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Names and numbers are as wide as they are; the values take the rest."""
        super().setModel(model)
        heads = self.horizontalHeader()
        heads.setStretchLastSection(True)
        for column in (0, 1):
            heads.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def sizeHint(self) -> QSize:
        """The head and three rows."""
        row = self.verticalHeader().defaultSectionSize()
        high = self.horizontalHeader().sizeHint().height() + 3 * row + 2 * self.frameWidth()
        return QSize(super().sizeHint().width(), high)

    def minimumSizeHint(self) -> QSize:
        """No less than that."""
        return self.sizeHint()
