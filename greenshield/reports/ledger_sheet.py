"""The ledger as a workbook or as CSV: one head, real numbers and dates, no text is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import xlsxwriter

from greenshield.domain.defused import defused
from greenshield.reports import letters
from greenshield.reports.fast_sheet import LONGEST, Line, Long, Value, fill

Cell = str | int | float | None
Lost = tuple[str, int, int, dict[str, Any]]
"""Code, row and column (from 0) and parameters of a cell that holds less than the value."""

_WIDEST: Final = 44  # letters of a column
_SAMPLE: Final = 400  # rows that its width is taken from
_FIRST_DAY: Final = date(1900, 3, 1)  # Excel takes 1900 for a leap year
# Decimals are shown as they are: with a fixed number of places some would be cut, and with places
# that may be left out Excel shows a whole number as "12,200.".
_FORMATS: Final = {"int": "0", "date": "yyyy-mm-dd"}


@dataclass(frozen=True, slots=True)
class Column:
    """A head, and the type of its values as ``FieldSpec`` has it."""

    header: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table; ``cells`` by column, each with one cell a row."""

    name: str
    columns: Sequence[Column]
    cells: Sequence[Sequence[Cell]]

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The rows."""
        return zip(*self.cells, strict=True)


def as_xlsx(sheet: Sheet) -> tuple[bytes, list[Lost]]:
    """The workbook, and the cells that could not hold their text whole."""
    content, lost = io.BytesIO(), list[Lost]()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(content, plain)
    book.set_properties({"title": sheet.name, "author": "Green Shield"})
    made = book.add_worksheet(sheet.name)
    head = book.add_format(
        {"bold": True, "bg_color": "#DDE6DF", "border": 1, "text_wrap": True, "valign": "vcenter"}
    )
    looks = {kind: book.add_format({"num_format": shown}) for kind, shown in _FORMATS.items()}
    text = book.add_format()
    rows = len(sheet.cells[0]) if sheet.columns else 0
    made.freeze_panes(1, 0)
    for n, column in enumerate(sheet.columns):
        made.set_column(n, n, _wide(column, sheet.cells[n]), looks.get(column.kind))
        made.write_string(0, n, column.header, head)
        if rows:
            made.write_blank(1, n, None, looks.get(column.kind, text))  # the sample row
    if sheet.columns:
        made.autofilter(0, 0, max(rows, 1), len(sheet.columns) - 1)
    made.set_landscape()
    made.repeat_rows(0)
    book.close()
    values = [_values(n, sheet, lost) for n in range(len(sheet.columns))]
    lines = [Line((), tuple(enumerate(row))) for row in zip(*values, strict=True)]
    return fill(content.getvalue(), [Long(1, 1, len(values), lines)]), lost


def _values(n: int, sheet: Sheet, lost: list[Lost]) -> list[Value]:
    """A column's values: days as days; texts that a cell can't hold whole are noted."""
    if sheet.columns[n].kind == "date":
        days = {text: _day(text) for text in set(sheet.cells[n]) if isinstance(text, str)}
        return [
            days.get(cell) or cell if isinstance(cell, str) else cell for cell in sheet.cells[n]
        ]
    for at, cell in enumerate(sheet.cells[n]):
        if isinstance(cell, str) and len(cell) > LONGEST:
            lost.append(("export_cell_cut", at, n, {"kept": LONGEST, "whole": len(cell)}))
    return list(sheet.cells[n])


def as_csv(sheet: Sheet, encoding: str) -> tuple[bytes, list[Lost]]:
    """CSV, and the cells that lost letters; texts that would be calculated get an apostrophe.

    Args:
        sheet: the table.
        encoding: ``utf-8``, with the mark by which spreadsheets know it, or ``gbk``.
    """
    lost: list[Lost] = []
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    heads = [column.header for column in sheet.columns]
    if encoding == "gbk":
        heads = [head.replace("²", "2") for head in heads]  # which GBK lacks
    writer.writerow(heads)
    for at, row in enumerate(sheet.rows()):
        writer.writerow([_plain(cell) for cell in row])
        if encoding == "gbk":
            lost += _foreign(at, row)
    text = out.getvalue()
    return text.encode("utf-8-sig") if encoding == "utf-8" else text.encode("gbk", "replace"), lost


def _foreign(at: int, row: Sequence[Cell]) -> Iterator[Lost]:
    for n, cell in enumerate(row):
        if isinstance(cell, str) and not cell.isascii():
            letters = [c for c in cell if c.encode("gbk", "ignore") == b""]
            if letters:
                told = "".join(dict.fromkeys(letters))[:20]
                yield "export_letters_lost_csv", at, n, {"letters": told}


def _plain(cell: Cell) -> str:
    if not isinstance(cell, str):
        return "" if cell is None else repr(cell)
    return defused(cell)


def _day(text: str) -> date | None:
    """A day that a workbook can hold as one."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found >= _FIRST_DAY else None


def _wide(column: Column, cells: Sequence[Cell]) -> int:
    widths = [letters.width(column.header), *(letters.width(cell) for cell in cells[:_SAMPLE])]
    return min(_WIDEST, max(widths) + 2)
