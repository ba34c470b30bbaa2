"""Merged ranges as they are told: from the top of a sheet down."""

from __future__ import annotations

import random

import openpyxl

from greenshield.formats.sheets import read_sheets


def test_that_merged_ranges_come_from_the_top_down_however_the_file_keeps_them(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    ranges = [f"{column}{row}:{column}{row + 1}" for row in range(1, 60, 3) for column in "ABC"]
    random.Random(7).shuffle(ranges)
    for one in ranges:
        sheet[one.split(":")[0]] = "示例"
        sheet.merge_cells(one)
    book.save(tmp_path / "表.xlsx")
    (grid,) = read_sheets(tmp_path / "表.xlsx").grids
    places = [(merge.top, merge.left) for merge in grid.merges]
    assert len(places) == len(ranges)
    assert places == sorted(places)
