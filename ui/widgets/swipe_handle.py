"""The line between two pictures that lie one on the other, dragged to see more of either."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.look import colours
from ui.widgets.translated import Translated
from ui.words import translate

_STEP, _LEAP = 0.01, 0.1


class SwipeHandle(Translated, QWidget):
    """A bar over the whole height of its parent, at a share of its width.

    Signals:
        moved: the share, 0 at the left edge and 1 at the right.
    """

    moved = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._share = 0.5
        self._grip: float | None = None
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        parent.installEventFilter(self)
        self.retranslate()
        self._place()

    def share(self) -> float:
        """Where it stands."""
        return self._share

    def set_share(self, share: float) -> None:
        """Put it somewhere; ``moved`` tells where it moves."""
        share = min(1.0, max(0.0, share))
        if share != self._share:
            self._share = share
            self._place()
            self.moved.emit(share)

    def retranslate(self) -> None:
        """Sets the tip and the name for screen readers."""
        told = translate("Frame", "Drag, or use the arrow keys, to see more of either side")
        self.setToolTip(told)
        self.setAccessibleName(told)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps its place when the parent changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position().x() - self.width() / 2

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follows the mouse."""
        if self._grip is not None:
            at = self.mapToParent(event.position()).x() - self._grip
            self.set_share(at / max(1, self._room().width()))

    def mouseReleaseEvent(self, _: QMouseEvent) -> None:
        """Lets go."""
        self._grip = None

    def mouseDoubleClickEvent(self, _: QMouseEvent) -> None:
        """Back to the middle."""
        self.set_share(0.5)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move it, with Shift by a tenth; Home and End go to the edges."""
        step = _LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        to = {
            Qt.Key.Key_Left: self._share - step, Qt.Key.Key_Right: self._share + step,
            Qt.Key.Key_Home: 0.0, Qt.Key.Key_End: 1.0,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if to is None:
            super().keyPressEvent(event)
        else:
            self.set_share(to)

    def paintEvent(self, _: QPaintEvent) -> None:
        """A line with a knob that points both ways."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.width() / 2
        ground, ink = colours.role("surface"), colours.role("accent")
        painter.setPen(QPen(ground, 4))
        painter.drawLine(QPointF(middle, 0), QPointF(middle, self.height()))
        painter.setPen(QPen(ink, 2))
        painter.drawLine(QPointF(middle, 0), QPointF(middle, self.height()))
        knob, centre = self.width() / 2 - 2, QPointF(middle, self.height() / 2)
        painter.setPen(QPen(ink, 3 if self.hasFocus() else 2))
        painter.setBrush(ground)
        painter.drawEllipse(centre, knob, knob)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for side in (-1.0, 1.0):
            tip = centre + QPointF(side * knob * 0.68, 0)
            back = QPointF(-side * knob * 0.42, knob * 0.38)
            painter.drawPolygon(QPolygonF([tip, tip + back, tip + QPointF(back.x(), -back.y())]))

    def _room(self) -> QWidget:
        parent = self.parentWidget()
        assert parent is not None  # __init__ asks for one
        return parent

    def _place(self) -> None:
        wide = round(self.fontMetrics().height() * 2)
        at = round(self._room().width() * self._share - wide / 2)
        self.setGeometry(at, 0, wide, self._room().height())
        self.raise_()
