"""Trees with an object a line: what those of this room have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QIcon

from ui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
About = TypeVar("About")

SORT = Qt.ItemDataRole.UserRole
SEARCH = Qt.ItemDataRole.UserRole + 1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Line(Generic[About]):
    """One line of a tree: what it is about, and the lines beneath it."""

    __slots__ = ("about", "at", "children", "parent")

    def __init__(self, about: About, parent: Line[About] | None = None) -> None:
        self.about = about
        self.parent = parent
        self.children: list[Line[About]] = []
        self.at = 0
        if parent is not None:
            self.at = len(parent.children)
            parent.children.append(self)

    def within(self) -> Iterator[Line[About]]:
        """The line, and all beneath it."""
        yield self
        for child in self.children:
            yield from child.within()


class TreeRows(QAbstractItemModel, Generic[About]):
    """Lines and the names of columns; a subclass tells what stands in a cell.

    Attributes:
        NUMBERS: the columns that stand at the right.
    """

    NUMBERS: ClassVar[tuple[int, ...]] = ()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line[About]] = []

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        raise NotImplementedError

    def text(self, about: About, column: int) -> str:
        """What stands in a cell."""
        raise NotImplementedError

    def tip(self, about: About, column: int) -> str:
        """What is told of a cell where the mouse rests on it."""
        return self.text(about, column)

    def icon(self, about: About, column: int) -> QIcon | None:
        """A picture before the text."""
        del about, column
        return None

    def colour(self, about: About, column: int) -> QColor | None:
        """Of the letters, where it is not the usual one."""
        del about, column
        return None

    def font(self, about: About) -> QFont | None:
        """Of a line, where it is not the usual one."""
        del about
        return None

    def sort_key(self, about: About, column: int) -> Any:
        """By which a column is sorted: a number, or a text."""
        return self.text(about, column)

    def words(self, about: About) -> str:
        """By which a line is found."""
        return self.text(about, 0)

    def set_lines(self, lines: Sequence[Line[About]]) -> None:
        """Shows others."""
        self.beginResetModel()
        self.lines = list(lines)
        for at, line in enumerate(self.lines):
            line.at = at
        self.endResetModel()

    def retranslate(self) -> None:
        """Says everything anew."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.heads()) - 1)
        self.layoutAboutToBeChanged.emit()  # without it a proxy's indexes are left dangling
        self.layoutChanged.emit()

    def line(self, index: Index) -> Line[About] | None:
        """The line of an index."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Line) else None

    def about(self, index: Index) -> About | None:
        """What the line of an index is about."""
        line = self.line(index)
        return None if line is None else line.about

    def all_lines(self) -> Iterator[Line[About]]:
        """Every line."""
        for line in self.lines:
            yield from line.within()

    def index_of(self, line: Line[About], column: int = 0) -> QModelIndex:
        """Where a line stands."""
        return self.createIndex(line.at, column, line)

    # As Qt asks ---------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """The cell of a line beneath another."""
        above = self.line(parent)
        lines = self.lines if above is None else above.children
        if parent.column() > 0 or not 0 <= row < len(lines) or not 0 <= column < len(self.heads()):
            return QModelIndex()
        return self.createIndex(row, column, lines[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]
        """The line above, in which a line stands."""
        line = self.line(index)
        if line is None or line.parent is None:
            return QModelIndex()
        return self.createIndex(line.parent.at, 0, line.parent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many lines; only a line's first cell has some beneath it."""
        if parent.column() > 0:
            return 0
        above = self.line(parent)
        return len(self.lines if above is None else above.children)

    def columnCount(self, _: Index = QModelIndex()) -> int:
        """How many columns."""
        return len(self.heads())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns, numbers' at the right."""
        heads = self.heads()
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(heads):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self.NUMBERS:
            return int(_RIGHT)
        return heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What stands in a cell, and how."""
        line = self.line(index)
        if line is None:
            return None
        about, column = line.about, index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(about, column)
            case Qt.ItemDataRole.ToolTipRole:
                return plain(self.tip(about, column)) or None
            case Qt.ItemDataRole.DecorationRole:
                return self.icon(about, column)
            case Qt.ItemDataRole.ForegroundRole:
                return self.colour(about, column)
            case Qt.ItemDataRole.FontRole:
                return self.font(about)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(_RIGHT) if column in self.NUMBERS else None
        if role == SORT:
            return self.sort_key(about, column)
        return self.words(about) if role == SEARCH else None
