from __future__ import annotations

from collections.abc import Iterator

import pytest
from helpers.map_made import colour
from helpers.map_shown import grab, shown_canvas, square
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from pytestqt.qtbot import QtBot

from ui.map.canvas import MapCanvas
from ui.map.style import Style
from ui.map.view import View

RED = Style(fill="#ff0000", stroke="")


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[MapCanvas]:
    yield from shown_canvas(qtbot)


class Ground:
    """An underlay of one colour, drawn in two steps."""

    def __init__(self, value: str) -> None:
        self.colour = value

    def draw(self, painter: QPainter, view: View) -> Iterator[None]:
        painter.fillRect(QRectF(0, 0, view.width, view.height / 2), QColor(self.colour))
        yield
        painter.fillRect(
            QRectF(0, view.height / 2, view.width, view.height / 2 + 1), QColor(self.colour)
        )


def test_that_underlays_lie_below_layers_and_a_swipe_splits_them(canvas: MapCanvas):
    canvas.set_layer(square("a", size=10.0), [RED])
    old, new = Ground("#111111"), Ground("#222222")
    canvas.add_underlay(old, "left")
    canvas.add_underlay(new, "right")
    assert colour(grab(canvas), 50, 50) == "#222222"
    canvas.set_swipe(0.25)
    image = grab(canvas)
    assert [colour(image, x, 50) for x in (98, 102)] == ["#111111", "#222222"]
    canvas.set_swipe(0.75)
    image = grab(canvas)
    assert [colour(image, x, 50) for x in (298, 302)] == ["#111111", "#222222"]
    assert colour(image, 200, 150) == "#111111"  # an outline alone covers nothing
    canvas.set_outlined(False)
    image = grab(canvas)
    assert colour(image, 200, 150) == "#ff0000"
    canvas.pan_by(37, 0)  # the split stands still in the window
    image = grab(canvas)
    assert [colour(image, x, 50) for x in (298, 302)] == ["#111111", "#222222"]
    assert colour(image, 237, 150) == "#ff0000"
    canvas.zoom_in()
    image = grab(canvas)
    assert [colour(image, x, 50) for x in (298, 302)] == ["#111111", "#222222"]
    canvas.set_swipe(None)
    canvas.remove_underlay(new)
    assert colour(grab(canvas), 350, 50) == "#111111"
