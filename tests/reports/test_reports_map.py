"""The maps show each thing where it is computed to be."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pyproj
import pytest
import shapely
from dossier_factory import AREA, BUFFER, CORE, PATCH, REDLINE, blob, stationery
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from shapely.geometry import MultiPolygon, Point, Polygon, box

from greenshield.domain.errors import SurroundingsError
from greenshield.geo import webmercator
from greenshield.reports import fonts, map_style
from greenshield.reports.dossier_ground import Shape
from greenshield.reports.map_frame import Frame
from greenshield.reports.map_marks import PhotoMark
from greenshield.reports.map_picture import MapScene, detail_map, location_map

WORDS = stationery().closure_words["zh"]["map"]
FONT = fonts.find_chinese_font()
PHOTOS = (
    PhotoMark(1, 126.3490, 43.2290, 90.0),
    PhotoMark(2, 126.3534, 43.2286, 0.0),
    PhotoMark(3, 126.3511, 43.2310, None),
)
SCENE = MapScene(
    area=Shape(AREA, "云岭国家级自然保护区"),
    zones=(Shape(CORE, "核心区", "core"), Shape(BUFFER, "缓冲区", "buffer")),
    redlines=(Shape(REDLINE),),
    patch=PATCH,
    photos=PHOTOS,
)
PLAIN = MapScene(patch=PATCH, photos=PHOTOS)
"""Nothing behind the patch, so that colours stand alone on white."""

lons = st.floats(73, 136)
lats = st.floats(3, 54)


def pixels(picture):
    return np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGB")).astype(int)


def near(image, x, y, colour, reach=3, tolerance=24):
    """True where the colour stands within ``reach`` px of a position."""
    x, y = round(x), round(y)
    part = image[y - reach : y + reach + 1, x - reach : x + reach + 1]
    return bool((np.abs(part - np.array(colour)).max(axis=-1) <= tolerance).any())


def test_that_a_map_has_the_size_it_says():
    picture = detail_map(SCENE, WORDS, FONT)
    assert Image.open(io.BytesIO(picture.png)).size == (picture.width, picture.height)


@given(lons, lats)
def test_that_positions_are_those_of_epsg_3857(lon, lat):
    expected = pyproj.Transformer.from_crs(4326, 3857, always_xy=True).transform(lon, lat)
    frame = Frame.around((lon - 1, lat - 1, lon + 2, lat + 1), (48, 12, 1540, 824), 0.06)
    x, y = frame.pixel(lon, lat)
    x, y = frame.x0 + (x - frame.left) * frame.unit, frame.y1 - (y - frame.top) * frame.unit
    assert (x, y) == pytest.approx(expected, abs=0.001)
    west, south, east, north = frame.bounds
    assert frame.centre == pytest.approx((lon + 0.5, frame.centre[1]), abs=1e-9)
    assert frame.pixel(west, north) == pytest.approx((frame.left, frame.top), abs=1e-6)
    corner = frame.left + frame.width, frame.top + frame.height
    assert frame.pixel(east, south) == pytest.approx(corner, abs=1e-6)


def test_that_the_scale_bar_is_as_long_as_it_says():
    for picture in (location_map(SCENE, WORDS, FONT), detail_map(SCENE, WORDS, FONT)):
        metres, width = picture.scale_bar
        left, _, right, _ = picture.boxes["frame"]
        west, south, east, north = frame_bounds(picture)
        middle = (south + north) / 2
        lon = west + (east - west) * width / (right - left)
        ground = pyproj.Geod(ellps="GRS80").inv(west, middle, lon, middle)[2]
        assert ground == pytest.approx(metres, rel=0.002)


def frame_bounds(picture):
    """West, south, east, north of the frame, from two marks of known position."""
    marks = picture.marks
    box_px, bounds = picture.boxes["patch"], PATCH.bounds
    per_px = (bounds[2] - bounds[0]) / (box_px[2] - box_px[0])
    lon, x = PATCH.centroid.x, marks["patch"][0]
    left, top, right, bottom = picture.boxes["frame"]
    west, east = lon - (x - left) * per_px, lon + (right - x) * per_px
    per_px_y = (bounds[3] - bounds[1]) / (box_px[3] - box_px[1])
    north = bounds[3] + (box_px[1] - top) * per_px_y
    south = bounds[1] - (bottom - box_px[3]) * per_px_y
    return west, south, east, north


def test_that_shapes_keep_their_aspect_at_their_latitude():
    """A square of ground, 200 m by 200 m at 43° N, is a square of pixels."""
    geod = pyproj.Geod(ellps="GRS80")
    lon = geod.fwd(126.35, 43.23, 90, 200)[0]
    north = geod.fwd(126.35, 43.23, 0, 200)[1]
    picture = detail_map(MapScene(patch=box(126.35, 43.23, lon, north)), WORDS, FONT)
    left, top, right, bottom = picture.boxes["patch"]
    assert (right - left) / (bottom - top) == pytest.approx(1, abs=0.004)


def test_that_the_patch_is_found_where_computed():
    picture = detail_map(PLAIN, WORDS, FONT)
    image = pixels(picture)
    for lon, lat in list(PATCH.exterior.coords):
        x, y = at(picture, lon, lat)
        assert near(image, x, y, map_style.PATCH), (lon, lat)
    x, y = picture.marks["patch"]
    filled = [round(255 + (c - 255) * 90 / 255) for c in map_style.PATCH]
    assert near(image, x, y, filled, reach=1, tolerance=4)


def at(picture, lon, lat):
    """Where a position is, from the frame's bounds and Mercator alone."""
    west, south, east, north = frame_bounds(picture)
    left, top, right, bottom = picture.boxes["frame"]
    places = [(west, south), (east, north), (lon, lat)]
    (x0, y0), (x1, y1), (x, y) = webmercator.project(places)
    return left + (x - x0) / (x1 - x0) * (right - left), bottom - (y - y0) / (y1 - y0) * (
        bottom - top
    )


