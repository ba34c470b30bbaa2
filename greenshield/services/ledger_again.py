"""Whether a sheet is a list that the ledger knows already, come again."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from greenshield.domain.errors import GreenShieldError
from greenshield.formats.ledger_build import folded
from greenshield.formats.ledger_header import column_field, find_header
from greenshield.formats.ledger_words import Words
from greenshield.formats.sheet_grid import Grid, shown
from greenshield.formats.sheets import read_sheets
from greenshield.project.project import Project
from greenshield.services import ledger_editions, ledger_reading

_NUMBERS: Final = ("clue_no", "issue_no", "external_no")
_SHARE: Final = 0.5  # of its numbers: a list with fewer of ours may be another one


def is_again(project: Project, path: Path) -> bool:
    """Whether at least half of the numbers in a sheet's columns of numbers are our issues'.

    Sheets are looked at by the words of their heads alone: this makes a guess for who is asked,
    and nothing is read by it. What can't be read is no list that comes again.
    """
    ours = {folded(number) for number in ledger_editions.numbers(project)}
    if not ours:
        return False
    try:
        grids = read_sheets(path).grids
    except GreenShieldError:
        return False
    words = Words.of(ledger_reading.synonyms({}))
    theirs = [number for grid in grids for number in _numbers(grid, words)]
    met = sum(number in ours for number in theirs)
    return bool(met) and met >= _SHARE * len(theirs)


def _numbers(grid: Grid, words: Words) -> set[str]:
    """The numbers of a grid's rows, by the first column that holds any."""
    header = find_header(grid, words)
    if header is None:
        return set()
    fields = [column_field(text, words)[0] for text in header.texts]
    for name in _NUMBERS:
        for column in [n for n, field in enumerate(fields) if field == name]:
            cells = (grid.cell(row, column) for row in range(header.last + 1, len(grid.rows)))
            found = {folded(shown(cell)) for cell in cells if cell is not None} - {""}
            if found:
                return found
    return set()
