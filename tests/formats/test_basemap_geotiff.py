"""Rasters: in any coordinate system, of any depth, every pixel comes to lie where it belongs."""

from __future__ import annotations

import math
import shutil

import numpy as np
import pytest
import rasterio
from affine import Affine
from helpers.make_basemaps import BLUE, RED, colour_at, geotiff, halves, near
from pyproj import Transformer
from rasterio.enums import ColorInterp

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.formats.basemaps import open_basemap, preview
from greenshield.formats.basemaps_pieces import HALF, Place, metres_a_pixel
from greenshield.geo import shift

RGB = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
REAL = {
    "RGB.byte.tif": "EPSG:32618", "RGBA.byte.tif": "EPSG:32618", "alpha.tif": "EPSG:3857",
    "cogeo.tif": "EPSG:3857", "red.tif": "EPSG:4326", "rgb1_fake_nir_epsg3857.tif": "EPSG:3857",
    "shade.tif": "EPSG:3857", "world.rgb.tif": "EPSG:4326",
}  # fmt: skip
REFUSED = {
    "float.tif": "basemap_without_crs", "float_nan.tif": "basemap_without_crs",
    "rotated.tif": "basemap_without_crs", "ak-compdcs.zip": "basemap_unknown_format",
}  # fmt: skip


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


def place_at(x, y, zoom):
    """The square of a zoom at a place in metres."""
    side = 2 * HALF / (1 << zoom)
    return Place(zoom, math.floor((x + HALF) / side), math.floor((HALF - y) / side))


def at(basemap, x, y, zoom=17, size=256):
    """The colour of a basemap at a place in metres; None where no piece is."""
    place = place_at(x, y, zoom)
    piece = basemap.piece(place, size)
    if piece is None:
        return None
    metres = metres_a_pixel(zoom, size)
    column, row = int((x - place.box.west) / metres), int((place.box.north - y) / metres)
    return colour_at(piece, column, row)


@pytest.mark.parametrize("name", REAL)
def test_that_a_real_raster_is_drawn(name, shared_data, real_file, opened):
    basemap = opened(real_file(shared_data / "tiles" / "raster_rasterio" / name))
    assert basemap.facts.crs == REAL[name]
    pixels, box = preview(basemap, 256)
    assert max(pixels.shape[:2]) <= 257
    assert (pixels[..., 3] > 0).any()
    assert box.meets(basemap.facts.box)
    assert basemap.damaged == 0


@pytest.mark.parametrize("name", REFUSED)
def test_that_a_real_raster_without_a_place_is_refused(name, shared_data, real_file):
    with pytest.raises(UnreadableError) as refused:
        open_basemap(real_file(shared_data / "tiles" / "raster_rasterio" / name), own=())
    assert refused.value.code == REFUSED[name]


def test_that_a_real_raster_shows_what_lies_at_a_place(shared_data, real_file, opened):
    """Against its own pixels, taken at the place by another route: pyproj and plain indexing."""
    path = real_file(shared_data / "tiles" / "raster_rasterio" / "RGB.byte.tif")
    basemap = opened(path)
    with rasterio.open(path) as dataset:
        values, affine = dataset.read(), dataset.transform
    to_metres = Transformer.from_crs(32618, 3857, always_xy=True)
    flat = 0
    for row in range(100, 600, 9):
        for column in range(150, 650, 9):
            around = values[:, row - 2 : row + 3, column - 2 : column + 3].reshape(3, -1)
            if np.ptp(around, axis=1).max() > 6 or (around == 0).any():
                continue  # where neighbours differ, bilinear values differ too
            x, y = to_metres.transform(*(affine @ (column + 0.5, row + 0.5)))
            got = at(basemap, x, y, zoom=9)
            assert near(got, tuple(int(v) for v in values[:, row, column]), by=6)
            flat += 1
    assert flat > 40


def test_that_zones_of_the_county_fall_into_place(tmp_path, opened):
    """CGCS2000 with the zone in its easting, as surveys deliver it."""
    west, north = 42_530_000.0, 4_795_000.0
    path = geotiff(
        tmp_path / "a.tif", halves(200, 200), crs="EPSG:4530",
        affine=Affine(5, 0, west, 0, -5, north), colours=RGB,
    )  # fmt: skip
    basemap = opened(path)
    to_metres = Transformer.from_crs(4530, 3857, always_xy=True)
    for east, colour in ((250.0, RED), (480.0, RED), (520.0, BLUE), (900.0, BLUE)):
        assert near(at(basemap, *to_metres.transform(west + east, north - 500)), (*colour, 255))
    assert at(basemap, *to_metres.transform(west - 300, north - 500)) in (None, (0, 0, 0, 0))