def test_that_photo_marks_are_found_where_computed():
    picture = detail_map(PLAIN, WORDS, FONT)
    image = pixels(picture)
    for mark in PHOTOS:
        x, y = picture.marks[f"photo:{mark.number}"]
        assert (x, y) == pytest.approx(at(picture, mark.lon, mark.lat), abs=2)
        assert near(image, x, y, map_style.PHOTO, reach=1)


def test_that_wedges_open_where_the_camera_looked():
    picture = detail_map(PLAIN, WORDS, FONT)
    image = pixels(picture)
    tint = [round(255 + (c - 255) * 80 / 255) for c in map_style.PHOTO]
    x, y = picture.marks["photo:1"]  # looks east
    assert near(image, x + 50, y, tint, reach=1)
    assert not near(image, x - 50, y - 30, tint, reach=1)
    x, y = picture.marks["photo:2"]  # looks north
    assert near(image, x, y - 50, tint, reach=1)
    x, y = picture.marks["photo:3"]  # has no azimuth
    for dx, dy in ((50, 0), (-50, 0), (0, -50)):
        assert not near(image, x + dx, y + dy, tint, reach=1)


def test_that_the_boundary_is_found_where_computed():
    scene = replace(SCENE, zones=(), redlines=())
    picture = location_map(scene, WORDS, FONT)
    image = pixels(picture)
    assert all(
        near(image, *at(picture, lon, lat), map_style.BOUNDARY)
        for lon, lat in list(AREA.exterior.coords)[::40]
    )
    left, top, right, bottom = picture.boxes["boundary"]
    line = np.abs(image - np.array(map_style.BOUNDARY)).max(axis=-1) <= 24
    frame = [round(v) for v in picture.boxes["frame"]]
    rows, columns = np.nonzero(line[frame[1] : frame[3], frame[0] : frame[2]])
    found = columns.min(), rows.min(), columns.max(), rows.max()
    expected = left - frame[0], top - frame[1], right - frame[0], bottom - frame[1]
    assert found == pytest.approx(expected, abs=4)


