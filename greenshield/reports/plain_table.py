"""A table as a file for spreadsheets: CSV with a mark that they know Chinese by, or a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

import xlsxwriter

from greenshield.domain.defused import defused
from greenshield.reports import letters
from greenshield.reports.phrasing import printable

Cell = str | float | int | None

_LONGEST: Final = 32_000  # characters of a cell; Excel's own limit is 32,767
_A4: Final = 9
_WIDEST: Final = 48  # of a column, in letters


def as_csv(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """The table as CSV in UTF-8; a text that a spreadsheet would calculate gets an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """The table as a workbook of one sheet; texts are texts, fractions have two decimals.

    It prints across pages as wide as it is, each with the head and its number.
    """
    content = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(content, plain)
    book.set_properties({"title": title, "author": "Green Shield"})
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "bg_color": "#EDEFF1", "border": 1})
    fraction = book.add_format({"num_format": "#,##0.00"})
    count = book.add_format({"num_format": "#,##0"})
    for column, name in enumerate(heads):
        sheet.write_string(0, column, printable(name), head)
        longest = max((_width(row[column]) for row in rows), default=0)
        sheet.set_column(column, column, min(_WIDEST, max(_width(name), longest) + 2))
    for at, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(at, column, printable(cell)[:_LONGEST])
            elif cell is not None:
                sheet.write_number(at, column, cell, count if isinstance(cell, int) else fraction)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&P / &N")
    book.close()
    return content.getvalue()


def _harmless(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return defused(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _width(cell: Cell) -> int:
    return letters.width(f"{cell:,.2f}" if isinstance(cell, float) else cell)
