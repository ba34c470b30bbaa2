"""A way for tools to take the mouse and the keys of the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas


@dataclass(frozen=True, slots=True)
class Press:
    """What the mouse did.

    Attributes:
        world: Web Mercator metres.
        pos: logical pixels from the canvas's upper left corner.
        button: the one that was pressed or released; none for a move.
        buttons: those held down.
        modifiers: the keys held down.
    """

    world: tuple[float, float]
    pos: QPointF
    button: Qt.MouseButton
    buttons: Qt.MouseButton
    modifiers: Qt.KeyboardModifier

    @property
    def left(self) -> bool:
        """Whether it is the left button that was pressed or released."""
        return self.button == Qt.MouseButton.LeftButton


class Tool:
    """A tool; a subclass overrides what it needs.

    Each of the hooks returns True where the tool has used the event. Otherwise the map takes it: a
    press that isn't used pans, a click that isn't used is told by ``MapCanvas.clicked``. After a
    press that was used, the tool gets every move and the release.
    """

    cursor: Qt.CursorShape = Qt.CursorShape.CrossCursor

    def attach(self, canvas: MapCanvas) -> None:
        """Called once when the tool is taken up."""

    def detach(self, canvas: MapCanvas) -> None:
        """Called once when it is laid down: takes back what it put on the canvas."""

    def press(self, event: Press) -> bool:
        """A button went down."""
        del event
        return False

    def move(self, event: Press) -> bool:
        """The mouse moved, with or without a button down."""
        del event
        return False

    def release(self, event: Press) -> bool:
        """A button went up."""
        del event
        return False

    def double_click(self, event: Press) -> bool:
        """The second press of a double click."""
        del event
        return False

    def by_key(self, event: Press) -> bool:
        """Space at the cross: a click there, for those who work without a mouse."""
        pressed = self.press(event)
        return self.release(event) or pressed

    def key(self, event: QKeyEvent) -> bool:
        """A key went down."""
        del event
        return False
