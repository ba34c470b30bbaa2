"""What an import wizard looks like says what is so: columns, long sentences, the forward button."""

from __future__ import annotations

from pathlib import Path

from helpers.dialogs import WAIT_MS, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from greenshield.domain.errors import Problem
from ui.desk import Desk
from ui.imports import table_wizard
from ui.imports.ledger_wizard import LedgerWizard
from ui.imports.problem_list import of
from ui.imports.problems_model import REMEDY, WHAT
from ui.imports.problems_table import ProblemsTable
from ui.look import colours, icons

_GROUND, _INK = Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole


def test_that_a_wizard_shows_what_is_left_out_what_is_wrong_in_full_and_what_enter_does(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(
        "编号,问题来源,经度,纬度,设施,天气\nT-1,绿盾巡查,126.30,43.20,采石场,晴\n"
        "T-2,绿盾巡查,,,养殖场,雨\n",
        "utf-8",
    )
    wizard = LedgerWizard(desk, file)
    wizard.show()
    forward = wizard.findChild(QPushButton, "ledger.next")

    def go(page: int) -> None:
        press(qtbot, wizard, "ledger.next")
        qtbot.waitUntil(lambda: wizard.page == page and not desk.office.tasks(), timeout=WAIT_MS)

    def look_with_focus_in(place: QWidget) -> bool:
        place.setFocus()
        assert place.hasFocus()
        return forward.isDefault()

    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    assert look_with_focus_in(wizard._form.path.line)  # Enter there goes on
    assert not look_with_focus_in(wizard.buttons["close"])  # Enter there closes
    assert look_with_focus_in(forward)
    go(table_wizard.COLUMNS)
    assert not look_with_focus_in(wizard.mapping.list)  # Enter there opens the fields
    go(table_wizard.CHECK)

    model = wizard.check.model
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    left = heads.index("天气 (not taken)")
    assert model.index(0, left).data(_GROUND).style() == Qt.BrushStyle.BDiagPattern
    assert "not taken" in model.index(0, left).data(Qt.ItemDataRole.ToolTipRole)
    number = heads.index("Clue number")
    assert model.index(0, number).data(_GROUND) is None
    assert model.index(0, number).data(_INK) is None

    problems = wizard.check.problems
    for row, problem in enumerate(problems.model.rows):
        mark = problems.model.index(row, 0).data(Qt.ItemDataRole.DecorationRole)
        kind, role = ("error", "danger") if problem.fatal else ("warning", "warning")
        assert mark.cacheKey() == icons.coloured(kind, role).cacheKey()
        cell = model.place_of(problem)
        if cell.column() > 0:
            assert cell.data(_GROUND) == colours.role(f"{role}_soft")
    assert {problem.fatal for problem in problems.model.rows} == {True, False}
    problems.view.setCurrentIndex(problems.model.index(0, 2))
    cells = [problems.model.index(0, column).data() for column in (2, 3)]
    assert problems.told.text() == "\n".join(cells)
    assert problems.told.height() >= problems.told.heightForWidth(problems.told.width())
    go(table_wizard.DONE)
    assert wizard.outcome.problems.told.text()
    assert wizard.outcome.problems.told.isVisible()
    press(qtbot, wizard, "ledger.close")


def test_that_a_long_remedy_takes_no_room_from_what_is_wrong(desk: Desk, qtbot: QtBot) -> None:
    table = ProblemsTable(desk)
    qtbot.addWidget(table)
    every = "、".join(f"活动类型{n}" for n in range(40))
    given = {"seen": "火星来源", "accepted": every}
    table.set_problems(of([Problem("ledger_code_unknown", "list.csv", row=3, params=given)]))
    table.resize(900, 300)
    table.show()
    qtbot.waitExposed(table)
    across, model = table.view.horizontalHeader(), table.model
    widths = {c: table.fontMetrics().horizontalAdvance(model.text(model.rows[0], c))
              for c in (WHAT, REMEDY)}  # fmt: skip
    assert widths[REMEDY] > table.view.viewport().width()
    assert across.sectionSize(WHAT) > widths[WHAT]
