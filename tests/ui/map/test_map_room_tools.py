"""Measuring, drawing and placing by real clicks and keys, against figures of our own."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import shapely
from helpers import worker_calls
from helpers.make_photos import jpeg_with_exif
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from greenshield.geo import measures
from ui import words
from ui.map import places
from ui.map.crossing import crossings
from ui.map.patch_dialog import PatchDialog
from ui.photos.import_calls import import_photos
from ui.photos.placing_calls import ByTracks

Key = Qt.Key


def corner(room, across, down):
    """A pixel's own place: where a click at it is."""
    return room.canvas.world(room.pixel(room.off(across, down)).toPointF())


def click_all(room, offsets):
    """Clicks at pixels from the middle; their places, degrees."""
    worlds = [corner(room, *offset) for offset in offsets]
    for world in worlds:
        room.click(world)
    return [places.lonlat(world) for world in worlds]


@pytest.fixture
def near(room):
    """The room close to a patch."""
    room.look_at("patch", 0, 1.0)
    return room


def test_that_a_line_is_measured_on_the_ellipsoid_while_it_grows(near):
    near.panel.handlers()["map.measure_line"]()
    path = click_all(near, [(-200, -150), (180, -40)])
    near.move(near.off(150, 160))
    loose = places.lonlat(corner(near, 150, 160))
    drawn = near.panel.toolbox.tool.drawn
    length = measures.length_m(shapely.LineString([*path, loose]))
    assert drawn.words == [f"Length {words.length(length)}"]
    assert len(drawn.names) == 2
    near.key(Key.Key_Return)
    ended = measures.length_m(shapely.LineString(path))
    assert near.panel.toolbox.tool.drawn.words == [f"Length {words.length(ended)}"]
    assert near.panel.toolbox.tool.is_done


def test_that_an_area_is_told_in_m2_hectares_and_mu_and_backspace_takes_a_corner(near):
    near.panel.handlers()["map.measure_area"]()
    ring = click_all(near, [(-200, -150), (180, -140), (150, 160), (-10, 190)])
    near.key(Key.Key_Backspace)
    area = measures.area_m2(shapely.Polygon(ring[:3]))
    told = near.panel.toolbox.tool.drawn.words
    assert told[0] == f"Area {words.areas(area)}"
    assert "ha" in told[0]
    assert "mu" in told[0]
    near.key(Key.Key_Escape)
    assert near.panel.toolbox.tool.drawn.corners == []
    assert near.panel.toolbox.name == "measure_area"
    near.key(Key.Key_Escape)
    assert near.panel.toolbox.name == "select"


def test_that_a_drag_pans_while_a_tool_is_at_work(near):
    near.panel.handlers()["map.measure_line"]()
    click_all(near, [(-100, -50), (100, 50)])
    before = near.canvas.view().centre
    near.drag(near.off(0, 0), near.off(90, 60))
    after = near.canvas.view().centre
    assert before[0] - after[0] == pytest.approx(90, abs=12)  # 1 m a pixel; the first step is lost
    assert after[1] - before[1] == pytest.approx(60, abs=8)
    assert len(near.panel.toolbox.tool.corners) == 2


def test_that_a_tool_laid_down_leaves_nothing_on_the_map(near):
    items = len(near.canvas.box.addedItems)
    for name in ("box", "identify", "measure_line", "measure_area", "draw", "place_photo"):
        near.panel.handlers()[f"map.{name}"]()
        click_all(near, [(-100, -50)]) if name.startswith("measure") else None
        assert near.panel.bar.hint() == near.panel.toolbox.tool.hint() != ""
    near.panel.handlers()["map.select"]()
    assert len(near.canvas.box.addedItems) == items


def dialog_of(room):
    return room.panel.findChild(PatchDialog, "map.patch_dialog")


def draw(room, offsets):
    room.panel.handlers()["map.draw"]()
    ring = click_all(room, offsets[:-1])
    room.double_click(corner(room, *offsets[-1]))
    return [*ring, places.lonlat(corner(room, *offsets[-1]))]


