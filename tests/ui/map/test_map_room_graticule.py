"""Lines of longitude and latitude: seen on any ground, their degrees free of labels."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.map_shown import grab, shown_canvas
from PySide6.QtGui import QColor

from ui.map.graticule import Graticule


def test_that_the_graticule_is_off_until_wanted_and_remembered(room):
    assert not room.panel.furniture.graticule.isVisible()
    room.panel.handlers()["map.graticule"]()
    assert room.panel.furniture.graticule.isVisible()
    assert room.desk.prefs.get("map.graticule", False)
    item, labels = room.panel.furniture.graticule, room.panel.furniture.labels
    shown = 0
    for feature in range(12):  # no label lies on the degrees
        room.look_at("spot", feature, 8.0)
        labels.place()
        degrees = item.rooms(room.canvas.view())
        assert len(degrees) > 1
        for label in labels.shown:
            x, y = labels.corner(label).toTuple()
            shown += 1
            assert not [
                (left, top)
                for left, top, right, bottom in degrees
                if x < right and left < x + label.width and y < bottom and top < y + label.height
            ]
    assert shown > 50


@pytest.mark.parametrize("ground", ["#000000", "#3b5b2e", "#808080", "#d8d8d0", "#ffffff"])
def test_that_the_lines_of_the_graticule_are_seen_on_any_ground(qtbot, ground):
    for canvas in shown_canvas(qtbot):
        canvas.set_background(QColor(ground))
        Graticule(canvas)
        canvas.centre_on((14_000_000.0, 5_300_000.0), 20.0)
        levels = grab(canvas)[60:, :, :3].astype(int).mean(axis=2)
        away = np.abs(levels - np.median(levels)) >= 40
        assert 1 <= np.median(away.sum(axis=1)) <= 12  # most rows cross meridians alone
        assert 1 <= np.median(away.sum(axis=0)) <= 12
