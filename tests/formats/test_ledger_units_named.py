"""Units and groups as headers of messy sheets name them: read, or told and not taken."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.read_lists import read_rows

HEAD = ["图斑编号", "问题来源", "经度", "纬度"]
ROW = ["TB1", "绿盾巡查", 126.11, 43.2]
MU = 10_000 / 15


def _one(folder, header: str, cell: Any) -> tuple[dict[str, Any], set[str]]:
    found = read_rows(folder, [*HEAD, header], [*ROW, cell])
    return found.rows[0].fields, {p.code for p in found.problems}


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("占地面积 亩", MU), ("面积-亩", MU), ("面积亩", MU), ("面积_亩", MU), ("占地面积：亩", MU),
        ("面积(mu)", MU), ("占地面积（市亩）", MU), ("占地面积（百亩）", 100 * MU),
        ("占地面积ha", 1e4),
        ("占地面积（Ha）", 1e4), ("占地面积（K㎡）", 1e6), ("占地面积（千㎡）", 1e3),
        ("占地面积（公亩）", 100), ("占地面积（平方）", 1), ("占地面积㎡", 1),
    ],
)  # fmt: skip
def test_that_a_header_names_its_unit_in_many_ways(tmp_path, header, factor):
    values, told = _one(tmp_path, header, 1.5)
    assert values["area_rs"] == pytest.approx(1.5 * factor)
    assert not {code for code in told if code.startswith("ledger_unit")}


@pytest.mark.parametrize(
    ("header", "field", "value"),
    [
        ("占地（亩）", "area_rs", 1.5 * MU), ("占地 亩", "area_rs", 1.5 * MU),
        ("规模/占地（公顷）", "area_rs", 15_000), ("遥感（m²）", "area_rs", 1.5),
        ("实测（平方米）", "area_measured", 1.5), ("恢复（亩）", "restored_area", 1.5 * MU),
        ("赔偿（万元）", "damage_yuan", 15_000),
        ("规模（亩）", "scale_text", "1.5亩"), ("林地（亩）", "", None), ("占地", "", None),
        ("长度（米）", "", None), ("（亩）", "", None),
    ],
)  # fmt: skip
def test_that_a_unit_tells_of_what_amount_a_name_speaks(tmp_path, header, field, value):
    """占地 may be a kind of land as well; 占地（亩） is an area."""
    values, _ = _one(tmp_path, header, 1.5)
    assert values.get(field) == (value if value is None else pytest.approx(value))
    others = {"clue_no", "source_code", "lon", "lat", "source_crs"}
    assert values.keys() - others == ({field} - {""})


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("罚款金额 万元", 1e4), ("罚款万元", 1e4), ("罚款（万）", 1e4), ("罚款金额（百万元）", 1e6),
        ("罚款金额（人民币万元）", 1e4), ("罚款金额（万元人民币）", 1e4), ("罚款金额（RMB）", 1),
    ],
)  # fmt: skip
def test_that_money_is_named_in_many_ways(tmp_path, header, factor):
    values, told = _one(tmp_path, header, 2)
    assert values["fine_yuan"] == pytest.approx(2 * factor)
    assert not {code for code in told if code.startswith("ledger_unit")}


@pytest.mark.parametrize(
    "header",
    ["占地面积（垧）", "占地面积（分）", "占地面积（顷）", "占地面积（acre）", "占地面积（万）",
     "罚款金额（美元）", "罚款金额(wan yuan)", "罚款金额（港币）"],
)  # fmt: skip
def test_that_under_a_unit_that_is_not_known_nothing_is_taken(tmp_path, header):
    values, told = _one(tmp_path, header, 15)
    assert not {"area_rs", "fine_yuan"} & values.keys()
    assert "ledger_unit_unknown" in told
    values, told = _one(tmp_path, header, "3公顷" if "面积" in header else "3万元")
    assert values.get("area_rs", values.get("fine_yuan")) == 30_000  # the cell's own is known


@pytest.mark.parametrize(
    "header", ["占地面积（实测）", "占地面积（必填）", "占地面积（保留两位小数）"]
)
def test_that_other_words_in_brackets_are_no_unit(tmp_path, header):
    values, told = _one(tmp_path, header, 15)
    assert values["area_rs"] == 15
    assert "ledger_unit_assumed" in told


def test_that_a_unit_named_in_the_header_of_remarks_counts(tmp_path):
    found = read_rows(tmp_path, [*HEAD, "备注（面积单位：亩）", "面积"], [*ROW, "无", 15])
    assert found.rows[0].fields["area_rs"] == pytest.approx(15 * MU)
    assert [p.params["unit"] for p in found.problems if p.code == "ledger_unit_of_line"] == ["亩"]


@pytest.mark.parametrize(
    ("group", "parts", "cells", "values"),
    [
        ("占地面积（亩）", ["合计", "核心区", "实验区"], [15, 5, 10], {"area_rs": 15 * MU}),
        ("占地面积", ["核心区", "小计"], [5, 10], {"area_rs": 10}),
        ("面积（亩）", ["遥感", "实测"], [15, 3], {"area_rs": 15 * MU, "area_measured": 3 * MU}),
        (
            "面积", ["遥感监测（亩）", "实地核查（公顷）", "拆除（㎡）"], [15, 3, 20],
            {"area_rs": 15 * MU, "area_measured": 3e4, "demolished_area": 20},
        ),
        ("责任", ["单位", "人"], ["甲局", "张三"], {"duty_unit": "甲局", "duty_person": "张三"}),
    ],
)  # fmt: skip
def test_that_parts_of_a_group_are_named_by_it(tmp_path, group, parts, cells, values):
    head = [*HEAD, group, *[None] * (len(parts) - 1)]
    end = "ABCDEFGH"[3 + len(parts)]
    merged = [f"E1:{end}1", *(f"{c}1:{c}2" for c in "ABCD")]
    found = read_rows(tmp_path, head, [*[None] * 4, *parts], [*ROW, *cells], merged=merged)
    fields = found.rows[0].fields
    assert {name: fields[name] for name in values} == pytest.approx(values)


@pytest.mark.parametrize("first", ["总计（2个）", "甲镇小计", "小计", "全县合计"])
def test_that_sums_are_no_records(tmp_path, first):
    rows = [["图斑编号", *HEAD[1:], "面积（亩）"], [*ROW, 15], [first, "共1个", None, None, 15]]
    found = read_rows(tmp_path, *rows)
    assert [(s.row, s.why) for s in found.skipped] == [(3, "total")]
    assert found.refused == 0


def test_that_a_number_among_texts_keeps_its_headers_unit(tmp_path):
    head = [*HEAD, "建设规模（亩）"]
    found = read_rows(tmp_path, head, [*ROW, 15], ["TB2", *ROW[1:], "2栋"])
    assert [row.fields["scale_text"] for row in found.rows] == ["15亩", "2栋"]
