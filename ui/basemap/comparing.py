"""Two dates of imagery compared, on both sides of a line that is dragged."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.basemap.model import BasemapModel
from ui.basemap.sheet import Sheet
from ui.basemap.swipe import SIDES, Swipe, first_pair
from ui.desk import Desk
from ui.words import translate

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas

_OUTLINED = "basemap.outlines"


class Comparing(QObject):
    """Which two basemaps are compared, if any.

    Attributes:
        swipe: the line between them.
        pair: the basemap of each side, nothing while none are compared.

    Signals:
        changed: others are to be drawn, or none.
    """

    changed = Signal()

    def __init__(
        self, desk: Desk, canvas: MapCanvas, model: BasemapModel,
        tell: Callable[[str, str], None], parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._canvas, self._model, self._tell = desk, canvas, model, tell
        self.swipe = Swipe(canvas)
        self.pair: dict[str, str] = {}
        canvas.set_outlined(bool(desk.prefs.get(_OUTLINED, True)))
        self.swipe.moved.connect(canvas.set_swipe)
        self.swipe.chosen.connect(self._on_chosen)
        self.swipe.ended.connect(self.end)

    def turn(self) -> None:
        """Begins to compare two dates, or ends it."""
        if self.pair:
            self.end()
            return
        pair = first_pair(self._model.sheets())
        if pair is None:
            self.changed.emit()
            self._tell(
                translate("Basemap", "Two basemaps are needed to compare dates."),
                translate("Basemap", "Add imagery of another date first."),
            )
            return
        self.pair = dict(zip(SIDES, pair, strict=True))
        self.changed.emit()
        self._canvas.set_swipe(self.swipe.share)
        self.swipe.set_shown(True)

    def turn_outlines(self) -> None:
        """Leaves patches unfilled while two dates are compared, or fills them; it is kept."""
        outlined = not self._desk.prefs.get(_OUTLINED, True)
        self._desk.prefs.set(_OUTLINED, outlined)
        self._canvas.set_outlined(outlined)
        told = translate("Basemap", "Patches are filled while two dates are compared")
        if outlined:
            told = translate("Basemap", "Patches are outlines alone while two dates are compared")
        self._desk.noted.emit(told)  # nothing is seen of it while none are compared

    def end(self) -> None:
        """Compares no more."""
        if self.pair:
            self.pair = {}
            self.swipe.set_shown(False)
            self._canvas.set_swipe(None)
            self._canvas.setFocus()
        self.changed.emit()

    def sides(self, known: dict[str, Sheet]) -> dict[str, str]:
        """On which side each basemap of the pair lies; the line tells of the two.

        Args:
            known: those that can be drawn, the topmost first.
        """
        left, right = (known[self.pair[side]] for side in SIDES)
        self.swipe.set_sheets(left, right, list(known.values()))
        return {basemap: side for side, basemap in self.pair.items()}

    def _on_chosen(self, side: str, basemap: str) -> None:
        other = SIDES[1 - SIDES.index(side)]
        if self.pair.get(other) == basemap:  # the two change sides
            self.pair[other] = self.pair[side]
        self.pair[side] = basemap
        self.changed.emit()
