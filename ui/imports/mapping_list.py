"""The list of a foreign table's columns: a click, a key or typing comes to a column's field."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from ui.imports.field_delegate import FieldDelegate
from ui.imports.mapping_model import FIELD, HEADER, LETTER, SAMPLE, SURE, MappingModel
from ui.widgets.column_widths import widen
from ui.widgets.searchable_choice import SearchableChoice

_LETTERS = {LETTER: 9, HEADER: 28, FIELD: 32, SURE: 27}


class MappingList(QTreeView):
    """One line a column."""

    def __init__(self, model: MappingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mapping.columns")
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setModel(model)
        self.setItemDelegateForColumn(FIELD, FieldDelegate(model, self))
        widen(self, _LETTERS)
        # Where there is little room the examples give way, and the fields can still be read.
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(SAMPLE, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._on_clicked)
        model.modelReset.connect(self._on_reset)

    def choice(self, row: int) -> SearchableChoice:
        """The choice of one column, opened where it is not."""
        index = self.model().index(row, FIELD)
        self.setCurrentIndex(index)
        if not isinstance(self.indexWidget(index), SearchableChoice):
            self.edit(index)
        found = self.indexWidget(index)
        assert isinstance(found, SearchableChoice)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, and Alt with the down key as at any choice, open the list of fields.

        Wherever one stands in a line, what is typed is for its field.
        """
        index = self.currentIndex()
        row = index.row()
        if index.isValid() and index.column() != FIELD:
            keep = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(index.siblingAtColumn(FIELD), keep)
        alt_down = (
            event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if row >= 0 and (alt_down or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            self.choice(row).showPopup()
            event.accept()
            return
        super().keyPressEvent(event)

    def _on_reset(self) -> None:
        """Columns of a vector file have no letters."""
        model = self.model()
        letters = (model.index(row, LETTER).data() for row in range(model.rowCount()))
        self.setColumnHidden(LETTER, not any(letters))

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == FIELD:
            self.choice(index.row()).showPopup()
