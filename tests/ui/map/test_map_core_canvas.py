from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from helpers.map_made import colour, pixels
from helpers.map_shown import shown_canvas, square
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.map.canvas import MapCanvas
from ui.map.keyboard import KeyHand
from ui.map.layer_data import points
from ui.map.places import lonlat
from ui.map.style import Style
from ui.map.tool import Press, Tool
from ui.map.tools.box import BoxSelect
from ui.map.tools.place_photo import PlacePhoto
from ui.map.view import View

RED, BLUE = Style(fill="#ff0000", stroke=""), Style(fill="#0000ff", stroke="")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[MapCanvas]:
    yield from shown_canvas(qtbot)


def test_that_the_map_draws_itself_and_tells_when_it_is_crisp(canvas: MapCanvas, qtbot: QtBot):
    with qtbot.waitSignal(canvas.crisp, timeout=10_000):
        canvas.set_layer(square(), [RED])
    qtbot.waitUntil(lambda: not canvas._timer.isActive(), timeout=10_000)
    image = pixels(canvas.grab().toImage())
    assert colour(image, 200, 150) == "#ff0000"
    assert colour(image, 100, 150) == "#ffffff"


def test_that_a_place_is_where_its_pixel_is(canvas: MapCanvas):
    assert canvas.world(QPointF(200, 150)) == pytest.approx((0.0, 0.0))
    assert canvas.world(QPointF(0, 0)) == pytest.approx((-200.0, 150.0))
    assert canvas.pixel_of((100.0, -50.0)) == QPointF(300, 200)
    assert canvas.view() == View(-200.0, 150.0, 1.0, 400, 300, 1.0)


def test_that_zoom_to_shows_the_whole_box_with_a_margin(canvas: MapCanvas):
    told: list[View] = []
    canvas.view_changed.connect(told.append)
    canvas.zoom_to((1000.0, 1000.0, 3000.0, 1100.0), margin=0.1)
    x0, y0, x1, y1 = canvas.view().box
    assert (x1 - x0) == pytest.approx(2500)
    assert (x0 + x1) / 2 == pytest.approx(2000)
    assert (y0 + y1) / 2 == pytest.approx(1050)
    assert told[-1] == canvas.view()


def test_that_what_has_no_size_is_zoomed_to_as_closely_as_makes_sense(canvas: MapCanvas):
    canvas.zoom_to((5.0, 5.0, 5.0, 5.0))
    assert canvas.view().centre == pytest.approx((5.0, 5.0))
    assert 0.01 < canvas.metres_a_pixel() < 1


def test_that_zoom_steps_keep_the_middle(canvas: MapCanvas):
    canvas.centre_on((30.0, 40.0))
    canvas.zoom_in()
    assert canvas.metres_a_pixel() == pytest.approx(0.5)
    canvas.zoom_out()
    canvas.zoom_out()
    assert canvas.metres_a_pixel() == pytest.approx(2.0)
    assert canvas.view().centre == pytest.approx((30.0, 40.0))


def test_that_the_wheel_zooms_at_the_cursor(canvas: MapCanvas):
    at = QPointF(300, 100)
    before = canvas.world(at)
    event = QWheelEvent(
        at, canvas.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), event)
    assert canvas.metres_a_pixel() < 0.9
    assert canvas.world(at) == pytest.approx(before, abs=0.01)


def drag(canvas: MapCanvas, qtbot: QtBot, begin: QPoint, end: QPoint) -> None:
    port = canvas.viewport()
    qtbot.mouseMove(port, begin)
    qtbot.mousePress(port, LEFT, pos=begin)
    for share in (0.3, 0.6, 1.0):
        step = begin + (end - begin) * share
        event_move(canvas, step)
    qtbot.mouseRelease(port, LEFT, pos=end)


def event_move(canvas: MapCanvas, at: QPoint) -> None:
    from PySide6.QtGui import QMouseEvent

    where = QPointF(at)
    event = QMouseEvent(
        QEvent.Type.MouseMove, where, canvas.viewport().mapToGlobal(where), Qt.MouseButton.NoButton,
        LEFT, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), event)


def test_that_a_drag_moves_the_map_with_the_mouse(canvas: MapCanvas, qtbot: QtBot):
    clicks: list[object] = []
    canvas.clicked.connect(lambda *told: clicks.append(told))
    drag(canvas, qtbot, QPoint(200, 150), QPoint(260, 120))
    assert canvas.view().centre == pytest.approx((-60.0, -30.0), abs=3)
    assert not clicks


def test_that_a_click_tells_the_place_the_button_and_the_keys(canvas: MapCanvas, qtbot: QtBot):
    control = Qt.KeyboardModifier.ControlModifier
    with qtbot.waitSignal(canvas.clicked) as told:
        qtbot.mouseClick(canvas.viewport(), LEFT, control, QPoint(250, 100))
    world, button, keys = told.args
    assert world == pytest.approx((50.0, 50.0))
    assert (button, keys) == (LEFT, control)


def test_that_the_mouse_tells_where_it_hovers(canvas: MapCanvas, qtbot: QtBot):
    with qtbot.waitSignal(canvas.hovered) as told:
        event_move(canvas, QPoint(210, 140))
    assert told.args[0] == pytest.approx((10.0, 10.0))


