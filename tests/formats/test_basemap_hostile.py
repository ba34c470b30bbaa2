"""Basemap files that lie, point elsewhere, or want too much."""

from __future__ import annotations

import http.server
import io
import sqlite3
import struct
import threading
import time
import zlib
from contextlib import closing

import numpy as np
import pytest
import rasterio
from helpers.make_basemaps import RED, geotiff, halves, mbtiles, tile
from PIL import Image

from greenshield.domain.errors import GreenShieldError
from greenshield.formats import mbtiles_file
from greenshield.formats.basemaps import open_basemap, preview
from greenshield.formats.basemaps_pieces import Place


def refused(path, **more):
    with pytest.raises(GreenShieldError) as told:
        open_basemap(path, own=(), **more).close()
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
    with closing(open_basemap(path, own=())) as basemap:
        piece = basemap.piece(Place(1, 0, 0), 256)
        assert tuple(piece[9, 9]) == (*RED, 255)


def saved(kind, **more):
    out = io.BytesIO()
    Image.new("RGB", (64, 64), RED).save(out, kind, **more)
    return out.getvalue()


def many_scans():
    """A progressive JPEG whose last scan comes a hundred times: each costs all of its pixels."""
    data = saved("JPEG", progressive=True)
    end, last = data.rindex(b"\xff\xd9"), data.rindex(b"\xff\xda")
    return data[:end] + data[last:end] * 100 + data[end:]


TIMES = 5000
EMPTY = bytes(4) + b"teXt" + struct.pack(">I", zlib.crc32(b"teXt"))  # a chunk of a PNG
ODD = {
    "scans": many_scans,
    "EXIF in pieces": lambda: saved("JPEG").replace(
        b"\xff\xdb", b"\xff\xe1\0\x0aExif\0\0ab" * TIMES + b"\xff\xdb", 1
    ),
    "junk": lambda: saved("JPEG").replace(b"\xff\xdb", bytes(TIMES) + b"\xff\xdb", 1),
    "chunks": lambda: saved("PNG")[:33] + EMPTY * TIMES + saved("PNG")[33:],
}


@pytest.mark.parametrize("odd", ODD)
def test_that_a_tile_that_costs_more_than_its_pixels_is_passed_over(tmp_path, odd):
    tiles = {(0, 0, 0): tile(RED), (1, 0, 0): ODD[odd]()}
    with closing(open_basemap(mbtiles(tmp_path / "a.mbtiles", tiles), own=())) as basemap:
        basemap.piece(Place(1, 0, 0), 256)
        assert basemap.damaged == 1


@pytest.mark.parametrize("more", [{}, {"progressive": True}, {"quality": 95, "subsampling": 0}])
def test_that_tiles_of_a_few_scans_are_shown(tmp_path, more):
    path = mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): saved("JPEG", **more)})
    with closing(open_basemap(path, own=())) as basemap:
        assert basemap.piece(Place(0, 0, 0), 256) is not None
        assert not basemap.damaged


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
    with closing(open_basemap(path, own=())) as basemap:
        assert tuple(basemap.piece(Place(1, 0, 0), 256)[9, 9]) == (*RED, 255)
        assert basemap.damaged == 1


def test_that_a_view_that_never_ends_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(mbtiles_file, "OPENING_S", 0.3)
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


