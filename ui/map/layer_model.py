"""The layer tree's model: layers, the topmost first, and beneath each the styles it has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPixmap

from ui.look import icons
from ui.map import legend
from ui.map.layer_entry import Entry
from ui.widgets.tips import plain
from ui.words import number, translate

Index = QModelIndex | QPersistentModelIndex
_MIME = "application/x-greenshield-layer"


class LayerModel(QAbstractItemModel):
    """Layers and their legend.

    Signals:
        visibility_changed: a layer's name, and whether it shows now.
        opacity_changed: a layer's name, and 0 to 1.
        hidden_changed: a layer's name, and the styles put away.
        order_changed: the names, the lowest first.
    """

    visibility_changed = Signal(str, bool)
    opacity_changed = Signal(str, float)
    hidden_changed = Signal(str, object)
    order_changed = Signal(list)

    def __init__(self, entries: Sequence[Entry], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = list(entries)
        self._codes: dict[str, int] = {}  # a number that a layer keeps however it is moved
        self._side = QSize(22, 16)
        self._ratio = 1.0

    # What is there -----------------------------------------------------------------------

    def entry(self, index: Index) -> Entry | None:
        """The layer that an index is or lies beneath."""
        if not index.isValid():
            return None
        row = index.row() if _is_layer(index) else self._row_of(index.internalId())
        return self._entries[row]

    def entries(self) -> list[Entry]:
        """All layers, the topmost first."""
        return list(self._entries)

    def index_of(self, name: str) -> QModelIndex:
        """The index of a layer."""
        row = next((n for n, e in enumerate(self._entries) if e.name == name), -1)
        return self.index(row, 0) if row >= 0 else QModelIndex()

    def order(self) -> list[str]:
        """The names of layers, the lowest first."""
        return [entry.name for entry in reversed(self._entries)]

    def sheet_order(self) -> list[str]:
        """The canvas's layers, the lowest first."""
        return [sheet for entry in reversed(self._entries) for sheet in entry.sheets]

    def add(self, entry: Entry, row: int) -> None:
        """Puts a layer of another name before a row."""
        row = min(max(row, 0), len(self._entries))
        self.beginInsertRows(QModelIndex(), row, row)
        self._entries.insert(row, entry)
        self.endInsertRows()

    def remove(self, name: str) -> None:
        """Takes a layer out; nothing where it isn't there."""
        row = self.index_of(name).row()
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._entries[row]
            self.endRemoveRows()

    def set_counts(self, name: str, counts: dict[str, int]) -> None:
        """Says which styles a layer has, and how often."""
        parent = self.index_of(name)
        entry = self.entry(parent)
        if entry is None:
            return
        styles = list(counts.items())
        is_own = entry.shown_as().is_own
        entry.only = styles[0] if len(styles) == 1 and not is_own else None
        if entry.only:
            styles = []
        if [s for s, _ in styles] == [s for s, _ in entry.styles]:
            entry.styles = styles
            if styles:
                last = self.index(len(styles) - 1, 0, parent)
                self.dataChanged.emit(self.index(0, 0, parent), last)
        else:
            if entry.styles:
                self.beginRemoveRows(parent, 0, len(entry.styles) - 1)
                entry.styles = []
                self.endRemoveRows()
            if styles:
                self.beginInsertRows(parent, 0, len(styles) - 1)
                entry.styles = styles
                self.endInsertRows()
        self.dataChanged.emit(parent, parent)

    def set_opacity(self, name: str, opacity: float) -> None:
        """Sets a layer's opacity, 0 to 1."""
        entry = self.entry(self.index_of(name))
        if entry is not None and entry.opacity != opacity:
            entry.opacity = opacity
            self.opacity_changed.emit(name, opacity)

    def move(self, name: str, to: int) -> bool:
        """Puts a layer before a row, as rows stand now; whether that changed anything."""
        at = self.index_of(name).row()
        to = min(max(to, 0), len(self._entries))
        if at < 0 or to in (at, at + 1):
            return False
        root = QModelIndex()
        self.beginMoveRows(root, at, at, root, to)
        entry = self._entries.pop(at)
        self._entries.insert(to - (to > at), entry)
        self.endMoveRows()
        self.order_changed.emit(self.order())
        return True

    def wear(self, side: QSize, ratio: float) -> None:
        """Draws the symbols anew, for another scheme, font or screen."""
        self._side, self._ratio = side, ratio
        self.retell()

    def retell(self) -> None:
        """Says everything anew, such as in another language."""
        for row in range(len(self._entries)):
            parent = self.index(row, 0)
            self.dataChanged.emit(parent, parent)
            count = self.rowCount(parent)
            if count:
                self.dataChanged.emit(self.index(0, 0, parent), self.index(count - 1, 0, parent))

    # Qt ----------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """A layer's index has the id 0, a style's one more than its layer's place in the book."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(row, column, 0)
        return self.createIndex(row, column, self._code(self._entries[parent.row()].name))

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """The layer of a style."""
        if not index.isValid() or _is_layer(index):
            return QModelIndex()
        return self.createIndex(self._row_of(index.internalId()), 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Layers, or the styles of one."""
        if not parent.isValid():
            return len(self._entries)
        return len(self._entries[parent.row()].styles) if _is_layer(parent) else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002
        """One."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Layers can be dragged between each other; everything can be put away."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )
        return flags | Qt.ItemFlag.ItemIsDragEnabled if _is_layer(index) else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, symbols and ticks."""
        entry = self.entry(index)
        if entry is None:
            return None
        if _is_layer(index):
            return self._of_layer(entry, role)
        return self._of_style(entry, index.row(), role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ticks and unticks."""
        entry = self.entry(index)
        if entry is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        if _is_layer(index):
            entry.visible = on
            self.visibility_changed.emit(entry.name, on)
        else:
            style = entry.styles[index.row()][0]
            (entry.hidden.discard if on else entry.hidden.add)(style)
            self.hidden_changed.emit(entry.name, set(entry.hidden))
        self.dataChanged.emit(index, index, [role])
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        """Layers are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Our own."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The dragged layer's name."""
        found = QMimeData()
        entry = self.entry(indexes[0]) if indexes else None
        if entry is not None:
            found.setData(_MIME, QByteArray(entry.name.encode()))
        return found

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Moves a layer to where it is dropped. False, for the view must not remove it then."""
        del action, column
        if data.hasFormat(_MIME):
            name = bytes(data.data(_MIME).data()).decode()
            to = row if row >= 0 and not parent.isValid() else parent.row()
            self.move(name, to if to >= 0 else len(self._entries))
        return False

    # Within ------------------------------------------------------------------------------

    def _of_style(self, entry: Entry, row: int, role: int) -> object:
        name, count = entry.styles[row]
        if role == Qt.ItemDataRole.CheckStateRole:
            shown = name not in entry.hidden
            return Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked
        told = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        )
        if role in told:
            text = translate("Map", "{layer} ({n})").format(
                layer=entry.shown_as().called(name), n=number(count)
            )
            return plain(text) if role == Qt.ItemDataRole.ToolTipRole else text
        if role == Qt.ItemDataRole.DecorationRole:
            return self._symbol(entry, name)
        return None

    def _of_layer(self, entry: Entry, role: int) -> object:
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if entry.visible else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.line()
        if role == Qt.ItemDataRole.ToolTipRole:
            told = translate("Map", "Tick to show; drag to lay it higher or lower")
            note = entry.shown_as().note()
            return plain(f"{note}\n{told}" if note else told)
        if role == Qt.ItemDataRole.DecorationRole and not entry.shown_as().is_sound:
            return icons.icon("warning")
        if role == Qt.ItemDataRole.DecorationRole and entry.only:
            return self._symbol(entry, entry.only[0])
        return None

    def _symbol(self, entry: Entry, style: str) -> QPixmap:
        look = entry.shown_as().look(style)
        return legend.symbol(entry.kind(style), look, self._side, self._ratio)

    def _code(self, name: str) -> int:
        return self._codes.setdefault(name, len(self._codes) + 1)

    def _row_of(self, code: int) -> int:
        return next(n for n, e in enumerate(self._entries) if self._code(e.name) == code)


def _is_layer(index: Index) -> bool:
    return index.internalId() == 0
