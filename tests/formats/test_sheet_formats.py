"""What number formats write beside a number: read in texts as it is shown, in amounts as a unit."""

from __future__ import annotations

import pickle
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from helpers.one_sheet import read_grid
from helpers.read_lists import read_as, read_list

from greenshield.formats.ledger import LedgerFile
from greenshield.formats.sheet_commented import commented
from greenshield.formats.sheet_formats import NumberFormat, beside
from greenshield.formats.sheet_grid import Formatted, shown
from greenshield.formats.sheet_notes import CELL, REMARK, ROW, ListWords, Note
from greenshield.formats.sheets import read_sheets

HEAD = ["图斑编号", "问题来源", "经度", "纬度", "占地面积", "罚款金额", "规模", "建设时间"]
MU = 10_000 / 15
RESULTS = {ROW: "未导入", CELL: "未采纳", REMARK: "提示"}
WORDS = ListWords("问题清单", ("表", "格", "列", "内容", "结果", "原因", "怎么办"), RESULTS)
FORMATS = ["0000", None, None, None, '0.0"亩"', '0.0"万元"', '#,##0"立方米"', '0000"年"']
OTHERS = ['"TB-"000', *FORMATS[1:4], '0.00"公顷"', '#,##0"元"', None, '0000"-"00"-"00']
SCALED = ["000000", *FORMATS[1:4], '0!.0,"万亩"', '0!.0,"万元"', '0!.0,"万吨"', None]
ROWS = [
    (FORMATS, [12, "绿盾巡查", 126.1, 43.2, 3.54, 2.5, 12000, 2019]),
    (OTHERS, [13, "绿盾巡查", 126.2, 43.2, 0.25, 35000, 5, 20190304]),
    (SCALED, [14, "绿盾巡查", 126.3, 43.2, 35000, 35000, 60000, None]),
    (["000", *FORMATS[1:4]], [12.5, "绿盾巡查", 126.4, 43.2]),
]


