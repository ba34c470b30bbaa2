"""Ledgers as people keep them: what is taken, what is refused, and what is said of each cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from helpers.imports import sheets_file
from helpers.read_lists import CODES, read_list
from openpyxl.worksheet.worksheet import Worksheet

from greenshield import messages
from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.domain.fields import parse, specs
from greenshield.formats.ledger import LedgerFile
from greenshield.formats.ledger_model import EXTRA

HEAD = ["图斑编号", "问题来源", "经度", "纬度"]
GOOD = ["TB1", "绿盾巡查", 126.1, 43.2]


def _read(path: Path, **more: Any) -> LedgerFile:
    found = read_list(path, **more)
    for problem in found.problems:
        for lang in ("zh", "en"):
            for sentence in (messages.text, messages.remedy):
                text = sentence(problem.code, problem.params, lang)
                assert text, problem
                assert "{" not in text, problem
    return found


def _book(path: Path, *rows: Sequence[Any], merges: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place in merges:
        book.active.merge_cells(place)
    book.save(path)
    return path


def _ledger(path: Path, *rows: Sequence[Any], **more: Any) -> LedgerFile:
    return _read(_book(path / "台账.xlsx", *rows), **more)


def _seen(found: LedgerFile) -> list[tuple[int | None, str, str, bool]]:
    return [(p.row, p.column, p.code, p.fatal) for p in found.problems]


def _county_sheet(sheet: Worksheet) -> None:
    """A county's sheet: title, who filled it in, two header rows, sections, totals, notes."""
    upper = ["序号", "图斑\n编号", "自然保护地名称", "问题来源", "问题名称", "位 置", None,
             "所在功能区", "占地面积（亩）", "建设时间", "整改情况", None, None,
             "罚款金额(万元)", "备注"]  # fmt: skip
    lower = [None] * 15
    lower[5], lower[6], lower[10:13] = "经度", "纬度", ["整改时限", "整改状态", "整改进度"]
    for row in (
        ["某县自然保护地生态环境问题整改台账"],
        ["填报单位：某县生态环境局", None, None, None, None, None, "填报日期：2023年5月"],
        upper,
        lower,
        ["一、某某国家级自然保护区"],
        [1, "TB001", "某某国家级自然保护区", "中央督察一轮", "采石场甲", "125°30′15″E",
         "43°30'15\"N", "核心区、缓冲区", "１２．５", "2016.5", dt.date(2023, 12, 31), "整改中",
         0.5, "1.2", None],
        [2, "TB002", None, "绿盾巡查", "道路乙", 126.1, 43.2, "缓冲区", 3, 2016,
         "2023年12月31日", "已销号", 1, 3, "已完成"],
        [],
        ["小计", None, None, None, None, None, None, None, "=SUM(I6:I7)"],
        upper,
        lower,
        [3, "TB003", "丙保护区", "群众举报", "养殖丙", 42500123.4, 4800123.5, "实验区", 15, 45049,
         20231231, "未启动", 0, "-", None],
        ["合  计", None, None, None, None, None, None, None, 30.5],
        ["注：1.本表一式两份；2.面积单位为亩。"],
        ["填表人：张三", None, None, "审核人：李四", None, None, None, "填表日期：2023年5月3日"],
    ):  # fmt: skip
        sheet.append(row)
    for row in (6, 7, 12):
        sheet.cell(row, 13).number_format = "0%"
    for place in (
        "A1:O1", "A5:O5", "C6:C7", "F3:G3", "K3:M3", "F10:G10", "K10:M10",
        *(f"{c}3:{c}4" for c in "ABCDEHIJNO"), *(f"{c}10:{c}11" for c in "ABCDEHIJNO"),
    ):  # fmt: skip
        sheet.merge_cells(place)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "填表说明"
    book.active["A1"] = "一、本表由县级填报。"
    _county_sheet(book.create_sheet("整改台账"))
    book.save(tmp_path / "county.xlsx")
    return tmp_path / "county.xlsx"


