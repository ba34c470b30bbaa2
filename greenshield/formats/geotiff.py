"""Basemaps in a GeoTIFF or COG, in any coordinate system: pieces warped to the map's squares."""

from __future__ import annotations

import math
import threading
from pathlib import Path
from typing import Any, Final

import numpy as np
from affine import Affine
from rasterio.enums import MaskFlags, Resampling
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window

from greenshield.domain.errors import Problem, UnreadableError
from greenshield.formats import (
    basemaps_dates,
    geotiff_colours,
    geotiff_file,
    geotiff_gdal,
    geotiff_levels,
    geotiff_place,
)
from greenshield.formats.basemaps_model import Facts
from greenshield.formats.basemaps_pieces import Box, Pixels, Place, is_blank, metres_a_pixel
from greenshield.formats.geotiff_levels import Level

# Pixels that are read for one piece at most: a quarter of a second, or half.
MAX_READ: Final = 4096 * 4096
_SLACK = 1.2  # how much coarser than its pixels a piece's source may be
_MERCATOR = "EPSG:3857"
_WARP_MB = 64


class GeoTiff:
    """An open raster; see :class:`~greenshield.formats.basemaps_model.Basemap`."""

    def __init__(
        self, path: Path, *, own: tuple[Path, ...], crs: str = "", levels: Path | None = None
    ) -> None:
        """Opens a file.

        Args:
            path: the file.
            own: the project's own files, which are not opened unasked.
            crs: ``EPSG:n`` that a person names for it, or "" for the file's own.
            levels: the folder of levels that were made for it, if any.

        Raises:
            UnreadableError: as ``geotiff_file.open_checked``; ``basemap_without_crs``,
                ``basemap_without_place``, ``basemap_nowhere``, ``geotiff_no_colours``.
            UsageError: ``basemap_crs_unknown``.
            SurroundingsError: ``file_no_permission``.
        """
        self._lock = threading.Lock()
        self._levels: list[Level] = []
        self._bad = 0
        self._own = own
        with geotiff_gdal.leash():
            dataset = geotiff_file.open_checked(path)
            try:
                self._read(dataset, path, crs, levels)
            except geotiff_gdal.FAILURES as error:
                reason = str(error)[:200]
                raise UnreadableError("geotiff_damaged", file=path.name, reason=reason) from error
            finally:
                if not self._levels:
                    dataset.close()

    @property
    def facts(self) -> Facts:
        """What the file says of itself."""
        return self._facts

    @property
    def damaged(self) -> int:
        """How often a piece could not be read so far."""
        return self._bad

    def close(self) -> None:
        """Closes the file and its levels."""
        with self._lock, geotiff_gdal.leash():
            for level in reversed(self._levels):
                level.dataset.close()
            self._levels = []

    def piece(self, place: Place, size: int) -> Pixels | None:
        """A square of the grid, ``size`` pixels; None where nothing is seen or it is too coarse."""
        box = place.box if place.exists else None
        if box is None or not box.meets(self._facts.box):
            return None
        metres = metres_a_pixel(place.z, size)
        if metres > self._facts.coarsest_m:
            return None
        with self._lock, geotiff_gdal.leash():
            for level in self._fitting(metres):
                try:
                    out = self._drawn(level, box, size)
                except geotiff_gdal.FAILURES:
                    self._bad += 1  # a damaged block; a coarser level may still have it
                    continue
                return None if is_blank(out) else out
        return None

    def _fitting(self, metres: float) -> list[Level]:
        """The levels to try: the coarsest that is fine enough, then coarser ones."""
        finest = self._facts.finest_m
        fine = [k for k, v in enumerate(self._levels) if v.factor * finest <= metres * _SLACK]
        return self._levels[fine[-1] if fine else 0 :]

    def _drawn(self, level: Level, box: Box, size: int) -> Pixels:
        if self._is_mercator and not (level.affine.b or level.affine.d):
            return self._read_straight(level, box, size)
        return self._warped(level, box, size)

    def _read_straight(self, level: Level, box: Box, size: int) -> Pixels:
        """The part of a raster that is in the map's own projection: no warp is needed."""
        affine, dataset = level.affine, level.dataset
        x = ((box.west - affine.c) / affine.a, (box.east - affine.c) / affine.a)
        y = ((box.north - affine.f) / affine.e, (box.south - affine.f) / affine.e)
        if x[0] > x[1] or y[0] > y[1]:  # stored from the south or the east, which is rare
            return self._warped(level, box, size)
        across, down = size / (x[1] - x[0]), size / (y[1] - y[0])
        # Whole pixels of the piece whose middle lies on the raster.
        left = max(0, round((0 - x[0]) * across))
        right = min(size, round((dataset.width - x[0]) * across))
        top = max(0, round((0 - y[0]) * down))
        bottom = min(size, round((dataset.height - y[0]) * down))
        out = np.zeros((size, size, 4), np.uint8)
        if right <= left or bottom <= top:
            return out
        column, row = max(0.0, x[0] + left / across), max(0.0, y[0] + top / down)
        window = Window(
            column,
            row,
            min(dataset.width - column, (right - left) / across),
            min(dataset.height - row, (bottom - top) / down),
        )
        shape = (bottom - top, right - left)
        how = Resampling.bilinear if self._colours.palette is None else Resampling.nearest
        bands = list(self._colours.bands)
        read = dataset.read(bands, window=window, out_shape=(len(bands), *shape), resampling=how)
        seen = self._opacity(dataset, window, shape)
        out[top:bottom, left:right] = self._colours.applied(read, seen)
        return out

    def _opacity(self, dataset: Any, window: Window, shape: tuple[int, int]) -> Any:
        """What of a window is to be seen, 0 to 255."""
        if self._colours.alpha:
            return dataset.read(self._colours.alpha, window=window, out_shape=shape)
        flags = dataset.mask_flag_enums[self._colours.bands[0] - 1]
        if MaskFlags.all_valid in flags:
            return np.full(shape, 255, np.uint8)
        return dataset.dataset_mask(window=window, out_shape=shape)

    def _warped(self, level: Level, box: Box, size: int) -> Pixels:
        across, down = (box.east - box.west) / size, (box.north - box.south) / size
        palette = self._colours.palette is not None
        with WarpedVRT(
            level.dataset,
            src_crs=self._crs,
            src_transform=level.affine,
            crs=_MERCATOR,
            transform=Affine(across, 0.0, box.west, 0.0, -down, box.north),
            width=size,
            height=size,
            resampling=Resampling.nearest if palette else Resampling.bilinear,
            add_alpha=not self._colours.alpha,
            warp_mem_limit=_WARP_MB,
        ) as warped:
            opacity = self._colours.alpha or warped.count
            read = warped.read([*self._colours.bands, opacity])
        return self._colours.applied(read[:-1], read[-1])

    def _read(self, dataset: Any, path: Path, crs: str, folder: Path | None) -> None:
        colours = geotiff_colours.of(dataset)
        if colours is None:
            raise UnreadableError("geotiff_no_colours", file=path.name, kind=dataset.dtypes[0])
        self._colours = colours
        affine = geotiff_place.affine_of(dataset, path, self._own)
        self._crs = geotiff_place.crs_of(dataset, crs, path.name)
        self._is_mercator = self._crs.to_epsg() == 3857
        box = geotiff_place.box_of(self._crs, affine, dataset.width, dataset.height, path.name)
        self._levels = geotiff_levels.of(dataset, affine, path, folder, self._own)
        area = (box.east - box.west) * (box.north - box.south)
        finest = math.sqrt(area / (dataset.width * dataset.height))
        last = self._levels[-1]
        is_small = last.dataset.width * last.dataset.height <= MAX_READ
        coarsest = metres_a_pixel(0, 256)
        if not is_small:  # a piece of 512 pixels then reads MAX_READ of the coarsest level
            coarsest = min(coarsest, last.factor * finest * math.sqrt(MAX_READ) / 512)
        date = basemaps_dates.of_tag(dataset.tags().get("TIFFTAG_DATETIME", ""))
        hint = "" if date else basemaps_dates.of_name(path.stem)
        source = basemaps_dates.FROM_TAG if date else basemaps_dates.FROM_NAME if hint else ""
        problems = []
        if not is_small:
            problems.append(Problem("basemap_wants_levels", path.name, fatal=False))
        self._facts = Facts(
            "geotiff",
            box,
            box,
            finest,
            coarsest,
            date=date or hint,
            date_source=source,
            crs=geotiff_place.called(self._crs),
            width=dataset.width,
            height=dataset.height,
            bands=dataset.count,
            wants_levels=not is_small,
            problems=tuple(problems),
        )
