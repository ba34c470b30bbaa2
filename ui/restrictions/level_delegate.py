"""Draws whether a row bars or limits as a pill."""

from __future__ import annotations

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.look import colours
from ui.restrictions.models import LEVEL_ROLE
from ui.widgets import pill
from ui.widgets.row_model import Index


class LevelDelegate(QStyledItemDelegate):
    """The cell's ground as any other's, its word as a pill."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws the ground, then the pill."""
        self.initStyleOption(option, index)
        word, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        look = colours.restriction_pill(str(index.data(LEVEL_ROLE)))
        pill.draw(painter, option.rect.adjusted(4, 1, -4, -1).toRectF(), word, look, option.font)
