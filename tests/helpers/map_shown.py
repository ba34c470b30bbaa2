"""A map in a window of 400 × 300 pixels, one metre each, for tests."""

from __future__ import annotations

from collections.abc import Iterator

import pyqtgraph as pg
import shapely
from helpers.map_made import Image, layer_data, pixels
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from ui.map.canvas import MapCanvas
from ui.map.layer_data import LayerData


def shown_canvas(qtbot: QtBot) -> Iterator[MapCanvas]:
    """The body of a fixture: the middle of the window is (0, 0)."""
    limit = pg.getConfigOption("mouseRateLimit")
    pg.setConfigOption("mouseRateLimit", -1)  # else moves closer than 10 ms are dropped
    made = MapCanvas()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    qtbot.waitExposed(made)
    made.set_background(QColor("#ffffff"))
    made.zoom_to((-200.0, -150.0, 200.0, 150.0), margin=0)
    yield made
    made.close()
    pg.setConfigOption("mouseRateLimit", limit)


def grab(canvas: MapCanvas) -> Image:
    """What the window shows when all is drawn."""
    canvas.draw_now()
    return pixels(canvas.grab().toImage())


def square(name: str = "a", x: float = 0.0, style: int = 0, size: float = 50.0) -> LayerData:
    """A layer of one square of twice this size."""
    return layer_data(name, [shapely.box(x - size, -size, x + size, size)], [style])
