"""Where the map looks, how positions are told, what stands above the layers, what is remembered."""

from __future__ import annotations

import pytest
from helpers.open_sessions import make_project
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu

from greenshield.geo import positions, webmercator
from greenshield.project.changes import Changes
from ui.map import calls, layer_words, places
from ui.map.labels import short
from ui.map.panel import MapPanel

Key, Mod = Qt.Key, Qt.KeyboardModifier


def span(room):
    x0, _, x1, _ = room.canvas.view().box
    return x1 - x0


def close_to(room, layer="patch", feature=0, pixel=2.0):
    return room.look_at(layer, feature, pixel)


def holds(room, box):
    x0, y0, x1, y1 = room.canvas.view().box
    return x0 <= box[0] and y0 <= box[1] and box[2] <= x1 and box[3] <= y1


def test_that_the_map_opens_on_the_project(room):
    assert holds(room, room.canvas.stack.box())
    assert span(room) < 4 * (room.canvas.stack.box()[2] - room.canvas.stack.box()[0])


def test_that_arrows_pan_and_plus_and_minus_zoom(room):
    close_to(room)
    x, y = room.canvas.view().centre
    room.key(Key.Key_Right)
    assert room.canvas.view().centre[0] > x
    room.key(Key.Key_Up)
    assert room.canvas.view().centre[1] > y
    before = span(room)
    room.key(Key.Key_Plus)
    assert span(room) == pytest.approx(before / 2)
    room.key(Key.Key_Minus)
    assert span(room) == pytest.approx(before)


def test_that_the_map_is_worked_without_a_mouse(room):
    place = close_to(room, "patch", 0, 1.0)
    room.key(Key.Key_Right)
    assert room.panel.hand.cross.isVisible()
    room.key(Key.Key_Left)
    assert room.panel.hand.middle() == pytest.approx(place, abs=1.5)
    room.key(Key.Key_Space)
    assert room.id_of("patch", 0) in room.desk.selection.issues or room.desk.selection.photos
    room.key(Key.Key_Menu)
    menu = room.panel.findChild(QMenu, "map.place_menu")
    assert len(menu.actions()) > 3
    menu.close()
    room.panel.handlers()["map.measure_area"]()
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_Left):
        room.key(Key.Key_Space)
        room.key(key)
    room.key(Key.Key_Return)
    assert len(room.panel.toolbox.tool.corners) == 3
    assert room.panel.toolbox.tool.is_done
    room.move(room.off(30, 30))
    room.move(room.off(40, 30))
    assert not room.panel.hand.cross.isVisible()


def test_that_a_hostile_label_is_one_plain_line():
    assert short("A\nB  <b>C") == "A B <b>C"
    assert len(short("很" * 500)) == 40


def test_that_zooming_goes_to_layer_selection_issue_and_everything(room):
    handlers = room.panel.handlers()
    room.panel.side.view.setCurrentIndex(room.panel.side.model.index_of("redline"))
    handlers["map.zoom_layer"]()
    assert holds(room, room.canvas.layer("redline").box())
    issue = room.id_of("patch", 3)
    room.desk.selection.select(issues=(issue,), current=issue)
    handlers["map.zoom_issue"]()
    assert holds(room, room.canvas.layer("patch").box([3]))
    assert span(room) < 10_000
    room.desk.selection.select(issues=(issue, room.id_of("spot", 0)))
    handlers["map.zoom_selection"]()
    assert holds(room, room.canvas.layer("spot").box([0]))
    handlers["map.zoom_all"]()
    assert holds(room, room.canvas.stack.box())


def test_that_views_can_be_walked_back_and_forth(room):
    handlers = room.panel.handlers()
    handlers["map.zoom_all"]()
    first = room.canvas.view().box
    room.panel.journeys.to_layer("control")
    second = room.canvas.view().box
    close_to(room)
    room.panel.journeys.note()
    handlers["map.previous_view"]()
    assert room.canvas.view().box == pytest.approx(second)
    handlers["map.previous_view"]()
    assert room.canvas.view().box == pytest.approx(first)
    handlers["map.next_view"]()
    assert room.canvas.view().box == pytest.approx(second)
    for _ in range(5):
        handlers["map.previous_view"]()


