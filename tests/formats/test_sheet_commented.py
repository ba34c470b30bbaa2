"""The copy of a sheet with comments: what is added, and that nothing else changes."""

from __future__ import annotations

import datetime as dt
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table

from greenshield.formats.sheet_commented import commented
from greenshield.formats.sheet_notes import CELL, REMARK, ROW, ListWords, Note
from greenshield.formats.sheets import read_sheets

RESULTS = {ROW: "未导入", CELL: "未采纳", REMARK: "提示"}
WORDS = ListWords("问题清单", ("表", "格", "列", "内容", "结果", "原因", "怎么办"), RESULTS)


def _note(sheet, row, column, why, *, what=ROW):
    return Note(sheet, row, column, "列", "内容", why, "改正", what)


NOTES = [
    _note("台账", 3, 1, "经度不对"),
    _note("台账", 3, 1, "纬度也不对", what=REMARK),
    _note("台账", 4, 3, "日期不清", what=CELL),
    _note("台账", 9, 6, "空格子"),
    _note("第二批", 2, 0, "编号重复"),
]


def _original(tmp_path, **kinds):
    """A workbook with what a copy may lose: formulas, a chart, names, looks, a comment, a table."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet["A1"] = "标题"
    sheet.merge_cells("A1:D1")
    sheet.append(["编号", "经度", "面积", "时限"])
    for n in range(5):
        sheet.append([f"T{n}", 126.5 + n, n * 1.5, dt.date(2026, 5, n + 1)])
    sheet["C8"] = "=SUM(C3:C7)"
    sheet["B3"].font = Font(bold=True, color="FF0000FF")
    sheet["D4"].number_format = "yyyy年m月"
    sheet["A3"].comment = Comment("旧批注", "某人")
    if kinds.get("there"):
        sheet["B3"].comment = Comment("这里也有", "某人")
    sheet.print_title_rows = "1:2"
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(sheet, min_col=3, min_row=2, max_row=7))
    sheet.add_chart(chart, "H2")
    second = book.create_sheet("第二批")
    second.append(["编号", "经度"])
    second.append(["T1", 126.5])
    second.add_table(Table(displayName="Rows", ref="A1:B2"))
    book.active = 1
    path = tmp_path / "原表.xlsx"
    book.save(path)
    return path


def _copy(tmp_path, path, notes=NOTES):
    made = commented(path, notes, WORDS)
    out = tmp_path / f"副本{made.suffix}"
    out.write_bytes(made.content)
    return made, out


@pytest.mark.parametrize("there", [False, True])
def test_that_comments_and_fills_are_on_the_cells_and_all_else_stays(tmp_path, there):
    path = _original(tmp_path, there=there)
    before = path.read_bytes()
    made, out = _copy(tmp_path, path)
    assert (made.redrawn, made.cells, made.suffix) == (False, 4, ".xlsx")
    assert path.read_bytes() == before
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["问题清单", "台账", "第二批"]
    assert book.active.title == "第二批"  # the sheet that was shown is shown
    sheet, second = book["台账"], book["第二批"]
    told = {c.coordinate: c.comment.text for row in sheet for c in row if c.comment}
    assert set(told) == {"A3", "B3", "D4", "G9"}
    assert told["A3"] == "旧批注"
    assert told["B3"].startswith("这里也有") == there
    assert "【未导入】经度不对\n改正\n【提示】纬度也不对" in told["B3"]
    assert second["A2"].comment.text == "【未导入】编号重复\n改正"
    assert sheet["B3"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["D4"].fill.fgColor.rgb == "FFFFF2A8"
    assert (sheet["B3"].font.bold, sheet["B3"].font.color.rgb) == (True, "FF0000FF")
    assert sheet["D4"].number_format == "yyyy年m月"
    assert sheet["C3"].fill.fgColor.rgb == "00000000"
    assert sheet["C8"].value == "=SUM(C3:C7)"
    assert sheet.print_title_rows == "$1:$2"
    assert len(sheet._charts) == 1
    assert list(second.tables) == ["Rows"]


def test_that_the_values_read_again_are_those_of_the_original(tmp_path):
    path = _original(tmp_path)
    _, out = _copy(tmp_path, path)
    first, again = read_sheets(path), read_sheets(out)
    assert [g.name for g in again.grids] == ["问题清单", *(g.name for g in first.grids)]
    for old, new in zip(first.grids, again.grids[1:], strict=True):
        assert (new.rows, new.merges) == (old.rows, old.merges)


def test_that_parts_nobody_touches_are_the_same_bytes(tmp_path):
    path = _original(tmp_path)
    _, out = _copy(tmp_path, path)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out) as new:
        for name in ("xl/charts/chart1.xml", "xl/drawings/drawing1.xml", "xl/tables/table1.xml"):
            assert new.read(name) == old.read(name)
        assert new.testzip() is None


def test_that_the_list_in_front_leads_to_each_cell(tmp_path):
    _, out = _copy(tmp_path, _original(tmp_path))
    sheet = openpyxl.load_workbook(out)["问题清单"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == WORDS.headers
    assert [row[:2] for row in rows[1:]] == [
        ("台账", "B3"), ("台账", "B3"), ("台账", "D4"), ("台账", "G9"), ("第二批", "A2"),
    ]  # fmt: skip
    assert sheet["B2"].hyperlink.location == "'台账'!B3"
    assert [row[4] for row in rows[1:]] == ["未导入", "提示", "未采纳", "未导入", "未导入"]


def test_that_a_copy_can_be_commented_again(tmp_path):
    _, out = _copy(tmp_path, _original(tmp_path))
    made = commented(out, [_note("台账", 3, 1, "又一条"), _note("台账", 5, 0, "新的")], WORDS)
    again = tmp_path / "再次.xlsx"
    again.write_bytes(made.content)
    book = openpyxl.load_workbook(again)
    assert book.sheetnames[:2] == ["问题清单 (2)", "问题清单"]
    told = {c.coordinate: c.comment.text for row in book["台账"] for c in row if c.comment}
    assert set(told) == {"A3", "B3", "D4", "G9", "A5"}
    assert "经度不对" in told["B3"]
    assert "又一条" in told["B3"]


def test_that_a_text_table_becomes_a_workbook_and_says_so(tmp_path):
    path = tmp_path / "台账.csv"
    path.write_bytes("编号,说明,面积\n007,=1+1,3.50\n008,“引号”,\n".encode("gbk"))
    made, out = _copy(tmp_path, path, [_note("台账", 2, 2, "含糊"), _note("台账", 3, 2, "空着")])
    assert (made.redrawn, made.cells) == (True, 2)
    book = openpyxl.load_workbook(out)
    sheet = book["台账"]
    assert [c.value for c in sheet[2]] == ["007", "=1+1", "3.50"]
    assert sheet["B2"].data_type == "s"  # words, whatever they begin with
    assert {c.coordinate for row in sheet for c in row if c.comment} == {"C2", "C3"}
    assert book["问题清单"]["B2"].hyperlink.location == "'台账'!C2"


def test_that_a_workbook_of_the_strict_kind_is_drawn_anew(tmp_path):
    path = _original(tmp_path)
    strict = tmp_path / "strict.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            data = data.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            new.writestr(name, data)
    made, out = _copy(tmp_path, strict)
    assert made.redrawn
    assert openpyxl.load_workbook(out)["台账"]["B3"].comment is not None


def test_that_a_workbook_with_macros_keeps_them_and_its_ending(tmp_path):
    path = _original(tmp_path)
    macros = tmp_path / "带宏.xlsm"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(macros, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros")
    made, out = _copy(tmp_path, macros)
    assert (made.suffix, made.redrawn) == (".xlsm", False)
    with zipfile.ZipFile(out) as copy:
        assert copy.read("xl/vbaProject.bin") == b"\xd0\xcf\x11\xe0 macros"
