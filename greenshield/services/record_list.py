"""The records of one kind over all issues, each with how far it has come."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from greenshield import messages
from greenshield.domain import record_states
from greenshield.domain.errors import UsageError
from greenshield.domain.records import KINDS
from greenshield.project.project import Project

_RECORDS = """
SELECT r.record_id, r.issue_id, r.kind, r.occurred_on, r.actor, r.fields, r.documents,
coalesce(i.issue_no, i.clue_no, i.id) AS number, i.facility_name
FROM record r JOIN issue i ON i.id = r.issue_id
WHERE r.kind = ? AND NOT r.void AND NOT i.void AND i.state <> 'void'
ORDER BY r.occurred_on, number, r.record_id
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """One record that counts, of an issue that is not void.

    Attributes:
        state: as of ``record_states``, of a compensation its own field; "" for kinds without.
        fields: as they are shown.
        documents: ``sha256``, ``name`` and ``size`` of each.
    """

    record_id: str
    issue_id: str
    number: str
    facility_name: str
    kind: str
    occurred_on: str
    actor: str
    state: str
    fields: dict[str, Any]
    documents: tuple[dict[str, Any], ...]


def states_of(kind: str) -> tuple[str, ...]:
    """The states that records of a kind can be asked for by, in order."""
    return record_states.STATES.get(kind, ())


def across(project: Project, kind: str, state: str = "") -> list[Listed]:
    """The records of a kind, of all issues.

    Args:
        project: where.
        kind: of ``records.KINDS``.
        state: only those that have come so far, "" for all.

    Raises:
        UsageError: ``record_state_unknown``.
    """
    if state:
        check_state(kind, state)
    found = map(_listed, project.rows(_RECORDS, kind))
    return [one for one in found if not state or one.state == state]


def check_state(kind: str, state: str) -> None:
    """Refuses a state that no record of a kind can have; ``kind`` is "" for any.

    Raises:
        UsageError: ``record_state_unknown``.
    """
    kinds = [kind] if kind else list(record_states.STATES)
    known = dict.fromkeys(s for one in kinds for s in states_of(one))
    if state not in known:
        told = ", ".join(f"{s} {messages.text(f'record_state_{s}', {}, 'zh')}" for s in known)
        raise UsageError(
            "record_state_unknown", record_kind=kind or "record", state=state[:40],
            known=told or "–",
        )  # fmt: skip


def state_of(kind: str, fields: dict[str, Any]) -> str:
    """How far a record has come, "" for a kind that tells nothing of it."""
    told = record_states.state_of(kind, fields.get)
    if told is None and kind in KINDS and "state" in KINDS[kind].fields:
        told = fields.get("state")
    return told if isinstance(told, str) else ""


def _listed(row: dict[str, Any]) -> Listed:
    fields = json.loads(row["fields"])
    return Listed(
        row["record_id"], row["issue_id"], str(row["number"]), str(row["facility_name"] or ""),
        row["kind"], row["occurred_on"], row["actor"], state_of(row["kind"], fields), fields,
        tuple(json.loads(row["documents"])),
    )  # fmt: skip
