"""Paints a workflow state as a pill."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.ledger.model import ROW
from ui.look import colours
from ui.widgets import pill


class StateDelegate(QStyledItemDelegate):
    """The state's word on the state's colour; the row's selection shows around it."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The cell's ground as the style draws it, then the pill."""
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        word, shown.text = shown.text, ""
        style = shown.widget.style() if shown.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        row = index.data(ROW)
        if row is not None and word:
            gap = max(2, shown.fontMetrics.height() // 6)
            room = QRectF(shown.rect).adjusted(gap * 2, gap / 2, -gap, -gap / 2)
            pill.draw(painter, room, word, colours.pill(str(row["state"])), shown.font)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """The room that the pill takes."""
        return pill.size(str(index.data() or ""), option.font)
