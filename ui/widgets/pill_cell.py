"""Draws a code's cell as a pill in colours of its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.look import colours
from ui.widgets import pill

_LINE = 1.5  # of the letters' height: the pill with its margins


class PillCell(QStyledItemDelegate):
    """The cell's ground as any other's, its word as a pill.

    Args:
        role: the item role that holds the code.
        look: the colours of a code's pill.
    """

    def __init__(
        self, role: int, look: Callable[[str], colours.Pill], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._role, self._look = role, look

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:  # fmt: skip
        """Draws the ground, then the pill."""
        self.initStyleOption(option, index)
        word, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        box = option.rect.adjusted(4, 1, -4, -1).toRectF()
        pill.draw(painter, box, word, self._look(str(index.data(self._role))), option.font)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as a line with a drawing, whether the first one has one or not."""
        line = round(option.fontMetrics.height() * _LINE)
        high = max(option.decorationSize.height(), line)
        return super().sizeHint(option, index).expandedTo(QSize(0, high))