def test_that_the_mouse_s_position_is_told_in_each_notation_and_copied(room):
    place = close_to(room)
    room.move(room.off(50, 50))
    room.move(place)
    foot = room.panel.foot
    world = room.canvas.world(room.pixel(place).toPointF())
    lon, lat = places.lonlat(world)
    metres = positions.gauss_krueger(lon, lat)
    expected = {
        "degrees": positions.degrees(lon, lat),
        "dms": positions.dms(lon, lat),
        "zone": f"{metres.northing:.3f} {metres.prefixed:.3f}",
    }
    seen = {}
    for _ in range(3):
        room.panel.handlers()["map.copy_position"]()
        seen[foot.notation] = QApplication.clipboard().text()
        room.panel.handlers()["map.notation"]()
    assert seen == expected
    assert foot._readout.text() == expected["degrees"]


@pytest.mark.parametrize(
    "text", ["126.5, 43.25", "43°15′N 126°30′E", "4790615.1 42540604.7", "X 4790615.1 Y 42540604.7"]
)
def test_that_the_map_goes_to_a_position_in_any_notation(room, text):
    room.panel.handlers()["map.go_to"]()
    box = room.panel.findChild(QLineEdit, "map.goto")
    box.setText(text)  # QTest types no degree sign
    room.qtbot.keyClick(box, Key.Key_Return)
    room.rest()
    lon, lat = places.lonlat(room.canvas.view().centre)
    assert (lon, lat) == pytest.approx((126.5, 43.25), abs=2e-5)
    assert room.panel.furniture.place.at is not None


def test_that_what_is_no_position_is_told_beside_the_box_and_stays(room):
    box = room.panel.findChild(QLineEdit, "map.goto")
    before = room.canvas.view()
    room.qtbot.keyClicks(box, "north of the lake")
    room.qtbot.keyClick(box, Key.Key_Return)
    room.rest()
    told = room.panel.foot._told
    assert "north of the lake" in told.text()
    assert told.shown_text().startswith(told.text()[:20])  # it is shortened at its end
    assert not room.panel.foot._readout.isVisible()  # what is refused has the room
    assert box.text() == "north of the lake"
    assert room.canvas.view() == before
    room.panel.foot.forget()  # as when the project is left
    assert not box.text()
    assert not told.text()
    assert room.panel.foot._readout.isVisible()


def test_that_the_scale_bar_is_true_in_the_middle_of_the_view(room):
    for pixel in (0.3, 5.0, 400.0):
        room.canvas.centre_on(room.place_of("patch", 0), pixel)
        room.panel.grab()
        bar = room.panel.furniture.scale_bar
        _, lat = places.lonlat(room.canvas.view().centre)
        truth = bar.drawn * pixel * webmercator.ground_metres(lat)
        assert bar.metres == pytest.approx(truth)
        assert 40 < bar.drawn < 0.2 * room.canvas.width()


def tree(room):
    return room.panel.side


def test_that_ticks_hide_layers_and_states_and_are_remembered(room):
    model, role = tree(room).model, Qt.ItemDataRole.CheckStateRole
    model.setData(model.index_of("zone"), Qt.CheckState.Unchecked, role)
    assert not room.canvas.layer("zone").visible
    patches = model.index_of("patch")
    page = room.panel.book.page("patch")
    names = [name for name, _ in model.entry(patches).styles]
    row = names.index("clue")
    clue = next(n for n in range(len(page.style)) if page.style_name(n) == "clue")
    place = close_to(room, "patch", clue)
    assert ("patch", clue) in room.pointer_hits(place)
    model.setData(model.index(row, 0, patches), Qt.CheckState.Unchecked, role)
    assert ("patch", clue) not in room.pointer_hits(place)
    other = MapPanel(room.desk)
    other.show()
    room.qtbot.waitUntil(lambda: not other.loader.is_busy, timeout=60_000)
    assert not other.canvas.layer("zone").visible
    assert other.book.page("patch").hidden == {"clue"}
    assert other.side.model.data(other.side.model.index_of("zone"), role) == Qt.CheckState.Unchecked
    other.close()
    other.deleteLater()