def _book(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    for number, (formats, values) in enumerate(ROWS, 2):
        for column, (code, value) in enumerate(zip(formats, values, strict=True), 1):
            cell = book.active.cell(number, column, value)
            if code is not None:
                cell.number_format = code
    book.save(path)
    return path


@pytest.fixture(scope="module", params=["xlsx", "xls", "ods"])
def found(request: Any, tmp_path_factory: Any) -> LedgerFile:
    return read_as(_book(tmp_path_factory.mktemp("book") / "台账.xlsx"), request.param)


def _told(found: LedgerFile, code: str = "ledger_number_shown_otherwise") -> list[tuple[Any, str]]:
    return [(p.row, p.column) for p in found.problems if p.code == code]


def test_that_a_number_is_the_one_that_is_shown(found):
    assert [row.fields["clue_no"] for row in found.rows] == ["0012", "TB-013", "000014"]
    assert found.rows[0].raw["图斑编号"] == "0012"


def test_that_the_unit_of_a_format_counts_as_one_in_the_cell(found):
    first, second, _ = found.rows
    assert first.fields["area_rs"] == pytest.approx(3.54 * MU)
    assert first.fields["fine_yuan"] == 25_000
    assert second.fields["area_rs"] == pytest.approx(2500)
    assert second.fields["fine_yuan"] == 35_000


def test_that_texts_and_days_are_read_as_they_are_shown(found):
    first, second, _ = found.rows
    assert first.fields["scale_text"] == "12,000立方米"
    assert second.fields["scale_text"] == "5"
    assert first.fields["built_on"] == "2019"
    assert second.fields["built_on"] == "2019-03-04"


def test_that_what_shows_another_number_is_told_and_left(found):
    third = found.rows[2]
    assert third.fields.get("area_rs") is None
    assert third.fields.get("fine_yuan") is None
    cells = {(4, "E 占地面积"), (4, "F 罚款金额"), (4, "G 规模"), (5, "A 图斑编号")}
    assert set(_told(found)) == cells
    assert found.refused == 1


def test_that_a_bare_number_beside_units_of_formats_has_none(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(HEAD[:5])
    book.active.append(["TB1", "绿盾巡查", 126.1, 43.2, 3])
    book.active.append(["TB2", "绿盾巡查", 126.2, 43.2, 6])
    book.active["E2"].number_format = '0"亩"'
    book.save(tmp_path / "a.xlsx")
    found = read_list(tmp_path / "a.xlsx")
    assert [row.fields.get("area_rs") for row in found.rows] == [pytest.approx(3 * MU), None]
    assert _told(found, "ledger_unit_mixed") == [(3, "E 占地面积")]


@pytest.mark.parametrize(
    "code",
    [
        "General", "G/通用格式", "0", "0_ ", "0.00_);[Red]\\(0.00\\)", "#,##0.00", "0;-0;;@",
        '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0.00E+00", "# ?/?", "@", ";;;",
        "[Red][<0]0;0", '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    ],
)  # fmt: skip
def test_that_what_shows_the_number_alone_adds_nothing(code):
    assert NumberFormat.of(code) is None


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("0000", 12345.0, "12345"), ("0000", -3.0, "-0003"), (r"\T\B\-000", 12.0, "TB-012"),
        ('General"亩"', 3.5, "3.5亩"), ('"第"0"号"', 3.0, "第3号"), ("0,000", 12.0, "0,012"),
        ("0000-0000", 20240012.0, "2024-0012"), ("00-00", 12345.0, "123-45"),
        ('0"TB";0"T"', -3.0, "-3T"), ("[$US$-409]0.00", 3.0, "US$3.00"),
    ],
)  # fmt: skip
def test_that_a_number_is_shown_as_its_format_says(code, number, text):
    made = NumberFormat.of(code).shown(number)
    assert (shown(made), made == number, made.unlike) == (text, True, False)


@pytest.mark.parametrize(
    "code",
    ['0!.0,"万元"', "0.0,", '[=1]"是";[=0]"否";0', '[>9]0"大";0', '"有"', '"TB-"@', "0" * 256],
)
def test_that_a_format_that_shows_something_else_is_not_taken_for_the_number(code):
    assert NumberFormat.of(code).shown(1.0).unlike


@pytest.mark.parametrize(
    ("number", "text", "read"),
    [
        (12.0, "0012", "0012"), (3.54, "3.5亩", "3.54亩"), (1234.5, "1,234.50", "1234.5"),
        (3.5, "3,50", "3.5"), (1.5, "1 1/2", "1.5"), (-3.0, "(3)", "-3"), (3.0, "###", "3"),
        (20240012.0, "2024-0012", "2024-0012"), (0.0, "-", "0"), (1e20, "1E+20", "1e+20"),
    ],
)  # fmt: skip
def test_that_a_text_beside_a_number_tells_what_is_shown(number, text, read):
    assert shown(beside(number, text)) == read


@pytest.mark.parametrize(("number", "text"), [(35000.0, "3.5万元"), (1.0, "是"), (12.0, "13号")])
def test_that_a_text_that_is_not_of_its_number_is_told(number, text):
    assert beside(number, text).unlike


def test_that_formats_of_excels_xml_count(tmp_path):
    cells = "".join(
        f'<Cell ss:StyleID="{style}"><Data ss:Type="Number">12</Data></Cell>' for style in "abc"
    )
    styles = "".join(
        f'<Style ss:ID="{style}"><NumberFormat ss:Format="{code}"/></Style>'
        for style, code in {"a": "0000", "b": "&quot;TB-&quot;000", "c": "Fixed"}.items()
    )
    (tmp_path / "a.xml").write_text(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="A"><Table><Row>{cells}</Row></Table>'
        "</Worksheet></Workbook>",
        "utf-8",
    )
    texts = ["0012", "TB-012", "12"]
    assert list(map(shown, read_grid(tmp_path / "a.xml").rows[0])) == texts
    note = Note("A", 2, 0, "", "", "不对", "", ROW)
    (tmp_path / "b.xlsx").write_bytes(commented(tmp_path / "a.xml", [note], WORDS).content)
    copied = read_sheets(tmp_path / "b.xlsx").grids[1].rows[0]
    assert (list(map(shown, copied)), copied) == (texts, [12, 12, 12])


def test_that_a_cell_of_a_damaged_style_is_left_as_it_is(tmp_path):
    path, other = _book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(other, "w") as changed:
        for name in book.namelist():
            data = book.read(name)
            if name.endswith("sheet1.xml"):
                data = re.sub(rb'r="A2" s="(\d+)"', rb"r='A2' s='\1'", data)
            changed.writestr(name, data)
    assert shown(read_grid(other).cell(2, 0)) == "TB-013"


def test_that_a_number_under_letters_of_days_is_no_day(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = 12
    book.active["A1"].number_format = "A/P"
    book.save(tmp_path / "a.xlsx")
    assert read_grid(tmp_path / "a.xlsx").cell(0, 0) == 12


def test_that_a_formatted_number_is_kept_whole():
    number = NumberFormat.of("0000").shown(12.0)
    kept = pickle.loads(pickle.dumps(number))
    assert (kept, kept.text, type(kept)) == (12, "0012", Formatted)