def test_that_arrows_pan_and_plus_and_minus_zoom(canvas: MapCanvas, qtbot: QtBot):
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.view().centre[0] == pytest.approx(80.0)
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.metres_a_pixel() == pytest.approx(0.5)
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.metres_a_pixel() == pytest.approx(1.0)


class Taking(Tool):
    """Uses all that it is told, and writes it down."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def attach(self, _: MapCanvas) -> None:
        self.told.append("attach")

    def detach(self, _: MapCanvas) -> None:
        self.told.append("detach")

    def press(self, event: Press) -> bool:
        self.told.append(f"press {event.world[0]:.0f},{event.world[1]:.0f} {event.left}")
        return True

    def move(self, _: Press) -> bool:
        self.told.append("move")
        return True

    def release(self, _: Press) -> bool:
        self.told.append("release")
        return True

    def double_click(self, _: Press) -> bool:
        self.told.append("double")
        return True

    def key(self, event: QKeyEvent) -> bool:
        self.told.append(f"key {event.text()}")
        return event.text() != "+"


def test_that_a_tool_has_the_mouse_and_the_keys_until_it_is_laid_down(
    canvas: MapCanvas, qtbot: QtBot
):
    clicks: list[object] = []
    canvas.clicked.connect(lambda *told: clicks.append(told))
    tool = Taking()
    canvas.set_tool(tool)
    assert canvas.viewport().cursor().shape() == Tool.cursor
    before = canvas.view()
    drag(canvas, qtbot, QPoint(200, 150), QPoint(260, 120))
    qtbot.mouseDClick(canvas.viewport(), LEFT, pos=QPoint(10, 10))
    qtbot.keyClick(canvas, Qt.Key.Key_A)
    assert canvas.view() == before
    assert not clicks
    assert tool.told[0] == "attach"
    assert "press 0,0 True" in tool.told
    kept = [told for told in tool.told if told in ("release", "double", "key a")]
    assert kept == ["release", "double", "key a"]
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)  # a key that it doesn't use is the map's
    assert canvas.metres_a_pixel() == pytest.approx(0.5)
    canvas.set_tool(None)
    assert tool.told[-1] == "detach"
    drag(canvas, qtbot, QPoint(200, 150), QPoint(260, 120))
    assert canvas.view().centre != pytest.approx((0.0, 0.0), abs=3)


def test_that_a_tool_that_uses_nothing_lets_the_map_pan_and_click(canvas: MapCanvas, qtbot: QtBot):
    canvas.set_tool(Tool())
    with qtbot.waitSignal(canvas.clicked):
        qtbot.mouseClick(canvas.viewport(), LEFT, pos=QPoint(100, 100))
    drag(canvas, qtbot, QPoint(200, 150), QPoint(260, 120))
    assert canvas.view().centre == pytest.approx((-60.0, -30.0), abs=3)


def test_that_a_resize_keeps_the_middle_and_the_scale(canvas: MapCanvas):
    canvas.centre_on((17.0, 4.0), 2.5)
    canvas.resize(600, 500)
    assert canvas.view().centre == pytest.approx((17.0, 4.0))
    assert canvas.metres_a_pixel() == pytest.approx(2.5)
    assert (canvas.view().width, canvas.view().height) == (600, 500)


def test_that_a_pan_far_from_the_origin_of_the_world_goes_on_with_the_same_picture(
    canvas: MapCanvas,
):
    at = (12_345_678.9, 4_567_890.1)
    canvas.set_layer(points("p", ["p"], np.array([at]), np.zeros(1, np.uint8)), [RED])
    canvas.centre_on(at, 0.3)
    canvas.draw_now()
    picture = canvas.backing.target
    for step in range(1, 60):
        canvas.pan_by(step % 7, -(step % 3))
        canvas.draw_now()
        assert canvas.backing.target is picture


@pytest.mark.parametrize("then", ["", "two"])  # none is selected, or the one that is here
def test_that_box_and_photo_tools_are_worked_by_keyboard(
    canvas: MapCanvas, qtbot: QtBot, then: str
):
    boxes, placed = [], []
    hand = KeyHand(canvas)
    canvas.set_tool(BoxSelect(lambda: None, lambda box, _: boxes.append(box)))
    start = hand.middle()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(canvas, key)
    end = hand.middle()
    assert boxes == [(start[0], end[1], end[0], start[1])]
    photos = {"selected": "one"}
    tool = PlacePhoto(
        lambda: None, photo_at=lambda _: "two", selected=lambda: photos["selected"],
        label=str, placed=lambda photo, lon, lat: placed.append((photo, lon, lat)),
        many=lambda: 0, placed_all=lambda *_: None,
        picked=lambda _: None, told=lambda _: None,
    )  # fmt: skip
    canvas.set_tool(tool)
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    photos["selected"] = then
    qtbot.keyClick(canvas, Qt.Key.Key_Space)  # takes up what is there
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert placed == [("one", *lonlat(end)), ("two", *lonlat(hand.middle()))]
    canvas.set_tool(None)
