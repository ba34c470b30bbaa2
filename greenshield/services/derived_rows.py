"""What records and states tell of many issues at once, for lists of the ledger.

The same values as ``derived.fields_of`` gives for one issue, read from the tables: nothing is
folded, and 160,000 issues cost a few hundred questions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from greenshield.project.project import Project
from greenshield.services import derived, figures, ledger_store

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class _Record:
    """A record as its row tells it."""

    record_id: str
    kind: str
    occurred_on: str
    values: Mapping[str, Any]

    def get(self, name: str) -> Any:
        return self.values.get(name)


@dataclass(frozen=True, slots=True)
class _Records:
    """The records of one issue in display order, voided ones left out."""

    records: list[_Record]

    def records_of(self, kind: str) -> list[_Record]:
        return [r for r in self.records if r.kind == kind]


def of_records(project: Project, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What the records of issues tell of their fields: issue -> field -> value.

    An amount that a split left with several issues is told where it counts, once.
    An issue whose records tell nothing has no entry.
    """
    return {i: told for i, held in _read(project, ids, derived.KINDS)
            if (told := derived.of_records(held))}  # fmt: skip


def figures_of(project: Project, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The figures of issues that have records which tell some: issue -> field -> value."""
    return {i: told for i, held in _read(project, ids, figures.KINDS)
            if (told := figures.of(held))}  # fmt: skip


def _read(project: Project, ids: Sequence[str], kinds: Sequence[str]) -> list[tuple[str, _Records]]:
    found: dict[str, list[_Record]] = {}
    of_kinds = ",".join("?" * len(kinds))
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        sql = (
            "SELECT issue_id, record_id, kind, occurred_on, fields FROM record WHERE NOT void"
            f" AND kind IN ({of_kinds}) AND issue_id IN ({','.join('?' * len(part))}) ORDER BY fid"
        )
        for issue_id, record_id, kind, on, told in ledger_store.tuples(
            project, sql, [*kinds, *part]
        ):
            found.setdefault(issue_id, []).append(_Record(record_id, kind, on, json.loads(told)))
    return [(issue_id, _Records(records)) for issue_id, records in found.items()]
