"""Workbooks whose XML is UTF-16, which the standard allows and few programs write."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from greenshield.domain.errors import UnreadableError
from greenshield.formats.sheet_grid import Percent, shown
from greenshield.formats.sheets import read_sheets


def _book(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["图斑编号", "进度", "面积"])
    sheet.append([12, 0.5, 3.5])
    for column, code in enumerate(("0000", "0%", '0.0"亩"'), 1):
        sheet.cell(2, column).number_format = code
    sheet.merge_cells("A3:B3")
    book.save(path)
    return path


def _wide(path: Path, out: Path, which: Callable[[str], bool], encoding: str) -> Path:
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(out, "w") as made:
        for name in whole.namelist():
            part = whole.read(name)
            made.writestr(name, part.decode().encode(encoding) if which(name) else part)
    return out


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("part", ["", "sheet1.xml", "sharedStrings.xml", "workbook.xml", "styles"])
def test_that_parts_in_utf16_are_read_with_their_looks(tmp_path, part, encoding):
    path = _book(tmp_path / "a.xlsx")

    def is_wide(name: str) -> bool:
        return name.endswith((".xml", ".rels")) and part in name

    found = read_sheets(_wide(path, tmp_path / "b.xlsx", is_wide, encoding)).grids[0]
    plain = read_sheets(path).grids[0]
    assert (found.rows, found.merges) == (plain.rows, plain.merges)
    assert [shown(cell) for cell in found.rows[1]] == ["0012", "50%", "3.5亩"]
    assert found.rows[1][1] == Percent(0.5)


def test_that_half_a_letter_is_a_damaged_part(tmp_path):
    path = _book(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as made:
        for name in whole.namelist():
            part = whole.read(name)
            broken = "sheet1.xml" in name
            made.writestr(name, part.decode().encode("utf-16")[:-1] if broken else part)
    with pytest.raises(UnreadableError) as refused:
        read_sheets(tmp_path / "b.xlsx")
    assert refused.value.code == "sheet_damaged"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
@pytest.mark.parametrize("namespace", ["schemas-microsoft-com:office:spreadsheet", "oasis:fods"])
def test_that_entities_are_refused_in_any_encoding(tmp_path, encoding, namespace):
    uri = f"urn:{namespace}".replace("fods", "names:tc:opendocument:xmlns:office:1.0")
    text = f'<!DOCTYPE a [<!ENTITY b "c">]><Workbook xmlns="{uri}"><t>&b;</t></Workbook>'
    (tmp_path / "a.xls").write_bytes(text.encode(encoding))
    with pytest.raises(UnreadableError) as refused:
        read_sheets(tmp_path / "a.xls")
    assert refused.value.code == "sheet_damaged"
