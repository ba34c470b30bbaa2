"""A workbook to decide in: a table whose first column offers choices, and a sheet about it."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter

from greenshield.domain.measured import Measured
from greenshield.reports import letters
from greenshield.reports.phrasing import printable

Cell = str | float | int | Measured | None

_WIDEST: Final = 44  # of a column, in letters; longer texts go on below
_LONGEST: Final = 32_000
_ROW_HIGH: Final = 15.0  # points a line
_MOST_LINES: Final = 20  # Excel's rows end at 409 points


@dataclass(frozen=True, slots=True)
class Decision:
    """A row of the table.

    Attributes:
        choices: words that may be chosen; none where there is nothing to decide.
        cells: what stands beside the choice, the key last.
        tint: of the kind, as ``#RRGGBB``.
    """

    choices: tuple[str, ...]
    cells: tuple[Cell, ...]
    tint: str = ""


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    """A workbook of two sheets.

    Attributes:
        title: of the file.
        name, about: the sheets' names.
        heads: of the table; the last column holds keys and is hidden.
        facts: name and value, a line each, of the sheet about it.
        how: what to do, below them.
    """

    title: str
    name: str
    about: str
    heads: tuple[str, ...]
    rows: Sequence[Decision]
    facts: Sequence[tuple[str, Cell]]
    how: str


def as_xlsx(made: DecisionSheet) -> bytes:
    """The workbook; texts are texts whatever they begin with."""
    content = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(content, plain)
    book.set_properties({"title": made.title, "author": "Green Shield"})
    _table(book, made)
    _about(book, made)
    book.close()
    return content.getvalue()


def _table(book: xlsxwriter.Workbook, made: DecisionSheet) -> None:
    sheet = book.add_worksheet(made.name)
    head = book.add_format(
        {"bold": True, "bg_color": "#DDE6DF", "border": 1, "valign": "vcenter", "text_wrap": True}
    )
    wide = [_wide([word, *_column(made, n)]) for n, word in enumerate(made.heads)]
    for column, word in enumerate(made.heads):
        sheet.write_string(0, column, word, head)
        sheet.set_column(column, column, wide[column])
    choice = {"border": 1, "bg_color": "#FFF8DC", "valign": "top", "text_wrap": True}
    chosen = book.add_format(choice)
    nothing = book.add_format({"border": 1, "bg_color": "#F2F2F2"})
    looks = _Looks(book)
    for at, row in enumerate(made.rows, start=1):
        sheet.write_blank(at, 0, None, chosen if row.choices else nothing)
        if row.choices:
            sheet.data_validation(at, 0, at, 0, {"validate": "list", "source": list(row.choices)})
        sheet.set_row(at, _ROW_HIGH * _lines(row.cells[:-1], wide[1:]))
        for column, cell in enumerate(row.cells, start=1):
            look = looks.of(cell, row.tint if column == 1 else "")
            if isinstance(cell, str):
                sheet.write_string(at, column, printable(cell)[:_LONGEST], look)
            elif cell is None:
                sheet.write_blank(at, column, None, look)
            else:
                value = cell.value if isinstance(cell, Measured) else cell
                sheet.write_number(at, column, value, look)
    last = len(made.heads) - 1
    sheet.set_column(last, last, None, None, {"hidden": True})
    sheet.autofilter(0, 0, max(len(made.rows), 1), last - 1)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&P / &N")


class _Looks:
    """The looks of cells, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Any] = {}

    def of(self, cell: Cell, tint: str) -> Any:
        key = (tint, _format(cell) if isinstance(cell, Measured) else "")
        if key not in self._made:
            look = {"border": 1, "valign": "top", "align": "left", "text_wrap": True}
            more = {"bg_color": tint, "num_format": key[1]}
            self._made[key] = self._book.add_format(look | {n: v for n, v in more.items() if v})
        return self._made[key]


def _format(cell: Measured) -> str:
    """How the cell shows its number with its unit; it holds the number alone."""
    after = "." + "0" * cell.digits if cell.digits else ""
    unit = f'"{cell.tail}"' if cell.tail else ""
    return f"#,##0{after}{unit}"


def _about(book: xlsxwriter.Workbook, made: DecisionSheet) -> None:
    sheet = book.add_worksheet(made.about)
    sheet.set_column(0, 0, _wide([name for name, _ in made.facts]))
    sheet.set_column(1, 1, 72)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "align": "left"})
    for at, (name, value) in enumerate(made.facts):
        sheet.write_string(at, 0, name, bold)
        if isinstance(value, str):
            sheet.write_string(at, 1, printable(value)[:_LONGEST], wrapped)
        elif value is not None:
            sheet.write_number(at, 1, value, wrapped)
    at = len(made.facts) + 1
    sheet.merge_range(at, 0, at, 1, "", wrapped)
    sheet.write_string(at, 0, made.how, wrapped)
    sheet.set_row(at, _ROW_HIGH * (2 + letters.width(made.how) // 80))
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _column(made: DecisionSheet, column: int) -> list[Cell]:
    if column == 0:
        return [word for row in made.rows for word in row.choices]
    return [row.cells[column - 1] for row in made.rows]


def _lines(cells: Sequence[Cell], wide: Sequence[int]) -> int:
    """Lines that the longest text takes in its column, within what a row can be high."""
    longest = (
        math.ceil(letters.width(cell) / (w - 2)) for cell, w in zip(cells, wide, strict=False)
    )
    return min(_MOST_LINES, max(longest, default=1) or 1)


def _wide(cells: Sequence[Cell]) -> int:
    return min(_WIDEST, max((letters.width(cell) for cell in cells), default=0) + 3)
