"""Formulas of the summary workbook, and where in it they take their figures from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from greenshield.reports.summary import Key

_MOST_PARTS = 200  # Excel takes 255 arguments


@dataclass(frozen=True, slots=True)
class Span:
    """A column of a long sheet: 0-based column, first and last row."""

    sheet: str
    column: int
    first: int
    last: int

    def text(self) -> str:
        """As a formula names it, from any sheet."""
        letter = xl_col_to_name(self.column)
        return f"{quoted(self.sheet)}!${letter}${self.first + 1}:${letter}${self.last + 1}"

    def beside(self, column: int) -> Span:
        """Another column of the same rows."""
        return Span(self.sheet, column, self.first, self.last)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure's single issues stand.

    Attributes:
        values: what is added up.
        groups: beside it, by whose equal cells it is added up.
    """

    values: Span
    groups: Span


Sources = Mapping[Key, Source]


def quoted(sheet: str) -> str:
    """A sheet's name as formulas and links write it."""
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


def link(sheet: str, row: int = 0, column: int = 0) -> str:
    """A link to a cell of this workbook, in xlsxwriter's words."""
    return f"internal:{quoted(sheet)}!{xl_rowcol_to_cell(row, column)}"


def sum_where(source: Source, criterion: str) -> str:
    """Adds up the issues whose group is the value of a cell of the formula's own sheet.

    Args:
        source: the issues.
        criterion: the cell. Its values are numbers, or texts without any of ``* ? ~ = < >``
            that read as no number, so that no program takes one for another.
    """
    return f"SUMIFS({source.values.text()},{source.groups.text()},{criterion})"


def total_of(column: int, rows: Sequence[int]) -> str:
    """Adds up rows of one column, 0-based; neighbours as a range."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    parts = [
        xl_rowcol_to_cell(first, column)
        if first == last
        else f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(last, column)}"
        for first, last in runs
    ]
    if len(parts) <= _MOST_PARTS:
        return f"SUM({','.join(parts)})"
    slices = [parts[n : n + _MOST_PARTS] for n in range(0, len(parts), _MOST_PARTS)]
    return "+".join(f"SUM({','.join(some)})" for some in slices)


def visible_total(span: Span) -> str:
    """Adds up a column of its own sheet as far as the filter shows it."""
    letter = xl_col_to_name(span.column)
    return f"SUBTOTAL(9,{letter}{span.first + 1}:{letter}{span.last + 1})"
