"""The negative lists in the window: shown, filtered, corrected, taken out and put back."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.dialogs import WAIT_MS, dialog, gone, press
from helpers.qinghe import QINGHE
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.imports import restriction_calls
from ui.imports.restriction_calls import RestrictionsWish
from ui.restrictions.dialog import RestrictionsDialog
from ui.restrictions.edit_dialog import CorrectRowDialog
from ui.restrictions.models import MEASURE

ROWS = (
    "行为,适用空间,管控要求,具体要求\n打井,生态保护红线,禁止,不得取用地下水\n"
    "打井、硬化,生态保护红线和核心保护区,限制,须先论证\n引种外来树种,自然保护地,禁止,\n"
)

SAMPLE = (QINGHE / "reference" / "负面清单.csv").read_text("utf-8-sig").splitlines()[1:]


@pytest.fixture
def lists(desk: Desk, tmp_path: Path, qtbot: QtBot) -> RestrictionsDialog:
    """The dialog on the sample's list and a second one of two versions."""
    for day, text in (("2020-01-01", ROWS.rpartition("引")[0]), ("2021-01-01", ROWS)):
        file = tmp_path / f"{day}.csv"
        file.write_text(text, "utf-8")
        wish = RestrictionsWish(name="甲清单", valid_from=day)
        done: list[object] = []
        desk.do(restriction_calls.taken, file, wish, done=done.append)
        qtbot.waitUntil(lambda seen=done: bool(seen), timeout=WAIT_MS)
    shown = RestrictionsDialog(desk)
    shown.show()
    qtbot.waitUntil(lambda: shown.rows.model().rowCount() > 0, timeout=WAIT_MS)
    return shown


def names(shown: RestrictionsDialog) -> list[str]:
    model = shown.rows.model()
    return [model.index(n, MEASURE).data() for n in range(model.rowCount())]


def choose(shown: RestrictionsDialog, list_name: str, day: str) -> None:
    model = shown.versions.model()
    for n in range(model.rowCount()):
        one = model.at(model.index(n, 0))
        if (one.list_name, one.list_from, one.void) == (list_name, day, False):
            shown.versions.setCurrentIndex(model.index(n, 0))


def test_that_lists_are_shown_filtered_corrected_and_taken_out(
    lists: RestrictionsDialog, desk: Desk, qtbot: QtBot, model_tester
) -> None:
    model_tester(lists.rows.model())
    model_tester(lists.versions.model())
    choose(lists, "甲清单", "2021-01-01")
    assert names(lists) == ["打井", "打井, 硬化", "引种外来树种"]
    lists.rows.selectRow(1)
    assert "against it" in lists.told.text()
    lists.filter.text.setText("地下水")
    assert names(lists) == ["打井"]
    lists.filter.text.setText("")
    lists.filter.space.setCurrentIndex(lists.filter.space.findData("area"))
    lists.filter.space.activated.emit(0)
    assert names(lists) == ["引种外来树种"]
    lists.filter.clear()

    lists.rows.selectRow(2)
    press(qtbot, lists, "restrictions.edit")
    form = dialog(qtbot, "restriction.edit")
    assert isinstance(form, CorrectRowDialog)
    form.measure.setText("")
    press(qtbot, form, "restriction.edit.ok")
    qtbot.waitUntil(lambda: bool(form.fields["measure"].told()), timeout=WAIT_MS)
    form.measure.setText("引种外来树种、造林")
    form.space.set_values(("redline", "area"))
    assert form.given() == {"measure": "引种外来树种、造林", "space": "redline、area"}
    press(qtbot, form, "restriction.edit.ok")
    gone(qtbot, "restriction.edit")
    qtbot.waitUntil(lambda: "引种外来树种, 造林" in names(lists), timeout=WAIT_MS)
    desk.undo_last()
    qtbot.waitUntil(lambda: "引种外来树种" in names(lists), timeout=WAIT_MS)

    press(qtbot, lists, "restrictions.void_list")
    asked = dialog(qtbot, "restriction.void")
    press(qtbot, asked, "restriction.void.ok")
    assert asked.fields["reason"].told()
    asked.reason.setText("录错")
    press(qtbot, asked, "restriction.void.ok")
    gone(qtbot, "restriction.void")
    qtbot.waitUntil(lambda: "引种外来树种" not in names(lists), timeout=WAIT_MS)
    lists.filter.voided.setChecked(True)
    assert "引种外来树种" in names(lists)
    desk.undo_last()
    lists.filter.voided.setChecked(False)
    qtbot.waitUntil(lambda: "引种外来树种" in names(lists), timeout=WAIT_MS)
    lists.filter.day.set_value("2020-06-01")
    lists.filter.day_changed.emit("2020-06-01")
    qtbot.waitUntil(lambda: "引种外来树种" not in names(lists), timeout=WAIT_MS)
    press(qtbot, lists, "restrictions.plans")
    qtbot.waitUntil(lambda: "No plan" in lists.count.text(), timeout=WAIT_MS)
    wanted: list[str] = []
    desk.show.wizard.connect(wanted.append)
    press(qtbot, lists, "restrictions.import")
    assert wanted == ["restrictions"]


def test_that_issues_whose_plans_name_one_are_selected(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "清单.csv"
    spaces = "自然保护地、生态保护红线、核心区、缓冲区、实验区"
    file.write_text(f"行为,适用空间,管控要求\n拆除、自然恢复、复绿,{spaces},限制\n", "utf-8")
    done: list[object] = []
    desk.do(restriction_calls.taken, file, RestrictionsWish(), done=done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT_MS)
    shown = RestrictionsDialog(desk)
    shown.show()
    qtbot.waitUntil(lambda: shown.rows.model().rowCount() == len(SAMPLE) + 1, timeout=WAIT_MS)
    rooms: list[str] = []
    desk.show.room.connect(rooms.append)
    press(qtbot, shown, "restrictions.plans")
    qtbot.waitUntil(lambda: rooms == ["ledger"], timeout=WAIT_MS)
    assert desk.selection.issues
