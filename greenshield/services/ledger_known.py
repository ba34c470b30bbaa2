"""Which issue of the project a row of a ledger speaks of, by its number."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from greenshield.formats.ledger_build import folded
from greenshield.project.project import Project
from greenshield.services import ledger_store

REISSUED = "reissued"
"""The source of an outside number that a later edition of a list gave to an issue."""


class Known:
    """The issues of a project by campaign and number.

    Args:
        project: where they are.
        decided: row -> issue, where a person said so.
    """

    def __init__(self, project: Project, decided: Mapping[int, str]) -> None:
        self._decided = decided
        rows = ledger_store.tuples(
            project, "SELECT id, coalesce(campaign_id, ''), clue_no, external_nos FROM issue"
            " ORDER BY id DESC",
        )  # fmt: skip
        self._exact = {(campaign, number): str(i) for i, campaign, number, _ in rows}
        self._alike: dict[tuple[str, str], set[str]] = defaultdict(set)
        for issue_id, campaign, number, outside in rows:
            names = [number, *_reissued(outside)]
            for name in names:
                if isinstance(name, str):
                    self._alike[campaign, folded(name)].add(str(issue_id))

    def add(self, campaign: str, number: str, issue_id: str) -> None:
        """Learns of an issue that a row will make."""
        self._exact.setdefault((campaign, number), issue_id)
        self._alike[campaign, folded(number)].add(issue_id)

    def find(self, row: int, campaign: str, number: str) -> tuple[str, bool]:
        """The issue of a row, "" where there is none, and whether it bears that very number."""
        decided = self._decided.get(row)
        if decided is not None:
            return decided, False
        exact = self._exact.get((campaign, number))
        if exact is not None:
            return exact, True
        alike = self._alike.get((campaign, folded(number)), set())
        return (next(iter(alike)), False) if len(alike) == 1 else ("", False)


def told_as(values: Mapping[str, Any]) -> list[list[str]]:
    """The outside numbers of a row whose issue keeps its own, the row's number among them."""
    pair = [REISSUED, str(values["clue_no"])]
    return [*(p for p in values.get("external_nos") or [] if p != pair), pair]


def _reissued(outside: str | None) -> list[str]:
    if outside is None or REISSUED not in outside:
        return []
    return [pair[1] for pair in json.loads(outside) if len(pair) == 2 and pair[0] == REISSUED]
