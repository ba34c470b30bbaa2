"""Photos dropped on the map: onto an issue they are tied to it, beside all they are placed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QDropEvent

from ui.desk import Desk
from ui.map.canvas import MapCanvas
from ui.map.chosen import ISSUES
from ui.map.places import lonlat
from ui.map.pointing import Pointer
from ui.photo_drag import photos_in
from ui.words import number, plural, translate


class PhotoDrop(QObject):
    """Says under the mouse what letting go does, and has it done.

    Signals:
        told: what letting go here does, "" for nothing any more.
    """

    told = Signal(str)

    def __init__(self, desk: Desk, canvas: MapCanvas, pointer: Pointer) -> None:
        super().__init__(canvas)
        self._desk, self._canvas, self._pointer = desk, canvas, pointer

    def takes(self, event: QDropEvent) -> bool:
        """Whether photos are dragged that may be written of."""
        info = self._desk.info
        return bool(photos_in(event.mimeData())) and info is not None and info.writable

    def over(self, event: QDropEvent, place: Callable[[QPointF], QPointF]) -> None:
        """Says what letting go here does; ``place`` turns a place of the event into the canvas'."""
        photos = photos_in(event.mimeData())
        _, name = self._issue_at(place(event.position()))
        count = plural(
            len(photos), translate("Map", "{n} photo"), translate("Map", "{n} photos")
        ).format(n=number(len(photos)))
        if name:
            told = translate("Map", "Let go to tie {photos} to {issue}")
        else:
            told = translate("Map", "Let go to place {photos} here by hand")
        self.told.emit(told.format(photos=count, issue=name))

    def drop(self, event: QDropEvent, place: Callable[[QPointF], QPointF]) -> None:
        """Has it done by the room of photos."""
        photos, pos = photos_in(event.mimeData()), place(event.position())
        self.told.emit("")
        issue, name = self._issue_at(pos)
        if issue:
            self._desk.show.tie_photos.emit(photos, issue, name)
        else:
            lon, lat = lonlat(self._canvas.world(pos))
            self._desk.show.place_photos.emit(photos, lon, lat)

    def _issue_at(self, pos: QPointF) -> tuple[str, str]:
        """The id and the name of the issue at a place of the canvas, the topmost one."""
        for layer, feature in self._pointer.hits(self._canvas.world(pos)):
            if layer in ISSUES:
                issue = self._pointer.id_of((layer, feature))
                return issue, self._pointer.label(layer, issue)
        return "", ""
