"""Splits and merges in the window: drawn, told before, refused beside the field, signed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from helpers.dialogs import WAIT_MS, dialog, press, settle, typed
from helpers.worker_calls_lineage import adopt
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.dossier.plan_choice import told_plan
from ui.lineage.calls import GUEST
from ui.lineage.merge_dialog import MergeDialog
from ui.lineage.split_dialog import SplitDialog
from ui.lineage.tools import LINE, OUTLINE
from ui.main_window import MainWindow
from ui.map import calls as map_calls
from ui.map import places

WEST, EAST, SOUTH, NORTH = 126.51, 126.53, 43.16, 43.18
MIDDLE = (WEST + EAST) / 2
PATCH = [(WEST, SOUTH), (EAST, SOUTH), (EAST, NORTH), (WEST, NORTH)]


def wkt(corners: list[tuple[float, float]]) -> str:
    ring = ", ".join(f"{lon} {lat}" for lon, lat in [*corners, corners[0]])
    return f"POLYGON (({ring}))"


def new_clue(desk: Desk, qtbot: QtBot, number: str, corners: list[tuple[float, float]]) -> str:
    made: list[Any] = []
    given = {"clue_no": number, "source_code": "patrol", "fine_yuan": "300"}
    desk.do(map_calls.new_clue, given, wkt(corners), done=made.append)
    settle(qtbot, desk)
    return str(made[0][0])


@pytest.fixture
def clue(window: MainWindow, desk: Desk, qtbot: QtBot) -> str:
    """A clue with a patch, chosen."""
    window.workspace.room("lineage")
    issue = new_clue(desk, qtbot, "QF-1", PATCH)
    desk.selection.select(issues=(issue,), current=issue, zoom=True)
    settle(qtbot, desk)
    return issue


def draw(window: MainWindow, action: str, tool: str, corners: list[tuple[float, float]]) -> None:
    window.registry.actions[action].trigger()
    box = window.workspace.map.toolbox
    assert box.name == tool
    for corner in corners:
        box.tool.add(places.world(*corner))
    box.tool.accept()


def state_of(window: MainWindow, desk: Desk, qtbot: QtBot, issue: str) -> str:
    desk.selection.select(issues=(issue,), current=issue)
    settle(qtbot, desk)
    room = window.workspace.room("dossier")
    qtbot.waitUntil(lambda: room.shows(issue), timeout=WAIT_MS)
    return str(room.view.state)


def split_if_meant(desk: Desk, qtbot: QtBot, box: Any, meant: Any) -> str:
    """What a split was refused with; it goes through once a box says that it is meant."""
    typed(qtbot, box, "lineage_split.reason", "现场为两处")
    press(qtbot, box, "lineage_split.ok")
    settle(qtbot, desk)
    assert box.isVisible()
    told = str(box.notice.text())
    meant.setChecked(True)
    press(qtbot, box, "lineage_split.ok")
    settle(qtbot, desk)
    assert len(desk.selection.issues) == 2
    return told


ACROSS = [(MIDDLE, SOUTH - 0.01), (MIDDLE, NORTH + 0.01)]


def test_that_a_line_over_the_patch_splits_it_once_a_reason_is_given(
    window: MainWindow, desk: Desk, qtbot: QtBot, clue: str
) -> None:
    draw(window, "lineage.cut", LINE, ACROSS)
    box = dialog(qtbot, "lineage_split")
    assert isinstance(box, SplitDialog)
    settle(qtbot, desk)
    assert "QF-1" in box.foretold.text()
    assert "starts as a clue" in box.foretold.text()
    assert [box.table.item(row, 3).text() for row in range(2)] == ["50.0 %", "50.0 %"]
    guests = window.workspace.map.guests
    assert GUEST in guests.names()
    press(qtbot, box, "lineage_split.ok")
    assert box.fields["reason"].told()
    typed(qtbot, box, "lineage_split.reason", "现场为两处")
    box.table.item(1, 0).setText("")
    press(qtbot, box, "lineage_split.ok")
    assert box.notice.text()
    box.table.item(1, 0).setText("QF-1")  # the old one's own number
    press(qtbot, box, "lineage_split.ok")
    settle(qtbot, desk)
    assert box.isVisible()
    box.table.item(1, 0).setText("QF-1-东")
    box.table.item(0, 4).setText("一百")
    press(qtbot, box, "lineage_split.ok")
    assert box.notice.text()
    box.table.item(0, 4).setText("100")
    box.table.item(1, 4).setText("200")
    press(qtbot, box, "lineage_split.ok")
    settle(qtbot, desk)
    assert len(desk.selection.issues) == 2
    parts = desk.selection.issues
    box.reject()
    settle(qtbot, desk)
    assert GUEST not in guests.names()
    assert state_of(window, desk, qtbot, clue) == "void"
    assert state_of(window, desk, qtbot, parts[0]) == "clue"
    assert window.workspace.room("dossier").view.fields["fine_yuan"] == 100


def test_that_a_line_that_parts_nothing_is_told_and_nothing_is_written(
    window: MainWindow, desk: Desk, qtbot: QtBot, clue: str
) -> None:
    draw(window, "lineage.cut", LINE, [(WEST - 1, SOUTH), (WEST - 1, NORTH)])
    box = dialog(qtbot, "lineage_split")
    settle(qtbot, desk)
    assert "does not part" in box.notice.text()
    assert not box.table.isVisible()
    press(qtbot, box, "lineage_split.ok")
    assert box.fields["path"].told()
    box.reject()
    assert state_of(window, desk, qtbot, clue) == "clue"


def test_that_an_outline_splits_off_a_piece_and_same_numbers_are_one_part(
    window: MainWindow, desk: Desk, qtbot: QtBot, clue: str
) -> None:
    corner = [(MIDDLE, SOUTH + 0.01), (EAST + 0.1, SOUTH + 0.01), (EAST + 0.1, NORTH + 0.1),
              (MIDDLE, NORTH + 0.1)]  # fmt: skip
    draw(window, "lineage.outline", OUTLINE, corner)
    box = dialog(qtbot, "lineage_split")
    settle(qtbot, desk)
    assert [box.table.item(row, 3).text() for row in range(2)] == ["25.0 %", "75.0 %"]
    typed(qtbot, box, "lineage_split.reason", "一处已拆除")
    box.table.item(1, 0).setText(box.table.item(0, 0).text())
    press(qtbot, box, "lineage_split.ok")
    settle(qtbot, desk)
    assert "two parts" in box.notice.text()  # one part is no split
    box.reject()


def write(path: Path, *rings: list[tuple[float, float]]) -> Path:
    features = [
        {"type": "Feature", "properties": {},
         "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}}
        for ring in rings
    ]  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def test_that_a_file_tells_the_parts_and_what_is_left_out_must_be_meant(
    window: MainWindow, desk: Desk, qtbot: QtBot, clue: str, tmp_path: Path
) -> None:
    window.registry.actions["lineage.split"].trigger()
    box = dialog(qtbot, "lineage_split")
    for bad in (tmp_path / "nowhere.geojson", write(tmp_path / "one.geojson", PATCH)):
        box.path.set_path(str(bad))
        settle(qtbot, desk)
        assert box.fields["path"].told(), bad
        assert not box.table.isVisible()
    low = [(WEST, SOUTH), (EAST, SOUTH), (EAST, SOUTH + 0.005), (WEST, SOUTH + 0.005)]
    next_ = [(lon, lat + 0.005) for lon, lat in low]
    box.path.set_path(str(write(tmp_path / "two.geojson", low, next_)))
    settle(qtbot, desk)
    assert "is in no part" in box.foretold.text()
    assert split_if_meant(desk, qtbot, box, box.partly)
    box.reject()
    assert state_of(window, desk, qtbot, clue) == "void"


def test_that_what_reaches_beyond_the_patch_must_be_meant(
    window: MainWindow, desk: Desk, qtbot: QtBot, clue: str, tmp_path: Path
) -> None:
    window.registry.actions["lineage.split"].trigger()
    box = dialog(qtbot, "lineage_split")
    half = [(WEST, SOUTH), (MIDDLE, SOUTH), (MIDDLE, NORTH), (WEST, NORTH)]
    wide = [(MIDDLE, SOUTH), (EAST + 0.002, SOUTH), (EAST + 0.002, NORTH), (MIDDLE, NORTH)]
    box.path.set_path(str(write(tmp_path / "two.geojson", half, wide)))
    settle(qtbot, desk)
    assert "lies beyond the patch" in box.foretold.text()
    assert "QF-1-2" in split_if_meant(desk, qtbot, box, box.beyond)
    assert "QF-1-2" in box.results.toPlainText()
    box.reject()
    assert state_of(window, desk, qtbot, clue) == "void"


def test_that_the_selected_issues_become_one(
    window: MainWindow, desk: Desk, qtbot: QtBot, clue: str
) -> None:
    beside = [(lon + EAST - WEST, lat) for lon, lat in PATCH]
    other = new_clue(desk, qtbot, "QF-2", beside)
    assert not window.registry.actions["lineage.merge"].isEnabled()
    desk.selection.select(issues=(clue, other), current=clue)
    qtbot.waitUntil(window.registry.actions["lineage.merge"].isEnabled)
    window.registry.actions["lineage.merge"].trigger()
    box = dialog(qtbot, "lineage_merge")
    assert isinstance(box, MergeDialog)
    settle(qtbot, desk)
    assert "QF-2" in box.foretold.text()
    press(qtbot, box, "lineage_merge.ok")
    assert box.fields["reason"].told()
    typed(qtbot, box, "lineage_merge.reason", "同一处采石场")
    typed(qtbot, box, "lineage_merge.clue_no", "QF-2")
    press(qtbot, box, "lineage_merge.ok")
    settle(qtbot, desk)
    assert box.fields["clue_no"].told()
    typed(qtbot, box, "lineage_merge.clue_no", "QF-3")
    typed(qtbot, box, "lineage_merge.fine_yuan", "600")
    press(qtbot, box, "lineage_merge.ok")
    settle(qtbot, desk)
    (whole,) = desk.selection.issues
    assert state_of(window, desk, qtbot, clue) == "void"
    assert state_of(window, desk, qtbot, whole) == "clue"
    assert window.workspace.room("dossier").view.fields["fine_yuan"] == 600


def test_that_a_problem_waits_for_the_city_and_says_what_is_signed(
    window: MainWindow, desk: Desk, qtbot: QtBot, clue: str
) -> None:
    desk.do(adopt, clue, "rectifying")
    settle(qtbot, desk)
    assert state_of(window, desk, qtbot, clue) == "rectifying"
    draw(window, "lineage.cut", LINE, ACROSS)
    box = dialog(qtbot, "lineage_split")
    settle(qtbot, desk)
    assert "what the city signs" in box.foretold.text()
    typed(qtbot, box, "lineage_split.reason", "现场为两处")
    press(qtbot, box, "lineage_split.ok")
    settle(qtbot, desk)
    assert "300" in box.notice.text()  # the fine must be shared out to the same sum
    box.table.item(0, 4).setText("100")
    box.table.item(1, 4).setText("200")
    press(qtbot, box, "lineage_split.ok")
    settle(qtbot, desk)
    assert state_of(window, desk, qtbot, clue) == "rectifying"
    view = window.workspace.room("dossier").view
    assert (view.waits.move, view.waits.tier) == ("supersede", "city")
    told = told_plan(view.waits.planned)
    assert "QF-1-1" in told
    assert "50.0 %" in told
    assert "200 yuan" in told
    assert "not in this project yet" in told_plan(None)
