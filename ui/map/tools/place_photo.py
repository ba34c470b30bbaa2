"""Places a photo by hand: drags its point, or clicks where the selected one was taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.map import places
from ui.map.sketch import Drawn, Sketch, World
from ui.map.tool import Press
from ui.map.tools.base import CLICK, MapTool, apart
from ui.words import translate

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas


class PlacePhoto(MapTool):
    """What is pressed on a photo's point moves that photo; a click elsewhere the selected one.

    Args:
        finished: ends the tool.
        photo_at: the photo at a place of the world, "" where there is none.
        selected: the photo that is selected, "" where none or several are.
        label: the name of a photo.
        placed: photo, longitude, latitude.
    """

    name = "place_photo"

    def __init__(
        self,
        finished: Callable[[], None],
        *,
        photo_at: Callable[[World], str],
        selected: Callable[[], str],
        label: Callable[[str], str],
        placed: Callable[[str, float, float], None],
    ) -> None:
        super().__init__(finished)
        self._photo_at, self._selected = photo_at, selected
        self._label, self._placed = label, placed
        self._start: Press | None = None
        self._photo = ""
        self._sketch: Sketch | None = None

    def attach(self, canvas: MapCanvas) -> None:
        """Makes the mark ready."""
        super().attach(canvas)
        self._sketch = Sketch(canvas, "photo")
        canvas.setFocus()

    def detach(self, canvas: MapCanvas) -> None:
        """Takes the mark away."""
        if self._sketch is not None:
            self._sketch.take_away()
        self._sketch, self._start, self._photo = None, None, ""
        super().detach(canvas)

    def hint(self) -> str:
        """What to do next."""
        chosen = self._selected()
        if chosen:
            return translate(
                "Map",
                "Click where {photo} was taken (Space: at the cross), or drag a photo's point to "
                "its place",
            ).format(photo=self._label(chosen))
        return translate(
            "Map",
            "Drag a photo's point to its place, or take it up and put it down with Space; for a "
            "photo without a position, select it among the photos first",
        )

    def give_up(self) -> bool:
        """Lets the photo go."""
        had = bool(self._photo)
        self._start, self._photo = None, ""
        self._show(None)
        return had

    def press(self, event: Press) -> bool:
        """Takes the photo that is there; elsewhere the press is the map's, which pans."""
        if not event.left:
            return False
        self._start = event
        self._photo = self._photo_at(event.world)
        return bool(self._photo)

    def move(self, event: Press) -> bool:
        """The photo follows the mouse; one to be placed by a click hangs on it."""
        if self._photo and self._start is not None:
            if apart(self._start, event) >= CLICK:
                self._show(event.world, self._photo)
            return True
        if self._start is None and self._selected():
            self._show(event.world, self._selected())
        return False

    def release(self, event: Press) -> bool:
        """Puts it down."""
        start, photo = self._start, self._photo
        self._start, self._photo = None, ""
        if start is None:
            return False
        self._show(None)
        still = apart(start, event) < CLICK
        if photo and not still:
            self._place(photo, event)
        elif not photo and still and self._selected():
            self._place(self._selected(), event)
        return bool(photo)

    def by_key(self, event: Press) -> bool:
        """The selected photo, or the one taken up by a first Space, is put down here."""
        photo = self._photo or self._selected()
        if photo:
            self.give_up()
            self._place(photo, event)
        else:
            self._photo = self._photo_at(event.world)
            self._show(event.world if self._photo else None, self._photo)
        return True

    def _place(self, photo: str, event: Press) -> None:
        lon, lat = places.lonlat(event.world)
        self._placed(photo, lon, lat)

    def _show(self, at: World | None, photo: str = "") -> None:
        if self._sketch is None:
            return
        drawn = Drawn() if at is None else Drawn([at], words=[self._label(photo)], at=at)
        self._sketch.show_drawn(drawn)
