"""What the tray knows of photos: rows and thumbnails, asked for as they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.desk import Desk
from ui.photos import calls
from ui.photos.thumbnail_store import ThumbnailStore
from ui.timers import pause

_AT_ONCE = 16  # thumbnails of one request: the large viewer's waits no longer than these take
_ROWS_AT_ONCE = 200
_ROWS_KEPT = 4000


class Fetching(QObject):
    """Rows and thumbnails by hash, those that are wanted first.

    Args:
        desk: where they are asked for.
        wanted: the hashes in the order in which they are wanted.

    Signals:
        came: of this photo more is known than before.

    Attributes:
        pictures: the thumbnails.
    """

    came = Signal(str)

    def __init__(self, desk: Desk, wanted: Callable[[], list[str]], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._wanted = desk, wanted
        self._rows: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._stale: set[str] = set()
        self._waiting_rows: set[str] = set()
        self._waiting_pictures: set[str] = set()
        self._size = 160
        self.pictures = ThumbnailStore()
        self._soon = pause(self, 0, self._on_fetch)

    def known(self, sha256: str) -> dict[str, Any] | None:
        """What is known of a photo by now."""
        return self._rows.get(sha256)

    def soon(self) -> None:
        """Asks for what is wanted and not here, once the event loop is idle."""
        self._soon.start()

    def renew(self) -> None:
        """Reads what is known anew, and keeps it until then."""
        self._stale.update(self._rows)
        self.soon()

    def again(self) -> None:
        """Asks once more for thumbnails of files that were not there: their drive may be back."""
        if self.pictures.forget_missing():
            self.soon()

    def set_picture_size(self, size: int) -> None:
        """Another size of thumbnails, one that the worker makes."""
        if size != self._size:
            self._size = size
            self.pictures.clear()
            self._waiting_pictures.clear()
            self.soon()

    def forget(self) -> None:
        """Another project is open, or none."""
        self._rows.clear()
        self._stale.clear()
        self._waiting_rows, self._waiting_pictures = set(), set()
        self.pictures.clear()

    def _on_fetch(self) -> None:
        if self._desk.info is None:
            return
        wanted = self._wanted()
        self._fetch_rows(wanted)
        self._fetch_pictures(wanted)

    def _fetch_rows(self, wanted: list[str]) -> None:
        if self._waiting_rows:
            return
        lacking = [h for h in wanted if h not in self._rows or h in self._stale][:_ROWS_AT_ONCE]
        if lacking:
            self._waiting_rows = set(lacking)
            self._desk.ask(
                calls.rows, lacking, done=self._on_rows, failed=self._on_rows_failed,
                key="photos.rows",
            )  # fmt: skip

    def _on_rows(self, found: list[dict[str, Any]]) -> None:
        asked, self._waiting_rows = self._waiting_rows, set()
        self._stale -= asked
        for row in found:
            self._rows[row["sha256"]] = row
            self._rows.move_to_end(row["sha256"])
            self.came.emit(row["sha256"])
        while len(self._rows) > _ROWS_KEPT:
            gone, _ = self._rows.popitem(last=False)
            self._stale.discard(gone)
        if found:
            self.soon()

    def _on_rows_failed(self, _: Exception) -> None:
        self._waiting_rows = set()  # another project, or none: asked again when it is in sight

    def _fetch_pictures(self, wanted: list[str]) -> None:
        if self._waiting_pictures:
            return
        lacking = [h for h in wanted if not self.pictures.knows(h)][:_AT_ONCE]
        if lacking:
            self._waiting_pictures = set(lacking)
            self._desk.picture(
                calls.thumbnails, lacking, self._size, told=partial(self._on_picture, self._size),
                done=self._on_pictures, failed=self._on_pictures, key="photos.thumbnails",
            )  # fmt: skip

    def _on_picture(self, size: int, told: tuple[str, bytes | None, Any]) -> None:
        if size != self._size:
            return  # another is wanted since
        sha256, jpeg, why = told
        self.pictures.put(sha256, jpeg, why)
        self.came.emit(sha256)

    def _on_pictures(self, _: object) -> None:
        asked, self._waiting_pictures = self._waiting_pictures, set()
        if any(self.pictures.knows(h) for h in asked):
            self.soon()