def test_that_a_countys_sheet_is_read_as_it_is(county):
    found = _read(county, division="220600")
    assert (found.sheet, found.sheets) == ("整改台账", ("填表说明", "整改台账"))
    assert found.header_rows == (3, 4)
    assert {c.header: c.field for c in found.columns} == {
        "序号": None, "图斑 编号": "clue_no", "自然保护地名称": "area_name",
        "问题来源": "source_code", "问题名称": "facility_name", "位 置/经度": "lon",
        "位 置/纬度": "lat", "所在功能区": "zone_code",
        "占地面积（亩）": "area_rs", "建设时间": "built_on", "整改情况/整改时限": "deadline",
        "整改情况/整改状态": "state", "整改情况/整改进度": "progress_pct",
        "罚款金额(万元)": "fine_yuan", "备注": "remark",
    }  # fmt: skip
    assert [(s.row, s.why) for s in found.skipped] == [
        (5, "section"), (9, "total"), (10, "header"), (11, "header"), (13, "total"), (14, "note"),
        (15, "note"),
    ]  # fmt: skip
    assert [row.row for row in found.rows] == [6, 7, 12]
    assert found.refused == 0
    assert _seen(found) == [(None, "", "ledger_datum_assumed", False)]


def test_that_every_value_of_a_countys_sheet_is_typed(county):
    first, second, third = _read(county).rows
    assert first.fields == {
        "clue_no": "TB001", "area_name": "某某国家级自然保护区", "source_code": "central_1",
        "facility_name": "采石场甲", "zone_code": ["core", "buffer"],
        "area_rs": pytest.approx(12.5 * 10_000 / 15, rel=1e-15), "built_on": "2016-05",
        "deadline": "2023-12-31", "progress_pct": 50, "fine_yuan": 12_000.0,
        "source_crs": "EPSG:4490",
        "lon": pytest.approx(125.50416666666667), "lat": pytest.approx(43.50416666666667),
    }  # fmt: skip
    assert first.state == "rectifying"
    assert first.raw["占地面积（亩）"] == "１２．５"
    assert first.raw["序号"] == "1"
    # The name's cell is merged over both rows.
    assert second.fields["area_name"] == "某某国家级自然保护区"
    assert (second.fields["built_on"], second.fields["deadline"]) == ("2016", "2023-12-31")
    assert (second.fields["progress_pct"], second.state) == (100, "closed")
    assert second.fields["remark"] == "已完成"
    assert third.fields["source_crs"] == "EPSG:4530"
    assert third.geometry is not None
    assert (third.geometry.x, third.geometry.y) == pytest.approx(
        (126.0015217, 43.3366783), abs=1e-6
    )
    assert (third.fields["built_on"], third.fields["progress_pct"]) == ("2023-05-03", 0)
    assert "fine_yuan" not in third.fields
    assert third.state == "registered"


def test_that_every_field_that_comes_out_is_taken_by_the_domain(county):
    for row in _read(county).rows:
        for name, value in row.fields.items():
            if name not in EXTRA:
                assert not specs("issue")[name].derived
                assert parse("issue", name, value, CODES) == value


def test_that_the_same_table_as_gbk_text_gives_the_same_rows(county, tmp_path):
    sheet = openpyxl.load_workbook(county, data_only=True)["整改台账"]
    lines = []
    for row in sheet.iter_rows():
        cells = ["" if c.value is None else str(c.value).replace("\n", "") for c in row]
        if row[12].number_format == "0%" and row[12].value is not None:
            cells[12] = f"{row[12].value:.0%}"
        lines.append(",".join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in cells))
    path = tmp_path / "台账.csv"
    path.write_bytes("\r\n".join(lines).encode("gbk"))
    first, text = _read(county), _read(path)
    assert text.header_rows == first.header_rows
    assert [c.field for c in text.columns] == [c.field for c in first.columns]
    for one, other in zip(first.rows, text.rows, strict=True):
        wanted = {k: v for k, v in one.fields.items() if k != "area_name"}
        assert {k: v for k, v in other.fields.items() if k != "area_name"} == wanted
        assert one.state == other.state


