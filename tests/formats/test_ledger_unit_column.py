"""Units in a column beside the amounts are those of the amounts."""

from __future__ import annotations

import pytest
from helpers.read_lists import read_columns

HEAD = {"图斑编号": ["T1", "T2", "T3"], "经度": [126.31, 126.32, 126.33], "纬度": [43.2] * 3}


def _read(tmp_path, more):
    file = read_columns(tmp_path, HEAD | more)
    field = "fine_yuan" if any("罚款" in name for name in more) else "area_rs"
    told = [(p.row, p.code) for p in file.problems if p.code.startswith(("ledger_u", "ledger_num"))]
    return [row.fields.get(field) for row in file.rows], told


@pytest.mark.parametrize(
    ("more", "values"),
    [
        ({"面积": [3, 2, 100], "单位": ["亩", "公顷", "㎡"]}, [2000, 20000, 100]),
        ({"占地面积": ["3", "0.2", "1,200"], "面积单位": ["亩", "公顷", "平方米"]},
         [2000, 2000, 1200]),
        ({"罚款金额": [2, 3, 5000], "计量单位": ["万元", "万元", "元"]}, [20000, 30000, 5000]),
    ],
)  # fmt: skip
def test_that_a_unit_beside_an_amount_is_its_unit(tmp_path, more, values):
    read, told = _read(tmp_path, more)
    assert read == pytest.approx(values)
    assert told == []


def test_that_an_amount_without_a_unit_or_with_an_unknown_one_is_left_out_and_told(tmp_path):
    read, told = _read(tmp_path, {"面积": [3, 2, 6], "单位": ["亩", None, "垧"]})
    assert read == [pytest.approx(2000), None, None]
    assert [told[-2], told[-1]] == [(3, "ledger_unit_mixed"), (4, "ledger_unit_wrong")]


def test_that_a_cell_with_another_unit_than_the_one_beside_is_left_out(tmp_path):
    read, told = _read(tmp_path, {"面积": ["3亩", "3亩", 6], "单位": ["亩", "公顷", "亩"]})
    assert read == [pytest.approx(2000), None, pytest.approx(4000)]
    assert [row for row, _ in told if row] == [3]


@pytest.mark.parametrize("other", [["甲局", "乙局", "丙局"], ["元", "亩", "亩"], [1, 2, 3]])
def test_that_another_column_beside_an_amount_is_no_column_of_units(tmp_path, other):
    read, _ = _read(tmp_path, {"面积": [3, 2, 6], "单位": other})
    assert read == [3, 2, 6]


def test_that_no_unit_is_said_to_be_assumed_where_each_amount_has_its_own(tmp_path):
    assert _read(tmp_path, {"面积": ["3亩", "0.2公顷", None]})[1] == []
    assert _read(tmp_path, {"面积": ["3亩", "2", None]})[1] == [(3, "ledger_unit_mixed")]
    assert _read(tmp_path, {"面积": [3, None, None]})[1] == [(None, "ledger_unit_assumed")]
