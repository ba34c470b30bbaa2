"""The layer tree beside the map: as many letters wide as the user set it, shown or put away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui.look import theme
from ui.prefs import Prefs
from ui.timers import pause

SIDE_EM = 17.0  # heights of a line, which are the letters of a legend's line
_ROOM_EM = 60  # of the map, until both have their size on the screen
_ROOMY_EM = (56, 22)  # width and height from which field mode shows the layers unasked


class Beside(QSplitter):
    """The map, and at its right what stands beside it.

    Field mode puts the map first: there the layers show unasked only where there is room for both,
    and what the user wants there is remembered apart.

    Signals:
        turned: what stands beside is shown now, or put away.
    """

    turned = Signal(bool)

    def __init__(self, prefs: Prefs, middle: QWidget, side: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("map.splitter")
        self._prefs, self._side = prefs, side
        self.addWidget(middle)
        self.addWidget(side)
        self.setStretchFactor(0, 1)
        self.setCollapsible(0, False)
        # Not before what stands in it knows its own size in the new font.
        self._soon = pause(self, 0, self._widen)
        self._widen()
        side.setVisible(self._wanted())
        self.splitterMoved.connect(self._on_moved)

    @property
    def is_on(self) -> bool:
        """Whether what stands beside the map is shown."""
        return not self._side.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A map that got small may want the room for itself."""
        super().resizeEvent(event)
        if theme.is_field():
            self._turn(self._wanted())

    def widen_soon(self) -> None:
        """After another font: as many letters wide as before."""
        self._turn(self._wanted())
        self._soon.start()

    def fold(self) -> bool:
        """Shows it or puts it away; whether it shows now."""
        shown = not self.is_on
        self._prefs.set(_key(), shown)
        self._turn(shown)
        return shown

    def _wanted(self) -> bool:
        kept = self._prefs.get(_key(), None)
        if isinstance(kept, bool):
            return kept
        em = self.fontMetrics().height()
        roomy = self.width() >= _ROOMY_EM[0] * em and self.height() >= _ROOMY_EM[1] * em
        return roomy or not theme.is_field()

    def _turn(self, shown: bool) -> None:
        if shown != self.is_on:
            self._side.setVisible(shown)
            self.turned.emit(shown)

    def _widen(self) -> None:
        em = self.fontMetrics().height()
        wide = round(self._prefs.get("map.side_em", SIDE_EM) * em)
        self.setSizes([max(self.width() - wide, _ROOM_EM * em), wide])

    def _on_moved(self) -> None:
        self._prefs.set("map.side_em", self.sizes()[1] / self.fontMetrics().height())


def _key() -> str:
    return "map.side_field" if theme.is_field() else "map.side"
