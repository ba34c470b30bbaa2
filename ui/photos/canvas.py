"""A photo under the user's hand: the wheel zooms, a drag moves, keys do both."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.photos.picture_view import PictureView


class PhotoCanvas(PictureView):
    """One photo that is zoomed and moved by hand."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._grip: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms at the cursor."""
        self.zoom_by(event.angleDelta().y() / 120.0, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Moves the photo with the mouse."""
        if self._grip is not None:
            moved, self._grip = self._grip - event.position(), event.position()
            self.move_by(moved)

    def mouseReleaseEvent(self, _: QMouseEvent) -> None:
        """Lets go."""
        self._grip = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Between the whole and one to one, at the cursor."""
        if self.view().zoom > 1.01:
            self.fit()
        else:
            self.zoom_to(1.0 / self.devicePixelRatioF(), event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus and minus zoom; with Shift the arrows move."""
        key, step = event.key(), self.width() / 8
        moves = {
            Qt.Key.Key_Left: QPointF(-step, 0), Qt.Key.Key_Right: QPointF(step, 0),
            Qt.Key.Key_Up: QPointF(0, -step), Qt.Key.Key_Down: QPointF(0, step),
        }  # fmt: skip
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(-1)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and key in moves:
            self.move_by(moves[Qt.Key(key)])
        else:
            super().keyPressEvent(event)
