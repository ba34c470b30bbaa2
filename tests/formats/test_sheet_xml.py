"""What cells of Excel's XML of 2003 show by their styles, own, named or inherited."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from greenshield.formats.sheet_grid import BriefDay, Cell, Percent, shown
from greenshield.formats.sheets import read_sheets

DAY = dt.date(2024, 3, 5)  # 45,356 in 1900, 43,894 in 1904


def _read(path: Path, *cells: str, styles: str = "", before: str = "") -> list[Cell]:
    body = "".join(cells)
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f"{before}<Styles>{styles}</Styles>"
        f'<Worksheet ss:Name="台账"><Table><Row>{body}</Row></Table></Worksheet></Workbook>',
        "utf-8",
    )
    return read_sheets(path).grids[0].rows[0]


def _style(name: str, code: str = "", parent: str = "") -> str:
    own = f' ss:Parent="{parent}"' if parent else ""
    form = f'<NumberFormat ss:Format="{code}"/>' if code else ""
    return f'<Style ss:ID="{name}"{own}>{form}</Style>'


def _number(style: str, value: float) -> str:
    return f'<Cell ss:StyleID="{style}"><Data ss:Type="Number">{value}</Data></Cell>'


@pytest.mark.parametrize(
    ("code", "value", "read"),
    [
        ("yyyy\\-mm\\-dd", 45_356, DAY), ("Short Date", 45_356, DAY), ("Long Date", 45_356, DAY),
        ("General Date", 45_356.5, dt.datetime.combine(DAY, dt.time(12))),
        ("Short Time", 0.25, dt.time(6)), ("[h]:mm", 1.5, dt.timedelta(1.5)),
        ("Percent", 0.5, Percent(0.5)), ("0%", 0.5, Percent(0.5)),
        ("Fixed", 3.5, 3.5), ("Standard", 3.5, 3.5), ("Currency", 3.5, 3.5), ("General", 3.5, 3.5),
        ("Scientific", 3.5, 3.5), ("yyyy\\-mm\\-dd", -3.0, -3.0),
    ],
)  # fmt: skip
def test_that_a_number_is_what_its_style_shows(tmp_path, code: str, value: float, read: Any):
    row = _read(tmp_path / "a.xls", _number("s1", value), styles=_style("s1", code))
    assert (row, type(row[0])) == ([read], type(read))


def test_that_a_style_has_the_format_of_its_parent(tmp_path):
    styles = _style("s1", "Percent") + _style("s2", parent="s1") + _style("s3", parent="s2")
    styles += _style("s4", "0.0", "s1")
    row = _read(tmp_path / "a.xls", *(_number(f"s{n}", 0.5) for n in range(1, 5)), styles=styles)
    assert row == [Percent(0.5), Percent(0.5), Percent(0.5), 0.5]


def test_that_styles_without_a_name_are_those_of_no_cell(tmp_path):
    """They stand in conditional formats; a cell without a style has none of them."""
    nameless = '<Style><NumberFormat ss:Format="0%"/></Style>'
    cell = '<Cell><Data ss:Type="Number">0.5</Data></Cell>'
    styles = nameless + _style("s1")
    assert _read(tmp_path / "a.xls", cell, _number("s1", 0.5), styles=styles) == [0.5, 0.5]


def test_that_days_count_from_1904_where_the_workbook_says_so(tmp_path):
    before = "<ExcelWorkbook><Date1904/></ExcelWorkbook>"
    styles = _style("s1", "Short Date")
    row = _read(tmp_path / "a.xls", _number("s1", 43_894), styles=styles, before=before)
    assert row == [DAY]
    assert read_sheets(tmp_path / "a.xls").date1904


def test_that_a_part_of_a_day_and_words_are_told(tmp_path):
    styles = _style("s1", "m月d日") + _style("s2", "Yes/No") + _style("s3", "0.0亩")
    cells = [_number("s1", 45_356), _number("s2", 1), _number("s3", 3.5)]
    cells.append('<Cell ss:StyleID="s1"><Data ss:Type="DateTime">2024-03-05T00:00:00</Data></Cell>')
    row = _read(tmp_path / "a.xls", *cells, styles=styles)
    assert [type(row[0]), type(row[3])] == [BriefDay, BriefDay]
    assert row[0] == row[3] == DAY
    assert (getattr(row[1], "unlike", False), shown(row[2])) == (True, "3.5亩")


def test_that_a_cell_without_a_style_has_that_of_its_row_its_column_or_the_table(tmp_path):
    styles = _style("p", "0%") + _style("d", "yyyy-mm-dd") + _style("m", "0000")
    cell = '<Cell><Data ss:Type="Number">7</Data></Cell>'
    (tmp_path / "a.xls").write_text(
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="台账"><Table ss:StyleID="m">'
        '<Column ss:Index="2" ss:Span="1" ss:StyleID="p"/><Column/><Column ss:StyleID="d"/>'
        f'<Row>{cell * 5}{_number("p", 7)}</Row><Row ss:StyleID="p" ss:Span="2"/>'
        f'<Row ss:StyleID="d">{cell}{_number("p", 7)}</Row></Table></Worksheet>'
        f'<Worksheet ss:Name="二"><Table><Row>{cell}</Row></Table></Worksheet></Workbook>',
        "utf-8",
    )
    first, second = read_sheets(tmp_path / "a.xls").grids
    day, share = dt.date(1900, 1, 7), Percent(7.0)
    assert [shown(c) for c in first.rows[0]] == [
        "0007",
        "700%",
        "700%",
        "0007",
        "1900-01-07",
        "700%",
    ]
    assert first.rows[1:] == [[], [], [], [day, share]]
    assert second.rows == [[7.0]]


def test_that_columns_said_over_and_over_are_counted_once(tmp_path):
    column = '<Column ss:Index="1" ss:Span="16383" ss:StyleID="p"/>'
    body = f"<Table>{column * 20_000}<Row>{_number('', 0.5)}</Row></Table>"
    (tmp_path / "a.xls").write_text(
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Styles>{_style("p", "0%")}</Styles><Worksheet ss:Name="a">{body}</Worksheet></Workbook>',
        "utf-8",
    )
    assert read_sheets(tmp_path / "a.xls").grids[0].rows == [[Percent(0.5)]]
