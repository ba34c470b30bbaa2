"""What could be read in two ways, or belongs to another header, is told and never taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from helpers.read_lists import read_list

from greenshield.formats.ledger import LedgerFile

HEAD = ["图斑编号", "问题来源", "经度", "纬度"]
MU = 10_000 / 15


def _row(number: int, *more: Any) -> list[Any]:
    return [f"TB{number}", "绿盾巡查", 126.1 + number / 100, 43.2, *more]


def _read(folder: Path, *rows: Sequence[Any]) -> LedgerFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "台账.xlsx")
    return read_list(folder / "台账.xlsx")


def _held(found: LedgerFile, field: str) -> dict[str, Any]:
    return {row.fields["clue_no"]: row.fields.get(field) for row in found.rows}


def _told(found: LedgerFile, code: str) -> list[tuple[int | None, str]]:
    return [(p.row, p.column) for p in found.problems if p.code == code]


@pytest.mark.parametrize(
    "other",
    [
        [*HEAD, "面积（公顷）", "责任单位", "督导单位"],
        [*HEAD, "面积（亩）", "督导单位", "责任单位"],
        [*HEAD, "面积（亩）", "整改单位", "监管单位"],  # the same fields in other words
    ],
)
def test_that_a_further_table_is_not_read_by_the_first_header(tmp_path, other):
    first = [*HEAD, "面积（亩）", "责任单位", "督导单位"]
    found = _read(tmp_path, first, _row(1, 3, "甲局", "乙局"), [], other,
                  _row(2, 3, "甲局", "乙局"), first, _row(3, 6, "甲局", "乙局"))  # fmt: skip
    assert _held(found, "area_rs") == {"TB1": pytest.approx(3 * MU), "TB3": pytest.approx(6 * MU)}
    assert _told(found, "ledger_header_differs") == [(5, "")]
    assert [row.fields["clue_no"] for row in found.turned_away] == ["TB2"]


def test_that_a_header_repeated_as_it_is_goes_on(tmp_path):
    head = [*HEAD, "面积（亩）"]
    found = _read(tmp_path, head, _row(1, 3), head, _row(2, 6))
    assert _held(found, "area_rs") == {"TB1": pytest.approx(3 * MU), "TB2": pytest.approx(6 * MU)}
    assert found.problems == ()


def test_that_ten_thousands_are_not_taken_twice(tmp_path):
    head = [*HEAD, "罚款金额（万元）", "拆除面积（万平方米）", "罚没说明（元）"]
    found = _read(tmp_path, head, _row(1, "3.5万", "1万"), _row(2, "4万元", "1万平方米"),
                  _row(3, 5, 0.2))  # fmt: skip
    assert _held(found, "fine_yuan") == {"TB1": None, "TB2": 40_000, "TB3": 50_000}
    assert _held(found, "demolished_area") == {"TB1": None, "TB2": 10_000, "TB3": 2_000}
    assert _told(found, "ledger_number_scaled_twice") == [
        (2, "E 罚款金额（万元）"), (2, "F 拆除面积（万平方米）"),
    ]  # fmt: skip


def test_that_one_beside_fractions_is_no_hundredth(tmp_path):
    head = [*HEAD, "整改进度（%）"]
    found = _read(tmp_path, head, _row(1, 0.35), _row(2, 1), _row(3, 40), _row(4, "100%"))
    assert _held(found, "progress_pct") == {"TB1": None, "TB2": None, "TB3": 40, "TB4": 100}
    assert [row for row, _ in _told(found, "ledger_percent_ambiguous")] == [2, 3]
    whole = _read(tmp_path, head, _row(1, 35), _row(2, 1))
    assert _held(whole, "progress_pct") == {"TB1": 35, "TB2": 1}


def test_that_a_bare_number_beside_units_has_none(tmp_path):
    found = _read(tmp_path, [*HEAD, "面积"], _row(1, "3亩"), _row(2, 6), _row(3, 0))
    assert _held(found, "area_rs") == {"TB1": pytest.approx(3 * MU), "TB2": None, "TB3": 0}
    assert _told(found, "ledger_unit_mixed") == [(3, "E 面积")]


@pytest.mark.parametrize("words", ["度分秒", "° ′ ″", "度、分、秒"])
def test_that_degrees_without_signs_are_not_taken_under_a_header_of_parts(tmp_path, words):
    head = ["图斑编号", "问题来源", f"经度（{words}）", f"纬度（{words}）"]
    found = _read(tmp_path, head, ["TB1", "绿盾巡查", 126.3015, 43.4830],
                  ["TB2", "绿盾巡查", "126°30′15″", "43°48′30″"])  # fmt: skip
    assert _held(found, "lon") == {"TB2": pytest.approx(126 + 30 / 60 + 15 / 3600)}
    assert [row for row, _ in _told(found, "ledger_angle_in_parts")] == [2]


def test_that_a_mark_of_the_row_above_is_no_value(tmp_path):
    head = [*HEAD, "责任单位", "责任人", "问题编号"]
    found = _read(tmp_path, head, _row(1, "甲局", "张三"), _row(2, "同上", "〃", "同上"))
    assert _held(found, "duty_unit") == {"TB1": "甲局", "TB2": None}
    assert _held(found, "duty_person") == {"TB1": "张三", "TB2": None}
    assert _held(found, "external_nos") == {"TB1": None, "TB2": None}
    assert len(_told(found, "ledger_cell_ditto")) == 3


def test_that_a_number_of_which_a_sheet_made_a_day_is_none(tmp_path):
    found = _read(tmp_path, HEAD, [dt.date(2024, 3, 5), "绿盾巡查", 126.1, 43.2], _row(2))
    assert [row.fields["clue_no"] for row in found.rows] == ["TB2"]
    assert _told(found, "ledger_number_is_date") == [(2, "A 图斑编号")]


@pytest.mark.parametrize(
    ("line", "area", "yuan"),
    [
        ("单位：亩、万元", MU, 10_000),
        ("（单位：公顷、元）", 10_000, 1),
        ("面积单位：亩；金额单位：千元", MU, 1_000),
        ("填报单位：某县分局（盖章）", 1, 1),
        ("填报单位：元宝县亩产办", 1, 1),
    ],
)
def test_that_units_above_the_table_count(tmp_path, line, area, yuan):
    head = [*HEAD, "占地面积", "罚款金额", "恢复面积（m²）"]
    found = _read(tmp_path, ["问题清单"], [None, line], head, _row(1, 3, 2, 7))
    assert _held(found, "area_rs") == {"TB1": pytest.approx(3 * area)}
    assert _held(found, "fine_yuan") == {"TB1": 2 * yuan}
    assert _held(found, "restored_area") == {"TB1": 7}
    said = _told(found, "ledger_unit_of_line")
    assert len(said) == (0 if area == yuan else 2)
    assert len(_told(found, "ledger_unit_assumed")) == 2 - len(said)


def test_that_two_units_above_the_table_leave_bare_numbers_open(tmp_path):
    found = _read(tmp_path, ["单位：亩、公顷"], [*HEAD, "占地面积"], _row(1, 3), _row(2, "3亩"))
    assert _held(found, "area_rs") == {"TB1": None, "TB2": pytest.approx(3 * MU)}
    assert [row for row, _ in _told(found, "ledger_unit_ambiguous")] == [3]


def test_that_a_note_below_the_table_tells_the_unit(tmp_path):
    found = _read(
        tmp_path, [*HEAD, "占地面积"], _row(1, 3), ["注：1.面积以亩计；2.坐标为CGCS2000。"]
    )
    assert _held(found, "area_rs") == {"TB1": pytest.approx(3 * MU)}


@pytest.mark.parametrize("units", [("亩", "万元"), ("（亩）", "（万元）")])
def test_that_a_row_of_units_is_of_the_header(tmp_path, units):
    found = _read(tmp_path, [*HEAD, "占地面积", "罚款金额"], [None, None, "度", "度", *units],
                  _row(1, 3, 2))  # fmt: skip
    assert _held(found, "area_rs") == {"TB1": pytest.approx(3 * MU)}
    assert _held(found, "fine_yuan") == {"TB1": 20_000}
    assert (found.refused, found.header_rows) == (0, (1, 2))
