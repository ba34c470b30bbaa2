"""Rows that somebody crossed out or hid in a sheet: taken as any other, and told.

A line through a row mostly says that it no longer counts; a filter leaves out rows that do. Which
of them a person means nobody else knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from greenshield.domain.errors import Problem
from greenshield.formats.ledger_model import ColumnMapping
from greenshield.formats.sheet_grid import Grid, Row


def crossed(
    grid: Grid, records: Sequence[tuple[int, Row]], columns: Sequence[ColumnMapping], file: str
) -> Iterator[Problem]:
    """A remark on each record that is hidden or struck through, or a cell of it that is taken.

    Args:
        grid: the sheet.
        records: 1-based row and cells.
        columns: as they were understood.
        file: its name.
    """
    if not grid.hidden_rows and not grid.struck:
        return
    struck: dict[int, set[int]] = defaultdict(set)
    for at, column in grid.struck:
        struck[at].add(column)
    taken = {c.index: c.label for c in columns if c.field}
    for number, row in records:
        if number - 1 in grid.hidden_rows:
            yield Problem("ledger_row_hidden", file, number, "", fatal=False)
        filled = {c for c, cell in enumerate(row) if cell is not None}
        through = struck.get(number - 1, set()) & filled
        if through and 2 * len(through) >= len(filled):  # 序号 may have been left
            yield Problem("ledger_row_struck", file, number, "", fatal=False)
            continue
        for column in sorted(through & taken.keys()):
            yield Problem("ledger_cell_struck", file, number, taken[column], fatal=False)
