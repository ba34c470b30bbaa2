"""The rows of the summary's first table: counties, each city after its own, each province too."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xlsxwriter.utility import xl_rowcol_to_cell

from greenshield.reports.summary import UNPLACED, SummaryTable
from greenshield.reports.summary_cells import Formulas
from greenshield.reports.summary_looks import CODE, Looks
from greenshield.reports.summary_table import FIRST, Row, Side

_CODE_COLUMN = 1  # the column of the code, by which issues are added up
# A local code; 220581E1 is none that a formula could look for, since it reads as a number.
_LOCAL = re.compile(r"\d{6}(?![eE]-?\d+$)[A-Za-z0-9_-]*[A-Za-z_-][A-Za-z0-9_-]*")


def side(looks: Looks) -> tuple[Side, ...]:
    """The columns before the figures."""
    words = looks.words["sheet"]
    return (Side(words["division"], 22), Side(words["code"], 10, CODE))


def rows(table: SummaryTable, looks: Looks, formulas: Formulas | None) -> list[Row]:
    """Every row, with its formulas if there are any.

    Args:
        table: what is counted.
        looks: the workbook.
        formulas: of its columns; None for values alone.
    """
    distinct = addable(row.code for row in table.rows if row.kind == "county")
    out: list[Row] = []
    counties: list[int] = []
    cities: list[int] = []
    for line, row in enumerate(table.rows, FIRST):
        made = None
        if row.kind == "county":
            counties.append(line)
            if formulas is not None and row.code in distinct:
                made = formulas.of_group(xl_rowcol_to_cell(line, _CODE_COLUMN, col_abs=True))
        elif row.kind == "city":
            if formulas is not None:
                made = formulas.of_rows(counties)
            counties = []
            cities.append(line)
        else:
            if formulas is not None:
                made = formulas.of_rows(cities)
            cities = []
        look = "" if row.kind == "county" else row.kind
        code = looks.division_code(row.code)
        out.append(Row(look, (named(row.kind, row.code, looks), code), row, made))
    return out


def addable(codes: Iterable[str]) -> set[str]:
    """Those by which a formula finds its own issues, and no other county's.

    Codes of digits stand as numbers. A local one is a text, and a formula takes some texts for
    numbers or patterns, and knows no capitals.
    """
    every = list(codes)
    folded = [code.casefold() for code in every]
    return {
        code
        for code, alike in zip(every, folded, strict=True)
        if folded.count(alike) == 1
        and (code == UNPLACED or _is_plain(code) or _LOCAL.fullmatch(code))
    }


def _is_plain(code: str) -> bool:
    return code.isascii() and code.isdigit() and not code.startswith("0") and len(code) <= 15


def named(kind: str, code: str, looks: Looks) -> str:
    """What stands in a row of a table.

    Args:
        kind: ``county``, ``city`` or ``province``.
        code: of the division.
        looks: the workbook.
    """
    words = looks.words["sheet"]
    name = looks.division(code)
    if kind == "county":
        return name
    return words[kind if name != code else f"{kind}_unnamed"].format(name=name)
