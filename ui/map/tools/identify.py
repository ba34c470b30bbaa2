"""Tells what is at a place: all that overlaps there, to choose from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt

from ui.map.tool import Press
from ui.map.tools.base import CLICK, MapTool, apart
from ui.words import translate

Asked = Callable[[tuple[float, float], QPointF], None]


class Identify(MapTool):
    """A click asks; a drag pans."""

    name = "identify"
    cursor = Qt.CursorShape.WhatsThisCursor

    def __init__(self, finished: Callable[[], None], asked: Asked) -> None:
        super().__init__(finished)
        self._asked = asked
        self._start: Press | None = None

    def hint(self) -> str:
        """What to do next."""
        return translate("Map", "Click a place to see all that lies there")

    def press(self, event: Press) -> bool:
        """Notes where; the press itself is the map's."""
        self._start = event if event.left else None
        return False

    def release(self, event: Press) -> bool:
        """Asks, where it was no drag."""
        start, self._start = self._start, None
        if start is not None and apart(start, event) < CLICK:
            self._asked(event.world, event.pos)
        return False
