"""The rooms of an open project: the map in the middle, the others in docks around it.

The map and the list of work come first. The other rooms are made one after the other as soon as
the window has nothing else to do, or at once where somebody goes there.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from ui.action_registry import ActionRegistry, Handlers
from ui.arrangement import Arrangement
from ui.desk import Desk
from ui.look import theme
from ui.panels import Panels
from ui.places import DOCKS, ROUTES, SILENT, Place
from ui.tasks.unexpected import stopping
from ui.widgets.dock import Dock
from ui.words import translate

if TYPE_CHECKING:
    from ui.map.panel import MapPanel

_PAUSE_MS = 15  # between two rooms, so that a click in between is answered
_PATIENCE = 100  # pauses to wait for the worker before the next room is made all the same


class Workspace(QObject):
    """Makes the rooms once, arranges them, remembers how the user arranged them.

    Signals:
        completed: every room is made.
    """

    completed = Signal()

    def __init__(self, desk: Desk, window: QMainWindow, registry: ActionRegistry) -> None:
        super().__init__(window)
        self._desk, self._window, self._registry = desk, window, registry
        self.rooms: dict[str, Any] = {}
        self._handlers: Handlers = {}
        self.docks = {place.room: self._dock(place) for place in DOCKS}
        for place in DOCKS:
            window.addDockWidget(place.area, self.docks[place.room])
        self._arrangement = Arrangement(window, self.docks, desk.prefs, registry)
        self.map: MapPanel = self.room("map")
        Panels(self.docks, self.bring, registry, self)
        registry.connect_late(self._run)
        for route, room in ROUTES.items():
            getattr(desk.show, route).connect(self._made_for(route, room))
        desk.show.room.connect(self.bring)
        desk.show.front.connect(self._on_front)
        desk.show.issue.connect(self._show_issue)
        self._waited = 0
        self._idle = QTimer(self)
        self._idle.setInterval(_PAUSE_MS)
        self._idle.timeout.connect(self._on_idle)
        self._idle.start()
        self.retranslate()

    @property
    def is_complete(self) -> bool:
        """True where every room is made."""
        return len(self.rooms) == 1 + len(DOCKS) + len(SILENT)

    def room(self, name: str) -> Any:
        """A room, made at its first use."""
        if name not in self.rooms:
            self.rooms[name] = self._make(name)
            self._handlers |= self.rooms[name].handlers()
            if self.is_complete:
                self.completed.emit()
        return self.rooms[name]

    def bring(self, name: str) -> None:
        """Brings a room to the front and gives it the keyboard."""
        self.raise_room(name)
        self.room(name).setFocus()

    def raise_room(self, name: str) -> None:
        """Brings a room to the front; the keyboard stays where it is."""
        self.room(name)
        if name in self.docks:
            self._arrangement.bring(name)

    def arrange(self) -> None:
        """Puts every panel to its first place."""
        self._arrangement.to_first()

    def set_shown(self, shown: bool) -> None:
        """Hides every dock while no project is open, and brings back those that stood."""
        self._arrangement.set_shown(shown)

    def dress(self) -> None:
        """Arranges the panels for field mode, or again as they were before it."""
        self._arrangement.dress()

    def remember(self) -> None:
        """Notes how the user arranged the panels."""
        self._arrangement.remember()

    def retranslate(self) -> None:
        """Sets the docks' titles in the language in force."""
        for place in DOCKS:
            self.docks[place.room].setWindowTitle(translate("Frame", place.title))

    def _dock(self, place: Place) -> Dock:
        dock = Dock(self._window)
        dock.setObjectName(f"dock.{place.room}")
        dock.setWidget(QWidget(dock))
        return dock

    def _make(self, name: str) -> Any:
        """Loads and makes a room; its module is loaded no sooner."""
        if name == "map":
            panel = _class("ui.map.panel", "MapPanel")(self._desk, self._window)
            return _shrinking(panel)
        if name in SILENT:
            module, kind = SILENT[name]
            owner = self.room("map") if name in ("basemap", "layers", "lineage") else self._window
            return _class(module, kind)(self._desk, owner)
        place = next(place for place in DOCKS if place.room == name)
        dock = self.docks[name]
        given = (self.room("map"),) if place.on_map else ()
        blank, panel = dock.widget(), _class(place.module, place.panel)(self._desk, dock, *given)
        dock.setWidget(_shrinking(panel))
        blank.deleteLater()
        return panel

    def _on_idle(self) -> None:
        """Makes the next room where worker and map are at rest, or have not been for long."""
        self._waited += 1
        busy = bool(self._desk.office.tasks()) or self.map.is_busy
        if busy and self._waited < _PATIENCE:
            return
        self._waited = 0
        wanted = ("work", "dossier", "ledger", "photos", *SILENT, *self.docks)
        left = [name for name in wanted if name not in self.rooms]
        if not left:
            self._idle.stop()
            return
        with stopping(self._idle):  # a room that can't be made is tried again where it is wanted
            self.room(left[0])

    def _run(self, action: str, arguments: tuple[Any, ...]) -> None:
        """Does what an action of a room does, which may have to be made for it."""
        name = action.partition(".")[0]
        if action not in self._handlers and (name in self.docks or name in SILENT):
            self.room(name)
        self._handlers[action](*arguments)

    def _made_for(self, route: str, room: str) -> Any:
        """Sees to it that the room that a route leads to is there, and hears of it."""

        def hear(*arguments: Any) -> None:
            if room in self.rooms:
                return
            self.room(room)
            getattr(self._desk.show, route).emit(*arguments)

        return hear

    def _on_front(self, room: str) -> None:
        """Raises a room that nobody asked for, in field mode not in place of one in hand."""
        in_hand = self._window.focusWidget()
        docks = self.docks.values() if theme.is_field() else ()
        if in_hand is None or not any(dock.isAncestorOf(in_hand) for dock in docks):
            self.raise_room(room)

    def _show_issue(self, issue: str) -> None:
        self._desk.selection.select(issues=(issue,), current=issue)
        self.bring("dossier")


def _class(module: str, name: str) -> Any:
    return getattr(import_module(module), name)


def _shrinking(panel: Any) -> Any:
    """A panel that may get smaller than it would like: the window must fit a small screen."""
    line = panel.fontMetrics().height()
    panel.setMinimumSize(line * 12, line * 8)
    return panel
