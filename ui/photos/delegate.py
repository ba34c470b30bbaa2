"""Draws a photo of the tray: its thumbnail, its marks, its name and time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import words
from ui.look import colours, fonts, icons
from ui.photos import words_of
from ui.photos.model import PICTURE, REFUSED, ROW
from ui.words import translate

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on a photo: a drawing, a word, the role of its colour."""

    icon: str
    text: str
    role: str


def marks(row: dict[str, Any]) -> list[Mark]:
    """The marks of a photo: what it is tied to, what it waits for, what is odd."""
    out = []
    standing = words_of.status(row)
    if standing == "tagged":
        phases = list(dict.fromkeys(tag["phase"] for tag in row["tags"]))
        told = words.listed(words_of.phase(p) for p in phases)
        out.append(Mark("tag", told, "ok"))
    elif standing == "of_marker":
        numbers = words.listed(m["number"] for m in row["markers"])
        out.append(Mark("tag", translate("Photos", "marker {number}").format(number=numbers), "ok"))
    elif standing == "needs_choice":
        out.append(Mark("question", translate("Photos", "Needs choice"), "warning"))
    elif standing == "untagged":
        out.append(Mark("untag", translate("Photos", "Not tagged"), "muted"))
    if row["lon"] is None:
        out.append(Mark("question-position", translate("Photos", "No position"), "danger"))
    if row["warnings"] or row.get("doubts"):
        out.append(Mark("warning", "", "warning"))
    return out


class PhotoDelegate(QStyledItemDelegate):
    """Cells of a thumbnail with two lines beneath."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._side = 160

    def set_side(self, side: int) -> None:
        """The longer side of the thumbnails, in points."""
        self._side = side

    def cell(self, font: QFont) -> QSize:
        """The size of a cell."""
        pad = self._pad(font)
        lines = QFontMetrics(font).height() + QFontMetrics(_small()).height()
        return QSize(self._side + 3 * pad, round(self._side * 0.78) + lines + 4 * pad)

    def sizeHint(self, option: QStyleOptionViewItem, _: Index) -> QSize:
        """The size of a cell."""
        return self.cell(option.font)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws a cell."""
        painter.save()
        pad = self._pad(option.font)
        box = option.rect.adjusted(pad // 2, pad // 2, -pad // 2, -pad // 2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, box, chosen, bool(option.state & QStyle.StateFlag.State_HasFocus))
        lines = QFontMetrics(option.font).height() + QFontMetrics(_small()).height()
        frame = box.adjusted(pad, pad, -pad, -pad - lines)
        row = index.data(ROW)
        self._picture(painter, frame, index.data(PICTURE), index.data(REFUSED))
        if row is not None:
            self._lines(painter, QRect(frame.left(), frame.bottom() + 1, frame.width(), lines),
                        row, option.font, chosen)  # fmt: skip
            self._marks(painter, frame, row)
        painter.restore()

    def _pad(self, font: QFont) -> int:
        return max(4, QFontMetrics(font).height() // 3)

    def _ground(self, painter: QPainter, box: QRect, chosen: bool, current: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.role("chosen"))
            painter.drawRoundedRect(box, 4, 4)
        if current:
            painter.setPen(QPen(colours.role("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)

    def _picture(
        self, painter: QPainter, frame: QRect, picture: QPixmap | None, refused: Any
    ) -> None:
        if picture is not None:
            fitted = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
            natural = picture.size()
            if natural.width() < fitted.width():
                fitted = natural  # a small one is not blown up
            target = QRect(0, 0, fitted.width(), fitted.height())
            target.moveCenter(frame.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(target, picture)
            return
        painter.setPen(QPen(colours.role("border"), 1))
        painter.setBrush(colours.role("alternate"))
        painter.drawRoundedRect(frame, 3, 3)
        side = min(frame.width(), frame.height()) // 3
        name = "photo" if refused is None else "error"
        role = colours.role("disabled" if refused is None else "danger")
        drawn = icons.pixmap(name, side, role, painter.device().devicePixelRatio())
        centre = QPointF(frame.center().x() - side / 2, frame.center().y() - side / 2)
        painter.drawPixmap(centre, drawn)
        if refused is not None:
            told = translate("Photos", "No preview")
            painter.setPen(colours.role("danger"))
            painter.setFont(_small())
            below = frame.adjusted(0, frame.height() // 2 + side // 2, 0, 0)
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, told)

    def _lines(
        self, painter: QPainter, box: QRect, row: dict[str, Any], font: QFont, chosen: bool
    ) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(colours.role("on_chosen" if chosen else "text"))
        name = row["file"] or row["sha256"][:12]
        elided = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, int(centre), elided)
        small = _small()
        painter.setFont(small)
        painter.setPen(colours.role("on_chosen" if chosen else "muted"))
        below = box.adjusted(0, metrics.height(), 0, 0)
        time = words.moment(row["taken_at"]) if row["taken_at"] else ""
        told = time or translate("Photos", "No time")
        elided = QFontMetrics(small).elidedText(told, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(below, int(centre), elided)

    def _marks(self, painter: QPainter, frame: QRect, row: dict[str, Any]) -> None:
        """Marks from the upper left downwards, on grounds that stand out from any picture."""
        font = _small()
        metrics = QFontMetrics(font)
        high = round(metrics.height() * 1.25)
        top = frame.top() + 2
        for mark in marks(row):
            side = round(high * 0.72)
            room = frame.width() - 4 - side - high
            text = metrics.elidedText(mark.text, Qt.TextElideMode.ElideRight, room)
            wide = high + (metrics.horizontalAdvance(text) + high // 3 if text else 0)
            box = QRectF(frame.left() + 2, top, wide, high)
            ink, ground = colours.role(mark.role), QColor(colours.role("surface"))
            painter.setPen(QPen(ink, 1))
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 3, 3)
            drawn = icons.pixmap(mark.icon, side, ink, painter.device().devicePixelRatio())
            painter.drawPixmap(
                QPointF(box.left() + (high - side) / 2, top + (high - side) / 2), drawn
            )
            if text:
                painter.setFont(font)
                painter.drawText(box.adjusted(high, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
            top += high + 2


def _small() -> QFont:
    return fonts.scaled(0.88)


def dragged(picture: QPixmap | None, count: int, widget: QWidget) -> QPixmap:
    """What hangs at the mouse while photos are dragged: the first, and how many they are."""
    em, ratio = widget.fontMetrics().height(), widget.devicePixelRatioF()
    box = QRect(0, 0, em * 6, em * 5)
    out = QPixmap(box.size() * ratio)
    out.setDevicePixelRatio(ratio)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if picture is not None:
        size = picture.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.setOpacity(0.85)
        painter.drawPixmap(QRect(0, 0, size.width(), size.height()), picture)
        painter.setOpacity(1.0)
    if count > 1 or picture is None:
        told = words.number(count)
        wide = painter.fontMetrics().horizontalAdvance(told) + em
        badge = QRectF(0, 0, wide, em * 1.3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.role("chosen"))
        painter.drawRoundedRect(badge, em / 3, em / 3)
        painter.setPen(colours.role("on_chosen"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, told)
    painter.end()
    return out
