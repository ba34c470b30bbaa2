"""Several sheets of one workbook by clicks and keys: each with columns of its own."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from helpers.dialogs import WAIT_MS, dialog, gone, press
from helpers.imports import sheets_file
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.imports import table_wizard
from ui.imports.ledger_wizard import LedgerWizard
from ui.imports.mapping_model import HEADER, SURE

NORTH = (
    ("编号", "问题来源", "经度", "纬度", "设施名称", "补充"),
    ("N-1", "绿盾巡查", 126.30, 43.20, "采石场甲", "一"),
    ("N-2", "绿盾巡查", None, None, "养殖场乙", "二"),
)
SOUTH = (
    ("设施名称", "纬度", "经度", "来源", "点位编号"),
    ("鱼塘丙", 43.21, 126.31, "绿盾巡查", "S-1"),
    ("鱼塘丁", 43.22, 126.32, "绿盾巡查", "S-2"),
    ("鱼塘戊", 43.23, 226.33, "绿盾巡查", "S-3"),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook of two townships, whose columns stand in another order, and a cover."""
    sheets = {"封面": [("点位清单",)], "北乡": NORTH, "南乡": SOUTH}
    return sheets_file(tmp_path / "两乡清单.xlsx", sheets)


@pytest.fixture
def wizard(desk: Desk, book: Path, qtbot: QtBot) -> LedgerWizard:
    """The wizard on the columns of that workbook."""
    return _columns(desk, book, qtbot)


def _columns(desk: Desk, book: Path, qtbot: QtBot) -> LedgerWizard:
    shown = LedgerWizard(desk, book)
    shown.show()
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    _go(qtbot, shown, table_wizard.COLUMNS)
    return shown


def _go(qtbot: QtBot, wizard: LedgerWizard, page: int) -> None:
    press(qtbot, wizard, "ledger.next")
    _until(qtbot, wizard, page)


def _until(qtbot: QtBot, wizard: LedgerWizard, page: int) -> None:
    qtbot.waitUntil(lambda: wizard.page == page and wizard.running.task is None, timeout=WAIT_MS)


def _close(qtbot: QtBot, wizard: LedgerWizard) -> None:
    press(qtbot, wizard, "ledger.close")
    gone(qtbot, "ledger")


def _stand(qtbot: QtBot, wizard: LedgerWizard, name: str) -> None:
    """Goes to a sheet in the list."""
    view = wizard.sheets.view
    (item,) = view.findItems(name, Qt.MatchFlag.MatchStartsWith)
    view.scrollToItem(item)
    at = view.visualItemRect(item).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def _tick(qtbot: QtBot, wizard: LedgerWizard, name: str) -> None:
    """Goes to a sheet and presses the space key."""
    _stand(qtbot, wizard, name)
    qtbot.keyClick(wizard.sheets.view, Qt.Key.Key_Space)
    _until(qtbot, wizard, table_wizard.COLUMNS)


def _choose(wizard: LedgerWizard, header: str, field: str) -> None:
    headers = [column.header for column in wizard.seen.columns]
    choice = wizard.mapping.choice(headers.index(header))
    choice.setCurrentIndex(choice.findData(field))
    choice.activated.emit(choice.currentIndex())


def _told(wizard: LedgerWizard, name: str) -> str:
    (item,) = wizard.sheets.view.findItems(name, Qt.MatchFlag.MatchStartsWith)
    return item.text()


def test_that_a_sheet_that_is_not_read_is_told_and_ticked_by_a_key(
    wizard: LedgerWizard, qtbot: QtBot
) -> None:
    first = wizard.sheets.wanted()
    assert len(first) == 1
    (other,) = {"北乡", "南乡"} - set(first)
    assert "not read: " in _told(wizard, other)
    assert "no table" in _told(wizard, "封面")
    assert not _item(wizard, "封面").flags() & Qt.ItemFlag.ItemIsUserCheckable
    _tick(qtbot, wizard, other)
    assert wizard.sheets.wanted() == ("北乡", "南乡")
    assert wizard.sheets.view.hasFocus()
    assert "2 rows" in _told(wizard, "北乡")
    _tick(qtbot, wizard, "北乡")
    _tick(qtbot, wizard, "南乡")
    assert wizard.sheets.wanted() == ()
    assert not wizard.buttons["next"].isEnabled()
    _close(qtbot, wizard)


def _item(wizard: LedgerWizard, name: str) -> object:
    (item,) = wizard.sheets.view.findItems(name, Qt.MatchFlag.MatchStartsWith)
    return item


def _read_both(wizard: LedgerWizard, qtbot: QtBot) -> None:
    for name in ("北乡", "南乡"):
        if name not in wizard.sheets.wanted():
            _tick(qtbot, wizard, name)


