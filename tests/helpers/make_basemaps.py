"""Basemap files for tests: tile sets and rasters whose every colour is known."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from PIL import Image
from rasterio.enums import ColorInterp

HALF = 20037508.342789244
RED, GREEN, BLUE = (200, 10, 10), (10, 200, 10), (10, 10, 200)


def tile(colour: tuple[int, ...], size: int = 256, kind: str = "PNG") -> bytes:
    """A tile of one colour."""
    out = io.BytesIO()
    mode = "RGBA" if len(colour) == 4 else "RGB"
    options = {"lossless": True} if kind == "WEBP" else {"quality": 95} if kind == "JPEG" else {}
    Image.new(mode, (size, size), colour).save(out, kind, **options)
    return out.getvalue()


def mbtiles(
    path: Path, tiles: dict[tuple[int, int, int], Any], told: dict[str, str] | None = None,
    *, index: bool = True, flipped: bool = True,
) -> Path:  # fmt: skip
    """A tile set; keys are zoom, column, row counted from the north."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE metadata (name text, value text)")
        db.execute(
            "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, "
            "tile_data blob)"
        )
        if index:
            db.execute(
                "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)"
            )
        db.executemany("INSERT INTO metadata VALUES (?, ?)", (told or {}).items())
        db.executemany(
            "INSERT INTO tiles VALUES (?, ?, ?, ?)",
            [(z, x, (1 << z) - 1 - y if flipped else y, data) for (z, x, y), data in tiles.items()],
        )
    return path


def halves(high: int, wide: int, bands: int = 3, kind: str = "uint8") -> np.ndarray[Any, Any]:
    """Left red, right blue; (bands, high, wide)."""
    out = np.zeros((bands, high, wide), kind)
    for band in range(min(3, bands)):
        out[band, :, : wide // 2] = RED[band]
        out[band, :, wide // 2 :] = BLUE[band]
    if bands == 4:
        out[3] = 255
    return out


def geotiff(
    path: Path, values: np.ndarray[Any, Any], *, crs: str | None = "EPSG:3857",
    affine: Affine | None = None, tags: dict[str, str] | None = None,
    colours: tuple[ColorInterp, ...] | None = None, **profile: Any,
) -> Path:  # fmt: skip
    """A raster of given values, by default 1 m a pixel north-east of 14,000,000 / 5,400,000."""
    count, high, wide = values.shape
    place = affine if affine is not None else Affine(1.0, 0.0, 14e6, 0.0, -1.0, 5.4e6)
    profile = {
        "driver": "GTiff", "width": wide, "height": high, "count": count,
        "dtype": values.dtype.name, "crs": crs, "transform": place, **profile,
    }  # fmt: skip
    if crs is None and affine is None:
        del profile["transform"]
    with rasterio.open(path, "w", **profile) as out:
        out.write(values)
        if colours is not None:
            out.colorinterp = colours
        if tags:
            out.update_tags(**tags)
    return path


def colour_at(pixels: np.ndarray[Any, Any], x: int, y: int) -> tuple[int, ...]:
    """Red, green, blue and alpha of a pixel."""
    return tuple(int(v) for v in pixels[y, x])


def near(one: tuple[int, ...], other: tuple[int, ...], by: int = 6) -> bool:
    """Whether two colours are nearly the same, as JPEG keeps them."""
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=False))