def test_that_a_rotated_raster_lies_askew(tmp_path, opened):
    affine = Affine.translation(14e6, 5.4e6) @ Affine.rotation(30) @ Affine.scale(1, -1)
    basemap = opened(geotiff(tmp_path / "a.tif", halves(300, 300), affine=affine, colours=RGB))
    for column, colour in ((75, RED), (225, BLUE)):
        x, y = affine @ (column, 150)
        assert near(at(basemap, x, y, zoom=18), (*colour, 255))
    corner = basemap.facts.box
    assert at(basemap, corner.west + 3, corner.north - 3, zoom=18) in (None, (0, 0, 0, 0))


@pytest.mark.parametrize("kind", ["uint16", "int16", "float32"])
def test_that_deep_values_are_stretched_between_percentiles(kind, tmp_path, opened):
    values = np.tile(np.linspace(1000, 5000, 256), (256, 1))[None].astype(kind)
    basemap = opened(geotiff(tmp_path / "a.tif", values))
    dark, middle, bright = (at(basemap, 14e6 + x, 5.4e6 - 128)[0] for x in (8, 128, 248))
    assert dark < 12
    assert 110 < middle < 145
    assert bright > 243


def test_that_no_data_and_no_numbers_are_transparent(tmp_path, opened):
    values = np.full((1, 128, 128), 7.0, "float32")
    values[0, :, :40] = np.nan
    values[0, :, 80:] = -9999
    values[0, 60:, 40:80] = 9.0
    basemap = opened(geotiff(tmp_path / "a.tif", values, nodata=-9999.0))
    assert at(basemap, 14e6 + 60, 5.4e6 - 64)[3] == 255
    assert at(basemap, 14e6 + 10, 5.4e6 - 64)[3] == 0
    assert at(basemap, 14e6 + 110, 5.4e6 - 64)[3] == 0


def test_that_black_is_no_hole_where_only_all_bands_together_are_no_data(tmp_path, opened):
    values = halves(128, 128)
    values[0], values[1] = 0, 0  # blue alone, nowhere all zero but in the corner
    values[2] = 120
    values[:, :32, :32] = 0
    basemap = opened(geotiff(tmp_path / "a.tif", values, nodata=0, colours=RGB))
    assert at(basemap, 14e6 + 80, 5.4e6 - 80) == (0, 0, 120, 255)
    assert at(basemap, 14e6 + 10, 5.4e6 - 10)[3] == 0


def test_that_an_alpha_band_is_kept(tmp_path, opened):
    values = halves(128, 128, 4)
    values[3, :64] = 0
    colours = (*RGB, ColorInterp.alpha)
    basemap = opened(geotiff(tmp_path / "a.tif", values, colours=colours))
    assert at(basemap, 14e6 + 30, 5.4e6 - 100) == (*RED, 255)
    assert at(basemap, 14e6 + 30, 5.4e6 - 20)[3] == 0


def test_that_a_fourth_band_that_is_no_alpha_is_left(tmp_path, opened):
    values = halves(128, 128, 4)
    values[3] = 0  # near infrared, here black
    stored = {"photometric": "RGB", "alpha": "unspecified"}
    basemap = opened(geotiff(tmp_path / "a.tif", values, **stored))
    assert at(basemap, 14e6 + 30, 5.4e6 - 64) == (*RED, 255)


def test_that_bands_in_another_order_are_told_by_their_colours(tmp_path, opened):
    values = halves(64, 64)[::-1].copy()
    basemap = opened(geotiff(tmp_path / "a.tif", values, colours=RGB[::-1]))
    assert at(basemap, 14e6 + 10, 5.4e6 - 30) == (*RED, 255)


def test_that_a_palette_gives_its_colours_unmixed(tmp_path, opened):
    values = np.zeros((1, 64, 64), "uint8")
    values[0, :, 32:] = 9
    path = geotiff(tmp_path / "a.tif", values, colours=(ColorInterp.palette,))
    with rasterio.open(path, "r+") as out:
        out.write_colormap(1, {0: (*RED, 255), 9: (*BLUE, 255)})
    basemap = opened(path)
    pixels, _ = preview(basemap, 256)
    seen = {tuple(int(v) for v in p) for p in pixels[pixels[..., 3] == 255]}
    assert seen == {(*RED, 255), (*BLUE, 255)}


