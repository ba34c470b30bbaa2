"""The programs that are not ours answer, and find fault where there is one."""

from __future__ import annotations

import openpyxl
import pypdfium2
from helpers import foreign

MAKE = """
import sys
from osgeo import ogr
layer = ogr.GetDriverByName("GPKG").CreateDataSource(sys.argv[1]).CreateLayer("plots")
"""
SPOIL = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as file:
    file.execute("update gpkg_contents set data_type = 'nonsense'")
"""


def test_that_the_geopackage_validator_tells_good_from_bad(tmp_path):
    file = tmp_path / "made by GDAL.gpkg"
    assert foreign.gdal_python(MAKE, file).returncode == 0
    assert foreign.validate_geopackage(file) == []
    foreign.child_python(SPOIL, file)
    assert foreign.validate_geopackage(file) != []


def test_that_gdal_runs_apart_from_our_environment(repository):
    code = "import sys; print([p for p in sys.path if p.startswith(sys.argv[1])])"
    assert foreign.gdal_python(code, repository).stdout.strip() == "[]"


def test_that_a_sheet_is_opened_and_its_pages_are_drawn(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "自然保护区台账"
    book.save(tmp_path / "台账.xlsx")
    book.close()
    pdf = foreign.office_convert(tmp_path / "台账.xlsx", "pdf", tmp_path / "out")
    with pypdfium2.PdfDocument(pdf) as document:
        assert "自然保护区台账" in document[0].get_textpage().get_text_bounded()
    (page,) = foreign.pdf_pages(pdf, tmp_path / "pages")
    assert page.stat().st_size > 1000