def test_that_each_sheet_has_columns_of_its_own_and_both_are_imported(
    wizard: LedgerWizard, book: Path, qtbot: QtBot
) -> None:
    _read_both(wizard, qtbot)
    _stand(qtbot, wizard, "北乡")
    assert [c.header for c in wizard.seen.columns] == list(NORTH[0])
    _choose(wizard, "补充", "history")
    _stand(qtbot, wizard, "南乡")
    assert [c.header for c in wizard.seen.columns] == list(SOUTH[0])
    assert wizard.mapping.chosen() == {}
    _stand(qtbot, wizard, "北乡")
    assert wizard.mapping.chosen() == {"F": "history"}
    _go(qtbot, wizard, table_wizard.CHECK)
    assert (wizard.seen.counts["created"], wizard.seen.counts["refused"]) == (3, 2)
    assert wizard.check.sheet.isVisible()
    _go(qtbot, wizard, table_wizard.DONE)
    assert wizard.outcome.done.counts["created"] == 3
    told = wizard.outcome.notice.text()
    assert f"{book.name}［北乡, 南乡］" in told
    _close(qtbot, wizard)


def test_that_a_problem_leads_to_its_row_in_the_other_sheet(
    wizard: LedgerWizard, qtbot: QtBot
) -> None:
    _read_both(wizard, qtbot)
    _stand(qtbot, wizard, "北乡")
    _go(qtbot, wizard, table_wizard.CHECK)
    problems = wizard.check.problems
    for at, problem in enumerate(problems.model.rows):
        if problem.row is None or not problem.fatal:
            continue
        problems.view.setCurrentIndex(problems.model.index(at, 2))
        assert f"［{wizard.seen.sheet}］" in problem.file
        assert wizard.check.sheet.currentText() == wizard.seen.sheet
        row = wizard.check.table.currentIndex().row()
        assert wizard.seen.rows[row].row == problem.row
        assert problems.view.currentIndex().row() == at
    assert {p.file for p in problems.model.rows if p.fatal} == {
        f"两乡清单.xlsx［{name}］" for name in ("北乡", "南乡")
    }
    _close(qtbot, wizard)


def test_that_why_a_column_was_understood_is_told_and_what_is_remembered_can_be_forgotten(
    wizard: LedgerWizard, desk: Desk, book: Path, qtbot: QtBot
) -> None:
    _read_both(wizard, qtbot)
    _stand(qtbot, wizard, "北乡")
    assert _sure(wizard)["设施名称"] == "its header"
    assert "%" in _sure(wizard)["编号"]
    assert not wizard.remembered.isVisible()
    _choose(wizard, "补充", "history")
    assert _sure(wizard)["补充"] == "your choice"
    _go(qtbot, wizard, table_wizard.CHECK)
    _go(qtbot, wizard, table_wizard.DONE)
    _close(qtbot, wizard)
    again = _columns(desk, book, qtbot)
    _read_both(again, qtbot)
    _stand(qtbot, again, "南乡")
    assert not again.remembered.isVisible()
    _stand(qtbot, again, "北乡")
    assert again.remembered.isVisible()
    assert _sure(again)["补充"] == "your choice last time"
    press(qtbot, again.remembered, "notice.act")
    _until(qtbot, again, table_wizard.COLUMNS)
    assert not again.remembered.isVisible()
    assert _sure(again)["补充"] != "your choice last time"
    _close(qtbot, again)


def _sure(wizard: LedgerWizard) -> dict[str, str]:
    model = wizard.mapping.model
    return {
        model.index(row, HEADER).data(): model.index(row, SURE).data()
        for row in range(model.rowCount())
    }


def test_that_a_copy_with_comments_is_saved_before_and_after_the_import(
    wizard: LedgerWizard, book: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    _read_both(wizard, qtbot)
    _go(qtbot, wizard, table_wizard.CHECK)
    opened: list[Path] = []
    wizard.commented.opener = lambda path, *_: opened.append(path)
    for page, name in ((table_wizard.CHECK, "before.xlsx"), (table_wizard.DONE, "after.xlsx")):
        if wizard.page != page:
            _go(qtbot, wizard, page)
        assert wizard.commented.buttons[page == table_wizard.DONE].isVisible()
        wizard.commented.save_to(tmp_path / name)
        _until(qtbot, wizard, page)
        made = openpyxl.load_workbook(tmp_path / name)
        assert made["南乡"]["C4"].comment is not None
        assert made["北乡"]["A2"].comment is None
        press(qtbot, wizard.notice, "notice.act")
    assert opened == [tmp_path, tmp_path]
    press(qtbot, wizard.outcome, "problems.commented")
    asked = dialog(qtbot, "commented.where")
    assert isinstance(asked, QFileDialog)
    assert Path(asked.directory().path()) == book.parent  # beside the list
    asked.reject()
    wizard.commented.save_to(tmp_path / "copy.docx")
    _until(qtbot, wizard, table_wizard.DONE)
    assert "copy.docx" in wizard.notice.text()
    _close(qtbot, wizard)
