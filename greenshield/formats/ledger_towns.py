"""Towns that stand as headings between rows: 城关镇 alone above the rows that lie in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from greenshield.domain.errors import Problem
from greenshield.formats.ledger_counties import bare
from greenshield.formats.ledger_model import LedgerRow, Skipped

TOWN: Final = "town"
_FIELD: Final = "place_name"
_ENDS: Final = ("section", "total")  # after 小计 nobody says whose the rows are


def with_towns(
    rows: Sequence[LedgerRow], skipped: Sequence[Skipped], file: str
) -> tuple[list[LedgerRow], list[Problem]]:
    """Gives rows that name no place of their own the town that they stand under.

    Args:
        rows: in their order.
        skipped: the headings and totals between them, in their order.
        file: its name, for the remark.

    Returns:
        The rows, and one remark with each town and how many rows have it from its heading.
    """
    if all(each.why != TOWN for each in skipped):
        return list(rows), []
    out: list[LedgerRow] = []
    counts: dict[str, int] = {}
    marks = [each for each in skipped if each.why in (TOWN, *_ENDS)]
    town, at = "", 0
    for row in rows:
        while at < len(marks) and marks[at].row < row.row:
            town = bare(marks[at].text) if marks[at].why == TOWN else ""
            at += 1
        if town and _FIELD not in row.fields:
            row = replace(row, fields={**row.fields, _FIELD: town})
            counts[town] = counts.get(town, 0) + 1
        out.append(row)
    if not counts:
        return out, []
    names = "、".join(f"{name} ({count})" for name, count in counts.items())
    return out, [Problem("ledger_towns_by_heading", file, params={"names": names}, fatal=False)]
