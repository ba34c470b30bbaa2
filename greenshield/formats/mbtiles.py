"""Basemaps of tiles in one file (MBTiles 1.3): pieces of any square out of the tiles there are.

Specification: mapbox/mbtiles-spec 1.3. Rows count from the south (TMS) unless the metadata say
``scheme`` ``xyz``, as some producers write against it. Tiles have 256 pixels, or 512 ("@2x").
"""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np

from greenshield.domain.errors import Problem, UnreadableError
from greenshield.formats import basemaps_dates, mbtiles_file, mbtiles_tiles, mbtiles_zooms
from greenshield.formats.basemaps_model import Facts
from greenshield.formats.basemaps_pieces import (
    Pixels,
    Place,
    is_blank,
    metres_a_pixel,
    part,
    resized,
)
from greenshield.formats.mbtiles_file import OutOfTimeError, TileFile

_KEPT = 16 << 20  # bytes of decoded tiles: 64 of 256 pixels, 4 of 1024
_NONE = 256  # bytes that a tile counts which is not there
_SIZES: Final = (256, 512, 1024)
_DOWN = 3  # zooms finer than asked for that a piece is put together from: 64 tiles at most
_SAMPLE = 24  # tiles that are looked at until one tells the format


class MBTiles:
    """An open tile set; see :class:`~greenshield.formats.basemaps_model.Basemap`."""

    def __init__(self, path: Path) -> None:
        """Opens a file.

        Raises:
            UnreadableError: ``mbtiles_damaged``, ``mbtiles_slow``, ``mbtiles_without_tiles``,
                ``mbtiles_vector``, ``basemap_is_geopackage``, ``file_not_found``.
            SurroundingsError: ``file_no_permission``.
        """
        self._file = TileFile(path)
        try:
            with self._file.within(mbtiles_file.OPENING_S):
                self._read(path)
        except BaseException:
            self._file.close()
            raise
        self._lock = threading.RLock()
        self._kept: OrderedDict[Place, Pixels | None] = OrderedDict()
        self._bytes = 0
        self._bad = 0

    @property
    def facts(self) -> Facts:
        """What the file says of itself."""
        return self._facts

    @property
    def held(self) -> int:
        """Bytes of decoded tiles that are kept."""
        return self._bytes

    @property
    def damaged(self) -> int:
        """How often a tile could not be read so far."""
        return self._bad

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def piece(self, place: Place, size: int) -> Pixels | None:
        """A square of the grid, ``size`` (a power of two) pixels; None: nothing seen, or late."""
        if not place.exists or not place.box.meets(self._facts.box):
            return None
        deeper = max(0, size.bit_length() - self._size.bit_length())  # zooms from piece to tiles
        with self._lock:
            try:
                with self._file.within(mbtiles_file.PIECE_S):
                    out = self._composed(place, place.z + deeper, size, self._square)
            except OutOfTimeError:
                self._bad += 1
                return None
        return None if is_blank(out) else out

    def _composed(
        self, place: Place, zoom: int, size: int, of: Callable[[Place], Pixels | None]
    ) -> Pixels:
        """A square put together from the squares of a finer zoom, or of its own."""
        n = 1 << (zoom - place.z)
        side = max(1, size // n)
        out = np.zeros((side * n, side * n, 4), np.uint8)
        for row in range(n):
            for column in range(n):
                got = of(Place(zoom, place.x * n + column, place.y * n + row))
                if got is not None:
                    top, left = row * side, column * side
                    out[top : top + side, left : left + side] = resized(got, side)
        return out

    def _square(self, place: Place) -> Pixels | None:
        """The picture of a square: its own tile, a part of one above it, or those below it."""
        own = self._tile(place)
        if own is not None:
            return own
        for zoom in reversed([z for z in self._zooms if z < place.z]):
            up = place.z - zoom
            above = self._tile(place.parent(up))
            if above is not None:
                return part(above, place, up)
        return self._from_below(place)

    def _from_below(self, place: Place) -> Pixels | None:
        """Put together from finer tiles, where a set begins at a finer zoom."""
        finer = next((z for z in self._zooms if z > place.z), None)
        if finer is None or finer - place.z > _DOWN or place.z >= self._zooms[0]:
            return None
        return self._composed(place, finer, self._size, self._tile)

    def _tile(self, place: Place) -> Pixels | None:
        """A tile's picture; None where there is none, or none that can be read."""
        if place.z not in self._zooms:
            return None
        if place in self._kept:
            self._kept.move_to_end(place)
            return self._kept[place]
        before, got = self._bad, self._decoded(place)
        if self._bad != before:
            return got  # not kept: the next time it may be there
        self._kept[place] = got
        self._bytes += _weight(got)
        while self._bytes > _KEPT:
            self._bytes -= _weight(self._kept.popitem(last=False)[1])
        return got

    def _decoded(self, place: Place) -> Pixels | None:
        row = (1 << place.z) - 1 - place.y if self._flipped else place.y
        try:
            data = self._file.tile(place.z, place.x, row)
            # Square and of the set's size, whatever its own is: that bounds what is kept.
            return None if data is None else resized(mbtiles_tiles.decoded(data), self._size)
        except ValueError:
            self._bad += 1
            return None

    def _read(self, path: Path) -> None:
        names = self._file.names()
        if "gpkg_contents" in names:
            raise UnreadableError("basemap_is_geopackage", file=path.name)
        if "tiles" not in names:
            raise UnreadableError("mbtiles_without_tiles", file=path.name)
        told = mbtiles_zooms.metadata(self._file)
        if told.get("format", "").casefold() in ("pbf", "mvt"):
            raise UnreadableError("mbtiles_vector", file=path.name)
        self._flipped = told.get("scheme", "tms").casefold() != "xyz"
        self._zooms = mbtiles_zooms.zooms(self._file)
        if not self._zooms:
            raise UnreadableError("mbtiles_without_tiles", file=path.name)
        self._size = self._tile_size(path.name)
        problems = []
        if not self._file.searches():
            problems.append(Problem("mbtiles_unindexed", path.name, fatal=False))
        first, last = self._zooms[0], self._zooms[-1]
        date = basemaps_dates.of_metadata(told)
        hint = "" if date else basemaps_dates.of_name(path.stem)
        source = basemaps_dates.FROM_METADATA if date else basemaps_dates.FROM_NAME if hint else ""
        box, focus = mbtiles_zooms.extent(self._file, told, self._zooms, self._flipped)
        self._facts = Facts(
            "mbtiles",
            box,
            focus,
            metres_a_pixel(last, self._size),
            metres_a_pixel(max(0, first - _DOWN), self._size),
            title=" ".join(told.get("name", "").split())[:200],
            date=date or hint,
            date_source=source,
            crs="EPSG:3857",
            zooms=self._zooms,
            problems=tuple(problems),
        )

    def _tile_size(self, name: str) -> int:
        """How many pixels wide a tile is, by the first that can be read.

        Raises:
            UnreadableError: ``mbtiles_vector``, or ``mbtiles_without_tiles``: no picture at all.
        """
        sql = (
            "SELECT tile_data FROM tiles WHERE zoom_level = ? AND length(tile_data) BETWEEN 1 AND ?"
        )
        for zoom in (self._zooms[-1], self._zooms[0]):
            for (data,) in self._file.rows(sql, zoom, 1 << 20, most=_SAMPLE):
                if not isinstance(data, bytes):
                    continue
                if mbtiles_tiles.kind_of(data) == "vector":
                    raise UnreadableError("mbtiles_vector", file=name)
                with contextlib.suppress(ValueError):
                    wide = mbtiles_tiles.decoded(data).shape[1]
                    return min(_SIZES, key=lambda size: abs(size - wide))
        raise UnreadableError("mbtiles_without_tiles", file=name)


def _weight(tile: Pixels | None) -> int:
    return _NONE if tile is None else tile.nbytes
