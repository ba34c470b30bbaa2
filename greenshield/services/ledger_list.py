"""The ledger as a list: filtered, counted, overdue by the day that is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from greenshield.domain import workflow
from greenshield.domain.errors import UsageError
from greenshield.project.project import Project
from greenshield.project.projection import search
from greenshield.services import lookup

_COLUMNS = """i.id, i.clue_no, i.issue_no, i.state, i.area_id, a.name AS area, i.division_code,
i.activity_code, i.deadline, i.facility_name, i.adopted, i.disputed, i.pending"""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which issues to list.

    Attributes:
        states: any of these, codes or names, or all.
        area: an area's id, code or name, or "".
        division: a division code or the prefix of one, or "".
        overdue: only those past their deadline on ``as_of``.
        text: words to find, of one Chinese character or more.
        as_of: the day asked about, ISO.
    """

    as_of: str
    states: Sequence[str] = ()
    area: str = ""
    division: str = ""
    overdue: bool = False
    text: str = ""


def items(project: Project, wanted: Filter) -> list[dict[str, Any]]:
    """The issues that fit, by number; each with ``overdue`` told for ``as_of``.

    Raises:
        UsageError: a state or an area that does not exist.
    """
    where, args = _conditions(project, wanted)
    sql = (
        f"SELECT {_COLUMNS} FROM issue i LEFT JOIN area a ON a.id = i.area_id"
        f"{' WHERE ' if where else ''}{' AND '.join(where)} "
        "ORDER BY coalesce(i.issue_no, ''), i.clue_no, i.id"
    )
    rows = project.rows(sql, *args)
    for row in rows:
        row |= {name: bool(row[name]) for name in ("adopted", "disputed", "pending")}
        row["overdue"] = is_overdue(row["state"], row["deadline"], wanted.as_of)
    return rows


def is_overdue(state: str, deadline: str | None, as_of: str) -> bool:
    """True where an open issue's deadline lies before the day; its own day is not overdue."""
    return bool(deadline) and workflow.is_open(state) and str(deadline) < as_of


def _state(word: str) -> str:
    """A state by its code or its name in either language.

    Raises:
        UsageError: there is none.
    """
    if word in workflow.STATES:
        return word
    for code, row in workflow.STATES.items():
        if word.strip().casefold() in (row.zh, row.en.casefold()):
            return code
    known = ", ".join(f"{code} {row.zh}" for code, row in workflow.STATES.items())
    raise UsageError("state_unknown", state=word, known=known)


def _conditions(project: Project, wanted: Filter) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    args: list[Any] = []
    if wanted.states:
        codes = [_state(word) for word in wanted.states]
        where.append(f"i.state IN ({','.join('?' * len(codes))})")
        args += codes
    if wanted.area:
        found = lookup.area_id(project, wanted.area)
        if found is None:
            raise UsageError("area_unknown", area=wanted.area)
        where.append(
            "i.area_id IN (SELECT b.id FROM area b, area c WHERE c.id = ? "
            "AND b.kind = c.kind AND coalesce(b.code, b.name) = coalesce(c.code, c.name))"
        )
        args.append(found)
    if wanted.division:
        where.append("i.division_code >= ? AND i.division_code < ?")
        args += [wanted.division, wanted.division + "\x7f"]
    if wanted.overdue:
        states = ",".join(f"'{s}'" for s in workflow.OPEN)
        where.append(f"i.deadline < ? AND i.state IN ({states})")
        args.append(wanted.as_of)
    if wanted.text:
        query = search.query(wanted.text)
        where.append("i.fid IN (SELECT rowid FROM issue_search WHERE issue_search MATCH ?)")
        args.append(query or '"\x00"')
    return where, args
