"""Places a photo by hand: drags its point, or clicks where the selected one was taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui import words
from ui.map import places
from ui.map.sketch import Drawn, Sketch, World
from ui.map.tool import Press
from ui.map.tools.base import CLICK, MapTool, apart
from ui.words import translate

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas


class PlacePhoto(MapTool):
    """What is dragged is the photo under the mouse; a click places the one that is selected.

    A click places it wherever it is, also on the point of another photo; only its own point is
    left where it is. While none is selected, a click on a point selects that photo; while several
    are, a click that is on no point places them all.

    Args:
        finished: ends the tool.
        photo_at: the photo at a place of the world, "" where there is none.
        selected: the photo that is selected, "" where none or several are.
        label: the name of a photo.
        placed: photo, longitude, latitude.
        many: how many photos are selected, 0 where it is one or none.
        placed_all: longitude and latitude for all that are selected.
        picked: selects a photo.
        told: takes what there is to say of a click that places nothing.
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
        many: Callable[[], int],
        placed_all: Callable[[float, float], None],
        picked: Callable[[str], None],
        told: Callable[[str], None],
    ) -> None:
        super().__init__(finished)
        self._many, self._placed_all = many, placed_all
        self._picked, self._told = picked, told
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
        if self._many():
            return translate(
                "Map",
                "Click where the {n} selected photos were taken (Space: at the cross), or drag one "
                "photo's point to its place",
            ).format(n=words.number(self._many()))
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
        elif still:
            self._click(photo, event)
        return bool(photo)

    def by_key(self, event: Press) -> bool:
        """The selected photo, or the one taken up by a first Space, is put down here.

        One that stands here already is taken up, as any is while none is selected.
        """
        here, chosen = self._photo_at(event.world), self._selected()
        photo = self._photo or ("" if here == chosen else chosen)
        if photo:
            self.give_up()
            self._place(photo, event)
        elif self._many() and not here:
            self._placed_all(*places.lonlat(event.world))
        else:
            self._photo = here
            self._show(event.world if self._photo else None, self._photo)
        return True

    def _click(self, photo: str, event: Press) -> None:
        chosen = self._selected()
        if photo and photo == chosen:
            stands = translate("Map", "{photo} stands here already; drag its point to move it")
            self._told(stands.format(photo=self._label(photo)))
        elif chosen:
            self._place(chosen, event)
        elif photo:
            self._picked(photo)
        elif self._many():
            self._placed_all(*places.lonlat(event.world))
        else:
            self._told(translate("Map", "No photo is selected: select one among the photos first"))

    def _place(self, photo: str, event: Press) -> None:
        lon, lat = places.lonlat(event.world)
        self._placed(photo, lon, lat)

    def _show(self, at: World | None, photo: str = "") -> None:
        if self._sketch is None:
            return
        drawn = Drawn() if at is None else Drawn([at], words=[self._label(photo)], at=at)
        self._sketch.show_drawn(drawn)
