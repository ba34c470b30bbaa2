"""The tools that draw where a patch is parted: a line across it, or an outline of one piece."""

from __future__ import annotations

from collections.abc import Callable

from ui.lineage.calls import Cut
from ui.map import places
from ui.map.crossing import crossings
from ui.map.sketch import Drawn, World
from ui.map.tools.measure import area_words
from ui.map.tools.polyline import Polyline
from ui.words import translate

LINE, OUTLINE = "cut_line", "cut_outline"


class DrawLine(Polyline):
    """Ends in a line, degrees lon/lat."""

    name = LINE
    role = "accent"

    def __init__(self, finished: Callable[[], None], drew: Callable[[Cut], object]) -> None:
        super().__init__(finished)
        self._drew = drew

    def hint(self) -> str:
        """What to do next."""
        return translate(
            "Lineage",
            "Click beside the patch, across it, and beside it again; Backspace takes one back, "
            "Enter or a double click ends it, Esc gives up",
        )

    def end(self) -> None:
        """The line goes to the room, and the tool is laid down."""
        corners = tuple(places.lonlat(corner) for corner in self.corners)
        super().end()
        self.finished()
        self._drew(Cut(corners, closed=self.closed))


class DrawOutline(DrawLine):
    """Ends in an outline; one that crosses itself goes on."""

    name = OUTLINE
    closed = True
    fewest = 3

    def hint(self) -> str:
        """What to do next."""
        return translate(
            "Lineage",
            "Click around the piece that is split off, also beyond the patch's edge; Backspace "
            "takes one back, Enter or a double click ends it, Esc gives up",
        )

    def end(self) -> None:
        """An outline that crosses itself is told and stays."""
        if crossings(self.corners):
            self._loose = None
            self.redraw()
            return
        super().end()

    def described(self, path: list[World], loose: World | None) -> Drawn:
        """The area, or what is wrong with the outline."""
        shown = super().described(path, loose)
        if len(path) < 3:
            return shown
        shown.crossings = crossings(path)
        if shown.crossings and loose is None:
            shown.bad = True
            shown.words = [translate("Lineage", "The outline crosses itself: take a corner back.")]
        else:
            shown.words = area_words([places.lonlat(corner) for corner in path])
        return shown
