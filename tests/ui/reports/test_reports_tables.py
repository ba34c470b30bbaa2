"""Summary, schedule and calendars from the window: what is chosen is what is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from helpers.dialogs import WAIT_MS, press, typed
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.reports.schedule_dialog import ScheduleDialog
from ui.reports.summary_dialog import SummaryDialog
from ui.start import calls as start_calls
from ui.start.calendar_dialog import CalendarDialog


def settle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.wait(0)
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)


def shown(qtbot: QtBot, desk: Desk, box: Any) -> Any:
    box.show()
    if hasattr(box, "open_after"):
        box.open_after.setChecked(False)
    settle(qtbot, desk)
    return box


def written(qtbot: QtBot, desk: Desk, box: Any, out: Path) -> Any:
    """The workbook that a dialog writes."""
    typed(qtbot, box, f"{box.objectName()}.path.line", str(out))
    press(qtbot, box, f"{box.objectName()}.ok")
    settle(qtbot, desk)
    assert box.notice.kind() == "ok", (box.notice.text(), box.fields)
    return load_workbook(out)


def has_formulas(book: Any) -> bool:
    return any(
        isinstance(cell.value, str) and cell.value.startswith("=")
        for sheet in book for row in sheet.iter_rows() for cell in row
    )  # fmt: skip


def test_that_a_summary_holds_the_tables_and_sheets_that_are_chosen(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    box = shown(qtbot, desk, SummaryDialog(desk))
    whole = written(qtbot, desk, box, tmp_path / "whole.xlsx")
    assert has_formulas(whole)
    box.rows["unit"].setChecked(False)
    box.rows["person"].setChecked(False)
    fewer = written(qtbot, desk, box, tmp_path / "county.xlsx")
    assert set(fewer.sheetnames) < set(whole.sheetnames)
    box.formulas.setChecked(False)
    assert not has_formulas(written(qtbot, desk, box, tmp_path / "values.xlsx"))
    box.drills.setChecked(False)
    assert not box.formulas.isEnabled()
    bare = written(qtbot, desk, box, tmp_path / "bare.xlsx")
    assert set(bare.sheetnames) < set(fewer.sheetnames)
    assert not box.formulas.isEnabled()  # also after it was written
    box.rows["county"].setChecked(False)
    typed(qtbot, box, "summary.path.line", str(tmp_path / "none.xlsx"))
    press(qtbot, box, "summary.ok")
    assert box.fields["by"].told()
    assert not (tmp_path / "none.xlsx").exists()
    press(qtbot, box, "summary.cancel")
    kept = shown(qtbot, desk, SummaryDialog(desk))
    assert [row for row, part in kept.rows.items() if part.isChecked()] == ["county"]
    kept.reject()


def test_that_the_schedule_tells_the_months_asked_for(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    box = shown(qtbot, desk, ScheduleDialog(desk))
    typed(qtbot, box, "schedule.first", "2025-03")
    typed(qtbot, box, "schedule.last", "2025-06")
    book = written(qtbot, desk, box, tmp_path / "months.xlsx")
    told = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert box.notice.text() == "It is written; it tells 4 months."
    assert any("2025" in text for text in told)
    typed(qtbot, box, "schedule.last", "2025-01")
    press(qtbot, box, "schedule.ok")
    assert box.fields["last"].told()
    press(qtbot, box, "schedule.cancel")


@pytest.fixture
def people(desk: Desk, qtbot: QtBot) -> list[start_calls.Person]:
    """Who is active in the sample county."""
    found: list[start_calls.People] = []
    desk.ask(start_calls.people, done=found.append)
    settle(qtbot, desk)
    return [person for person in found[0].items if person.active]


def test_that_calendars_are_ones_own_anothers_everybodys_or_one_for_each(
    desk: Desk, qtbot: QtBot, tmp_path: Path, people: list[start_calls.Person]
) -> None:
    box = shown(qtbot, desk, CalendarDialog(desk))
    assert desk.info is not None
    other = next(p for p in people if p.actor_id != desk.info.actor_id and "city" in p.roles)
    texts = {}
    for name, value in (("mine", ""), ("all", "(all)"), ("other", other.actor_id)):
        box.whose.setCurrentIndex(box.whose.findData(value))
        typed(qtbot, box, "calendar.path.line", str(tmp_path / f"{name}.ics"))
        press(qtbot, box, "calendar.ok")
        settle(qtbot, desk)
        assert box.notice.kind() == "ok"
        texts[name] = (tmp_path / f"{name}.ics").read_text("utf-8")
    events = {name: text.count("BEGIN:VEVENT") for name, text in texts.items()}
    assert events["all"] > max(events["mine"], events["other"])
    assert texts["mine"] != texts["other"]
    box.whose.setCurrentIndex(box.whose.findData("(each)"))
    typed(qtbot, box, "calendar.path.line", str(tmp_path / "each.ics"))
    taken = tmp_path / f"each {other.name}.ics"
    taken.write_text("of somebody else")
    press(qtbot, box, "calendar.ok")
    assert taken.name in box.fields["path"].told()
    assert len(list(tmp_path.glob("each*.ics"))) == 1
    press(qtbot, box, "calendar.path.replace")
    settle(qtbot, desk)
    files = list(tmp_path.glob("each *.ics"))
    assert len(files) == len(people)
    assert taken.read_text("utf-8").count("BEGIN:VEVENT") == events["other"]
    press(qtbot, box, "calendar.cancel")


def test_that_divisions_are_called_as_they_are_typed_for_this_summary(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    box = shown(qtbot, desk, SummaryDialog(desk))
    assert "229901=" in box.names.placeholderText()  # what the project knows
    typed(qtbot, box, "summary.names", "2299=x")
    typed(qtbot, box, "summary.path.line", str(tmp_path / "a.xlsx"))
    press(qtbot, box, "summary.ok")
    settle(qtbot, desk)
    assert "2299=x" in box.fields["names"].told()
    assert not (tmp_path / "a.xlsx").exists()
    box.names.setText("229901=甲县；229900=乙市;")
    book = written(qtbot, desk, box, tmp_path / "a.xlsx")
    told = {str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value}
    assert any("甲县" in text for text in told)
    assert any("乙市" in text for text in told)