def test_that_a_hole_in_a_shape_stays_open_and_an_island_in_it_is_filled():
    hole = box(126.32, 43.17, 126.38, 43.23)
    island = box(126.34, 43.19, 126.36, 43.21)
    ring = box(126.25, 43.10, 126.45, 43.30).difference(hole)
    area = MultiPolygon([island, ring])
    picture = location_map(MapScene(area=Shape(area), point=(126.27, 43.12)), WORDS, FONT)
    image = pixels(picture)
    frame = Frame.around(area.bounds, (48, 12, 1540, 824), 0.06)
    assert near(image, *frame.pixel(126.33, 43.18), map_style.PAPER, reach=0, tolerance=1)
    assert near(image, *frame.pixel(126.345, 43.203), map_style.AREA_FILL, reach=0, tolerance=1)
    assert near(image, *frame.pixel(126.27, 43.27), map_style.AREA_FILL, reach=0, tolerance=1)


def test_that_a_small_patch_is_ringed_on_the_location_map():
    picture = location_map(SCENE, WORDS, FONT)
    image = pixels(picture)
    x, y = picture.marks["patch"]
    assert all(near(image, x + dx, y + dy, map_style.PATCH) for dx, dy in ((28, 0), (0, -28)))


def test_that_the_legend_names_only_what_is_on_the_map():
    far = blob(127.5, 44.0, 0.05, 60, 9)
    with_far = replace(SCENE, redlines=(Shape(far),))
    without = replace(SCENE, redlines=())
    assert detail_map(with_far, WORDS, FONT).png == detail_map(without, WORDS, FONT).png


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_the_legend_has_room_for_all_that_it_says(lang):
    words = stationery().closure_words[lang]["map"]
    names = ("一", "二", "三", "四")
    scene = MapScene(
        area=Shape(AREA, name="云岭国家级自然保护区"),
        zones=tuple(Shape(AREA, name=name, code="core") for name in names),
        redlines=(Shape(AREA),),
        controls=(Shape(AREA),),
        point=(126.35, 43.23),
        photos=PHOTOS,
    )
    told = detail_map(scene, words, FONT).png
    for key in ("point", "photo", "redline", "control"):  # a cut one has lost its last letter
        other = {**words, key: words[key][:-1] + "X"}
        assert detail_map(scene, other, FONT).png != told, key
    area = replace(scene.area, name="云岭国家级自然保护门")
    assert detail_map(replace(scene, area=area), words, FONT).png != told
    patch = replace(scene, point=None, patch=PATCH)
    other = {**words, "patch": words["patch"][:-1] + "X"}
    assert detail_map(patch, other, FONT).png != detail_map(patch, words, FONT).png


def test_that_a_photo_far_away_is_named_and_does_not_widen_the_map():
    lost = PhotoMark(4, 127.9, 43.9, 10.0)
    usual = detail_map(SCENE, WORDS, FONT)
    picture = detail_map(replace(SCENE, photos=(*PHOTOS, lost)), WORDS, FONT)
    assert picture.outside == (4,)
    assert "photo:4" not in picture.marks
    assert picture.marks["patch"] == usual.marks["patch"]


def test_that_a_hundred_photos_at_one_spot_are_drawn():
    crowd = tuple(PhotoMark(n, 126.351, 43.2291, n * 3.6) for n in range(1, 101))
    picture = detail_map(MapScene(patch=PATCH, photos=crowd), WORDS, FONT)
    assert len(picture.marks) == 101


def test_that_an_issue_with_a_point_alone_has_both_maps():
    scene = MapScene(point=(126.35, 43.23))
    assert location_map(scene, WORDS, FONT) is not None
    assert detail_map(scene, WORDS, FONT).marks["patch"]


