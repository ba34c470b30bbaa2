"""Basemaps: pictures of the ground in one file, MBTiles or GeoTIFF, by what the file is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from greenshield.domain.errors import SurroundingsError, UnreadableError
from greenshield.formats import geotiff_levels
from greenshield.formats.basemaps_model import Basemap, Facts
from greenshield.formats.basemaps_pieces import (
    HALF,
    MAX_ZOOM,
    WORLD,
    Box,
    Pixels,
    Place,
    for_screen,
    metres_a_pixel,
)
from greenshield.formats.basemaps_shifted import DATUMS, Shifted
from greenshield.formats.beside import need_other
from greenshield.formats.geotiff import GeoTiff
from greenshield.formats.geotiff_file import MAGICS
from greenshield.formats.mbtiles import MBTiles
from greenshield.formats.mbtiles_file import MAGIC as SQLITE

__all__ = [
    "DATUMS", "SUFFIXES", "Basemap", "Box", "Facts", "Pixels", "Place", "for_screen",
    "make_levels", "open_basemap", "preview",
]  # fmt: skip

SUFFIXES: Final = frozenset({".mbtiles", ".tif", ".tiff", ".gtiff", ".btf"})
_PREVIEW_PIECE = 256

make_levels = geotiff_levels.make


def open_basemap(
    path: Path,
    *,
    own: tuple[Path, ...],
    crs: str = "",
    datum: str = "",
    levels: Path | None = None,
) -> Basemap:
    """Opens a file by its first bytes, whatever its ending says.

    Args:
        path: an MBTiles or GeoTIFF file.
        own: the project's own files: none of them is opened, not even to look at it, under
            whatever name. Empty only where no project is open in this process.
        crs: ``EPSG:n`` that a person names for a GeoTIFF, or "".
        datum: of ``DATUMS``, or "" for none: the shift of a Chinese web map that it is in.
        levels: the folder of levels that were made for it, if any.

    Raises:
        UnreadableError: ``basemap_unknown_format``, ``file_not_found``, ``file_is_directory``;
            as :class:`MBTiles` and :class:`GeoTiff`.
        UsageError: ``basemap_crs_unknown``.
        RefusedError: ``basemap_is_project``.
        SurroundingsError: ``file_no_permission``.
    """
    need_other(path, own)
    head = _head(path)
    if head == SQLITE:
        found: Basemap = MBTiles(path)
    elif head[:4] in MAGICS:
        found = GeoTiff(path, crs=crs, levels=levels, own=own)
    else:
        raise UnreadableError("basemap_unknown_format", file=path.name)
    return Shifted(found, datum) if datum else found


def preview(basemap: Basemap, longest: int) -> tuple[Pixels, Box] | None:
    """The whole of a basemap, small.

    Args:
        basemap: open.
        longest: pixels of the longer side, at most.

    Returns:
        The picture and the box that it shows, which may be larger than its focus; None where
        it can't be made in bounded time, or shows nothing.
    """
    box = basemap.facts.focus.within(WORLD)
    side = max(box.east - box.west, box.north - box.south)
    zoom = next(
        (z for z in range(MAX_ZOOM, -1, -1) if side / metres_a_pixel(z, _PREVIEW_PIECE) <= longest),
        0,
    )
    square = 2 * HALF / (1 << zoom)
    last = (1 << zoom) - 1
    west, east = (_between(int((x + HALF) / square), last) for x in (box.west, box.east))
    north, south = (_between(int((HALF - y) / square), last) for y in (box.north, box.south))
    rows, columns = south - north + 1, east - west + 1
    size = _PREVIEW_PIECE
    out = np.zeros((rows * size, columns * size, 4), np.uint8)
    for row in range(rows):
        for column in range(columns):
            got = basemap.piece(Place(zoom, west + column, north + row), size)
            if got is not None:
                out[row * size :, column * size :][:size, :size] = got
    if not out[..., 3].any():
        return None
    return _cut(out, Place(zoom, west, north).box, square / size, box)


def _between(number: int, last: int) -> int:
    return min(last, max(0, number))


def _cut(picture: Pixels, first: Box, metres: float, box: Box) -> tuple[Pixels, Box]:
    """The rows and columns of a picture that a box needs, and what they show."""
    left = max(0, int((box.west - first.west) / metres))
    top = max(0, int((first.north - box.north) / metres))
    right = min(picture.shape[1], int((box.east - first.west) / metres) + 1)
    bottom = min(picture.shape[0], int((first.north - box.south) / metres) + 1)
    shown = Box(
        first.west + left * metres,
        first.north - bottom * metres,
        first.west + right * metres,
        first.north - top * metres,
    )
    return np.ascontiguousarray(picture[top:bottom, left:right]), shown


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableError("file_is_directory", file=path.name)
        if path.exists() and not path.is_file():
            raise UnreadableError("file_unreadable", file=path.name, reason="not a regular file")
        with path.open("rb") as stream:
            return stream.read(len(SQLITE))
    except FileNotFoundError as error:
        raise UnreadableError("file_not_found", file=path.name) from error
    except PermissionError as error:
        raise SurroundingsError("file_no_permission", file=path.name) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableError("file_unreadable", file=path.name, reason=reason) from error
