"""Basemaps that are in the shift of a Chinese web map, drawn where the ground is.

The shift (GCJ-02: 100 to 700 m) changes by less than a pixel over one piece of a map that is
zoomed in, so a piece is cut out of its neighbours at the shift of its middle.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import numpy as np

from greenshield.formats.basemaps_model import Basemap, Facts
from greenshield.formats.basemaps_pieces import Box, Pixels, Place, is_blank, metres_a_pixel
from greenshield.geo import shift, webmercator

_TO: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "gcj02": shift.to_gcj02,
    "bd09": shift.to_bd09,
}
_FROM: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "gcj02": shift.from_gcj02,
    "bd09": shift.from_bd09,
}
DATUMS: Final = tuple(_TO)
_KEPT = 12  # pieces of the shifted picture: each is used for up to four


class Shifted:
    """Another basemap with its shift taken off."""

    def __init__(self, inner: Basemap, datum: str) -> None:
        """Wraps an open basemap, which it closes.

        Args:
            inner: the basemap.
            datum: one of ``DATUMS``.
        """
        self._inner, self._datum = inner, datum
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[Place, int], Pixels | None] = OrderedDict()
        box, focus = self._unshifted(inner.facts.box), self._unshifted(inner.facts.focus)
        self._facts = replace(inner.facts, box=box, focus=focus)

    @property
    def facts(self) -> Facts:
        """What the file says of itself, its box where the ground is."""
        return self._facts

    @property
    def damaged(self) -> int:
        """How often a tile or block could not be read so far."""
        return self._inner.damaged

    def close(self) -> None:
        """Closes the file."""
        self._inner.close()

    def piece(self, place: Place, size: int) -> Pixels | None:
        """A square of it; None where nothing is to be seen."""
        if not place.exists:
            return None
        box, metres = place.box, metres_a_pixel(place.z, size)
        middle = np.array([[(box.west + box.east) / 2, (box.south + box.north) / 2]])
        east, north = (self._moved(_TO, middle) - middle)[0].tolist()
        across, down = round(east / metres), round(-north / metres)
        left, top = place.x + across // size, place.y + down // size
        dx, dy = across % size, down % size
        out = np.zeros((2 * size, 2 * size, 4), np.uint8)
        with self._lock:
            for row in range(1 + (dy > 0)):
                for column in range(1 + (dx > 0)):
                    got = self._whole(Place(place.z, left + column, top + row), size)
                    if got is not None:
                        out[row * size :, column * size :][:size, :size] = got
        cut = out[dy : dy + size, dx : dx + size]
        return None if is_blank(cut) else np.ascontiguousarray(cut)

    def _whole(self, place: Place, size: int) -> Pixels | None:
        key = (place, size)
        if key not in self._kept:
            before = self._inner.damaged
            got = self._inner.piece(place, size)
            if self._inner.damaged != before:
                return got  # the next time it may be whole
            self._kept[key] = got
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def _unshifted(self, box: Box) -> Box:
        corners = np.array([[box.west, box.south], [box.east, box.north]])
        (west, south), (east, north) = self._moved(_FROM, corners).tolist()
        return Box(west, south, east, north)

    def _moved(self, ways: dict[str, Callable[[Any, Any], Any]], metres: Any) -> Any:
        degrees = webmercator.unproject(metres)
        lon, lat = ways[self._datum](degrees[:, 0], degrees[:, 1])
        return webmercator.project(np.column_stack([lon, lat]))
