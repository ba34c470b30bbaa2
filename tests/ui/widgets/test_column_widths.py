"""Columns are so many letters wide, come back as they were left, and bear a damaged file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QTreeWidget
from pytestqt.qtbot import QtBot

from ui.prefs import Prefs
from ui.widgets.column_widths import KeptWidths, widen

LETTERS = {0: 20, 1: 10}


@pytest.fixture
def prefs(tmp_path: Path) -> Prefs:
    """What the window remembers, in a file of its own."""
    return Prefs(tmp_path / "window.json")


def shown(qtbot: QtBot) -> QTreeWidget:
    view = QTreeWidget()
    qtbot.addWidget(view)
    view.setColumnCount(3)
    return view


def letters_of(view: QTreeWidget) -> list[int]:
    letter = view.fontMetrics().averageCharWidth()
    return [round(view.columnWidth(n) / letter) for n in LETTERS]


def test_that_columns_are_so_many_letters_wide(qtbot: QtBot) -> None:
    view = shown(qtbot)
    widen(view, LETTERS)
    assert letters_of(view) == [20, 10]


def test_that_a_column_comes_back_as_it_was_left(qtbot: QtBot, prefs: Prefs) -> None:
    view = shown(qtbot)
    KeptWidths(view, LETTERS, prefs, "list.columns")
    assert letters_of(view) == [20, 10]
    view.setColumnWidth(1, 33 * view.fontMetrics().averageCharWidth())
    again = shown(qtbot)
    KeptWidths(again, LETTERS, prefs, "list.columns")
    assert letters_of(again) == [20, 33]


@pytest.mark.parametrize(
    ("kept", "wide"),
    [
        ([1, 2], [20, 10]),
        ({"0": "wide", "1": None}, [20, 10]),
        ({"0": -5, "1": 10_000}, [3, 120]),
        ({"7": 50}, [20, 10]),
        ({"0": float("nan"), "1": float("inf")}, [20, 120]),
    ],
)
def test_that_what_cannot_be_a_width_is_passed_over(
    qtbot: QtBot, prefs: Prefs, kept: Any, wide: list[int]
) -> None:
    prefs.set("list.columns", kept)
    view = shown(qtbot)
    KeptWidths(view, LETTERS, prefs, "list.columns")
    assert letters_of(view) == wide


def test_that_a_hidden_column_keeps_the_width_it_had(qtbot: QtBot, prefs: Prefs) -> None:
    view = shown(qtbot)
    kept = KeptWidths(view, LETTERS, prefs, "list.columns")
    view.setColumnWidth(0, 30 * view.fontMetrics().averageCharWidth())
    view.setColumnHidden(0, True)
    view.setColumnWidth(1, 12 * view.fontMetrics().averageCharWidth())
    view.setColumnHidden(0, False)
    kept.fit()
    assert letters_of(view) == [30, 12]
