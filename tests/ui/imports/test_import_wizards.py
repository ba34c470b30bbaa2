"""The import wizards by clicks and keys: a look first, a jump to each problem, then the import."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from helpers.dialogs import LEFT, WAIT_MS, dialog, gone, press, typed
from helpers.qinghe import QINGHE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from greenshield.domain.errors import Problem
from ui.desk import Desk
from ui.imports import table_wizard
from ui.imports.areas_wizard import AreasWizard
from ui.imports.ledger_wizard import LedgerWizard
from ui.imports.mapping_model import LETTER
from ui.imports.problem_list import of
from ui.imports.problems_model import WHAT
from ui.imports.problems_table import ProblemsTable
from ui.imports.tracks_dialog import TracksWizard
from ui.words import state

ROWS = "编号,问题来源,经度,纬度,设施,备注\n"


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """A list with a good row, one without a place, and one of another source."""
    file = tmp_path / "list.csv"
    file.write_text(
        ROWS + "T-1,绿盾巡查,126.30,43.20,采石场,好\nT-2,绿盾巡查,,,养殖场,无位置\n"
        "T-3,审计署,126.31,43.21,鱼塘,来源不明\n",
        "utf-8",
    )
    return file


@pytest.fixture
def ledger(desk: Desk, rows: Path, qtbot: QtBot) -> LedgerWizard:
    """The wizard on that list, on its first page."""
    wizard = LedgerWizard(desk, rows)
    wizard.show()
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    return wizard


def go(qtbot: QtBot, wizard: LedgerWizard | AreasWizard, page: int) -> None:
    """Presses Next and waits for a page."""
    press(qtbot, wizard, f"{wizard.objectName()}.next")
    qtbot.waitUntil(lambda: wizard.page == page and wizard.running.task is None, timeout=WAIT_MS)


def test_that_a_sentence_is_not_cut_where_there_is_room(desk: Desk, qtbot: QtBot) -> None:
    table = ProblemsTable(desk)
    qtbot.addWidget(table)
    table.resize(1100, 300)
    table.show()
    why = {"why": "shape_crosses_itself", "at": "126.420000, 43.320000"}
    params = why | {"before_m2": 0.0, "after_m2": 7209571.43}
    mended = Problem("geometry_made_valid", "a.geojson", 2, params=params, fatal=False)
    table.set_problems(of([mended]))

    def needed() -> int:
        return table.fontMetrics().horizontalAdvance(table.model.text(table.model.rows[0], WHAT))

    for width in (1100, 1250):
        table.resize(width, 300)
        assert table.view.columnWidth(WHAT) >= needed()
    table.resize(500, 300)
    assert table.view.columnWidth(WHAT) < needed()


def close(qtbot: QtBot, wizard: object) -> None:
    press(qtbot, wizard, f"{wizard.objectName()}.close")
    gone(qtbot, wizard.objectName())


def test_that_a_ledger_is_looked_at_and_then_imported(
    ledger: LedgerWizard, desk: Desk, qtbot: QtBot, model_tester
) -> None:
    model_tester(ledger.check.model)
    model_tester(ledger.check.problems.model)
    go(qtbot, ledger, table_wizard.COLUMNS)
    fields = {c.header: c.field for c in ledger.seen.columns}
    assert fields["编号"] == "clue_no"
    assert not ledger.mapping.list.isColumnHidden(LETTER)
    go(qtbot, ledger, table_wizard.CHECK)
    assert ledger.seen.counts["created"] == 1
    assert ledger.seen.counts["refused"] == 2
    changes: list[object] = []
    desk.changed.connect(changes.append)
    go(qtbot, ledger, table_wizard.DONE)
    assert ledger.outcome.done.counts["created"] == 1
    (change,) = changes
    assert len(change.created["issue"]) == 1
    assert ledger.outcome.notice.kind() == "warning"
    assert f"State: 1 {state('clue')}" in ledger.outcome.notice.remedy()
    # A way leads back to the columns; of what was taken nothing is left to import.
    press(qtbot, ledger, "ledger.back")
    qtbot.waitUntil(
        lambda: ledger.page == table_wizard.COLUMNS and ledger.running.task is None,
        timeout=WAIT_MS,
    )
    go(qtbot, ledger, table_wizard.CHECK)
    assert (ledger.seen.counts["created"], ledger.seen.counts["unchanged"]) == (0, 1)
    assert not ledger.buttons["next"].isEnabled()
    assert "nothing to import" in ledger.check.counts.text()
    ledger.go_on()
    assert ledger.page == table_wizard.CHECK
    assert ledger.running.task is None
    close(qtbot, ledger)


def test_that_looking_at_a_problem_leads_to_its_row(ledger: LedgerWizard, qtbot: QtBot) -> None:
    go(qtbot, ledger, table_wizard.COLUMNS)
    go(qtbot, ledger, table_wizard.CHECK)
    problems = ledger.check.problems
    for number in range(problems.model.rowCount()):
        problem = problems.model.rows[number]
        if problem.row is None:
            continue
        problems.view.scrollTo(problems.model.index(number, 2))
        cell = problems.view.visualRect(problems.model.index(number, 2))
        qtbot.mouseClick(problems.view.viewport(), LEFT, pos=cell.center())
        at = ledger.check.table.currentIndex()
        assert ledger.seen.rows[at.row()].row == problem.row
        assert ledger.check.model.data(at, Qt.ItemDataRole.ToolTipRole)
    close(qtbot, ledger)


def test_that_a_column_is_mapped_by_hand_and_remembered_for_the_next_list(
    ledger: LedgerWizard, desk: Desk, rows: Path, qtbot: QtBot
) -> None:
    go(qtbot, ledger, table_wizard.COLUMNS)
    before = {c.header: c.field for c in ledger.seen.columns}
    assert before["备注"] == "remark"
    letters = [c.header for c in ledger.seen.columns]
    choice = ledger.mapping.choice(letters.index("备注"))
    choice.setFocus()
    line = choice.lineEdit()
    line.selectAll()
    qtbot.keyClicks(line, "History")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert ledger.page == table_wizard.COLUMNS  # Enter chooses; it does not go on
    assert ledger.running.task is None
    choice.setCurrentIndex(choice.findData("history"))
    choice.activated.emit(choice.currentIndex())
    go(qtbot, ledger, table_wizard.CHECK)
    assert {c.header: c.field for c in ledger.seen.columns}["备注"] == "history"
    go(qtbot, ledger, table_wizard.DONE)
    close(qtbot, ledger)
    again = LedgerWizard(desk, rows)
    again.show()
    go(qtbot, again, table_wizard.COLUMNS)
    assert {c.header: c.field for c in again.seen.columns}["备注"] == "history"
    close(qtbot, again)


def test_that_a_column_is_left_out_by_hand(ledger: LedgerWizard, qtbot: QtBot) -> None:
    go(qtbot, ledger, table_wizard.COLUMNS)
    number = [c.header for c in ledger.seen.columns].index("设施")
    choice = ledger.mapping.choice(number)
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    go(qtbot, ledger, table_wizard.CHECK)
    assert ledger.seen.columns[number].field == ""
    close(qtbot, ledger)


def test_that_the_source_of_all_rows_is_chosen_once(ledger: LedgerWizard, qtbot: QtBot) -> None:
    go(qtbot, ledger, table_wizard.COLUMNS)
    press(qtbot, ledger, "ledger.back")
    box = ledger.options.source
    box.setCurrentIndex(box.findData("audit") if box.findData("audit") > 0 else 1)
    box.activated.emit(box.currentIndex())
    go(qtbot, ledger, table_wizard.COLUMNS)
    go(qtbot, ledger, table_wizard.CHECK)
    assert ledger.seen.counts["created"] == 2
    close(qtbot, ledger)


def test_that_an_import_goes_on_and_is_told_where_its_wizard_is_put_away(
    ledger: LedgerWizard, qtbot: QtBot
) -> None:
    go(qtbot, ledger, table_wizard.COLUMNS)
    go(qtbot, ledger, table_wizard.CHECK)
    press(qtbot, ledger, "ledger.next")
    press(qtbot, ledger, "ledger.close")
    assert not ledger.isVisible()
    qtbot.waitUntil(lambda: ledger.isVisible(), timeout=WAIT_MS)
    assert ledger.page == table_wizard.DONE
    assert ledger.outcome.done.counts["created"] == 1
    close(qtbot, ledger)


def test_that_a_look_is_cancelled_with_its_wizard(ledger: LedgerWizard, desk, qtbot: QtBot) -> None:
    press(qtbot, ledger, "ledger.next")
    press(qtbot, ledger, "ledger.close")
    gone(qtbot, "ledger")
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)


def test_that_problems_are_copied_and_saved(
    ledger: LedgerWizard, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    go(qtbot, ledger, table_wizard.COLUMNS)
    go(qtbot, ledger, table_wizard.CHECK)
    table = ledger.check.problems
    qtbot.mouseClick(table.copy_button, LEFT)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == table.model.rowCount()
    table.save_to(tmp_path / "problems.csv")
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    with (tmp_path / "problems.csv").open(encoding="utf-8-sig", newline="") as file:
        saved = list(csv.reader(file))
    assert len(saved) == 1 + table.model.rowCount()
    close(qtbot, ledger)


def test_that_a_file_that_is_none_is_told_and_nothing_is_lost(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 no workbook")
    wizard = LedgerWizard(desk, bad)
    wizard.show()
    typed(qtbot, wizard, "ledger.campaign", "2026")
    press(qtbot, wizard, "ledger.next")
    path = wizard.options.fields["path"]
    qtbot.waitUntil(lambda: bool(path.told()), timeout=WAIT_MS)
    assert path.told().startswith("bad.xlsx")  # called as it is
    assert wizard.page == table_wizard.FILE
    assert wizard.options.campaign.text() == "2026"
    typed(qtbot, wizard, "ledger.path.line", "")
    wizard.options.path.line.clear()
    press(qtbot, wizard, "ledger.next")
    assert wizard.options.fields["path"].told()
    close(qtbot, wizard)


def test_that_the_sample_ledger_tells_sheet_header_and_what_is_unchanged(
    desk: Desk, qtbot: QtBot
) -> None:
    wizard = LedgerWizard(desk, QINGHE / "ledger" / "整改台账.xlsx")
    wizard.show()
    wizard.options.how.setCurrentIndex(1)
    go(qtbot, wizard, table_wizard.COLUMNS)
    assert wizard.sheets.current() == "整改台账"
    assert "3" in wizard.mapping.note.text()
    go(qtbot, wizard, table_wizard.CHECK)
    assert wizard.seen.counts["created"] == 0
    assert wizard.seen.counts["unchanged"] > 50
    close(qtbot, wizard)


# -- boundaries ---------------------------------------------------------------------------


def test_that_boundaries_are_looked_at_and_imported(desk: Desk, qtbot: QtBot, tmp_path) -> None:
    file = tmp_path / "new.geojson"
    ring = "[[[126.1,43.1],[126.2,43.1],[126.2,43.2],[126.1,43.1]]]"
    file.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"名称":"新区",'
        '"甲":"x"},"geometry":{"type":"Polygon","coordinates":' + ring + "}}]}",
        "utf-8",
    )
    wizard = AreasWizard(desk, file)
    wizard.show()
    typed(qtbot, wizard, "areas.valid_from", "no day")
    press(qtbot, wizard, "areas.next")
    assert wizard.options.fields["valid_from"].told()
    typed(qtbot, wizard, "areas.valid_from", "2026-01-01")
    go(qtbot, wizard, table_wizard.COLUMNS)
    assert "EPSG:" in wizard.decision.text()
    assert "甲" in wizard.mapping.left.text()
    assert wizard.mapping.list.isColumnHidden(LETTER)
    go(qtbot, wizard, table_wizard.CHECK)
    assert wizard.seen.counts["created"] == 1
    go(qtbot, wizard, table_wizard.DONE)
    assert wizard.outcome.done.counts["created"] == 1
    close(qtbot, wizard)


def test_that_the_kind_that_a_file_seems_to_be_is_proposed(desk: Desk, qtbot: QtBot) -> None:
    wizard = AreasWizard(desk, QINGHE / "boundaries" / "功能区划.shp")
    wizard.show()
    kind = wizard.options.kind
    qtbot.waitUntil(lambda: kind.currentData() == "zone", timeout=WAIT_MS)
    wizard.options.path.set_path(str(QINGHE / "boundaries" / "生态保护红线.geojson"))
    qtbot.waitUntil(lambda: kind.currentData() == "redline", timeout=WAIT_MS)
    kind.setFocus()
    qtbot.keyClick(kind, Qt.Key.Key_Home)  # a person says what they are
    assert kind.currentData() == "area"
    wizard.options.path.set_path(str(QINGHE / "boundaries" / "功能区划.shp"))
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    assert kind.currentData() == "area"
    close(qtbot, wizard)


def test_that_a_system_that_nobody_knows_is_asked_for_with_proposals(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "plain.geojson"
    ring = "[[[400000,4700000],[400100,4700000],[400100,4700100],[400000,4700000]]]"
    file.write_text(
        '{"type":"FeatureCollection","crs":null,"features":[{"type":"Feature",'
        '"properties":{"name":"x"},"geometry":{"type":"Polygon","coordinates":' + ring + "}}]}"
    )
    wizard = AreasWizard(desk, file)
    wizard.show()
    press(qtbot, wizard, "areas.next")
    qtbot.waitUntil(lambda: bool(wizard.options.fields["crs"].told()), timeout=WAIT_MS)
    assert wizard.page == table_wizard.FILE
    assert wizard.options.crs.value().startswith("EPSG:")
    close(qtbot, wizard)


# -- tracks, and what is dropped ------------------------------------------------------------


def test_that_a_track_that_is_there_is_told_as_such(desk: Desk, qtbot: QtBot) -> None:
    wizard = TracksWizard(desk, [QINGHE / "tracks" / "巡查.gpx"])
    wizard.show()
    press(qtbot, wizard, "tracks.next")
    qtbot.waitUntil(lambda: wizard.page == 1, timeout=WAIT_MS)
    assert wizard.outcome.done.counts["created"] == 0
    assert wizard.outcome.done.counts["unchanged"] == 1
    close(qtbot, wizard)


def test_that_what_is_dropped_on_the_window_opens_its_wizard(
    window, desk: Desk, qtbot: QtBot, rows: Path
) -> None:
    desk.show.files.emit([rows])
    box = dialog(qtbot, "ledger")
    assert box.options.path.text() == str(rows)
    press(qtbot, box, "ledger.close")
    desk.show.files.emit([QINGHE / "tracks" / "巡查.gpx"])
    press(qtbot, dialog(qtbot, "tracks"), "tracks.close")
    desk.show.files.emit([QINGHE / "boundaries" / "保护区范围.shp"])
    asked = dialog(qtbot, "imports.what")
    assert asked.chosen().name == "areas"
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    box = dialog(qtbot, "areas")
    press(qtbot, box, "areas.close")
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)


def test_that_enter_goes_on_and_a_mended_path_is_not_complained_of(
    desk: Desk, rows: Path, qtbot: QtBot
) -> None:
    wizard = LedgerWizard(desk)
    wizard.show()
    field, line = wizard._form.fields["path"], wizard._form.path.line
    qtbot.keyClicks(line, "/nowhere/list.csv")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(field.told()) and wizard.running.task is None, timeout=WAIT_MS)
    typed(qtbot, wizard, line.objectName(), str(rows))
    assert not field.told()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: wizard.page == table_wizard.COLUMNS and wizard.running.task is None, timeout=WAIT_MS
    )
    wizard.buttons["back"].setFocus()
    qtbot.keyClick(wizard.buttons["back"], Qt.Key.Key_Return)
    assert wizard.page == table_wizard.FILE
    assert wizard.running.task is None
    close(qtbot, wizard)
