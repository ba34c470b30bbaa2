"""The map's mouse and keys: to a tool first, then to pyqtgraph's panning and zooming."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from ui.map.canvas_layers import CanvasLayers
from ui.map.tool import Press, Tool

if TYPE_CHECKING:
    from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent

    from ui.map.canvas import MapCanvas

STEP = 0.2  # of the view's width and height, that an arrow key moves the map by


class CanvasMouse(CanvasLayers):
    """The part of ``MapCanvas`` that takes the mouse and the keys."""

    clicked = Signal(object, object, object)
    double_clicked = Signal(object, object, object)
    hovered = Signal(object)

    _tool: Tool | None

    def set_tool(self, tool: Tool | None) -> None:
        """Gives the mouse to a tool; None gives it back to the map."""
        if tool is self._tool:
            return
        if self._tool is not None:
            self._tool.detach(self._whole())
        self._tool, self._tool_holds = tool, False
        if tool is None:
            self.viewport().unsetCursor()
        else:
            self.viewport().setCursor(tool.cursor)
            tool.attach(self._whole())

    @property
    def tool(self) -> Tool | None:
        """The tool that has the mouse."""
        return self._tool

    def _start_mouse(self) -> None:
        self._tool = None
        self._tool_holds = False
        # A scene of pyqtgraph's, which Qt's stubs don't know.
        scene: Any = self.scene()
        scene.sigMouseClicked.connect(self._on_scene_clicked)

    def _whole(self) -> MapCanvas:
        """The canvas that tools know; there is no other that this is a part of."""
        return cast("MapCanvas", self)

    def _press(self, event: QMouseEvent) -> Press:
        pos = event.position()
        return Press(self.world(pos), pos, event.button(), event.buttons(), event.modifiers())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """To the tool; a press that it doesn't use pans."""
        self._tool_holds = self._tool is not None and self._tool.press(self._press(event))
        if not self._tool_holds:
            super().mousePressEvent(event)
        event.accept()  # no press on the map is for what is behind it

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """To the tool while it holds the mouse, or where it uses the move."""
        press = self._press(event)
        self.hovered.emit(press.world)
        if self._tool is not None and (self._tool.move(press) or self._tool_holds):
            event.accept()
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """To the tool that holds the mouse."""
        used = self._tool is not None and self._tool.release(self._press(event))
        if used or self._tool_holds:
            self._tool_holds = bool(self._tool_holds and event.buttons())
        else:
            super().mouseReleaseEvent(event)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """To the tool."""
        if self._tool is not None and self._tool.double_click(self._press(event)):
            self._tool_holds = True
        else:
            super().mouseDoubleClickEvent(event)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """To the tool; then arrows pan, plus and minus zoom."""
        if self._tool is not None and self._tool.key(event):
            event.accept()
            return
        moves = {
            Qt.Key.Key_Left: (1, 0),
            Qt.Key.Key_Right: (-1, 0),
            Qt.Key.Key_Up: (0, 1),
            Qt.Key.Key_Down: (0, -1),
        }
        key = Qt.Key(event.key())
        if key in moves:
            across, down = moves[key]
            self.pan_by(across * STEP * self.width(), down * STEP * self.height())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom_out()
        else:
            event.ignore()  # Escape and shortcuts belong to whoever is above
            return
        event.accept()

    def _on_scene_clicked(self, event: MouseClickEvent) -> None:
        if event.isAccepted():
            return
        world = self.world(self.mapFromScene(event.scenePos()).toPointF())
        signal = self.double_clicked if event.double() else self.clicked
        signal.emit(world, event.button(), event.modifiers())
