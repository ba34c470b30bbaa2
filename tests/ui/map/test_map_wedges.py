"""Wedges of many photos: outlines that leave the map to be seen, the current one full."""

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from ui.map.canvas import MapCanvas
from ui.map.wedges import CROWD, MOST, Wedges


@pytest.fixture
def wedges(qtbot):
    canvas = MapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.centre_on((14_100_000.0, 5_300_000.0), 500.0)
    return Wedges(canvas)


def put(wedges, count):
    """So many photos at one place, all selected."""
    at = np.tile([14_100_000.0, 5_300_000.0], (count, 1))
    wedges.set_photos(at, np.linspace(0.0, 359.0, count))
    wedges.set_always(set(range(count)))


def covered(wedges):
    """The share of a picture's opacity that the wedges take, as drawn alone."""
    view = wedges.canvas.view()
    image = QImage(400, 300, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    wedges.draw(painter, view)
    painter.end()
    data = np.frombuffer(image.constBits(), np.uint8).reshape(300, 400, 4)
    return int(np.count_nonzero(data[..., 3])), int(data[..., 3].max())


def test_that_a_crowd_is_drawn_as_outlines_and_the_current_one_stands_out(wedges):
    put(wedges, 1)
    one, _ = covered(wedges)
    assert one > 500  # filled
    wedges.set_photos(np.tile([14_100_000.0, 5_300_000.0], (CROWD + 1, 1)), np.zeros(CROWD + 1))
    wedges.set_always(set(range(CROWD + 1)))
    outlines, _ = covered(wedges)
    assert outlines < one / 2
    wedges.set_current(CROWD)
    full, strongest = covered(wedges)
    assert full > one
    assert strongest > 200


def test_that_the_current_one_shows_however_many_are_selected(wedges):
    put(wedges, MOST + 50)
    view = wedges.canvas.view()
    assert MOST + 20 not in wedges.shown(view)
    wedges.set_current(MOST + 20)
    assert MOST + 20 in wedges.shown(view)
    assert len(wedges.shown(view)) <= MOST
