"""What records and states tell of many issues at once, for lists of the ledger.

The same values as ``derived.fields_of`` gives for one issue, read from the tables: nothing is
folded, and 160,000 issues cost a few hundred questions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from greenshield import messages
from greenshield.project.project import Project
from greenshield.services import derived, figures, ledger_store, opinions
from greenshield.services.dossier_people import People

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class _Record:
    """A record as its row tells it."""

    record_id: str
    kind: str
    occurred_on: str
    actor: str
    documents: list[Any]
    values: Mapping[str, Any]

    def get(self, name: str) -> Any:
        return self.values.get(name)


@dataclass(frozen=True, slots=True)
class _Records:
    """The records of one issue in display order, voided ones left out."""

    records: list[_Record]

    def records_of(self, kind: str) -> list[_Record]:
        return [r for r in self.records if r.kind == kind]


def of_records(project: Project, ids: Sequence[str], lang: str = "zh") -> dict[str, dict[str, Any]]:
    """What the records of issues tell of their fields: issue -> field -> value.

    An amount that a split left with several issues is told where it counts, once.
    An issue whose records tell nothing has no entry. Where nobody of a tier gave an opinion and
    somebody else transcribed one, its text says so in words, and nobody stands as its signer.

    Args:
        project: that holds them.
        ids: of the issues.
        lang: of these words.
    """
    people = People(project)
    return {
        i: told
        for i, held in _read(project, ids, derived.KINDS)
        if (told := _transcribed(held, people, lang) | derived.of_records(held, people))
    }


def _transcribed(held: _Records, people: People, lang: str) -> dict[str, str]:
    """The text of each tier's latest transcript."""
    return {
        f"opinion_{one.tier}": messages.text("opinion_transcribed", one.plain(), lang)
        for one in opinions.transcripts(held, people)
    }


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
            "SELECT issue_id, record_id, kind, occurred_on, actor, documents, fields FROM record"
            f" WHERE NOT void AND kind IN ({of_kinds})"
            f" AND issue_id IN ({','.join('?' * len(part))}) ORDER BY fid"
        )
        for issue_id, record_id, kind, on, actor, files, told in ledger_store.tuples(
            project, sql, [*kinds, *part]
        ):
            record = _Record(record_id, kind, on, actor, json.loads(files), json.loads(told))
            found.setdefault(issue_id, []).append(record)
    return [(issue_id, _Records(records)) for issue_id, records in found.items()]
