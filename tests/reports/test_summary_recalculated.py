"""LibreOffice calculates the summary's formulas: they come to the values that they carry."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from helpers.foreign import office_convert
from python_calamine import CalamineWorkbook
from summary_factory import random_input, random_patrols, written

_VALUE = re.compile(rb"(</f>)<v>[^<]*</v>")


def without_values(file, out):
    """The same workbook, of whose formulas nothing is known: who opens it must calculate."""
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                part = _VALUE.sub(rb"\1", part)
            made.writestr(entry.filename, part)
    return out


def numbers(file):
    """Every sheet's cells, by sheet: what is blank or no text is None."""
    book = CalamineWorkbook.from_path(str(file))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def same(one, other):
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return one == pytest.approx(other, rel=1e-9, abs=1e-9)
    if isinstance(one, (date, datetime)) or isinstance(other, (date, datetime)):
        return str(one)[:10] == str(other)[:10]
    return (one or None) == (other or None)


def test_that_a_program_that_calculates_comes_to_the_same_figures(tmp_path):
    file = written(tmp_path, source=replace(random_input(150, 7), patrols=random_patrols(40, 7)))
    formulas = [
        (sheet.title, cell.row - 1, cell.column - 1)
        for sheet in openpyxl.load_workbook(file)
        for line in sheet.iter_rows()
        for cell in line
        if cell.data_type == "f"
    ]
    assert len(formulas) > 800
    bare = without_values(file, tmp_path / "bare.xlsx")
    told, known = numbers(office_convert(bare, "xlsx", tmp_path / "office")), numbers(file)
    assert list(told) == list(known)
    wrong = [
        (sheet, row, column, known[sheet][row][column], told[sheet][row][column])
        for sheet, row, column in formulas
        if not same(known[sheet][row][column], told[sheet][row][column])
    ]
    assert not wrong
