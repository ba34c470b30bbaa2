from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import shapely
from helpers.map_made import colour, layer_data, pixels
from pytestqt.qtbot import QtBot

from ui.map import export
from ui.map.canvas import MapCanvas
from ui.map.layer_data import points
from ui.map.style import Style


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[MapCanvas]:
    made = MapCanvas()
    qtbot.addWidget(made)
    made.resize(200, 100)
    made.show()
    qtbot.waitExposed(made)
    made.zoom_to((0.0, 0.0, 200.0, 100.0), margin=0)
    ring = shapely.box(20, 20, 80, 80).difference(shapely.box(40, 40, 60, 60))
    made.set_layer(layer_data("a", [ring]), [Style("#ff0000", "#000000")])
    dot = points("p", ["p"], np.array([[150.0, 50.0]]), np.zeros(1, np.uint8))
    made.set_layer(dot, [Style("#00ff00", "#0000ff", dot=15)])
    yield made
    made.close()


def test_that_an_image_is_drawn_anew_at_its_own_size(canvas: MapCanvas):
    image = pixels(export.image(canvas, 800))
    assert image.shape[:2] == (400, 800)
    assert colour(image, 120, 200) == "#ff0000"
    assert colour(image, 200, 200) not in ("#ff0000", "#000000")  # the hole
    assert colour(image, 600, 200) == "#00ff00"
    # Sharp: from nothing to the outline's black within two pixels, not over four.
    row = image[200, 70:100, :3].astype(int)
    assert (row == 0).all(axis=1).any()
    ring = [tuple(p) for p in row if tuple(p) not in ((0, 0, 0), (0, 0, 255))]
    background = max(set(ring), key=ring.count)
    assert sum(p != background for p in ring) <= 2


def test_that_an_image_of_the_screen_s_size_shows_what_the_screen_shows(canvas: MapCanvas):
    canvas.draw_now()
    screen = pixels(canvas.grab().toImage())
    image = pixels(export.image(canvas, 200))
    for x, y in ((30, 50), (70, 30), (150, 50)):
        assert colour(image, x, y) == colour(screen, x, y)


def test_that_a_vector_picture_holds_paths_and_no_image(canvas: MapCanvas):
    text = export.svg(canvas).decode()
    assert "<image" not in text
    assert text.count("<path") >= 2
    assert "#ff0000" in text
    assert "#00ff00" in text


def test_that_an_export_leaves_the_screen_s_picture_as_it_is(canvas: MapCanvas):
    canvas.draw_now()
    target = canvas.backing.target
    export.image(canvas, 500)
    assert canvas.backing.target is target
    assert canvas.backing.is_crisp
