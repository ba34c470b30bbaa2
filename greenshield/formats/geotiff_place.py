"""Where a raster lies: its coordinate system, its corners, its rectangle in EPSG:3857."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Final

import numpy as np
from affine import Affine
from rasterio.crs import CRS
from rasterio.errors import CRSError
from rasterio.warp import transform

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.formats import geotiff_gdal
from greenshield.formats.basemaps_pieces import Box
from greenshield.formats.beside import opened_beside
from greenshield.geo import webmercator

DEGREES: Final = CRS.from_epsg(4326)
_STEPS = 33  # points along each side: borders are no straight lines in another projection
_MAX_WORLD_FILE = 4096


def crs_of(dataset: Any, given: str, name: str) -> CRS:
    """The coordinate system of a raster, or the one that a person names for it.

    Args:
        dataset: open.
        given: ``EPSG:n``, or "".
        name: of the file.

    Raises:
        UsageError: ``basemap_crs_unknown``: no such system.
        UnreadableError: ``basemap_without_crs``.
    """
    if given:
        kind, _, number = given.strip().upper().partition(":")
        try:
            if kind != "EPSG" or not number.isdecimal():
                raise CRSError
            return CRS.from_epsg(int(number))
        except (CRSError, OverflowError) as error:
            raise UsageError("basemap_crs_unknown", crs=given[:80]) from error
    found = dataset.crs
    if not found or not (found.is_geographic or found.is_projected):
        raise UnreadableError("basemap_without_crs", file=name)
    assert isinstance(found, CRS)
    return found


def called(crs: CRS) -> str:
    """``EPSG:n`` where it has a number, else its name."""
    epsg = crs.to_epsg()
    if epsg:
        return f"EPSG:{epsg}"
    text = str(crs.to_wkt())
    return text.split('"')[1][:80] if text.count('"') > 1 else text[:80]


def affine_of(dataset: Any, path: Path, own: tuple[Path, ...]) -> Affine:
    """How pixels become coordinates: as the file says, else as a world file beside it does.

    Raises:
        UnreadableError: ``basemap_without_place``: nowhere, or on no area at all.
    """
    found: Affine = dataset.transform
    if found.is_identity or not _sound(found):
        found = world_file(path, own) or found
    if found.is_identity or not _sound(found):
        raise UnreadableError("basemap_without_place", file=path.name)
    return found


def world_file(path: Path, own: tuple[Path, ...]) -> Affine | None:
    """The six numbers of a ``.tfw`` beside a raster, or None."""
    for suffix in (".tfw", ".TFW", ".tifw", ".wld"):
        beside = path.with_suffix(suffix)
        try:
            with opened_beside(beside, own) as stream:
                words = stream.read(_MAX_WORLD_FILE).split()
            a, d, b, e, c, f = (float(word.replace(b",", b".")) for word in words[:6])
        except (OSError, ValueError):
            continue
        # A world file names the middle of the first pixel, not its corner.
        return Affine(a, b, c, d, e, f) @ Affine.translation(-0.5, -0.5)
    return None


def box_of(crs: CRS, affine: Affine, width: int, height: int, name: str) -> Box:
    """The rectangle around a raster, EPSG:3857, cut at the latitudes where that ends.

    Raises:
        UnreadableError: ``basemap_nowhere``: its corners are no places on earth.
    """
    t = np.linspace(0.0, 1.0, _STEPS)
    zero, one = np.zeros(_STEPS), np.ones(_STEPS)
    columns = np.concatenate([t, one, t, zero, t]) * width
    rows = np.concatenate([zero, t, one, t, t]) * height
    x = affine.a * columns + affine.b * rows + affine.c
    y = affine.d * columns + affine.e * rows + affine.f
    try:
        lon, lat = transform(crs, DEGREES, x.tolist(), y.tolist())
    except geotiff_gdal.FAILURES as error:
        raise UnreadableError("basemap_nowhere", file=name) from error
    lonlat = np.column_stack([lon, lat])
    lonlat = lonlat[np.isfinite(lonlat).all(axis=1)]
    lonlat = lonlat[(np.abs(lonlat[:, 0]) <= 180.000001) & (np.abs(lonlat[:, 1]) <= 90.000001)]
    if len(lonlat) < 4:
        raise UnreadableError("basemap_nowhere", file=name)
    metres = webmercator.project(lonlat)
    west, south = metres.min(axis=0).tolist()
    east, north = metres.max(axis=0).tolist()
    if not (east > west and north > south):
        raise UnreadableError("basemap_nowhere", file=name)
    return Box(west, south, east, north)


def _sound(affine: Affine) -> bool:
    numbers = [affine.a, affine.b, affine.c, affine.d, affine.e, affine.f]
    return all(map(math.isfinite, numbers)) and abs(affine.determinant) > 0.0
