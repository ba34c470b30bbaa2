"""Layers are gone to by Enter; where there is nothing to go to, that is said; hints name keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

Key = Qt.Key


def test_that_enter_on_a_layer_shows_all_of_it_and_an_empty_one_says_so(room):
    side, far = room.panel.side, (13_000_000.0, 3_500_000.0)
    side.view.setCurrentIndex(side.model.index_of("patch"))
    room.canvas.centre_on(far, 1.0)
    room.qtbot.keyClick(side.view, Key.Key_Return)
    x0, y0, x1, y1 = room.canvas.layer("patch").box()
    view = room.canvas.view().box
    assert (view[0] <= x0, view[1] <= y0, x1 <= view[2], y1 <= view[3]) == (True,) * 4
    room.panel.loader.clear()  # as before anything is read
    room.canvas.centre_on(far, 1.0)
    before = room.canvas.view().box
    room.qtbot.keyClick(side.view, Key.Key_Return)
    assert room.panel.bar.hint() == "Nothing is on this layer"
    assert room.canvas.view().box == before


def test_that_a_selection_without_a_place_is_told(room):
    room.desk.selection.select(issues=("nowhere",), current="nowhere")
    room.panel.handlers()["map.zoom_selection"]()
    assert room.panel.bar.hint() == "That has no place on the map"


@pytest.mark.parametrize("tool", ["box", "place_photo"])
def test_that_the_hint_of_a_tool_names_the_key_that_works_it(room, tool):
    room.panel.handlers()[f"map.{tool}"]()
    assert "Space" in room.panel.bar.hint()
    photo = room.id_of("photo", 0)
    room.desk.selection.select(photos=(photo,))
    assert "Space" in room.panel.bar.hint()


def test_that_it_is_told_where_there_is_no_other_view_to_go_to(room):
    room.panel.journeys.forget()
    room.panel.handlers()["map.previous_view"]()
    assert room.panel.bar.hint() == "There is no view before this one"
    room.panel.handlers()["map.next_view"]()
    assert room.panel.bar.hint() == "There is no view that one came back from"
