"""Workbooks of known content are read back exactly: values, merges, errors, percentages."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from helpers.one_sheet import read_grid
from hypothesis import given
from hypothesis import strategies as st

from greenshield.domain.errors import UsageError
from greenshield.formats.sheet_grid import CellError, Percent, column_index, letter, shown
from greenshield.formats.sheets import Merge, pick, read_sheets

TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="\ufffe\uffff"),
    min_size=1, max_size=20,
).filter(lambda text: text.strip() and not text.startswith(("=", "{", "_x")))  # fmt: skip
NUMBER = st.floats(-1e14, 1e14, allow_nan=False).map(lambda n: float(repr(n)))
DATE = st.dates(dt.date(1900, 3, 1), dt.date(2199, 12, 31))
CELLS = st.one_of(st.none(), TEXT, NUMBER, st.booleans(), DATE)


@given(st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=8), st.data())
def test_that_a_written_workbook_is_read_back_exactly(tmp_path_factory, rows, data):
    path = tmp_path_factory.mktemp("book") / "台账.xlsx"
    top = data.draw(st.integers(0, 30))
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("数据")
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for r, row in enumerate(rows, top):
            for c, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(r, c, dt.datetime.combine(value, dt.time()), date)
                elif isinstance(value, str):
                    sheet.write_string(r, c, value)
                elif value is not None:
                    sheet.write(r, c, value)
    read = read_grid(path)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            seen = read.cell(r + top, c)
            if isinstance(value, float):
                assert seen == pytest.approx(value, rel=1e-14)
            else:
                assert (seen, type(seen)) == (value, type(value))
    filled = [r for r, row in enumerate(rows, top) if any(v is not None for v in row)]
    assert len(read.rows) == max(filled, default=-1) + 1


def _formatted(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        builtin, own, no = (
            book.add_format({"num_format": f}) for f in ("0%", '0.000%" 完成"', '0.0"%"')
        )
        sheet.write(0, 0, 0.5, builtin)
        sheet.write(0, 1, 0.125, own)
        sheet.write(0, 2, 35.0, no)
        sheet.write(1, 0, "文字", builtin)
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 2, '=VLOOKUP("x",A1:A2,1,0)', builtin, "#N/A")
        sheet.write_formula(1, 3, "=1+1", None, 2)
    return path


def test_that_percentages_and_failed_formulas_are_told_from_numbers(tmp_path):
    grid = read_grid(_formatted(tmp_path / "a.xlsx"))
    assert grid.rows[0] == [Percent(0.5), Percent(0.125), 35.0]
    assert grid.rows[1] == ["文字", CellError("#DIV/0!"), CellError("#N/A"), 2.0]
    assert [shown(cell) for cell in grid.rows[0]] == ["50%", "12.5%", "35.0%"]


def test_that_days_counted_from_1904_are_dates_and_the_workbook_says_so(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = dt.date(2023, 5, 3)
    book.save(tmp_path / "a.xlsx")
    read = read_sheets(tmp_path / "a.xlsx")
    assert (read.grids[0].rows, read.date1904) == ([[dt.date(2023, 5, 3)]], True)


def test_that_sheets_are_named_chosen_and_hidden_ones_come_last(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "空"
    for name in ("隐藏", "台账"):
        book.create_sheet(name)["A1"] = name
    book["隐藏"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    read = read_sheets(tmp_path / "a.xlsx")
    assert [(g.name, g.hidden) for g in read.grids] == [
        ("空", False), ("隐藏", True), ("台账", False),
    ]  # fmt: skip
    assert pick(read, None).name == "台账"
    assert pick(read, "隐藏").rows == [["隐藏"]]
    with pytest.raises(UsageError) as refusal:
        pick(read, "没有")
    assert refusal.value.params["sheets"] == "空、隐藏、台账"


def test_that_what_an_ending_says_does_not_matter(tmp_path):
    source = _formatted(tmp_path / "a.xlsx").read_bytes()
    for ending in ("xls", "csv", "ods", "无"):
        path = tmp_path / f"b.{ending}"
        path.write_bytes(source)
        assert read_sheets(path).kind == "xlsx"
    text = tmp_path / "c.xlsx"
    text.write_bytes("编号,名称\n1,甲\n".encode("gbk"))
    assert read_sheets(text).kind == "text"


PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<style>td{color:red}</style></head>
<body><table><tr><th rowspan=2>编号</th><th colspan="2">位置</th></tr>
<tr><td>经度</td><td>纬度</td></tr>
<tr><td>TB&nbsp;1<br>附</td><td>125.5</td><td>&lt;43&gt;</td></table></body></html>"""