def test_that_a_bad_optional_cell_costs_the_cell_and_not_the_row(tmp_path):
    head = [*HEAD, "占地面积（亩）", "整改时限", "活动类型", "整改状态", "环保验收", "进度"]
    bad = [*GOOD, "约3", "2023年底", "没有这一类", "进行时", "也许", 0.4]
    found = _ledger(tmp_path, head, bad)
    assert _seen(found) == [
        (2, "E 占地面积（亩）", "ledger_number_vague", False),
        (2, "F 整改时限", "ledger_date_vague", False),
        (2, "G 活动类型", "ledger_code_unknown", False),
        (2, "H 整改状态", "ledger_state_unknown", False),
        (2, "I 环保验收", "ledger_bool_unread", False),
        (2, "J 进度", "ledger_percent_ambiguous", False),
    ]
    assert [p.params["seen"] for p in found.problems] == [str(v) for v in bad[4:]]
    assert "采石" in found.problems[2].params["accepted"]
    row = found.rows[0]
    assert set(row.fields) == {"clue_no", "source_code", "lon", "lat", "source_crs"}
    assert row.state is None


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ([None, "绿盾巡查", 126.1, 43.2], "ledger_row_no_number", "A 图斑编号"),
        (["TB1", None, 126.1, 43.2], "ledger_row_no_source", "B 问题来源"),
        (["TB1", "审计署", 126.1, 43.2], "ledger_source_unknown", "B 问题来源"),
        (["TB1", "绿盾巡查", None, None], "ledger_row_no_place", "C 经度"),
        (["TB1", "绿盾巡查", 126.1, None], "ledger_place_half", "C 经度"),
        (["TB1", "绿盾巡查", "见附图", 43.2], "ledger_angle_unread", "C 经度"),
        (["TB1", "绿盾巡查", 226.1, 43.2], "ledger_angle_out_of_range", "C 经度"),
        (["TB1", "绿盾巡查", 126.1, 125.2], "ledger_place_out_of_range", "C 经度"),
        (["TB1", "绿盾巡查", 500123.4, 4800123.5], "ledger_place_no_zone", "C 经度"),
        (["TB1", "绿盾巡查", 0, 0], "ledger_angle_out_of_range", "C 经度"),
    ],
)
def test_that_a_row_without_what_a_clue_needs_is_refused(tmp_path, row, code, column):
    found = _ledger(tmp_path, HEAD, row, ["TB9", *GOOD[1:]])
    assert _seen(found) == [(2, column, code, True)]
    assert ([r.row for r in found.rows], found.refused) == ([3], 1)


def test_that_defaults_stand_in_for_what_rows_do_not_give(tmp_path):
    rows = [["图斑编号", "问题来源", "经度", "纬度"], ["A", None, 126, 43], ["B", "审计", 126, 43]]
    found = _ledger(tmp_path, *rows, defaults={"source_code": "national_rs"})
    assert [r.fields["source_code"] for r in found.rows] == ["national_rs", "audit"]


def test_that_a_number_that_stands_twice_is_refused_the_second_time(tmp_path):
    found = _ledger(tmp_path, HEAD, GOOD, ["TB2", *GOOD[1:]], GOOD)
    assert _seen(found) == [(4, "A 图斑编号", "ledger_number_twice", True)]
    assert found.problems[0].params == {"number": "TB1", "first": 2}


@pytest.mark.parametrize("number", ["图斑编号", "问题编号"])
def test_that_rows_under_one_merged_number_are_told_as_such(tmp_path, number):
    head = [number, *HEAD[1:]]
    rows = [["WT-1", *GOOD[1:]], [None, *GOOD[1:]], [None, *GOOD[1:]], ["WT-1", *GOOD[1:]]]
    found = _read(_book(tmp_path / "台账.xlsx", head, *rows, merges=["A2:A4"]))
    told = {"number": "WT-1", "first": 2}
    assert [(p.row, p.code, p.params) for p in found.problems if p.fatal] == [
        (3, "ledger_number_merged", told | {"rows": "2–4"}),
        (4, "ledger_number_merged", told | {"rows": "2–4"}),
        (5, "ledger_number_twice", told),
    ]
    assert [row.row for row in found.rows] == [2]


