"""What the values of a column never say by themselves, and numbers that are none."""

from __future__ import annotations

import pytest
from helpers.read_lists import read_columns

from greenshield.formats.ledger_model import Layout

LON = [126.3512 + n / 1000 for n in range(6)]
LAT = [43.2513 + n / 1000 for n in range(6)]
PLACED = {"图斑编号": [f"TB-{n}" for n in range(6)], "经度": LON, "纬度": LAT}
UNPLACED = {"图斑编号": PLACED["图斑编号"], "问题描述": ["占地"] * 6}


def _column(file, header):
    return next(column for column in file.columns if column.header == header)


@pytest.mark.parametrize("words", ["是否", "√×", "有无"])
@pytest.mark.parametrize("header", ["是否拆除", "群众满意", "甲"])
def test_that_yes_and_no_under_unknown_words_are_no_judgement(tmp_path, header, words):
    file = read_columns(tmp_path, PLACED | {header: list(words) * 3})
    assert (_column(file, header).field, _column(file, header).proposed) == (None, "")
    assert not any("violation_judgement" in row.fields for row in file.rows)


def test_that_a_judgement_in_its_own_words_is_proposed_and_not_taken(tmp_path):
    file = read_columns(tmp_path, PLACED | {"甲": ["违法违规", "合法合规"] * 3})
    column = _column(file, "甲")
    assert (column.field, column.proposed) == (None, "violation_judgement")


@pytest.mark.parametrize(
    "columns",
    [
        {"投资": LON, "罚没": LAT},
        {"甲(亩)": LON, "乙(亩)": LAT},
        {"临近点": [f"{lon},{lat}" for lon, lat in zip(LON, LAT, strict=True)]},
    ],
)
def test_that_money_areas_and_neighbours_are_no_places(tmp_path, columns):
    file = read_columns(tmp_path, UNPLACED | columns)
    assert [(c.field, c.proposed) for c in file.columns[2:]] == [(None, "")] * len(columns)
    assert file.rows == ()


def test_that_degrees_under_a_word_that_is_none_of_places_are_proposed(tmp_path):
    file = read_columns(tmp_path, UNPLACED | {"上次读数": LON, "本次读数": LAT})
    assert [(c.field, c.proposed) for c in file.columns[2:]] == [(None, "lon"), (None, "lat")]
    file = read_columns(tmp_path, UNPLACED | {"GPS1": LON, "GPS2": LAT})
    assert [c.field for c in file.columns[2:]] == ["lon", "lat"]


@pytest.mark.parametrize(
    "header", ["面积（亩/公顷）", "面积(公顷或亩)", "占地面积（m²、亩）", "面积(亩)/公顷"]
)
def test_that_a_header_of_two_units_leaves_bare_numbers_out(tmp_path, header):
    file = read_columns(tmp_path, PLACED | {header: [3, "3公顷", 0, "4", "2亩", None]})
    values = [row.fields.get("area_rs") for row in file.rows]
    assert values == [None, 30_000.0, 0.0, None, pytest.approx(4000 / 3), None]
    told = [(p.row, p.code) for p in file.problems]
    assert told == [(2, "ledger_unit_ambiguous"), (5, "ledger_unit_ambiguous")]


def test_that_one_unit_written_twice_is_one(tmp_path):
    file = read_columns(tmp_path, PLACED | {"面积（平方米/m²）": [3] * 6})
    assert {row.fields["area_rs"] for row in file.rows} == {3.0}
    assert file.problems == ()


def test_that_numbers_beyond_all_measure_are_refused_each_by_itself(tmp_path):
    cells = ["1e400", "1e-400", 13_843_120_000, "13843120000", 999, "1.2E3"]
    file = read_columns(tmp_path, PLACED | {"面积（㎡）": cells})
    assert [row.fields.get("area_rs") for row in file.rows] == [None] * 4 + [999.0, 1200.0]
    assert {p.code for p in file.problems} == {"ledger_number_out_of_range"}


@pytest.mark.parametrize("more", [{}, {"mapping": {"assignee": "inspector"}},
                                  {"layouts": lambda _: Layout({"assignee": "D"})}])  # fmt: skip
def test_that_a_name_never_stands_where_an_id_belongs(tmp_path, more):
    columns = {"inspector": ["王工"] * 6, "protected area": ["某某保护区"] * 6}
    file = read_columns(tmp_path, PLACED | columns, **more)
    assert [c.field for c in file.columns[3:]] == ["inspector_name", "area_name"]
    assert not any({"assignee", "area_id"} & row.fields.keys() for row in file.rows)


@pytest.mark.parametrize("value", [20230501, "13843120000"])
def test_that_what_was_an_amount_and_now_is_a_day_or_a_telephone_is_proposed(tmp_path, value):
    layout = Layout({"area_rs": "D", "fine_yuan": "E"}, said_on="2026-01-02")
    columns = PLACED | {"丙": [value] * 6, "丁": [value] * 5 + [12.5]}
    file = read_columns(tmp_path, columns, layouts=lambda _: layout)
    column = _column(file, "丙")
    assert (column.field, column.by, column.proposed) == (None, "", "area_rs")
    assert [p.column for p in file.problems if p.code == "ledger_column_unlike"] == ["D 丙"]
    assert _column(file, "丁").field == "fine_yuan"
    file = read_columns(tmp_path, columns, layouts=lambda _: layout, mapping={"area_rs": "丙"})
    assert _column(file, "丙").by == "person"


FAR = {"X": [4_820_000.0] * 6, "Y": [42_500_000.0] * 6}


def test_that_a_row_of_two_places_far_apart_is_refused(tmp_path):
    file = read_columns(tmp_path, PLACED | FAR)
    assert file.rows == ()
    assert {(p.code, p.fatal) for p in file.problems} == {("ledger_places_disagree", True)}
    assert file.problems[0].params["metres"] > 20_000
    file = read_columns(tmp_path, PLACED | FAR, ignored=["X", "Y"])
    assert len(file.rows) == 6


def test_that_two_places_that_are_one_and_a_second_that_is_none_come_in(tmp_path):
    pairs = [f"{lon + 0.0005},{lat}" for lon, lat in zip(LON, LAT, strict=True)]
    file = read_columns(tmp_path, PLACED | {"经纬度": [*pairs[:5], "见附图"]})
    assert (len(file.rows), file.problems) == (6, ())
    shape = "POLYGON((126.3 43.2,126.4 43.2,126.4 43.3,126.3 43.3,126.3 43.2))"
    file = read_columns(tmp_path, PLACED | {"范围": [shape] * 6}, mapping={"shape_text": "范围"})
    assert len(file.rows) == 6
    file = read_columns(tmp_path, PLACED | {"范围": [shape.replace("126", "127")] * 6},
                 mapping={"shape_text": "范围"})  # fmt: skip
    assert {p.code for p in file.problems} == {"ledger_places_disagree"}
