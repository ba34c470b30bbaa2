"""Finds the column of the numbers where no header names it: by its values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from greenshield.domain.errors import Problem
from greenshield.formats.ledger_model import ColumnMapping
from greenshield.formats.ledger_words import without_unit
from greenshield.formats.sheet_grid import Cell, Row, shown

_ENDS = re.compile(r"(?:编号|编码|代码|号码|号)$")
_BARE = re.compile(r"(?:编号|编码|代码|号码)$")  # alone it numbers the row's own thing
_LONGEST = 100  # characters of a number
_SURE = 0.5  # less than any word of a header gives


def number_column(
    columns: Sequence[ColumnMapping], records: Sequence[tuple[int, Row]], file: str
) -> tuple[tuple[ColumnMapping, ...], list[Problem]]:
    """Takes one column that is called a number as ``clue_no`` where no column is that.

    It must be the only free one whose header ends in 编号, 编码 or 号; each row must have a value
    in it, all different unless it is called 编号 alone; and they must not merely count the rows.

    Args:
        columns: as the headers were understood.
        records: 1-based row and cells.
        file: its name, for the remark.
    """
    if any(c.field in ("clue_no", "issue_no") for c in columns):
        return tuple(columns), []
    found = [c for c in columns if not c.field and _ENDS.search(_name(c)) and _fits(c, records)]
    if len(found) != 1:
        return tuple(columns), []
    mine = replace(found[0], field="clue_no", confidence=_SURE)
    remark = Problem("ledger_number_by_values", file, None, mine.label, fatal=False)
    return tuple(mine if c.index == mine.index else c for c in columns), [remark]


def _name(column: ColumnMapping) -> str:
    return without_unit(column.header.rsplit("/", 1)[-1])


def _fits(column: ColumnMapping, records: Sequence[tuple[int, Row]]) -> bool:
    texts = [_text(row, column.index) for _, row in records]
    if not texts or not all(0 < len(text) <= _LONGEST for text in texts):
        return False
    different = set(texts)
    if len(different) < len(texts) and not _BARE.fullmatch(_name(column)):
        return False
    return not _counts_rows(different)


def _counts_rows(texts: set[str]) -> bool:
    """Whether the values are 1 to n, also where each section begins anew."""
    numbers = {int(t) for t in texts if re.fullmatch(r"[0-9]{1,9}", t)}
    return len(numbers) == len(texts) and numbers == set(range(1, len(numbers) + 1))


def _text(row: Row, index: int) -> str:
    cell: Cell = row[index] if index < len(row) else None
    return shown(cell).strip()
