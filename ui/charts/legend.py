"""What the colours of a chart stand for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its words, its colour, and whether a line or a box is drawn for it."""

    words: str
    colour: QColor
    line: bool = False
    dashed: bool = False


class Legend(QWidget):
    """The entries in rows, as many beside each other as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_entries(self, entries: list[Entry]) -> None:
        """Show these."""
        self._entries = entries
        self.setAccessibleName(", ".join(entry.words for entry in entries))
        self.updateGeometry()
        self.update()

    def entries(self) -> list[Entry]:
        """What it shows."""
        return list(self._entries)

    def heightForWidth(self, width: int) -> int:
        """The height of the rows."""
        return round(max((box.bottom() for box in self._boxes(width)), default=0.0))

    def sizeHint(self) -> QSize:
        """One row."""
        wide = max((box.right() for box in self._boxes(10_000)), default=0.0)
        return QSize(round(wide), self.heightForWidth(10_000))

    def minimumSizeHint(self) -> QSize:
        """The widest entry."""
        wide = max((box.width() for box in self._boxes(1)), default=0.0)
        return QSize(round(wide), self.fontMetrics().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draws mark and words of each."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.fontMetrics().height() * 0.75
        for entry, box in zip(self._entries, self._boxes(self.width()), strict=True):
            middle = box.center().y()
            if entry.line:
                style = Qt.PenStyle.DashLine if entry.dashed else Qt.PenStyle.SolidLine
                painter.setPen(QPen(entry.colour, 2, style))
                painter.drawLine(QLineF(box.left(), middle, box.left() + side * 1.6, middle))
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(entry.colour)
                painter.drawRect(QRectF(box.left() + side * 0.3, middle - side / 2, side, side))
            painter.setPen(self.palette().color(self.foregroundRole()))
            told = box.adjusted(side * 2.1, 0, 0, 0)
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(told, flags, entry.words)

    def _boxes(self, width: int) -> list[QRectF]:
        metrics = self.fontMetrics()
        tall, gap = metrics.height() * 1.3, metrics.height() * 1.1
        x = y = 0.0
        boxes = []
        for entry in self._entries:
            wide = metrics.height() * 1.6 + metrics.horizontalAdvance(entry.words) + 2
            if x and x + wide > width:
                x, y = 0.0, y + tall
            boxes.append(QRectF(x, y, wide, tall))
            x += wide + gap
        return boxes
