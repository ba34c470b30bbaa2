"""The table: scrolls over keys, is worked by the keyboard, keeps selection and place by key."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from ui.ledger.answer import Keys
from ui.ledger.delegate import CellDelegate
from ui.ledger.model import LedgerModel
from ui.look import theme
from ui.photo_drag import photos_in
from ui.timers import pause
from ui.widgets.tips import plain
from ui.words import translate

_TYPING_MS = 900
_MOST_RUNS = 1000  # a selection in more pieces than these makes Qt paint slowly
_NOWHERE = QModelIndex()
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


@dataclass(frozen=True, slots=True)
class Place:
    """What is kept when the rows change: the selected keys, the current one, the one on top."""

    chosen: Keys
    current: int
    top: int


class LedgerTable(QTableView):
    """The issues.

    Signals:
        opened: Enter: the dossier of the current row is wanted.
        mapped: a double click: the map is to show the row.
        typed: text typed into the table, to find a number by; each time all of it.
        chosen: what is selected has changed, by the user.
        filter_wanted: F: the keyboard is to go to the filter.
        copy_wanted: the selection is to be copied.
        photos_dropped: photos were dropped on a row: their hashes, and the row.
    """

    opened = Signal()
    mapped = Signal()
    typed = Signal(str)
    chosen = Signal()
    filter_wanted = Signal()
    copy_wanted = Signal()
    photos_dropped = Signal(tuple, int)

    def __init__(self, model: LedgerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._typing = ""
        self._quiet = False
        self._typed_last = pause(self, _TYPING_MS, self._on_typing_over)
        self._cells = CellDelegate(model, self)
        self.setItemDelegate(self._cells)
        self.setModel(model)
        self.setObjectName("ledger.table")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setAcceptDrops(True)
        self._set_up_headers()
        self.verticalScrollBar().valueChanged.connect(self._look)
        self.doubleClicked.connect(lambda _: self.mapped.emit())
        model.modelReset.connect(self._look)

    # The selection ------------------------------------------------------------------------

    def chosen_rows(self) -> npt.NDArray[np.int32]:
        """The rows that are selected, in order."""
        ranges = self.selectionModel().selection().toList()
        parts = [np.arange(r.top(), r.bottom() + 1, dtype=np.int32) for r in ranges]
        if len(parts) < 2:
            return parts[0] if parts else np.empty(0, np.int32)
        rows = np.sort(np.concatenate(parts))
        single: npt.NDArray[np.int32] = rows[np.append(True, rows[1:] > rows[:-1])]
        return single

    def chosen_keys(self) -> Keys:
        """The keys of the selected rows, in order."""
        return self._model.keys.some(self.chosen_rows())

    def current_key(self) -> int:
        """The key of the current row, 0 where there is none."""
        index = self.currentIndex()
        return self._model.keys.at(index.row()) if index.isValid() else 0

    def choose(self, keys: Keys, current: int = 0, *, reveal: bool = True) -> bool:
        """Selects rows by key, without a signal; False where they lie in too many pieces."""
        rows = np.sort(self._model.keys.rows_of(keys))
        self._quiet = True
        try:
            if np.count_nonzero(np.diff(rows) > 1) >= _MOST_RUNS:
                self.clearSelection()
                return False
            runs = _runs(rows)
            last = self._model.columnCount() - 1
            wanted = QItemSelection()
            for top, bottom in runs:
                wanted.select(self._model.index(top, 0), self._model.index(bottom, last))
            self.selectionModel().select(wanted, _SELECT)
            row = self._model.keys.row_of(current) if current else -1
            if row < 0 and len(rows):
                row = int(rows[0])
            if row >= 0:
                index = self._model.index(row, max(0, self.currentIndex().column()))
                self.selectionModel().setCurrentIndex(
                    index, QItemSelectionModel.SelectionFlag.NoUpdate
                )
                if reveal:
                    self.scrollTo(index)
            return True
        finally:
            self._quiet = False

    def place(self) -> Place:
        """Where one stands, to be come back to after the rows have changed."""
        top = self.rowAt(0)
        return Place(
            self.chosen_keys(), self.current_key(), self._model.keys.at(top) if top >= 0 else 0
        )

    def come_back(self, place: Place) -> bool:
        """Selects what was selected and scrolls to where one stood; False where some is gone."""
        kept = self.choose(place.chosen, place.current, reveal=False)
        seen = self._model.keys.row_of(place.current) if place.current else -1
        top = self._model.keys.row_of(place.top) if place.top else -1
        if top >= 0:
            self.scrollTo(self._model.index(top, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        elif seen >= 0:
            self.scrollTo(self._model.index(seen, 0))
        self._look()
        return kept and len(self._model.keys.rows_of(place.chosen)) == len(place.chosen)

    def go_to(self, key: int) -> None:
        """Makes a row the current and only selected one, as if it had been clicked."""
        row = self._model.keys.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, max(0, self.currentIndex().column())))

    # Qt's side ----------------------------------------------------------------------------

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tells what the user selects."""
        super().selectionChanged(selected, deselected)
        if not self._quiet:
            self.chosen.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes photos of the tray; files are the window's."""
        event.setAccepted(bool(photos_in(event.mimeData())))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The row below the mouse is the one that gets them."""
        index = self.indexAt(event.position().toPoint())
        there = bool(photos_in(event.mimeData())) and index.isValid()
        event.setAccepted(there)
        if there:
            self.scrollTo(index)
            QToolTip.showText(self.viewport().mapToGlobal(event.position().toPoint()),
                              self._drop_told(index.row()), self)  # fmt: skip

    def dropEvent(self, event: QDropEvent) -> None:
        """Photos are tied to the row's issue."""
        index, photos = self.indexAt(event.position().toPoint()), photos_in(event.mimeData())
        QToolTip.hideText()
        if photos and index.isValid():
            event.acceptProposedAction()
            self.photos_dropped.emit(photos, index.row())

    def _drop_told(self, row: int) -> str:
        known = self._model.known(self._model.keys.at(row)) or {}
        number = str(known.get("number") or "")
        return plain(translate("Ledger", "Tie to {issue}").format(issue=number)) if number else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, F goes to the filter, other letters and digits look for a number."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_F and plain and not self._typing:
            self.filter_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape and self._typing:
            self._on_typing_over()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain:
            self._to_end(first=event.key() == Qt.Key.Key_Home)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Qt's own would read every row; the worker knows all numbers."""
        self._typing += search
        self._typed_last.start()
        self.typed.emit(self._typing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More rows may be in sight."""
        super().resizeEvent(event)
        self._look()

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the font wants."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_rows()

    def showEvent(self, event: QShowEvent) -> None:
        """What is seen first is fetched first."""
        super().showEvent(event)
        self._look()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells' look may have changed since the last frame."""
        first, last = self._in_sight()
        chosen = self.selectionModel()
        rows = range(first, last + 1) if chosen.hasSelection() else ()
        index = self.currentIndex() if self.hasFocus() else _NOWHERE
        self._cells.renew(
            frozenset(row for row in rows if chosen.isRowSelected(row, _NOWHERE)),
            (index.row(), index.column()),
        )
        super().paintEvent(event)

    # Within -------------------------------------------------------------------------------

    def _set_up_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setObjectName("ledger.head")
        # For each section Qt asks whether every row of it is selected, one after the other: the
        # head has a selection of its own, which stays empty.
        across.setSelectionModel(QItemSelectionModel(self._model, self))
        # Also: a click on a head is to sort, and no more to select the whole column.
        across.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        across.setSectionsMovable(True)
        across.setSectionsClickable(True)
        across.setHighlightSections(False)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        across.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit_rows()

    def _fit_rows(self) -> None:
        share = 2.2 if theme.is_field() else 1.7
        down = self.verticalHeader()
        down.setMinimumSectionSize(1)
        down.setDefaultSectionSize(round(self.fontMetrics().height() * share))

    def _look(self) -> None:
        if self._model.rowCount():
            self._model.look_at(*self._in_sight())

    def _in_sight(self) -> tuple[int, int]:
        """The first and the last row that are seen, if only in part."""
        last = self.rowAt(self.viewport().height() - 1)
        return max(0, self.rowAt(0)), last if last >= 0 else self._model.rowCount() - 1

    def _to_end(self, *, first: bool) -> None:
        rows = self._model.rowCount()
        if rows:
            column = max(0, self.currentIndex().column())
            self.setCurrentIndex(self._model.index(0 if first else rows - 1, column))

    def _on_typing_over(self) -> None:
        self._typed_last.stop()
        self._typing = ""
        self.typed.emit("")


def _runs(rows: npt.NDArray[np.intp]) -> list[tuple[int, int]]:
    """Sorted rows as stretches without a gap: first and last of each."""
    if not len(rows):
        return []
    breaks = np.flatnonzero(np.diff(rows) > 1)
    firsts = rows[np.concatenate([[0], breaks + 1])]
    lasts = rows[np.concatenate([breaks, [len(rows) - 1]])]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))
