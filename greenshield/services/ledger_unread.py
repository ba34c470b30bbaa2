"""Which issues a list names in sheets that were not read: these are not gone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from greenshield.formats.ledger_build import folded
from greenshield.formats.sheet_grid import shown
from greenshield.formats.sheets import read_sheets
from greenshield.services.ledger_editions import Earlier


def standing(path: Path, sheets: Sequence[str], issues: Sequence[Earlier]) -> dict[str, str]:
    """Issue -> the first of the sheets in which a cell is one of its numbers.

    Args:
        path: a workbook; of anything else no sheets are left.
        sheets: names of those that were not read.
        issues: that those that were read do not hold.
    """
    if not sheets or not issues:
        return {}
    wanted = {folded(number): issue.issue_id for issue in issues for number in issue.numbers}
    out: dict[str, str] = {}
    for grid in read_sheets(path).grids:
        if grid.name in sheets:
            cells = (folded(shown(cell)) for row in grid.rows for cell in row if cell is not None)
            for cell in cells:
                if cell in wanted:
                    out.setdefault(wanted[cell], grid.name)
    return out
