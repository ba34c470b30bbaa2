"""Basemap files that lie, point elsewhere, or want too much."""

from __future__ import annotations

import http.server
import sqlite3
import struct
import threading
import time
from contextlib import closing

import numpy as np
import pytest
import rasterio
from helpers.make_basemaps import RED, geotiff, halves, mbtiles, tile

from greenshield.domain.errors import GreenShieldError
from greenshield.formats import mbtiles_file
from greenshield.formats.basemaps import open_basemap, preview
from greenshield.formats.basemaps_pieces import Place


def refused(path, **more):
    with pytest.raises(GreenShieldError) as told:
        open_basemap(path, **more).close()
    return told.value.code


@pytest.mark.parametrize("told", [{"format": "pbf"}, {"format": "PBF"}, {}])
def test_that_vector_tiles_are_refused_by_that_word(told, tmp_path):
    path = mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): b"\x1f\x8b\x08\0rest"}, told)
    assert refused(path) == "mbtiles_vector"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.mbtiles", b"", "basemap_unknown_format"),
        ("a.tif", b"GIF89a", "basemap_unknown_format"),
        ("a.mbtiles", b"SQLite format 3\0", "mbtiles_damaged"),
        ("b.mbtiles", b"SQLite format 3\0" + b"\xff" * 4096, "mbtiles_damaged"),
        ("b.tif", b"II*\0", "geotiff_unreadable"),
        ("c.tif", b"II*\0\x08\0\0\0" + b"\xff" * 200, "geotiff_unreadable"),
        ("d.vrt", b"<VRTDataset rasterXSize='1' rasterYSize='1'/>", "basemap_unknown_format"),
    ],
)
def test_that_what_is_no_basemap_is_refused(name, data, code, tmp_path):
    (tmp_path / name).write_bytes(data)
    assert refused(tmp_path / name) == code


def test_that_folders_pipes_and_absent_files_are_refused(tmp_path):
    import os

    os.mkfifo(tmp_path / "pipe.tif")
    assert refused(tmp_path) == "file_is_directory"
    assert refused(tmp_path / "absent.tif") == "file_not_found"
    assert refused(tmp_path / "pipe.tif") == "file_unreadable"


def test_that_a_tile_larger_than_any_is_passed_over(tmp_path):
    big = tile(RED) + b"\0" * mbtiles_file.MAX_TILE
    path = mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): tile(RED), (1, 0, 0): big})
    with closing(open_basemap(path)) as basemap:
        piece = basemap.piece(Place(1, 0, 0), 256)
        assert tuple(piece[9, 9]) == (*RED, 255)


def test_that_a_small_tile_that_unpacks_to_a_huge_picture_is_damaged(tmp_path):
    """A PNG that claims 60,000 × 60,000 pixels."""
    import zlib

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))
    path = mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): tile(RED), (1, 0, 0): bomb})
    with closing(open_basemap(path)) as basemap:
        assert tuple(basemap.piece(Place(1, 0, 0), 256)[9, 9]) == (*RED, 255)
        assert basemap.damaged == 1


def test_that_a_view_that_never_ends_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(mbtiles_file, "_OPENING_S", 0.3)
    path = tmp_path / "a.mbtiles"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
            "SELECT 0 AS zoom_level, i AS tile_column, 0 AS tile_row, x'00' AS tile_data FROM n "
            "WHERE i < 0"
        )
    began = time.monotonic()
    assert refused(path) in ("mbtiles_slow", "mbtiles_damaged")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "column",
    ["readfile('/etc/hostname')", "load_extension('x')", "zeroblob(999999999)", "randomblob(9)"],
)
def test_that_a_view_can_call_nothing_but_plain_functions(column, tmp_path):
    path = tmp_path / "a.mbtiles"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "CREATE VIEW tiles AS SELECT 0 AS zoom_level, 0 AS tile_column, 0 AS tile_row, "
            f"{column} AS tile_data"
        )
    assert refused(path) == "mbtiles_damaged"


def test_that_a_tile_set_is_not_written_to(tmp_path):
    path = mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): tile(RED)})
    before = path.read_bytes()
    with closing(open_basemap(path)) as basemap:
        basemap.piece(Place(0, 0, 0), 256)
    assert path.read_bytes() == before
    assert [f.name for f in tmp_path.iterdir()] == ["a.mbtiles"]


class Watched(http.server.BaseHTTPRequestHandler):
    """Notes who asks."""

    asked: list[str] = []  # noqa: RUF012

    def do_GET(self):
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_GET

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    Watched.asked.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Watched) as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{found.server_port}"
        found.shutdown()
        thread.join()


def test_that_a_raster_that_names_an_overview_elsewhere_is_refused_unasked(tmp_path, server):
    path = geotiff(tmp_path / "a.tif", halves(64, 64))
    with rasterio.open(path, "r+") as out:
        out.update_tags(ns="OVERVIEWS", OVERVIEW_FILE=f"/vsicurl/{server}/x.tif")
    assert refused(path) == "geotiff_points_elsewhere"
    assert Watched.asked == []


def test_that_side_files_of_other_formats_are_not_opened(tmp_path, server):
    path = geotiff(tmp_path / "a.tif", halves(64, 64))
    vrt = (
        '<VRTDataset rasterXSize="32" rasterYSize="32"><VRTRasterBand dataType="Byte" band="1">'
        f"<SimpleSource><SourceFilename>/vsicurl/{server}/x.tif</SourceFilename>"
        "<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>"
    )
    for name in ("a.tif.ovr", "a.tif.msk"):
        (tmp_path / name).write_text(vrt)
    (tmp_path / "a.tif.aux.xml").write_text(
        "<PAMDataset><Metadata domain='OVERVIEWS'><MDI key='OVERVIEW_FILE'>"
        f"/vsicurl/{server}/x.tif</MDI></Metadata></PAMDataset>"
    )
    with closing(open_basemap(path)) as basemap:
        assert preview(basemap, 256) is not None
    assert Watched.asked == []


def test_that_a_raster_in_one_huge_block_is_refused(tmp_path):
    """One strip of 40,000 × 40,000 bytes, packed to nothing."""
    path = tmp_path / "a.tif"
    profile = {"tiled": True, "blockxsize": 40_000, "blockysize": 40_000, "compress": "deflate"}
    with rasterio.open(
        path, "w", driver="GTiff", width=40_000, height=40_000, count=1, dtype="uint8",
        crs="EPSG:3857", transform=rasterio.Affine(1, 0, 14e6, 0, -1, 5e6), sparse_ok=True,
        **profile,
    ):  # fmt: skip
        pass
    assert refused(path) == "geotiff_block_too_large"


def test_that_complex_numbers_are_no_colours(tmp_path):
    path = geotiff(tmp_path / "a.tif", np.zeros((1, 8, 8), "complex64"))
    assert refused(path) == "geotiff_no_colours"


def test_that_a_raster_cut_off_in_the_middle_draws_what_it_has(tmp_path):
    path = geotiff(tmp_path / "a.tif", halves(600, 600), tiled=True, blockxsize=256, blockysize=256)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    with closing(open_basemap(path)) as basemap:
        preview(basemap, 512)
        assert basemap.damaged


def test_that_a_real_damaged_raster_does_no_harm(shared_data, real_file):
    path = real_file(shared_data / "tiles" / "raster_rasterio" / "corrupt.tif")
    with closing(open_basemap(path)) as basemap:
        assert preview(basemap, 256) is not None
        for x in range(4):
            for y in range(4):
                basemap.piece(Place(18, 56189 * 4 + x, 25355 * 4 + y), 512)
        assert basemap.damaged
