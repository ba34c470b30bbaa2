"""What merged cells hide is not taken for what they show, and told."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from helpers.read_lists import read_as

from greenshield.formats.ledger import LedgerFile
from greenshield.formats.ledger_header import Header
from greenshield.formats.ledger_hidden import without_hidden
from greenshield.formats.sheet_grid import Grid, Merge

HEAD = ["图斑编号", "问题来源", "经度", "纬度", "责任单位", "督导单位", "面积（亩）"]
MERGES = ("E2:E4", "F2:G2", "G3:G4")


def _hiding(path: Path) -> Path:
    """Merged as the format brush does it: all cells keep what they hold."""
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    for row, (unit, other, area) in enumerate(
        [("甲局", "乙局", 30), ("甲局", "丙局", 60), ("丁局", "丙局", 90)], 2
    ):
        book.active.append([f"TB{row}", "绿盾巡查", 126.1 + row / 100, 43.2, unit, other, area])
    book.save(path)
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in MERGES)
    tag = f'</sheetData><mergeCells count="{len(MERGES)}">{merges}</mergeCells>'
    made = path.with_name("隐.xlsx")
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(made, "w") as out:
        for name in whole.namelist():
            part = whole.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b"</sheetData>", tag.encode())
            out.writestr(name, part)
    return made


@pytest.fixture(scope="module", params=["xlsx", "ods", "fods"])
def found(request: Any, tmp_path_factory: Any) -> LedgerFile:
    return read_as(_hiding(tmp_path_factory.mktemp("book") / "台账.xlsx"), request.param)


def test_that_what_is_shown_counts_and_what_is_hidden_is_told(found):
    assert [row.fields.get("duty_unit") for row in found.rows] == ["甲局"] * 3
    assert [row.fields.get("supervise_unit") for row in found.rows] == ["乙局", "丙局", "丙局"]
    assert [row.fields.get("area_rs") for row in found.rows] == [None] * 3
    told = [
        (p.row, p.params["range"], p.params["count"], p.params["first"], p.params["seen"])
        for p in found.problems
        if p.code == "ledger_merge_hides"
    ]
    assert told == [
        (2, "E2:E4", 1, "E4", "丁局"), (2, "F2:G2", 1, "G2", "30"), (3, "G3:G4", 1, "G4", "90"),
    ]  # fmt: skip


def test_that_merges_that_lie_over_each_other_take_no_time():
    rows: list[list[Any]] = [["a"] * 20 for _ in range(2000)]
    merges = tuple(Merge(1, 0, 1999, 19) for _ in range(20_000))
    _, problems = without_hidden(Grid("A", rows, merges), Header(0, 0, ("a",) * 20, 2), "a.xlsx")
    assert problems == []
