"""Which issue of the project a row of a ledger speaks of, by its number."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from greenshield.formats.ledger_build import folded
from greenshield.project.project import Project
from greenshield.services import ledger_store

REISSUED = "reissued"
"""The source of an outside number that a later edition of a list gave to an issue."""


class Known:
    """The issues of a project by campaign and number; a void one only where no other bears it.

    Args:
        project: where they are.
        decided: row -> issue, where a person said so.
    """

    def __init__(self, project: Project, decided: Mapping[int, str]) -> None:
        self._decided = decided
        rows = ledger_store.tuples(
            project, "SELECT id, coalesce(campaign_id, ''), clue_no, external_nos, issue_no,"
            " state = 'void' FROM issue ORDER BY state = 'void' DESC, id DESC",
        )  # fmt: skip
        self._official = {folded(str(row[4])): str(row[0]) for row in rows if row[4]}
        live = [row for row in rows if not row[-1]]
        self._alike = _by_alike(live)
        self._exact = {
            (campaign, number): str(i)
            for i, campaign, number, _, _, void in rows
            if not void or (campaign, folded(str(number))) not in self._alike
        }
        self._void = _by_alike([row for row in rows if row[-1]])

    def add(self, campaign: str, number: str, issue_id: str) -> None:
        """Learns of an issue that a row will make."""
        self._exact.setdefault((campaign, number), issue_id)
        self._alike[campaign, folded(number)].add(issue_id)

    def find(self, row: int, campaign: str, number: str) -> tuple[str, bool]:
        """The issue of a row, "" where there is none, and whether it bears that very number."""
        decided = self._decided.get(row)
        exact = self._exact.get((campaign, number))
        if decided is not None:
            return decided, decided == exact
        if exact is not None:
            return exact, True
        alike = self._alike.get((campaign, folded(number)))
        if alike is None:
            alike = self._void.get((campaign, folded(number)), set())
        return (next(iter(alike)), False) if len(alike) == 1 else ("", False)

    def by_official(self, values: Mapping[str, Any]) -> str:
        """The issue of a row that has the official number alone, whatever its campaign, or ""."""
        number = values.get("issue_no")
        if not number or values.get("clue_no") != number:
            return ""
        return self._official.get(folded(str(number)), "")


def told_as(values: Mapping[str, Any]) -> list[list[str]]:
    """The outside numbers of a row whose issue keeps its own, the row's number among them."""
    pair = [REISSUED, str(values["clue_no"])]
    return [*(p for p in values.get("external_nos") or [] if p != pair), pair]


def _by_alike(rows: Iterable[Sequence[Any]]) -> dict[tuple[str, str], set[str]]:
    out: dict[tuple[str, str], set[str]] = defaultdict(set)
    for issue_id, campaign, number, outside, *_ in rows:
        for name in (number, *_reissued(outside)):
            if isinstance(name, str):
                out[campaign, folded(name)].add(str(issue_id))
    return out


def _reissued(outside: str | None) -> list[str]:
    if outside is None or REISSUED not in outside:
        return []
    return [pair[1] for pair in json.loads(outside) if len(pair) == 2 and pair[0] == REISSUED]
