"""The places to stand on the map: numbered points with what is seen from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ui.map import guest_looks, places
from ui.map.faces import Face
from ui.map.tool import Press
from ui.map.tools.base import CLICK, MapTool, apart
from ui.shots.calls import GUEST, HERE, NEEDED, OTHER, VIEW, WISHED
from ui.words import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.map.panel import MapPanel
    from ui.map.shown import Shown
    from ui.map.style import Style

TOOL = "stand_here"
_SEEN = "#d98a00"  # unlike the wedges of photos
_COLOURS = {NEEDED: "#c22f28", WISHED: "#2368d9", OTHER: "#7a857f", HERE: "#1e8e4e"}


class OnMap(QObject):
    """The room's guest on the map, and the click that says where one stands.

    Signals:
        picked: somebody clicked on a place; carries its number.
        placed: somebody said by a click where they stand: lon, lat.
    """

    picked = Signal(int)
    placed = Signal(float, float)

    def __init__(self, panel: MapPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        panel.guests.picked.connect(self._on_picked)
        panel.toolbox.add(TOOL, lambda: PickHere(panel.toolbox.lay_down, self.placed.emit))

    def put(self, shown: tuple[Shown, ...]) -> None:
        """Shows the places in place of the last ones."""
        if not shown:
            self._panel.guests.remove(GUEST)
            return
        face = Face(title, look, word, is_labelled=True)
        self._panel.guests.put(GUEST, face, shown, below="")

    def go(self, number: int, lonlat: tuple[float, float]) -> None:
        """Lights up a place with its sector and goes there."""
        lit = self._panel.guests.light(GUEST, (str(number), f"{number}v"))
        if not lit or not self._panel.journeys.to_features(lit):
            self._panel.journeys.to_place(places.world(*lonlat))

    def light(self, number: int) -> None:
        """Lights it up where the map is."""
        if GUEST in self._panel.guests.names():
            self._panel.guests.light(GUEST, (str(number), f"{number}v"))

    def ask_here(self) -> None:
        """Has the next click on the map say where one stands."""
        self._panel.toolbox.take(TOOL)

    def _on_picked(self, picked: tuple[object, ...]) -> None:
        for each in picked:
            ids = getattr(each, "ids", ())
            if getattr(each, "guest", "") != GUEST or not ids:
                continue
            number = str(ids[0]).partition(".")[0].rstrip("v")
            if number.isdigit():
                self.picked.emit(int(number))
                return


class PickHere(MapTool):
    """A click, or Space at the cross, says where one stands; a drag pans."""

    name = TOOL
    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self, finished: Callable[[], None], placed: Callable[[float, float], object]
    ) -> None:
        super().__init__(finished)
        self._placed = placed
        self._start: Press | None = None

    def hint(self) -> str:
        """What to do next."""
        return translate("Shots", "Click where you stand (Space: at the cross), Esc to leave it")

    def press(self, event: Press) -> bool:
        """Notes where; the press itself is the map's."""
        self._start = event if event.left else None
        return False

    def release(self, event: Press) -> bool:
        """Says it, where it was no drag."""
        start, self._start = self._start, None
        if start is None or apart(start, event) >= CLICK:
            return False
        self._say(event)
        return True

    def by_key(self, event: Press) -> bool:
        """The same at the cross of the keyboard."""
        self._say(event)
        return True

    def _say(self, event: Press) -> None:
        lon, lat = places.lonlat(event.world)
        self.finished()
        self._placed(lon, lat)


def title() -> str:
    """What the layer is called."""
    return translate("Shots", "Places to stand")


def word(style: str) -> str:
    """What a style is called."""
    return {
        NEEDED: translate("Shots", "Needed shot"),
        WISHED: translate("Shots", "Shot worth having"),
        OTHER: translate("Shots", "Another place for it"),
        VIEW: translate("Shots", "What is seen"),
        HERE: translate("Shots", "Where you are"),
    }.get(style, style)


def look(style: str) -> Style:
    """How a style is drawn."""
    if style == VIEW:
        return guest_looks.coloured(_SEEN, width=2.0, veil=50)
    size = {OTHER: 9.0, HERE: 15.0}.get(style, 13.0)
    return guest_looks.dotted(_COLOURS.get(style, _COLOURS[OTHER]), dot=size)
