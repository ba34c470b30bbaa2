"""Clicks, boxes and menus select on the map; the selection of other rooms lights up there."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QMenu, QToolTip

from ui.map import pointing
from ui.map.turns import Turns

TAKEN = ("patch", "spot", "photo", "marker")  # by a click
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def alone(room, layer):
    """A feature of a layer that nothing else of issues and photos covers, in view."""
    for feature in range(len(room.canvas.layer(layer))):
        place = room.look_at(layer, feature)
        hits = [h for h in room.pointer_hits(place) if h[0] in TAKEN]
        if hits == [(layer, feature)]:
            return feature, place
    raise AssertionError(layer)


def test_that_a_click_selects_an_issue_everywhere(room):
    feature, place = alone(room, "patch")
    told = []
    room.desk.selection.changed.connect(told.append)
    room.click(place)
    wanted = room.id_of("patch", feature)
    assert room.desk.selection.issues == (wanted,)
    assert room.desk.selection.current_issue == wanted
    assert told == [room.panel.pointer]
    assert list(room.panel.chosen.features()["patch"]) == [feature]


def test_that_a_click_beside_everything_selects_nothing(room):
    _, place = alone(room, "patch")
    room.click(place)
    room.canvas.centre_on((0.0, 0.0), 10.0)
    room.click((50.0, 50.0))
    assert room.desk.selection.issues == ()


def test_that_shift_adds_and_ctrl_turns_round(room):
    one, place = alone(room, "patch")
    room.click(place)
    other = next(n for n in range(len(room.canvas.layer("spot"))))
    place = room.look_at("spot", other)
    room.click(place, SHIFT)
    hit = next(h for h in room.pointer_hits(place) if h[0] in TAKEN)
    chosen = room.desk.selection.issues + room.desk.selection.photos
    assert set(chosen) == {room.id_of("patch", one), room.id_of(*hit)}
    room.click(place, CTRL)
    assert room.desk.selection.issues + room.desk.selection.photos == (room.id_of("patch", one),)


def test_that_the_next_click_takes_what_lies_below(room):
    """A photo that lies in a patch: the photo first, then the patch, then the photo again."""
    layer = room.canvas.layer("photo")
    for feature in range(len(layer)):
        place = room.look_at("photo", feature, 0.3)
        hits = [h for h in room.pointer_hits(place) if h[0] in TAKEN]
        if len(hits) == 2 and hits[1][0] == "patch":
            break
    else:
        raise AssertionError("no photo lies in a patch")
    room.click(place)
    assert room.desk.selection.photos == (room.id_of(*hits[0]),)
    assert room.panel.bar.hint().startswith("1 of 2 here: ")
    room.qtbot.wait(450)  # else Qt takes the next one for a double click
    room.click(room.off(2, 1))  # no hand is still to the pixel
    assert room.desk.selection.issues == (room.id_of(*hits[1]),)
    assert room.desk.selection.photos == ()
    number = room.panel.book.page("patch").label(hits[1][1])
    assert room.panel.bar.hint().startswith(f"2 of 2 here: {number}")
    assert room.panel.bar.hint().endswith("Click again for the next")
    room.desk.selection.select(photos=(room.id_of("photo", 0),), issues=())
    room.qtbot.wait(450)
    room.click(place)  # what was chosen elsewhere meanwhile begins anew
    assert room.desk.selection.photos == (room.id_of(*hits[0]),)
    room.canvas.centre_on((0.0, 0.0), 10.0)
    room.click((50.0, 50.0))
    assert room.panel.bar.hint() == room.panel.toolbox.hint()


def test_that_issues_come_before_a_heap_of_photos_and_a_double_click_means_what_is_chosen():
    heap = [("photo", 1), ("photo", 2), ("photo", 3), ("patch", 7), ("spot", 8)]
    turns = Turns(lambda _: heap)
    turns.click((0.0, 0.0), 5.0, goes_on=True)
    assert turns.taken == ("photo", 1)
    turns.click((3.0, 0.0), 5.0, goes_on=True)
    assert turns.taken == ("patch", 7)
    turns.click((0.0, 3.0), 5.0, goes_on=True)
    turns.turn_back()
    assert turns.taken == ("patch", 7)
    for _ in range(4):
        turns.click((0.0, 0.0), 5.0, goes_on=True)
    assert turns.taken == ("photo", 1)
    turns.click((9.0, 0.0), 5.0, goes_on=True)
    assert (turns.taken, turns.at) == (("photo", 1), 0)


def test_that_a_click_on_its_number_selects_an_issue(room):
    labels = room.panel.furniture.labels
    for feature in range(len(room.canvas.layer("spot"))):
        room.look_at("spot", feature, 3.0)
        labels.place()
        found = [each for each in labels.shown if (each.layer, each.feature) == ("spot", feature)]
        if found:
            break
    (label,) = found
    x, y = label.place
    pixel = room.canvas.metres_a_pixel()
    place = x + label.shift[0] * pixel, y - label.shift[1] * pixel
    assert ("spot", feature) not in room.pointer_hits(place)
    room.click(place)
    assert room.desk.selection.issues == (room.id_of("spot", feature),)


def test_that_a_double_click_opens_an_issue(room):
    feature, place = alone(room, "patch")
    with room.qtbot.waitSignal(room.desk.show.issue) as shown:
        room.double_click(place)
    assert shown.args == [room.id_of("patch", feature)]


def test_that_a_box_selects_issues_and_photos_and_esc_ends_the_tool(room):
    room.panel.journeys.to_all()
    room.panel.handlers()["map.box"]()
    assert room.panel.bar.buttons["box"].isChecked()
    half_x, half_y = room.canvas.width() / 2 - 4, room.canvas.height() / 2 - 4
    room.drag(room.off(-half_x, -half_y), room.off(half_x, half_y))
    whole = len(room.canvas.layer("patch")) + len(room.canvas.layer("spot"))
    assert len(room.desk.selection.issues) == whole
    assert len(room.desk.selection.photos) == len(room.canvas.layer("photo"))
    feature, _ = alone(room, "patch")
    box = room.canvas.layer("patch").box(np.array([feature]))
    room.drag((box[0] - 9, box[3] + 9), (box[2] + 9, box[1] - 9), CTRL)
    assert room.id_of("patch", feature) not in room.desk.selection.issues
    room.key(Qt.Key.Key_Escape)
    assert room.panel.toolbox.name == "select"
    assert room.panel.bar.buttons["select"].isChecked()


def test_that_a_box_of_very_many_selects_none_and_says_why(room, monkeypatch):
    monkeypatch.setattr(pointing, "MOST", 10)
    room.panel.journeys.to_all()
    room.panel.handlers()["map.box"]()
    half_x, half_y = room.canvas.width() / 2 - 4, room.canvas.height() / 2 - 4
    room.drag(room.off(-half_x, -half_y), room.off(half_x, half_y))
    assert room.desk.selection.issues == ()
    assert "come closer" in room.panel.bar.hint()


def test_that_esc_lets_a_box_go_before_it_ends_the_tool(room):
    room.panel.journeys.to_all()
    room.panel.handlers()["map.box"]()
    viewport = room.canvas.viewport()
    room.qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=room.pixel(room.off(-90, -90)))
    room.move(room.off(90, 90))
    room.key(Qt.Key.Key_Escape)
    assert room.panel.toolbox.name == "box"
    room.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=room.pixel(room.off(90, 90)))
    assert room.desk.selection.issues == ()


def test_that_the_menu_of_a_place_lists_all_that_overlaps_and_chooses(room):
    _, place = alone(room, "patch")
    room.click(place, button=Qt.MouseButton.RightButton)
    menu = room.panel.findChild(QMenu, "map.place_menu")
    hits = room.pointer_hits(place)
    names = [action.text() for action in menu.actions() if action.icon() and action.text()]
    assert len(hits) > 1
    assert len(names) == len(hits) + 1  # and one to copy the position
    area = next(n for n, hit in enumerate(hits) if hit[0] == "area")
    menu.actions()[area].hover()
    assert room.panel.chosen.pointed == hits[area]
    menu.actions()[area].trigger()
    assert room.desk.selection.areas == (room.id_of(*hits[area]),)
    menu.close()
    assert room.panel.chosen.pointed is None


def test_that_the_identify_tool_asks_by_a_click_and_pans_by_a_drag(room):
    _, place = alone(room, "patch")
    room.panel.handlers()["map.identify"]()
    before = room.canvas.view().centre
    room.drag(place, room.off(120, 0))
    assert room.panel.findChild(QMenu, "map.place_menu") is None
    assert room.canvas.view().centre != before
    room.look_at("patch", 0)
    room.click(room.place_of("patch", 0))
    menu = room.panel.findChild(QMenu, "map.place_menu")
    assert menu is not None
    menu.close()


def test_that_what_other_rooms_select_is_lit(room):
    ids = [room.id_of("patch", 2), room.id_of("spot", 3)]
    photo, area = room.id_of("photo", 5), room.id_of("area", 0)
    room.desk.selection.select(issues=ids, photos=(photo,), areas=(area,), by=self_of(room))
    lit = {name: list(found) for name, found in room.panel.chosen.features().items() if len(found)}
    assert lit == {"patch": [2], "spot": [3], "photo": [5], "area": [0]}
    room.desk.selection.clear()
    assert not any(len(found) for found in room.panel.chosen.features().values())


def test_that_what_the_mouse_is_on_is_lit_again_after_its_layer_was_read_anew(room):
    chosen = room.panel.chosen
    chosen.point_at("patch", 2)
    lit = len(room.canvas._highlights)
    room.panel.loader.load(("issue",))
    room.rest()
    assert chosen.pointed is None
    chosen.point_at("patch", 2)
    assert len(room.canvas._highlights) == lit


def self_of(room):
    return room.desk


def test_that_showing_on_the_map_selects_and_goes_there(room):
    issue = room.id_of("patch", 1)
    room.desk.show.on_map.emit("issue", (issue,))
    assert room.desk.selection.issues == (issue,)
    x0, y0, x1, y1 = room.canvas.view().box
    x, y = room.place_of("patch", 1)
    assert x0 < x < x1
    assert y0 < y < y1
    assert x1 - x0 < 20_000
    zone = room.id_of("zone", 0)
    room.desk.show.on_map.emit("zone", (zone,))
    assert list(room.panel.chosen.features()["zone"]) == [0]


def test_that_showing_what_has_no_place_is_told(room):
    room.desk.show.on_map.emit("issue", ("nobody",))
    assert room.panel.bar.hint() == "That has no place on the map"


def test_that_the_selection_asks_for_a_zoom(room):
    room.canvas.centre_on((0.0, 0.0), 10.0)
    room.desk.selection.select(photos=(room.id_of("photo", 0),), zoom=True)
    x, y = room.place_of("photo", 0)
    x0, y0, x1, y1 = room.canvas.view().box
    assert x0 < x < x1
    assert y0 < y < y1


def test_that_the_mouse_at_rest_lights_up_and_names_what_it_is_on(room, monkeypatch):
    feature, place = alone(room, "patch")
    monkeypatch.setattr(type(room.canvas), "underMouse", lambda _: True)
    room.move(room.off(300, 200))
    room.move(place)
    room.qtbot.waitUntil(lambda: room.panel.chosen.pointed == ("patch", feature))
    told = QTextDocumentFragment.fromHtml(QToolTip.text()).toPlainText()
    assert room.panel.book.page("patch").label(feature) in told
    QToolTip.hideText()
    room.move(room.off(300, 200))
    room.qtbot.waitUntil(lambda: room.panel.chosen.pointed is None)
