"""From what an import did a way leads to the issues that it wrote, and to no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from helpers.dialogs import WAIT_MS, gone, press, settle
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.imports import table_wizard
from ui.imports.compare_wizard import CompareWizard
from ui.imports.ledger_wizard import LedgerWizard
from ui.main_window import MainWindow

_HEAD = "图斑编号,问题来源,经度,纬度,活动类型,备注\n"


def _row(number: int, told: str = "好") -> str:
    return f"XR-{number},绿盾巡查,{126.30 + number / 100},43.20,道路,{told}\n"


def _list(file: Path, *rows: str) -> Path:
    file.write_text(_HEAD + "".join(rows), "utf-8")
    return file


def _imported(wizard: Any, qtbot: QtBot) -> None:
    wizard.open()
    for page in (table_wizard.COLUMNS, table_wizard.CHECK, table_wizard.DONE):
        qtbot.waitUntil(lambda: wizard.running.task is None, timeout=WAIT_MS)
        press(qtbot, wizard, f"{wizard.objectName()}.next")
        qtbot.waitUntil(
            lambda at=page: wizard.page == at and wizard.running.task is None, timeout=WAIT_MS
        )


def _shown(window: MainWindow, qtbot: QtBot) -> set[str]:
    ledger = window.workspace.room("ledger")
    settle(qtbot, window.desk)
    assert ledger.isVisible()

    def rows() -> list[Any]:
        return [ledger.model.known(ledger.model.keys.at(n)) for n in range(len(ledger.model.keys))]

    qtbot.waitUntil(lambda: all(rows()), timeout=WAIT_MS)  # they are fetched as they are seen
    return {str(row["number"]) for row in rows()}


@pytest.mark.parametrize("kind", [LedgerWizard, CompareWizard])
def test_that_the_issues_of_an_import_are_shown_in_the_ledger(
    window: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path, kind: Any
) -> None:
    first = LedgerWizard(desk, _list(tmp_path / "一.csv", _row(1), _row(2), _row(3)), window)
    _imported(first, qtbot)
    press(qtbot, first.outcome, "notice.act")
    gone(qtbot, "ledger")
    assert _shown(window, qtbot) == {"XR-1", "XR-2", "XR-3"}
    rows = (_row(1), _row(2, "另有说明"), _row(3), _row(4))
    again = kind(desk, _list(tmp_path / "二.csv", *rows), window)
    name = again.objectName()
    _imported(again, qtbot)
    press(qtbot, again.outcome, "notice.act")
    gone(qtbot, name)
    assert _shown(window, qtbot) == {"XR-2", "XR-4"}  # those that stay as they were are not told


def test_that_nothing_is_offered_where_nothing_was_written(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    refused = _list(tmp_path / "坏.csv", "XR-1,,126.3,43.2,道路,无来源\n", _row(2))
    wizard = LedgerWizard(desk, refused)
    _imported(wizard, qtbot)
    assert len(wizard.outcome.done.issues) == 1
    wizard.outcome.show_done(type(wizard.outcome.done)("坏.csv", {"refused": 2}))
    button = wizard.outcome.notice.findChild(QPushButton, "notice.act")
    assert button is not None
    assert not button.isVisible()
    press(qtbot, wizard, "ledger.close")
    gone(qtbot, "ledger")