def test_that_a_drawn_patch_becomes_a_new_clue(near):
    said: list[str] = []
    near.desk.noted.connect(said.append)
    before = len(near.canvas.layer("patch"))
    ring = draw(near, [(-200, -150), (180, -140), (150, 160)])
    dialog = dialog_of(near)
    near.rest()
    number = dialog.number.text()
    assert number.startswith("D20")
    dialog.facility.setText("新修道路")
    near.qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    near.qtbot.waitSignal(dialog.finished, timeout=60_000).wait()
    near.rest()
    [issue] = near.desk.selection.issues
    layer = near.canvas.layer("patch")
    assert len(layer) == before + 1
    [feature] = layer.find([issue]).tolist()
    page = near.panel.book.page("patch")
    assert page.label(feature) == number
    assert page.style_name(feature) == "clue"
    assert list(near.panel.chosen.features()["patch"]) == [feature]
    lonlat = [places.lonlat(w) for w in [page.anchors[feature].tolist()]]
    assert shapely.Polygon(ring).contains(shapely.Point(lonlat[0]))
    assert near.panel.toolbox.name == "select"
    near.panel.handlers()["map.draw"]()
    assert near.panel.toolbox.tool.corners == []  # what is saved is no outline any more
    near.panel.handlers()["map.select"]()
    assert near.pointer_hits(near.place_of("patch", feature))[0] == ("patch", feature)
    assert said == [f"Clue {number} saved"]
    near.desk.undo_last()
    assert said[1].startswith("New clue can't be taken back: a wrong outline is drawn anew")


def test_that_a_drawn_outline_outlives_another_tool_until_it_is_given_up(near):
    handlers = near.panel.handlers()
    handlers["map.draw"]()
    click_all(near, [(-200, -150), (180, -140), (150, 160)])
    corners = list(near.panel.toolbox.tool.corners)
    handlers["map.draw"]()  # in hand already
    assert near.panel.toolbox.tool.corners == corners
    handlers["map.measure_line"]()
    assert near.panel.toolbox.tool.corners == []
    handlers["map.draw"]()
    assert near.panel.toolbox.tool.corners == near.panel.toolbox.tool.drawn.corners == corners
    near.key(Key.Key_Escape)
    near.key(Key.Key_Escape)
    handlers["map.draw"]()
    assert near.panel.toolbox.tool.corners == []


def test_that_a_drawn_outline_goes_with_its_project(near):
    near.panel.handlers()["map.draw"]()
    click_all(near, [(-200, -150), (180, -140)])
    near.desk.closed.emit()
    near.panel.handlers()["map.draw"]()
    assert near.panel.toolbox.tool.corners == []


