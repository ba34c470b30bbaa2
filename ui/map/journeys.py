"""Where the map looks: to things, to everything, back and forth between views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.map import places
from ui.map.layer import around
from ui.map.layer_data import Box, Ints
from ui.timers import pause
from ui.words import translate

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas
    from ui.map.view import View

REST_MS = 500  # a view that stands so long is one to come back to
KEPT = 50
_DOT = 16  # pixels; what is smaller is not seen as what it is
CLOSE = 2.0  # metres a pixel, to which a single point is shown
CHINA = (73.0, 17.0, 136.0, 54.0)  # degrees, where nothing is on the map yet


class Journeys(QObject):
    """Moves the canvas's view and remembers where it was.

    Signals:
        told: there is no view to go to, in words.
    """

    told = Signal(str)

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._past: list[tuple[float, float, float]] = []
        self._future: list[tuple[float, float, float]] = []
        self._now: tuple[float, float, float] | None = None
        self._awaited: tuple[Box, float] | None = None
        self._rest = pause(self, REST_MS, self.note)
        canvas.view_changed.connect(self._on_view)

    def note(self) -> None:
        """The view stands: what stood before can be come back to."""
        self._rest.stop()
        now = self._here()
        if now is None or now == self._now:
            return
        if self._now is not None:
            self._past = [*self._past, self._now][-KEPT:]
            self._future.clear()
        self._now = now

    def forget(self) -> None:
        """Of another project."""
        self._rest.stop()
        self._past, self._future, self._now, self._awaited = [], [], None, None

    def back(self) -> None:
        """To the view before this one."""
        self.note()
        if self._past and self._now is not None:
            self._future.append(self._now)
            self._go(self._past.pop())
        else:
            self.told.emit(translate("Map", "There is no view before this one"))

    def forth(self) -> None:
        """To the view that one came back from."""
        if self._future and self._now is not None:
            self._past.append(self._now)
            self._go(self._future.pop())
        else:
            self.told.emit(translate("Map", "There is no view that one came back from"))

    def to_extent(self, degrees: tuple[float, float, float, float]) -> None:
        """To a box of degrees."""
        west, south, east, north = degrees
        low, high = places.world(west, south), places.world(east, north)
        self.to_box((*low, *high))

    def to_all(self) -> None:
        """To all that shows; to China where nothing does."""
        box = self._canvas.stack.box()
        if box is None:
            self.to_extent(CHINA)
        else:
            self.to_box(box)

    def sees_all(self) -> bool:
        """True where all that shows is in view, and more of it than a dot."""
        box, view = self._canvas.stack.box(), self._canvas.view()
        if box is None or view is None:
            return False
        (west, south, east, north), (x0, y0, x1, y1) = box, view.box
        inside = x0 <= west and y0 <= south and east <= x1 and north <= y1
        return inside and max(east - west, north - south) > _DOT * self._canvas.metres_a_pixel()

    def to_layer(self, *names: str) -> bool:
        """To all of a layer, or of some; False where nothing is on them."""
        layers = [self._canvas.stack.find(name) for name in names]
        box = around([layer.box() for layer in layers if layer is not None])
        if box is not None:
            self.to_box(box)
        return box is not None

    def to_features(self, found: dict[str, Ints]) -> bool:
        """To features by layer; False where none of them has a place."""
        boxes = [
            layer.box(features)
            for name, features in found.items()
            if len(features) and (layer := self._canvas.stack.find(name)) is not None
        ]
        box = around(boxes)
        if box is not None:
            self.to_box(box, margin=0.2)
        return box is not None

    def to_place(self, world: tuple[float, float]) -> None:
        """To a place, closer where the map is far off."""
        self.note()
        self._canvas.centre_on(world, min(self._canvas.metres_a_pixel(), CLOSE))
        self.note()

    def to_box(self, box: Box, margin: float = 0.05) -> None:
        """To a box of Web Mercator metres; no closer than a single point is shown.

        Before the canvas has its size on the screen, this waits until it has.
        """
        if not self._canvas.isVisible():
            self._awaited = box, margin
            return
        self._awaited = None
        self.note()
        x0, y0, x1, y1 = box
        width, height = self._canvas.box.width(), self._canvas.box.height()
        wide = max(x1 - x0, 0.0) / max(width, 1.0) < CLOSE / 4
        high = max(y1 - y0, 0.0) / max(height, 1.0) < CLOSE / 4
        if wide and high:
            self._canvas.centre_on(((x0 + x1) / 2, (y0 + y1) / 2), CLOSE / 4)
        else:
            self._canvas.zoom_to(box, margin)
        self.note()

    def _go(self, where: tuple[float, float, float]) -> None:
        x, y, pixel = where
        self._now = where
        self._canvas.centre_on((x, y), pixel)
        self._rest.stop()
        self._now = self._here()

    def _here(self) -> tuple[float, float, float] | None:
        view = self._canvas.view()
        return None if view is None else (*view.centre, view.pixel * view.dpr)

    def _on_view(self, _: View) -> None:
        if not self._canvas.isVisible():
            return
        if self._awaited is not None:
            self.to_box(*self._awaited)
        self._rest.start()