def test_that_a_web_page_called_xls_is_read_with_its_spans(tmp_path):
    path = tmp_path / "导出.xls"
    path.write_bytes(PAGE.encode("gbk"))
    book = read_sheets(path)
    assert (book.kind, book.encoding) == ("html", "gb18030")
    assert book.grids[0].rows == [
        ["编号", "位置"], [None, "经度", "纬度"], ["TB 1\n附", "125.5", "<43>"],
    ]  # fmt: skip
    assert set(book.grids[0].merges) == {Merge(0, 0, 1, 0), Merge(0, 1, 0, 2)}


def test_that_a_web_archive_called_xls_is_read(tmp_path):
    body = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
        "<html><table><tr><td>编号</td><td>1</td></tr></table></html>\r\n--b--\r\n"
    )
    path = tmp_path / "a.xls"
    path.write_bytes(body.encode())
    assert read_sheets(path).grids[0].rows == [["编号", "1"]]


SPREADSHEET = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="台账"><Table>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">标题</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="Number">12.5</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="DateTime">2023-05-03T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="Boolean">1</Data></Cell>
<Cell><Data ss:Type="Error">#REF!</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_that_shares_and_times_of_excels_xml_are_told(tmp_path):
    styles = """<Styles><Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style>
 <Style ss:ID="s2"><NumberFormat ss:Format="0.0%"/></Style>
 <Style ss:ID="s3"><NumberFormat ss:Format="0.0"/></Style></Styles>"""
    cells = """<Row><Cell ss:StyleID="s1"><Data ss:Type="Number">0.5</Data></Cell>
 <Cell ss:StyleID="s2"><Data ss:Type="Number">8</Data></Cell>
 <Cell ss:StyleID="s3"><Data ss:Type="Number">8</Data></Cell>
 <Cell><Data ss:Type="DateTime">1899-12-31T288:30:00.000</Data></Cell>
 <Cell><Data ss:Type="DateTime">1899-12-31T08:30:00.000</Data></Cell>
 <Cell><Data ss:Type="DateTime">someday</Data></Cell></Row>"""
    path = tmp_path / "a.xls"
    head, body = SPREADSHEET.split("<Worksheet", 1)
    table, rest = body.split("<Row", 1)
    path.write_text(f"{head}{styles}<Worksheet{table}{cells}<Row{rest}", encoding="utf-8")
    span = dt.timedelta(hours=288, minutes=30)
    row = [Percent(0.5), Percent(8), 8, span, dt.time(8, 30), "someday"]
    assert read_sheets(path).grids[0].rows[0] == row


