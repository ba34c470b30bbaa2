"""Conflicts: both values, both authors, both times; a person's decision is an event."""

from __future__ import annotations

import json
from typing import Any

from greenshield.domain import signatures
from greenshield.domain.errors import RefusedError, UsageError
from greenshield.domain.state import IssueState
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import people
from greenshield.services.issues import parsed
from greenshield.services.session import Session

_NUMBERS = """
SELECT issue_no, group_concat(id, ' ') AS issues FROM issue WHERE issue_no IS NOT NULL
GROUP BY issue_no HAVING count(*) > 1 ORDER BY issue_no
"""


def items(project: Project) -> list[dict[str, Any]]:
    """Every conflict that waits for a person; numbers that two issues bear among them."""
    out = [
        _item(project, row)
        for row in project.rows("SELECT * FROM conflict ORDER BY entity_type, entity_id, name")
    ]
    for row in project.rows(_NUMBERS):
        out.append(
            {
                "conflict": f"number:{row['issue_no']}",
                "entity_type": "issue",
                "entity": row["issues"],
                "label": row["issue_no"],
                "what": "number",
                "name": "issue_no",
                "candidates": [],
            }
        )
    return out


def _item(project: Project, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "conflict": row["conflict_id"],
        "entity_type": row["entity_type"],
        "entity": row["entity_id"],
        "label": _label(project, row["entity_type"], row["entity_id"]),
        "what": row["what"],
        "name": row["name"],
        "candidates": [
            _candidate(project, row["name"], event) for event in json.loads(row["candidates"])
        ],
    }


def _label(project: Project, entity_type: str, entity_id: str) -> str:
    state = project.state(entity_type, entity_id)
    for name in ("issue_no", "clue_no", "name", "sha256"):
        if state is not None and state.get(name):
            return str(state.get(name))
    return entity_id


def _candidate(project: Project, name: str, event_id: str) -> dict[str, Any]:
    event = project.journal.get(event_id)
    if event is None:
        return {"event": event_id, "value": None, "actor": "", "actor_name": "", "at": ""}
    body = event.body or {}
    field = name.rpartition(".")[2]
    value = body.get("fields", {}).get(field)
    if event.header.kind == "moved":
        value = f"{body.get('move')} → {body.get('to')}"
    elif event.header.kind == "move_decided":
        value = f"decided: {str(body.get('take'))[:12]}"
    actor = people.by_id(project, event.header.actor)
    return {
        "event": event_id,
        "value": value,
        "actor": event.header.actor,
        "actor_name": "" if actor is None else actor.name,
        "at": event.header.at,
        "mine": event.header.device == project.local("device"),
    }


def resolve(session: Session, conflict: str, take: str) -> Changes:
    """Decides a conflict.

    Args:
        session: who decides, where.
        conflict: its id, or a unique beginning of it.
        take: ``ours`` (this device's), ``theirs``, the beginning of a candidate's event id, or,
            for a field, a new value.

    Raises:
        UsageError: no such conflict, or a choice that names none or several of its candidates.
        RefusedError: who acts may not decide between moves.
    """
    project = session.project
    hits = [c for c in items(project) if c["conflict"].startswith(conflict) and conflict]
    if len(hits) != 1 or hits[0]["what"] == "number":
        raise UsageError("conflict_unknown", conflict=conflict)
    hit = hits[0]
    chosen = _chosen(hit, take)
    if hit["what"] == "move":
        return _decide(session, hit, chosen)
    if hit["what"] != "field":
        raise UsageError("conflict_unknown", conflict=conflict)
    record, _, field = hit["name"].rpartition(".")
    if chosen is not None:
        value = chosen["value"]
    else:
        kind = _kind(project, hit, record)
        value = parsed(project, kind, {field: take})[field]
    with project.action(session.who.actor_id) as action:
        action.set_fields(hit["entity_type"], hit["entity"], {field: value}, record=record)
    return action.changes


def _chosen(hit: dict[str, Any], take: str) -> dict[str, Any] | None:
    """The candidate that a choice names, None where it is a value of its own."""
    candidates = hit["candidates"]
    if take in ("ours", "theirs"):
        fitting = [c for c in candidates if c["mine"] == (take == "ours")]
    else:
        fitting = [c for c in candidates if len(take) >= 8 and c["event"].startswith(take)]
        if not fitting and hit["what"] == "field":
            return None
    if len(fitting) != 1:
        listed = ", ".join(c["event"][:12] for c in candidates)
        raise UsageError("choice_unclear", take=take, candidates=listed)
    found: dict[str, Any] = fitting[0]
    return found


def _kind(project: Project, hit: dict[str, Any], record: str) -> str:
    if not record:
        return str(hit["entity_type"])
    state = project.issue(hit["entity"])
    assert isinstance(state, IssueState)
    return next(r.kind for r in state.records if r.record_id == record)


def _decide(session: Session, hit: dict[str, Any], chosen: dict[str, Any] | None) -> Changes:
    if not {"county", "city", "province"} & set(session.who.roles):
        raise RefusedError("decider_needed", name=session.who.name)
    assert chosen is not None
    among = [c["event"] for c in hit["candidates"]]
    who = session.project.state("actor", session.who.actor_id)
    pins = {} if who is None else signatures.actor_pins(who)
    body = {"among": among, "take": chosen["event"], "pins": pins}
    with session.project.action(session.who.actor_id) as action:
        action.emit("move_decided", "issue", hit["entity"], body)
    return action.changes
