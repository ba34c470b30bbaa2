from __future__ import annotations

import gc
from collections.abc import Iterator

import numpy as np
import pytest
import shapely
from helpers.map_made import Image, drawn, layer_data, patches, pixels
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter

from ui.map.backing import Backing
from ui.map.calls_levels import pack
from ui.map.layer import Layer
from ui.map.layer_data import points
from ui.map.packing import packed
from ui.map.stack import Stack
from ui.map.style import Style
from ui.map.view import View

pytestmark = pytest.mark.usefixtures("qapp")
START = View(-150.3, 100.7, 1.0, 300, 200)

# 255ths of a colour: Qt cuts a line at the border of the image that it is drawn into, and counts
# the slope of what is left anew, to the 64th of a pixel. Nothing else may differ.
HARDLY = 6


def shown(backing: Backing) -> Image:
    view = backing.view
    image = QImage(view.width, view.height, QImage.Format.Format_RGB32)
    image.fill(0xFFFF00FF)
    painter = QPainter(image)
    backing.paint(painter)
    painter.end()
    return pixels(image)


def at_once(stack: Stack, backing: Backing) -> Image:
    """The view on the backing's own grid, drawn whole."""
    target = backing.target
    place = target.place(backing.view)
    return drawn(stack, target.grid.part(place.x(), place.y(), place.width(), place.height()))


def off(one: Image, other: Image) -> int:
    return int(np.abs(one[..., :3].astype(int) - other[..., :3]).max())


@pytest.fixture(scope="module")
def stack() -> Stack:
    made = Stack()
    style = np.arange(600) % 3
    palette = [Style("#60ff0000", "#800000"), Style("#6000ff00", "#008000"), Style("#0000ff", "")]
    made.put(Layer(pack(layer_data("patches", patches(600, 5), style)), palette))
    xy = np.random.default_rng(6).uniform(-500, 500, (3000, 2))
    ids = [str(n) for n in range(3000)]
    dots = points("photos", ids, xy, np.arange(3000) % 2)
    made.put(Layer(packed(dots), [Style("#ffffff", "#000000", dot=7), Style("", "#ff8800", dot=5)]))
    return made


def run(backing: Backing) -> None:
    assert backing.run(lambda: False) is False


@pytest.mark.parametrize(("dx", "dy"), [(7, 0), (-90, 40), (200, -150), (1000, 0), (0, 3)])
def test_that_strips_after_a_pan_equal_a_full_redraw(stack: Stack, dx: int, dy: int) -> None:
    backing = Backing(stack.draw)
    backing.show(START)
    run(backing)
    first = backing.target
    moved = View(START.left + dx, START.top - dy, 1.0, 300, 200)
    backing.show(moved)
    run(backing)
    assert backing.target is first
    assert backing.is_crisp
    assert off(shown(backing), at_once(stack, backing)) <= HARDLY


@settings(max_examples=15)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("pan"), st.integers(-400, 400), st.integers(-300, 300)),
            st.tuples(st.just("zoom"), st.sampled_from([0.4, 0.743, 1.346, 2.5]), st.just(0)),
            st.tuples(st.just("draw"), st.integers(0, 12), st.just(0)),
            st.tuples(st.just("renew"), st.integers(-150, 150), st.integers(-100, 100)),
        ),
        max_size=12,
    )
)
def test_that_any_way_of_pans_and_zooms_ends_in_the_picture_drawn_at_once(
    stack: Stack, moves: list[tuple[str, float, float]]
) -> None:
    backing = Backing(stack.draw)
    view = START
    backing.show(view)
    for move, one, other in moves:
        if move == "pan":
            view = View(
                view.left + one * view.pixel, view.top - other * view.pixel, view.pixel, 300, 200
            )
            backing.show(view)
        elif move == "zoom":
            x, y = view.centre
            pixel = view.pixel * one
            view = View(x - 150 * pixel, y + 100 * pixel, pixel, 300, 200)
            backing.show(view)
        elif move == "renew":
            backing.renew((one, other, one + 40, other + 30))
        else:
            steps = iter(range(int(one)))
            backing.run(lambda steps=steps: next(steps, None) is None)
    run(backing)
    assert backing.is_crisp
    assert off(shown(backing), at_once(stack, backing)) <= HARDLY


