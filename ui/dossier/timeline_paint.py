"""Paints an event: when and who in small letters, what happened, and what it changed."""

from __future__ import annotations

import re

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.dossier.timeline_model import DETAILS, ENTRY, WHO
from ui.look import colours

Index = QModelIndex | QPersistentModelIndex
_WRAP = int(Qt.TextFlag.TextWordWrap)
_LONG = re.compile(r"[\x21-\x7e]{24}(?=[\x21-\x7e])")  # hashes and paths have no place to break
_FEW = 6  # changes shown before the entry is opened


class TimelinePaint(QStyledItemDelegate):
    """A rail with a dot for each event; its text breaks to the width of the list."""

    def __init__(self, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self.opened: set[str] = set()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines at the width of the list."""
        view = option.widget
        width = option.rect.width() if option.rect.width() > 0 else 300
        if isinstance(view, QAbstractItemView):
            width = view.viewport().width()
        height = sum(h for _, h, _, _ in self._lines(option, index, width))
        return QSize(width, height + self._gap(option))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Rail, dot, lines."""
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(option.rect, colours.role("accent_soft"))
        em = option.fontMetrics.height()
        x = option.rect.x() + em // 2
        painter.setPen(colours.role("border"))
        painter.drawLine(x, option.rect.top(), x, option.rect.bottom())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(_dot(index))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(x - em // 4, option.rect.top() + em // 4, em // 2, em // 2)
        y = option.rect.y() + self._gap(option) // 4
        for text, height, font, role in self._lines(option, index, option.rect.width()):
            painter.setFont(font)
            painter.setPen(colours.role(role))
            place = QRect(option.rect.x() + self._left(option), y,
                          option.rect.width() - self._left(option) - em // 2, height)  # fmt: skip
            painter.drawText(place, _WRAP, text)
            y += height
        painter.restore()

    def _lines(
        self, option: QStyleOptionViewItem, index: Index, width: int
    ) -> list[tuple[str, int, QFont, str]]:
        room = width - self._left(option) - option.fontMetrics.height() // 2
        small, strong = QFont(option.font), QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.88)
        is_move = index.data(ENTRY)["kind"] == "moved"
        strong.setBold(is_move)
        lines = [(index.data(WHO), small, "muted"), (index.data(), strong, "text")]
        details = index.data(DETAILS)
        shown = details if index.data(ENTRY)["event"] in self.opened else details[:_FEW]
        lines += [(line, small, "text") for line in shown]
        if len(details) > len(shown):
            lines.append((f"… +{len(details) - len(shown)}", small, "link"))
        out = []
        for raw, font, role in lines:
            text = _LONG.sub("\\g<0>\u200b", raw)
            box = QFontMetrics(font).boundingRect(QRect(0, 0, max(room, 40), 10**6), _WRAP, text)
            out.append((text, box.height(), font, role))
        return out

    def _left(self, option: QStyleOptionViewItem) -> int:
        return option.fontMetrics.height() * 5 // 4

    def _gap(self, option: QStyleOptionViewItem) -> int:
        return option.fontMetrics.height() * 3 // 4


def _dot(index: Index) -> QColor:
    entry = index.data(ENTRY)
    if entry["kind"] == "moved":
        return colours.state(str(entry["params"].get("to_state") or ""))
    return colours.role("muted")
