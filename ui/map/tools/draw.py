"""Draws a patch: corners by click, its area told live, a crossing outline refused beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.map import places
from ui.map.crossing import crossings
from ui.map.sketch import Drawn, World
from ui.map.tools.measure import area_words
from ui.map.tools.polyline import Polyline
from ui.words import translate

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas

LIVE = 60  # corners: with more, crossings are looked for when the shape ends


class DrawPatch(Polyline):
    """Ends in the corners of a patch, which the owner makes an issue's shape.

    Args:
        finished: ends the tool.
        drew: takes the corners of a patch that is done, degrees lon/lat.
        draft: the corners to go on with, Web Mercator metres.
        keep: takes the corners that are there when the tool is laid down.
    """

    name = "draw"
    role = "accent"
    closed = True
    fewest = 3

    def __init__(
        self,
        finished: Callable[[], None],
        drew: Callable[[list[tuple[float, float]]], None],
        *,
        draft: list[World],
        keep: Callable[[list[World]], None],
    ) -> None:
        super().__init__(finished)
        self._drew, self._keep = drew, keep
        self.corners = list(draft)

    def attach(self, canvas: MapCanvas) -> None:
        """Goes on with the corners that were there when the tool was last laid down."""
        super().attach(canvas)
        self.redraw()

    def detach(self, canvas: MapCanvas) -> None:
        """Leaves the corners with the owner."""
        self._keep(list(self.corners))
        super().detach(canvas)

    def hint(self) -> str:
        """What to do next."""
        return translate(
            "Map",
            "Click the corners of the patch; Backspace takes one back, Enter or a double click "
            "ends it, Esc gives up",
        )

    def end(self) -> None:
        """The corners go to the owner, degrees lon/lat; a crossing outline stays where it is."""
        self._loose = None
        if crossings(self.corners):
            self.redraw()
            return
        super().end()
        self._drew([places.lonlat(corner) for corner in self.corners])

    def described(self, path: list[World], loose: World | None) -> Drawn:
        """The area, or what is wrong with the shape."""
        shown = super().described(path, loose)
        if len(path) < 3:
            return shown
        if loose is None or len(path) <= LIVE:
            shown.crossings = crossings(path)
        if shown.crossings and loose is None:
            shown.bad = True
            shown.words = [
                translate("Map", "The outline crosses itself, which no patch may."),
                translate("Map", "Backspace takes the last corner back."),
            ]
        else:
            shown.words = area_words([places.lonlat(corner) for corner in path])
        return shown
