"""Fetches pieces from the worker: those in view, the middle first, a few at a time.

What left the view is dropped before it is asked for, or cancelled. Only a few are asked for at
once: the worker's pictures come one after the other, and thumbnails wait in the same row. What
could not be read whole is asked for again after a while (``holes``); coarser pieces stand in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal

from greenshield.domain.errors import GreenShieldError, SurroundingsError
from ui.basemap import calls
from ui.basemap.holes import Holes
from ui.basemap.sheet import SIZE
from ui.basemap.tile_cache import Key, TileCache, image_of
from ui.desk import Desk
from ui.tasks.task import Task
from ui.words import translate

_AT_ONCE = 3


class Fetcher(QObject):
    """Asks for pieces and puts them into the cache.

    Attributes:
        holes: the pieces that could not be read whole.

    Signals:
        arrived: a piece is there, or it is known that there is nothing to be seen.
        failed: a basemap can't be drawn: its id, the error.
    """

    arrived = Signal(object)
    failed = Signal(str, object)

    def __init__(self, desk: Desk, cache: TileCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._cache = desk, cache
        self._waiting: dict[Key, None] = {}
        self._asked: dict[Key, Task] = {}
        self._told: set[str] = set()
        self.holes = Holes(self)
        self.holes.due.connect(self._on_due)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is waited for."""
        return not self._waiting and not self._asked

    def want(self, keys: Iterable[Key]) -> None:
        """Asks for pieces that are not there, in this order, after those that wait already."""
        for key in keys:
            if key not in self._cache and key not in self._asked and key not in self.holes:
                self._waiting.setdefault(key)
        self._next()

    def keep(self, wanted: Callable[[Key], bool]) -> None:
        """Drops what is not wanted any more."""
        self._waiting = {key: None for key in self._waiting if wanted(key)}
        for key in [k for k in self._asked if not wanted(k)]:
            self._asked.pop(key).cancel()
        for key in self.holes.forget(wanted):
            self._cache.drop(key)  # what came in part is asked for anew when it is seen again
        self._next()

    def drop(self, basemap: str | None = None) -> None:
        """Drops what is asked of a basemap, or everything."""
        self.keep(lambda key: basemap is not None and key.basemap != basemap)

    def _tell(self, basemap: str, error: Exception) -> None:
        if basemap not in self._told:
            self._told.add(basemap)
            self._desk.trouble.emit(error, translate("Basemap", "Drawing a basemap"))

    def _next(self) -> None:
        while self._waiting and len(self._asked) < _AT_ONCE:
            key = next(iter(self._waiting))
            del self._waiting[key]
            self._asked[key] = self._desk.picture(
                calls.piece, key.basemap, key.z, key.x, key.y, SIZE,
                done=partial(self._on_done, key),
                failed=partial(self._on_failed, key),
            )  # fmt: skip

    def _on_done(self, key: Key, got: calls.Picture) -> None:
        if self._asked.pop(key, None) is None:
            return  # it left the view, or its basemap is another now
        image = None if got.pixels is None else image_of(got.size, got.opaque, got.pixels)
        if got.whole:
            self.holes.mended(key)
        else:
            self.holes.note([key])
        if got.whole or image is not None:
            self._cache.put(key, image)
            self.arrived.emit(key)
        self._next()

    def _on_due(self, keys: list[Key]) -> None:
        for key in keys:
            if key not in self._asked:
                self._waiting.setdefault(key)
        self._next()

    def _on_failed(self, key: Key, error: Exception) -> None:
        if self._asked.pop(key, None) is None:
            return
        cancelled = isinstance(error, SurroundingsError) and error.code == "cancelled"
        if not cancelled:
            lost = [key, *(k for k in self._waiting if k.basemap == key.basemap)]
            self._waiting = {k: None for k in self._waiting if k.basemap != key.basemap}
            self.holes.note(lost)
            if not isinstance(error, GreenShieldError):  # a fault of ours is told, and once
                self._tell(key.basemap, error)
            self.failed.emit(key.basemap, error)
        self._next()
