"""Where the panels stand: around the map, or in field mode one at a time beside it.

Each of the two arrangements is remembered by itself, so that leaving field mode brings back what
the user had before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtWidgets import QMainWindow

from ui.action_registry import ActionRegistry
from ui.look import theme
from ui.panel_strip import PanelStrip
from ui.places import BOTTOM, DOCKS, RIGHT
from ui.prefs import Prefs
from ui.widgets.dock import Dock

_FIRST = "work"  # what field mode shows beside the map at first
_COLUMN = (24, 44)  # ems: the least and the most that a panel takes of a small, a large window
_SHARE = 0.38  # of the window, between the two


class Arrangement(QObject):
    """Puts docks to their places and remembers how the user changed that."""

    def __init__(
        self, window: QMainWindow, docks: Mapping[str, Dock], prefs: Prefs,
        registry: ActionRegistry,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._docks, self._prefs = window, docks, prefs
        self._field = theme.is_field()
        self._open = True
        self._moving = False
        self.strip = PanelStrip(registry, window)
        window.addToolBar(Qt.ToolBarArea.RightToolBarArea, self.strip)
        for room, dock in docks.items():
            dock.toggleViewAction().toggled.connect(lambda on, r=room: self._on_shown(r, on))
        self.restore()

    def to_first(self) -> None:
        """Puts every panel to its first place of the mode that is on."""
        self._put(self._first)

    def bring(self, room: str) -> None:
        """Shows a panel, in front of those that share its place."""
        dock = self._docks[room]
        dock.show()
        dock.raise_()
        self._on_shown(room, True)

    def set_shown(self, shown: bool) -> None:
        """Hides everything while no project is open, and brings back what stood."""
        if shown == self._open:
            return
        if not shown:
            self.remember()
        self._open = shown
        if shown:
            self.restore()
        else:
            self._put(self._hide)

    def dress(self) -> None:
        """Changes to the arrangement of the mode that is on now, where it is another one."""
        if theme.is_field() == self._field:
            return
        if self._open:
            self.remember()
        self._field = theme.is_field()
        if self._open:
            self.restore()

    def remember(self) -> None:
        """Notes how the user arranged the panels in this mode."""
        state = bytes(self._window.saveState().toBase64().data()).decode("ascii")
        self._prefs.set(self._key(), state)

    def restore(self) -> None:
        """As the user had it in this mode, else as at first."""
        state = self._prefs.get(self._key(), "")

        def put() -> None:
            if not state or not self._window.restoreState(QByteArray.fromBase64(state.encode())):
                self._first()

        self._put(put)

    def _key(self) -> str:
        return "frame.docks_field" if self._field else "frame.docks"

    def _put(self, how: Callable[[], None]) -> None:
        """Moves several docks at once; none of them was shown by the user."""
        self._moving = True
        try:
            how()
        finally:
            self._moving = False
        self.strip.setVisible(self._field and self._open)

    def _on_shown(self, room: str, shown: bool) -> None:
        """In field mode the panel that is shown takes the place of the one that was."""
        if shown and self._field and not self._moving:
            for other, dock in self._docks.items():
                if other != room:
                    dock.hide()

    def _hide(self) -> None:
        for dock in self._docks.values():
            dock.hide()

    def _first(self) -> None:
        if self._field:
            self._in_one_column()
        else:
            self._around()

    def _in_one_column(self) -> None:
        window = self._window
        self._lay(RIGHT, list(self._docks.values()))
        for room, dock in self._docks.items():
            dock.setVisible(room == _FIRST)
        em = window.fontMetrics().height()
        wide = max(_COLUMN[0] * em, min(_COLUMN[1] * em, round(window.width() * _SHARE)))
        window.resizeDocks([self._docks[_FIRST]], [wide], Qt.Orientation.Horizontal)

    def _lay(self, area: Qt.DockWidgetArea, docks: list[Dock]) -> None:
        """Lays docks one over the other; all beside each other would make the window grow."""
        for n, dock in enumerate(docks):
            dock.setFloating(False)
            self._window.addDockWidget(area, dock)
            dock.show()
            if n:
                self._window.tabifyDockWidget(docks[n - 1], dock)

    def _around(self) -> None:
        window = self._window
        areas = dict.fromkeys(place.area for place in DOCKS)
        for area in areas:
            self._lay(area, [self._docks[p.room] for p in DOCKS if p.area == area])
        bottom = [self._docks[place.room] for place in DOCKS if place.area == BOTTOM]
        bottom[0].raise_()
        size = window.size()
        # A third, or what a table needs to show a few rows in a large font.
        lines = window.fontMetrics().height() * 20
        high = max(size.height() * 0.36, min(size.height() * 0.45, lines))
        window.resizeDocks([bottom[0]], [int(high)], Qt.Orientation.Vertical)
        window.resizeDocks(
            [self._docks["dossier"]], [int(size.width() * 0.32)], Qt.Orientation.Horizontal
        )
