"""What all tools of the map have in common: a name, what to do next, an end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.map.tool import Press, Tool

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas

CLICK = 4.0  # logical pixels that a hand moves in a click

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MapTool(Tool):
    """A tool of the map. Esc ends it: first what it is at, then the tool itself.

    Attributes:
        name: its action's id without the room.
    """

    name = ""

    def __init__(self, finished: Callable[[], None]) -> None:
        self.finished = finished
        self.canvas: MapCanvas | None = None

    def attach(self, canvas: MapCanvas) -> None:
        """Takes the canvas."""
        self.canvas = canvas

    def detach(self, canvas: MapCanvas) -> None:
        """Leaves it."""
        del canvas
        self.canvas = None

    def hint(self) -> str:
        """What to do next, in words; "" for nothing to say."""
        return ""

    def retell(self) -> None:
        """Says what it says on the map anew, in another language."""

    def give_up(self) -> bool:
        """Gives up what it is at; False where there was nothing to give up."""
        return False

    def accept(self) -> bool:
        """Enter: whether there was something to end."""
        return False

    def step_back(self) -> bool:
        """Backspace: whether there was something to take back."""
        return False

    def key(self, event: QKeyEvent) -> bool:
        """Esc, Enter and Backspace."""
        if event.key() == Qt.Key.Key_Escape:
            if not self.give_up():
                self.finished()
            return True
        if event.key() in _ENTER:
            return self.accept()
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            return self.step_back()
        return False


def apart(one: Press, other: Press) -> float:
    """How far two events of the mouse lie apart, logical pixels."""
    away = one.pos - other.pos
    return float((away.x() ** 2 + away.y() ** 2) ** 0.5)
