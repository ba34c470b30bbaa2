"""Rows that come to the project's own county because the list names none are told."""

from __future__ import annotations

import openpyxl
import pytest

from greenshield.services.ledger_import import LedgerOptions, import_file

HEAD = ["图斑编号", "问题来源", "经度", "纬度"]


def _told(session, tmp_path, head, rows, merged=()):
    book = openpyxl.Workbook()
    book.active.append(head)
    for row in rows:
        book.active.append(row)
    for place in merged:
        book.active.merge_cells(place)
    book.save(tmp_path / "清单.xlsx")
    done = import_file(session, tmp_path / "清单.xlsx", LedgerOptions(memory=False))
    codes = [r["division_code"] for r in session.project.rows("SELECT * FROM issue ORDER BY 1")]
    return codes, [(p.row, p.code) for p in done.problems if p.code.startswith("ledger_")]


def _row(number, *more):
    return [f"T{number}", "绿盾巡查", 126.31 + number / 100, 43.21, *more]


def test_that_an_empty_division_is_told_in_its_row(session, tmp_path):
    codes, told = _told(session, tmp_path, [*HEAD, "行政区代码"], [_row(1, 229901), _row(2)])
    assert (codes, told) == (["229901"] * 2, [(3, "ledger_division_assumed")])
    _, again = _told(session, tmp_path, [*HEAD, "行政区代码"], [_row(1, 229901), _row(2)])
    assert again == []  # what is there keeps what it has


@pytest.mark.parametrize(("second", "told"), [("乙县", True), ("甲县", False), (None, False)])
def test_that_several_counties_by_name_are_told(session, tmp_path, second, told):
    _, codes = _told(session, tmp_path, [*HEAD, "县（市、区）"], [_row(1, "甲县"), _row(2, second)])
    assert ((None, "ledger_counties_left") in codes) is told


def test_that_headings_within_the_table_are_told(session, tmp_path):
    rows = [["一、甲县"], _row(1), ["二、乙县"], _row(2)]
    _, told = _told(session, tmp_path, HEAD, rows, ["A2:D2", "A4:D4"])
    assert told == [(None, "ledger_sections_left")]


def test_that_a_line_below_the_last_row_is_no_heading(session, tmp_path):
    _, told = _told(session, tmp_path, HEAD, [_row(1), ["以上为全部问题"]], ["A3:D3"])
    assert told == []
