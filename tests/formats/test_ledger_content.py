"""Columns of unknown words: what their values say, how sure that is, what is only proposed."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
from helpers.read_lists import read_columns, read_list

from greenshield.formats.ledger_model import Layout

NUMBERS = [f"TB-{n}" for n in range(1, 7)]


def _column(file, header):
    return next(column for column in file.columns if column.header == header)


DEGREES = {
    "丁": [126.3512 + n / 1000 for n in range(6)],
    "戊": [43.2513 + n / 1000 for n in range(6)],
}


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        (DEGREES, {"丁": "lon", "戊": "lat"}),
        ({"丁": [f"126°21′{n}.5″" for n in range(6)], "戊": [f"43°15′{n}.5″" for n in range(6)]},
         {"丁": "lon", "戊": "lat"}),
        ({"丁": [4790000.2 + n for n in range(6)], "戊": [42540000.5 + n for n in range(6)]},
         {"丁": "y", "戊": "x"}),
        ({"丁": [f"126.3512,43.25{n}3" for n in range(6)]}, {"丁": "lonlat"}),
        ({"丁": ["POLYGON((126.3 43.2,126.31 43.2,126.31 43.21,126.3 43.2))"] * 6},
         {"丁": "shape_text"}),
    ],
)  # fmt: skip
def test_that_places_under_unknown_words_are_found_by_their_values(tmp_path, more, fields):
    file = read_columns(tmp_path, {"图斑编号": NUMBERS, "问题描述": ["占地"] * 6} | more)
    for header, field in fields.items():
        column = _column(file, header)
        assert (column.field, column.by, column.confidence) == (field, "content", 0.9)
    assert len(file.rows) == 6
    told = {p.column for p in file.problems if p.code == "ledger_column_by_values"}
    assert len(told) == len(fields)


def test_that_two_readings_of_where_a_row_lies_are_none(tmp_path):
    twice = DEGREES | {"己": DEGREES["丁"], "庚": DEGREES["戊"]}
    file = read_columns(tmp_path, {"图斑编号": NUMBERS, "问题描述": ["占地"] * 6} | twice)
    assert file.refused == 6
    assert not any(_column(file, header).field for header in twice)


def test_that_known_words_of_a_place_silence_the_values(tmp_path):
    file = read_columns(
        tmp_path,
        {"图斑编号": NUMBERS, "经度": DEGREES["丁"], "纬度": DEGREES["戊"]} | DEGREES,
    )
    assert [_column(file, header).field for header in DEGREES] == [None, None]


def test_that_codes_states_divisions_and_areas_are_found_by_their_values(tmp_path):
    file = read_columns(
        tmp_path,
        {
            "图斑编号": NUMBERS, "经度": DEGREES["丁"], "纬度": DEGREES["戊"],
            "甲": ["采石场", "居民点", "采石场", "居民点", "采石场", "居民点"],
            "乙": ["已销号", "整改中", "整改中", "整改中", "已销号", "整改中"],
            "丙": ["220283"] * 6,
            "丁": ["吉林某某国家级自然保护区"] * 6,
        },
    )  # fmt: skip
    assert [(_column(file, h).field, _column(file, h).by) for h in "甲乙丙丁"] == [
        ("activity_code", "content"), (None, ""), ("division_code", "content"),
        ("area_name", "content"),
    ]  # fmt: skip
    assert (_column(file, "乙").proposed, _column(file, "乙").confidence) == ("state", 0.5)
    assert not any(row.state for row in file.rows)
    assert {row.fields["division_code"] for row in file.rows} == {"220283"}


def test_that_what_could_be_another_field_is_proposed_and_not_taken(tmp_path):
    days = [dt.date(2025, 6, 1 + n) for n in range(6)]
    file = read_columns(
        tmp_path,
        {
            "图斑编号": NUMBERS, "经度": DEGREES["丁"], "纬度": DEGREES["戊"],
            "完工限期说法": days, "估摸面积": [3.5, 4, 5, 6, 7, 8],
        },
    )  # fmt: skip
    for header, field in (("完工限期说法", "deadline"), ("估摸面积", "area_rs")):
        column = _column(file, header)
        assert (column.field, column.proposed, column.confidence) == (None, field, 0.5)
    assert [p.code for p in file.problems] == ["ledger_column_proposed"] * 2
    assert not any("deadline" in row.fields for row in file.rows)


def test_that_a_header_is_no_surer_than_what_stands_below(tmp_path):
    file = read_columns(
        tmp_path,
        {
            "图斑编号": NUMBERS, "经度": DEGREES["丁"], "纬度": DEGREES["戊"],
            "整改时限": ["2026-06-30", "尽快", "尽快", "2026-07-01", "尽快", "尽快"],
        },
    )  # fmt: skip
    column = _column(file, "整改时限")
    assert (column.field, column.by, column.confidence) == ("deadline", "header", 0.333)


def test_that_numbers_of_another_system_make_the_column_of_numbers_no_less_sure(tmp_path):
    table = {"经度": DEGREES["丁"], "纬度": DEGREES["戊"]}
    foreign = read_columns(tmp_path, {"问题编号": [f"QHL-{n:03}" for n in range(6)], **table})
    column = _column(foreign, "问题编号")
    assert (column.field, column.confidence) == ("issue_no", 1.0)
    assert foreign.rows[0].fields["external_nos"] == [["", "QHL-000"]]
    days = read_columns(
        tmp_path, {"问题编号": [dt.date(2025, 6, 1 + n) for n in range(6)], **table}
    )
    assert _column(days, "问题编号").confidence == 0.0


def test_that_of_two_columns_named_alike_the_one_with_values_is_taken(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["图斑编号", "经度", "纬度", "整改时限", "整改时限"])
    for n in range(4):
        book.active.append([f"T{n}", 126.35, 43.25, None if n else "见附件", f"2026-06-0{n + 1}"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    file = read_list(path, defaults={"source_code": "patrol"})
    assert [c.letter for c in file.columns if c.field == "deadline"] == ["E"]
    assert [p.column for p in file.problems] == ["D 整改时限"]


def test_that_what_is_remembered_counts_and_a_persons_word_goes_before(tmp_path):
    columns = {"图斑编号": NUMBERS, "经度": DEGREES["丁"], "纬度": DEGREES["戊"],
               "甲": ["某单位"] * 6, "乙": ["别的"] * 6}  # fmt: skip
    asked = []

    def layouts(headers):
        asked.append(list(headers))
        return Layout({"duty_unit": "D", "facility_name": "E"}, said_on="2026-01-02")

    file = read_columns(tmp_path, columns, layouts=layouts, mapping={"duty_unit": "乙"})
    assert asked == [list(columns)]
    assert [(_column(file, h).field, _column(file, h).by) for h in "甲乙"] == [
        (None, ""), ("duty_unit", "person"),
    ]  # fmt: skip
    file = read_columns(tmp_path, columns, layouts=layouts)
    assert [(_column(file, h).field, _column(file, h).by) for h in "甲乙"] == [
        ("duty_unit", "layout"), ("facility_name", "layout"),
    ]  # fmt: skip
    remark = next(p for p in file.problems if p.code == "ledger_layout_remembered")
    assert remark.params["on"] == "2026-01-02"


def test_that_a_header_nobody_knows_is_known_again(tmp_path):
    columns = {"子": NUMBERS, "丑": [126.3512] * 6, "寅": [43.2513] * 6}
    layout = Layout({"clue_no": "A", "lon": "B", "lat": "C"}, said_on="2026-01-02")
    file = read_columns(tmp_path, columns, layouts={tuple(columns): layout}.get)
    assert len(file.rows) == 6


@pytest.mark.parametrize(
    ("said", "field", "by"),
    [
        (["采矿", "风电", "水产养殖", "采砂", "道路", "旅游"], "activity_code", "content"),
        (["国家公园", "自然保护区", "自然公园"] * 2, "area_type", "header"),
        (["采矿", "风电", "自然保护区", "采砂", "道路", "旅游"], "area_type", "header"),
        (["甲", "乙", "丙"] * 2, "area_type", "header"),
    ],
)
def test_that_values_tell_whose_type_a_column_holds(tmp_path, said, field, by):
    """Of a protected area the type is derived: what is taken for it is not kept."""
    file = read_columns(
        tmp_path, {"图斑编号": NUMBERS, "问题描述": ["占地"] * 6, "类型": said} | DEGREES
    )
    column = _column(file, "类型")
    assert (column.field, column.by) == (field, by)
    told = [p.params["field"] for p in file.problems
            if p.code == "ledger_column_by_values" and p.column == column.label]  # fmt: skip
    assert told == [field] * (by == "content")


def test_that_the_type_of_areas_stays_where_the_activity_has_a_column(tmp_path):
    said = ["采矿", "风电", "采砂", "道路", "旅游", "养殖"]
    more = {"类型": said, "活动类型": said} | DEGREES
    file = read_columns(tmp_path, {"图斑编号": NUMBERS, "问题描述": ["占地"] * 6} | more)
    assert _column(file, "类型").field != "activity_code"
    assert _column(file, "活动类型").field == "activity_code"