def test_that_another_systems_number_is_kept_and_stands_in(tmp_path):
    head = ["问题编号", *HEAD[1:]]
    found = _ledger(tmp_path, head, ["WT-7", *GOOD[1:]], ["220621-2023-0007", *GOOD[1:]])
    first, second = found.rows
    assert (first.fields["clue_no"], first.fields["external_nos"]) == ("WT-7", [["", "WT-7"]])
    assert "issue_no" not in first.fields
    assert second.fields["issue_no"] == second.fields["clue_no"] == "220621-2023-0007"


def test_that_numbers_keep_their_digits_and_zeros(tmp_path):
    rows = [["00123", *GOOD[1:]], [20230001, *GOOD[1:]], [1.2345678901234567e17, *GOOD[1:]]]
    found = _ledger(tmp_path, HEAD, *rows)
    assert [r.fields["clue_no"] for r in found.rows] == ["00123", "20230001"]
    assert _seen(found)[0] == (4, "A 图斑编号", "ledger_number_too_long", False)


def test_that_a_number_that_csv_has_cut_short_is_told(tmp_path):
    path = tmp_path / "a.csv"
    rows = [HEAD, ["1.23457E+17", *GOOD[1:]], ["1e+10", *GOOD[1:]], ["2E+3甲", *GOOD[1:]]]
    path.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    found = _read(path)
    assert [row for row, _, code, _ in _seen(found) if code == "ledger_number_too_long"] == [2, 3]
    assert "2E+3甲" in [row.fields.get("clue_no") for row in found.rows]
    other = _ledger(tmp_path, ["问题编号", *HEAD[1:]], [1.2345678901234567e17, *GOOD[1:]])
    assert _seen(other)[0][2:] == ("ledger_number_too_long", False)
    assert not any("external_nos" in row.fields for row in other.rows)


def test_that_a_shared_amount_is_given_to_no_row(tmp_path):
    rows = [
        [*HEAD, "占地面积（亩）", "责任单位"],
        [*GOOD, 30, "某局"],
        ["TB2", *GOOD[1:], None, None],
    ]
    path = _book(tmp_path / "a.xlsx", *rows, merges=["E2:E3", "F2:F3"])
    found = _read(path)
    assert [r.fields.get("duty_unit") for r in found.rows] == ["某局", "某局"]
    assert ["area_rs" in r.fields for r in found.rows] == [False, False]
    assert [(p.row, p.code) for p in found.problems] == [
        (2, "ledger_amount_shared"), (3, "ledger_amount_shared"),
    ]  # fmt: skip
    assert found.problems[0].params["rows"] == "2–3"


def test_that_a_header_without_unit_is_read_and_remarked_on(tmp_path):
    found = _ledger(tmp_path, [*HEAD, "面积"], [*GOOD, 100])
    assert found.rows[0].fields["area_rs"] == 100.0
    assert _seen(found) == [(None, "E 面积", "ledger_unit_assumed", False)]


def test_that_two_columns_for_one_field_are_told_and_the_surer_is_taken(tmp_path):
    found = _ledger(tmp_path, [*HEAD, "面积（亩）", "占地面积"], [*GOOD, 15, 20])
    assert [c.field for c in found.columns[4:]] == [None, "area_rs"]
    assert (None, "E 面积（亩）", "ledger_column_twice", False) in _seen(found)


def test_that_the_caller_maps_columns_by_header_and_letter(tmp_path):
    rows = [["斑", "途径", "E", "N", "大小(ha)"], ["X1", "审计", 126, 43, 2]]
    mapping = {"clue_no": "斑", "source_code": "B", "lon": "C", "lat": "D", "area_rs": "大小（HA）"}
    found = _read(_book(tmp_path / "a.xlsx", *rows), mapping=mapping)
    assert found.rows[0].fields["area_rs"] == 20_000.0
    assert found.rows[0].fields["clue_no"] == "X1"
    assert {c.confidence for c in found.columns} == {1.0}
    letters = dict(zip(["clue_no", "source_code", "lon", "lat"], "ABCD", strict=True))
    unknown = _book(tmp_path / "b.xlsx", ["清单"], ["甲", "乙", "丙", "丁"], GOOD)
    assert _read(unknown, mapping=letters).header_rows == (2, 2)
    for wrong, code in (
        ({"nothing": "A"}, "ledger_mapping_field_unknown"),
        ({"clue_no": "没有"}, "ledger_mapping_column_unknown"),
        ({"clue_no": "斑", "place_name": "A"}, "ledger_mapping_twice"),
    ):
        with pytest.raises(UsageError, match=code):
            _read(tmp_path / "a.xlsx", mapping={**wrong, "lon": "C", "source_code": "途径"})


