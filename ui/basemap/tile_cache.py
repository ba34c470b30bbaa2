"""Pieces that were drawn lately, within a bound of memory."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

import numpy as np
from PySide6.QtGui import QImage

MOST = 128 << 20  # bytes of pictures


class Key(NamedTuple):
    """A piece: of which basemap, in which of its states, and where."""

    basemap: str
    state: int
    z: int
    x: int
    y: int

    def parent(self, up: int) -> Key:
        """The piece ``up`` zooms coarser that it lies in."""
        return self._replace(z=self.z - up, x=self.x >> up, y=self.y >> up)


class TileCache:
    """Pictures by their place; what was used longest ago goes first. None: nothing to be seen."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held: OrderedDict[Key, QImage | None] = OrderedDict()
        self._bytes = 0

    @property
    def size(self) -> int:
        """Bytes that are held."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, key: Key) -> bool:
        return key in self._held

    def get(self, key: Key) -> QImage | None:
        """A picture, which counts as used now; None where there is none or nothing to be seen."""
        if key not in self._held:
            return None
        self._held.move_to_end(key)
        return self._held[key]

    def put(self, key: Key, image: QImage | None) -> None:
        """Keeps a picture, or that there is nothing to be seen."""
        self.drop(key)
        self._held[key] = image
        self._bytes += _weight(image)
        while self._bytes > self._most and len(self._held) > 1:
            self.drop(next(iter(self._held)))

    def forget(self, basemap: str | None = None) -> None:
        """Drops the pieces of a basemap, or all."""
        for key in [k for k in self._held if basemap in (None, k.basemap)]:
            self.drop(key)

    def drop(self, key: Key) -> None:
        """Drops a piece; nothing where it isn't there."""
        if key in self._held:
            self._bytes -= _weight(self._held.pop(key))


def image_of(size: int, opaque: bool, pixels: np.ndarray) -> QImage:
    """The picture of a piece as it came from the worker; it holds its own pixels."""
    kind = QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32_Premultiplied
    return QImage(pixels.data, size, size, 4 * size, kind).copy()


def _weight(image: QImage | None) -> int:
    return 256 if image is None else int(image.sizeInBytes())
