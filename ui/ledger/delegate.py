"""Paints the cells. Qt's own asks the model seven things a cell and lays each text out anew.

A frame of 300 cells costs some milliseconds so; text, pills and marks are kept as they were
last drawn, since the same words stand in many rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap, QStaticText, QTransform
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.ledger.cells import Cell
from ui.ledger.model import LedgerModel
from ui.look import colours, icons
from ui.widgets import pill

Index = QModelIndex | QPersistentModelIndex
_KEPT = 6000
# Tone of a cell -> its drawing and the role of its colour; "mark" leaves the text as it is.
_MARKS = {
    "late": ("warning", "overdue"), "soon": ("clock", "warning"),
    "disputed": ("warning", "warning"), "pending": ("clock", "warning"),
}  # fmt: skip
_COLOURED = ("late", "soon")


@dataclass(slots=True)
class _Kept:
    """What was drawn, in one look: font, colours, screen."""

    look: tuple[Any, ...] = ()
    texts: dict[tuple[str, int, bool], QStaticText] = field(default_factory=dict)
    pills: dict[tuple[str, str, int, int], QPixmap] = field(default_factory=dict)
    colours: dict[str, QColor] = field(default_factory=dict)


class CellDelegate(QStyledItemDelegate):
    """Draws what the model says of a cell, in its colour, with its mark."""

    def __init__(self, model: LedgerModel, view: QWidget) -> None:
        super().__init__(view)
        self._model, self._view = model, view
        self._kept = _Kept()
        self._font = self._bold = QFont()
        self._high = self._gap = 0
        self._chosen: frozenset[int] = frozenset()
        self._current = (-1, -1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground where the row is selected, then mark and text."""
        # The option tells too whether the row is selected; asking a flag of it takes as long
        # as drawing the text.
        rect: QRect = option.rect
        row, section = index.row(), index.column()
        chosen = row in self._chosen
        if chosen:
            painter.fillRect(rect, self._colour("chosen"))
        cell = self._model.cell(row, section)
        if cell is None:
            self._wait(painter, rect, chosen=chosen)
        elif cell.tone == "state":
            self._pill(painter, rect, cell)
        elif cell.text:
            self._text(painter, rect, cell, chosen=chosen)
        if (row, section) == self._current:
            painter.setPen(self._colour("on_chosen" if chosen else "accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The room that the text takes, as a double click on a column's edge asks."""
        cell = self._model.cell(index.row(), index.column())
        told = cell.text if cell is not None else ""
        metrics = QFontMetrics(option.font)
        more = metrics.height() * (2 if cell is not None and cell.tone else 1)
        return QSize(metrics.horizontalAdvance(told) + more, metrics.height())

    def renew(self, chosen: frozenset[int], current: tuple[int, int]) -> None:
        """Looks at font, colours and screen before a frame is painted.

        Args:
            chosen: the rows in sight that are selected.
            current: row and section with the keyboard's focus, (-1, -1) where none has it.
        """
        self._chosen, self._current = chosen, current
        font, ratio = self._view.font(), self._view.devicePixelRatioF()
        look = (font.key(), ratio, colours.scheme().name)
        if look == self._kept.look:
            return
        self._kept = _Kept(look)
        self._font, self._bold = QFont(font), QFont(font)
        self._bold.setBold(True)
        self._high = QFontMetrics(font).height()
        self._gap = max(3, self._high // 4)

    def _text(self, painter: QPainter, rect: QRect, cell: Cell, *, chosen: bool) -> None:
        left, width = rect.x() + self._gap, rect.width() - 2 * self._gap
        mark = _MARKS.get(cell.tone)
        if mark is not None:
            ink = "on_chosen" if chosen else mark[1]
            side = self._high
            middle = rect.y() + (rect.height() - side) // 2
            picture = icons.pixmap(mark[0], side, self._colour(ink), self._kept.look[1])
            painter.drawPixmap(left, middle, picture)
            left, width = left + side + self._gap, width - side - self._gap
        bold = cell.bold
        text = self._static(cell.text, width, bold=bold)
        ink = "on_chosen" if chosen else mark[1] if cell.tone in _COLOURED and mark else "text"
        painter.setPen(self._colour(ink))
        painter.setFont(self._bold if bold else self._font)
        size = text.size()
        x = rect.right() - self._gap - size.width() if cell.right else left
        painter.drawStaticText(QPointF(x, rect.y() + (rect.height() - size.height()) / 2), text)

    def _static(self, told: str, width: int, *, bold: bool) -> QStaticText:
        key = (told, width, bold)
        found = self._kept.texts.get(key)
        if found is None:
            if len(self._kept.texts) > _KEPT:
                self._kept.texts.clear()
            font = self._bold if bold else self._font
            short = QFontMetrics(font).elidedText(told, Qt.TextElideMode.ElideRight, width)
            found = QStaticText(short)
            found.setTextFormat(Qt.TextFormat.PlainText)
            found.prepare(QTransform(), font)
            self._kept.texts[key] = found
        return found

    def _pill(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        room = rect.adjusted(self._gap, 1, -self._gap, -1)
        key = (cell.text, cell.code, room.width(), room.height())
        picture = self._kept.pills.get(key)
        if picture is None:
            picture = self._drawn(cell, room.size())
            self._kept.pills[key] = picture
        painter.drawPixmap(room.topLeft(), picture)

    def _drawn(self, cell: Cell, size: QSize) -> QPixmap:
        ratio = self._kept.look[1]
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        inner = QPainter(picture)
        box = QRectF(0, 0, size.width(), size.height())
        pill.draw(inner, box, cell.text, colours.pill(cell.code), self._font)
        inner.end()
        return picture

    def _wait(self, painter: QPainter, rect: QRect, *, chosen: bool) -> None:
        """A bar where the text will be."""
        high = max(2, self._high // 3)
        bar = QRect(rect.x() + self._gap, rect.center().y() - high // 2, rect.width() // 2, high)
        painter.fillRect(bar, self._colour("accent" if chosen else "border"))

    def _colour(self, role: str) -> QColor:
        found = self._kept.colours.get(role)
        if found is None:
            found = self._kept.colours[role] = colours.role(role)
        return found
