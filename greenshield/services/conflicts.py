"""Conflicts: both values, both authors, both times; a person's decision is an event."""

from __future__ import annotations

import json
from typing import Any

from greenshield.domain import signatures
from greenshield.domain.errors import UsageError
from greenshield.domain.state import IssueState
from greenshield.log.envelope import Event
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import deciding, lineage_late, number_conflicts, people
from greenshield.services.issues import parsed, settable
from greenshield.services.move_event import known_chains
from greenshield.services.session import Session

_END = 8  # letters of an id that are enough to name a record


def items(project: Project) -> list[dict[str, Any]]:
    """Every conflict that waits for a person; numbers that two issues bear among them."""
    out = [
        _item(project, row)
        for row in project.rows("SELECT * FROM conflict ORDER BY entity_type, entity_id, name")
    ]
    return out + number_conflicts.items(project)


def of_issue(project: Project, issue_id: str) -> list[dict[str, Any]]:
    """The conflicts of one issue, as :func:`items` tells them."""
    where = "WHERE entity_type = 'issue' AND entity_id = ? ORDER BY name"
    out = [_item(project, row) for row in project.rows(f"SELECT * FROM conflict {where}", issue_id)]
    twice = """SELECT 1 FROM issue a JOIN issue b ON b.issue_no = a.issue_no AND b.id <> a.id
    WHERE a.id = ? LIMIT 1"""
    if project.rows(twice, issue_id):
        numbers = number_conflicts.items(project)
        out += [c for c in numbers if issue_id in c["entity"].split(" ")]
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
    for name in ("issue_no", "clue_no", "name", "number", "sha256"):
        if state is not None and state.get(name):
            return str(state.get(name))
    return entity_id


def _candidate(project: Project, name: str, event_id: str) -> dict[str, Any]:
    event = project.journal.get(event_id)
    if event is None:
        return {"event": event_id, "value": None, "actor": "", "actor_name": "", "at": ""}
    body = event.body or {}
    wrote: dict[str, Any] = {}
    field = name.rpartition(".")[2]
    value = body.get("fields", {}).get(field)
    if event.header.kind == "moved":
        value = f"{body.get('move')} → {body.get('to')}"
    elif event.header.kind == "move_decided":
        value = f"decided: {str(body.get('take'))[:12]}"
    elif name == "void":
        wrote = _wrote(project, event)
        value = " ".join([event.header.kind, *_written(wrote)])
    actor = people.by_id(project, event.header.actor)
    return {
        **wrote,
        "event": event_id,
        "value": value,
        "actor": event.header.actor,
        "actor_name": "" if actor is None else actor.name,
        "at": event.header.at,
        "mine": event.header.device == project.local("device"),
    }


def _wrote(project: Project, event: Event) -> dict[str, Any]:
    """What an edit wrote that met a voiding: of which record of the issue, and which fields."""
    body = event.body or {}
    record = str(body.get("record") or "")
    issue = project.issue(event.header.entity) if record else None
    kinds = (r.kind for r in issue.records if r.record_id == record) if issue else iter(())
    return {
        "kind": body.get("kind") or next(kinds, ""),
        "record": record,
        "fields": body.get("fields", {}),
    }


def _written(wrote: dict[str, Any]) -> list[str]:
    """The same in a line: the kind of a record and the end of its id, fields with their values."""
    told = [str(wrote["kind"]), wrote["record"][-_END:]]
    fields = [f"{name}={str(value)[:80]}" for name, value in wrote["fields"].items()]
    return [word for word in told if word] + fields


