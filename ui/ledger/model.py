"""The table's model: the keys of all issues that fit, and the rows that are in sight.

Keys come all at once; rows are fetched a page or two around what is seen, one request at a
time, and a cell says nothing until its row is there.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from greenshield.domain.ledger_columns import Column, columns
from greenshield.domain.ledger_filter import Sort
from ui.desk import Desk
from ui.ledger import calls, cells
from ui.ledger.answer import Answer, Keys
from ui.ledger.cells import Cell
from ui.ledger.key_list import KeyList
from ui.timers import pause
from ui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole) + 1
_AHEAD = 100  # rows fetched beyond what is seen, on the side that one scrolls to
_BEHIND = 30
_KEPT = 5000
_ALWAYS = ("number", "disputed", "pending")  # what marks and menus need, shown or not
_NONE = QModelIndex()
_TEXT = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LedgerModel(QAbstractTableModel):
    """Issues by key.

    Signals:
        sort_asked: a column's head was pressed: by which column.
        fetched: rows have come.
    """

    sort_asked = Signal(Sort)
    fetched = Signal()

    def __init__(self, desk: Desk, names: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._columns: list[Column] = [columns()[name] for name in names]
        self.keys = KeyList()
        self.as_of = ""
        self._rows: OrderedDict[int, tuple[dict[str, Any], list[Cell]]] = OrderedDict()
        self._stale: dict[int, int] = {}  # key -> the change that made it so
        self._under_way: list[int] = []
        self._changes = 0
        self._sight = (0, 60)
        self._down = True
        self._fetching = False
        self._generation = 0
        self._soon = pause(self, 0, self._fetch)

    # What is shown ------------------------------------------------------------------------

    def show(self, answer: Answer) -> bool:
        """Shows an answer; True where other rows stand there now, or in another order."""
        self.as_of, former = answer.as_of, self.as_of
        if self.keys.same(answer.keys) and self.as_of == former:
            return False
        self.beginResetModel()
        self.keys = KeyList(answer.keys)
        if self.as_of != former:
            self._forget()
        self.endResetModel()
        self._soon.start()
        return True

    def clear(self) -> None:
        """Shows nothing."""
        self.beginResetModel()
        self.keys = KeyList()
        self._forget()
        self.endResetModel()

    def set_columns(self, names: Sequence[str]) -> None:
        """Other columns, or in another order."""
        fresh = [columns()[name] for name in names]
        if fresh == self._columns:
            return
        known = {column.name for column in self._columns}
        self.beginResetModel()
        self._columns = fresh
        if known >= set(names):
            self._say_anew()
        else:
            self._forget()
        self.endResetModel()
        self._soon.start()

    def column(self, section: int) -> Column:
        """The column of a section."""
        return self._columns[section]

    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self._columns]

    def known(self, key: int) -> dict[str, Any] | None:
        """What is known of a row by now."""
        found = self._rows.get(key)
        return found[0] if found else None

    def ids_at(self, rows: Keys) -> list[str] | None:
        """The ids of rows, None where one of them is not there yet."""
        if len(rows) > len(self._rows):
            return None
        keys = self.keys.some(rows).tolist()
        found = [self._rows[key][0]["id"] for key in keys if key in self._rows]
        return found if len(found) == len(keys) else None

    def look_at(self, first: int, last: int) -> None:
        """Says which rows are in sight."""
        if (first, last) != self._sight:
            self._down = first >= self._sight[0]
            self._sight = (first, last)
            self._soon.start()

    def renew(self, ids: Iterable[str] = ()) -> None:
        """Reads rows anew, all that are known or those of some issues; they stay till then."""
        wanted = set(ids)
        self._changes += 1
        stale = [k for k, (row, _) in self._rows.items() if not wanted or row["id"] in wanted]
        # Those under way may have been read before the change; whose they are nobody knows yet.
        self._stale |= dict.fromkeys((*stale, *self._under_way), self._changes)
        self._soon.start()

    def retranslate(self) -> None:
        """Says everything anew."""
        self._say_anew()
        if self._columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        self._tell_changed(range(len(self.keys)))

    # Qt's side ------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _NONE) -> QModelIndex:
        """Qt's own asks for both counts each time, for every cell of a frame."""
        inside = 0 <= row < len(self.keys) and 0 <= column < len(self._columns)
        return self.createIndex(row, column) if inside and not parent.isValid() else QModelIndex()

    def rowCount(self, parent: Index = _NONE) -> int:
        """All that fit."""
        return 0 if parent.isValid() else len(self.keys)

    def columnCount(self, parent: Index = _NONE) -> int:
        """Those that were chosen."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _TEXT) -> Any:
        """Text, alignment and tip; nothing of a row that is still to come."""
        section = index.column()
        if role == _ALIGN:
            return _RIGHT if self._columns[section].kind == "number" else None
        found = self._rows.get(self.keys.at(index.row()))
        if found is None:
            return None
        row, told = found
        if role == _TEXT:
            return told[section].text
        if role == _TIP:
            return plain(cells.tip(self._columns[section], row, told[section]))
        return row if role == ROW else None

    def cell(self, row: int, section: int) -> Cell | None:
        """What a cell says and how it is marked, None while its row is not there."""
        found = self._rows.get(self.keys.at(row))
        return None if found is None else found[1][section]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _TEXT) -> Any:
        """The columns' titles."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role in (_TEXT, _TIP):
            return cells.title(self._columns[section])
        if role == _ALIGN:
            at_right = self._columns[section].kind == "number"
            return (
                _RIGHT if at_right else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            )
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Asks for another order; the worker sorts."""
        if 0 <= column < len(self._columns):
            descending = order == Qt.SortOrder.DescendingOrder
            self.sort_asked.emit(Sort(self._columns[column].name, descending))

    # Fetching -------------------------------------------------------------------------------

    def _wanted(self) -> Keys:
        """The keys around what is seen that are not known, or not as they are now."""
        first, last = self._sight
        ahead, behind = (_AHEAD, _BEHIND) if self._down else (_BEHIND, _AHEAD)
        near = self.keys.between(max(0, first - behind), last + 1 + ahead)
        unknown = [k for k in near.tolist() if k not in self._rows or k in self._stale]
        return np.array(unknown, np.int32)

    def _fetch(self) -> None:
        if self._fetching or self._desk.info is None:
            return
        keys = self._wanted()
        if not len(keys):
            return
        self._fetching, self._under_way = True, keys.tolist()
        generation, changes = self._generation, self._changes
        self._desk.ask(
            calls.rows, keys, [*self.names(), *_ALWAYS], self.as_of,
            done=lambda rows: self._on_rows(generation, changes, keys, rows),
            failed=lambda error: self._on_failed(generation, error),
        )  # fmt: skip

    def _on_rows(
        self, generation: int, changes: int, keys: Keys, rows: list[dict[str, Any]]
    ) -> None:
        if generation != self._generation:
            return  # of other columns, another day or another project
        self._fetching, self._under_way = False, []
        for row in rows:
            told = [cells.cell(column, row, self.as_of) for column in self._columns]
            self._rows[row["key"]] = (row, told)
            self._rows.move_to_end(row["key"])
        for key in keys.tolist():
            if self._stale.get(key, changes) <= changes:  # none came since they were asked for
                self._stale.pop(key, None)
        while len(self._rows) > _KEPT:
            self._rows.popitem(last=False)
        self._tell_changed(self.keys.rows_of(keys).tolist())
        self.fetched.emit()
        gone = len(rows) < len(keys)  # the next answer will not name them any more
        if not gone:
            self._soon.start()

    def _on_failed(self, generation: int, error: Exception) -> None:
        if generation == self._generation:
            self._fetching, self._under_way = False, []
            self._desk.tell(error, "")

    def _forget(self) -> None:
        """What was asked for before is of no use any more."""
        self._generation += 1
        self._fetching, self._under_way = False, []
        self._rows.clear()
        self._stale.clear()

    def _say_anew(self) -> None:
        """What is near is said anew; the rest is fetched again when somebody comes there."""
        first, last = self._sight
        near = self.keys.between(max(0, first - _AHEAD), last + 1 + _AHEAD).tolist()
        self._rows = OrderedDict((key, self._rows[key]) for key in near if key in self._rows)
        for key, (row, _) in self._rows.items():
            told = [cells.cell(column, row, self.as_of) for column in self._columns]
            self._rows[key] = (row, told)

    def _tell_changed(self, rows: Sequence[int] | range) -> None:
        if len(rows) and self._columns:
            first, last = int(min(rows)), int(max(rows))
            last_column = len(self._columns) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, last_column))
