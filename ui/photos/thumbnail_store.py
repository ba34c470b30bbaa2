"""Thumbnails in memory: the last ones seen, up to a number of bytes, and why others have none."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtGui import QPixmap

from ui.widgets.small_picture import small_picture

Why = tuple[str, dict[str, Any]]
_LIMIT = 96 * 1024 * 1024


class ThumbnailStore:
    """Pixmaps by hash; the one that was not asked for the longest goes first."""

    def __init__(self, limit: int = _LIMIT) -> None:
        self._limit = limit
        self._bytes = 0
        self._pixmaps: OrderedDict[str, QPixmap] = OrderedDict()
        self._refused: dict[str, Why] = {}

    def get(self, sha256: str) -> QPixmap | None:
        """The pixmap of a photo, None where it is not here."""
        found = self._pixmaps.get(sha256)
        if found is not None:
            self._pixmaps.move_to_end(sha256)
        return found

    def why_not(self, sha256: str) -> Why | None:
        """Why a photo has no thumbnail: code and parameters."""
        return self._refused.get(sha256)

    def knows(self, sha256: str) -> bool:
        """True where nothing is to be asked for."""
        return sha256 in self._pixmaps or sha256 in self._refused

    def put(self, sha256: str, jpeg: bytes | None, why: Why | None) -> None:
        """Takes what the worker made, or why it could not."""
        pixmap = None if jpeg is None else small_picture(jpeg)
        if pixmap is None:
            self._refused[sha256] = why or ("photo_not_decodable", {"file": "", "reason": "JPEG"})
            return
        self._refused.pop(sha256, None)
        self._drop(sha256)
        self._pixmaps[sha256] = pixmap
        self._bytes += _size(pixmap)
        while self._bytes > self._limit and len(self._pixmaps) > 1:
            self._drop(next(iter(self._pixmaps)))

    def forget_missing(self) -> bool:
        """Lets those be asked for again whose file was not there; whether there are any."""
        missing = [sha256 for sha256, why in self._refused.items() if why[0] == "media_missing"]
        for sha256 in missing:
            del self._refused[sha256]
        return bool(missing)

    def clear(self) -> None:
        """Forgets all."""
        self._pixmaps.clear()
        self._refused.clear()
        self._bytes = 0

    def _drop(self, sha256: str) -> None:
        gone = self._pixmaps.pop(sha256, None)
        if gone is not None:
            self._bytes -= _size(gone)


def _size(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
