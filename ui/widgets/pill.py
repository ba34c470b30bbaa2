"""A pill: a short word on a ground of its own colour, as a widget and as drawn in tables."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import colours


def size(text: str, font: QFont) -> QSize:
    """The room that a pill takes."""
    metrics = QFontMetrics(font)
    return QSize(
        metrics.horizontalAdvance(text) + round(metrics.height() * 0.9),
        round(metrics.height() * 1.35),
    )


def draw(painter: QPainter, rect: QRectF, text: str, look: colours.Pill, font: QFont) -> None:
    """Draw a pill at the left of a rectangle, in its middle; cut short where it is too wide.

    Args:
        painter: of the widget or cell.
        rect: where there is room.
        text: one or two words.
        look: its colours, by ``colours.pill`` or ``colours.pill_of``.
        font: of the letters.
    """
    wanted = size(text, font)
    width = min(float(wanted.width()), rect.width())
    height = min(float(wanted.height()), rect.height())
    box = QRectF(rect.left(), rect.center().y() - height / 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.edge, 1))
    painter.setBrush(look.ground)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(look.text)
    metrics = QFontMetrics(font)
    inner = box.adjusted(metrics.height() * 0.4, 0, -metrics.height() * 0.4, 0)
    told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()) + 1)
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), told)
    painter.restore()


class Pill(QWidget):
    """One pill.

    Args:
        text: its word.
        look: gives its colours whenever it is painted, so that it follows the theme:
            ``lambda: colours.pill("rectifying")``.
    """

    def __init__(
        self, text: str, look: Callable[[], colours.Pill], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._look = text, look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """Its word."""
        return self._text

    def set(self, text: str, look: Callable[[], colours.Pill] | None = None) -> None:
        """Another word, and colours where they change too."""
        self._text, self._look = text, look or self._look
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The room that the word takes."""
        return size(self._text, self.font())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draws the pill in the colours of the moment."""
        draw(QPainter(self), QRectF(self.rect()), self._text, self._look(), self.font())
