"""A grid of equal cells: a hundred thousand need no layout, since places are computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyle, QStyleOptionViewItem, QWidget

from ui.photos.grid_places import Places
from ui.photos.ranges import ranges

Index = QModelIndex | QPersistentModelIndex


class GridView(QAbstractItemView):
    """Items in rows from left to right, scrolled upright.

    Signals:
        sight_changed: the first and last row in sight.
        zoom_wanted: Ctrl and the wheel ask for larger (1) or smaller (-1) cells.
        drag_wanted: what is selected is dragged away.
    """

    sight_changed = Signal(int, int)
    zoom_wanted = Signal(int)
    drag_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell = QSize(160, 160)
        self._held: QMouseEvent | None = None  # pressed on what is selected, and not moved yet
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
        first, last = self.sight()
        keep = current if current.isValid() and first <= current.row() <= last else middle
        self._cell = size
        self.updateGeometries()
        if keep.isValid():
            self.scrollTo(keep, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.viewport().update()

    def places(self) -> Places:
        """Where every cell is, as things stand."""
        model, room, bar = self.model(), self.viewport().size(), self.verticalScrollBar()
        return Places(self._cell, room, 0 if model is None else model.rowCount(), bar.value())

    # Qt's questions about places ----------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:
        """Where an item is, in the viewport."""
        return self.places().rect(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The item at a place of the viewport."""
        row = self.places().row_at(point)
        return self._index(row) if row >= 0 else QModelIndex()

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
        now, places = self.currentIndex().row(), self.places()
        count = places.count
        if not count:
            return QModelIndex()
        columns, page = places.columns(), places.page()
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
        """Selects what a dragged frame touches; all from one cell to another by Shift."""
        places, chosen = self.places(), QItemSelection()
        ends = sorted((places.row_at(rect.topLeft()), places.row_at(rect.bottomRight())))
        framed = self.state() == QAbstractItemView.State.DragSelectingState
        lines = places.lines(rect.normalized()) if framed or ends[0] < 0 else [(ends[0], ends[1])]
        for first, last in lines:
            chosen.append(QItemSelectionRange(self._index(first), self._index(last)))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What is to be painted anew: of the selected what is in sight."""
        region = QRegion()
        first, last = self.sight()
        for part in ranges(selection):
            for row in range(max(part.top(), first), min(part.bottom(), last) + 1):
                region += self.visualRect(self._index(row))
        return region

    # Sight and size -----------------------------------------------------------------------

    def sight(self) -> tuple[int, int]:
        """The first and last row of which something is seen; last < first where none is."""
        return self.places().sight()

    def updateGeometries(self) -> None:
        """The scroll bar follows the number of lines."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self.places().height() - room))
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
        old, top = event.oldSize(), -1
        if old.width() > 0 and old.width() != event.size().width():
            top = replace(self.places(), room=old).sight()[0]
        super().resizeEvent(event)
        self.updateGeometries()
        if 0 < top < self.places().count:
            self.scrollTo(self._index(top), QAbstractItemView.ScrollHint.PositionAtTop)

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

    # Dragging -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On what is selected it waits: it may be a click on one, or all are dragged away."""
        index, chosen = self.indexAt(event.position().toPoint()), self.selectionModel()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        left = event.button() == Qt.MouseButton.LeftButton
        self._held = None
        if left and plain and chosen is not None and chosen.isSelected(index):
            self._held = event.clone()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough from where it was pressed, what is selected is dragged."""
        if self._held is None:
            super().mouseMoveEvent(event)
            return
        way = event.position() - self._held.position()
        if way.manhattanLength() >= QApplication.startDragDistance():
            self._held = None
            self.drag_wanted.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It was a click after all."""
        held, self._held = self._held, None
        if held is not None:
            super().mousePressEvent(held)
        super().mouseReleaseEvent(event)

    # Drawing ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the cells that the region touches."""
        painter = QPainter(self.viewport())
        region = event.region()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        places = self.places()
        first, last = places.sight()
        current, chosen = self.currentIndex(), self.selectionModel()
        plain = option.state & ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected)
        for row in range(first, last + 1):
            index = self._index(row)
            option.rect = places.rect(row)
            if not region.intersects(option.rect):
                continue
            option.state = plain
            if chosen is not None and chosen.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if index == current and self.hasFocus():
                option.state |= QStyle.StateFlag.State_HasFocus
            self.itemDelegate().paint(painter, option, index)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paints what of it is in sight."""
        super().dataChanged(first, last, roles)
        seen = self.sight()
        for row in range(max(first.row(), seen[0]), min(last.row(), seen[1]) + 1):
            self.viewport().update(self.visualRect(self._index(row)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters, Space and Enter are the room's keys."""
        if event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    # Within -------------------------------------------------------------------------------

    def _index(self, row: int) -> QModelIndex:
        return self.model().index(row, 0)

    def _tell_sight(self) -> None:
        self.sight_changed.emit(*self.sight())