def test_that_excels_xml_of_2003_is_read(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text(SPREADSHEET, encoding="utf-8")
    book = read_sheets(path)
    assert (book.kind, book.grids[0].name) == ("xml", "台账")
    assert book.grids[0].merges == (Merge(0, 0, 0, 1),)
    row = [12.5, None, dt.date(2023, 5, 3), True, CellError("#REF!")]
    assert book.grids[0].rows == [["标题"], [], row]


CONTENT = """<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="台账">
<table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2"
 office:value-type="string"><text:p>标<text:span>题</text:span></text:p>
 <office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>
 <table:covered-table-cell/></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell office:value-type="float" office:value="12.5"/>
 <table:table-cell table:number-columns-repeated="2" office:value-type="percentage"
 office:value="0.5"><text:p>50%</text:p></table:table-cell>
 <table:table-cell office:value-type="date" office:date-value="2023-05-03"/>
 <table:table-cell office:value-type="boolean" office:boolean-value="true"/>
 <table:table-cell table:number-columns-repeated="16000"/></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_that_an_opendocument_sheet_is_read_with_merges_and_repeats(tmp_path):
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", CONTENT)
    flat = tmp_path / "a.fods"
    flat.write_text('<?xml version="1.0" encoding="UTF-8"?>\n' + CONTENT, encoding="utf-8")
    for grid in (read_grid(path), read_grid(flat)):
        assert (grid.name, grid.merges) == ("台账", (Merge(0, 0, 1, 1),))
        last = [12.5, Percent(0.5), Percent(0.5), dt.date(2023, 5, 3), True]
        assert grid.rows == [["标题"], [], [], last]


@given(st.integers(0, 16_383))
def test_that_column_letters_lead_back_to_their_column(column):
    assert column_index(letter(column)) == column
    assert column_index(openpyxl.utils.get_column_letter(column + 1)) == column


def test_that_a_formula_without_a_result_is_not_an_empty_cell(tmp_path):
    """Programs that write workbooks without working them out leave no result."""
    book = openpyxl.Workbook()
    book.active.append([1, "=A1+1", '=IF(A1=1,"","a")', "b"])
    book.save(tmp_path / "a.xlsx")
    row = read_sheets(tmp_path / "a.xlsx").grids[0].rows[0]
    assert row == [1, CellError("#=?"), CellError("#=?"), "b"]
    with xlsxwriter.Workbook(str(tmp_path / "b.xlsx")) as counted:
        sheet = counted.add_worksheet()
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, '=""', None, "nothing")
        sheet.write(0, 2, 3)
    with (
        zipfile.ZipFile(tmp_path / "b.xlsx") as whole,
        zipfile.ZipFile(tmp_path / "c.xlsx", "w") as out,
    ):
        for name in whole.namelist():  # an empty text is a result, as Excel writes it
            out.writestr(name, whole.read(name).replace(b"<v>nothing</v>", b"<v></v>"))
    assert read_sheets(tmp_path / "c.xlsx").grids[0].rows[0] == [2, None, 3]


def test_that_a_zero_that_is_to_be_worked_out_on_opening_is_told(tmp_path):
    """xlsxwriter and the like write 0 where they were given no result."""
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [40, 2, 0])
        sheet.write_formula(0, 3, "=A1+B1")
        sheet.write_formula(0, 4, "=A1-B1", None, 38)
    row = read_sheets(tmp_path / "a.xlsx").grids[0].rows[0]
    assert row == [40, 2, 0, CellError("#=?"), 38]
    with (
        zipfile.ZipFile(tmp_path / "a.xlsx") as whole,
        zipfile.ZipFile(tmp_path / "b.xlsx", "w") as out,
    ):
        for name in whole.namelist():
            out.writestr(name, whole.read(name).replace(b' fullCalcOnLoad="1"', b""))
    assert read_sheets(tmp_path / "b.xlsx").grids[0].rows[0] == [40, 2, 0, 0, 38]


def test_that_spans_and_what_lies_before_all_days_are_no_days(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        formats = [book.add_format({"num_format": f}) for f in ("h:mm", "[h]:mm", "yyyy-mm-dd")]
        for column, (number, look) in enumerate(
            [(0.25, 0), (1, 0), (-0.25, 0), (1.5, 1), (-3, 2), (45_000, 2)]
        ):
            sheet.write_number(0, column, number, formats[look])
        sheet.write_formula(1, 0, "=A1+1", formats[0], 1.25)
        sheet.write_string(1, 1, "-3", formats[2])
    rows = read_sheets(tmp_path / "a.xlsx").grids[0].rows
    spans = [dt.timedelta(1), dt.timedelta(-0.25), dt.timedelta(1.5)]
    assert rows[0] == [dt.time(6), *spans, -3, dt.date(2023, 3, 15)]
    assert rows[1] == [dt.timedelta(1.25), "-3"]


def test_that_failed_and_uncounted_formulas_of_an_opendocument_sheet_are_told(tmp_path):
    cells = """<table:table-row xmlns:calcext="urn:org:documentfoundation:names:experimental:calc">
 <table:table-cell table:formula="of:=[.A9]/0" office:value-type="string"
 office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
 <table:table-cell table:formula="of:=1+1"/>
 <table:table-cell table:formula='of:=""' office:value-type="string"><text:p/></table:table-cell>
 <table:table-cell office:value-type="date" office:date-value="12023-05-03"><text:p>何日</text:p>
 </table:table-cell></table:table-row>"""
    path = tmp_path / "a.fods"
    head, body = CONTENT.split("<table:table-row>", 1)
    path.write_text(f"<?xml version='1.0'?>{head}{cells}<table:table-row>{body}", encoding="utf-8")
    row = read_grid(path).rows[0]
    assert row == [CellError("#DIV/0!"), CellError("#=?"), None, "何日"]
