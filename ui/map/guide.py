"""Goes where other rooms, the selection or a typed position point."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from ui.map import calls, places
from ui.map.chosen import AREAS, ISSUES, MARKERS, MOST, PHOTOS, Chosen
from ui.map.coordinates import CoordinateLine
from ui.map.furniture import Furniture
from ui.map.journeys import Journeys
from ui.map.turns import Hit
from ui.words import number, translate

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.map.canvas import MapCanvas

_LAYERS = {
    "issue": ISSUES, "photo": PHOTOS, "area": AREAS, "zone": ("zone",), "track": ("track",),
    "marker": MARKERS,
}  # fmt: skip


class Guide(QObject):
    """Moves the view on behalf of others.

    Attributes:
        sheets: the canvas's layers that a layer of the tree is drawn as.

    Signals:
        told: what there is to say of a way, in words.
    """

    told = Signal(str)

    def __init__(
        self, desk: Desk, canvas: MapCanvas, chosen: Chosen, journeys: Journeys,
        furniture: Furniture, foot: CoordinateLine,
    ) -> None:  # fmt: skip
        super().__init__(canvas)
        self._desk, self._canvas, self._chosen = desk, canvas, chosen
        self._journeys, self._furniture, self._foot = journeys, furniture, foot
        self.sheets: Callable[[str], tuple[str, ...]] = lambda name: (name,)
        desk.selection.changed.connect(lambda _: self._on_selection())
        desk.selection.zoom_wanted.connect(self.to_selection)
        desk.show.on_map.connect(self.show)
        foot.asked.connect(self.to_typed)

    def to_selection(self) -> None:
        """To all that is selected."""
        if not self._journeys.to_features(self._chosen.features()):
            self.told.emit(translate("Map", "That has no place on the map"))

    def to_issue(self) -> None:
        """To the issue that the dossier shows."""
        self.show("issue", (self._desk.selection.current_issue,))

    def to_layer(self, name: str) -> None:
        """To all of a layer, by its name in the layer tree."""
        if not self._journeys.to_layer(*self.sheets(name)):
            self.told.emit(translate("Map", "Nothing is on this layer"))

    def to_hit(self, hit: Hit) -> None:
        """To one feature."""
        self._journeys.to_features({hit[0]: np.array([hit[1]])})

    def show(self, kind: str, ids: tuple[str, ...]) -> None:
        """Shows things: selects what a selection can name, lights up the rest, goes there."""
        selection = self._desk.selection
        if kind == "issue":
            selection.select(issues=ids, by=self)
        elif kind == "photo":
            selection.select(photos=ids, by=self)
        elif kind == "marker":
            selection.select(markers=ids, by=self)
        elif kind == "area":
            selection.select(areas=ids, by=self)
        else:
            self._chosen.light_besides(kind, list(ids))
        lit = self._chosen.features()
        found = {name: lit[name] for name in _LAYERS.get(kind, ()) if name in lit}
        if not self._journeys.to_features(found) and ids:
            self.told.emit(translate("Map", "That has no place on the map"))

    def to_typed(self, text: str) -> None:
        """To a position in any notation; what is wrong with it is told beside it."""

        def went(found: tuple[float, float, str]) -> None:
            lon, lat, crs = found
            place = places.world(lon, lat)
            self._journeys.to_place(place)
            self._furniture.mark(place)
            told = places.told(place, self._foot.notation)
            self._foot.went(translate("Map", "{position} ({crs})").format(position=told, crs=crs))
            self._canvas.setFocus()

        self._desk.ask(
            calls.position, text, done=went, key="map.position",
            failed=self._refuse,
        )  # fmt: skip

    def _refuse(self, error: Exception) -> None:
        from ui import troubles  # with the message catalogue, which a start can do without

        self._foot.refuse(" ".join(troubles.told(error)))

    def _on_selection(self) -> None:
        many = max(len(self._desk.selection.issues), len(self._desk.selection.photos))
        if many > MOST:
            told = translate("Map", "The first {lit} of {n} selected are lit")
            self.told.emit(told.format(lit=number(MOST), n=number(many)))

    def tell_too_many(self, many: int) -> None:
        """A box held more than one selects by hand."""
        told = translate(
            "Map", "{n} lie in the box, more than {most}: come closer, or filter the ledger"
        )
        self.told.emit(told.format(n=number(many), most=number(MOST)))
