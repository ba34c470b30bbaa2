"""The basemaps' room: the list at the map's side, what is drawn below the map."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication

from greenshield.project.changes import Changes
from ui.basemap import calls, looks
from ui.basemap.add_dialog import AddDialog
from ui.basemap.comparing import Comparing
from ui.basemap.deeds import Deeds
from ui.basemap.ground import Ground
from ui.basemap.model import BasemapModel, moved_to
from ui.basemap.section import BasemapSection
from ui.basemap.sheet import Box, Sheet
from ui.basemap.watch import FolderWatch
from ui.desk import Desk

if TYPE_CHECKING:
    MapPanel = Any

KIND = "basemap"


class BasemapRoom(QObject):
    """The room. It has no panel of its own: it lives in the map's.

    Attributes:
        section: its part of the map's side.
        deeds: what is done with one basemap.
        ground: what is drawn.
        comparing: two dates, and the line between them.
    """

    def __init__(self, desk: Desk, map_panel: MapPanel) -> None:
        super().__init__(map_panel)
        self._desk = desk
        self._panel: MapPanel = map_panel
        self._canvas = map_panel.canvas
        self.model = BasemapModel(self)
        self.section = BasemapSection(self.model)
        map_panel.side.add_section(self.section)
        self.deeds = Deeds(desk, map_panel, self)
        self.ground = Ground(desk, self._canvas, self)
        self.comparing = Comparing(desk, self._canvas, self.model, self.deeds.tell, self)
        self._watch = FolderWatch(self)
        self._hidden = False
        self._queue: list[str] = []
        self._connect()
        if desk.info is not None:
            self._on_opened()

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions do."""
        return {
            "basemap.add": lambda: self.add(),
            "basemap.swipe": self.comparing.turn,
            "basemap.outlines": self.comparing.turn_outlines,
            "basemap.turn": self._turn,
            "basemap.zoom": lambda: self._with_current(self.deeds.zoom),
            "basemap.describe": lambda: self._with_current(self.deeds.describe),
            "basemap.overviews": lambda: self._with_current(self.deeds.build),
            "basemap.remove": lambda: self._with_current(self.deeds.remove),
        }

    def reload(self) -> None:
        """Reads the list anew."""
        if self._desk.info is not None:
            self._desk.picture(calls.listed, done=self._on_listed, key="basemap.list")

    def look_again(self) -> None:
        """Reads the list anew, and asks again for what could not be read."""
        self.reload()
        self.ground.fetcher.holes.all_again()

    def add(self, path: str = "") -> AddDialog:
        """Opens the dialog of a new basemap."""
        dialog = AddDialog(self._desk, path, self._panel)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.added.connect(self._on_added)
        dialog.finished.connect(lambda _: self._next_dropped())
        dialog.open()
        return dialog

    def add_all(self, paths: list[str | Path]) -> None:
        """Opens it for each of several files, one after the other."""
        mine = [str(path) for path in paths]
        if not mine or self._desk.info is None:
            return
        if not self._is_writable:
            self.deeds.tell_not_writable()
            return
        idle = not self._queue
        self._queue += mine
        if idle:
            self.add(self._queue[0])

    # Composition -------------------------------------------------------------------------

    def _connect(self) -> None:
        desk, section = self._desk, self.section
        desk.opened.connect(self._on_opened)
        desk.closed.connect(self._on_closed)
        desk.changed.connect(self._on_changed)
        desk.actor_changed.connect(self._on_actor)
        self._watch.changed.connect(self.reload)
        self._panel.renewed.connect(self.look_again)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_state)
        desk.show.imagery_files.connect(self.add_all)
        section.add_wanted.connect(lambda: self.add())
        section.swipe_wanted.connect(self.comparing.turn)
        section.zoom_wanted.connect(lambda basemap: self._with(basemap, self.deeds.zoom))
        section.faded.connect(lambda basemap, share: self._set_looks(basemap, opacity=share))
        section.menu_wanted.connect(self._on_menu)
        section.shifted.connect(self._on_shifted)
        section.remove_wanted.connect(self._on_remove)
        section.dropped.connect(desk.show.files)
        self.model.ticked.connect(lambda basemap, on: self._set_looks(basemap, visible=on))
        self.model.ordered.connect(self.deeds.order)
        self.ground.failed.connect(self._on_failed)
        self.comparing.changed.connect(self._renew)
        self._on_actor()

    # The list ----------------------------------------------------------------------------

    def _on_opened(self) -> None:
        info = self._desk.info
        self._on_actor()
        self._watch.watch(None if info is None else info.basemaps)
        self.reload()

    def _on_state(self, state: Qt.ApplicationState) -> None:
        """Who comes back to the window may have put the drive back in."""
        bad = any(not sheet.is_sound for sheet in self.model.sheets())
        if state == Qt.ApplicationState.ApplicationActive and (bad or self.ground.fetcher.holes):
            self.look_again()

    def _on_listed(self, items: list[dict[str, Any]]) -> None:
        info = self._desk.info
        if info is not None:
            self.model.set_sheets(looks.sheets(self._desk.prefs, info.project_id, items))
            self._renew()

    def _on_changed(self, changes: Changes) -> None:
        if changes.ids(KIND):
            self.reload()

    def _on_actor(self) -> None:
        self.section.add.setEnabled(self._is_writable)
        self.model.set_movable(self._is_writable)

    @property
    def _is_writable(self) -> bool:
        return self._desk.info is not None and self._desk.info.writable

    def _on_closed(self) -> None:
        self.comparing.end()
        self._watch.watch(None)
        self.ground.clear()
        self.model.set_sheets([])
        self._queue.clear()
        self._desk.picture(calls.put_away, failed=lambda _: None)

    def _on_failed(self, basemap: str, error: Exception) -> None:
        """A file that was there is gone or spoilt: the list says so."""
        del error
        row = self.model.row_of(basemap)
        if row >= 0 and self.model.sheets()[row].is_sound:
            self.reload()

    def _set_looks(
        self, basemap: str, *, visible: bool | None = None, opacity: float | None = None
    ) -> None:
        sheets = [
            s.with_looks(visible=visible, opacity=opacity) if s.id == basemap else s
            for s in self.model.sheets()
        ]
        self.model.set_sheets(sheets)
        if visible:
            self._hidden = False
        info = self._desk.info
        if info is not None:
            looks.remember(self._desk.prefs, info.project_id, sheets)
        self._renew()

    def _renew(self) -> None:
        """Draws what is to be drawn now."""
        sheets = self.model.sheets()
        known = {s.id: s for s in sheets if s.is_sound}
        pair = self.comparing.pair
        if pair and not set(pair.values()) <= known.keys():
            self.comparing.end()  # comes back here
            return
        self.section.swipe.setChecked(bool(pair))
        if pair:
            sides = self.comparing.sides(known)
            self.ground.show([s for s in sheets if s.id in sides or not self._hidden], sides)
        else:
            self.ground.show([] if self._hidden else sheets)

    def _turn(self) -> None:
        if not self.model.rowCount():
            self.deeds.tell_none()
            return
        self._hidden = not self._hidden
        self._renew()

    # One basemap -------------------------------------------------------------------------

    def _with_current(self, act: Callable[[Sheet], None]) -> None:
        sheet = self.section.current()
        if sheet is not None:
            act(sheet)
        else:
            self.deeds.tell_none()

    def _with(self, basemap: str, act: Callable[[Sheet], None]) -> None:
        row = self.model.row_of(basemap)
        if row >= 0:
            act(self.model.sheets()[row])

    def _on_shifted(self, by: int) -> None:
        sheet = self.section.current()
        ids = [s.id for s in self.model.sheets()]
        if sheet is not None and self._is_writable:
            to = ids.index(sheet.id) + by + (by > 0)
            order = moved_to(ids, sheet.id, max(to, 0))
            if order:
                self.deeds.order(order)

    def _on_remove(self) -> None:
        if self._is_writable:
            self._with_current(self.deeds.remove)

    def _on_menu(self, basemap: str, at: QPoint) -> None:
        self._with(basemap, lambda sheet: self.deeds.menu(sheet, self.section).popup(at))

    def _on_added(self, item: dict[str, Any]) -> None:
        """One that lies elsewhere would not be seen: a way there is offered."""
        view, sheet = self._canvas.view(), Sheet(item)
        several = len(self._queue) > 1  # the next is asked for already
        if view is not None and sheet.is_sound and not several and _apart(view.box, sheet.focus):
            self.deeds.offer_zoom(sheet)

    def _next_dropped(self) -> None:
        if self._queue:
            self._queue.pop(0)
        if self._queue:
            self.add(self._queue[0])


def _apart(one: Box, other: Box) -> bool:
    """Whether two boxes have nothing in common."""
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
