"""Pieces that could not be read whole, and when each is asked for again.

A drive that was pulled out comes back, a share answers again, a busy disk is in time: so a hole is
looked at again after a while. A block that is spoilt stays so: after some tries a hole is left
alone until it leaves the view, or somebody asks for all of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from ui.basemap.tile_cache import Key
from ui.timers import pause

PAUSES_S = (2.0, 8.0, 30.0, 120.0)


class Holes(QObject):
    """Remembers them.

    Attributes:
        pauses: seconds before each further try.

    Signals:
        due: pieces that are to be asked for again now.
    """

    due = Signal(list)

    def __init__(self, parent: QObject | None = None, pauses: tuple[float, ...] = PAUSES_S) -> None:
        super().__init__(parent)
        self.pauses = pauses
        self._tries: dict[Key, int] = {}
        self._when: dict[Key, float] = {}
        self._timer = pause(self, 0, self._on_time)

    def __contains__(self, key: Key) -> bool:
        return key in self._tries

    def __len__(self) -> int:
        return len(self._tries)

    def note(self, keys: Iterable[Key]) -> None:
        """These could not be read whole just now."""
        now = time.monotonic()
        for key in keys:
            tried = self._tries.get(key, 0)
            self._tries[key] = tried + 1
            if tried < len(self.pauses):
                self._when[key] = now + self.pauses[tried]
        self._plan()

    def mended(self, key: Key) -> None:
        """This one is whole."""
        self._tries.pop(key, None)
        self._when.pop(key, None)

    def forget(self, wanted: Callable[[Key], bool]) -> list[Key]:
        """Forgets those that are not wanted any more, and tells which."""
        gone = [key for key in self._tries if not wanted(key)]
        for key in gone:
            self.mended(key)
        self._plan()
        return gone

    def all_again(self) -> None:
        """Asks for all of them now, as if for the first time."""
        keys = list(self._tries)
        self._tries.clear()
        self._when.clear()
        self._plan()
        if keys:
            self.due.emit(keys)

    def _plan(self) -> None:
        if not self._when:
            self._timer.stop()
            return
        rest = min(self._when.values()) - time.monotonic()
        self._timer.start(max(0, round(rest * 1000)))

    def _on_time(self) -> None:
        now = time.monotonic()
        keys = [key for key, when in self._when.items() if when <= now]
        for key in keys:
            del self._when[key]
        self._plan()
        if keys:
            self.due.emit(keys)