def slow_everywhere(path):
    """Tiles that are there, of some zooms, and a view that is slow at whatever else is asked."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE t (z int, x int, y int, d blob)")
        db.execute("CREATE TABLE n (a int)")
        db.executemany("INSERT INTO n VALUES (?)", [(i,) for i in range(120)])
        rows = [(z, 0, (1 << z) - 1, tile(RED)) for z in (5, *range(10, 20))]
        db.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)
        db.execute(
            "CREATE VIEW tiles AS SELECT z AS zoom_level, x AS tile_column, y AS tile_row, "
            "d AS tile_data FROM t UNION ALL SELECT a.a + b.a + c.a + 40, a.a + b.a + c.a - 1, "
            "a.a + b.a + c.a - 1, CAST(a.a AS text) FROM n a, n b, n c WHERE a.a + b.a + c.a < 0"
        )
    return path


def test_that_an_opening_has_one_time_for_all_that_it_asks(tmp_path, monkeypatch):
    """Each question alone would be answered in time."""
    path = slow_everywhere(tmp_path / "a.mbtiles")
    monkeypatch.setattr(mbtiles_file, "OPENING_S", 1.0)
    assert refused(path) == "mbtiles_slow"


def test_that_a_piece_out_of_time_is_blank_and_can_be_had_later(tmp_path, monkeypatch):
    path = mbtiles(tmp_path / "a.mbtiles", {(2, 1, 1): tile(RED), (2, 0, 0): tile(RED)})
    with closing(open_basemap(path, own=())) as basemap:
        monkeypatch.setattr(mbtiles_file, "PIECE_S", -1.0)
        assert basemap.piece(Place(2, 1, 1), 256) is None
        assert basemap.damaged == 1
        monkeypatch.undo()
        assert tuple(basemap.piece(Place(2, 1, 1), 256)[9, 9]) == (*RED, 255)


def test_that_all_the_tiles_of_a_piece_share_its_time(tmp_path, monkeypatch):
    path = slow_everywhere(tmp_path / "a.mbtiles")
    monkeypatch.setattr(mbtiles_file, "OPENING_S", 600.0)
    asked = []
    with closing(open_basemap(path, own=())) as basemap:
        monkeypatch.setattr(mbtiles_file, "PIECE_S", 0.05)
        whole = mbtiles_file.TileFile.tile
        monkeypatch.setattr(
            mbtiles_file.TileFile, "tile", lambda *args: (asked.append(args), whole(*args))[1]
        )
        assert basemap.piece(Place(18, 1000, 1000), 512) is None
    assert 0 < len(asked) < 9  # the coarse tile that lies there is the tenth that is asked for


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
    with closing(open_basemap(path, own=())) as basemap:
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
    with closing(open_basemap(path, own=())) as basemap:
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


def test_that_a_shifted_piece_out_of_time_can_be_had_later(tmp_path, monkeypatch):
    """What lies in the shift of a web map is kept between pieces, but no failure of it."""
    tiles = {(2, x, y): tile(RED) for x in range(4) for y in range(4)}
    path = mbtiles(tmp_path / "a.mbtiles", tiles)
    with closing(open_basemap(path, own=(), datum="gcj02")) as basemap:
        monkeypatch.setattr(mbtiles_file, "PIECE_S", -1.0)
        assert basemap.piece(Place(2, 3, 1), 256) is None
        monkeypatch.undo()
        assert tuple(basemap.piece(Place(2, 3, 1), 256)[99, 99]) == (*RED, 255)


def test_that_a_spoilt_tile_is_read_again_once_it_is_whole(tmp_path):
    path = mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): tile(RED)[:60], (1, 0, 0): tile(RED)})
    with closing(open_basemap(path, own=())) as basemap:
        for times in (1, 2):
            assert basemap.piece(Place(0, 0, 0), 256) is None
            assert basemap.damaged == times


def test_that_complex_numbers_are_no_colours(tmp_path):
    path = geotiff(tmp_path / "a.tif", np.zeros((1, 8, 8), "complex64"))
    assert refused(path) == "geotiff_no_colours"


def test_that_a_raster_cut_off_in_the_middle_draws_what_it_has(tmp_path):
    path = geotiff(tmp_path / "a.tif", halves(600, 600), tiled=True, blockxsize=256, blockysize=256)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    with closing(open_basemap(path, own=())) as basemap:
        preview(basemap, 512)
        assert basemap.damaged


def test_that_a_real_damaged_raster_does_no_harm(shared_data, real_file):
    path = real_file(shared_data / "tiles" / "raster_rasterio" / "corrupt.tif")
    with closing(open_basemap(path, own=())) as basemap:
        assert preview(basemap, 256) is not None
        for x in range(4):
            for y in range(4):
                basemap.piece(Place(18, 56189 * 4 + x, 25355 * 4 + y), 512)
        assert basemap.damaged
