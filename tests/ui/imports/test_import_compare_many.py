"""Filters and decisions over many lines of a comparison come to what each line says alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpers.dialogs import WAIT_MS, gone, press
from helpers.imports import workbook
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot
from shapely import box

from greenshield.domain.reissue_decisions import (
    APART,
    ASIDE,
    KEEP,
    MERGE,
    SAME,
    SPLIT,
    TAKE,
    WORDS,
)
from greenshield.domain.reissue_shown import ShownLine
from ui.desk import Desk
from ui.imports import calls, table_wizard
from ui.imports.calls import LedgerWish
from ui.imports.compare_model import CompareModel
from ui.imports.compare_wizard import CompareWizard
from ui.imports.compare_words import KINDS, LATER

_CHOICES = {
    "unsure": (SAME, APART, ASIDE), "split": (SPLIT, APART, ASIDE),
    "merged": (MERGE, APART, ASIDE), "renumbered": (SAME, APART, ASIDE), "field": (TAKE, KEEP),
    "new": (APART, ASIDE), "gone": (),
}  # fmt: skip


def _line(number: int, kind: str, rows: tuple[int, ...], proposed: bool, text: str) -> ShownLine:
    field = "description" if kind == "field" else ""
    word = {"field": TAKE, "new": APART}.get(kind, "") if proposed else ""
    return ShownLine(
        f"{kind}|{number}", kind, rows, str(rows), f"TB-{number}", "", (), text, field, "", "",
        "", "", _CHOICES[kind], word,
    )  # fmt: skip


_LINES = st.lists(
    st.tuples(
        st.sampled_from(KINDS), st.sets(st.integers(1, 4), min_size=1, max_size=2),
        st.booleans(), st.sampled_from(("采石场", "Straße", "道路")),
    ),
    min_size=1, max_size=12,
)  # fmt: skip
_SAID = st.lists(
    st.tuples(st.sets(st.integers(0, 11), min_size=1), st.sampled_from((LATER, *WORDS))), max_size=4
)


@given(made=_LINES, said=_SAID)
def test_that_columns_tell_what_the_lines_tell_one_by_one(made: Any, said: Any) -> None:
    lines = [_line(n, k, tuple(sorted(r)), p, t) for n, (k, r, p, t) in enumerate(made)]
    model = CompareModel()
    model.gather(lines[:5])
    model.gather(lines[5:])
    model.show(lines)
    for rows, word in said:
        model.decide(sorted(n for n in rows if n < len(lines)), word)
    for kind in ("", *KINDS):
        for text in ("", "STRASSE", "tb-1", "nowhere"):
            for undecided in (False, True):
                model.filter(kind, text, undecided=undecided)
                wanted = [
                    one for one in lines
                    if kind in ("", one.kind)
                    and (not text or text.casefold() in f"{one.numbers}\n{one.name}".casefold())
                    and (not undecided or _is_open(model, lines, one))
                ]  # fmt: skip
                assert list(model.rows) == wanted
                words = {word for one in wanted for word in one.choices}
                assert set(model.words(range(len(wanted)))) == words
                for row, one in enumerate(wanted):
                    assert model.row_of(one.key) == row
    assert model.open() == sum(_is_open(model, lines, one) for one in lines)
    assert model.row_of("of another comparison") == 0


def _is_open(model: CompareModel, lines: Sequence[ShownLine], line: ShownLine) -> bool:
    """Whether it waits, and none that asks of the same rows says what each of them is."""
    if not line.choices or model.said(line) != LATER:
        return False
    if line.kind in ("field", "new"):
        return True
    others = [o for o in lines if o.kind not in ("field", "new", "gone")]
    told = {row for o in others if model.said(o) != LATER for row in o.rows}
    return not told.issuperset(line.rows)


def test_that_an_import_is_told_what_a_person_said_and_nothing_else() -> None:
    lines = [
        _line(0, "field", (1,), True, ""), _line(1, "field", (2,), False, ""),
        _line(2, "new", (3,), True, ""), _line(3, "unsure", (4,), False, ""),
    ]  # fmt: skip
    model = CompareModel()
    model.show(lines)
    assert model.choices() == {}
    model.decide([0, 1, 2, 3], LATER)
    assert model.choices() == {"field|0": KEEP, "new|2": ASIDE}  # written unasked, were it not said
    model.decide([0, 1], TAKE)
    model.decide([3], SAME)
    assert model.choices() == {
        "field|0": TAKE, "field|1": TAKE, "new|2": ASIDE, "unsure|3": SAME
    }  # fmt: skip
    model.show([*lines[1:], _line(9, "new", (9,), True, "")])
    assert model.choices() == {"field|1": TAKE, "new|2": ASIDE, "unsure|3": SAME}


_HEADER = ("图斑编号", "拐点坐标", "活动类型", "整改时限", "问题来源", "问题描述")


def _row(number: int, at: int) -> list[str]:
    shape = box(126.45 + at / 100, 43.2, 126.451 + at / 100, 43.201)
    return [f"N{number}", shape.wkt, "道路", "2025-06-30", "绿盾巡查", f"第{at}处"]


def test_that_rows_whose_numbers_changed_places_wait_for_a_person(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    got: list[Any] = []
    first = workbook(tmp_path / "一.xlsx", _HEADER, [_row(n, n) for n in range(1, 9)])
    desk.do(calls.ledger_taken, first, LedgerWish(), done=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    swapped = {2: 3, 3: 2}
    again = [_row(n, swapped.get(n, n)) for n in range(1, 9)]
    wizard: Any = CompareWizard(desk, workbook(tmp_path / "二.xlsx", _HEADER, again))
    wizard.show()
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    for page in (table_wizard.COLUMNS, table_wizard.CHECK, table_wizard.DONE):
        press(qtbot, wizard, "compare.next")
        qtbot.waitUntil(
            lambda at=page: wizard.page == at and wizard.running.task is None, timeout=WAIT_MS
        )
    done = wizard.outcome.done
    assert (done.counts["updated"], done.counts["created"]) == (0, 0)
    assert {p.code for p in done.problems.items} >= {"reissue_undecided"}
    press(qtbot, wizard, "compare.close")
    gone(qtbot, "compare")
