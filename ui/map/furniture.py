"""What stands above the layers: scale bar, north, graticule, labels, wedges, a marked place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QPainter, QPen

from ui.look import colours
from ui.map.book import Book
from ui.map.graticule import Graticule
from ui.map.labels import Labels
from ui.map.layer_data import Ints
from ui.map.north import NorthArrow
from ui.map.scale_bar import ScaleBar
from ui.map.screen_item import Corners, ScreenItem
from ui.map.view import View
from ui.map.wedges import Wedges

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas
    from ui.prefs import Prefs


class Furniture:
    """Keeps these things in step with the layers. What the user turns on or off is remembered."""

    def __init__(
        self, prefs: Prefs, canvas: MapCanvas, book: Book, order: Callable[[], list[str]]
    ) -> None:
        self._prefs, self._canvas, self._book = prefs, canvas, book
        self.scale_bar, self.north = ScaleBar(canvas), NorthArrow(canvas)
        self.graticule, self.wedges = Graticule(canvas), Wedges(canvas)
        self.labels = Labels(canvas, book, lambda: self._shown(order()))
        self.labels.kept_free = self._taken
        self.place = _Mark(canvas)
        self.graticule.setVisible(self.is_on("graticule"))
        self.labels.wanted = self.is_on("labels")

    def is_on(self, what: str) -> bool:
        """Whether labels or graticule show."""
        return bool(self._prefs.get(f"map.{what}", what == "labels"))

    def turn(self, what: str) -> bool:
        """Turns labels or graticule on or off; whether they show now."""
        on = not self.is_on(what)
        self._prefs.set(f"map.{what}", on)
        if what == "graticule":
            self.graticule.setVisible(on)
            self.labels.renew()
        else:
            self.labels.set_wanted(on)
        return on

    def renew(self, layer: str) -> None:
        """A layer is new, changed, shown or put away."""
        if layer in ("photo", ""):
            self._renew_wedges()
        self.labels.renew()

    def set_chosen(self, layer: str, features: Ints) -> None:
        """What is selected on a layer."""
        self.labels.set_chosen(layer, features)
        if layer == "photo":
            self.wedges.set_always(set(features.tolist()))

    def set_current_photo(self, photo: str) -> None:
        """The photo that the keyboard is at: its wedge stands out."""
        layer = self._canvas.stack.find("photo")
        found = [] if layer is None or not photo else layer.find([photo]).tolist()
        self.wedges.set_current(found[0] if found else -1)

    def mark(self, world: tuple[float, float] | None) -> None:
        """Marks a place that somebody went to."""
        self.place.at = world
        self.place.update()

    def forget(self) -> None:
        """Of another project."""
        self.mark(None)
        self.wedges.set_photos(np.zeros((0, 2)), np.zeros(0))
        self.labels.place()

    def wear(self) -> None:
        """Takes the colours and the font in force."""
        self.labels.forget()
        for item in (self.scale_bar, self.north, self.graticule, self.wedges, self.place):
            item.update()

    def _taken(self, view: View) -> list[Corners]:
        """Where no label may lie."""
        return [self.scale_bar.room(view), self.north.room(view), *self.graticule.rooms(view)]

    def _renew_wedges(self) -> None:
        page, layer = self._book.page("photo"), self._canvas.stack.find("photo")
        if page is None or layer is None or not layer.visible:
            self.wedges.set_photos(np.zeros((0, 2)), np.zeros(0))
        else:
            away = np.isin(page.style, [n for n, s in enumerate(page.styles) if s in page.hidden])
            azimuths = np.where(away, np.nan, page.azimuths)
            self.wedges.set_photos(page.anchors, azimuths, page.fovs)

    def _shown(self, order: list[str]) -> list[str]:
        """The layers that show, the topmost first."""
        found = [self._canvas.stack.find(name) for name in reversed(order)]
        return [layer.name for layer in found if layer is not None and layer.visible]


class _Mark(ScreenItem):
    """A ring with a dot at a place."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas, z=45)
        self.at: tuple[float, float] | None = None

    def draw(self, painter: QPainter, view: View) -> None:
        """Draws it."""
        del view
        if self.at is None:
            return
        point = self.point(self.at)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for width, role in ((5.0, "map_halo"), (2.4, "danger")):
            painter.setPen(QPen(colours.role(role), width))
            painter.drawEllipse(point, 9, 9)
            painter.drawPoint(point)
