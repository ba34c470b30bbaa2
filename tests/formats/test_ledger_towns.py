"""Towns that stand alone above rows are headings: no refused rows, and the place of those below."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.read_lists import read_rows

from greenshield.formats.ledger import LedgerFile
from greenshield.formats.ledger_counties import is_town

HEAD = ["序号", "图斑编号", "问题来源", "经度", "纬度", "面积（亩）"]


def _row(n: int, *more: Any) -> list[Any]:
    return [n, f"TB{n}", "绿盾巡查", 126.1 + n / 100, 43.2, 1.5, *more]


def _places(found: LedgerFile) -> dict[str, Any]:
    return {row.fields["clue_no"]: row.fields.get("place_name") for row in found.rows}


@pytest.mark.parametrize(
    "heading",
    [
        "城关镇",
        "一、城关镇",
        "（一）城关镇：",
        "城关镇（2个）",
        "石桥满族乡",
        "新华街道办事处",
        "阿木古郎苏木",
    ],
)
def test_that_rows_below_a_town_lie_in_it(tmp_path, heading):
    found = read_rows(tmp_path, HEAD, [heading], _row(1), _row(2), ["二、柳河镇"], _row(3))
    town = next(
        name
        for name in ("城关镇", "石桥满族乡", "新华街道办事处", "阿木古郎苏木")
        if name in heading
    )
    assert _places(found) == {"TB1": town, "TB2": town, "TB3": "柳河镇"}
    assert (found.refused, [(s.row, s.why) for s in found.skipped]) == (
        0,
        [(2, "town"), (5, "town")],
    )
    (told,) = [p for p in found.problems if p.code == "ledger_towns_by_heading"]
    assert (told.fatal, told.params) == (False, {"names": f"{town} (2)、柳河镇 (1)"})


def test_that_a_town_ends_at_its_total_and_at_another_heading(tmp_path):
    found = read_rows(
        tmp_path, HEAD, _row(1), ["城关镇"], _row(2), HEAD, _row(3),
        ["小计", None, None, None, None, 3], _row(4), ["柳河镇"], _row(5), ["二、县直单位"],
        _row(6), merged=("A3:F3",),
    )  # fmt: skip
    assert _places(found) == {
        "TB1": None, "TB2": "城关镇", "TB3": "城关镇", "TB4": None, "TB5": "柳河镇", "TB6": None,
    }  # fmt: skip
    assert found.refused == 0


def test_that_a_rows_own_place_stands(tmp_path):
    found = read_rows(tmp_path, [*HEAD, "小地名"], ["城关镇"], _row(1, "东沟"), _row(2))
    assert _places(found) == {"TB1": "东沟", "TB2": "城关镇"}
    (told,) = [p for p in found.problems if p.code == "ledger_towns_by_heading"]
    assert told.params == {"names": "城关镇 (1)"}


def test_that_a_town_in_the_column_of_towns_is_no_heading(tmp_path):
    """A row that is left open under a town's merged cell says nothing of those below."""
    found = read_rows(
        tmp_path, ["乡镇", *HEAD[1:]], ["城关镇", *_row(1)[1:]], ["城关镇"], [None, *_row(2)[1:]]
    )
    assert _places(found) == {"TB1": "城关镇", "TB2": None}
    assert found.refused == 1


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("城关镇", True), ("回族乡", True), ("镇", False), ("各乡镇", False), ("城镇", False),
        ("建制镇", False), ("集镇", False), ("全镇", False), ("城关镇政府", False),
        ("TB-1镇", False), ("采石场", False), ("城关镇、柳河镇", False),
    ],
)  # fmt: skip
def test_that_a_town_is_told_from_what_ends_as_its_name_does(text, known):
    assert is_town(text) is known
