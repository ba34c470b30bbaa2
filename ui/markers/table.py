"""The list of markers as a view: sorted by a click, columns as wide as they were left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from ui.look import colours
from ui.markers.model import (
    AREA,
    CHECKED,
    CHECKS,
    CONDITION,
    CONDITION_CODE,
    KIND,
    NUMBER,
    PHOTOS,
    PLACE,
    POSITION,
    SET,
    MarkerModel,
)
from ui.prefs import Prefs
from ui.widgets.column_widths import KeptWidths
from ui.widgets.pill_cell import PillCell

_WIDTHS = {NUMBER: 16, KIND: 16, AREA: 23, CONDITION: 14, CHECKED: 12, CHECKS: 11, PHOTOS: 8,
           SET: 12, PLACE: 20, POSITION: 23}  # fmt: skip  # letters
_SORT = "markers.sort"


class MarkerTable(QTreeView):
    """One line a marker."""

    def __init__(self, model: MarkerModel, prefs: Prefs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("markers.list")
        self.setModel(model)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegateForColumn(
            CONDITION, PillCell(CONDITION_CODE, colours.condition_pill, self)
        )
        head = self.header()
        head.setSectionsMovable(False)
        at, down = prefs.get(_SORT, [-1, False])
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(int(at), order)
        self.setSortingEnabled(True)
        KeptWidths(self, _WIDTHS, prefs, "markers.columns")
        head.sortIndicatorChanged.connect(
            lambda column, way: prefs.set(_SORT, [column, way == Qt.SortOrder.DescendingOrder])
        )
