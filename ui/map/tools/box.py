"""Selects what meets a box that is drawn with the mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.look import colours
from ui.map.layer_data import Box
from ui.map.screen_item import ScreenItem
from ui.map.tool import Press
from ui.map.tools.base import CLICK, MapTool
from ui.map.view import View
from ui.words import translate

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas

Chosen = Callable[[Box, Qt.KeyboardModifier], None]


class BoxSelect(MapTool):
    """A drag selects; Shift adds, Ctrl turns round. A click is left to the map."""

    name = "box"

    def __init__(self, finished: Callable[[], None], chosen: Chosen) -> None:
        super().__init__(finished)
        self._chosen = chosen
        self._start: Press | None = None
        self._band: _Band | None = None

    def attach(self, canvas: MapCanvas) -> None:
        """Makes the band ready."""
        super().attach(canvas)
        self._band = _Band(canvas)

    def detach(self, canvas: MapCanvas) -> None:
        """Takes the band away."""
        if self._band is not None:
            self._band.take_away()
        self._start = self._band = None
        super().detach(canvas)

    def hint(self) -> str:
        """What to do next."""
        return translate(
            "Map",
            "Drag a box around what to select, or Space at two corners; Shift adds to the "
            "selection, Ctrl turns round",
        )

    def give_up(self) -> bool:
        """Lets the box go."""
        had = self._start is not None
        self._start = None
        self._show(None)
        return had

    def press(self, event: Press) -> bool:
        """One corner."""
        if not event.left:
            return False
        self._start = event
        return True

    def move(self, event: Press) -> bool:
        """The other follows the mouse."""
        if self._start is None:
            return False
        self._show(_box(self._start, event))
        return True

    def release(self, event: Press) -> bool:
        """Selects; a click selects what is at the place, within a hand's width."""
        start, self._start = self._start, None
        if start is None:
            return False
        self._show(None)
        box = _box(start, event)
        reach = CLICK * self.canvas.metres_a_pixel() if self.canvas is not None else 0.0
        if max(box[2] - box[0], box[3] - box[1]) < reach:  # the map may have moved under the hand
            box = box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach
        self._chosen(box, event.modifiers)
        return True

    def by_key(self, event: Press) -> bool:
        """One corner, then the other."""
        return self.press(event) if self._start is None else self.release(event)

    def _show(self, box: Box | None) -> None:
        if self._band is not None:
            self._band.box = box
            self._band.update()


class _Band(ScreenItem):
    """The box while it is drawn."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas, z=50)
        self.box: Box | None = None

    def draw(self, painter: QPainter, view: View) -> None:
        """Its edge and a veil."""
        del view
        if self.box is None:
            return
        x0, y0, x1, y1 = self.box
        rect = QRectF(self.point((x0, y1)), self.point((x1, y0)))
        painter.setPen(QPen(colours.role("selection"), 1.6, Qt.PenStyle.DashLine))
        painter.setBrush(colours.role("selection_fill"))
        painter.drawRect(rect)


def _box(one: Press, other: Press) -> Box:
    (ax, ay), (bx, by) = one.world, other.world
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
