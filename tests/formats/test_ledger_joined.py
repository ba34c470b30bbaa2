"""Days and angles in columns of their own, or packed into one figure."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest
from helpers.read_lists import read_list

from greenshield.formats.ledger import LedgerFile

HEAD = ["图斑编号", "问题来源", "经度", "纬度"]


def _read(folder, head, *rows, **more: Any) -> LedgerFile:
    book = openpyxl.Workbook()
    for row in (*head, *rows):
        book.active.append(row)
    if len(head) == 2:
        wide = [n for n, text in enumerate(head[0]) if text and head[1][n]]
        for n in wide:
            end = next((m for m in range(n + 1, len(head[0])) if head[0][m]), len(head[0])) - 1
            letters = "ABCDEFGHIJKL"
            book.active.merge_cells(f"{letters[n]}1:{letters[end]}1")
        for n, text in enumerate(head[0]):
            if text and not head[1][n]:
                book.active.merge_cells(
                    start_row=1, end_row=2, start_column=n + 1, end_column=n + 1
                )
    book.save(folder / "台账.xlsx")
    return read_list(folder / "台账.xlsx", **more)


def _row(number, *more):
    return [f"TB{number}", "绿盾巡查", 126.1 + number / 100, 43.2, *more]


def _told(found):
    return [(p.row, p.code) for p in found.problems]


GROUPED = [[*HEAD, "整改时限", None, None], [*[None] * 4, "年", "月", "日"]]
FLAT = [[*HEAD, "整改时限（年）", "整改时限（月）", "整改时限（日）"]]


@pytest.mark.parametrize("head", [GROUPED, FLAT])
@pytest.mark.parametrize(
    "cells", [(2026, 5, 3), ("2026年", "5月", "3日"), ("２０２６", 5.0, "03"), ("2026", "5", "3")]
)
def test_that_year_month_and_day_side_by_side_are_one_day(tmp_path, head, cells):
    found = _read(tmp_path, head, _row(1, *cells))
    assert found.rows[0].fields["deadline"] == "2026-05-03"
    assert _told(found) == [(None, "ledger_day_joined")]
    assert [c.by for c in found.columns[4:]] == ["header", "joined", "joined"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ((2026, 13, 1), "ledger_date_impossible"), ((2026, 5, None), "ledger_date_partial"),
        ((2026, None, 3), "ledger_date_unread"), ((None, 5, 3), "ledger_date_unread"),
        (("2026-05-03", 5, 3), "ledger_date_vague"), ((26, 5, 3), "ledger_date_ambiguous"),
    ],
)  # fmt: skip
def test_that_parts_that_make_no_day_are_told_in_their_row(tmp_path, cells, code):
    found = _read(tmp_path, GROUPED, _row(1, *cells))
    assert "deadline" not in found.rows[0].fields
    assert (3, code) in _told(found)


def test_that_open_parts_leave_a_day_partial_where_it_may_be(tmp_path):
    head = [[*HEAD, "建设时间", None, "备注"], [*[None] * 4, "年", "月", None]]
    found = _read(tmp_path, head, _row(1, 2016, 5, "甲"), _row(2, 2017), _row(3))
    held = [(row.fields.get("built_on"), row.fields.get("remark")) for row in found.rows]
    assert held == [("2016-05", "甲"), ("2017", None), (None, None)]


def test_that_two_days_are_joined_each_by_itself(tmp_path):
    head = [[*HEAD, "建设年", "建设月", "建设日", "整改完成时限年份", "整改完成时限月份"]]
    found = _read(tmp_path, head, _row(1, 2016, 5, 3, 2026, 6))
    assert found.rows[0].fields["built_on"] == "2016-05-03"
    partial = [p.params["understood"] for p in found.problems if "understood" in p.params]
    assert partial == ["2026-06"]


@pytest.mark.parametrize(
    "head",
    [
        [*HEAD, "整改时限", "整改时限（年）", "整改时限（月）"],  # a whole day stands beside
        [*HEAD, "整改时限（年）", "备注", "整改时限（月）"],  # not side by side
        [*HEAD, "填报年", "填报月", "填报日"],  # of no field
    ],
)
def test_that_other_columns_are_not_joined(tmp_path, head):
    found = _read(tmp_path, [head], _row(1, "2026-05-03", 5, 3))
    assert "joined" not in {c.by for c in found.columns}


def test_that_a_person_who_named_a_column_is_followed(tmp_path):
    found = _read(tmp_path, FLAT, _row(1, "2026-05-03", 5, 3), mapping={"deadline": "E"})
    assert found.rows[0].fields["deadline"] == "2026-05-03"


# -- degrees, minutes and seconds ----------------------------------------------------------------

PACKED = [["图斑编号", "问题来源", "经度（度分秒）", "纬度（度分秒）"]]


def _at(number, lon, lat):
    return [f"TB{number}", "绿盾巡查", lon, lat]


def _places(found):
    return {r.fields["clue_no"]: (r.fields["lon"], r.fields["lat"]) for r in found.rows}


@pytest.mark.parametrize(
    ("cells", "lon", "lat"),
    [
        ((1262110, 431500), (126, 21, 10), (43, 15, 0)),
        (("1262110.25", "431500.5"), (126, 21, 10.25), (43, 15, 0.5)),
        ((1262110.25, 431559.9), (126, 21, 10.25), (43, 15, 59.9)),
        ((1155959, 91500), (115, 59, 59), (9, 15, 0)),
    ],
)
def test_that_figures_under_degrees_minutes_seconds_are_read_as_these(tmp_path, cells, lon, lat):
    found = _read(tmp_path, PACKED, _at(1, *cells))
    want = [d + m / 60 + s / 3600 for d, m, s in (lon, lat)]
    assert _places(found)["TB1"] == pytest.approx(want)
    (told,) = found.problems
    assert (told.code, told.params["seen"]) == ("ledger_angle_packed", str(cells[0]))


def test_that_pairs_and_angles_with_signs_beside_are_read_too(tmp_path):
    found = _read(tmp_path, PACKED, _at(1, 1262110, 431500), _at(2, "126°22′30″", "43 15 36"))
    assert _places(found)["TB2"] == pytest.approx((126.375, 43.26))
    head = [["图斑编号", "问题来源", "坐标（度分秒）"]]
    rows = [["TB1", "绿盾巡查", "1262110,431500"], ["TB2", "绿盾巡查", "1262230 431536"]]
    found = _read(tmp_path, head, *rows)
    assert _places(found)["TB2"] == pytest.approx((126.375, 43.26))


@pytest.mark.parametrize(
    "other",
    [(1267210, 431500), (1262160, 431500), (126.2110, 43.15), (126, 43), (2262110, 431500)],
)
def test_that_one_figure_that_is_none_leaves_all_open(tmp_path, other):
    found = _read(tmp_path, PACKED, _at(1, 1262110, 431500), _at(2, *other))
    assert found.rows == ()
    assert (2, "ledger_angle_packed_mixed") in _told(found)


def test_that_without_these_words_in_the_header_a_figure_is_no_angle(tmp_path):
    found = _read(tmp_path, [HEAD], _at(1, 1262110, 431500))
    assert _told(found) == [(2, "ledger_place_no_zone")]


def test_that_minutes_in_two_columns_may_have_decimals(tmp_path):
    head = [
        ["图斑编号", "问题来源", "东经", None, "北纬", None],
        [None, None, "度", "分", "度", "分"],
    ]
    found = _read(tmp_path, head, ["TB1", "绿盾巡查", 126, 30.25, 43, 48.5])
    assert _places(found)["TB1"] == pytest.approx((126 + 30.25 / 60, 43 + 48.5 / 60))
