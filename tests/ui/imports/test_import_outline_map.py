"""The small map of a comparison draws points as well as outlines, each in its colour."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from ui.imports.outline_map import Drawn, OutlineMap
from ui.look import colours

HERE, THERE = (126.30, 43.20), (126.35, 43.25)


def point(place: tuple[float, float], times: int) -> array[float]:
    return array("d", [*place] * times)


@pytest.fixture
def shown(qtbot: QtBot) -> OutlineMap:
    made = OutlineMap()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


def count(shown: OutlineMap, role: str) -> int:
    picture, wanted = shown.grab().toImage(), QColor(colours.role(role)).rgb()
    return sum(
        picture.pixel(x, y) == wanted
        for x in range(picture.width())
        for y in range(picture.height())
    )


def at(shown: OutlineMap, place: tuple[float, float]) -> QColor:
    return shown.grab().toImage().pixelColor(shown._at(*place).toPoint())


@pytest.mark.parametrize("times", [1, 2])
def test_that_a_point_is_drawn_in_the_list_and_in_the_ledger(shown: OutlineMap, times: int) -> None:
    shown.set_drawn([Drawn([point(HERE, times)], "old"), Drawn([point(THERE, times)], "new")])
    assert count(shown, "info") > 20
    assert count(shown, "overdue") > 20


def test_that_each_of_several_points_is_drawn(shown: OutlineMap) -> None:
    shown.set_drawn([Drawn([point(HERE, 2), point(THERE, 2)], "old")])
    assert all(at(shown, place) == colours.role("info") for place in (HERE, THERE))


def test_that_a_point_beside_an_outline_is_drawn(shown: OutlineMap) -> None:
    west, south = HERE
    ring = array("d", [west, south, west + 0.02, south, west + 0.02, south + 0.02, west, south])
    shown.set_drawn([Drawn([ring], "old")])
    outline = count(shown, "info")
    shown.set_drawn([Drawn([ring, point(THERE, 2)], "old")])
    assert count(shown, "info") != outline
    assert at(shown, THERE) == colours.role("info")