def resolve(session: Session, conflict: str, take: str) -> Changes:
    """Decides a conflict, by the same rules as an edit of the same thing.

    Args:
        session: who decides, where.
        conflict: its id, or a unique beginning of it.
        take: ``ours`` (this device's), ``theirs``, the beginning of a candidate's event id, or,
            for a field of an issue, a new value; ``void`` or ``keep`` where an edit met a
            voiding, ``carry`` where it goes along to what took the void issue's place; for
            numbers the id of the issue or block that keeps them.

    Raises:
        UsageError: no such conflict, or a choice that names none or several of its candidates.
        RefusedError: who acts may not decide it, or a move in force relied on what would change.
    """
    hits = [c for c in items(session.project) if conflict and c["conflict"].startswith(conflict)]
    hits = [c for c in hits if c["conflict"] == conflict] or hits
    if len(hits) != 1:
        raise UsageError("conflict_unknown", conflict=conflict)
    hit = hits[0]
    match hit["what"]:
        case "number":
            return number_conflicts.resolve(session, hit, take)
        case "void":
            return _settle_void(session, hit, take)
        case "move":
            return _decide(session, hit, _chosen(hit, take))
        case _:
            return _write(session, hit, take)


def _chosen(hit: dict[str, Any], take: str) -> dict[str, Any]:
    """The candidate that a choice names."""
    candidates = hit["candidates"]
    if take in ("ours", "theirs"):
        fitting = [c for c in candidates if c.get("mine", False) == (take == "ours")]
    else:
        fitting = [c for c in candidates if len(take) >= 8 and c["event"].startswith(take)]
    if len(fitting) != 1:
        listed = ", ".join(c["event"][:12] for c in candidates)
        raise UsageError("choice_unclear", take=take, candidates=listed)
    found: dict[str, Any] = fitting[0]
    return found


def _write(session: Session, hit: dict[str, Any], take: str) -> Changes:
    """Writes one of a field's values anew, or for an issue another that ``issue set`` takes."""
    project = session.project
    record, _, field = hit["name"].rpartition(".")
    state = project.state(hit["entity_type"], hit["entity"])
    assert state is not None
    named = take in ("ours", "theirs") or any(
        len(take) >= 8 and c["event"].startswith(take) for c in hit["candidates"]
    )
    if named or not isinstance(state, IssueState):
        value = _chosen(hit, take)["value"]
    elif record:
        kind = next(r.kind for r in state.records if r.record_id == record)
        value = parsed(project, kind, {field: take})[field]
    else:
        value = settable(project, {field: take}, there=state)[field]
    deciding.may_write(session, state, record, field, value)
    with project.action(session.who.actor_id) as action:
        action.set_fields(hit["entity_type"], hit["entity"], {field: value}, record=record)
    return action.changes


def _settle_void(session: Session, hit: dict[str, Any], take: str) -> Changes:
    """Says of an edit that met a voiding which of the two stands."""
    project = session.project
    old = project.issue(hit["entity"]) if hit["entity_type"] == "issue" else None
    known = ("void", "keep", *(("carry",) if old and lineage_late.heirs(project, old) else ()))
    if take not in known:
        raise UsageError("choice_unclear", take=take, candidates=", ".join(known))
    deciding.may_settle_void(session, hit["entity_type"], hit["entity"], take)
    saw = {c["event"] for c in hit["candidates"]}
    for candidate in hit["candidates"]:
        event = project.journal.get(candidate["event"])
        if event is not None and event.header.kind == "voided":
            saw |= set((event.body or {}).get("saw", []))
    body = {"saw": sorted(saw), "restore": take == "keep"}
    with project.action(session.who.actor_id) as action:
        action.emit("voided", hit["entity_type"], hit["entity"], body)
        if old is not None and take == "carry":
            lineage_late.carry(action, project, old, {c["event"] for c in hit["candidates"]})
    return action.changes


def _decide(session: Session, hit: dict[str, Any], chosen: dict[str, Any]) -> Changes:
    deciding.need_decider(session)
    among = [c["event"] for c in hit["candidates"]]
    who = session.project.state("actor", session.who.actor_id)
    pins = {} if who is None else signatures.actor_pins(who)
    body = {"among": among, "take": chosen["event"]}
    with session.project.action(session.who.actor_id) as action:
        issue = action.issue(hit["entity"])
        assert issue is not None
        body["pins"] = pins | known_chains(session.project, action, issue)
        action.emit("move_decided", "issue", hit["entity"], body)
    return action.changes
