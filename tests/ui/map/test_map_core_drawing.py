from __future__ import annotations

import numpy as np
import pytest
import shapely
from helpers.map_made import colour, drawn, layer_data, patches
from PySide6.QtGui import QColor

from ui.map.calls_levels import pack
from ui.map.layer import Layer
from ui.map.layer_data import points
from ui.map.pack import HIDDEN
from ui.map.packing import packed
from ui.map.stack import Stack
from ui.map.style import Style
from ui.map.view import View

VIEW = View(0.0, 100.0, 1.0, 100, 100)  # pixel (x, y) is the world's (x, 100 - y)
RED = Style(fill="#ff0000", stroke="")
BLUE = Style(fill="#0000ff", stroke="")


def stack_of(*layers: Layer) -> Stack:
    stack = Stack()
    for layer in layers:
        stack.put(layer)
    return stack


def layer_of(name: str, shapes: list, palette: list[Style], style=None, kind="polygon") -> Layer:
    return Layer(packed(layer_data(name, shapes, style, kind)), palette)


pytestmark = pytest.mark.usefixtures("qapp")


def test_that_a_polygon_is_filled_and_its_hole_is_not():
    ring = shapely.box(10, 10, 90, 90).difference(shapely.box(30, 30, 70, 70))
    image = drawn(stack_of(layer_of("a", [ring], [RED])), VIEW)
    assert colour(image, 20, 50) == "#ff0000"
    assert colour(image, 50, 50) == "#ffffff"
    assert colour(image, 5, 50) == "#ffffff"


def test_that_an_island_in_a_hole_is_filled_whatever_way_its_rings_run():
    whole = shapely.box(10, 10, 90, 90).difference(shapely.box(20, 20, 80, 80))
    both = shapely.MultiPolygon([whole, shapely.box(40, 40, 60, 60)])
    data = layer_data("a", [both])
    starts = data.ring_starts
    for turned in range(8):
        xy = data.xy.copy()
        for ring in range(3):
            if turned >> ring & 1:
                xy[starts[ring] : starts[ring + 1]] = xy[starts[ring] : starts[ring + 1]][::-1]
        again = layer_data("a", [both])
        object.__setattr__(again, "xy", xy)
        image = drawn(stack_of(Layer(packed(again), [RED])), VIEW)
        assert [colour(image, x, 50) for x in (15, 30, 50)] == ["#ff0000", "#ffffff", "#ff0000"]


def test_that_where_two_polygons_of_one_look_overlap_it_is_filled():
    two = [shapely.box(10, 10, 60, 60), shapely.box(40, 40, 90, 90)]
    image = drawn(stack_of(layer_of("a", two, [RED])), VIEW)
    assert colour(image, 50, 50) == "#ff0000"


def test_that_where_two_looks_overlap_the_upper_one_has_its_own_colour_and_outlines_lie_on_top():
    two = [shapely.box(10, 10, 60, 60), shapely.box(40, 40, 90, 90)]
    looks = [Style("#80ff0000", "#000000"), Style("#800000ff", "#000000")]
    image = drawn(stack_of(layer_of("a", two, looks, [0, 1])), VIEW)
    assert colour(image, 50, 50) == colour(image, 70, 30)
    assert colour(image, 30, 70) != colour(image, 50, 50)
    assert min(image[50, 58:62, 0]) < 200  # the first one's border, below the second's inside


def test_that_every_feature_has_the_look_of_its_number():
    two = [shapely.box(10, 10, 40, 90), shapely.box(60, 10, 90, 90)]
    image = drawn(stack_of(layer_of("a", two, [RED, BLUE], [1, 0])), VIEW)
    assert [colour(image, x, 50) for x in (25, 75)] == ["#0000ff", "#ff0000"]


def test_that_an_outline_is_drawn_and_dashes_leave_gaps():
    square = [shapely.box(20, 20, 80, 80)]
    for dash, gaps in ((False, False), (True, True)):
        look = Style(fill="", stroke="#000000", width=3, dash=dash)
        image = drawn(stack_of(layer_of("a", square, [look])), VIEW)
        row = [colour(image, x, 20) for x in range(25, 75)]
        assert "#000000" in row
        assert ("#ffffff" in row) is gaps


def test_that_a_line_is_not_filled():
    line = shapely.LineString([(10, 10), (90, 10), (90, 90), (10, 90)])
    look = Style(fill="#ff0000", stroke="#000000", width=3)
    image = drawn(stack_of(layer_of("a", [line], [look], kind="line")), VIEW)
    assert colour(image, 50, 50) == "#ffffff"
    assert colour(image, 50, 10) == "#000000"


def test_that_a_point_is_a_dot_with_a_rim():
    data = points("p", ["a"], np.array([[50.0, 50.0]]), np.zeros(1, np.uint8))
    look = Style(fill="#00ff00", stroke="#000000", dot=11)
    image = drawn(stack_of(Layer(packed(data), [look])), VIEW)
    assert colour(image, 50, 50) == "#00ff00"
    assert colour(image, 45, 50) == "#000000"
    assert colour(image, 60, 50) == "#ffffff"


