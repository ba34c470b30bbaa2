"""Basemaps in a GeoTIFF or COG, in any coordinate system: pieces warped to the map's squares."""

from __future__ import annotations

import math
import threading
from pathlib import Path
from typing import Any, Final

from affine import Affine
from rasterio.enums import Resampling
from rasterio.vrt import WarpedVRT

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

    def __init__(self, path: Path, *, crs: str = "", levels: Path | None = None) -> None:
        """Opens a file.

        Args:
            path: the file.
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
        """How many pieces could not be read so far."""
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
                    out = self._warped(level, box, size)
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
        affine = geotiff_place.affine_of(dataset, path)
        self._crs = geotiff_place.crs_of(dataset, crs, path.name)
        box = geotiff_place.box_of(self._crs, affine, dataset.width, dataset.height, path.name)
        self._levels = geotiff_levels.of(dataset, affine, path, folder)
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
