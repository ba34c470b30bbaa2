"""Levels of detail of a raster: those in the file, those beside it, those made for it.

A raster without overviews would have to be read whole to be seen whole. What is made here lies in
a folder of ours: a GeoTIFF for each level, each half as fine as the one before it, made from that.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import rasterio
from affine import Affine
from rasterio.enums import ColorInterp, Resampling
from rasterio.windows import Window

from greenshield.domain.errors import SurroundingsError, UnreadableError
from greenshield.formats import geotiff_file, geotiff_gdal
from greenshield.formats.beside import is_safe

FIRST: Final = 4  # the finest level made: a sixteenth of the pixels
_TILE = 512
_BAND = 64 << 20  # bytes of a part of the source that is read at once
_SMALL = 2048  # pixels of the coarsest level's longer side, about
_SPARE = 64 << 20  # bytes that stay free on the disk

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Level:
    """One resolution of a raster.

    Attributes:
        factor: how many of the raster's own pixels one of its pixels is wide.
        dataset: open.
        affine: of the level's pixels.
    """

    factor: float
    dataset: Any
    affine: Affine


def of(
    dataset: Any, affine: Affine, path: Path, folder: Path | None, own: tuple[Path, ...]
) -> list[Level]:
    """The levels of an open raster, fine to coarse, the raster itself first.

    A level that can't be opened, or does not fit the raster, is left out.
    """
    found = [Level(1.0, dataset, affine)]
    sources = [(path, range(len(dataset.overviews(1))), False)]
    beside = path.with_name(f"{path.name}.ovr")
    if is_safe(beside, own):
        sources.append((beside, range(64), True))
    sources += [(file, range(0), True) for file in made(folder, own)]
    for file, numbers, itself in sources:
        for other in _opened(file, numbers, itself, dataset):
            scale = Affine.scale(dataset.width / other.width, dataset.height / other.height)
            found.append(Level(dataset.width / other.width, other, affine @ scale))
    found.sort(key=lambda level: level.factor)
    return found


def _opened(file: Path, numbers: range, itself: bool, like: Any) -> Iterator[Any]:
    """A file's own picture, where wanted, and its overviews, as far as they fit a raster."""
    if itself:
        try:
            first = geotiff_file.open_checked(file)
        except (UnreadableError, SurroundingsError):
            return
        if not _fits(first, like):
            first.close()
            return
        numbers = range(len(first.overviews(1)))
        yield first
    for number in numbers:
        try:
            other = geotiff_gdal.opened(str(file.absolute()), overview_level=number)
        except geotiff_gdal.FAILURES:
            return
        if _fits(other, like):
            yield other
        else:
            other.close()


def _fits(other: Any, like: Any) -> bool:
    ratio = (like.width / other.width) / (like.height / other.height)
    same = other.count == like.count and other.dtypes == like.dtypes
    # A few pixels of rounding up on the shorter side of a coarse overview.
    slack = 2.0 / min(other.width, other.height) + 0.01
    return bool(same and other.width < like.width and abs(ratio - 1.0) <= slack)


def made(folder: Path | None, own: tuple[Path, ...]) -> list[Path]:
    """The files of levels that were made in a folder, but what else may lie there by their name."""
    if folder is None or not folder.is_dir():
        return []
    return sorted(file for file in folder.glob("[0-9]*.tif") if is_safe(file, own))


def make(path: Path, folder: Path, step: Step) -> int:
    """Makes the levels of a raster in a folder; what stood there is replaced.

    Args:
        path: the raster.
        folder: to be made; it appears only when it is whole.
        step: told how many of how many bytes are read; raises to stop.

    Returns:
        How many levels were made.

    Raises:
        UnreadableError: as ``geotiff_file.open_checked``; ``geotiff_damaged``.
        SurroundingsError: ``disk_full``; what ``step`` raises.
    """
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        with geotiff_gdal.leash():
            count = _make_all(path, part, step)
        shutil.rmtree(folder, ignore_errors=True)
        part.replace(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return count


def _make_all(path: Path, part: Path, step: Step) -> int:
    source = path
    with geotiff_file.open_checked(path) as first:
        longest = max(first.width, first.height)
        whole = first.width * first.height * _pixel(first)
    _need_room(part, whole // 10)
    factors = [FIRST]
    while longest / factors[-1] > _SMALL:
        factors.append(factors[-1] * 2)
    total, done = whole + whole // 12, 0
    for before, factor in zip([1, *factors], factors, strict=False):
        target = part / f"{factor:06}.tif"
        with geotiff_file.open_checked(source) as dataset:
            for read in _shrink(dataset, target, factor // before, path.name):
                done += read
                step(min(done, total), total)
        source = target
    step(total, total)
    return len(factors)


def _shrink(dataset: Any, target: Path, by: int, name: str) -> Iterator[int]:
    """Writes a raster ``by`` times coarser; gives the bytes of the source, part by part."""
    wide, high = -(-dataset.width // by), -(-dataset.height // by)
    palette = dataset.colorinterp[0] == ColorInterp.palette
    how = Resampling.nearest if palette else Resampling.average
    profile = {
        "driver": "GTiff", "width": wide, "height": high, "count": dataset.count,
        "dtype": dataset.dtypes[0], "nodata": dataset.nodata, "crs": dataset.crs,
        "transform": dataset.transform @ Affine.scale(dataset.width / wide, dataset.height / high),
        "tiled": True, "blockxsize": _TILE, "blockysize": _TILE, "interleave": "pixel",
        "compress": "deflate", "zlevel": 1, "bigtiff": "if_safer",
    }  # fmt: skip
    try:
        with rasterio.open(target, "w", **profile) as out:
            out.colorinterp = dataset.colorinterp
            if palette:
                out.write_colormap(1, dataset.colormap(1))
            for window in _parts(dataset, by, wide, high):
                yield _copy(dataset, out, window, how)
    except geotiff_gdal.FAILURES as error:
        if shutil.disk_usage(target.parent).free < _SPARE // 8:
            raise SurroundingsError("disk_full", file=str(target.parent)) from error
        raise UnreadableError("geotiff_damaged", file=name, reason=str(error)[:200]) from error


def _copy(dataset: Any, out: Any, window: Window, how: Resampling) -> int:
    # Where the size is no multiple, a pixel of the level is a little less than ``by`` wide
    # everywhere, as with GDAL's own overviews, not much less at the border alone.
    across, down = dataset.width / out.width, dataset.height / out.height
    left, top = window.col_off * across, window.row_off * down
    source = Window(left, top, window.width * across, window.height * down)
    shape = (dataset.count, window.height, window.width)
    out.write(dataset.read(window=source, out_shape=shape, resampling=how), window=window)
    return int(source.width * source.height * _pixel(dataset))


def _parts(dataset: Any, by: int, wide: int, high: int) -> Iterator[Window]:
    """Windows of the target: tiles, or whole lines where the source is stored in lines."""
    step_x = wide if dataset.block_shapes[0][1] >= dataset.width else _TILE
    lines = max(1, _BAND // max(1, step_x * by * by * _pixel(dataset)))
    step_y = min(_TILE, lines)
    for top in range(0, high, step_y):
        for left in range(0, wide, step_x):
            yield Window(left, top, min(step_x, wide - left), min(step_y, high - top))


def _pixel(dataset: Any) -> int:
    """Bytes of a pixel with all its bands."""
    return sum(np.dtype(kind).itemsize for kind in dataset.dtypes)


def _need_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size + _SPARE:
        raise SurroundingsError("disk_full", file=str(folder))
