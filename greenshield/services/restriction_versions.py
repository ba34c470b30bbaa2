"""Which version of a negative list the rows of a file are, where the file was imported before.

The same file on another day is no second version unless a person says so, nor does it move the
one that is there: what held on a day must stay to be asked for. Boundaries are taken so as well
(``area_twins``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

from greenshield.domain.errors import Problem
from greenshield.project import identity
from greenshield.project.project import Project
from greenshield.services.area_plan import REDATE, REISSUE
from greenshield.services.voidings import voided_on

_ROWS: Final = """
SELECT id, coalesce(list_from, '') AS since, source_row AS row, void FROM restriction
WHERE list_name = ? AND source_sha256 = ? ORDER BY id"""
_NAMED: Final = 20  # rows in a remark


@dataclass(frozen=True, slots=True)
class Target:
    """The version that a file's rows are held against.

    Attributes:
        day: ISO day that is given with the file, or "".
        since: day of the version that is there, or None where the rows are a version of their own.
        is_first: no other version of this file has been imported before.
        keeps: nothing is written: the version was voided, or another day is given of which nobody
            says what it means.
        ids: row of the file -> id of what is there, also where it was voided.
        problems: remarks, of the file.
    """

    project: Project
    list_name: str
    sha256: str
    day: str
    since: str | None
    is_first: bool
    keeps: bool = False
    ids: dict[int, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def id_of(self, row: int) -> str:
        """The id of a row: what it has in this version, else one that nothing has."""
        if row in self.ids:
            return self.ids[row]
        return next(one for one in self._ids(row) if self.project.state("restriction", one) is None)

    def _ids(self, row: int) -> Iterator[str]:
        """The same on every laptop: of a file's first version by the row, else also by the day."""
        if self.is_first:
            yield self._id(row)
        yield self._id(row, self.day)
        for number in count(2):
            yield self._id(row, self.day, str(number))

    def _id(self, row: int, *key: str) -> str:
        return identity.restriction_of_row(
            self.project.project_id, self.list_name, self.sha256, row, *key
        )


def target(
    project: Project, list_name: str, sha256: str, day: str, again: str, shown: str
) -> Target:
    """The version that an import of a file is about.

    Args:
        project: where it goes.
        list_name: of the list.
        sha256: of the file.
        day: ISO day from which it is said to hold, or "".
        again: what another day of the same file means: ``reissue`` a version of its own,
            ``redate`` a correction of the day, "" nothing.
        shown: the file as it is named to the user.
    """
    held: dict[str, list[dict[str, Any]]] = {}
    for row in project.rows(_ROWS, list_name, sha256):
        held.setdefault(str(row["since"]), []).append(row)
    living = [since for since, rows in held.items() if not all(row["void"] for row in rows)]
    since = _since(list(held), living, day)
    if since is None or (since != day and day and again == REISSUE):
        return Target(project, list_name, sha256, day, None, not held)
    rows = held[since]
    first = any(_is_first(project, list_name, sha256, row) for row in rows)
    ids = {int(row["row"]): str(row["id"]) for row in rows if isinstance(row["row"], int)}
    keeps = bool(day) and since not in ("", day) and again != REDATE
    problems = _voided(project, list_name, since, rows, shown)
    if since not in living:
        return Target(project, list_name, sha256, day, since, first, True, ids, problems)
    if keeps:
        told = {"name": list_name, "since": since, "day": day}
        problems = (Problem("restrictions_same_again", shown, params=told, fatal=False), *problems)
    return Target(project, list_name, sha256, day, since, first, keeps, ids, problems)


def _since(days: list[str], living: list[str], day: str) -> str | None:
    """The day of the version that is meant: the one of that day, else that in force on it.

    Before all of them, the first. Those that were voided are meant by their very day, or where
    none is given and no other is left.
    """
    if day in days and (day or day in living):
        return day
    if not day:
        return max(living or days, default=None)
    begun = [since for since in living if since <= day]
    return max(begun) if begun else min(living, default=None)


def _is_first(project: Project, list_name: str, sha256: str, row: dict[str, Any]) -> bool:
    """Whether a row has the id of a file's first version."""
    number = row["row"]
    return isinstance(number, int) and row["id"] == identity.restriction_of_row(
        project.project_id, list_name, sha256, number
    )


def _voided(
    project: Project, list_name: str, since: str, rows: list[dict[str, Any]], shown: str
) -> tuple[Problem, ...]:
    """That rows were taken out of force, which an import leaves so."""
    void = [row for row in rows if row["void"]]
    if not void:
        return ()
    params: dict[str, Any] = {"name": list_name, "since": since, "count": len(void)}
    params["on"] = max(voided_on(project, "restriction", str(row["id"])) for row in void)
    if len(void) == len(rows):
        return (Problem("restrictions_are_void", shown, params=params, fatal=False),)
    numbers = sorted(int(row["row"] or 0) for row in void)[:_NAMED]
    params["rows"] = ", ".join(map(str, numbers))
    return (Problem("restriction_rows_void", shown, params=params, fatal=False),)
