"""Assigning many, making a clue by hand, saving a filter: by clicks and keys."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from helpers import worker_calls
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QTableWidget

from ui import words
from ui.ledger import saved_filters, warming
from ui.ledger.panel import LedgerPanel
from ui.tasks import wire

WAIT_MS = 60_000


@pytest.fixture
def panel(desk, qtbot, settled):
    made = LedgerPanel(desk)
    made.resize(1300, 420)
    made.show()
    qtbot.waitExposed(made)
    settled(desk)
    made.views.setCurrentIndex(made.views.count() - 1)
    at_rest(made, desk, settled)
    yield made
    made.close()
    made.deleteLater()


def at_rest(panel, desk, settled):
    for _ in range(4):
        QApplication.processEvents()
        settled(desk)


def dialog(name):
    found = [w for w in QApplication.topLevelWidgets() if w.objectName() == name and w.isVisible()]
    assert len(found) == 1
    return found[0]


def press(qtbot, box, name):
    qtbot.mouseClick(box.findChild(object, name), Qt.MouseButton.LeftButton)


def state_of(panel, number):
    for row in range(panel.model.rowCount()):
        known = panel.model.known(panel.model.keys.at(row))
        if known["number"] == number:
            return known
    raise AssertionError(number)


def make_clue(panel, desk, qtbot, settled, number, **more):
    """A clue by the dialog; its id."""
    panel.deeds.new_clue()
    box = dialog("ledger.new_clue")
    at_rest(panel, desk, settled)
    given = {"clue_no": number, "lon": "125.5", "lat": "43.5", **more}
    for name, text in given.items():
        box.fields[name].editor.setFocus()
        qtbot.keyClicks(box.fields[name].editor, text)
    box.fields["source_code"].editor.set_value("patrol")
    with qtbot.waitSignal(box.made, timeout=WAIT_MS) as made:
        press(qtbot, box, "ledger.new_clue.ok")
    at_rest(panel, desk, settled)
    return made.args[0]


# -- a clue by hand ----------------------------------------------------------------------------


def test_that_a_clue_made_by_hand_is_shown_selected_and_marked_on_the_map(
    panel, desk, qtbot, settled
):
    with qtbot.waitSignal(desk.selection.zoom_wanted, timeout=WAIT_MS):
        issue = make_clue(panel, desk, qtbot, settled, "HAND-1", facility_name="quarry")
    assert panel.views.view() == "clues"
    row = state_of(panel, "HAND-1")
    assert (row["id"], row["state"], row["facility_name"]) == (issue, "clue", "quarry")
    assert desk.selection.issues == (issue,)
    assert panel.model.keys.at(panel.table.chosen_rows()[0]) == row["key"]
    assert panel.notice.kind() == "ok"


def test_that_a_clue_is_judged_as_one_types_and_nothing_typed_is_lost(panel, desk, qtbot, settled):
    panel.deeds.new_clue()
    box = dialog("ledger.new_clue")
    at_rest(panel, desk, settled)
    number = box.fields["clue_no"].editor
    assert number.text()  # one is proposed, and gives way to what is typed
    assert number.selectedText() == number.text()
    assert "Ctrl+6" in box.intro.text()
    number.clear()
    press(qtbot, box, "ledger.new_clue.ok")
    assert box.fields["clue_no"].told() == "Must be filled in"
    qtbot.keyClicks(box.fields["lon"].editor, "east")
    assert box.fields["lon"].told()
    box.fields["lon"].editor.clear()
    assert not box.fields["lon"].told()
    qtbot.keyClicks(box.fields["lon"].editor, "500")
    qtbot.keyClicks(box.fields["clue_no"].editor, "HAND-2")
    box.fields["source_code"].editor.set_value("patrol")
    press(qtbot, box, "ledger.new_clue.ok")
    assert box.isVisible()
    assert box.fields["lon"].editor.text() == "500"
    box.fields["lon"].editor.setText("125.5")
    box.fields["geom"].editor.setPlainText("POLYGON((1 2")
    press(qtbot, box, "ledger.new_clue.ok")
    qtbot.waitUntil(lambda: box.ok.isEnabled(), timeout=WAIT_MS)
    assert box.fields["geom"].told() or box.notice.text()
    assert box.typed()["clue_no"] == "HAND-2"
    box.reject()


def test_that_a_number_that_is_taken_is_told_beside_it(panel, desk, qtbot, settled):
    make_clue(panel, desk, qtbot, settled, "HAND-3")
    panel.deeds.new_clue()
    box = dialog("ledger.new_clue")
    qtbot.keyClicks(box.fields["clue_no"].editor, "HAND-3")
    box.fields["source_code"].editor.set_value("patrol")
    press(qtbot, box, "ledger.new_clue.ok")
    qtbot.waitUntil(lambda: bool(box.fields["clue_no"].told()), timeout=WAIT_MS)
    assert box.fields["clue_no"].editor.text() == "HAND-3"
    box.reject()


# -- assigning ---------------------------------------------------------------------------------


def test_that_several_are_assigned_at_once_and_refusals_told_with_their_reasons(
    panel, desk, qtbot, settled
):
    ids = [make_clue(panel, desk, qtbot, settled, f"HAND-{n}") for n in (4, 5)]
    panel.views.setCurrentIndex(panel.views.count() - 1)
    at_rest(panel, desk, settled)
    closed = next(
        row
        for n in range(panel.model.rowCount())
        if (row := panel.model.known(panel.model.keys.at(n)))["state"] not in ("clue", "assigned")
    )
    desk.selection.select(issues=[*ids, closed["id"]], by=None)
    at_rest(panel, desk, settled)
    assert panel.head.assign.isEnabled()
    panel.deeds.as_of = "2020-01-01"  # as where the window stood open overnight
    qtbot.mouseClick(panel.head.assign, Qt.MouseButton.LeftButton)
    box = dialog("ledger.assign")
    at_rest(panel, desk, settled)
    assert box._day.value() == words.today()
    qtbot.waitUntil(box.notice.isVisible, timeout=WAIT_MS)
    assert box.notice.text().startswith("1 of the selected")
    assert box.ok.isEnabled()
    press(qtbot, box, "ledger.assign.ok")
    assert "Choose who" in box.fields["inspector"].told()
    box._inspector.set_value(box._people[0][0])
    box._due.setText("2020-01-01")
    press(qtbot, box, "ledger.assign.ok")
    assert "before the day it happened" in box.fields["due"].told()
    box._day.setText("2099-01-01")
    press(qtbot, box, "ledger.assign.ok")
    assert "still to come" in box.fields["day"].told()
    qtbot.keyClick(box._day, Qt.Key.Key_Down)
    assert not box.fields["day"].told()
    box._inspector.setEditText("查无此人")
    press(qtbot, box, "ledger.assign.ok")
    assert "查无此人" in box.fields["inspector"].told()
    box._inspector.set_value("")
    box._inspector.set_value(box._people[0][0])
    # What happened before today is entered with its own day; the check was due since.
    day = date.fromisoformat(words.today()) - timedelta(days=1)
    box._day.setText(day.isoformat())
    box._due.setText(day.isoformat())
    press(qtbot, box, "ledger.assign.ok")
    results = box.findChild(QTableWidget, "ledger.assign.results")
    qtbot.waitUntil(results.isVisible, timeout=WAIT_MS)
    told = {results.item(n, 0).text(): results.item(n, 1).text() for n in range(3)}
    assert told == {closed["number"]: "refused", "HAND-4": "assigned", "HAND-5": "assigned"}
    assert results.item(0, 0).text() == closed["number"]
    assert results.item(0, 2).text()
    at_rest(panel, desk, settled)
    assert {state_of(panel, f"HAND-{n}")["state"] for n in (4, 5)} == {"assigned"}
    press(qtbot, box, "ledger.assign.cancel")
    desk.selection.select(issues=[closed["id"]], by=None)
    at_rest(panel, desk, settled)
    assert not panel.head.assign.isEnabled()
    panel.deeds.assign()  # by its key
    box = dialog("ledger.assign")
    qtbot.waitUntil(lambda: not box.ok.isEnabled(), timeout=WAIT_MS)
    assert words.state(closed["state"]) in box.notice.remedy()
    assert not box.fields["inspector"].isVisible()
    press(qtbot, box, "ledger.assign.cancel")
    assert not any(isinstance(w, QDialog) and w.isVisible() for w in QApplication.topLevelWidgets())


def test_that_stopping_assigns_nothing_and_keeps_what_was_typed(panel, desk, qtbot, settled):
    issue = make_clue(panel, desk, qtbot, settled, "HAND-6")
    panel.deeds.assign()
    box = dialog("ledger.assign")
    at_rest(panel, desk, settled)
    box._inspector.set_value(box._people[0][0])
    before = desk.office.run(wire.WRITE, worker_calls.counts_for_ever, failed=lambda _: None)
    box.confirm()
    box.reject()  # before the worker has begun
    before.cancel()
    qtbot.waitUntil(lambda: box._task is None, timeout=WAIT_MS)
    at_rest(panel, desk, settled)
    assert "Stopped" in box.notice.text()
    assert box._inspector.value() == box._people[0][0]
    assert state_of(panel, "HAND-6")["state"] == "clue"
    assert desk.selection.issues == (issue,)
    box.reject()


# -- saved filters -----------------------------------------------------------------------------


def test_that_a_filter_is_saved_chosen_again_and_forgotten(panel, desk, qtbot, settled):
    panel.show_filter({"states": ["rectifying"], "view": "issues"})
    at_rest(panel, desk, settled)
    shown = panel.model.rowCount()
    panel.saved.ask_name()
    box = dialog("ledger.save_filter")
    press(qtbot, box, "ledger.save_filter.ok")
    assert box.fields["name"].told()
    qtbot.keyClicks(box.fields["name"].editor, "put & right")
    qtbot.keyClick(box.fields["name"].editor, Qt.Key.Key_Return)
    panel.show_filter({})
    at_rest(panel, desk, settled)
    assert panel.model.rowCount() > shown
    menu = panel.saved.menu()
    menu.aboutToShow.emit()
    (action,) = [a for a in menu.actions() if a.text() == "put && right"]
    with qtbot.waitSignal(panel.saved.chosen):
        action.trigger()
    at_rest(panel, desk, settled)
    assert panel.model.rowCount() == shown
    assert panel.wanted() == {"states": ["rectifying"], "view": "issues"}
    (saved,) = saved_filters.load(desk)
    saved_filters.forget(desk, saved)
    assert saved_filters.load(desk) == []


def test_that_a_filter_by_an_area_belongs_to_its_project(panel, desk):
    saved_filters.keep(desk, "here", {"areas": ["a"]}, panel._sort)
    saved_filters.keep(desk, "everywhere", {"states": ["clue"]}, panel._sort)
    (raw,) = [r for r in desk.prefs.get("ledger.saved") if r["name"] == "here"]
    assert raw["project"] == desk.info.project_id
    others = [{**raw, "project": "another"}, *desk.prefs.get("ledger.saved")[1:]]
    desk.prefs.set("ledger.saved", [*others, {"name": 7}, "x", {"name": "bad", "filter": []}])
    assert [one.name for one in saved_filters.load(desk)] == ["bad", "everywhere"]


# -- the menu of a row ----------------------------------------------------------------------------


def test_that_the_menu_of_a_row_filters_by_the_value_under_the_mouse(panel, desk, qtbot, settled):
    section = panel.model.names().index("state")
    state = panel.model.known(panel.model.keys.at(1))["state"]
    panel.table.selectRow(1)
    at_rest(panel, desk, settled)
    at = panel.table.visualRect(panel.model.index(1, section)).center()
    panel.table.customContextMenuRequested.emit(at)
    menu = panel.findChild(QMenu, "ledger.menu")
    enabled = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    assert enabled["Open the dossier"]
    assert enabled["Assign…"] == (state in ("clue", "assigned"))
    (only,) = [action for action in menu.actions() if action.text().startswith("Only")]
    only.trigger()
    menu.close()
    at_rest(panel, desk, settled)
    assert panel.filter.value() == {"states": [state]}
    shown = [panel.model.known(panel.model.keys.at(n)) for n in range(panel.model.rowCount())]
    assert {row["state"] for row in shown} == {state}


# -- ready before one asks ------------------------------------------------------------------------


def test_that_shown_columns_are_got_ready_while_the_worker_is_at_rest(
    panel, desk, qtbot, settled, monkeypatch
):
    monkeypatch.setattr(warming, "_LEAST", 1)
    asked = []
    desk.office.begun.connect(asked.append)
    panel.ask()
    at_rest(panel, desk, settled)
    asked.clear()
    at_once = len(panel.model.names())
    panel._warming._next.setInterval(1)
    qtbot.waitUntil(lambda: len(asked) == at_once, timeout=WAIT_MS)
    at_rest(panel, desk, settled)
    qtbot.waitUntil(lambda: not panel._warming._next.isActive(), timeout=WAIT_MS)
    panel.ask()
    at_rest(panel, desk, settled)
    assert not panel._warming._next.isActive()
    desk.office.begun.disconnect(asked.append)