def test_that_the_time_tag_tells_the_day(tmp_path, opened):
    tags = {"TIFFTAG_DATETIME": "2022:01:17 10:43:43"}
    facts = opened(geotiff(tmp_path / "x2019.tif", halves(8, 8), tags=tags)).facts
    assert (facts.date, facts.date_source) == ("2022-01-17", "tag")
    facts = opened(geotiff(tmp_path / "青禾_20240503.tif", halves(8, 8))).facts
    assert (facts.date, facts.date_source) == ("2024-05-03", "name")


def test_that_a_named_system_places_what_says_none(tmp_path, opened):
    path = geotiff(
        tmp_path / "a.tif", halves(64, 64), crs=None, affine=Affine(1, 0, 14e6, 0, -1, 5.4e6)
    )
    assert at(opened(path, crs="epsg:3857"), 14e6 + 10, 5.4e6 - 30) == (*RED, 255)
    for crs in ("EPSG:999999", "4326", "EPSG:x", "+proj=longlat", "EPSG:" + "9" * 40):
        with pytest.raises(UsageError) as refused:
            open_basemap(path, own=(), crs=crs)
        assert refused.value.code == "basemap_crs_unknown"


def test_that_coordinates_that_are_no_place_are_refused(tmp_path):
    path = geotiff(
        tmp_path / "a.tif", halves(8, 8), crs="EPSG:4326", affine=Affine(1, 0, 5e6, 0, -1, 5e6)
    )
    with pytest.raises(UnreadableError) as refused:
        open_basemap(path, own=())
    assert refused.value.code == "basemap_nowhere"


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_that_a_world_file_beside_a_raster_places_it(tmp_path, opened):
    path = geotiff(tmp_path / "a.tif", halves(64, 64), crs=None)
    with pytest.raises(UnreadableError) as refused:
        open_basemap(path, own=(), crs="EPSG:3857")
    assert refused.value.code == "basemap_without_place"
    (tmp_path / "a.tfw").write_text("1\n0\n0\n-1\n14000000.5\n5399999.5\n")
    assert at(opened(path, crs="EPSG:3857"), 14e6 + 10, 5.4e6 - 30) == (*RED, 255)


def test_that_a_shifted_picture_is_drawn_where_the_ground_is(tmp_path, opened):
    """A picture in GCJ-02: what it shows at a shifted place is on the ground elsewhere."""
    path = geotiff(tmp_path / "a.tif", halves(2000, 2000), colours=RGB)
    basemap = opened(path, datum="gcj02")
    plain = opened(path)
    to_degrees = Transformer.from_crs(3857, 4326, always_xy=True)
    to_metres = Transformer.from_crs(4326, 3857, always_xy=True)
    for x in (500, 990, 1010, 1500):
        shown = (14e6 + x, 5.4e6 - 1000)
        lon, lat = shift.from_gcj02(*to_degrees.transform(*shown))
        ground = to_metres.transform(float(lon), float(lat))
        assert math.dist(shown, ground) > 150
        assert at(basemap, *ground, zoom=16) == at(plain, *shown, zoom=16)
    assert basemap.facts.box.west < plain.facts.box.west


def test_that_levels_inside_and_beside_the_file_are_used(tmp_path, opened):
    path = geotiff(tmp_path / "a.tif", halves(3000, 3000), colours=RGB, compress="deflate")
    with rasterio.open(path, "r+") as out:
        out.build_overviews([2, 4])
    shutil.copy(path, tmp_path / "b.tif")
    beside = geotiff(tmp_path / "c.tif", halves(3000, 3000), colours=RGB, compress="deflate")
    with rasterio.Env(TIFF_USE_OVR=True), rasterio.open(beside, "r+") as dataset:
        dataset.build_overviews([2, 4])
    assert (tmp_path / "c.tif.ovr").exists()
    for name in ("a.tif", "c.tif"):
        basemap = opened(tmp_path / name)
        assert [round(level.factor) for level in basemap._levels] == [1, 2, 4]
        assert near(at(basemap, 14e6 + 400, 5.4e6 - 1500, zoom=12), (*RED, 255))
