"""The room of boundary markers by clicks and keys: find, look, inspect, correct, void, undo."""

from __future__ import annotations

import pytest
from helpers.dialogs import LEFT, WAIT_MS, dialog, gone, press, typed
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from greenshield.resources import sample
from ui.desk import Desk
from ui.markers import calls
from ui.markers.model import CHECKED, CONDITION, NUMBER, MarkerModel
from ui.markers.panel import MarkersPanel
from ui.markers.picks import Picks
from ui.photos import words_of
from ui.photos.delegate import marks
from ui.photos.facts import facts

PHOTO = sample("qinghe") / "photos" / "IMG_20250416_094115.jpg"


def numbers(room: MarkersPanel) -> list[str]:
    return [line.number for line in room.model.rows]


def pick(room: MarkersPanel, number: str) -> str:
    """Selects a marker by its row, as a click does; its id."""
    row = numbers(room).index(number)
    room.list.setCurrentIndex(room.model.index(row, 0))
    return room.model.rows[row].id


def condition(room: MarkersPanel, number: str) -> str:
    return next(line.condition for line in room.model.rows if line.number == number)


def tool(qtbot: QtBot, box: QWidget, name: str) -> None:
    button = box.findChild(QToolButton, name)
    assert button is not None, name
    qtbot.mouseClick(button, LEFT)


