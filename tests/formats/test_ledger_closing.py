"""What people write below a table is passed over as notes; a record that lacks a thing is not."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
from helpers.read_lists import read_list

HEAD = ["图斑编号", "问题来源", "经度", "纬度", "问题描述"]


def _record(number):
    return [f"T{number}", "绿盾巡查", 126.31 + number / 100, 43.21, "采石"]


def _read(tmp_path, *rows, head=HEAD):
    book = openpyxl.Workbook()
    for row in [head, *rows]:
        book.active.append(row)
    book.save(tmp_path / "清单.xlsx")
    return read_list(tmp_path / "清单.xlsx")


@pytest.mark.parametrize(
    "lines",
    [
        [["以上共2处"]],
        [["以上2个问题均已现场核实。"]],
        [["共计2处"], ["填报人：张某（示例）"]],
        [["填表日期：2026年3月1日"], ["负责人（签字）：", None, None, "联系电话：0000-0000000"]],
        [["填报单位（盖章）：青禾县生态环境局"], ["说明：数据截至二月底"], ["1.面积以实测为准；"],
         ["2、坐标为CGCS2000。"]],
        [["注：", "表中面积单位为亩"], [None, "审核：王某", None, "填表：赵某", "日期：2026.3.1"]],
        [["填报日期：", dt.date(2026, 3, 1)]],
        [["县生态环境局（盖章）"], ["主要负责人签字：　　　填表人："]],
        [["*为估算值"], ["[1] 含道路"], ["—— 以下空白 ——"]],
        [["填　表　人：张某（示例）"], ["　　年　　月　　日"], ["第1页，共1页"]],
        [[None, "共", "2处"], ["(本表一式两份)"]],
    ],
)  # fmt: skip
def test_that_what_stands_below_the_table_is_no_record(tmp_path, lines):
    file = _read(tmp_path, _record(1), _record(2), *lines)
    assert ([row.row for row in file.rows], file.refused, file.problems) == ([2, 3], 0, ())
    assert [s.row for s in file.skipped] == [4 + n for n in range(len(lines))]


def test_that_lines_between_two_tables_are_notes(tmp_path):
    lines = [["以上共1处"], ["青禾县问题清单（续）"], HEAD]
    file = _read(tmp_path, _record(1), *lines, _record(2), ["以上共1处"])
    assert ([row.row for row in file.rows], file.refused) == ([2, 6], 0)
    assert [(s.row, s.why) for s in file.skipped] == [
        (3, "note"), (4, "section"), (5, "header"), (7, "note"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        ["T3", "绿盾巡查"],
        ["青禾县-4"],
        ["青禾-3", "绿盾巡查", "待补", "待补", "以上游采石"],
        [None, "绿盾巡查", None, None, "采石"],
        [None, None, None, None, "占用林地修建道路三百米。"],
        [None, None, None, None, "以上游采石场为界"],
        [3, "绿盾巡查"],
    ],
)
@pytest.mark.parametrize("after", [[["以上共3处"]], []])
def test_that_a_record_that_lacks_a_thing_is_refused_there(tmp_path, row, after):
    file = _read(tmp_path, _record(1), _record(2), row, *after)
    assert [away.row for away in file.turned_away] == [4]
    assert [s.row for s in file.skipped] == [5 for _ in after]


def test_that_rows_below_a_note_in_the_middle_are_records(tmp_path):
    lines = [["说明：以下为新增"], _record(2), ["T3", "绿盾巡查", None, None, "采石"]]
    file = _read(tmp_path, _record(1), *lines)
    assert ([row.row for row in file.rows], file.refused) == ([2, 4], 1)


def test_that_a_place_in_words_below_the_table_s_end_is_a_record(tmp_path):
    placed = ["T3", "绿盾巡查", "东经126度30分", "北纬43度15分"]
    file = _read(tmp_path, _record(1), placed, ["填表人："])
    assert [row.row for row in file.rows] == [2, 3]


def test_that_rows_that_were_numbered_ahead_are_blank(tmp_path):
    rows = [[1, *_record(1)], [2], ["3"], [None, "T4"]]
    file = _read(tmp_path, *rows, ["填表人："], head=["序号", *HEAD])
    assert ([row.row for row in file.rows], [row.row for row in file.turned_away]) == ([2], [5])
    assert [s.row for s in file.skipped] == [6]
