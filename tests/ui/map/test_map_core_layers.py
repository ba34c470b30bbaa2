"""Layers on the canvas: looks, order, changes, what is lit up, and what stops."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import shapely
from helpers.map_made import colour, layer_data, patches, pixels
from helpers.map_shown import grab, shown_canvas, square
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter
from pytestqt.qtbot import QtBot

from ui.map.canvas import MapCanvas
from ui.map.layer_data import LayerData, points
from ui.map.pack import HIDDEN
from ui.map.style import Style
from ui.map.view import View

RED, BLUE = Style(fill="#ff0000", stroke=""), Style(fill="#0000ff", stroke="")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[MapCanvas]:
    yield from shown_canvas(qtbot)


def test_that_one_photo_far_off_is_not_all_that_the_map_shows(canvas: MapCanvas):
    def photos(*xs: float) -> LayerData:
        places = np.array([(x, 0.0) for x in xs])
        return points("photo", [f"p{x}" for x in xs], places, np.zeros(len(xs), np.uint8))

    canvas.set_layer(photos(*range(9), -9e6), [RED])
    assert canvas.stack.box() == pytest.approx((0, 0, 8, 0), abs=1)  # nothing else tells
    canvas.set_layer(square("patch", x=1000.0), [RED])
    canvas.set_layer(photos(0.0, 60_000.0, 9e6, -9e6), [RED])
    wanted = (0, -50, 60_000, 50)
    assert canvas.stack.box() == pytest.approx(wanted, abs=1)
    run = shapely.LineString([(0, 0), (0, 9e6)])
    canvas.set_layer(layer_data("track", [run], kind="line"), [RED])
    assert canvas.stack.box() == pytest.approx((0, -50, 60_000, 75_050), abs=2)
    canvas.update_features("photo", photos(-9e6))
    canvas.set_visible("patch", False)
    canvas.set_visible("track", False)
    assert canvas.stack.box() == pytest.approx((0, 0, 60_000, 0), abs=1)
    canvas.set_layer(photos(9e6), [RED])
    assert canvas.stack.box() == pytest.approx((9e6, 0, 9e6, 0), abs=10)  # all that shows


def test_that_layers_change_looks_order_opacity_and_go(canvas: MapCanvas):
    canvas.set_layer(square("a"), [RED, BLUE])
    canvas.set_layer(square("b"), [BLUE])
    assert colour(grab(canvas), 200, 150) == "#0000ff"
    canvas.set_order(["b", "a"])
    assert colour(grab(canvas), 200, 150) == "#ff0000"
    canvas.set_styles("a", np.array([1], np.uint8))
    canvas.set_palette("b", [RED])
    assert colour(grab(canvas), 200, 150) == "#0000ff"
    canvas.set_visible("a", False)
    assert colour(grab(canvas), 200, 150) == "#ff0000"
    canvas.set_opacity("b", 0.5)
    assert colour(grab(canvas), 200, 150) in ("#ff7f7f", "#ff8080")
    canvas.set_visible("a", True)
    canvas.set_styles("a", np.array([HIDDEN], np.uint8))
    canvas.remove_layer("b")
    assert colour(grab(canvas), 200, 150) == "#ffffff"
    canvas.set_background(QColor("#202020"))
    assert colour(grab(canvas), 200, 150) == "#202020"


def test_that_a_layer_put_again_keeps_its_place_and_whether_it_shows(canvas: MapCanvas):
    canvas.set_layer(square("a"), [RED])
    canvas.set_layer(square("b"), [BLUE])
    canvas.set_visible("a", False)
    canvas.set_layer(square("a"), [RED])
    assert [layer.name for layer in canvas.stack.layers] == ["a", "b"]
    assert not canvas.layer("a").visible


def test_that_changed_features_are_drawn_where_they_are_now(canvas: MapCanvas):
    two = layer_data("a", [shapely.box(-150, -20, -110, 20), shapely.box(110, -20, 150, 20)])
    canvas.set_layer(two, [RED, BLUE])
    grab(canvas)
    changed = LayerData(
        "a", "polygon", ["f1", "new"],
        np.array([[-20, -20], [20, -20], [20, 20], [-20, -20]]), [0, 4], [1], [0, 1],
    )  # fmt: skip
    canvas.update_features("a", changed)
    image = grab(canvas)
    assert colour(image, 70, 150) == "#ff0000"
    assert colour(image, 330, 150) == "#ffffff"  # f1 has no place any more
    assert colour(image, 210, 160) == "#0000ff"
    layer = canvas.layer("a")
    assert layer.ids([0, 2]) == ["f0", "new"]
    assert layer.find(["new", "f0", "nobody"]).tolist() == [2, 0]
    back = layer_data("a", [shapely.box(-150, -20, -110, 20), shapely.box(110, -20, 150, 20)])
    canvas.update_features("a", back)
    image = grab(canvas)
    assert colour(image, 330, 150) == "#ff0000"
    assert canvas.hits((130.0, 0.0)) == [("a", 1)]


def test_that_a_highlight_draws_nothing_of_the_map_again(canvas: MapCanvas):
    canvas.set_layer(layer_data("a", patches(200, 3)), [Style("#ffffff", "#808080")])
    before = grab(canvas)
    parts: list[View] = []
    draw = canvas.backing._draw
    canvas.backing._draw = lambda painter, view: (parts.append(view), draw(painter, view))[1]
    look = Style(fill="#ff00ff", stroke="#00ff00", width=3, dot=9)
    canvas.set_highlight("a", np.arange(0, 200, 5), look)
    lit = grab(canvas)
    assert (lit == [255, 0, 255, 255])[..., :3].all(axis=2).any()
    canvas.set_highlight("a", [], look)
    assert (grab(canvas)[..., :3] == before[..., :3]).all()
    assert not parts


def test_that_selection_and_hover_are_shown_side_by_side(canvas: MapCanvas):
    two = layer_data("a", [shapely.box(-150, -20, -110, 20), shapely.box(110, -20, 150, 20)])
    canvas.set_layer(two, [Style("", "#808080")])
    canvas.set_highlight("a", [0], RED)
    canvas.set_highlight("a", [1], BLUE)
    image = grab(canvas)
    assert colour(image, 70, 150) == "#ff0000"
    assert colour(image, 330, 150) == "#0000ff"
    canvas.set_visible("a", False)
    assert (grab(canvas)[..., :3] == 255).all()


def test_that_very_many_features_are_highlighted_in_slices(canvas: MapCanvas):
    canvas.set_layer(layer_data("a", patches(5000, 3, 300.0, 2.0)), [Style("", "")])
    canvas.set_highlight("a", np.arange(5000), Style("#ff0000", "#ff0000", width=2, dot=5))
    told: list[object] = []
    canvas.crisp.connect(lambda: told.append(None))
    assert canvas.is_drawing
    image = grab(canvas)
    assert (image[100:200, 150:250, :3] == [0, 0, 255]).all(axis=2).mean() > 0.3
    canvas.pan_by(30, 0)
    moved = grab(canvas)
    assert (moved[100:200, 130:200, :3] == image[100:200, 100:170, :3]).all()
    canvas.set_highlight("a", np.arange(3), Style("#ff0000", "#ff0000", width=2, dot=5))
    assert (grab(canvas)[..., :3] != moved[..., :3]).any()


def test_that_a_hidden_map_draws_nothing_and_goes_on_when_it_shows(canvas: MapCanvas, qtbot: QtBot):
    canvas.set_layer(square(), [RED])
    canvas.hide()
    assert not canvas._timer.isActive()
    canvas.set_layer(square("b"), [BLUE])
    assert not canvas._timer.isActive()
    with qtbot.waitSignal(canvas.crisp, timeout=10_000):
        canvas.show()
    assert colour(pixels(canvas.grab().toImage()), 200, 150) == "#0000ff"


class Faulty:
    """An underlay with a fault in its drawing."""

    def __init__(self) -> None:
        self.tried = 0

    def draw(self, painter: QPainter, view: View) -> Iterator[None]:
        del painter, view
        self.tried += 1
        yield
        raise ZeroDivisionError


def test_that_a_fault_in_drawing_is_met_once_until_something_else_is_to_be_shown(
    canvas: MapCanvas, qtbot: QtBot
):
    canvas.draw_now()
    faulty = Faulty()
    with qtbot.captureExceptions() as met:
        canvas.add_underlay(faulty)
        qtbot.wait(100)
        assert len(met) == faulty.tried == 1
        assert not canvas.is_drawing
        assert not canvas.backing.is_crisp
        canvas.redraw()
        qtbot.wait(100)
        assert len(met) == faulty.tried == 2
    canvas.remove_underlay(faulty)
    with qtbot.waitSignal(canvas.crisp, timeout=10_000):
        canvas.set_layer(square(), [RED])
    assert colour(pixels(canvas.grab().toImage()), 200, 150) == "#ff0000"


def test_that_a_map_without_a_size_takes_layers_and_orders(qtbot: QtBot):
    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    canvas.set_layer(square(), [RED])
    canvas.set_highlight("a", [0], BLUE)
    canvas.zoom_to((0, 0, 1, 1))
    assert canvas.hits((0.0, 0.0)) == [("a", 0)]
    empty = points("none", [], np.zeros((0, 2)), np.zeros(0, np.uint8))
    canvas.set_layer(empty, [RED])
    assert canvas.layer("none").box() is None
    canvas.set_layer(empty, [])
    canvas.close()


def test_that_a_dark_palette_gives_a_dark_ground(canvas: MapCanvas):
    palette = canvas.palette()
    palette.setColor(palette.ColorRole.Base, QColor("#101418"))
    canvas.setPalette(palette)
    assert colour(grab(canvas), 10, 10) == "#101418"
