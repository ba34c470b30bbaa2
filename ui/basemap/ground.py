"""The basemaps under the map: which are drawn, in which order, on which side of a swipe."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from ui.basemap.fetcher import Fetcher
from ui.basemap.grid import View, box_of
from ui.basemap.sheet import Box, Sheet
from ui.basemap.tile_cache import Key, TileCache
from ui.basemap.underlay import BasemapUnderlay
from ui.desk import Desk

_AROUND = 0.4  # of the view's size: pieces that lie so near are kept asked for
_FILE = ("file", "crs", "datum", "size_bytes", "mtime_ns", "levels", "finest_m", "status")


class Canvas(Protocol):
    """What the basemaps need of the map."""

    view_changed: Any

    def view(self) -> View | None:
        """What it shows."""

    def add_underlay(self, item: Any, side: Any = "both") -> None:
        """Puts something on top of what lies below the layers."""

    def remove_underlay(self, item: Any) -> None:
        """Takes it away."""

    def redraw(self, box: Box | None = None, around: int = 16) -> None:
        """Draws a box anew."""


class Ground(QObject):
    """Keeps the map's underlays in step with the list.

    Signals:
        failed: a basemap can't be drawn: its id, the error.
    """

    failed = Signal(str, object)

    def __init__(self, desk: Desk, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.cache = TileCache()
        self.fetcher = Fetcher(desk, self.cache, self)
        self._placed: list[tuple[BasemapUnderlay, str]] = []
        self._files: dict[str, tuple[Any, ...]] = {}
        self._states: dict[str, int] = {}
        self.fetcher.arrived.connect(self._on_arrived)
        self.fetcher.failed.connect(self.failed)
        canvas.view_changed.connect(self._on_view)

    def show(self, sheets: list[Sheet], sides: dict[str, str] | None = None) -> None:
        """Shows basemaps.

        Args:
            sheets: the topmost first; those hidden or unreadable are left out.
            sides: id -> ``left`` or ``right``, while two dates are compared: these
                lie above the others then, which show where neither of the two reaches.
        """
        for sheet in sheets:
            self._note(sheet)
        compared = sides or {}
        wanted = [
            (sheet, compared.get(sheet.id, "both"))
            for sheet in reversed(sheets)
            if sheet.is_sound and (sheet.id in compared or sheet.visible)
        ]
        wanted.sort(key=lambda each: each[0].id in compared)
        old = {item.sheet.id: item for item, _ in self._placed}
        placed = []
        for sheet, side in wanted:
            item = old.get(sheet.id) or BasemapUnderlay(sheet, 0, self.cache, self._want)
            item.sheet, item.state = sheet, self._states[sheet.id]
            placed.append((item, side))
        if placed != self._placed:
            for item, _ in self._placed:
                self._canvas.remove_underlay(item)
            for item, side in placed:
                self._canvas.add_underlay(item, side)
            self._placed = placed
        else:
            self._canvas.redraw()
        self._on_view()

    def clear(self) -> None:
        """Shows nothing and forgets every piece: the project is being left."""
        self.fetcher.drop()
        for item, _ in self._placed:
            self._canvas.remove_underlay(item)
        self._placed = []
        self.cache.forget()
        self._files.clear()

    def _want(self, keys: Iterable[Key]) -> None:
        self.fetcher.want(keys)

    def _note(self, sheet: Sheet) -> None:
        """Old pieces are stale where the file, or how it is read, is another now."""
        told = tuple(sheet.item[name] for name in _FILE)
        if self._files.get(sheet.id) != told:
            self._files[sheet.id] = told
            self._states[sheet.id] = self._states.get(sheet.id, 0) + 1
            self.fetcher.drop(sheet.id)
            self.cache.forget(sheet.id)

    def _on_arrived(self, key: Key) -> None:
        if any(item.sheet.id == key.basemap for item, _ in self._placed):
            self._canvas.redraw(box_of(key), 2)

    def _on_view(self, *_: object) -> None:
        """Drops what left the view before it came."""
        view = self._canvas.view()
        if view is None:
            return
        x0, y0, x1, y1 = view.box
        dx, dy = (x1 - x0) * _AROUND, (y1 - y0) * _AROUND
        near = (x0 - dx, y0 - dy, x1 + dx, y1 + dy)
        zooms = {
            item.sheet.id: (item.state, item.sheet.zoom_for(view.pixel)) for item, _ in self._placed
        }
        self.fetcher.keep(
            lambda key: zooms.get(key.basemap) == (key.state, key.z) and _meet(box_of(key), near)
        )


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
