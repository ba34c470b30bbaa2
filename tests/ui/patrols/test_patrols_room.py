"""Patrols in the window: planned, walked, what is left on the map, finds that become clues."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from helpers.acts_patrols import GIVEN
from helpers.dialogs import WAIT_MS, dialog, press, settle, typed
from helpers.qinghe import QINGHE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import language
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.patrols import calls
from ui.patrols.campaigns_dialog import CampaignsDialog
from ui.patrols.find_dialog import FindDialog
from ui.patrols.model import LEFT, ROUTE, STATE
from ui.patrols.panel import PatrolsPanel
from ui.patrols.plan_dialog import PlanDialog
from ui.patrols.tracks_dialog import TracksDialog
from ui.patrols.void_dialog import PatrolVoidDialog

TRACK = next(iter(sorted(QINGHE.rglob("*.gpx"))))


@pytest.fixture
def room(window: MainWindow, desk: Desk, qtbot: QtBot) -> PatrolsPanel:
    """The room of the whole window."""
    found: PatrolsPanel = window.workspace.room("patrols")
    window.workspace.bring("patrols")
    settle(qtbot, desk)
    return found


@pytest.fixture
def line(room: PatrolsPanel, desk: Desk, qtbot: QtBot) -> calls.Line:
    """A patrol of April with a route, chosen."""
    desk.do(calls.plan, GIVEN, "", 1)
    settle(qtbot, desk)
    (found,) = [one for one in room.model.rows if one.name == GIVEN["name"]]
    room.choose(found.id)
    settle(qtbot, desk)
    return found


def cell(room: PatrolsPanel, line: calls.Line, column: int) -> str:
    index = room.model.index(room.model.row_of(line.id), column)
    return str(index.data(Qt.ItemDataRole.DisplayRole))


def fill(box: Any, **texts: str) -> None:
    box.sheet.type_in(texts)


def test_that_a_series_is_planned_with_its_people_and_bad_input_is_told_beside_its_field(
    room: PatrolsPanel, desk: Desk, qtbot: QtBot
) -> None:
    room.plan()
    box = dialog(qtbot, "patrol")
    assert isinstance(box, PlanDialog)
    settle(qtbot, desk)
    press(qtbot, box, "patrol.ok")
    assert box.sheet.rows["name"].fault
    fill(box, name="每月巡查", planned_from="2031-05-31", planned_to="2031-04-01")
    press(qtbot, box, "patrol.ok")
    settle(qtbot, desk)
    assert box.isVisible()  # the days are the wrong way round
    fill(box, planned_from="2031-05-01", planned_to="2031-05-31")
    typed(qtbot, box, "patrol.route.line", "/nowhere.gpx")
    press(qtbot, box, "patrol.ok")
    settle(qtbot, desk)
    assert box.fields["route"].told()
    typed(qtbot, box, "patrol.route.line", str(TRACK))
    (who, *_) = [value for value, _ in offered(desk, qtbot)]
    box.inspectors.set_values([who])
    box.every.setCurrentIndex(box.every.findData("month"))
    box.times.setValue(3)
    press(qtbot, box, "patrol.ok")
    settle(qtbot, desk)
    made = [one for one in room.model.rows if one.name.startswith("每月巡查")]
    assert [one.planned_from for one in made] == ["2031-05-01", "2031-06-01", "2031-07-01"]
    assert all(one.inspectors == (who,) and one.has_route for one in made)
    assert room.current() == made[0]


def offered(desk: Desk, qtbot: QtBot) -> list[tuple[str, str]]:
    found: list[Any] = []
    desk.ask(calls.choices, done=found.append)
    settle(qtbot, desk)
    return list(found[0]["inspectors"])


def test_that_a_patrol_is_overdue_until_it_is_done(
    room: PatrolsPanel, line: calls.Line, desk: Desk, qtbot: QtBot
) -> None:
    assert cell(room, line, STATE) == "overdue"
    assert "1 of them overdue" in room._count.text()
    room.handlers()["patrols.change"]()
    box = dialog(qtbot, "patrol")
    settle(qtbot, desk)
    fill(box, done_on="2025-04-16", findings="未见异常")
    press(qtbot, box, "patrol.ok")
    settle(qtbot, desk)
    assert cell(room, line, STATE) == "done"


def test_that_tracks_are_counted_and_what_is_left_lies_on_the_map(
    room: PatrolsPanel, line: calls.Line, desk: Desk, qtbot: QtBot, window: MainWindow
) -> None:
    assert cell(room, line, ROUTE) == "0.0 %"
    assert cell(room, line, LEFT)
    guests = window.workspace.map.guests
    assert calls.GUEST in guests.names()
    room.handlers()["patrols.tracks"]()
    box = dialog(qtbot, "patrol_tracks")
    assert isinstance(box, TracksDialog)
    settle(qtbot, desk)
    (item, *_) = box._items()
    assert not item.checkState(0).value
    item.setCheckState(0, Qt.CheckState.Checked)
    press(qtbot, box, "patrol_tracks.ok")
    settle(qtbot, desk)
    assert cell(room, line, ROUTE) != "0.0 %"
    desk.undo_last()
    settle(qtbot, desk)
    assert cell(room, line, ROUTE) == "0.0 %"


def test_that_a_find_becomes_a_clue_of_the_patrol_with_its_photo(
    room: PatrolsPanel, line: calls.Line, desk: Desk, qtbot: QtBot
) -> None:
    room.handlers()["patrols.find"]()
    box = dialog(qtbot, "patrol_find")
    assert isinstance(box, FindDialog)
    settle(qtbot, desk)
    press(qtbot, box, "patrol_find.ok")
    assert "or add a photo" in box.sheet.rows["facility_name"].fault  # no field is needed by itself
    fill(box, facility_name="采砂点", lon="126.512", lat="43.169")
    press(qtbot, box, "patrol_find.ok")
    settle(qtbot, desk)
    assert room.notice.kind() == "ok", box.notice.text()
    assert desk.selection.current_issue
    (found,) = [one for one in room.model.rows if one.id == line.id]
    assert found.finds == 1


def test_that_a_drawn_route_opens_the_form_of_a_patrol(
    room: PatrolsPanel, desk: Desk, qtbot: QtBot, window: MainWindow
) -> None:
    room.handlers()["patrols.draw"]()
    tool = window.workspace.map.toolbox.tool
    for corner in ((14_080_000.0, 5_340_000.0), (14_081_000.0, 5_340_500.0)):
        tool.add(corner)
    tool.accept()
    assert window.workspace.map.toolbox.name == "select"
    box = dialog(qtbot, "patrol")
    settle(qtbot, desk)
    fill(box, name="画的路线", planned_from="2031-01-01", planned_to="2031-01-31")
    press(qtbot, box, "patrol.ok")
    settle(qtbot, desk)
    (made,) = [one for one in room.model.rows if one.name == "画的路线"]
    assert made.has_route


def test_that_a_patrol_is_voided_with_a_reason_and_comes_back(
    room: PatrolsPanel, line: calls.Line, desk: Desk, qtbot: QtBot
) -> None:
    room.handlers()["patrols.void"]()
    box = dialog(qtbot, "patrol_void")
    assert isinstance(box, PatrolVoidDialog)
    press(qtbot, box, "patrol_void.ok")
    assert box.fields["reason"].told()
    typed(qtbot, box, "patrol_void.reason", "重复")
    press(qtbot, box, "patrol_void.ok")
    settle(qtbot, desk)
    assert room.model.row_of(line.id) < 0
    room.voided.setChecked(True)
    settle(qtbot, desk)
    assert room.model.row_of(line.id) >= 0
    desk.undo_last()
    settle(qtbot, desk)
    assert room.model.row_of(line.id) < 0


def test_that_without_a_patrol_chosen_a_command_says_so(
    room: PatrolsPanel, qapp: QApplication, qtbot: QtBot
) -> None:
    room.handlers()["patrols.tracks"]()
    assert "Choose a patrol" in room.notice.text()
    try:
        language.set_language(qapp, "zh")
        qtbot.waitUntil(lambda: "请先在列表中选一次巡查" in room.notice.text())
    finally:
        language.set_language(qapp, "en")


def test_that_gaps_are_written_for_a_phone(
    room: PatrolsPanel, line: calls.Line, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    room._save_gaps(line, tmp_path / "gaps.gpx")
    settle(qtbot, desk)
    assert "<trk>" in (tmp_path / "gaps.gpx").read_text("utf-8")
    room._save_gaps(line, tmp_path / "gaps.doc")
    settle(qtbot, desk)
    assert room.notice.kind() == "error"


def test_that_campaigns_are_entered_corrected_and_lead_to_their_issues(
    room: PatrolsPanel, desk: Desk, qtbot: QtBot
) -> None:
    box = CampaignsDialog(desk)
    box.show()
    settle(qtbot, desk)
    assert box.list.header().length() <= box.list.viewport().width()  # no column is cut off
    before = box.list.topLevelItemCount()
    press(qtbot, box, "campaigns.new")
    press(qtbot, box, "campaigns.ok")
    assert box.sheet.rows["name"].fault
    fill(box, name="专项2031", authority="省厅")
    press(qtbot, box, "campaigns.ok")
    settle(qtbot, desk)
    assert box.notice.kind() == "ok", [r.fault for r in box.sheet.rows.values()]
    assert box.list.topLevelItemCount() == before + 1
    assert box.list.currentItem().text(0) == "专项2031"
    fill(box, batch="第一批")
    press(qtbot, box, "campaigns.ok")
    settle(qtbot, desk)
    assert next(one for one in box._items if one["name"] == "专项2031")["batch"] == "第一批"
    shown: list[dict[str, Any]] = []
    desk.show.ledger.connect(shown.append)
    press(qtbot, box, "campaigns.issues")
    assert list(shown[0]) == ["campaigns"]


def test_that_a_find_lies_somewhere_and_was_not_made_tomorrow(
    room: PatrolsPanel, line: calls.Line, desk: Desk, qtbot: QtBot
) -> None:
    room.handlers()["patrols.find"]()
    box = dialog(qtbot, "patrol_find")
    settle(qtbot, desk)
    assert box.focusWidget() is not box.day  # the first field has the keyboard
    fill(box, lon="126.51")
    press(qtbot, box, "patrol_find.ok")
    qtbot.waitUntil(lambda: bool(box.sheet.rows["lat"].fault), timeout=WAIT_MS)
    fill(box, lon="10", lat="50")
    press(qtbot, box, "patrol_find.ok")
    qtbot.waitUntil(lambda: "not in China" in box.sheet.rows["lon"].fault, timeout=WAIT_MS)
    fill(box, lon="", lat="", facility_name="采砂点")
    box.day.set_value("2099-01-01")
    press(qtbot, box, "patrol_find.ok")
    qtbot.waitUntil(lambda: "lies after today" in box.fields["day"].told(), timeout=WAIT_MS)
    box.day.set_value("2025-04-16")
    told: list[str] = []
    box.made.connect(lambda _, text: told.append(text))
    press(qtbot, box, "patrol_find.ok")
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    assert "neither a place nor a photo" in told[0]
    assert "in the dossier" in told[0]


def test_that_what_is_typed_of_a_campaign_is_not_lost_by_looking_at_another(
    room: PatrolsPanel, desk: Desk, qtbot: QtBot
) -> None:
    room.handlers()["patrols.campaigns"]()
    box = dialog(qtbot, "campaigns")
    settle(qtbot, desk)
    box._on_new()
    fill(box, name="新的专项")
    box.list.setCurrentItem(box.list.topLevelItem(0))
    assert box.sheet.rows["name"].editor.raw() == "新的专项"
    assert "not saved" in box.notice.text()
    press(qtbot, box, "campaigns.ok")
    settle(qtbot, desk)
    names = [box.list.topLevelItem(n).text(0) for n in range(box.list.topLevelItemCount())]
    assert "新的专项" in names
    other = next(n for n, name in enumerate(names) if name != "新的专项")
    box.list.setCurrentItem(box.list.topLevelItem(other))
    assert box.sheet.rows["name"].editor.raw() == names[other]
    box.reject()
