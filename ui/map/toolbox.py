"""Makes the map's tools and says which one has the mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.map.tools.base import MapTool
from ui.words import translate

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas


class Toolbox(QObject):
    """One tool at a time; ``select`` is none, for then the map itself has the mouse.

    Signals:
        changed: another tool is in hand, or what it says to do next is another; carries its name.
    """

    changed = Signal(str)

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._makers: dict[str, Callable[[], MapTool]] = {}

    def add(self, name: str, maker: Callable[[], MapTool]) -> None:
        """Gives a tool its name."""
        self._makers[name] = maker

    @property
    def tool(self) -> MapTool | None:
        """The tool in hand."""
        found = self._canvas.tool
        return found if isinstance(found, MapTool) else None

    @property
    def name(self) -> str:
        """The name of the tool in hand."""
        return "select" if self.tool is None else self.tool.name

    def take(self, name: str) -> None:
        """Takes a tool up; another one in hand is laid down, the same stays as it is."""
        if name != self.name:
            self._canvas.set_tool(None if name == "select" else self._makers[name]())
        self._canvas.setFocus()
        self.changed.emit(self.name)

    def lay_down(self) -> None:
        """Back to panning and selecting."""
        self.take("select")

    def retell(self) -> None:
        """Says everything anew, in another language or of another selection."""
        if self.tool is not None:
            self.tool.retell()
        self.changed.emit(self.name)

    def hint(self) -> str:
        """What to do next."""
        if self.tool is not None:
            return self.tool.hint()
        return translate(
            "Map", "Drag to pan, wheel to zoom, click to select, right click for all that lies here"
        )
