from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROBE = """
import sys
import numpy as np
import shapely
from PySide6.QtWidgets import QApplication
app = QApplication([])
from helpers.map_made import colour, layer_data, pixels
from ui.map.canvas import MapCanvas
from ui.map.style import Style
canvas = MapCanvas()
canvas.resize(401, 301)
canvas.show()
data = layer_data("a", [shapely.box(-50, -50, 50, 50)])
canvas.set_layer(data, [Style("#ff0000", "#000000", width=3)])
canvas.zoom_to((-200.5, -150.5, 200.5, 150.5), margin=0)
canvas.draw_now()
view = canvas.view()
assert canvas.backing.is_crisp
picture = canvas.grab()
image = pixels(picture.toImage())
high, wide = image.shape[:2]
assert (wide, high) == (view.width, view.height), (wide, high, view)
black = np.flatnonzero((image[high // 2, :, :3] < 60).all(axis=1))
x = canvas.pixel_of((-50.0, 0.0)).x() * view.dpr
near = black[np.abs(black - x) < 10]
assert abs(near.mean() + 0.5 - x) <= 1.0, (near, x)
assert len(near) in (round(3 * view.dpr) - 1, round(3 * view.dpr), round(3 * view.dpr) + 1), near
assert colour(image, wide // 2, high // 2) == "#ff0000"
before = canvas.backing.target
canvas.pan_by(10, 0)
canvas.draw_now()
assert canvas.backing.target is before
moved = pixels(canvas.grab().toImage())
step = round(10 * view.dpr)
assert (moved[:, step:, :3] == image[:, :-step, :3]).mean() > 0.99
canvas.hide()
print("good", view.dpr)
"""


@pytest.mark.parametrize("scale", ["1", "1.25", "1.5", "2"])
def test_that_the_map_is_crisp_on_screens_of_any_density(scale: str) -> None:
    environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(
        [sys.executable, "-c", PROBE], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("good"), done.stderr
