"""A large button of two lines: what it does, and what that means.

Qt's own command link keeps a size of its own in every theme; this one follows the window's font.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.look import colours, fonts, icons


class WayButton(QPushButton):
    """An icon, a title and a description."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._about = ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, title: str, about: str) -> None:
        """Sets both lines."""
        self.setText(title)
        self._about = about
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for both lines side by side with the icon."""
        line = self.fontMetrics().height()
        wide = max(
            QFontMetrics(fonts.scaled(1.1, bold=True)).horizontalAdvance(self.text()),
            self.fontMetrics().horizontalAdvance(self._about),
        )
        return QSize(wide + line * 4, round(line * 3.4))

    def minimumSizeHint(self) -> QSize:
        """Narrower, with the lines cut short."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.fontMetrics().height() * 14), hint.height())

    def enterEvent(self, event: QEnterEvent) -> None:
        """The ground shows that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """And shows it no more."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draws ground, icon and both lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        warm = self.isEnabled() and (self.underMouse() or self.isDown())
        painter.setPen(QPen(colours.role("accent" if self.hasFocus() or warm else "border"), 1))
        painter.setBrush(colours.role("accent_soft" if warm else "surface"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        line = self.fontMetrics().height()
        side = round(line * 1.6)
        colour = colours.role("accent" if self.isEnabled() else "disabled")
        picture = icons.pixmap(self._icon, side, colour, self.devicePixelRatioF())
        painter.drawPixmap(line, (self.height() - side) // 2, picture)
        left = line * 2 + side
        room = self.width() - left - line // 2
        middle = self.height() // 2
        self._write(painter, QRect(left, 0, room, middle), self.text(), upper=True)
        self._write(painter, QRect(left, middle, room, middle), self._about, upper=False)

    def _write(self, painter: QPainter, box: QRect, text: str, *, upper: bool) -> None:
        font = fonts.scaled(1.1, bold=True) if upper else self.font()
        role = ("text" if upper else "muted") if self.isEnabled() else "disabled"
        painter.setFont(font)
        painter.setPen(colours.role(role))
        told = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        edge = Qt.AlignmentFlag.AlignBottom if upper else Qt.AlignmentFlag.AlignTop
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | edge), told)
