"""A map with the room of layers for reference, and files to add."""

from __future__ import annotations

import pytest
import shapely
from helpers.imports import shapes_file

from ui.layers.room import LayersRoom
from ui.map.panel import MapPanel

WAIT_MS = 60_000
FAR = 150.0  # degrees east: where nothing else lies


class Bench:
    """The map room and the room of layers, shown and read."""

    def __init__(self, desk, qtbot):
        self.desk, self.qtbot = desk, qtbot
        self.panel = MapPanel(desk)
        qtbot.addWidget(self.panel)
        self.panel.resize(1000, 700)
        self.panel.show()
        self.room = LayersRoom(desk, self.panel)
        self.rest()

    def rest(self):
        """Waits until all is read."""
        self.qtbot.waitUntil(
            lambda: (
                not self.desk.office.tasks()
                and not self.panel.is_busy
                and not self.room.reader.is_busy
            ),
            timeout=WAIT_MS,
        )

    @property
    def model(self):
        return self.panel.side.model

    def line(self, name):
        """A layer's line in the tree."""
        item = next(i for i in self.room.reader.items.values() if i.name == name)
        return self.model.data(self.model.index_of(item.guest))

    def guest(self, name):
        """What the map calls a layer."""
        return next(g for g, i in self.room.reader.items.items() if i.name == name)

    def add(self, path, **said):
        """Adds a file by the dialog, as it proposes to."""
        dialog = self.room.deeds.add(path)
        self.qtbot.waitUntil(dialog.ok.isEnabled, timeout=WAIT_MS)
        for name, value in said.items():
            getattr(dialog, name).setText(value)
        with self.qtbot.waitSignal(dialog.finished, timeout=WAIT_MS):
            dialog.ok.click()
        self.rest()


@pytest.fixture
def bench(desk, qtbot, settled):
    made = Bench(desk, qtbot)
    yield made
    settled(desk)


@pytest.fixture
def stations(tmp_path):
    """Two points and a polygon, with names."""
    shapes = [
        (shapely.Point(FAR, 43.0), {"站名": "甲站", "级别": 1}),
        (shapely.Point(FAR + 1, 43.0), {"站名": "乙<b>站", "级别": None}),
        (shapely.box(FAR, 44, FAR + 1, 45), {"站名": "样地", "级别": 2.5}),
    ]
    return write(tmp_path / "监测站.geojson", shapes)


def write(path, shapes):
    """A GeoJSON file of shapes with attributes."""
    return shapes_file(path, shapes)
