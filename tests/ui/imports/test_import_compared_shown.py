"""How a comparison is shown: in which language, how wide, with what could not be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from helpers.dialogs import LEFT, WAIT_MS, gone, press
from helpers.imports import workbook
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shapely import box

from greenshield.domain.reissue_decisions import APART, SAME
from ui import language
from ui.desk import Desk
from ui.imports import calls, compare_calls, table_wizard
from ui.imports.calls import LedgerWish
from ui.imports.compare_model import DECISION, HERE, NUMBER, CompareModel
from ui.imports.compare_wizard import CompareWizard
from ui.imports.compare_words import LATER
from ui.look import theme

HEADER = ("图斑编号", "拐点坐标", "活动类型", "整改时限", "问题来源", "问题描述")


def _row(number: str, shape: Any, activity: str = "道路", day: str = "2025-06-30") -> list[str]:
    return [number, getattr(shape, "wkt", shape), activity, day, "绿盾巡查", "占用"]


def _patch(at: float, width: float = 0.001) -> Any:
    return box(126.45 + at, 43.2, 126.45 + at + width, 43.201)


FIRST = [_row(f"N{n}", _patch(n / 100)) for n in range(1, 9)]
AGAIN = [
    _row("N1", _patch(0.01), "采石场"),
    _row("N2", _patch(0.02), "道路", "2025-13-01"),
    _row("N56", _patch(0.05, 0.011)),  # may be the fifth, may be the sixth
    _row("N7", "no shape"),
]


@pytest.fixture
def shown(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Any:
    """The second list beside the first one."""
    got: list[Any] = []
    first = workbook(tmp_path / "清单一.xlsx", HEADER, FIRST)
    desk.do(calls.ledger_taken, first, LedgerWish(), done=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    return _opened(desk, qtbot, workbook(tmp_path / "清单二.xlsx", HEADER, AGAIN))


def _opened(desk: Desk, qtbot: QtBot, file: Path) -> Any:
    wizard = CompareWizard(desk, file)
    wizard.show()
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    for page in (table_wizard.COLUMNS, table_wizard.CHECK):
        press(qtbot, wizard, "compare.next")
        qtbot.waitUntil(
            lambda at=page: wizard.page == at and wizard.running.task is None, timeout=WAIT_MS
        )
    return wizard


def _close(qtbot: QtBot, wizard: Any) -> None:
    press(qtbot, wizard, "compare.close")
    gone(qtbot, "compare")


def _kind(qtbot: QtBot, page: Any, code: str) -> None:
    (at,) = [n for n in range(page.kinds.count()) if page.kinds.tabData(n) == code]
    qtbot.mouseClick(page.kinds, LEFT, pos=page.kinds.tabRect(at).center())


def test_that_values_follow_the_language_and_decisions_stay(
    shown: Any, qapp: QApplication, qtbot: QtBot
) -> None:
    page = shown.compared
    model = page.model
    (at,) = [n for n, line in enumerate(model.rows) if line.field == "activity_code"]
    page.view.setCurrentIndex(model.index(at, DECISION))
    key = model.rows[at].key
    model.decide([at], "keep")
    before = model.text(model.rows[at], HERE)
    language.set_language(qapp, "zh")
    try:
        qtbot.waitUntil(
            lambda: shown.running.task is None and model.text(model.rows[at], HERE) != before,
            timeout=WAIT_MS,
        )
        assert model.text(model.rows[at], HERE) == "道路"
        assert model.said(model.rows[at]) == "keep"
        assert model.at(page.view.currentIndex()).key == key
        _kind(qtbot, page, "unsure")
        assert "台账" in page.legend.text()
    finally:
        language.set_language(qapp, "en")
    qtbot.waitUntil(lambda: "in the ledger" in page.legend.text(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: shown.running.task is None, timeout=WAIT_MS)
    (line,) = [one for one in model.lines() if one.field == "activity_code"]
    assert model.text(line, HERE) == before
    _close(qtbot, shown)


def test_that_what_could_not_be_read_is_told_before_anything_is_imported(
    shown: Any, qtbot: QtBot
) -> None:
    page = shown.compared
    _kind(qtbot, page, "refused")
    assert page.problems.isVisible()
    assert not page.view.isVisible()
    codes = {problem.code for problem in page.problems._list.items}
    assert codes == {"ledger_date_impossible", "ledger_shape_unread"}  # not to compare
    buttons = [b for b in shown.commented.buttons if b.isVisible()]
    assert len(buttons) == 1  # a copy with comments
    _kind(qtbot, page, "field")
    assert page.view.isVisible()
    _close(qtbot, shown)


def test_that_widths_and_the_part_of_the_map_are_kept(
    shown: Any, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    view, split = shown.compared.view, shown.compared._split
    shown.resize(1200, 700)
    view.setColumnWidth(NUMBER, view.fontMetrics().averageCharWidth() * 31)
    split.moveSplitter(500, 1)
    sizes, hidden = split.sizes(), view.isColumnHidden(HERE)
    _close(qtbot, shown)
    again = _opened(desk, qtbot, tmp_path / "清单二.xlsx")
    assert again.compared.view.columnWidth(NUMBER) == view_width(again, 31)
    assert again.compared._split.sizes() == sizes
    assert again.compared.view.isColumnHidden(HERE) == hidden
    _close(qtbot, again)
    desk.prefs.set("compare.widths", {"2": "wide", "x": None})
    desk.prefs.set("compare.split", ["a", 3])
    third = CompareWizard(desk)
    assert third.compared.view.columnWidth(NUMBER) > 30
    third.close()


def view_width(wizard: Any, letters: int) -> int:
    """Of a column of so many letters."""
    return int(wizard.fontMetrics().averageCharWidth()) * letters


def test_that_rows_are_as_high_as_another_look_wants(
    shown: Any, qapp: QApplication, qtbot: QtBot
) -> None:
    view = shown.compared.view
    before = view.rowHeight(0)
    theme.apply(qapp, "field")
    try:
        qtbot.waitUntil(lambda: view.rowHeight(0) > before * 1.3)
    finally:
        theme.apply(qapp, "light")
    qtbot.waitUntil(lambda: view.rowHeight(0) == before)
    _close(qtbot, shown)


def test_that_a_row_is_one_thing_alone(shown: Any, qtbot: QtBot) -> None:
    model = shown.compared.model
    _kind(qtbot, shown.compared, "unsure")
    fifth, sixth = model.rows
    assert fifth.rows == sixth.rows
    assert model.open() == 2
    model.decide([0], SAME)
    assert (model.said(fifth), model.said(sixth), model.open()) == (SAME, LATER, 0)
    assert model.text(sixth, DECISION) == "see its other line"
    model.decide([1], SAME)
    assert (model.said(fifth), model.said(sixth)) == (LATER, SAME)
    model.decide([0], APART)
    assert (model.said(fifth), model.said(sixth)) == (APART, APART)
    model.decide([0, 1], SAME)  # at once: the first one counts
    assert (model.said(fifth), model.said(sixth)) == (SAME, LATER)
    model.decide([0, 1], LATER)
    assert model.open() == 2
    model.decide([1], SAME)
    press(qtbot, shown, "compare.next")
    qtbot.waitUntil(lambda: shown.page == table_wizard.DONE, timeout=WAIT_MS)
    assert not [p for p in shown.outcome.done.problems.items if p.code == "reissue_decided_twice"]
    _close(qtbot, shown)


def test_that_many_lines_come_in_parts(shown: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_calls, "_AT_ONCE", 2)
    whole = shown.compared.shown
    parts = list(compare_calls._parts(whole))
    assert max(len(p.lines) + len(p.old) + len(p.new) for p in parts) <= 2
    got = compare_calls.Part()
    for part in parts:
        got.add(part)
    assert got.of(whole) == whole
    once, bit_by_bit = CompareModel(), CompareModel()
    once.show(whole.lines)
    bit_by_bit.gather(whole.lines[:1])  # of one that was given up
    bit_by_bit.begin()
    for part in parts:
        bit_by_bit.gather(part.lines)
    bit_by_bit.show(whole.lines)
    assert list(bit_by_bit.lines()) == list(once.lines()) == list(whole.lines)
    assert bit_by_bit.choices() == once.choices()
    assert bit_by_bit.counts() == once.counts()
    assert bit_by_bit.open() == once.open() == shown.compared.model.open() > 0
    columns = [column for column in range(2, 10) if bit_by_bit.is_empty(column)]
    assert columns == [column for column in range(2, 10) if once.is_empty(column)]
    assert whole.old
    assert whole.new
    shown.close()
