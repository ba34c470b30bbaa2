"""Problems that differ in what their entry rests on are merged in the window, which is said."""

from __future__ import annotations

from typing import Any

from helpers.dialogs import dialog, press, settle, typed
from helpers.worker_calls_lineage import adopt
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.dossier import calls
from ui.lineage.merge_dialog import MergeDialog
from ui.main_window import MainWindow
from ui.map import calls as map_calls

SQUARE = "POLYGON (({0} 43.16, {1} 43.16, {1} 43.18, {0} 43.18, {0} 43.16))"


def owed(desk: Desk, qtbot: QtBot, number: str, west: float, activity: str) -> str:
    made: list[Any] = []
    given = {"clue_no": number, "source_code": "patrol", "activity_code": activity}
    shape = SQUARE.format(west, west + 0.02)
    desk.do(map_calls.new_clue, given, shape, done=made.append)
    settle(qtbot, desk)
    issue = str(made[0][0])
    desk.do(adopt, issue, "rectifying")
    settle(qtbot, desk)
    return issue


def test_that_a_merge_asks_for_the_facts_that_differ(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    window.workspace.room("lineage")
    one = owed(desk, qtbot, "QF-1", 126.51, "mining")
    other = owed(desk, qtbot, "QF-2", 126.53, "tourism")
    desk.selection.select(issues=(one, other), current=one)
    qtbot.waitUntil(window.registry.actions["lineage.merge"].isEnabled)
    window.registry.actions["lineage.merge"].trigger()
    box = dialog(qtbot, "lineage_merge")
    assert isinstance(box, MergeDialog)
    settle(qtbot, desk)
    assert "one of theirs" in box.foretold.text()
    typed(qtbot, box, "lineage_merge.reason", "同一处")
    typed(qtbot, box, "lineage_merge.clue_no", "QF-3")
    press(qtbot, box, "lineage_merge.ok")
    settle(qtbot, desk)
    assert box.fields["activity_code"].told()
    typed(qtbot, box, "lineage_merge.activity_code", "mining")
    press(qtbot, box, "lineage_merge.ok")
    settle(qtbot, desk)
    seen: list[Any] = []
    desk.do(calls.comment, one, "看过", done=seen.append)
    settle(qtbot, desk)
    view = window.workspace.room("dossier").view
    assert (view.waits.move, view.waits.tier) == ("supersede", "city")
