"""Results of formulas that a workbook itself calls old are told, by sheet, count and first cell."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from helpers.one_sheet import read_grid
from helpers.xls_made import biff8, formula, record

from greenshield.formats import sheet_book, sheet_xlsx_scan
from greenshield.formats.sheet_grid import CellError
from greenshield.formats.sheet_package import Package
from greenshield.formats.sheets import read_sheets

CALCULATION = re.compile(rb"<calcPr[^>]*/>")


def _book(path: Path, calculation: bytes, *, cells: bytes | None = None) -> Path:
    """A workbook of two formulas with results and one without; its second sheet has none."""
    with xlsxwriter.Workbook(str(path.with_suffix(".tmp"))) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, [40, 2])
        sheet.write_formula(1, 2, "=A1+B1", None, 42)
        sheet.write_formula(2, 2, '="a"&"b"', None, "ab")
        sheet.write_formula(3, 2, "=A1-B1", None, 38)
        book.add_worksheet("备注").write(0, 0, 1)
    with (
        zipfile.ZipFile(path.with_suffix(".tmp")) as whole,
        zipfile.ZipFile(path, "w") as out,
    ):
        for name in whole.namelist():
            part = CALCULATION.sub(calculation, whole.read(name))
            if name.endswith("sheet1.xml"):
                part = part.replace(b"<v>38</v>", b"")
                part = part if cells is None else part.replace(b"<sheetData>", cells)
            out.writestr(name, part)
    return path


def _told(path: Path) -> list[tuple[str, Any, Any]]:
    grids = read_sheets(path).grids
    return [
        (grid.name, p.params["count"], p.params["first"])
        for grid in grids
        for p in grid.problems
        if p.code == "sheet_results_old"
    ]


@pytest.mark.parametrize("said", ["1", "true", "0"])
def test_that_a_sheet_that_calls_its_own_results_old_is_told(tmp_path, said):
    """So a sheet says that cells were pasted into; it stands behind the cells."""
    path = _book(tmp_path / "a.xlsx", b"")
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as out:
        for name in whole.namelist():
            part = whole.read(name)
            told = f'</sheetData><sheetCalcPr fullCalcOnLoad="{said}"/>'.encode()
            is_first = name.endswith("sheet1.xml")
            out.writestr(name, part.replace(b"</sheetData>", told) if is_first else part)
    assert _told(tmp_path / "b.xlsx") == ([] if said == "0" else [("台账", 2, "C2")])


@pytest.mark.parametrize(
    ("calculation", "old"),
    [
        (b'<calcPr calcId="1" fullCalcOnLoad="1"/>', True),
        (b'<calcPr calcId="1" calcCompleted="0"/>', True),
        (b'<calcPr calcMode="manual" calcOnSave="0"/>', True),
        (b'<calcPr calcMode="manual"/>', False),  # calculated when it was saved
        (b'<calcPr calcId="1"/>', False),
        (b"", False),
    ],
)
def test_that_a_workbook_that_calls_its_results_old_is_told(tmp_path, calculation, old):
    path = _book(tmp_path / "a.xlsx", calculation)
    assert _told(path) == ([("台账", 2, "C2")] if old else [])
    rows = read_sheets(path).grids[0].rows
    assert [row[2] for row in rows[1:]] == [42, "ab", CellError("#=?")]


def test_that_formulas_with_a_prefix_are_counted(tmp_path):
    path = _book(tmp_path / "a.xlsx", b'<calcPr fullCalcOnLoad="1"/>')
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as out:
        for name in whole.namelist():
            part = whole.read(name)
            if name.endswith("sheet1.xml"):
                part = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", part).replace(
                    b"xmlns=", b"xmlns:x="
                )
            out.writestr(name, part)
    assert _told(tmp_path / "b.xlsx") == [("台账", 2, "C2")]


@pytest.mark.parametrize("uncalculated", [True, False])
def test_that_a_sheet_saved_uncalculated_is_told(tmp_path, uncalculated):
    cells = (record(0x5E, b"\0\0") if uncalculated else b"") + formula(2, 5.0) + formula(3, 7.0)
    path = tmp_path / "a.xls"
    path.write_bytes(biff8(1200, cells=cells))
    assert _told(path) == ([("A", 2, "C1")] if uncalculated else [])
    assert read_grid(path).rows[0][2:] == [5.0, 7.0]


@pytest.mark.parametrize("odd", [b' r\n="XFD1048576"', b"\nr='XFD1048576'", b'\tr="XFD1048576"'])
def test_that_a_far_cell_hides_behind_no_way_of_writing_its_place(tmp_path, odd):
    """Beside it usual places, so that there are some of both."""
    cells = b'<sheetData><row r="1"><c r="A1"><v>1</v></c><c' + odd + b"><v>2</v></c></row>"
    path = _book(tmp_path / "a.xlsx", b"", cells=cells)
    package = Package(path.read_bytes(), path.name)
    part = sheet_xlsx_scan.sheet_parts(package)["台账"]
    found = sheet_xlsx_scan.scan(
        package, part, sheet_xlsx_scan.styles(package), sheet_xlsx_scan.Flags()
    )
    assert not sheet_book._fits(found)
