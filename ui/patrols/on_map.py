"""A patrol's route on the map, with what nobody walked of it; and the tool that draws a route."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.map import guest_looks, places
from ui.map.faces import Face
from ui.map.tools.polyline import Polyline
from ui.patrols.calls import GAP, GUEST
from ui.words import translate

if TYPE_CHECKING:
    from ui.map.panel import MapPanel
    from ui.map.shown import Shown
    from ui.map.style import Style

TOOL = "draw_route"
_ROUTE, _GAP = "#2368d9", "#c22f28"


class OnMap(QObject):
    """The room's guest on the map, and the tool for a route.

    Signals:
        drawn: a route is drawn; carries its corners, degrees lon/lat.
    """

    drawn = Signal(list)

    def __init__(self, panel: MapPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        panel.toolbox.add(TOOL, lambda: DrawRoute(panel.toolbox.lay_down, self.drawn.emit))

    def put(self, shown: tuple[Shown, ...], *, go: bool) -> None:
        """Shows a patrol in place of the last one, and goes there where that is wanted."""
        if not shown:
            self.clear()
            return
        self._panel.guests.put(GUEST, Face(title, look, word, is_labelled=True), shown, below="")
        box = self._panel.guests.box(GUEST)
        if go and box is not None:
            self._panel.journeys.to_box(box)

    def clear(self) -> None:
        """Shows none."""
        self._panel.guests.remove(GUEST)

    def draw(self) -> None:
        """Has the next clicks draw a route."""
        self._panel.toolbox.take(TOOL)


class DrawRoute(Polyline):
    """Ends in the corners of a route, degrees lon/lat."""

    name = TOOL
    role = "accent"

    def __init__(
        self, finished: Callable[[], None], drew: Callable[[list[tuple[float, float]]], object]
    ) -> None:
        super().__init__(finished)
        self._drew = drew

    def hint(self) -> str:
        """What to do next."""
        return translate(
            "Patrols",
            "Click along the route; Backspace takes one back, Enter or a double click ends it, Esc "
            "gives up",
        )

    def end(self) -> None:
        """The corners go to the room, and the tool is laid down."""
        corners = [places.lonlat(corner) for corner in self.corners]
        super().end()
        self.finished()
        self._drew(corners)


def title() -> str:
    """What the layer is called."""
    return translate("Patrols", "Route of the patrol")


def word(style: str) -> str:
    """What a style is called."""
    return translate("Patrols", "Not walked") if style == GAP else translate("Patrols", "Planned")


def look(style: str) -> Style:
    """How a style is drawn: what is left stands out."""
    if style == GAP:
        return guest_looks.coloured(_GAP, width=4.0)
    return guest_looks.coloured(_ROUTE, width=2.0, dash=True)
