"""The map room on the sample county, shown and read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.map.panel import MapPanel

WAIT_MS = 60_000
_PACE_MS = 12  # pyqtgraph takes a hundred moves of the mouse in a second


class Room:
    """A map room and a hand on its mouse. Places are Web Mercator metres."""

    def __init__(self, panel: MapPanel, desk: Desk, qtbot: QtBot) -> None:
        self.panel, self.desk, self.qtbot = panel, desk, qtbot
        self.canvas = panel.canvas

    def pixel(self, world: tuple[float, float]) -> QPoint:
        """Where a place of the world is in the canvas."""
        return self.canvas.pixel_of(world).toPoint()

    def click(
        self,
        world: tuple[float, float],
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        """A real click at a place of the world."""
        at = self.pixel(world)
        self.qtbot.mouseMove(self.canvas.viewport(), at)
        self.qtbot.mouseClick(self.canvas.viewport(), button, modifier, at)

    def double_click(self, world: tuple[float, float]) -> None:
        """Press, release, and the second press that makes it a double click."""
        viewport, at = self.canvas.viewport(), self.pixel(world)
        self.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
        self.qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=at)
        self.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=at)

    def drag(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press, a few moves at the pace of a hand, release."""
        self.qtbot.wait(_PACE_MS)  # the view is painted, as it is before anybody's hand moves
        viewport, a, b = self.canvas.viewport(), self.pixel(start), self.pixel(end)
        left = Qt.MouseButton.LeftButton
        self.qtbot.mousePress(viewport, left, modifier, a)
        for step in range(1, 6):
            self.qtbot.wait(_PACE_MS)
            self.qtbot.mouseMove(viewport, a + (b - a) * step / 5)
        self.qtbot.mouseRelease(viewport, left, modifier, b)

    def move(self, world: tuple[float, float]) -> None:
        """The mouse without a button."""
        self.qtbot.mouseMove(self.canvas.viewport(), self.pixel(world))

    def key(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """A key to the canvas."""
        self.qtbot.keyClick(self.canvas, key, modifier)

    def pointer_hits(self, world: tuple[float, float]) -> list[tuple[str, int]]:
        """All that lies at a place, the topmost first."""
        return self.panel.pointer.hits(world)

    def place_of(self, layer: str, feature: int) -> tuple[float, float]:
        """A place within a feature."""
        page = self.panel.book.page(layer)
        assert page is not None
        x, y = page.anchors[feature].tolist()
        return x, y

    def id_of(self, layer: str, feature: int) -> str:
        """Its id."""
        return self.canvas.layer(layer).ids([feature])[0]

    def look_at(self, layer: str, feature: int, pixel: float = 2.0) -> tuple[float, float]:
        """Brings a feature to the middle; a place within it."""
        place = self.place_of(layer, feature)
        self.canvas.centre_on(place, pixel)
        return place

    def off(self, across: float, down: float) -> tuple[float, float]:
        """A place so many pixels from the middle of the view."""
        view = self.canvas.view()
        assert view is not None
        x, y = view.centre
        pixel = self.canvas.metres_a_pixel()
        return x + across * pixel, y - down * pixel

    def rest(self) -> None:
        """Waits until the worker has nothing left to do."""
        self.qtbot.waitUntil(
            lambda: not self.desk.office.tasks() and not self.panel.loader.is_busy, timeout=WAIT_MS
        )


@pytest.fixture
def room(desk: Desk, qtbot: QtBot) -> Iterator[Room]:
    """The map room, read to the end."""
    panel = MapPanel(desk)
    panel.resize(1000, 640)
    panel.show()
    qtbot.waitExposed(panel)
    made = Room(panel, desk, qtbot)
    made.rest()
    yield made
    panel.close()
    panel.deleteLater()


@pytest.fixture
def empty_room(empty_desk: Desk, qtbot: QtBot) -> Iterator[Room]:
    """The map room while no project is open."""
    panel = MapPanel(empty_desk)
    panel.resize(1000, 640)
    panel.show()
    qtbot.waitExposed(panel)
    yield Room(panel, empty_desk, qtbot)
    panel.close()
    panel.deleteLater()
