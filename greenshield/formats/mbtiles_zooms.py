"""What a tile set holds: its zooms, where its tiles lie, what its metadata say."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import reduce

import numpy as np

from greenshield.domain.errors import UnreadableError
from greenshield.formats.basemaps_pieces import HALF, MAX_ZOOM, WORLD, Box, Place
from greenshield.formats.mbtiles_file import TileFile
from greenshield.geo import webmercator


def metadata(file: TileFile) -> dict[str, str]:
    """The pairs of ``metadata``; {} where the table is missing, another's or damaged."""
    try:
        pairs = file.rows("SELECT name, value FROM metadata", most=1000)
    except UnreadableError:
        return {}
    return {str(name): str(value) for name, value in pairs if name is not None and value}


def zooms(file: TileFile) -> tuple[int, ...]:
    """The zooms of which there are tiles, coarse to fine.

    Raises:
        UnreadableError: ``mbtiles_damaged``, ``mbtiles_slow``.
    """
    one = "SELECT 1 FROM tiles WHERE zoom_level = ? LIMIT 1"
    return tuple(z for z in range(MAX_ZOOM + 1) if file.rows(one, z))


def extent(
    file: TileFile, told: Mapping[str, str], zooms: tuple[int, ...], flipped: bool
) -> tuple[Box, Box]:
    """Where the tiles lie, cut by what the metadata say where that is sound.

    Args:
        file: the tile set.
        told: its metadata.
        zooms: of which there are tiles, ascending.
        flipped: whether rows count from the south.

    Returns:
        The rectangle around all tiles, and that around those of the finest zoom.
    """
    said = _said(told.get("bounds", ""))
    found = [_found(file, zoom, flipped) for zoom in zooms]
    known = [box for box in found if box is not None]
    cover = reduce(Box.around, known) if len(known) == len(zooms) else WORLD
    focus = found[-1] or cover
    return _cut(cover, said), _cut(focus, said)


def _cut(box: Box, said: Box | None) -> Box:
    return box if said is None or not said.meets(box) else said.within(box)


def _found(file: TileFile, zoom: int, flipped: bool) -> Box | None:
    sql = (
        "SELECT min(tile_column), max(tile_column), min(tile_row), max(tile_row) "
        "FROM tiles WHERE zoom_level = ?"
    )
    try:
        ((west, east, low, high),) = file.rows(sql, zoom)
    except UnreadableError:
        return None  # too many to be looked at; the metadata tell
    if not all(isinstance(n, int) and 0 <= n < 1 << zoom for n in (west, east, low, high)):
        return None
    last = (1 << zoom) - 1
    top, bottom = (last - high, last - low) if flipped else (low, high)
    first, end = Place(zoom, west, top).box, Place(zoom, east, bottom).box
    return Box(first.west, end.south, end.east, first.north)


def _said(text: str) -> Box | None:
    """``west,south,east,north`` in degrees, or None where that is no rectangle."""
    try:
        west, south, east, north = (float(part) for part in text[:200].split(","))
    except ValueError:
        return None
    if not all(map(math.isfinite, (west, south, east, north))) or west >= east or south >= north:
        return None
    corners = webmercator.project(np.array([[west, south], [east, north]]))
    (left, low), (right, high) = corners.clip(-HALF, HALF).tolist()
    return Box(left, low, right, high) if left < right and low < high else None