def drop(picks: Picks, *urls: QUrl) -> None:
    data = QMimeData()
    data.setUrls(list(urls))
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, buttons, keys)
    QApplication.sendEvent(picks, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(picks, QDropEvent(QPointF(5, 5), copy, data, buttons, keys))


def test_that_markers_are_found_sorted_and_selected_both_ways(
    room: MarkersPanel, listed: Desk, qtbot: QtBot, model_tester
) -> None:
    model_tester(room.model)
    assert sorted(numbers(room)) == ["JZ-1", "JZ-10", "JZ-2", "PB-1"]
    room.list.sortByColumn(NUMBER, Qt.SortOrder.AscendingOrder)
    assert numbers(room) == ["JZ-1", "JZ-2", "JZ-10", "PB-1"]
    room.list.sortByColumn(CONDITION, Qt.SortOrder.AscendingOrder)
    assert numbers(room) == ["PB-1", "JZ-2", "JZ-10", "JZ-1"]
    room.list.sortByColumn(CHECKED, Qt.SortOrder.DescendingOrder)
    assert numbers(room)[0] == "PB-1"
    assert numbers(room)[-1] == "JZ-10"  # what has no day stands last
    assert listed.prefs.get("markers.sort") == [CHECKED, True]
    marker = pick(room, "JZ-2")
    assert listed.selection.markers == (marker,)
    other = next(line.id for line in room.model.rows if line.number == "JZ-10")
    listed.selection.select(markers=(other,), by=None)
    [index] = room.list.selectionModel().selectedRows()
    assert room.model.rows[index.row()].id == other
    typed(qtbot, room, "markers.text", "云岭 jz-1")
    qtbot.waitUntil(lambda: len(numbers(room)) == 2, timeout=WAIT_MS)
    assert listed.selection.markers == (other,)  # the list takes nothing away by itself
    room.filters.conditions.set_values(("missing",))
    room.filters.changed.emit()
    qtbot.waitUntil(lambda: not numbers(room), timeout=WAIT_MS)
    assert room.empty.isVisible()
    press(qtbot, room, "empty.act")
    qtbot.waitUntil(lambda: len(numbers(room)) == 4, timeout=WAIT_MS)
    assert not room.filters.value()


def test_that_an_inspection_with_dropped_photos_is_recorded_and_taken_back(
    room: MarkersPanel, listed: Desk, qtbot: QtBot
) -> None:
    marker = pick(room, "JZ-1")
    press(qtbot, room, "markers.inspect_button")
    form = dialog(qtbot, "markers_inspect")
    press(qtbot, form, "markers_inspect.ok")
    assert form.fields["condition"].told()  # nothing is assumed
    form.condition.setCurrentIndex(form.condition.findData("damaged"))
    form.remark.setPlainText("断成两截")
    drop(form.photos, QUrl.fromLocalFile(str(PHOTO)), QUrl("https://elsewhere/x.jpg"))
    assert form.photos.value() == (str(PHOTO),)
    press(qtbot, form, "markers_inspect.ok")
    gone(qtbot, "markers_inspect")
    qtbot.waitUntil(lambda: condition(room, "JZ-1") == "damaged", timeout=WAIT_MS)
    assert room.line(marker).photos == 1
    room.list.setFocus()
    qtbot.keyClick(room.list, Qt.Key.Key_Return)
    facts = dialog(qtbot, "markers_facts")
    qtbot.waitUntil(lambda: len(facts.cards) == 1, timeout=WAIT_MS)
    [sha256] = facts.cards[0].photos()
    with qtbot.waitSignal(listed.show.photo) as told:
        tool(qtbot, facts.cards[0], "markers_facts.photo")
    assert told.args == [sha256]
    assert "云岭保护区" in {label.text() for label in facts.findChildren(QLabel)}
    listed.undo_last()
    qtbot.waitUntil(lambda: condition(room, "JZ-1") == "intact", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: facts.pill.text() == "intact", timeout=WAIT_MS)
    tool(qtbot, facts.cards[0], "markers_facts.void_check")
    back = dialog(qtbot, "markers_void")
    qtbot.waitUntil(back.ok.isEnabled, timeout=WAIT_MS)
    assert back.ok.text() == "Put back"
    back.reason.setPlainText("没有看错")
    press(qtbot, back, "markers_void.ok")
    qtbot.waitUntil(lambda: condition(room, "JZ-1") == "damaged", timeout=WAIT_MS)
    facts.reject()


def test_that_a_correction_and_a_voiding_are_undone(
    room: MarkersPanel, listed: Desk, qtbot: QtBot
) -> None:
    pick(room, "JZ-10")
    room.handlers()["markers.correct"]()
    form = dialog(qtbot, "markers_correct")
    qtbot.waitUntil(form.ok.isEnabled, timeout=WAIT_MS)
    form.editors["lon"].setText("200")
    press(qtbot, form, "markers_correct.ok")
    qtbot.waitUntil(lambda: bool(form.fields["lon"].told()), timeout=WAIT_MS)
    form.editors["lon"].setText("126.335")
    form.editors["number"].setText("JZ-11")
    form.editors["remark"].setPlainText("新编号")
    press(qtbot, form, "markers_correct.ok")
    qtbot.waitUntil(lambda: "JZ-11" in numbers(room), timeout=WAIT_MS)
    gone(qtbot, "markers_correct")
    listed.undo_last()
    qtbot.waitUntil(lambda: "JZ-10" in numbers(room), timeout=WAIT_MS)
    line = next(line for line in room.model.rows if line.number == "JZ-10")
    assert line.lon == pytest.approx(126.33)
    pick(room, "PB-1")
    room.handlers()["markers.void"]()
    why = dialog(qtbot, "markers_void")
    qtbot.waitUntil(why.ok.isEnabled, timeout=WAIT_MS)
    press(qtbot, why, "markers_void.ok")
    assert why.fields["reason"].told()
    why.reason.setPlainText("重复")
    press(qtbot, why, "markers_void.ok")
    qtbot.waitUntil(lambda: "PB-1" not in numbers(room), timeout=WAIT_MS)
    gone(qtbot, "markers_void")
    room.filters.voided.click()
    qtbot.waitUntil(lambda: numbers(room) == ["PB-1"], timeout=WAIT_MS)
    listed.undo_last()
    qtbot.waitUntil(lambda: not numbers(room), timeout=WAIT_MS)


def test_that_an_empty_room_says_how_to_import(
    room: MarkersPanel, listed: Desk, qtbot: QtBot
) -> None:
    room.model.set_rows(())
    room._show(calls.Listed((), 0, ()))
    assert room.empty.isVisible()
    assert not room.filters.isVisible()
    with qtbot.waitSignal(listed.show.wizard) as told:
        press(qtbot, room, "empty.act")
    assert told.args == ["markers"]


def test_that_photos_of_the_tray_are_offered_once(qtbot: QtBot, empty_desk: Desk) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    picks = Picks(empty_desk.prefs, parent)
    picks.set_tray(("a" * 64,))
    with qtbot.waitSignal(picks.wanted) as told:
        picks.add_photos(("a" * 64, "b" * 64), ticked=False)
    assert told.args == [["a" * 64, "b" * 64]]
    assert picks.value() == ()
    qtbot.mouseClick(picks.selected, LEFT)
    assert picks.value() == ("a" * 64,)
    picks.add_picture("b" * 64, b"no picture")
    assert picks.list.count() == 2


def test_that_numbers_sort_as_people_count() -> None:
    model = MarkerModel()

    def line(number: str) -> calls.Line:
        return calls.Line(number, number, "", "", "", "", 0, "", "", 0, None, None, False)

    model.sort(NUMBER)
    model.set_rows([line(n) for n in ("A10", "a2", "10", "A", "A2-b", "²")])
    assert [row.number for row in model.rows] == ["A", "a2", "A2-b", "A10", "²", "10"]
    assert model.row_of("A10") == 3
    assert model.row_of("nowhere") == -1


def test_that_a_photo_says_of_which_marker_it_is() -> None:
    row = {"tags": [], "markers": [{"marker_id": "m", "number": "JZ-1"}], "needs_choice": False,
           "lon": 126.3, "lat": 43.2, "warnings": [], "file": "a.jpg", "taken_at": ""}  # fmt: skip
    assert words_of.status(row) == "of_marker"
    assert "Inspection of marker JZ-1" in words_of.photo(row)
    assert "Not tagged" not in words_of.photo(row)
    assert [mark.text for mark in marks(row)] == ["marker JZ-1"]
    told = facts({**row, "exif": {}, "sha256": "a" * 64})
    assert ("Inspection of", "JZ-1") in [(fact.name, fact.value) for fact in told]