def test_that_alt_arrows_order_layers_by_keyboard(room):
    side = tree(room)
    side.view.setCurrentIndex(side.model.index_of("patch"))
    before = [layer.name for layer in room.canvas.stack.layers]
    assert before == list(layer_words.LAYERS)
    room.qtbot.keyClick(side.view, Key.Key_Down, Mod.AltModifier)
    room.qtbot.keyClick(side.view, Key.Key_Down, Mod.AltModifier)
    after = [layer.name for layer in room.canvas.stack.layers]
    assert after.index("patch") == before.index("patch") - 2
    assert side.current() == "patch"
    room.qtbot.keyClick(side.view, Key.Key_Up, Mod.AltModifier)
    assert [layer.name for layer in room.canvas.stack.layers].index("patch") == (
        before.index("patch") - 1
    )
    kept = room.desk.prefs.get("map.layers", {})
    assert kept["order"] == [layer.name for layer in room.canvas.stack.layers]


def test_that_a_layer_is_dragged_to_its_place(room, model_tester):
    model = tree(room).model
    model_tester(model)
    data = model.mimeData([model.index_of("area")])
    room.panel.side.model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, model.index(-1, -1))
    assert [layer.name for layer in room.canvas.stack.layers][-1] == "area"
    assert model.order()[-1] == "area"
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, model.index(-1, -1))
    assert model.order()[0] == "area"
    model.set_counts("zone", {})
    model.set_counts("zone", {"core": 3, "buffer": 1})
    model.set_counts("zone", {"core": 4, "buffer": 1})


def test_that_the_slider_lets_what_is_below_through(room):
    side = tree(room)
    side.view.setCurrentIndex(side.model.index_of("zone"))
    side._slider.setValue(40)
    assert room.canvas.layer("zone").opacity == pytest.approx(0.4)
    side.view.setCurrentIndex(side.model.index_of("patch"))
    assert side._slider.value() == 100
    assert room.canvas.layer("patch").opacity == 1.0


def test_that_the_layer_tree_folds_away_and_comes_back(room):
    room.panel.handlers()["map.layers"]()
    assert room.panel.side.isHidden()
    assert not room.panel.bar.buttons["layers"].isChecked()
    room.qtbot.mouseClick(room.panel.bar.buttons["layers"], Qt.MouseButton.LeftButton)
    assert room.panel.side.isVisible()


def test_that_files_dropped_on_the_map_go_to_who_imports_them(room, tmp_path):
    file = tmp_path / "照片.jpg"
    file.write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)), QUrl("https://example.org/x.jpg")])
    args = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Mod.NoModifier)
    enter = QDragEnterEvent(QPointF(50, 50).toPoint(), *args)
    QApplication.sendEvent(room.panel, enter)
    assert enter.isAccepted()
    with room.qtbot.waitSignal(room.desk.show.files) as dropped:
        QApplication.sendEvent(room.panel, QDropEvent(QPointF(50, 50), *args))
    assert dropped.args == [[str(file)]]
    assert not room.canvas.acceptDrops()
    assert not room.canvas.viewport().acceptDrops()


def test_that_a_change_refreshes_only_what_changed(room):
    from ui.map import calls

    page = room.panel.book.page("patch")
    clue = next(n for n in range(len(page.style)) if page.style_name(n) == "clue")
    issue = room.id_of("patch", clue)
    told = []
    room.panel.loader.loaded.connect(told.append)
    shape = "POLYGON ((126.3 43.2, 126.31 43.2, 126.31 43.21, 126.3 43.2))"
    room.desk.do(calls.set_shape, issue, shape)
    room.rest()
    assert "patch" in told
    assert set(told) <= {"patch", "photo"}
    [[lon, lat]] = webmercator.unproject([room.place_of("patch", clue)]).tolist()
    assert (lon, lat) == pytest.approx((126.3067, 43.2033), abs=0.002)
    room.desk.do(calls.set_shape, issue, "")
    room.rest()
    assert room.canvas.layer("patch").box([clue]) is None
    many = dict(room.panel.side.model.entry(room.panel.side.model.index_of("patch")).styles)
    assert sum(many.values()) == len(page.style) - 1
    room.desk.do(calls.set_shape, issue, shape)
    room.rest()
    assert room.canvas.layer("patch").box([clue]) is not None
    assert page.label(clue)


