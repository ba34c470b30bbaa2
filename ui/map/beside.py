"""The layer tree beside the map: as many letters wide as the user set it, shown or put away."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QWidget

from ui.prefs import Prefs

SIDE_EM = 17.0  # heights of a line, which are the letters of a legend's line
_ROOM_EM = 60  # of the map, until both have their size on the screen


class Beside(QSplitter):
    """The map, and at its right what stands beside it."""

    def __init__(self, prefs: Prefs, middle: QWidget, side: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("map.splitter")
        self._prefs, self._side = prefs, side
        self.addWidget(middle)
        self.addWidget(side)
        self.setStretchFactor(0, 1)
        self.setCollapsible(0, False)
        # Not before what stands in it knows its own size in the new font.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._widen)
        self._widen()
        side.setVisible(prefs.get("map.side", True))
        self.splitterMoved.connect(self._on_moved)

    @property
    def is_on(self) -> bool:
        """Whether what stands beside the map is shown."""
        return not self._side.isHidden()

    def widen_soon(self) -> None:
        """After another font: as many letters wide as before."""
        self._soon.start()

    def fold(self) -> bool:
        """Shows it or puts it away; whether it shows now."""
        shown = not self.is_on
        self._side.setVisible(shown)
        self._prefs.set("map.side", shown)
        return shown

    def _widen(self) -> None:
        em = self.fontMetrics().height()
        wide = round(self._prefs.get("map.side_em", SIDE_EM) * em)
        self.setSizes([max(self.width() - wide, _ROOM_EM * em), wide])

    def _on_moved(self) -> None:
        self._prefs.set("map.side_em", self.sizes()[1] / self.fontMetrics().height())
