"""Which pieces a view needs, and where on it each lies."""

from __future__ import annotations

import math
from typing import Protocol

from PySide6.QtCore import QRect

from ui.basemap.sheet import WORLD, Box, Sheet
from ui.basemap.tile_cache import Key


class View(Protocol):
    """A part of the world on a grid of pixels: what the map's own views tell of themselves."""

    @property
    def left(self) -> float:
        """The left border, metres."""

    @property
    def top(self) -> float:
        """The upper border, metres."""

    @property
    def pixel(self) -> float:
        """Metres a pixel."""

    @property
    def width(self) -> int:
        """Pixels."""

    @property
    def height(self) -> int:
        """Pixels."""

    @property
    def box(self) -> Box:
        """Min x, min y, max x, max y, metres."""


MOST = 400  # pieces of one view; a screen needs 10 to 40


def side_of(zoom: int) -> float:
    """The side of a zoom's squares, metres."""
    return 2 * WORLD / (1 << zoom)


def box_of(key: Key) -> Box:
    """Min x, min y, max x, max y of a piece, metres."""
    side = side_of(key.z)
    west, north = -WORLD + key.x * side, WORLD - key.y * side
    return west, north - side, west + side, north


def needed(sheet: Sheet, state: int, box: Box, zoom: int) -> list[Key]:
    """The pieces of a basemap that meet a box, those near its middle first."""
    west, south = max(box[0], sheet.box[0]), max(box[1], sheet.box[1])
    east, north = min(box[2], sheet.box[2]), min(box[3], sheet.box[3])
    if west >= east or south >= north:
        return []
    side, last = side_of(zoom), (1 << zoom) - 1
    columns = _span((west + WORLD) / side, (east + WORLD) / side, last)
    rows = _span((WORLD - north) / side, (WORLD - south) / side, last)
    if len(columns) * len(rows) > MOST:
        return []
    x = ((box[0] + box[2]) / 2 + WORLD) / side - 0.5
    y = (WORLD - (box[1] + box[3]) / 2) / side - 0.5
    found = [Key(sheet.id, state, zoom, column, row) for column in columns for row in rows]
    return sorted(found, key=lambda key: (key.x - x) ** 2 + (key.y - y) ** 2)


def rect_of(box: Box, view: View) -> QRect:
    """A box on a view's pixels; boxes that share a border share it here too."""
    left = round((box[0] - view.left) / view.pixel)
    right = round((box[2] - view.left) / view.pixel)
    top = round((view.top - box[3]) / view.pixel)
    bottom = round((view.top - box[1]) / view.pixel)
    return QRect(left, top, right - left, bottom - top)


def _span(first: float, end: float, last: int) -> range:
    """The whole numbers whose squares lie between two borders."""
    begin = min(max(math.floor(first + 1e-9), 0), last)
    return range(begin, min(max(math.ceil(end - 1e-9) - 1, begin), last) + 1)
