"""Writes a table of the summary: counties with their totals, units or persons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from greenshield.reports.fast_sheet import Formula as Written
from greenshield.reports.fast_sheet import Line, Long, Value
from greenshield.reports.summary import Key, TableRow
from greenshield.reports.summary_cells import Cell
from greenshield.reports.summary_formulas import link
from greenshield.reports.summary_looks import HEAD_ROW, ON_A_PAGE, Looks, print_setup

FIRST = HEAD_ROW + 1
TOTAL = "province"
"""The look of a row whose figures lead to the single issues."""
_SCALE = 65  # percent
_ON_A_PAGE = 16  # columns beside those that are repeated, at this scale

Formula = Callable[[int, int], "str | None"]
"""Of a cell's place and its row the formula without ``=``, None where it stands as a value."""


@dataclass(frozen=True, slots=True)
class Side:
    """A column before the figures."""

    heading: str
    wide: float
    number: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        look: of ``Looks``.
        side: what stands before the figures.
        figures: its values.
        formula: its formulas, if it has any.
    """

    look: str
    side: tuple[Any, ...]
    figures: TableRow
    formula: Formula | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table's sheet.

    Attributes:
        groups: column group -> the sheet that drills it down.
        columns: column -> its place there, as a link.
        parts: print it on pages side by side.
    """

    name: str
    title: str
    side: tuple[Side, ...]
    cells: Sequence[Cell]
    groups: Mapping[str, str]
    columns: Mapping[Key, str]
    parts: bool = False


def write(made: Sheet, number: int, rows: Sequence[Row], looks: Looks) -> Long:
    """Writes the sheet's heads and print set-up; its rows are for ``fast_sheet.fill``.

    Args:
        made: the sheet.
        number: of the sheet, from 1.
        rows: of the table.
        looks: the workbook.
    """
    sheet = looks.book.add_worksheet(made.name)
    looks.heading(sheet, made.title, "cutoff")
    for column, side in enumerate(made.side):
        look = looks.format(look="head")
        sheet.merge_range(HEAD_ROW - 1, column, HEAD_ROW, column, side.heading, look)
        sheet.set_column(column, column, side.wide)
    first = len(made.side)
    _group_heads(sheet, made, looks)
    for column, cell in enumerate(made.cells, first):
        looks.put(sheet, HEAD_ROW, column, cell.heading, looks.format(look="head"))
        sheet.set_column(column, column, 12.5 if cell.group == "area" else 11)
    samples = _samples(sheet, made, rows, looks)
    sheet.set_row(HEAD_ROW, 60)
    sheet.freeze_panes(FIRST, first)
    print_setup(sheet, HEAD_ROW, pages=-(-(first + len(made.cells)) // ON_A_PAGE))
    sheet.repeat_columns(0, first - 1)
    if made.parts:
        _print_in_parts(sheet, made, FIRST + len(rows) - 1, looks)
    lines = [_line(line, row, made, samples) for line, row in enumerate(rows, FIRST)]
    return Long(number, FIRST, first + len(made.cells), lines, len(samples))


def _samples(sheet: Any, made: Sheet, rows: Sequence[Row], looks: Looks) -> list[str]:
    """The sample rows, and the links of totals; the looks of the samples in their order."""
    links = {
        column: made.columns[_key(cell)]
        for column, cell in enumerate(made.cells, len(made.side))
        if _key(cell) in made.columns
    }
    samples = list(dict.fromkeys(row.look for row in rows))
    for line, look in enumerate(samples, FIRST):
        for column, side in enumerate(made.side):
            sheet.write_blank(line, column, None, looks.format(side.number, look))
        for column, cell in enumerate(made.cells, len(made.side)):
            linked = look == TOTAL and column in links
            own = looks.format(cell.number, f"{TOTAL}_link" if linked else look)
            sheet.write_blank(line, column, None, own)
    # A total's row is never a sample of another look: at least a row of each stands above it.
    for line, row in enumerate(rows, FIRST):
        if row.look == TOTAL:
            for column, there in links.items():
                number = made.cells[column - len(made.side)].number
                own = looks.format(number, f"{TOTAL}_link")
                sheet.write_url(line, column, there, own, "0")
    return samples


def _line(line: int, row: Row, made: Sheet, looks: list[str]) -> Line:
    """A row's cells; a share of nothing is a blank one."""
    rest: list[tuple[int, Value]] = []
    for place, cell in enumerate(made.cells):
        value = cell.value(row.figures)
        shown: float | str = "" if value is None else value
        formula = row.formula(place, line) if row.formula is not None else None
        column = len(made.side) + place
        rest.append((column, shown if formula is None else Written(formula, shown)))
    return Line(row.side, rest, looks.index(row.look))


def _key(cell: Cell) -> Key:
    return cell.key or cell.of or ("", "")


def _head(sheet: Any, row: int, column: int, text: str, there: str | None, looks: Looks) -> None:
    if there:
        sheet.write_url(row, column, there, looks.format(look="link"), text)
    else:
        looks.put(sheet, row, column, text, looks.format(look="head"))


def _group_heads(sheet: Any, made: Sheet, looks: Looks) -> None:
    groups = [cell.group for cell in made.cells]
    first, row = len(made.side), HEAD_ROW - 1
    start = 0
    while start < len(groups):
        stop = start
        while stop + 1 < len(groups) and groups[stop + 1] == groups[start]:
            stop += 1
        title = looks.words["group"][groups[start]]
        there = made.groups.get(groups[start])
        if stop > start:
            look = looks.format(look="link" if there else "head")
            sheet.merge_range(row, start + first, row, stop + first, title, look)
        _head(sheet, row, start + first, title, link(there) if there else None, looks)
        start = stop + 1


def _print_in_parts(sheet: Any, made: Sheet, last: int, looks: Looks) -> None:
    """Pages side by side: on one page's width nobody could read so many columns.

    Each page bears the first columns, and the title as its header: across the repeated columns
    it would be cut.
    """
    first = len(made.side)
    sheet.set_print_scale(_SCALE)
    sheet.print_area(HEAD_ROW - 1, 0, last, len(made.cells) + first - 1)
    sheet.repeat_rows(HEAD_ROW - 1, HEAD_ROW)
    starts = page_starts([cell.group for cell in made.cells])
    sheet.set_v_pagebreaks([first + start for start in starts])
    sheet.set_header(looks.page_head(made.title), {"margin": 0.35})
    sheet.set_margins(left=0.5, right=0.5, top=1.0)


def page_starts(groups: Sequence[str]) -> list[int]:
    """The columns that begin a printed page: groups stay whole where one page holds them."""
    starts, first = [], 0
    for column in range(1, len(groups) + 1):
        if column - first <= _ON_A_PAGE:
            continue
        start = column - 1
        while start > first and groups[start] == groups[start - 1]:
            start -= 1
        first = start if start > first else column - 1
        starts.append(first)
    return starts
