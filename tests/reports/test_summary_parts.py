"""The parts of the summary's file: what strict readers ask of rows and cells, and the charts."""

from __future__ import annotations

import re
import zipfile

import openpyxl
import pytest
from lxml import etree
from openpyxl.utils import range_boundaries
from summary_factory import example, random_input, row, written

from greenshield.reports.summary import SummaryInput

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return written(tmp_path_factory.mktemp("summary"), source=random_input(60, 3))


def parts(file, pattern):
    with zipfile.ZipFile(file) as whole:
        names = [name for name in whole.namelist() if re.fullmatch(pattern, name)]
        return {name: etree.fromstring(whole.read(name)) for name in names}


def test_that_rows_and_cells_rise_and_name_texts_that_are_there(file):
    (strings,) = parts(file, r"xl/sharedStrings\.xml").values()
    uses = 0
    for name, sheet in parts(file, r"xl/worksheets/sheet\d+\.xml").items():
        last = 0
        for line in sheet.iter(f"{MAIN}row"):
            number, column = int(line.get("r")), 0
            assert number > last, name
            last = number
            for cell in line:
                left, top, *_ = range_boundaries(cell.get("r"))
                assert top == number, name
                assert left > column, name
                column = left
                if cell.get("t") == "s":
                    uses += 1
                    assert int(cell.find(f"{MAIN}v").text) < len(strings)
        _, _, _, bottom = range_boundaries(sheet.find(f"{MAIN}dimension").get("ref"))
        assert bottom >= last, name
    assert int(strings.get("uniqueCount")) == len(strings)
    assert int(strings.get("count")) == uses


def test_that_charts_draw_figures_that_stand_in_the_book(file):
    book = openpyxl.load_workbook(file, data_only=True)
    drawn = parts(file, r"xl/charts/chart\d+\.xml")
    assert len(drawn) == 3
    for chart in drawn.values():
        for reference in chart.iter(f"{CHART}f"):
            sheet, cells = re.fullmatch(r"'?([^'!]+)'?!(.+)", reference.text).groups()
            found = book[sheet][cells.replace("$", "")]
            lines = found if isinstance(found, tuple) else ((found,),)
            values = [cell.value for line in lines for cell in line]
            assert values
            assert None not in values, reference.text


def test_that_progress_is_drawn_by_city_where_counties_are_too_many(tmp_path):
    rows = [row(n, "registered", f"22{n // 30:02d}{n % 30 + 1:02d}") for n in range(60)]
    file = written(tmp_path, source=SummaryInput(tuple(rows), "2024-12-31"))
    sheet = openpyxl.load_workbook(file, data_only=True)["图表"]
    bars = [cell.value for cell in sheet["P"] if cell.value]
    assert bars == ["220000", "220100"]


def test_that_without_problems_there_is_a_sentence_for_charts(tmp_path):
    source = SummaryInput(example().rows[-1:], "2024-12-31")
    file = written(tmp_path, source=source)
    assert not parts(file, r"xl/charts/chart\d+\.xml")
    assert "没有已入账的问题" in openpyxl.load_workbook(file)["图表"]["A4"].value