def test_that_a_closed_project_leaves_an_empty_map(room):
    done = []
    room.desk.close(lambda: done.append(True))
    room.qtbot.waitUntil(lambda: bool(done), timeout=60_000)
    assert room.canvas.stack.layers == []
    assert room.panel.furniture.wedges.shown(room.canvas.view()) == []


def test_that_the_map_shows_another_day_until_its_chip_is_put_away(room):
    def overdue():
        page = room.panel.book.page("spot")
        return {page.style_name(n) for n in range(len(page.style))} & {"rectifying+overdue"}

    assert overdue()
    room.panel.handlers()["map.day"]()
    dialog = room.panel.findChild(QDialog, "map.day_dialog")
    dialog.day.setText("not a day")
    room.qtbot.keyClick(dialog.day, Key.Key_Return)
    assert dialog.isVisible()
    dialog.day.setText("2001/2/3")
    room.qtbot.keyClick(dialog.day, Key.Key_Return)
    room.rest()
    assert room.panel.loader.day == "2001-02-03"
    assert not overdue()
    assert room.panel.bar.day.isVisible()
    assert "2001" in room.panel.bar.day.text()
    room.panel.bar.day.removed.emit()
    room.rest()
    assert overdue()
    assert not room.panel.bar.day.isVisible()


def test_that_what_changes_again_before_it_was_read_is_read_again(room, monkeypatch):
    loader, asked = room.panel.loader, []
    again = Changes(changed={"issue": ("an issue",)})
    with monkeypatch.context() as patched:
        patched.setattr(loader, "_ask", lambda *args: asked.append(args))
        room.desk.changed.emit(again)
        room.qtbot.waitUntil(lambda: len(asked) == 1)
        room.desk.changed.emit(again)
        asked[0][-1](())  # the answer to the first, before the event loop comes to the second
        room.qtbot.waitUntil(lambda: len(asked) == 2)
        assert asked[1][1][0]["issue"] == ("an issue",)
        asked[1][-1](())
    assert not any(loader._stale.values())


def test_that_the_map_goes_to_what_is_first_brought_into_an_empty_project(
    empty_room, own_home, tmp_path
):
    room, desk = empty_room, empty_room.desk
    with room.qtbot.waitSignal(desk.opened, timeout=60_000):
        desk.open(make_project(tmp_path / "empty"))
    room.rest()
    country = span(room)
    west, south = 126.2, 43.2
    east, north = west + 0.02, south + 0.02
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    shape = "POLYGON((" + ", ".join(f"{x} {y}" for x, y in ring) + "))"
    desk.do(calls.new_clue, {"clue_no": "T-1", "source": "patrol"}, shape)
    room.rest()
    room.qtbot.waitUntil(lambda: room.canvas.stack.box() is not None, timeout=60_000)
    room.rest()
    assert holds(room, room.canvas.stack.box())
    assert span(room) < country / 100
    near = room.canvas.view().box
    desk.do(calls.new_clue, {"clue_no": "T-2", "source": "patrol"}, shape.replace("43.2", "44.2"))
    room.rest()
    assert room.canvas.view().box == near  # one has begun to look; nobody moves the map from there
    # Nor from where somebody drew the first patch of another project.
    with room.qtbot.waitSignal(desk.opened, timeout=60_000):
        desk.open(make_project(tmp_path / "drawn_in"))
    room.rest()
    room.panel.journeys.to_extent((west - 0.1, south - 0.1, east + 0.1, north + 0.1))
    room.rest()
    drawn_in = room.canvas.view().box
    desk.do(calls.new_clue, {"clue_no": "T-1", "source": "patrol"}, shape)
    room.rest()
    room.qtbot.waitUntil(lambda: room.canvas.stack.box() is not None, timeout=60_000)
    room.rest()
    assert room.canvas.view().box == drawn_in
