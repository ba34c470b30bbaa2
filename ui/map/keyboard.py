"""The map without a mouse: a cross in the middle, at which Space clicks and the menu key asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen

from ui.look import colours
from ui.map.screen_item import ScreenItem, size_of
from ui.map.tool import Press
from ui.map.view import View

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas

_MOVES = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_LONG = 9.0  # logical pixels from the middle of the cross


class KeyHand(QObject):
    """Arrows move the map under the cross, which shows until the mouse moves again.

    Signals:
        asked: the menu of what lies under the cross is wanted: world, logical pixel.
    """

    asked = Signal(object, object)

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.cross = _Cross(canvas)
        self.cross.setVisible(False)
        canvas.installEventFilter(self)
        canvas.hovered.connect(lambda _: self.cross.setVisible(False))

    def middle(self) -> tuple[float, float]:
        """The place under the cross, Web Mercator metres."""
        return self._canvas.world(self._pixel())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes Space and the menu key."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                self.cross.setVisible(True)
            elif event.key() == Qt.Key.Key_Space:
                self.cross.setVisible(True)
                self._click(event.modifiers())
                return True
            elif event.key() == Qt.Key.Key_Menu:
                self.asked.emit(self.middle(), self._pixel())
                return True
        return super().eventFilter(watched, event)

    def _click(self, modifiers: Qt.KeyboardModifier) -> None:
        tool = self._canvas.tool
        if tool is not None and tool.cursor == Qt.CursorShape.WhatsThisCursor:
            self.asked.emit(self.middle(), self._pixel())
            return
        left = Qt.MouseButton.LeftButton
        press = Press(self.middle(), self._pixel(), left, left, modifiers)
        if tool is None or not tool.by_key(press):
            self._canvas.clicked.emit(self.middle(), left, modifiers)

    def _pixel(self) -> QPointF:
        return QPointF(self._canvas.box.width() / 2, self._canvas.box.height() / 2)


class _Cross(ScreenItem):
    """The cross."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas, z=60)

    def draw(self, painter: QPainter, view: View) -> None:
        """Two strokes with a ground of their own."""
        width, height = size_of(view)
        middle = QPointF(width / 2, height / 2)
        across, down = QPointF(_LONG, 0), QPointF(0, _LONG)
        for thick, role in ((4.5, "map_halo"), (1.8, "map_text")):
            painter.setPen(QPen(colours.role(role), thick))
            painter.drawLine(middle - across, middle + across)
            painter.drawLine(middle - down, middle + down)
