"""Rows that somebody crossed out or hid in a sheet come in as others do, and are told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from helpers.read_lists import read_as, read_list
from openpyxl.styles import Font

from greenshield.formats.ledger import LedgerFile
from greenshield.formats.ledger_words import Words
from greenshield.formats.listed import read_listed
from greenshield.formats.sheets import read_sheets

HEAD = ["序号", "图斑编号", "问题来源", "经度", "纬度", "面积（亩）", "督办情况"]
HIDDEN, STRUCK, CELL = "ledger_row_hidden", "ledger_row_struck", "ledger_cell_struck"


def _book(path: Path) -> Path:
    """Row 3 is struck through but for its 序号, row 5 in one cell, 6 hidden, 7 in an unused one."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEAD)
    for n in range(1, 9):
        sheet.append([n, f"TB{n}", "绿盾巡查", 126.1 + n / 100, 43.2, n * 1.5, "第一批"])
    line = Font(strike=True)
    for cell in sheet[3][1:]:
        cell.font = line
    for cell in (sheet["F5"], sheet["G7"], sheet["J8"]):
        cell.font = line
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["G"].hidden = True
    book.save(path)
    return path


def _told(found: LedgerFile) -> list[tuple[int | None, str, str]]:
    ours = (HIDDEN, STRUCK, CELL)
    return [(p.row, p.column, p.code) for p in found.problems if p.code in ours]


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "fods"])
def test_that_rows_struck_through_or_hidden_are_taken_and_told(tmp_path, ending):
    found = read_as(_book(tmp_path / "台账.xlsx"), ending)
    assert _told(found) == [(3, "", STRUCK), (5, "F 面积（亩）", CELL), (6, "", HIDDEN)]
    assert [row.fields["clue_no"] for row in found.rows] == [f"TB{n}" for n in range(1, 9)]
    assert not any(p.fatal for p in found.problems)


def test_that_a_sheet_without_such_rows_is_told_nothing_of_them(tmp_path):
    """LibreOffice says of every row and font that it is not hidden and not struck through."""
    path = tmp_path / "台账.xlsx"
    book = openpyxl.load_workbook(_book(path))
    sheet = book.active
    for row in sheet.iter_rows():
        for cell in row:
            cell.font = Font(bold=True, strike=False)
    sheet.row_dimensions[6].hidden = False
    book.save(path)
    assert not _told(read_list(path))
    assert not _told(read_as(path, "ods"))
    assert not _told(read_as(tmp_path / "out" / "台账.ods", "xlsx"))


def test_that_words_in_a_cell_and_columns_hide_no_row(tmp_path):
    path = tmp_path / "a.xlsx"
    _book(path)
    words = '<row r="10"><c r="B10" t="inlineStr"><is><t>row r="4" hidden="1"</t></is></c></row>'
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as out:
        for name in whole.namelist():
            part = whole.read(name)
            if name.endswith("sheet1.xml"):
                assert b"<col " in part
                part = part.replace(b"</sheetData>", words.encode() + b"</sheetData>")
            out.writestr(name, part)
    (grid,) = read_sheets(tmp_path / "b.xlsx").grids
    assert (grid.hidden_rows, grid.cell(9, 1)) == ({5}, 'row r="4" hidden="1"')


def test_that_excels_xml_of_2003_tells_them_too(tmp_path):
    """By a style of the row's own, and by one that it inherits."""

    def row(cells: list[str], more: str = "") -> str:
        data = "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in cells)
        return f"<Row{more}>{data}</Row>"

    good = ["绿盾巡查", "126.1", "43.2", "1.5"]
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    rows = (
        row(HEAD[1:6])
        + row(["TB1", *good])
        + row(["TB2", *good], ' ss:StyleID="b"')
        + row(["TB3", *good], ' ss:Hidden="1"')
    )
    (tmp_path / "a.xml").write_text(
        f'<?xml version="1.0"?><Workbook xmlns="{name}" xmlns:ss="{name}"><Styles>'
        '<Style ss:ID="a"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="b" ss:Parent="a"/>'
        f'</Styles><Worksheet ss:Name="台账"><Table>{rows}</Table></Worksheet></Workbook>',
        "utf-8",
    )
    assert _told(read_list(tmp_path / "a.xml")) == [(3, "", STRUCK), (4, "", HIDDEN)]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_that_a_part_of_a_text_struck_through_is_told(tmp_path, ending):
    """15 crossed out beside a 12 reads as 1512."""
    path = tmp_path / "台账.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        line, bold = book.add_format({"font_strikeout": True}), book.add_format({"bold": True})
        sheet.write_row(0, 0, HEAD[1:6])
        for n in range(1, 5):
            sheet.write_row(n, 0, [f"TB{n}", "绿盾巡查", 126.1 + n / 100, 43.2, "1.5"])
        sheet.write_rich_string(2, 4, line, "15", "12")
        sheet.write_rich_string(3, 4, bold, "15", "12")
    assert _told(read_as(path, ending)) == [(3, "E 面积（亩）", CELL)]


def test_that_other_lists_tell_them_too(tmp_path):
    """Such as of boundary markers."""
    words = Words.of({"fields": {"number": ["图斑编号"], "condition": ["面积（亩）", "督办情况"]}})
    found = read_listed(_book(tmp_path / "界桩.xlsx"), words, ("number", "condition"))
    told = [(p.row, p.code) for p in found.problems if p.code in (HIDDEN, STRUCK, CELL)]
    assert told == [(3, STRUCK), (5, CELL), (6, HIDDEN)]
    assert [row for row, _ in found.records] == list(range(2, 10))


def test_that_a_sheet_far_apart_tells_them_too(tmp_path):
    """Such a sheet takes the slow reader."""
    path = _book(tmp_path / "台账.xlsx")
    book = openpyxl.load_workbook(path)
    book.active.cell(1_000_000, 200, "备")
    book.save(path)
    (grid,) = read_sheets(path).grids
    assert grid.hidden_rows == {5}
    assert (2, 1) in grid.struck
