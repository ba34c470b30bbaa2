"""The basemaps' room on a real project with a real worker: added, drawn, compared, taken back."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing

import pytest
from helpers.make_basemaps import GREEN, tile
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton

from ui.basemap import calls
from ui.basemap.add_dialog import AddDialog
from ui.basemap.model import DATE, NAME

WAIT_MS = 60_000


@pytest.fixture
def room(window):
    return window.workspace.rooms["basemap"]


@pytest.fixture
def rest(qtbot, desk, room):
    """Waits until nothing is asked of the worker and the map is drawn."""

    def wait():
        canvas = room._canvas
        qtbot.waitUntil(lambda: not desk.office.tasks() and room.ground.fetcher.is_idle,
                        timeout=WAIT_MS)  # fmt: skip
        qtbot.waitUntil(lambda: canvas.backing.is_crisp, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: not desk.office.tasks() and room.ground.fetcher.is_idle,
                        timeout=WAIT_MS)  # fmt: skip

    return wait


@pytest.fixture
def add(qtbot, room, imagery, rest):
    """Adds a file by its dialog, as a person does."""

    def go(name, **typed):
        before = room.model.rowCount()
        dialog = room.add(str(imagery / name))
        qtbot.waitUntil(dialog.ok.isEnabled, timeout=WAIT_MS)
        for field, text in typed.items():
            editor = dialog.fields[field].editor
            editor.clear()
            qtbot.keyClicks(editor, text)
        qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: room.model.rowCount() == before + 1, timeout=WAIT_MS)
        rest()

    return go


def cell(room, row, column):
    return room.model.index(row, column).data()


def greens(room):
    """The share of places in the middle of the map that are green."""
    image = room._canvas.grab().toImage()
    wide, high = image.width(), image.height()
    found = [
        image.pixelColor(wide * x // 20, high * y // 20) for x in range(6, 14) for y in range(4, 16)
    ]
    return sum(is_green((c.red(), c.green(), c.blue())) for c in found) / len(found)


def is_green(colour):
    return colour[1] > colour[0] + 25 and colour[1] > colour[2] + 25


def test_that_an_added_basemap_is_listed_with_its_day_and_drawn(room, add, rest):
    add("新影像.tif")
    assert cell(room, 0, NAME) == "新影像"
    assert cell(room, 0, DATE) == "2024-05-03"
    room.handlers()["basemap.zoom"]()
    rest()
    assert greens(room) > 0.3


def test_that_a_way_is_offered_to_a_basemap_that_lies_elsewhere(qtbot, room, imagery, rest):
    canvas = room._canvas
    canvas.zoom_to((0, 0, 10_000, 10_000))
    rest()
    dialog = room.add(str(imagery / "新影像.tif"))
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=WAIT_MS)
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    name = "basemap.elsewhere.zoom"
    qtbot.waitUntil(lambda: room._panel.findChild(QPushButton, name) is not None, timeout=WAIT_MS)
    leads = room._panel.findChild(QPushButton, name)
    qtbot.mouseClick(leads, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: greens(room) > 0.3, timeout=WAIT_MS)


def test_that_a_basemap_hidden_by_its_tick_is_not_drawn(qtbot, room, add, rest):
    add("新影像.tif")
    room.handlers()["basemap.zoom"]()
    rest()
    with_it = room._canvas.grab().toImage()
    index = room.model.index(0, NAME)
    assert room.model.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    rest()
    assert room._canvas.stack.underlays == []
    assert room._canvas.grab().toImage() != with_it


def test_that_two_dates_are_compared_by_a_line_that_the_keyboard_moves(qtbot, room, add, rest):
    add("旧影像.tif")
    add("新影像.tif")
    room.handlers()["basemap.zoom"]()
    rest()
    room.handlers()["basemap.swipe"]()
    rest()
    left, right = room.comparing.swipe.labels["left"], room.comparing.swipe.labels["right"]
    assert left.isVisible()
    # What is compared is not covered: outlines alone, unless the user wants them filled.
    stack = room._canvas.stack
    assert stack.hollow
    assert all(layer.hollow for layer in stack.layers)
    with qtbot.waitSignal(room._desk.noted) as told:
        room.handlers()["basemap.outlines"]()
    assert told.args == ["Patches are filled while two dates are compared"]
    assert not stack.hollow
    room.handlers()["basemap.outlines"]()
    assert (left.text(), right.text()) == ("1 May 2023", "3 May 2024")
    sides = {p.item.sheet.date: p.side for p in room._canvas.stack.underlays}
    assert sides == {"2023-05-01": "left", "2024-05-03": "right"}
    before = room.comparing.swipe.share
    for _ in range(3):
        qtbot.keyClick(
            room.comparing.swipe.handle, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier
        )
    assert room.comparing.swipe.share == pytest.approx(before - 0.3)
    rest()
    qtbot.keyClick(room.comparing.swipe.handle, Qt.Key.Key_Escape)
    rest()
    assert not room.comparing.swipe.handle.isVisible()
    assert not stack.hollow
    assert {p.side for p in room._canvas.stack.underlays} == {"both"}
    assert not room.section.swipe.isChecked()


def test_that_a_ticked_basemap_stays_below_the_two_that_are_compared(room, add, rest):
    for name in ("旧影像.tif", "新影像.tif", "底图.mbtiles"):
        add(name)
    room.comparing.turn()
    rest()
    placed = [(p.item.sheet.id, p.side) for p in room._canvas.stack.underlays]
    assert [side for _, side in placed] == ["both", *(s for _, s in placed[1:])]
    assert {sheet for sheet, _ in placed[1:]} == set(room.comparing.pair.values())
    room._turn()  # the others are put away; what is compared stays
    rest()
    assert {p.side for p in room._canvas.stack.underlays} == {"left", "right"}


def test_that_the_other_side_can_be_chosen_and_the_same_swaps(room, add, rest):
    add("旧影像.tif")
    add("新影像.tif")
    room.comparing.turn()
    rest()
    newer = room.comparing.pair["right"]
    room.comparing.swipe.chosen.emit("left", newer)
    rest()
    assert room.comparing.pair["left"] == newer
    assert room.comparing.swipe.labels["right"].text() == "1 May 2023"


def test_that_one_basemap_alone_can_not_be_compared(qtbot, room, add):
    add("新影像.tif")
    room.comparing.turn()
    box = room._panel.findChild(QMessageBox, "basemap.told")
    assert box is not None
    assert not room.section.swipe.isChecked()
    box.accept()


def test_that_a_typed_day_is_kept_and_a_bad_one_is_told_beside_its_field(
    qtbot, room, imagery, rest
):
    dialog = room.add(str(imagery / "底图.mbtiles"))
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=WAIT_MS)
    qtbot.keyClicks(dialog.date, "last summer")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.fields["date"].told()
    assert dialog.date.text() == "last summer"
    dialog.date.clear()
    qtbot.keyClicks(dialog.date, "2022-06")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.model.rowCount() == 1, timeout=WAIT_MS)
    rest()
    assert cell(room, 0, NAME) == "County tiles"
    assert cell(room, 0, DATE) == "2022-06"


def test_that_a_file_that_is_none_is_told_beside_its_field(qtbot, room, imagery, tmp_path):
    (tmp_path / "x.tif").write_bytes(b"not a raster")
    dialog = room.add(str(tmp_path / "x.tif"))
    qtbot.waitUntil(lambda: bool(dialog.fields["path"].told()), timeout=WAIT_MS)
    assert not dialog.ok.isEnabled()
    dialog.path.set_path(str(imagery / "底图.mbtiles"))
    qtbot.waitUntil(dialog.ok.isEnabled, timeout=WAIT_MS)
    assert not dialog.fields["path"].told()
    dialog.reject()


def test_that_what_was_taken_off_comes_back_by_undo(qtbot, desk, room, add, rest):
    add("旧影像.tif")
    add("新影像.tif")
    room.section.choose("旧影像.tif")
    qtbot.keyClick(room.section.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: room.model.rowCount() == 1, timeout=WAIT_MS)
    rest()
    desk.undo_last()
    qtbot.waitUntil(lambda: room.model.rowCount() == 2, timeout=WAIT_MS)
    rest()
    assert [s.id for s in room.model.sheets()] == ["新影像.tif", "旧影像.tif"]


def test_that_alt_and_arrows_order_them(qtbot, room, add, rest):
    add("旧影像.tif")
    add("新影像.tif")
    room.section.choose("旧影像.tif")
    qtbot.keyClick(room.section.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: room.model.sheets()[0].id == "旧影像.tif", timeout=WAIT_MS)
    rest()
    drawn = [p.item.sheet.id for p in room._canvas.stack.underlays]
    assert drawn == ["新影像.tif", "旧影像.tif"]  # the lowest first


def test_that_the_opacity_and_the_tick_are_remembered(desk, room, add, rest, qtbot):
    add("新影像.tif")
    room.section._slider.setValue(40)
    rest()
    with qtbot.waitSignal(desk.opened, timeout=WAIT_MS):
        desk.open(desk.info.path)
    qtbot.waitUntil(lambda: room.model.rowCount() == 1, timeout=WAIT_MS)
    rest()
    assert room.model.sheets()[0].opacity == pytest.approx(0.4)


def test_that_dropped_files_are_asked_for_one_after_the_other(qtbot, desk, room, imagery, rest):
    names = ("旧影像.tif", "新影像.tif")
    desk.show.imagery_files.emit([imagery / name for name in names])
    for name in ("旧影像", "新影像"):
        qtbot.waitUntil(lambda: _dialog(room) is not None, timeout=WAIT_MS)
        dialog = _dialog(room)
        qtbot.waitUntil(dialog.ok.isEnabled, timeout=WAIT_MS)
        assert name in dialog.path.text()
        dialog.reject()
        QApplication.processEvents()
    assert _dialog(room) is None


def test_that_the_day_of_a_basemap_can_be_said_later_and_taken_back(qtbot, desk, room, add, rest):
    add("底图.mbtiles")
    assert cell(room, 0, DATE) == "no date"
    room.handlers()["basemap.describe"]()
    dialog = room._panel.findChild(QDialog, "basemap.describe")
    qtbot.keyClicks(dialog.date, "2021")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: cell(room, 0, DATE) == "2021", timeout=WAIT_MS)
    desk.undo_last()
    qtbot.waitUntil(lambda: cell(room, 0, DATE) == "no date", timeout=WAIT_MS)
    rest()


def test_that_files_that_vanish_and_come_are_seen_by_themselves(
    qtbot, desk, room, add, rest, imagery, tmp_path
):
    add("新影像.tif")
    here = desk.info.path / "basemaps" / "新影像.tif"
    here.rename(tmp_path / here.name)
    qtbot.waitUntil(lambda: cell(room, 0, DATE) == "not here", timeout=WAIT_MS)
    rest()
    assert room._canvas.stack.underlays == []
    (tmp_path / here.name).rename(here)
    shutil.copy(imagery / "旧影像.tif", here.parent)
    qtbot.waitUntil(lambda: room.model.rowCount() == 2, timeout=WAIT_MS)
    rest()
    assert cell(room, 0, DATE) == "2024-05-03"
    assert len(room._canvas.stack.underlays) == 2


def test_that_a_hole_is_asked_for_again_until_it_is_whole(qtbot, desk, room, add, rest):
    room.ground.fetcher.holes.pauses = (0.2, *((1.5,) * 100))
    add("坏.mbtiles")
    rest()
    holes = room.ground.fetcher.holes
    assert len(holes)
    assert greens(room) < 0.1
    copy = desk.info.path / "basemaps" / "坏.mbtiles"
    # Whoever reads takes no lock: a file that is read while it is written may seem a spoilt one.
    qtbot.waitUntil(
        lambda: (
            room.ground.fetcher.is_idle
            and holes._timer.remainingTime() > 800
            and not room._watch._soon.isActive()
        ),
        timeout=WAIT_MS,
    )
    before = copy.stat().st_mtime_ns
    with closing(sqlite3.connect(copy)) as db, db:
        db.execute("UPDATE tiles SET tile_data = ?", [tile(GREEN)])
    os.utime(copy, ns=(before, before))  # the same file, as far as anybody can tell
    qtbot.waitUntil(lambda: not len(holes), timeout=WAIT_MS)
    rest()
    assert greens(room) > 0.3


def test_that_nobody_changes_basemaps_by_drag_key_or_drop(qtbot, desk, room, add, rest, imagery):
    add("旧影像.tif")
    add("新影像.tif")
    with qtbot.waitSignal(desk.opened, timeout=WAIT_MS):
        desk.open(desk.info.path, read_only=True)
    qtbot.waitUntil(lambda: room.model.rowCount() == 2, timeout=WAIT_MS)
    rest()
    before = [s.id for s in room.model.sheets()]
    room.section.choose(before[1])
    qtbot.keyClick(room.section.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(room.section.view, Qt.Key.Key_Delete)
    assert not room.model.flags(room.model.index(0, NAME)) & Qt.ItemFlag.ItemIsDragEnabled
    room.add_all([imagery / "底图.mbtiles"])
    box = room._panel.findChild(QMessageBox, "basemap.told")
    assert "reading only" in box.informativeText()
    box.accept()
    told = []
    desk.do(calls.order, before[::-1], failed=told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    assert told[0].code == "project_read_only"
    rest()
    assert [s.id for s in room.model.sheets()] == before


def _dialog(room):
    found = [d for d in room._panel.findChildren(AddDialog) if d.isVisible()]
    return found[0] if found else None


def test_that_the_list_stands_qt_s_tests(room, add, model_tester):
    model_tester(room.model)
    add("旧影像.tif")
    add("新影像.tif")
    room.section.choose("新影像.tif")


def test_that_enter_shows_a_basemap_and_what_needs_one_says_so(qtbot, room, add, rest):
    for name in ("zoom", "turn", "describe", "overviews", "remove"):
        room.handlers()[f"basemap.{name}"]()
        box = room._panel.findChild(QMessageBox, "basemap.told")
        assert box.text() == "There is no basemap yet.", name
        box.accept()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    add("新影像.tif")
    room._canvas.centre_on((13_000_000.0, 3_500_000.0), 1.0)
    qtbot.keyClick(room.section.view, Qt.Key.Key_Return)
    rest()
    x0, y0, x1, y1 = room.section.current().focus
    left, low, right, high = room._canvas.view().box
    assert (left <= x0, low <= y0, x1 <= right, y1 <= high) == (True,) * 4
