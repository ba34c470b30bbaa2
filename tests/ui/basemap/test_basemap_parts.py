"""The basemaps' small parts: pieces of a view, the cache, stand-ins, which two dates to compare."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from ui.basemap.add_dialog import AddDialog
from ui.basemap.grid import box_of, needed, rect_of
from ui.basemap.holes import Holes
from ui.basemap.model import NAME, BasemapModel, moved_to
from ui.basemap.sheet import SIZE, WORLD, Sheet, metres_a_pixel, zoom_of
from ui.basemap.swipe import first_pair
from ui.basemap.tile_cache import Key, TileCache, image_of
from ui.basemap.underlay import BasemapUnderlay


def item(name="a", date="2024", box=(-WORLD, -WORLD, WORLD, WORLD), **more):
    """A basemap as the service tells it."""
    return {
        "id": name, "name": name, "date": date, "date_source": "user", "date_hint": "",
        "status": "ok", "kind": "geotiff", "file": "", "linked": False, "crs": "EPSG:3857",
        "datum": "", "bounds": [0.0, 0.0, 1.0, 1.0], "box": list(box), "size_bytes": 1,
        "mtime_ns": 1,
        "width": 9, "height": 9, "bands": 3, "zooms": [], "finest_m": 1.0, "coarsest_m": 1e6,
        "wants_levels": False, "levels": 0, "problems": [],
    } | more  # fmt: skip


def sheet(name="a", visible=True, **more):
    return Sheet(item(name, **more), visible)


@dataclass(frozen=True)
class View:
    left: float
    top: float
    pixel: float
    width: int
    height: int

    @property
    def box(self):
        right, bottom = self.left + self.width * self.pixel, self.top - self.height * self.pixel
        return self.left, bottom, right, self.top


@pytest.mark.parametrize("zoom", [0, 1, 7, 18])
def test_that_a_zoom_is_the_coarsest_that_is_fine_enough(zoom):
    exact = metres_a_pixel(zoom)
    assert zoom_of(exact) == zoom
    assert zoom_of(exact * 0.99) == zoom + 1
    assert zoom_of(exact * 1.01) == zoom


def test_that_pieces_finer_than_the_file_are_not_asked_for():
    one = sheet(finest_m=metres_a_pixel(10))
    assert one.zoom_for(metres_a_pixel(8)) == 8
    assert one.zoom_for(metres_a_pixel(17)) == 10


def test_that_what_is_too_coarse_to_be_drawn_is_not():
    one = sheet(coarsest_m=metres_a_pixel(6))
    assert one.zoom_for(metres_a_pixel(5)) is None
    assert one.zoom_for(metres_a_pixel(6)) == 6
    assert one.zoom_for(metres_a_pixel(6) * 0.9) in (6, 7)


def test_that_pieces_of_a_view_cover_it_without_gap_or_overlap():
    view = View(-3_000_000.3, 5_000_000.7, 1234.5, 1600, 1000)
    keys = needed(sheet(), 1, view.box, 7)
    assert len(keys) == len(set(keys))
    seen = np.zeros((view.height, view.width), int)
    for key in keys:
        rect = rect_of(box_of(key), view)
        seen[max(0, rect.top()) : max(0, rect.top() + rect.height()),
             max(0, rect.left()) : max(0, rect.left() + rect.width())] += 1  # fmt: skip
    assert (seen == 1).all()


def test_that_pieces_near_the_middle_come_first_and_none_outside_of_the_basemap():
    small = sheet(box=(0.0, 0.0, WORLD / 2, WORLD / 2))
    view = View(-WORLD, WORLD, 2 * WORLD / 800, 800, 800)
    keys = needed(small, 1, view.box, 3)
    assert {(k.x, k.y) for k in keys} == {(x, y) for x in (4, 5) for y in (2, 3)}
    assert (keys[0].x, keys[0].y) == (4, 3)
    assert needed(small, 1, (-WORLD, -WORLD, -1.0, -1.0), 3) == []


def picture(colour, size=SIZE):
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(QColor(*colour))
    return image


def test_that_the_cache_keeps_its_bound_and_drops_what_was_used_longest_ago():
    cache = TileCache(most=4 * 64 * 64 * 3)
    keys = [Key("a", 1, 5, x, 0) for x in range(4)]
    for key in keys[:3]:
        cache.put(key, picture((1, 2, 3), 64))
    cache.get(keys[0])
    cache.put(keys[3], picture((1, 2, 3), 64))
    assert keys[1] not in cache
    assert keys[0] in cache
    assert cache.size <= 4 * 64 * 64 * 3
    cache.put(keys[1], None)
    assert keys[1] in cache
    assert cache.get(keys[1]) is None
    cache.forget("a")
    assert (len(cache), cache.size) == (0, 0)


def test_that_a_hole_is_due_after_each_pause_and_then_left_alone(qtbot):
    holes = Holes(pauses=(0.01, 0.01))
    key, other = Key("a", 1, 3, 1, 1), Key("b", 1, 3, 1, 1)
    for _ in range(2):
        with qtbot.waitSignal(holes.due, timeout=5000) as told:
            holes.note([key])
        assert told.args == [[key]]
    holes.note([key])
    with qtbot.assertNotEmitted(holes.due, wait=100):
        assert key in holes  # known, so that no drawing asks for it
    holes.note([other])
    assert holes.forget(lambda k: k.basemap == "a") == [other]
    with qtbot.waitSignal(holes.due, timeout=5000) as told:
        holes.all_again()
    assert told.args == [[key]]
    assert len(holes) == 0


def test_that_a_picture_holds_its_own_pixels():
    pixels = np.zeros((8, 8, 4), np.uint8)
    pixels[...] = (10, 20, 30, 255)  # blue, green, red, alpha
    image = image_of(8, True, pixels)
    pixels[...] = 0
    assert image.pixelColor(3, 3).getRgb() == (30, 20, 10, 255)


def drawn(cache, view, one=None):
    """What an underlay draws on white, and what it asks for."""
    asked = []
    image = QImage(view.width, view.height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    underlay = BasemapUnderlay(one or sheet(), 1, cache, asked.extend)
    for _ in underlay.draw(painter, view):
        pass
    painter.end()
    return image, asked


def whole(zoom):
    """A view of the whole world, one pixel of a piece for one of its own."""
    return View(-WORLD, WORLD, 2 * WORLD / (SIZE << zoom), SIZE << zoom, SIZE << zoom)


def test_that_a_missing_piece_is_asked_for_and_a_coarser_one_stands_in():
    cache = TileCache()
    above = picture((255, 0, 0))
    painter = QPainter(above)
    painter.fillRect(SIZE // 2, 0, SIZE, SIZE, QColor(0, 0, 255))
    painter.end()
    cache.put(Key("a", 1, 0, 0, 0), above)
    image, asked = drawn(cache, whole(1))
    assert {(k.x, k.y) for k in asked} == {(0, 0), (1, 0), (0, 1), (1, 1)}
    assert image.pixelColor(100, 100) == QColor(255, 0, 0)
    assert image.pixelColor(SIZE + 300, 100) == QColor(0, 0, 255)


def test_that_finer_pieces_stand_in_where_nothing_coarser_is():
    cache = TileCache()
    cache.put(Key("a", 1, 1, 1, 0), picture((0, 128, 0)))
    image, asked = drawn(cache, whole(0))
    assert asked == [Key("a", 1, 0, 0, 0)]
    assert image.pixelColor(SIZE * 3 // 4, SIZE // 4) == QColor(0, 128, 0)
    assert image.pixelColor(SIZE // 4, SIZE // 4) == QColor(255, 255, 255)


def test_that_the_right_piece_is_drawn_pixel_for_pixel():
    cache = TileCache()
    rng = np.random.default_rng(3)
    pixels = rng.integers(0, 256, (SIZE, SIZE, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    cache.put(Key("a", 1, 0, 0, 0), image_of(SIZE, True, pixels))
    image, asked = drawn(cache, whole(0))
    assert asked == []
    got = np.frombuffer(image.constBits(), np.uint8).reshape(SIZE, SIZE, 4)
    assert np.array_equal(got[..., :3], pixels[..., :3])


def test_that_a_view_far_closer_than_the_file_is_drawn_from_its_finest_piece():
    cache = TileCache()
    image = picture((255, 0, 0))
    painter = QPainter(image)
    painter.fillRect(SIZE // 2, 0, SIZE, SIZE, QColor(0, 0, 255))
    painter.end()
    cache.put(Key("a", 1, 0, 0, 0), image)
    near = View(-40.0, 40.0, 0.1, 800, 800)  # 200,000 times as large
    got, _ = drawn(cache, near, sheet(finest_m=metres_a_pixel(0)))
    # The whole view is a thousandth of the pixel that the two colours share.
    colours = {got.pixelColor(x, y).name() for x in (5, 400, 795) for y in (5, 400, 795)}
    assert "#ffffff" not in colours
    assert len(colours) <= 2


def test_that_the_older_of_the_two_topmost_dates_stands_left():
    sheets = [sheet("new", date="2024-05"), sheet("old", date="2023"), sheet("older", date="2020")]
    assert first_pair(sheets) == ("old", "new")
    assert first_pair([sheets[0], sheet("same", date="2024-05"), sheets[2]]) == ("older", "new")
    assert first_pair([sheet("x", date=""), sheets[0]]) == ("new", "x")
    assert first_pair([sheets[0]]) is None
    hidden = sheet("hidden", visible=False, date="2019")
    assert first_pair([sheets[0], hidden]) == ("hidden", "new")


@pytest.mark.parametrize(
    ("moved", "to", "order"),
    [("a", 2, "bac"), ("a", 3, "bca"), ("c", 0, "cab"), ("a", 0, ""), ("a", 1, ""), ("x", 0, "")],
)
def test_that_a_row_moves_before_another(moved, to, order):
    assert "".join(moved_to(list("abc"), moved, to)) == order


def test_that_the_model_stands_qt_s_tests_as_rows_come_and_go(model_tester):
    model = BasemapModel()
    model_tester(model)
    model.set_sheets([sheet("a"), sheet("b")])
    ticked = []
    model.ticked.connect(lambda name, on: ticked.append((name, on)))
    index = model.index(1, NAME)
    assert model.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert ticked == [("b", False)]
    model.set_sheets([sheet("b")])
    model.set_sheets([])
    assert model.rowCount() == 0


def test_that_typing_begins_in_the_file_and_enter_gives_nothing_up(qtbot, desk):
    dialog = AddDialog(desk)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.focusWidget() is dialog.path.line
    dialog.reject()
