"""Every real sheet beside the checkout: its sheets, rows and three cells, as LibreOffice reads it.

``real_sheets.csv`` was made from LibreOffice's own export of each file, dates brought to ISO form.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from helpers.one_sheet import read_grid
from helpers.real_files import folder, listed

from greenshield.domain.errors import GreenShieldError
from greenshield.formats.sheet_grid import column_index, shown
from greenshield.formats.sheets import Grid, Merge, read_sheets

TABLE = Path(__file__).with_name("real_sheets.csv")
ENDINGS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".et", ".ett", ".xlt"}
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines(keepends=True)))


def _same(seen: str, wanted: str) -> bool:
    try:
        return float(seen) == pytest.approx(float(wanted), rel=1e-9)
    except ValueError:
        return seen.strip() == wanted.strip()


def _cell(grids: dict[str, Grid], place: str) -> str:
    sheet, _, reference = place.rpartition("!")
    letters = reference.rstrip("0123456789")
    row = int(reference.removeprefix(letters)) - 1
    return shown(grids[sheet].cell(row, column_index(letters)))


@pytest.mark.parametrize("wanted", ROWS, ids=lambda row: Path(row["file"]).name)
def test_that_a_real_sheet_holds_what_libreoffice_reads(wanted, shared_data, real_file):
    path = real_file(shared_data / wanted["file"])
    if wanted["refused"]:
        with pytest.raises(GreenShieldError) as refusal:
            read_sheets(path)
        assert refusal.value.code == wanted["refused"]
        return
    book = read_sheets(path)
    grids = {grid.name: grid for grid in book.grids}
    assert book.kind == wanted["kind"]
    assert [grid.name for grid in book.grids] == wanted["sheets"].split("|")
    assert [str(len(grid.rows)) for grid in book.grids] == wanted["rows"].split("|")
    for n in "123":
        if place := wanted[f"cell_{n}"]:
            seen = _cell(grids, place)
            assert _same(seen, wanted[f"value_{n}"]), (place, seen)


def test_that_every_real_sheet_is_listed(shared_data):
    there = {
        str(path.relative_to(folder()))
        for pattern in ("ledgers/**/*", "boundaries/cn_reserve_list_3376/*")
        for path in listed(pattern)
        if path.suffix.lower() in ENDINGS
    }
    assert there == {row["file"] for row in ROWS}


@pytest.mark.parametrize("ending", ["xls", "xlsx"])
def test_that_merged_cells_of_a_real_workbook_are_known(ending, shared_data, real_file):
    path = real_file(shared_data / f"ledgers/sheetjs_test_files/merge_cells.{ending}")
    assert set(read_grid(path).merges) == {
        Merge(0, 0, 1, 1), Merge(0, 2, 1, 2), Merge(0, 3, 1, 3), Merge(2, 0, 2, 1),
        Merge(3, 0, 3, 1),
    }  # fmt: skip


@pytest.mark.parametrize("ending", ["xls", "xlsx"])
def test_that_failed_formulas_of_a_real_workbook_are_seen(ending, shared_data, real_file):
    path = real_file(shared_data / f"ledgers/sheetjs_test_files/ErrorTypes.{ending}")
    column = [shown(row[0]) for row in read_grid(path).rows[1:8]]
    assert column == ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"]