def test_that_the_rounding_of_a_pan_far_away_begins_no_new_picture(stack: Stack) -> None:
    backing = Backing(stack.draw)
    backing.show(START)
    run(backing)
    first = backing.target
    backing.show(View(START.left + 5, START.top, START.pixel * (1 + 1e-12), 300, 200))
    assert backing.target is first
    assert backing.is_crisp
    assert off(shown(backing), at_once(stack, backing)) <= HARDLY
    backing.show(View(START.left + 5, START.top, START.pixel * 1.001, 300, 200))
    assert backing.target is not first


def test_that_an_underlay_that_fails_leaves_no_painter_open(stack: Stack) -> None:
    def draw(painter: QPainter, view: View) -> Iterator[None]:
        yield from stack.draw(painter, view)
        raise ZeroDivisionError

    backing = Backing(draw)
    backing.show(START)
    with pytest.raises(ZeroDivisionError):
        run(backing)
    gone = Backing(stack.draw)
    gone.show(START)
    gone.run(lambda: True)  # half drawn, and given up
    del gone, backing
    gc.collect()


def test_that_a_small_pan_draws_only_strips(stack: Stack) -> None:
    parts: list[tuple[int, int]] = []

    def draw(painter: QPainter, view: View) -> Iterator[None]:
        parts.append((view.width, view.height))
        yield from stack.draw(painter, view)

    backing = Backing(draw)
    backing.show(START)
    run(backing)
    whole = sum(width * height for width, height in parts)
    parts.clear()
    backing.show(View(START.left + 10, START.top, 1.0, 300, 200))
    run(backing)
    assert not parts  # still within the margin
    backing.show(View(START.left + 250, START.top, 1.0, 300, 200))
    run(backing)
    assert parts
    assert sum(width * height for width, height in parts) < whole / 2


def test_that_a_zoom_shows_the_old_picture_scaled_until_the_crisp_one_is_there() -> None:
    stack = Stack()
    square = layer_data("a", [shapely.box(-20, -20, 20, 20)])
    stack.put(Layer(packed(square), [Style("#ff0000", "")]))
    backing = Backing(stack.draw)
    backing.show(START)
    run(backing)
    backing.show(View(-75.0, 50.0, 0.5, 300, 200))
    assert not backing.is_crisp
    image = shown(backing)
    assert image[100, 150].tolist()[:3] == [0, 0, 255]
    assert image[100, 185].tolist()[:3] == [0, 0, 255]
    assert image[100, 195].tolist()[:3] == [255, 255, 255]


def test_that_a_box_that_is_drawn_again_shows_what_changed_and_the_rest_is_not_drawn(
    stack: Stack,
) -> None:
    parts: list[View] = []

    def draw(painter: QPainter, view: View) -> Iterator[None]:
        parts.append(view)
        yield from stack.draw(painter, view)

    backing = Backing(draw)
    backing.show(START)
    run(backing)
    parts.clear()
    backing.renew((0.0, 0.0, 10.0, 10.0))
    assert not backing.is_crisp
    run(backing)
    assert backing.is_crisp
    assert sum(view.width * view.height for view in parts) < 5000


def test_that_a_pan_while_it_is_drawn_loses_nothing_that_is_drawn(stack: Stack) -> None:
    backing = Backing(stack.draw)
    backing.show(START)
    view = START
    rounds = 0
    while not backing.is_crisp:
        steps = iter(range(20))
        backing.run(lambda steps=steps: next(steps, None) is None)
        if rounds < 500:
            view = View(view.left + 1, view.top, 1.0, 300, 200)
            backing.show(view)
        rounds += 1
    assert rounds < 500  # it is crisp while the user still pans


def test_that_pictures_of_high_density_screens_have_thicker_lines_and_larger_dots() -> None:
    data = points("p", ["a"], np.array([[0.0, 0.0]]), np.zeros(1, np.uint8))
    stack = Stack()
    stack.put(Layer(packed(data), [Style("", "#000000", dot=8)]))
    dark = []
    for dpr in (1.0, 2.0):
        view = View(-50.0, 50.0, 1.0 / dpr, int(100 * dpr), int(100 * dpr), dpr)
        dark.append(int((drawn(stack, view)[..., 0] < 128).sum()))
    assert 3.4 < dark[1] / dark[0] < 4.6
