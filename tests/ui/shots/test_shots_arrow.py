"""The arrow of a shot: the way to go, or how to stand where that is not known."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from ui.shots import arrow


def drawn(**how):
    """Whether the middle, and places north and east of it, are painted."""
    image = QImage(60, 60, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    arrow.draw(painter, QRectF(0, 0, 60, 60), how.pop("degrees"), QColor("#ff0000"), **how)
    painter.end()
    return [image.pixelColor(x, y).alpha() > 60 for x, y in ((30, 30), (30, 12), (48, 30))]


@pytest.mark.parametrize(
    ("how", "painted"),
    [
        ({"degrees": 0.0, "look": 90.0}, [True, True, False]),  # the way to go, where it is known
        ({"degrees": None, "look": 90.0}, [True, False, True]),
        ({"degrees": 0.0, "look": 90.0, "there": True}, [True, False, True]),
        ({"degrees": None, "there": True}, [True, False, False]),
        ({"degrees": None}, [False, False, False]),
    ],
)
def test_that_it_shows_the_way_to_go_or_the_way_to_look(qapp, how, painted):
    assert drawn(**how) == painted