@pytest.mark.parametrize("scene", [MapScene(patch=PATCH), MapScene(point=(126.35, 43.23))])
def test_that_far_from_every_boundary_the_location_map_shows_more_than_the_detail(scene):
    location, detail = (draw(scene, WORDS, FONT) for draw in (location_map, detail_map))
    left, _, right, _ = location.boxes["frame"]
    assert (right - left) * location.metres_per_pixel > 4000
    assert location.metres_per_pixel > 3 * detail.metres_per_pixel
    assert "patch" in location.marks


def test_that_no_shape_makes_no_map():
    assert location_map(MapScene(), WORDS, FONT) is None
    assert detail_map(MapScene(area=Shape(AREA)), WORDS, FONT) is None


def test_that_equal_scenes_give_equal_bytes():
    assert location_map(SCENE, WORDS, FONT).png == location_map(SCENE, WORDS, FONT).png


def test_that_a_boundary_of_200000_vertices_is_drawn_with_few_and_looks_the_same():
    large = blob(126.30, 43.20, 0.11, 200_000, 3)
    frame = Frame.around(large.bounds, (48, 12, 1540, 824), 0.06)
    drawn = frame.on_canvas(large, 2)
    assert shapely.get_num_coordinates(drawn) < 5000
    picture = location_map(MapScene(area=Shape(large), patch=PATCH), WORDS, FONT)
    image = pixels(picture)
    for lon, lat in list(large.exterior.coords)[::5000]:
        assert near(image, *frame.pixel(lon, lat), map_style.BOUNDARY)


def test_that_a_self_crossing_shape_is_drawn_all_the_same():
    bow = Polygon([(126.2, 43.1), (126.4, 43.3), (126.4, 43.1), (126.2, 43.3)])
    assert not bow.is_valid
    assert location_map(MapScene(area=Shape(bow), patch=PATCH), WORDS, FONT) is not None


@given(lons, lats, st.floats(1e-7, 3), st.floats(1e-7, 3))
def test_that_any_extent_fits_its_frame(lon, lat, width, height):
    bounds = (lon, lat, lon + width, lat + height)
    frame = Frame.around(bounds, (48, 12, 1540, 824), 0.06)
    for x, y in ((bounds[0], bounds[1]), (bounds[2], bounds[3])):
        assert frame.holds(x, y)
    west, south, east, north = frame.bounds
    assert west <= bounds[0] <= bounds[2] <= east
    assert south <= bounds[1] <= bounds[3] <= north


def test_that_a_machine_without_a_chinese_font_is_told_what_to_install(tmp_path):
    (tmp_path / "NotoSansCJK-Regular.ttc").write_bytes(b"no font")
    with pytest.raises(SurroundingsError) as caught:
        fonts.find_chinese_font([tmp_path, tmp_path / "absent"])
    assert caught.value.code == "font_missing"
    assert caught.value.params["package"] == "fonts-wqy-microhei"


def test_that_the_font_found_draws_chinese():
    blank = fonts.load(FONT, 24).getmask("\U0010fffd")
    assert bytes(fonts.load(FONT, 24).getmask("销")) != bytes(blank)


def test_that_a_point_photo_scene_uses_the_real_position_of_the_point():
    picture = detail_map(MapScene(point=(126.35, 43.23), photos=PHOTOS), WORDS, FONT)
    left, top, right, bottom = picture.boxes["patch"]
    centre = Point(126.35, 43.23).buffer(0.001).centroid
    assert centre.x == pytest.approx(126.35)
    assert picture.marks["patch"] == pytest.approx(
        ((left + right) / 2, (top + bottom) / 2), abs=0.5
    )


@pytest.mark.parametrize("lat", [18.3, 43.23, 53.5])
def test_that_the_ground_around_a_point_is_a_round_of_a_hundred_metres(lat):
    picture = detail_map(MapScene(point=(126.35, lat)), WORDS, FONT)
    left, top, right, bottom = picture.boxes["patch"]
    assert (right - left) * picture.metres_per_pixel == pytest.approx(200, rel=0.01)
    assert (bottom - top) * picture.metres_per_pixel == pytest.approx(200, rel=0.01)
