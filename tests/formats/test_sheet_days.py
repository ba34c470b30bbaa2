"""Days that a program made of what was no day: 3-5 among texts, 2024-3, 3月5日 without a year."""

from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from helpers.foreign import office_convert
from helpers.one_sheet import read_grid
from helpers.read_lists import read_as, read_list

from greenshield.formats.ledger import LedgerFile
from greenshield.formats.sheet_commented import commented
from greenshield.formats.sheet_grid import BriefDay
from greenshield.formats.sheet_notes import CELL, REMARK, ROW, ListWords, Note
from greenshield.formats.sheet_serial import brief

HEAD = ["图斑编号", "问题来源", "经度", "纬度", "规模", "整改时限", "建设时间", "备注"]
FIFTH, FIRST = dt.date(2024, 3, 5), dt.date(2024, 3, 1)
ROWS = [
    ('m"月"d"日"', FIFTH),
    ("d-mmm", FIFTH),
    ("yyyy-mm-dd", FIFTH),
    ('yyyy"年"m"月"', FIRST),
    ("mmm-yy", dt.date(2024, 3, 17)),
    ("yyyy", dt.date(2024, 1, 1)),
    ("h:mm", dt.time(1, 2)),
    ("@", "3-5"),
]
RESULTS = {ROW: "未导入", CELL: "未采纳", REMARK: "提示"}
WORDS = ListWords("问题清单", ("表", "格", "列", "内容", "结果", "原因", "怎么办"), RESULTS)


def _book(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    for row, (code, value) in enumerate(ROWS, 2):
        book.active.append([f"TB{row}", "绿盾巡查", 126.1 + row / 100, 43.2, *[value] * 4])
        for column in range(5, 9):
            book.active.cell(row, column).number_format = code
    book.save(path)
    return path


@pytest.fixture(scope="module", params=["xlsx", "xls", "ods", "fods"])
def found(request: Any, tmp_path_factory: Any) -> LedgerFile:
    return read_as(_book(tmp_path_factory.mktemp("book") / "台账.xlsx"), request.param)


def _held(found: LedgerFile, field: str) -> list[Any]:
    return [row.fields.get(field) for row in found.rows]


def _told(found: LedgerFile, code: str, column: str) -> list[int | None]:
    return [p.row for p in found.problems if p.code == code and p.column == column]


def test_that_no_day_is_taken_for_a_text(found):
    assert _held(found, "scale_text") == [None] * 7 + ["3-5"]
    assert _told(found, "ledger_text_is_date", "E 规模") == [2, 3, 4, 5, 6, 7, 8]


def test_that_a_long_text_keeps_a_whole_day_and_says_so(found):
    assert _held(found, "remark") == [None, None, "2024-03-05", None, None, None, None, "3-5"]
    assert _told(found, "ledger_date_in_text", "H 备注") == [4]
    assert _told(found, "ledger_text_is_date", "H 备注") == [2, 3, 5, 6, 7, 8]


def test_that_a_long_text_of_days_alone_is_nothing_to_speak_of(tmp_path):
    book = openpyxl.Workbook()
    book.active.append([*HEAD[:4], "备注"])
    book.active.append(["TB1", "绿盾巡查", 126.1, 43.2, FIFTH])
    book.save(tmp_path / "台账.xlsx")
    found = read_list(tmp_path / "台账.xlsx")
    assert (_held(found, "remark"), found.problems) == (["2024-03-05"], ())


def test_that_a_month_is_no_day_of_it(found):
    fifth, whole = "2024-03-05", "2024-03-17"
    assert _held(found, "built_on") == [fifth, fifth, fifth, "2024-03", whole, "2024", None, None]
    assert _held(found, "deadline") == [fifth, fifth, fifth, None, whole, None, None, None]
    assert _told(found, "ledger_date_partial", "F 整改时限") == [5, 7]


def test_that_a_year_that_nobody_sees_is_told_for_the_column(found):
    told = {p.column: p.params for p in found.problems if p.code == "ledger_days_without_year"}
    params = {"count": 2, "first": 2, "years": "2024"}
    assert told == {"F 整改时限": params, "G 建设时间": params}


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ('m"月"d"日"', "md"), ("[$-804]m月d日;@", "md"), ("d-mmm", "md"), ("m-d", "md"),
        ("[DBNum1][$-804]m月d日;@", "md"), ("dd", "md"), ("aaaa", "md"),
        ('yyyy"年"m"月"', "ym"), ("mmm-yy", "ym"), ("[$-404]e年m月", "ym"), ("yyyy", "y"),
        ("yyyy-mm-dd", ""), ("m/d/yy", ""), ("d-mmm-yy", ""), ("yyyy/m/d h:mm", ""),
        ("m/d h:mm", ""), ("yyyy年m月d日 dddd", ""), ("yyyy年m月 dddd", "ym"),
    ],
)  # fmt: skip
def test_that_formats_tell_which_part_of_a_day_they_show(code, shows):
    assert brief(code) == shows


def test_that_formats_of_fixed_numbers_tell_it_too(tmp_path):
    book = openpyxl.Workbook()
    for row, code in enumerate(("d-mmm", "mmm-yy", "mm-dd-yy"), 1):  # 16, 17, 14
        book.active.cell(row, 1, FIRST).number_format = code
    book.save(tmp_path / "a.xlsx")
    days = [row[0] for row in read_grid(tmp_path / "a.xlsx").rows]
    assert [getattr(day, "shows", "") for day in days] == ["md", "ym", ""]
    assert days == [FIRST] * 3


def test_that_a_brief_day_stays_one_on_its_way():
    day = pickle.loads(pickle.dumps(BriefDay.of(FIRST, "ym")))
    assert (day, type(day), day.shows) == (FIRST, BriefDay, "ym")


def test_that_a_commented_copy_shows_the_same_part(tmp_path):
    path = office_convert(_book(tmp_path / "台账.xlsx"), "xls", tmp_path / "out")
    note = Note("Sheet", 2, 4, "规模", "", "原因", "", CELL)
    made = commented(path, [note], WORDS)
    (tmp_path / "copy.xlsx").write_bytes(made.content)
    again = read_grid(tmp_path / "copy.xlsx", "Sheet")
    assert [getattr(row[4], "shows", "") for row in again.rows[1:7]] == [
        "md", "md", "", "ym", "ym", "y",
    ]  # fmt: skip
