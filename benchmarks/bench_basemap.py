"""Pieces of basemaps beside the bare reading of the same pixels.

Run: ``python benchmarks/bench_basemap.py [--size 8192] [--turns 5]``. Ours finds the level, warps
to Web Mercator, colours and packs for the screen; the floor reads the same part of the same level
with rasterio, or selects and decodes the same tiles, and does nothing with them. Both take turns
in one process; each figure is the median of the turns, the ratios are of the clock and of processor
time.
"""

from __future__ import annotations

import argparse
import io
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from PIL import Image
from rasterio.enums import ColorInterp, Resampling
from rasterio.warp import transform_bounds
from rasterio.windows import from_bounds

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from greenshield.formats.basemaps import for_screen, open_basemap
from greenshield.formats.basemaps_pieces import HALF, Place, metres_a_pixel

SIZE = 512
COUNT = 24  # pieces of a view of 1600 × 1000 with its margin
RGB = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)


def ground(size):
    """Colours that pack as real ground does: smooth, with some grain; (3, size, size)."""
    rng = np.random.default_rng(11)
    out = np.empty((3, size, size), np.uint8)
    for band in range(3):
        coarse = Image.fromarray(rng.integers(30, 220, (size // 24, size // 24), dtype=np.uint8))
        smooth = np.asarray(coarse.resize((size, size), Image.Resampling.BICUBIC))
        out[band] = np.clip(smooth + rng.integers(-6, 7, (size, size)), 0, 255)
    return out


def write_raster(path, values, crs, affine, **stored):
    profile = {
        "driver": "GTiff", "width": values.shape[2], "height": values.shape[1], "count": 3,
        "dtype": "uint8", "crs": crs, "transform": affine, "tiled": True, "blockxsize": 512,
        "blockysize": 512, **stored,
    }  # fmt: skip
    with rasterio.open(path, "w", **profile) as out:
        out.write(values)
        out.colorinterp = RGB
    with rasterio.open(path, "r+") as out:
        out.build_overviews([2, 4, 8, 16], Resampling.average)


def write_tiles(path, first, zooms):
    """A tile set of 24 × 24 tiles at its finest zoom, the same picture over and over."""
    rng = np.random.default_rng(5)
    tiles = []
    for _ in range(16):
        coarse = Image.fromarray(rng.integers(30, 220, (16, 16, 3), dtype=np.uint8))
        out = io.BytesIO()
        coarse.resize((256, 256), Image.Resampling.BICUBIC).save(out, "JPEG", quality=80)
        tiles.append(out.getvalue())
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE metadata (name text, value text)")
        db.execute(
            "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, "
            "tile_data blob)"
        )
        db.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
        for zoom in zooms:
            up = zooms[-1] - zoom
            for x in range(first.x >> up, (first.x + 24 >> up) + 1):
                for y in range(first.y >> up, (first.y + 24 >> up) + 1):
                    row = (1 << zoom) - 1 - y
                    data = tiles[(x * 7 + y) % len(tiles)]
                    db.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (zoom, x, row, data))


def places(box, zoom):
    """Pieces around the middle of a box."""
    side = 2 * HALF / (1 << zoom)
    x = int(((box.west + box.east) / 2 + HALF) / side)
    y = int((HALF - (box.south + box.north) / 2) / side)
    near = [Place(zoom, x + i, y + j) for j in range(-2, 3) for i in range(-3, 4)]
    return [p for p in near if p.box.meets(box)][:COUNT]


def raster_windows(path, asked):
    """What of a raster the pieces show, and in how many pixels."""
    found = []
    with rasterio.open(path) as dataset:
        for place in asked:
            box = place.box
            bounds = transform_bounds(
                "EPSG:3857", dataset.crs, box.west, box.south, box.east, box.north
            )
            whole = dataset.bounds
            bounds = (
                max(bounds[0], whole.left), max(bounds[1], whole.bottom),
                min(bounds[2], whole.right), min(bounds[3], whole.top),
            )  # fmt: skip
            if bounds[0] < bounds[2] and bounds[1] < bounds[3]:
                window = from_bounds(*bounds, dataset.transform)
                most = max(window.width, window.height)
                scale = min(1.0, SIZE / most)
                shape = (
                    3,
                    max(1, round(window.height * scale)),
                    max(1, round(window.width * scale)),
                )
                found.append((window, shape))
    return found


def raster_floor(path, asked):
    """Reads what the pieces show, of the level that fits, without warping it."""
    with rasterio.open(path) as dataset:
        for window, shape in asked:
            dataset.read(window=window, out_shape=shape)


def tile_floor(path, asked):
    """Selects and decodes the tiles of the pieces."""
    sql = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
    with closing(sqlite3.connect(path)) as db:
        for place in asked:
            for column in (2 * place.x, 2 * place.x + 1):
                for row in (2 * place.y, 2 * place.y + 1):
                    flipped = (2 << place.z) - 1 - row
                    found = db.execute(sql, (place.z + 1, column, flipped)).fetchone()
                    if found is not None:
                        with Image.open(io.BytesIO(found[0])) as image:
                            image.load()


def ours(path, asked):
    """Pieces, packed for the screen."""
    seen = 0
    with closing(open_basemap(path, own=())) as basemap:
        for place in asked:
            got = basemap.piece(place, SIZE)
            if got is not None:
                for_screen(got)
                seen += 1
    return seen


def side_by_side(what, path, zoom, floor, turns):
    """Times both, taking turns; prints a line."""
    with closing(open_basemap(path, own=())) as basemap:
        asked = places(basemap.facts.box, zoom)
    wanted = raster_windows(path, asked) if floor is raster_floor else asked
    clock, work = ([], []), ([], [])
    for _ in range(turns):
        for side, run in enumerate((ours, floor)):
            began, spent = time.perf_counter(), time.process_time()
            run(path, wanted if run is floor else asked)
            clock[side].append(time.perf_counter() - began)
            work[side].append(time.process_time() - spent)
    seen = ours(path, asked)
    mine, other = map(statistics.median, clock)
    spent, least = map(statistics.median, work)
    rate, bare = len(asked) / mine, len(asked) / other
    print(
        f"{what:<44}{seen:>3}/{len(asked):<3}{rate:>8.0f}/s{bare:>8.0f}/s"
        f"{mine / other:>8.2f}{spent / least:>8.2f}"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", type=int, default=8192, help="pixels of a raster's side")
    parser.add_argument("--turns", type=int, default=5)
    options = parser.parse_args()
    print(f"{'pieces of 512 px':<44}{'seen':>7}{'ours':>10}{'floor':>10}{'clock':>8}{'work':>8}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        values = ground(options.size)
        plane = Affine(1.0, 0, 42_530_000, 0, -1.0, 4_795_000)
        merc = Affine(1.37, 0, 14_067_500, 0, -1.37, 5_355_000)
        for what, crs, place, stored in (
            ("GeoTIFF, EPSG:4530, JPEG", "EPSG:4530", plane,
             {"compress": "jpeg", "photometric": "ycbcr", "interleave": "pixel"}),
            ("GeoTIFF, EPSG:4530, deflate", "EPSG:4530", plane, {"compress": "deflate"}),
            ("GeoTIFF, EPSG:3857, deflate", "EPSG:3857", merc, {"compress": "deflate"}),
        ):  # fmt: skip
            path = folder / "raster.tif"
            path.unlink(missing_ok=True)
            write_raster(path, values, crs, place, **stored)
            finest = next(z for z in range(30) if metres_a_pixel(z, SIZE) < 1.5)
            for zoom in (finest, finest - 2, finest - 4):
                side_by_side(f"{what}, zoom {zoom}", path, zoom, raster_floor, options.turns)
        tiles = folder / "tiles.mbtiles"
        write_tiles(tiles, Place(16, 55_800, 24_000), range(12, 17))
        for zoom in (15, 13):
            side_by_side(f"MBTiles, JPEG, zoom {zoom}", tiles, zoom, tile_floor, options.turns)


if __name__ == "__main__":
    main()
