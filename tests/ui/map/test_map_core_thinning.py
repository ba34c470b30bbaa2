"""Of very many dots the same ones are drawn, however much of the map is drawn at once."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from ui.map.dots import cells_of, crowding, prepare_dots
from ui.map.drawing import draw
from ui.map.layer import Layer
from ui.map.layer_data import points
from ui.map.pack import HIDDEN
from ui.map.packing import packed
from ui.map.part import THINNED
from ui.map.style import Style
from ui.map.thinning import cell_size, thin, thinned
from ui.map.view import View

PALETTE = [Style(fill="#ff0000", stroke="#000000", dot=6), Style(fill="#0000ff", dot=6),
           Style(fill="#00ff00", stroke="#000000", dot=9)]  # fmt: skip
VIEW = View(0.0, 40_000.0, 100.0, 400, 400)


@pytest.fixture
def layer():
    """30,000 dots in clusters, in three looks of two sizes."""
    r = np.random.default_rng(5)
    xy = r.uniform(0, 40_000, (60, 2))[r.integers(0, 60, 30_000)] + r.normal(0, 900, (30_000, 2))
    ids = [f"{n:05}" for n in range(len(xy))]
    style = r.integers(0, 3, len(xy)).astype(np.uint8)
    return Layer(packed(points("photo", ids, xy, style)), PALETTE)


def drawn(layer, view):
    image = QImage(view.width, view.height, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    for _ in draw(painter, [layer], view):
        pass
    painter.end()
    return image


def greenest(image):
    """By how much any pixel's green is above its red and its blue."""
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(-1, 4).astype(int)
    return int((pixels[:, 1] - pixels[:, [0, 2]].max(axis=1)).max())


def in_box(part, dots, box):
    xy = part.pack.metres(part.pack.full.dot_xy[dots])
    x0, y0, x1, y1 = box
    inside = (xy[:, 0] >= x0) & (xy[:, 0] < x1) & (xy[:, 1] >= y0) & (xy[:, 1] < y1)
    return set(dots[inside].tolist())


def test_that_a_part_has_the_dots_that_the_whole_has(layer):
    part = layer.parts[0]
    level, size = part.pack.full, cells_of(layer, VIEW, crowding(layer, VIEW))
    box = (3_000.0, 9_000.0, 9_000.0, 15_000.0)
    *_, local = thinned(part, level, size, box)
    assert not part.thinned  # few of all: only they were looked at
    for _ in thin(part, level, size):
        pass
    *_, cut = thinned(part, level, size, box)
    assert part.thinned
    assert len(cut) < len(part.thinned[level.tolerance, size].dots) < len(level.dots)
    assert in_box(part, cut, box) == in_box(part, local, box) != set()


def test_that_a_strip_looks_as_the_same_of_a_whole_picture(layer):
    strip = VIEW.part(37, 0, 90, 400)
    before = drawn(layer, strip)
    whole = drawn(layer, VIEW)
    assert whole.copy(37, 0, 90, 400) == before
    assert drawn(layer, strip) == before  # out of what the whole picture found


def test_that_dots_put_away_are_not_drawn_from_what_was_kept(layer):
    full = drawn(layer, VIEW)
    style = layer.style.copy()
    style[style == 2] = HIDDEN
    layer.restyle(style)
    without = drawn(layer, VIEW)
    assert without != full
    assert greenest(full) > 60
    assert greenest(without) == 0


def test_that_what_is_kept_is_bounded_and_shared_by_scales_that_are_near(layer):
    part = layer.parts[0]
    for n in range(40):
        view = View(0.0, 40_000.0, 40.0 * 1.1**n, 400, 400)
        for _ in prepare_dots(layer, part, view):
            pass
    assert len(part.thinned) == THINNED
    assert cell_size(100.0) == cell_size(101.0) == pytest.approx(100, rel=0.05)
    part.forget_paths()
    assert not part.thinned