def test_that_a_taken_number_is_told_in_the_dialog_and_what_was_typed_stays(near):
    draw(near, [(-200, -150), (180, -140), (150, 160)])
    dialog = dialog_of(near)
    near.rest()
    taken = near.panel.book.page("patch").label(0)
    dialog.number.setText(taken)
    dialog.place.setText("北沟")
    near.qtbot.keyClick(dialog.number, Key.Key_Return)
    near.qtbot.waitUntil(lambda: taken in dialog.fields["clue_no"].told())
    assert dialog.place.text() == "北沟"
    assert dialog.ok.isEnabled()
    assert dialog.isVisible()
    near.qtbot.keyClick(dialog, Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert len(near.panel.toolbox.tool.corners) == 3  # the shape is there still


def test_that_the_shape_of_the_issue_at_hand_can_be_drawn_and_taken_back(near):
    feature = free_patch(near)
    issue, place = near.id_of("patch", feature), near.look_at("patch", feature, 1.0)
    near.desk.selection.select(issues=(issue,), current=issue)
    before = near.canvas.layer("patch").box([feature])
    draw(near, [(-300, -250), (280, -240), (250, 260)])
    dialog = dialog_of(near)
    near.rest()
    assert near.panel.book.page("patch").label(feature) in dialog.shape.text()
    near.qtbot.keyClick(dialog.shape, Key.Key_Space)
    assert not dialog.number.isEnabled()
    with near.qtbot.waitSignal(dialog.finished, timeout=60_000):
        near.qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    near.rest()
    after = near.canvas.layer("patch").box([feature])
    assert after != before
    near.desk.undo_last()
    near.rest()
    assert near.canvas.layer("patch").box([feature]) == pytest.approx(before, abs=0.01)
    assert place


def free_patch(room):
    """A patch that no move relies on yet."""
    page = room.panel.book.page("patch")
    return next(n for n in range(len(page.style)) if page.style_name(n) == "clue")


def test_that_an_outline_that_crosses_itself_is_refused_beside_it(near):
    draw(near, [(-200, -150), (180, 140), (180, -140), (-200, 150)])
    drawn = near.panel.toolbox.tool.drawn
    assert drawn.bad
    assert drawn.words[0] == "The outline crosses itself, which no patch may."
    assert len(drawn.crossings) == 1
    assert dialog_of(near) is None
    near.key(Key.Key_Backspace)
    near.key(Key.Key_Return)
    assert dialog_of(near) is not None
    dialog_of(near).reject()


@pytest.mark.parametrize(
    ("ring", "many"),
    [
        ([(0, 0), (4, 0), (4, 4), (0, 4)], 0),
        ([(0, 0), (4, 4), (4, 0), (0, 4)], 1),
        ([(0, 0), (4, 0), (2, 0), (2, 4)], 1),  # runs back along itself
        ([(0, 0), (4, 0), (4, 4), (2, 0), (0, 4)], 1),  # a corner on an edge
        ([(0, 0), (4, 0), (0, 0), (0, 4)], 1),
        ([(0, 0), (4, 0), (2, 3)], 0),
    ],
)
def test_that_crossings_agree_with_geos(ring, many):
    assert bool(crossings(ring)) is (many > 0)
    assert shapely.Polygon(ring).is_valid is (many == 0)


def test_that_a_photo_is_dragged_to_its_place_and_taken_back(room):
    place = room.look_at("photo", untagged(room), 1.0)
    hits = [h for h in room.pointer_hits(place) if h[0] == "photo"]
    feature = hits[0][1]
    photo, start = room.id_of("photo", feature), room.place_of("photo", feature)
    room.panel.handlers()["map.place_photo"]()
    target = corner(room, 140, 90)
    room.drag(start, target)
    room.rest()
    assert room.place_of("photo", feature) == pytest.approx(target, abs=0.6)
    assert room.desk.selection.photos == (photo,)
    assert room.desk.undo.next_undo.title.startswith("Place ")
    room.desk.undo_last()
    room.rest()
    assert room.place_of("photo", feature) == pytest.approx(start, abs=0.01)
    room.desk.redo_last()
    room.rest()
    assert room.place_of("photo", feature) == pytest.approx(target, abs=0.6)


def untagged(room):
    """A photo that no move relies on."""
    page = room.panel.book.page("photo")
    return next(n for n in range(len(page.style)) if page.style_name(n) == "untagged")


def test_that_a_click_places_the_selected_photo(room):
    feature = untagged(room)
    photo = room.id_of("photo", feature)
    room.desk.selection.select(photos=(photo,))
    room.canvas.centre_on((14_100_000.0, 5_300_000.0), 1.0)
    room.panel.handlers()["map.place_photo"]()
    assert room.panel.book.page("photo").label(feature) in room.panel.bar.hint()
    target = corner(room, 60, -70)
    assert not room.panel.pointer.photo_at(target)
    room.move(target)
    room.click(target)
    room.rest()
    assert room.place_of("photo", feature) == pytest.approx(target, abs=0.6)
    assert room.panel.book.page("photo").style_name(feature).endswith("+hand")  # no dot: a square
    page = room.panel.book.page("photo")
    other = next(n for n in range(len(page.style)) if page.style_name(n) == "untagged")
    stood = room.place_of("photo", other)
    room.desk.selection.select(photos=(photo, room.id_of("photo", other)))
    assert "the 2 selected photos" in room.panel.toolbox.tool.hint()
    both = corner(room, -80, 40)
    assert not room.panel.pointer.photo_at(both)
    room.click(both)
    room.rest()
    for each in (feature, other):
        assert room.place_of("photo", each) == pytest.approx(both, abs=0.6)
    room.desk.undo_last()
    room.rest()
    assert room.place_of("photo", other) == pytest.approx(stood, abs=0.01)
    assert room.place_of("photo", feature) == pytest.approx(target, abs=0.6)


def test_that_a_click_on_another_photo_places_the_selected_one(room):
    page = room.panel.book.page("photo")
    some = [n for n in range(len(page.style)) if page.style_name(n) == "untagged"]
    feature, photo = some[0], room.id_of("photo", some[0])
    there = next(room.place_of("photo", n) for n in some if apart(room, feature, n) > 100)
    room.panel.handlers()["map.place_photo"]()
    room.canvas.centre_on(room.place_of("photo", feature), 0.1)
    room.click(room.off(200, 200))
    assert room.panel.bar.hint().startswith("No photo is selected")
    room.desk.selection.select(photos=(photo,))
    hits = [h[1] for h in room.pointer_hits(room.place_of("photo", feature)) if h[0] == "photo"]
    assert hits[0] == feature
    room.click(room.place_of("photo", feature))
    assert "stands here already" in room.panel.bar.hint()
    assert room.desk.undo.next_undo is None
    room.canvas.centre_on(there, 1.0)
    assert room.panel.pointer.photo_at(there) not in ("", photo)
    room.click(there)
    room.rest()
    assert room.place_of("photo", feature) == pytest.approx(there, abs=0.6)
    room.desk.undo_last()
    room.rest()
    room.desk.selection.select(photos=())
    under = room.panel.pointer.photo_at(there)
    room.click(there)
    assert room.desk.selection.photos == (under,)


def apart(room, one, other):
    return math.dist(room.place_of("photo", one), room.place_of("photo", other))


def test_that_a_photo_that_is_nowhere_is_called_by_its_file(room, tmp_path):
    (file,) = [jpeg_with_exif(tmp_path / "没有位置.jpg", seed=9)]
    found = []
    room.desk.do(import_photos, [file], ByTracks(), "wgs84", False, done=found.append)
    room.rest()
    [(_, sha256, *_)] = found[0]["stored"]
    room.desk.selection.select(photos=(sha256,))
    room.panel.handlers()["map.place_photo"]()
    room.rest()
    assert "没有位置.jpg" in room.panel.bar.hint()
    room.canvas.centre_on(room.place_of("photo", 0), 1.0)
    room.click(room.off(30, 30))
    room.rest()
    assert room.desk.undo.next_undo.title == "Place 没有位置.jpg"


def test_that_photos_that_are_nowhere_keep_their_names_apart(room, tmp_path):
    files = [jpeg_with_exif(tmp_path / f"{name}.jpg", seed=n) for n, name in enumerate("甲乙丙")]
    found = []
    room.desk.do(import_photos, files, ByTracks(), "wgs84", False, done=found.append)
    room.rest()
    photos = [(stored[1],) for stored in found[0]["stored"]]
    names = [Path(stored[0]).name for stored in found[0]["stored"]]
    room.panel.handlers()["map.place_photo"]()
    room.desk.selection.select(photos=photos[0])
    room.desk.selection.select(photos=photos[1])  # before the first is told
    room.rest()
    assert names[1] in room.panel.bar.hint()
    room.desk.selection.select(photos=photos[0])
    assert names[0] in room.panel.bar.hint()
    room.desk.ask(worker_calls.sleeps, 0.3)  # what is asked next waits for it
    room.desk.selection.select(photos=photos[2])
    room.desk.office.tasks()[-1].cancel()  # no answer
    room.rest()
    assert "the photo" in room.panel.bar.hint()
    room.desk.selection.select(photos=photos[0])
    room.desk.selection.select(photos=photos[2])
    room.rest()
    assert names[2] in room.panel.bar.hint()


def test_that_a_photo_that_a_move_relied_on_stays_and_the_reason_is_told(room):
    page = room.panel.book.page("photo")
    tagged = [n for n in range(len(page.style)) if page.style_name(n) == "tagged"]
    place = room.look_at("photo", tagged[0], 1.0)
    feature = next(h for h in room.pointer_hits(place) if h[0] == "photo")[1]
    start = room.place_of("photo", feature)
    told = []
    room.desk.trouble.disconnect()  # what is told here is wanted
    room.desk.trouble.connect(lambda error, doing: told.append((error, doing)))
    room.panel.handlers()["map.place_photo"]()
    room.drag(start, corner(room, 140, 90))
    room.rest()
    [(error, doing)] = told
    assert error.code == "facts_locked"
    assert page.label(feature) in doing
    assert room.place_of("photo", feature) == pytest.approx(start)


def test_that_esc_puts_a_dragged_photo_back(room):
    start = room.look_at("photo", 0, 1.0)
    room.panel.handlers()["map.place_photo"]()
    viewport = room.canvas.viewport()
    room.qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=room.pixel(start))
    room.move(room.off(100, 0))
    assert room.panel.toolbox.tool.give_up
    room.key(Key.Key_Escape)
    room.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=room.pixel(room.off(100, 0)))
    room.rest()
    assert room.place_of("photo", 0) == pytest.approx(start, abs=0.01)
    assert room.desk.undo.next_undo is None
