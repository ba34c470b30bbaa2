"""A grid of equal cells: a hundred thousand need no layout, since places are computed."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

Index = QModelIndex | QPersistentModelIndex


class GridView(QAbstractItemView):
    """Items in rows from left to right, scrolled upright.

    Signals:
        sight_changed: the first and last row in sight.
        zoom_wanted: Ctrl and the wheel ask for larger (1) or smaller (-1) cells.
    """

    sight_changed = Signal(int, int)
    zoom_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell = QSize(160, 160)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def set_cell(self, size: QSize) -> None:
        """The size of every cell; what is in the middle of the sight stays there."""
        if size == self._cell:
            return
        middle = self.indexAt(self.viewport().rect().center())
        current = self.currentIndex()
        keep = current if current.isValid() and self._in_sight(current) else middle
        self._cell = size
        self.updateGeometries()
        if keep.isValid():
            self.scrollTo(keep, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.viewport().update()

    def cell(self) -> QSize:
        """The size of every cell."""
        return self._cell

    def columns(self) -> int:
        """How many cells stand side by side."""
        return max(1, self.viewport().width() // self._cell.width())

    # Qt's questions about places ----------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:
        """Where an item is, in the viewport."""
        if not index.isValid():
            return QRect()
        line, column = divmod(index.row(), self.columns())
        x = self._margin() + column * self._cell.width()
        return QRect(QPoint(x, line * self._cell.height() - self.verticalOffset()), self._cell)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The item at a place of the viewport."""
        x, y = point.x() - self._margin(), point.y() + self.verticalOffset()
        columns = self.columns()
        if x < 0 or y < 0 or x >= columns * self._cell.width():
            return QModelIndex()
        row = y // self._cell.height() * columns + x // self._cell.width()
        return self._index(row) if row < self._count() else QModelIndex()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Brings an item into sight."""
        if not index.isValid():
            return
        box, room, bar = self.visualRect(index), self.viewport().height(), self.verticalScrollBar()
        hints = QAbstractItemView.ScrollHint
        if hint == hints.PositionAtTop:
            by = box.top()
        elif hint == hints.PositionAtBottom:
            by = box.bottom() - room
        elif hint == hints.PositionAtCenter:
            by = box.center().y() - room // 2
        else:
            by = min(0, box.top()) or max(0, box.bottom() - room + 1)
            if box.height() > room:
                by = box.top()
        bar.setValue(bar.value() + by)

    def horizontalOffset(self) -> int:
        """There is no way sideways."""
        return 0

    def verticalOffset(self) -> int:
        """How far it is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _: Index) -> bool:
        """None is hidden: the model leaves out what is not to be seen."""
        return False

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Where a key leads from the current item."""
        count = self._count()
        if not count:
            return QModelIndex()
        now, columns = self.currentIndex().row(), self.columns()
        page = max(1, self.viewport().height() // self._cell.height()) * columns
        actions = QAbstractItemView.CursorAction
        step = {
            actions.MoveLeft: -1, actions.MovePrevious: -1, actions.MoveRight: 1,
            actions.MoveNext: 1, actions.MoveUp: -columns, actions.MoveDown: columns,
            actions.MovePageUp: -page, actions.MovePageDown: page,
        }.get(action, 0)  # fmt: skip
        if now < 0 or action == actions.MoveHome:
            return self._index(0)
        if action == actions.MoveEnd:
            return self._index(count - 1)
        to = now + step
        if action == actions.MoveUp and to < 0:
            to = now
        if action == actions.MoveDown and to >= count and now // columns == (count - 1) // columns:
            to = now  # on the last line already
        return self._index(min(max(to, 0), count - 1))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Selects what a dragged frame touches, line by line."""
        box = rect.normalized().translated(-self._margin(), self.verticalOffset())
        columns, wide, high = self.columns(), self._cell.width(), self._cell.height()
        left = min(max(box.left() // wide, 0), columns)
        right = min(max(box.right() // wide, -1), columns - 1)
        chosen = QItemSelection()
        for line in range(max(box.top() // high, 0), box.bottom() // high + 1):
            first = line * columns + left
            last = min(line * columns + right, self._count() - 1)
            if first >= self._count() or last < first:
                continue
            chosen.append(QItemSelectionRange(self._index(first), self._index(last)))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What is to be painted anew: of the selected what is in sight."""
        region = QRegion()
        first, last = self.sight()
        for part in selection:
            for row in range(max(part.top(), first), min(part.bottom(), last) + 1):
                region += self.visualRect(self._index(row))
        return region

    # Sight and size -----------------------------------------------------------------------

    def sight(self) -> tuple[int, int]:
        """The first and last row of which something is seen; last < first where none is."""
        count = self._count()
        if not count:
            return 0, -1
        top = self.verticalOffset()
        bottom = top + max(0, self.viewport().height() - 1)
        columns, high = self.columns(), self._cell.height()
        return top // high * columns, min((bottom // high + 1) * columns, count) - 1

    def updateGeometries(self) -> None:
        """The scroll bar follows the number of lines."""
        lines = -(-self._count() // self.columns())
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, lines * self._cell.height() - room))
        bar.setPageStep(room)
        bar.setSingleStep(max(1, self._cell.height() // 3))
        super().updateGeometries()
        self._tell_sight()

    def reset(self) -> None:
        """The model shows other photos."""
        super().reset()
        self.updateGeometries()
        self.viewport().update()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        """More lines."""
        super().rowsInserted(parent, start, end)
        self.updateGeometries()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other columns; the first photo in sight stays in sight."""
        first = self._index(self.sight()[0]) if self._count() else QModelIndex()
        super().resizeEvent(event)
        self.updateGeometries()
        if first.isValid() and event.oldSize().width() != event.size().width():
            self.scrollTo(first, QAbstractItemView.ScrollHint.PositionAtTop)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What is seen is moved, and the rest painted."""
        self.scrollDirtyRegion(dx, dy)
        self.viewport().scroll(dx, dy)
        self._tell_sight()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the cells grow and shrink."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.zoom_wanted.emit(1 if turned > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    # Drawing ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the cells that the region touches."""
        painter = QPainter(self.viewport())
        region = event.region()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        first, last = self.sight()
        current, chosen = self.currentIndex(), self.selectionModel()
        plain = option.state & ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected)
        for row in range(first, last + 1):
            index = self._index(row)
            option.rect = self.visualRect(index)
            if not region.intersects(option.rect):
                continue
            option.state = plain
            if chosen is not None and chosen.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if index == current and self.hasFocus():
                option.state |= QStyle.StateFlag.State_HasFocus
            self.itemDelegate().paint(painter, option, index)

    def dataChanged(self, first: Index, last: Index, roles: list[int] = []) -> None:  # noqa: B006
        """Paints what of it is in sight."""
        super().dataChanged(first, last, roles)
        seen = self.sight()
        for row in range(max(first.row(), seen[0]), min(last.row(), seen[1]) + 1):
            self.viewport().update(self.visualRect(self._index(row)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are the room's keys, none to search by."""
        if event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    # Within -------------------------------------------------------------------------------

    def _count(self) -> int:
        model = self.model()
        return 0 if model is None else model.rowCount()

    def _index(self, row: int) -> QModelIndex:
        return self.model().index(row, 0)

    def _margin(self) -> int:
        """What is left over beside the cells goes to both sides."""
        return max(0, self.viewport().width() - self.columns() * self._cell.width()) // 2

    def _in_sight(self, index: Index) -> bool:
        first, last = self.sight()
        return first <= index.row() <= last

    def _tell_sight(self) -> None:
        self.sight_changed.emit(*self.sight())
