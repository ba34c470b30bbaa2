"""The list of recent projects: name, folder, when it was opened last; missing ones marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.look import colours, fonts
from ui.start.recent import RecentProject
from ui.widgets.tips import plain
from ui.words import moment, translate

Index = QModelIndex | QPersistentModelIndex
PROJECT = Qt.ItemDataRole.UserRole


class RecentModel(QAbstractListModel):
    """The recent projects."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[RecentProject] = []

    def set_items(self, items: Sequence[RecentProject]) -> None:
        """Shows others."""
        self.beginResetModel()
        self._items = list(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, folder as the tip, the project itself."""
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(item.path)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.name}, {item.path}, {note(item)}"
        return item if role == PROJECT else None


def note(item: RecentProject) -> str:
    """What stands at the right of a project: that it is gone, or when it was opened."""
    if item.is_missing:
        return translate("Start", "not there any more")
    return moment(item.opened)


class RecentDelegate(QStyledItemDelegate):
    """Two lines a project."""

    def sizeHint(self, option: QStyleOptionViewItem, _: Index) -> QSize:
        """Two lines and some air."""
        height = QFontMetrics(option.font).height()
        return QSize(height * 20, round(height * 2.9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws name, note and folder."""
        self.initStyleOption(option, index)
        item: RecentProject = index.data(PROJECT)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        strong = colours.role("on_chosen") if chosen else colours.role("text")
        weak = colours.role("on_chosen") if chosen else colours.role("muted")
        if item.is_missing and not chosen:
            strong = colours.role("disabled")
        metrics = QFontMetrics(option.font)
        pad = metrics.height() // 2
        box = option.rect.adjusted(pad, pad // 2, -pad, -pad // 2)
        upper = QRect(box.left(), box.top(), box.width(), box.height() // 2)
        lower = QRect(box.left(), upper.bottom(), box.width(), box.height() // 2)
        told = note(item)
        painter.save()
        painter.setPen(colours.role("warning") if item.is_missing and not chosen else weak)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper, int(right), told)
        bold = fonts.scaled(1.0, bold=True)
        painter.setFont(bold)
        painter.setPen(strong)
        room = upper.width() - metrics.horizontalAdvance(told) - pad
        name = QFontMetrics(bold).elidedText(item.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(upper, int(left), name)
        painter.setFont(option.font)
        painter.setPen(weak)
        path = metrics.elidedText(item.path, Qt.TextElideMode.ElideMiddle, lower.width())
        painter.drawText(lower, int(left), path)
        painter.restore()


class RecentList(QListView):
    """The list.

    Signals:
        wanted: a project is to be opened: its folder.
        unwanted: it is to be taken out of the list.
    """

    wanted = Signal(str)
    unwanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start.recent")
        self.recent = RecentModel(self)
        self.setModel(self.recent)
        self.setItemDelegate(RecentDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.activated.connect(self._on_activated)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes an entry out of the list; Enter opens it."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Delete and index.isValid():
            self.unwanted.emit(index.data(PROJECT).path)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._on_activated(index)
            return
        super().keyPressEvent(event)

    def _on_activated(self, index: Index) -> None:
        self.wanted.emit(index.data(PROJECT).path)