def test_that_of_many_points_in_a_few_pixels_one_is_drawn_and_none_far_away_is_lost():
    r = np.random.default_rng(3)
    xy = np.concatenate([r.normal(30, 1, (5000, 2)), [[80.0, 80.0]]])
    data = points("p", [str(n) for n in range(5001)], xy, np.zeros(5001, np.uint8))
    look = Style(fill="", stroke="#000000", dot=4)
    image = drawn(stack_of(Layer(packed(data), [look])), VIEW)
    assert colour(image, 30, 70) == "#000000"
    assert colour(image, 80, 20) == "#000000"
    assert colour(image, 60, 60) == "#ffffff"


def test_that_what_is_too_small_for_a_shape_is_a_dot():
    far = View(-10_000.0, 10_000.0, 100.0, 200, 200)
    shapes = [shapely.box(-20, -20, 20, 20), shapely.box(-8000, -8000, -4000, -4000)]
    layer = Layer(pack(layer_data("a", shapes)), [Style(fill="#ff0000", stroke="#ff0000", dot=5)])
    image = drawn(stack_of(layer), far)
    assert colour(image, 100, 100) == "#ff0000"
    assert colour(image, 102, 100) == "#ff0000"
    assert colour(image, 106, 100) == "#ffffff"
    assert colour(image, 40, 160) == "#ff0000"


def test_that_opacity_lets_through_what_is_below():
    below = layer_of("below", [shapely.box(0, 0, 100, 100)], [Style("#000000", "")])
    above = layer_of("above", [shapely.box(0, 0, 100, 100)], [Style("#ffffff", "")])
    above.opacity = 0.5
    image = drawn(stack_of(below, above), VIEW)
    assert abs(int(image[50, 50, 0]) - 128) <= 1


def test_that_layers_lie_in_their_order_and_hidden_ones_are_not_drawn():
    red = layer_of("red", [shapely.box(0, 0, 100, 100)], [RED])
    blue = layer_of("blue", [shapely.box(0, 0, 100, 100)], [BLUE])
    stack = stack_of(red, blue)
    assert colour(drawn(stack, VIEW), 50, 50) == "#0000ff"
    stack.order(["blue", "red"])
    assert colour(drawn(stack, VIEW), 50, 50) == "#ff0000"
    red.visible = False
    assert colour(drawn(stack, VIEW), 50, 50) == "#0000ff"
    blue.opacity = 0.0
    assert colour(drawn(stack, VIEW), 50, 50) == "#ffffff"


def test_that_a_hidden_look_is_not_drawn():
    shapes = [shapely.box(10, 10, 40, 90), shapely.Point(70, 50).buffer(0.001)]
    layer = layer_of("a", shapes, [RED], [HIDDEN, HIDDEN])
    assert (drawn(stack_of(layer), VIEW)[..., :3] == 255).all()


def test_that_the_background_is_painted():
    stack = stack_of()
    stack.background = QColor("#123456")
    assert colour(drawn(stack, VIEW), 3, 3) == "#123456"


def test_that_a_shape_far_larger_than_the_view_is_cut_and_still_fills_it():
    big = shapely.Point(0, 0).buffer(5_000_000, quad_segs=50_000)
    layer = Layer(pack(layer_data("a", [big])), [Style(fill="#ff0000", stroke="#000000")])
    inside = View(1_000_000.0, 0.0, 0.1, 100, 100)
    assert (drawn(stack_of(layer), inside)[..., :3] == [0, 0, 255]).all()
    border = View(5_000_000.0 - 5, 5.0, 0.1, 100, 100)
    image = drawn(stack_of(layer), border)
    assert colour(image, 20, 50) == "#ff0000"
    assert colour(image, 80, 50) == "#ffffff"
    assert colour(image, 50, 50) not in ("#ff0000", "#ffffff")


def test_that_levels_of_detail_look_like_the_shapes_themselves():
    shapes = [
        shapely.Point(x, y).buffer(400, quad_segs=3000) for x in (-500, 500) for y in (-500, 500)
    ]
    coarse, fine = (
        drawn(stack_of(Layer(make(layer_data("a", shapes)), [Style("#ff0000", "")])),
              View(-1000, 1000, 10.0, 200, 200))
        for make in (pack, packed)
    )  # fmt: skip
    assert (coarse != fine).any(axis=2).sum() < 250  # of 20,000 pixels, along 1,000 of border
    assert len(pack(layer_data("a", shapes)).best(10.0).xy) < 400


def test_that_drawing_is_cut_into_small_steps():
    layer = Layer(pack(layer_data("a", patches(3000, 1, 20_000.0))), [Style("#ff0000", "#000000")])
    image_steps = sum(1 for _ in _steps(stack_of(layer), View(-10_000, 10_000, 20.0, 1000, 1000)))
    assert image_steps > 5


def _steps(stack: Stack, view: View):
    from PySide6.QtGui import QImage, QPainter

    image = QImage(view.width, view.height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    yield from stack.draw(painter, view)
    painter.end()
