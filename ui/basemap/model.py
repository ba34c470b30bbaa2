"""The list of basemaps: a tick, a name, a day; dragged into another order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from greenshield import messages
from ui import words
from ui.basemap.sheet import Sheet
from ui.look import colours
from ui.widgets.tips import plain
from ui.words import translate

Index = QModelIndex | QPersistentModelIndex
NAME, DATE = range(2)
_MIME = "application/x-greenshield-basemap"
_NOWHERE = QModelIndex()


class BasemapModel(QAbstractTableModel):
    """Basemaps, the topmost first.

    Signals:
        ticked: a basemap's id, and whether it shows now.
        ordered: the ids, the topmost first, after a drag.
    """

    ticked = Signal(str, bool)
    ordered = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheets: list[Sheet] = []
        self._movable = True

    def set_movable(self, movable: bool) -> None:
        """Whether rows can be dragged: only where somebody may write."""
        self._movable = movable

    def sheets(self) -> list[Sheet]:
        """All of them, the topmost first."""
        return list(self._sheets)

    def sheet(self, index: Index) -> Sheet | None:
        """The one of a row."""
        return self._sheets[index.row()] if 0 <= index.row() < len(self._sheets) else None

    def row_of(self, basemap: str) -> int:
        """The row of an id; -1 where there is none."""
        return next((n for n, s in enumerate(self._sheets) if s.id == basemap), -1)

    def set_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Shows others; where only what is said of them changed, the rows stay."""
        if [s.id for s in sheets] == [s.id for s in self._sheets]:
            self._sheets = list(sheets)
            if sheets:
                self.dataChanged.emit(self.index(0, 0), self.index(len(sheets) - 1, DATE))
            return
        self.beginResetModel()
        self._sheets = list(sheets)
        self.endResetModel()

    def retell(self) -> None:
        """Says everything anew, such as in another language."""
        if self._sheets:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._sheets) - 1, DATE))

    # Qt ----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One for each basemap."""
        return 0 if parent.isValid() else len(self._sheets)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Name and day."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        sheet = self.sheet(index)
        if sheet is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return sheet.name if index.column() == NAME else _day(sheet)
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == NAME:
            return Qt.CheckState.Checked if sheet.visible else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ForegroundRole and (
            not sheet.is_sound or (index.column() == DATE and not sheet.date)
        ):
            return colours.role("muted" if sheet.is_sound else "danger")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(told(sheet))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ticks."""
        sheet = self.sheet(index)
        if sheet is None or role != Qt.ItemDataRole.CheckStateRole or index.column() != NAME:
            return False
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        self._sheets[index.row()] = sheet.with_looks(visible=on)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit(sheet.id, on)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be ticked and dragged."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags |= Qt.ItemFlag.ItemNeverHasChildren
        if self._movable:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == NAME else flags

    def supportedDropActions(self) -> Qt.DropAction:
        """A row moves."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Our own rows only."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The row that is dragged."""
        out = QMimeData()
        sheet = self.sheet(indexes[0]) if indexes else None
        out.setData(_MIME, QByteArray((sheet.id if sheet else "").encode()))
        return out

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Asks for the new order; the rows move once it is stored."""
        del action, column
        moved = bytes(data.data(_MIME).data()).decode("utf-8", "replace")
        to = row if row >= 0 else parent.row() if parent.isValid() else len(self._sheets)
        order = moved_to([s.id for s in self._sheets], moved, to)
        if order:
            self.ordered.emit(order)
        return False  # Qt would take the dragged row away itself


def moved_to(ids: list[str], moved: str, to: int) -> list[str]:
    """The order with one put before the row ``to``; [] where nothing changes."""
    if moved not in ids:
        return []
    at = ids.index(moved)
    rest = ids[:at] + ids[at + 1 :]
    place = min(max(to - (to > at), 0), len(rest))
    out = [*rest[:place], moved, *rest[place:]]
    return [] if out == ids else out


def told(sheet: Sheet) -> str:
    """What there is to know of a basemap, line by line."""
    item, lang = sheet.item, words.language()
    lines = [sheet.name, str(item["file"] or item["id"])]
    if item["width"]:
        size = f"{words.number(item['width'])} × {words.number(item['height'])}"
        lines.append(f"GeoTIFF · {size} · {item['crs']}")
    elif item["kind"]:
        zooms = f"{item['zooms'][0]}–{item['zooms'][-1]}" if item["zooms"] else ""
        lines.append(translate("Basemap", "MBTiles · zooms {zooms}").format(zooms=zooms))
    lines += [messages.text(p["code"], p["params"], lang) for p in item["problems"]]
    return "\n".join(lines)


def _day(sheet: Sheet) -> str:
    if not sheet.is_sound:
        missing = sheet.item["status"] == "missing"
        return translate("Basemap", "not here") if missing else translate("Basemap", "unreadable")
    return words.short_day(sheet.date) or translate("Basemap", "no date")
