"""Tile sets: every square gets a picture out of the tiles there are, right way up."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import numpy as np
import pytest
from helpers.make_basemaps import BLUE, GREEN, RED, colour_at, mbtiles, near, tile

from greenshield.domain.errors import UnreadableError
from greenshield.formats.basemaps import open_basemap
from greenshield.formats.basemaps_pieces import HALF, Place

GOOD = {
    "mbtiles_mbutil/one_tile.mbtiles": (0, 1),
    "mbtiles_mbutil/utf8grid.mbtiles": (0,),
    "mbtiles_node-mbtiles/corrupt_null_tile.mbtiles": (0, 1, 2, 3, 4),
    "mbtiles_node-mbtiles/geocoder_legacy.mbtiles": (0, 1, 2, 3, 4),
    "mbtiles_node-mbtiles/plain_1.mbtiles": (0, 1, 2, 3, 4),
    "mbtiles_node-mbtiles/plain_2.mbtiles": (0, 1, 2, 3, 4),
    "mbtiles_node-mbtiles/plain_3.mbtiles": (4, 5, 6, 7, 8),
    "mbtiles_node-mbtiles/plain_4.mbtiles": (0, 1, 2, 3, 4),
    "mbtiles_node-mbtiles/some-empty-tiles.mbtiles": (1, 2),
    "mbtiles_node-mbtiles/unindexed.mbtiles": (0, 1, 2, 3, 4),
}
BAD = {
    "mbtiles_node-mbtiles/corrupt.mbtiles": "mbtiles_damaged",
    "mbtiles_node-mbtiles/geocoder_data.mbtiles": "mbtiles_without_tiles",
    "mbtiles_node-mbtiles/with spaces.mbtiles": "mbtiles_without_tiles",
    "gpkg_nga_js/denver_tile.gpkg": "basemap_is_geopackage",
    "gpkg_nga_js/test.gpkg": "mbtiles_without_tiles",
    "raster_rasterio/white-gemini-iv.vrt": "basemap_unknown_format",
}


@pytest.fixture
def opened():
    """Opens basemaps and closes them after the test."""
    found = []

    def go(path, **more):
        found.append(open_basemap(path, own=(), **more))
        return found[-1]

    yield go
    for each in found:
        each.close()


@pytest.mark.parametrize("name", GOOD)
def test_that_a_real_tile_set_is_drawn(name, shared_data, real_file, opened):
    basemap = opened(real_file(shared_data / "tiles" / name))
    assert basemap.facts.zooms == GOOD[name]
    zoom = GOOD[name][0]
    pieces = [
        basemap.piece(Place(zoom, x, y), 256) for x in range(1 << zoom) for y in range(1 << zoom)
    ]
    seen = [p for p in pieces if p is not None]
    assert seen
    assert all(p.shape == (256, 256, 4) and p[..., 3].any() for p in seen)
    assert basemap.damaged == 0


@pytest.mark.parametrize("name", BAD)
def test_that_a_real_file_without_tiles_is_refused(name, shared_data, real_file):
    with pytest.raises(UnreadableError) as refused:
        open_basemap(real_file(shared_data / "tiles" / name), own=())
    assert refused.value.code == BAD[name]


def test_that_a_real_set_shows_its_own_pixels(shared_data, real_file, opened):
    """The same tile out of the database by plain SQL, and its row counted from the south."""
    path = real_file(shared_data / "tiles" / "mbtiles_node-mbtiles" / "plain_3.mbtiles")
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as db:
        column, row, data = db.execute(
            "SELECT tile_column, tile_row, tile_data FROM tiles WHERE zoom_level = 7 "
            "ORDER BY length(tile_data) DESC LIMIT 1"
        ).fetchone()
    import io

    from PIL import Image

    raw = np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))
    piece = opened(path).piece(Place(7, column, 127 - row), 256)
    assert np.array_equal(piece, raw)


def test_that_an_unindexed_set_is_remarked(shared_data, real_file, opened):
    path = real_file(shared_data / "tiles" / "mbtiles_node-mbtiles" / "unindexed.mbtiles")
    assert [p.code for p in opened(path).facts.problems] == ["mbtiles_unindexed"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_that_each_picture_format_is_read(kind, tmp_path, opened):
    path = mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): tile(RED, kind=kind)})
    piece = opened(path).piece(Place(0, 0, 0), 256)
    assert near(colour_at(piece, 128, 128), (*RED, 255))


def four(zoom=1, **more):
    """North-west red, north-east green, south-west blue, south-east none."""
    return {
        (zoom, 0, 0): tile(RED, **more),
        (zoom, 1, 0): tile(GREEN, **more),
        (zoom, 0, 1): tile(BLUE, **more),
    }


@pytest.mark.parametrize("flipped", [True, False])
def test_that_north_is_up(flipped, tmp_path, opened):
    told = {} if flipped else {"scheme": "xyz"}
    path = mbtiles(tmp_path / "a.mbtiles", four(), told, flipped=flipped)
    piece = opened(path).piece(Place(0, 0, 0), 512)
    assert colour_at(piece, 100, 100) == (*RED, 255)
    assert colour_at(piece, 400, 100) == (*GREEN, 255)
    assert colour_at(piece, 100, 400) == (*BLUE, 255)
    assert colour_at(piece, 400, 400)[3] == 0


def test_that_tiles_of_512_pixels_fill_a_piece_of_their_own_zoom(tmp_path, opened):
    path = mbtiles(tmp_path / "a.mbtiles", four(size=512))
    basemap = opened(path)
    assert colour_at(basemap.piece(Place(1, 1, 0), 512), 256, 256) == (*GREEN, 255)
    assert colour_at(basemap.piece(Place(1, 0, 1), 256), 128, 128) == (*BLUE, 255)
    assert basemap.facts.finest_m == pytest.approx(2 * HALF / 2 / 512)


def test_that_a_missing_zoom_is_drawn_from_its_nearest_parent(tmp_path, opened):
    path = mbtiles(tmp_path / "a.mbtiles", four(1) | {(5, 0, 0): tile((1, 2, 3))})
    basemap = opened(path)
    assert colour_at(basemap.piece(Place(3, 7, 0), 256), 10, 10) == (*GREEN, 255)
    assert colour_at(basemap.piece(Place(5, 0, 0), 256), 10, 10) == (1, 2, 3, 255)
    assert colour_at(basemap.piece(Place(5, 1, 0), 256), 10, 10) == (*RED, 255)
    assert colour_at(basemap.piece(Place(9, 0, 0), 256), 10, 10) == (1, 2, 3, 255)
    assert basemap.piece(Place(3, 7, 7), 256) is None
    assert basemap.facts.focus == Place(5, 0, 0).box


def test_that_a_set_that_begins_at_a_fine_zoom_is_seen_from_farther_off(tmp_path, opened):
    path = mbtiles(tmp_path / "a.mbtiles", four(3))
    basemap = opened(path)
    piece = basemap.piece(Place(1, 0, 0), 256)
    assert colour_at(piece, 30, 30) == (*RED, 255)
    assert colour_at(piece, 90, 30) == (*GREEN, 255)
    assert colour_at(piece, 90, 90)[3] == 0


def test_that_half_transparent_tiles_stay_so(tmp_path, opened):
    path = mbtiles(tmp_path / "a.mbtiles", {(0, 0, 0): tile((*RED, 128))})
    assert colour_at(opened(path).piece(Place(0, 0, 0), 256), 5, 5) == (*RED, 128)


def test_that_a_damaged_tile_is_drawn_from_its_parent_and_counted(tmp_path, opened):
    tiles = {(0, 0, 0): tile(RED), (1, 0, 0): tile(GREEN)[:60], (1, 1, 0): b"no picture"}
    basemap = opened(mbtiles(tmp_path / "a.mbtiles", tiles | {(1, 1, 1): tile(BLUE)}))
    assert colour_at(basemap.piece(Place(1, 0, 0), 256), 9, 9) == (*RED, 255)
    assert colour_at(basemap.piece(Place(1, 1, 0), 256), 9, 9) == (*RED, 255)
    assert colour_at(basemap.piece(Place(1, 1, 1), 256), 9, 9) == (*BLUE, 255)
    assert basemap.damaged == 2


def test_that_metadata_tell_title_bounds_and_date(tmp_path, opened):
    told = {"name": " 青禾县\n影像 ", "bounds": "126.0,42.9,126.9,43.5", "date": "2024-05-03"}
    path = mbtiles(tmp_path / "x20190101.mbtiles", {(0, 0, 0): tile(RED)}, told)
    facts = opened(path).facts
    assert (facts.title, facts.date, facts.date_source) == ("青禾县 影像", "2024-05-03", "metadata")
    assert facts.box.west == pytest.approx(14026255.8, abs=1)
    assert facts.box.north == pytest.approx(5389264.0, abs=2000)


@pytest.mark.parametrize("bounds", ["", "a,b,c,d", "1,2,3", "nan,0,1,1", "10,10,5,20", "x" * 999])
def test_that_bounds_that_are_none_give_way_to_the_tiles(bounds, tmp_path, opened):
    path = mbtiles(tmp_path / "a.mbtiles", four(), {"bounds": bounds})
    box = opened(path).facts.box
    assert (box.west, box.south, box.east, box.north) == pytest.approx((-HALF, -HALF, HALF, HALF))


def test_that_missing_metadata_are_no_obstacle(tmp_path, opened):
    path = mbtiles(tmp_path / "影像2023.mbtiles", four())
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP TABLE metadata")
    facts = opened(path).facts
    assert (facts.title, facts.date, facts.date_source) == ("", "2023", "name")


def test_that_a_square_outside_of_the_grid_is_nothing(tmp_path, opened):
    basemap = opened(mbtiles(tmp_path / "a.mbtiles", four()))
    for place in (Place(1, 2, 0), Place(1, -1, 0), Place(31, 0, 0), Place(-1, 0, 0)):
        assert basemap.piece(place, 256) is None


@pytest.mark.parametrize("size", [256, 1024, 2048])
def test_that_decoded_tiles_are_bounded_whatever_their_size(size, tmp_path, opened):
    data = tile(GREEN, size)
    tiles = {(4, x, y): data for x in range(4) for y in range(4)}
    basemap = opened(mbtiles(tmp_path / "a.mbtiles", tiles))
    for _, x, y in tiles:
        assert colour_at(basemap.piece(Place(4, x, y), 256), 128, 128) == (*GREEN, 255)
    assert 0 < basemap.held <= 16 << 20


def test_that_a_tile_larger_than_its_set_is_brought_to_the_size_of_the_set(tmp_path, opened):
    tiles = {(1, x, 0): tile(RED) for x in range(2)} | {(0, 0, 0): tile(BLUE, 2048)}
    basemap = opened(mbtiles(tmp_path / "a.mbtiles", tiles))
    assert colour_at(basemap.piece(Place(0, 0, 0), 256), 128, 250) == (*BLUE, 255)
    assert basemap.held == 256 * 256 * 4
