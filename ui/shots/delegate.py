"""Draws a shot of the list: the way there, the picture that it is to be like, what to do."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.look import colours, fonts, icons
from ui.shots import arrow
from ui.shots.calls import Line
from ui.shots.model import LINE, PICTURE, heading

Index = QModelIndex | QPersistentModelIndex

_LINES = 3.6  # heights of a line that a row takes


class ShotDelegate(QStyledItemDelegate):
    """A row: arrow and distance, small picture, three lines of text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its three lines."""
        del index
        line = QFontMetrics(fonts.scaled(1.0, bold=True)).lineSpacing()
        return QSize(option.rect.width(), round(line * _LINES))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws the row."""
        line: Line | None = index.data(LINE)
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        if line is None:
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette = option.palette
        text = palette.highlightedText().color() if chosen else palette.text().color()
        soft = text if chosen else colours.role("muted")
        pad = max(3, option.fontMetrics.height() // 4)
        box = option.rect.adjusted(pad, pad, -pad, -pad)
        painter.save()
        painter.setClipRect(option.rect)
        box = self._way(painter, box, line, text, soft)
        box = self._picture(painter, box, index.data(PICTURE), line, soft)
        self._text(painter, box, line, text, soft)
        painter.restore()

    def _way(self, painter: QPainter, box: QRect, line: Line, text: QColor, soft: QColor) -> QRect:
        """The arrow with the distance below it; what is left of the box."""
        small = fonts.scaled(0.9)
        high = QFontMetrics(small).height()
        wide = max(QFontMetrics(small).horizontalAdvance("88.8 km"), box.height() - high)
        side = box.height() - high
        at = QRectF(box.left() + (wide - side) / 2, box.top(), side, side)
        look = line.azimuth_deg
        known = look is not None or line.bearing_deg is not None
        arrow.draw(
            painter, at, line.bearing_deg, text if known else soft, there=line.there, look=look
        )
        painter.setFont(small)
        painter.setPen(text)
        below = QRect(box.left(), box.bottom() - high + 1, wide, high)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, line.distance)
        return box.adjusted(wide + high // 2, 0, 0, 0)

    def _picture(
        self, painter: QPainter, box: QRect, picture: QPixmap | None, line: Line, soft: QColor
    ) -> QRect:
        """The photo that it is to be like; where it is to be like none there is none."""
        wide = box.height() * 4 // 3
        if box.width() < wide * 3 or not line.like:
            return box
        frame = QRect(box.left(), box.top(), wide, box.height())
        painter.fillRect(frame, colours.role("alternate"))
        if picture is None:
            side = box.height() // 2
            drawn = icons.pixmap("photo", side, soft)
            painter.drawPixmap(frame.center() - QPoint(side // 2, side // 2), drawn)
        else:
            size = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
            to = QRect(QPoint(0, 0), size)
            to.moveCenter(frame.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(to, picture)
        return box.adjusted(wide + box.height() // 6, 0, 0, 0)

    def _text(self, painter: QPainter, box: QRect, line: Line, text: QColor, soft: QColor) -> None:
        bold, plain = fonts.scaled(1.0, bold=True), fonts.scaled(1.0)
        high = box.height() // 3
        rows = (
            (heading(line), bold, text),
            (line.way or line.place, plain, text),
            (line.look, plain, soft),
        )
        for nth, (told, font, colour) in enumerate(rows):
            painter.setFont(font)
            painter.setPen(colour)
            at = QRect(box.left(), box.top() + nth * high, box.width(), high)
            cut = QFontMetrics(font).elidedText(told, Qt.TextElideMode.ElideRight, at.width())
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
