"""The rooms of an open project: the map in the middle, the others in docks around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from ui.action_registry import ActionRegistry, Handlers
from ui.desk import Desk
from ui.words import translate

_LEFT, _RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
_BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea


@dataclass(frozen=True, slots=True)
class Place:
    """Where a room's panel stands.

    Attributes:
        room: its name, by which ``desk.show.room`` brings it to the front.
        module, panel: where its class is.
        title: of its dock, marked for translation.
        area: at first; afterwards where the user put it.
        shown: whether it is there at first.
    """

    room: str
    module: str
    panel: str
    title: str
    area: Qt.DockWidgetArea
    shown: bool = True


DOCKS: tuple[Place, ...] = (
    Place("work", "ui.start.work_list_panel", "WorkListPanel",
          QT_TRANSLATE_NOOP("Frame", "My work"), _BOTTOM),
    Place("ledger", "ui.ledger.panel", "LedgerPanel",
          QT_TRANSLATE_NOOP("Frame", "Ledger"), _BOTTOM),
    Place("photos", "ui.photos.panel", "PhotosPanel",
          QT_TRANSLATE_NOOP("Frame", "Photos"), _BOTTOM),
    Place("charts", "ui.charts.panel", "ChartsPanel",
          QT_TRANSLATE_NOOP("Frame", "Charts"), _BOTTOM),
    Place("dossier", "ui.dossier.panel", "DossierPanel",
          QT_TRANSLATE_NOOP("Frame", "Dossier"), _RIGHT),
)  # fmt: skip


class Workspace:
    """Makes the panels once, arranges them, remembers how the user arranged them."""

    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        self._desk, self._window = desk, window
        self.docks: dict[str, QDockWidget] = {}
        self.panels: dict[str, QWidget] = {}
        self.map = made("ui.map.panel", "MapPanel", desk, window)
        self.panels["map"] = self.map
        for place in DOCKS:
            self._add(place)
        self.rooms: dict[str, Any] = {
            "basemap": made("ui.basemap.room", "BasemapRoom", desk, self.map),
            "imports": made("ui.imports.room", "ImportsRoom", desk, window),
            "reports": made("ui.reports.room", "ReportsRoom", desk, window),
        }
        self.arrange()
        self._first = window.saveState()
        self._restore()
        desk.show.room.connect(self.bring)
        desk.show.issue.connect(lambda issue: self._show_issue(issue))
        desk.show.need.connect(lambda *_: None)
        desk.show.on_map.connect(lambda *_: self.map.setFocus())
        desk.show.photos_of.connect(lambda *_: self.bring("photos"))
        desk.show.ledger.connect(lambda _: self.bring("ledger"))
        self.retranslate()

    def connect_handlers(self, registry: ActionRegistry) -> None:
        """Gives the rooms' actions what they do."""
        for part in (*self.panels.values(), *self.rooms.values()):
            handlers: Callable[[], Handlers] = part.handlers
            registry.connect_handlers(handlers())

    def bring(self, room: str) -> None:
        """Brings a room to the front and gives it the keyboard."""
        dock = self.docks.get(room)
        if dock is not None:
            dock.show()
            dock.raise_()
        self.panels[room].setFocus()

    def arrange(self) -> None:
        """Puts every panel to its first place."""
        window = self._window
        bottom = [self.docks[place.room] for place in DOCKS if place.area == _BOTTOM]
        for place in DOCKS:
            dock = self.docks[place.room]
            dock.setFloating(False)
            window.addDockWidget(place.area, dock)
            dock.setVisible(place.shown)
        for former, dock in pairwise(bottom):
            window.tabifyDockWidget(former, dock)
        bottom[0].raise_()
        size = window.size()
        window.resizeDocks([bottom[0]], [int(size.height() * 0.38)], Qt.Orientation.Vertical)
        window.resizeDocks(
            [self.docks["dossier"]], [int(size.width() * 0.32)], Qt.Orientation.Horizontal
        )

    def set_shown(self, shown: bool) -> None:
        """Hides every dock while no project is open, and brings back those that stood."""
        if shown:
            self._restore()
        else:
            self.remember()
            for dock in self.docks.values():
                dock.hide()

    def remember(self) -> None:
        """Notes how the user arranged the panels."""
        state = bytes(self._window.saveState().toBase64().data()).decode("ascii")
        self._desk.prefs.set("frame.docks", state)

    def retranslate(self) -> None:
        """Sets the docks' titles in the language in force."""
        for place in DOCKS:
            self.docks[place.room].setWindowTitle(translate("Frame", place.title))

    def _add(self, place: Place) -> None:
        panel = made(place.module, place.panel, self._desk, self._window)
        dock = QDockWidget(self._window)
        dock.setObjectName(f"dock.{place.room}")
        dock.setWidget(panel)
        self.panels[place.room], self.docks[place.room] = panel, dock
        self._window.addDockWidget(place.area, dock)

    def _restore(self) -> None:
        state = self._desk.prefs.get("frame.docks", "")
        if not state or not self._window.restoreState(QByteArray.fromBase64(state.encode())):
            self._window.restoreState(self._first)

    def _show_issue(self, issue: str) -> None:
        self._desk.selection.select(issues=(issue,), current=issue, by=None)
        self.bring("dossier")


class _Room(QWidget):
    """Stands where a room is not built yet."""

    def handlers(self) -> Handlers:
        return {}


def made(module: str, name: str, *args: Any) -> Any:
    """A room's part; an empty one while the room is being built."""
    try:
        found = find_spec(module)
    except ModuleNotFoundError:
        found = None
    if found is None:
        return _Room(args[-1])
    return getattr(import_module(module), name)(*args)
