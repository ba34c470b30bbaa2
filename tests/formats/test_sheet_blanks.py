"""Blanks between the parts of a text of which each is written in another way."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from greenshield.formats.sheets import read_sheets

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = "<r><rPr><b/></rPr><t>3.5 </t></r><r><t>ha of </t></r><r><t>示例林地</t></r>"
SAID = ' xml:space="preserve"'


def _book(path: Path, *, shared: bool, root: str, each: str) -> Path:
    """A text of three parts in the first cell, in the sheet or among the shared texts."""
    parts = PARTS.replace("<t>", f"<t{each}>")
    cell = '<c r="A1" t="s"><v>0</v></c>'
    if not shared:
        cell = f'<c r="A1" t="inlineStr"><is>{parts}</is></c>'
    sheet = f'<sheetData><row r="1">{cell}</row></sheetData>'
    with xlsxwriter.Workbook(str(path.with_suffix(".tmp"))) as book:
        book.add_worksheet("台账").write(0, 0, "x")
    made = {
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"{root}>{sheet}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"{root}><si>{parts}</si></sst>',
    }
    with zipfile.ZipFile(path.with_suffix(".tmp")) as whole, zipfile.ZipFile(path, "w") as out:
        for name in whole.namelist():
            out.writestr(name, made.get(name, whole.read(name)))
    return path


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize(("root", "each"), [(SAID, ""), ("", SAID), (SAID, SAID)])
def test_that_blanks_are_kept_that_the_root_or_each_text_says_to_keep(tmp_path, shared, root, each):
    path = _book(tmp_path / "a.xlsx", shared=shared, root=root, each=each)
    assert read_sheets(path).grids[0].rows == [["3.5 ha of 示例林地"]]