def test_that_the_sheet_that_looks_like_a_ledger_is_chosen_and_others_are_named(tmp_path):
    more = [["TB7", *GOOD[1:]], ["TB8", *GOOD[1:]]]
    sheets = {"封面": [["问题台账"]], "甲县": (HEAD, GOOD), "乙县": (HEAD, GOOD, *more)}
    sheets_file(tmp_path / "a.xlsx", sheets)
    found = _read(tmp_path / "a.xlsx")
    assert (found.sheet, len(found.rows)) == ("乙县", 3)
    assert found.problems[0].params == {"sheet": "乙县", "others": "甲县"}
    assert len(_read(tmp_path / "a.xlsx", sheet="甲县").rows) == 1
    with pytest.raises(UnreadableError, match="ledger_no_header"):
        _read(tmp_path / "a.xlsx", sheet="封面")


def test_that_a_sheet_without_records_is_refused(tmp_path):
    with pytest.raises(UnreadableError, match="ledger_no_rows"):
        _ledger(tmp_path, HEAD, ["合计", None, None, None])
    with pytest.raises(UnreadableError, match="ledger_no_header"):
        _ledger(tmp_path, ["甲", "乙"], [1, 2])


def test_that_failed_formulas_are_named_and_never_read_as_empty(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*HEAD, "规模"])
        sheet.write_row(1, 0, GOOD)
        sheet.write_formula(1, 4, "=VLOOKUP(1,A1:B2,2,0)", None, "#N/A")
        sheet.write_row(2, 0, ["TB2", *GOOD[1:]])
        sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
    found = _read(tmp_path / "a.xlsx")
    assert _seen(found) == [
        (2, "E 规模", "ledger_cell_error", False), (3, "C 经度", "ledger_cell_error", True),
    ]  # fmt: skip


def test_that_what_the_program_derives_is_not_taken_from_a_column(tmp_path):
    found = _ledger(tmp_path, [*HEAD, "核心区面积（亩）", "保护地级别"], [*GOOD, 15, "国家级"])
    row = found.rows[0]
    assert not {"area_core", "area_level"} & row.fields.keys()


def test_that_words_for_nothing_and_unknown_are_no_values(tmp_path):
    head = [*HEAD, "占地面积（亩）", "建设时间", "规模", "备注"]
    found = _ledger(tmp_path, head, [*GOOD, "不详", "待查", "/", "无"])
    assert _seen(found) == []
    assert {"area_rs", "built_on", "scale_text"}.isdisjoint(found.rows[0].fields)
    assert found.rows[0].fields["remark"] == "无"


def test_that_every_real_sheet_is_a_ledger_or_a_coded_refusal(shared_data, real_file):
    outcomes = {}
    for path in sorted((shared_data / "ledgers").rglob("*")):
        if path.suffix in (".xlsx", ".xls", ".csv"):
            try:
                outcomes[path.name] = len(_read(real_file(path)).rows)
            except UnreadableError as refusal:
                outcomes[path.name] = refusal.code
    assert set(outcomes.values()) <= {0, "ledger_no_header", "ledger_no_rows"}


def test_that_a_national_list_of_reserves_is_no_ledger_of_ours_without_a_mapping(
    shared_data, real_file
):
    path = real_file(
        shared_data / "boundaries/cn_reserve_list_3376/china_nature_reserves_list_utf8.csv"
    )
    mapping = {"clue_no": "code", "area_name": "name", "area_rs": "area", "remark": "protect"}
    found = _read(path, mapping=mapping, defaults={"source_code": "local_report"})
    assert (len(found.rows), found.refused) == (0, 3376)
    assert {p.code for p in found.problems if p.fatal} >= {"ledger_row_no_place"}
