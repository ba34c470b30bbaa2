"""Copies with comments of sheets that nobody here made: the values are what they were."""

from __future__ import annotations

import io
import math

import openpyxl
import pytest

from greenshield.domain.errors import UnreadableError
from greenshield.formats.sheet_commented import commented
from greenshield.formats.sheet_grid import shown
from greenshield.formats.sheet_notes import CELL, REMARK, ROW, ListWords, Note
from greenshield.formats.sheets import read_sheets

RESULTS = {ROW: "未导入", CELL: "未采纳", REMARK: "提示"}
WORDS = ListWords("问题清单", ("表", "格", "列", "内容", "结果", "原因", "怎么办"), RESULTS)


def _files(shared_data):
    folder = shared_data / "ledgers"
    return sorted(p for p in folder.rglob("*") if p.suffix in (".xlsx", ".xls", ".csv"))


def _texts(grid):
    """What the sheet shows, without cells at the edge that show nothing."""
    rows = [[shown(cell) for cell in row] for row in grid.rows]
    for row in rows:
        while row and not row[-1]:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _same(one, two):
    """Equal; of a sheet that is drawn anew numbers keep 16 digits, as spreadsheets do."""
    if one == two:
        return True
    try:
        return math.isclose(float(one), float(two), rel_tol=1e-15)
    except ValueError:
        return False


def test_that_a_copy_of_any_real_sheet_holds_its_values_and_the_notes(shared_data, tmp_path):
    differing, kinds = [], set()
    for path in _files(shared_data):
        try:
            book = read_sheets(path)
        except UnreadableError:
            continue
        notes = [
            Note(grid.name, row, column, "", "", "不对", "", ROW)
            for grid in book.grids
            for row, column in ((1, 0), (len(grid.rows) + 2, grid.width + 1))
        ]
        made = commented(path, notes, WORDS)
        kinds.add((book.kind, made.redrawn))
        out = tmp_path / f"copy{made.suffix}"
        out.write_bytes(made.content)
        again = read_sheets(out)
        assert again.grids[0].rows[1][5] == "不对"
        for old, new in zip(book.grids, again.grids[1:], strict=True):
            one, two = _texts(old), _texts(new)
            same = [len(r) for r in one] == [len(r) for r in two] and all(
                _same(a, b)
                for r, s in zip(one, two, strict=True)
                for a, b in zip(r, s, strict=True)
            )
            if not same or old.merges != new.merges:
                differing.append((path.name, old.name))
    assert differing == []
    assert kinds == {("xlsx", False), ("xls", True), ("text", True)}


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning:openpyxl")
@pytest.mark.parametrize("name", ["comments_stress_test.xlsx", "AutoFilter.xlsx"])
def test_that_another_program_opens_a_copy_with_its_comments(shared_data, name):
    path = next(shared_data.rglob(name))
    sheet = read_sheets(path).grids[0].name
    made = commented(path, [Note(sheet, 2, 1, "", "", "不对", "", ROW)], WORDS)
    before = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))[sheet]
    after = openpyxl.load_workbook(io.BytesIO(made.content))[sheet]
    old = {c.coordinate for row in before.iter_rows() for c in row if c.comment}
    new = {c.coordinate for row in after.iter_rows() for c in row if c.comment}
    assert new == old | {"B2"}
    assert "不对" in after["B2"].comment.text
