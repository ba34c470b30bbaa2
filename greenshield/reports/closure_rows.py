"""Cuts rows of a closure report's tables that would run over a page, so that each tells of what.

A cell of thousands of characters beside short ones would fill pages on which the other columns
stand empty, and nobody could tell whose record it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from greenshield.reports.long_values import continued_rows

_PAPERS = "kind 28 number 36 issuer 34 date 26 name 38"
WIDTHS: Final[Mapping[str, str]] = {
    "finding.overlay": "layer 27 name 38 zone 25 area 46 date 26",
    "finding.checks": "who 38 on 26 result 22 text 60 photos 16",
    "finding.documents": _PAPERS,
    "plan.documents": _PAPERS,
    "plan.extensions": "old 32 new 32 approval 44 reason 54",
    "measures.rows": "name 42 planned 22 target 24 due 26 done 22 done_on 26",
    "measures.progress": "on 26 phase 16 measure 32 done 26 text 46 photos 16",
    "measures.documents": _PAPERS,
    "conditions": "text 76 met 26 evidence 60",
    "publicity.rows": "days 62 medium 50 notice 50",
    "publicity.objections": "who 28 on 28 text 54 answer 52",
    "publicity.documents": _PAPERS,
    "sanctions.accountability": "rank 34 persons 18 kind 34 on 28 text 48",
    "sanctions.penalties": "number 50 party 48 sum 34 on 30",
    "sanctions.compensation": "case 62 sum 50 state 50",
    "sanctions.referrals": "type 26 to 32 number 30 state 18 dates 28 result 28",
    "lookbacks": "who 42 on 28 result 24 text 52 photos 16",
    "moves": "on 27 move 30 states 32 who 35 recorded 38",
}
"""Path of a table -> its columns and their widths in mm, as both templates have them; by the first
column a reader knows the record."""


def cut(context: dict[str, Any], sign: str) -> None:
    """Cuts the long rows of all tables.

    Args:
        context: the names that a template may use; its tables are replaced.
        sign: what the first cell of all rows but a record's first ends with.
    """
    for path, told in WIDTHS.items():
        *chapter, name = path.split(".")
        group = context[chapter[0]] if chapter else context
        parts = told.split()
        widths = dict(zip(parts[::2], map(int, parts[1::2]), strict=True))
        group[name] = [row for one in group[name] for row in continued_rows(one, widths, sign)]
