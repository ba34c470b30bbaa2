"""The sample's basemaps: two GeoTIFFs of two days, and a small MBTiles of the whole county."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from pyproj import Transformer
from rasterio.enums import ColorInterp

from sample_recipe.county import COUNTY, PLANE, metres
from sample_recipe.land import Land
from sample_recipe.patches import DEMO

DAYS = (("影像_整改前.tif", "2025-02-26", ()), ("影像_整改后.tif", "2025-10-12", (DEMO,)))
_PIXEL = 3.0  # metres
_SIZE = (1280, 960)
_DRAWN = "画出来的示例，不是遥感影像 / drawn, not imagery"
_HALF = 20037508.342789244  # metres from the middle of EPSG:3857 to its edge
_ZOOMS = range(9, 12)
_CORNERS = ((-21.0, -12.5), (21.0, 16.0))  # of the county, kilometres from the sketch's origin


def write_imagery(folder: Path, land: Land) -> None:
    """影像_整改前.tif, 影像_整改后.tif and 县域底图.mbtiles."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_pictures(folder, land)
    _write_tiles(folder / "县域底图.mbtiles", land)


def _write_pictures(folder: Path, land: Land) -> None:
    """Around the demo's patch, one a day, which stands in the tag that scanners and drones use."""
    wide, high = _SIZE
    patch = next(p for p in land.patches if p.clue_no == DEMO)
    west = round(patch.centre[0] - wide * _PIXEL / 2)
    north = round(patch.centre[1] + high * _PIXEL / 2)
    east, up = np.meshgrid(
        west + (np.arange(wide) + 0.5) * _PIXEL, north - (np.arange(high) + 0.5) * _PIXEL
    )
    pictures = land.seen(
        east, up, lambda xy: (xy - [west, north]) / [_PIXEL, -_PIXEL], _PIXEL,
        [healed for _, _, healed in DAYS],
    )  # fmt: skip
    place = Affine(_PIXEL, 0, west, 0, -_PIXEL, north)
    for picture, (name, day, _) in zip(pictures, DAYS, strict=True):
        _write_picture(folder / name, np.asarray(picture), place, day)


def _write_picture(path: Path, pixels: np.ndarray, place: Affine, day: str) -> None:
    high, wide = pixels.shape[:2]
    with rasterio.open(
        path, "w", driver="GTiff", width=wide, height=high, count=3, dtype="uint8", crs=PLANE,
        transform=place, tiled=True, blockxsize=256, blockysize=256, compress="jpeg",
        jpeg_quality=70, photometric="ycbcr",
    ) as out:  # fmt: skip
        out.write(pixels.transpose(2, 0, 1))
        out.colorinterp = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
        out.update_tags(
            TIFFTAG_DATETIME=f"{day.replace('-', ':')} 10:30:00",
            TIFFTAG_IMAGEDESCRIPTION=f"{COUNTY}：{_DRAWN}",
        )


def _write_tiles(path: Path, land: Land) -> None:
    path.unlink(missing_ok=True)
    to_map = Transformer.from_crs(PLANE, "EPSG:3857", always_xy=True)
    corners = [metres(c) for c in _CORNERS]
    (west, south), (east, north) = (to_map.transform(*c) for c in corners)
    degrees = Transformer.from_crs(PLANE, "EPSG:4326", always_xy=True)
    bounds = ",".join(f"{v:.5f}" for c in corners for v in degrees.transform(*c))
    told = {
        "name": f"{COUNTY}（示例底图）", "format": "jpg", "type": "baselayer", "version": "1",
        "description": _DRAWN, "bounds": bounds,
        "minzoom": str(_ZOOMS[0]), "maxzoom": str(_ZOOMS[-1]), "date": "2024",
    }  # fmt: skip
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("CREATE TABLE metadata (name text, value text)")
        db.execute(
            "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer,"
            " tile_data blob)"
        )
        db.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
        db.execute("BEGIN")
        db.executemany("INSERT INTO metadata VALUES (?, ?)", told.items())
        for zoom in _ZOOMS:
            side = 2 * _HALF / (1 << zoom)
            for column in range(int((west + _HALF) / side), int((east + _HALF) / side) + 1):
                for row in range(int((_HALF - north) / side), int((_HALF - south) / side) + 1):
                    tile = _tile(land, to_map, zoom, column, row)
                    flipped = (1 << zoom) - 1 - row  # MBTiles counts rows from the south
                    db.execute(
                        "INSERT INTO tiles VALUES (?, ?, ?, ?)", (zoom, column, flipped, tile)
                    )
        db.execute("COMMIT")


def _tile(land: Land, to_map: Transformer, zoom: int, column: int, row: int) -> bytes:
    side = 2 * _HALF / (1 << zoom)
    west, north = -_HALF + column * side, _HALF - row * side
    pixel = side / 256
    x, y = np.meshgrid(
        west + (np.arange(256) + 0.5) * pixel, north - (np.arange(256) + 0.5) * pixel
    )
    back = Transformer.from_crs("EPSG:3857", PLANE, always_xy=True)
    east, up = back.transform(x, y)

    def to(xy: np.ndarray) -> np.ndarray:
        a, b = to_map.transform(xy[:, 0], xy[:, 1])
        return np.column_stack([(a - west) / pixel, (north - b) / pixel])

    ground = pixel * 0.73  # Web Mercator stretches the county's latitude by 1.37
    (picture,) = land.seen(east, up, to, ground)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=56)
    return out.getvalue()
