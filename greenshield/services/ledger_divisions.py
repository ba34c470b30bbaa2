"""What is said of rows that come to the project's own county, though the list may mean another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from greenshield.domain.errors import Problem
from greenshield.formats.ledger import LedgerFile

_NAMED = 5  # names in a remark
_NAMES = "county_name"


def told(file: LedgerFile, made: Iterable[int], division: str) -> list[Problem]:
    """Remarks on rows that will make an issue of the project's division without saying so.

    Args:
        file: the list as read.
        made: the rows that make an issue.
        division: of the project; of rows that give none.
    """
    labels = {c.field: c.label for c in file.columns if c.field}
    fields = {row.row: row.fields for row in file.rows}
    rows = [number for number in made if "division_code" not in fields[number]]
    if not rows:
        return []
    params = {"division": division}
    if column := labels.get("division_code"):
        return [
            Problem("ledger_division_assumed", file.name, row, column, params, fatal=False)
            for row in rows
        ]
    return [
        *_counties(file, labels, [fields[row] for row in rows], params),
        *_sections(file, max(rows)),
    ]


def _counties(
    file: LedgerFile,
    labels: Mapping[str, str],
    rows: Iterable[Mapping[str, object]],
    params: Mapping[str, str],
) -> list[Problem]:
    """One remark where a column names several counties: names are no codes, and none is taken."""
    names = list(dict.fromkeys(str(row[_NAMES]) for row in rows if row.get(_NAMES)))
    if len(names) < 2:
        return []
    told = {**params, "names": _short(names)}
    return [Problem("ledger_counties_left", file.name, None, labels[_NAMES], told, fatal=False)]


def _sections(file: LedgerFile, last: int) -> list[Problem]:
    """One remark on headings within the table: what they say is of the rows below them."""
    found = [skipped for skipped in file.skipped if skipped.why == "section" and skipped.row < last]
    if not found:
        return []
    told = {"names": _short([skipped.text for skipped in found])}
    return [Problem("ledger_sections_left", file.name, params=told, fatal=False)]


def _short(names: list[str]) -> str:
    return "、".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
