"""The history of one issue: each of its events, who and when, and values from old to new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from greenshield.domain.state import IssueState
from greenshield.log.envelope import Event
from greenshield.log.kinds import understood
from greenshield.project.project import Project
from greenshield.services import campaigns, patrol_list, people, timeline_words

Values = dict[tuple[str, str], Any]
"""(record, field) -> the value that one event wrote; the record is "" for the issue itself."""


def of_issue(project: Project, issue: IssueState) -> list[dict[str, Any]]:
    """Every event of an issue, first to last.

    Each tells ``event``, ``kind``, ``code`` and ``params`` (of its sentence in the message
    catalogue), ``at`` (the device's clock, UTC), ``occurred_on`` ("" where the kind has none),
    ``actor``, ``actor_name``, ``proof`` (how a move or signature proved to be that person's:
    ``pin``, else ""), ``device``, ``device_name``, ``changes`` (``kind`` of entity or
    record, or "move" for what was given with one; ``field``, ``old``, ``new``, and the names
    where these are ids; old is what the author had seen) and ``documents`` (``sha256``,
    ``name``). An event whose body is gone, or that this version does not know, tells who and
    when.
    """
    device_names = {d: c.name for d, c in project.trust().certificates.items()}
    kinds = {r.record_id: r.kind for r in issue.records}
    written: dict[str, Values] = {}
    out = []
    for event in _in_order(project, issue):
        body = (event.body or {}) if understood(event) else {}
        header = event.header
        values = _written(header.kind, body)
        written[event.event_id] = values
        if header.kind == "moved":
            values = {("", name): value for name, value in _facts(body).items()}
        told = timeline_words.sentence(project, issue, event, body)
        out.append(
            {
                "event": event.event_id,
                "kind": header.kind,
                "code": told.code,
                "params": told.params,
                "at": header.at,
                "occurred_on": str(body.get("occurred_on") or ""),
                "actor": header.actor,
                "actor_name": people.name_of(project, header.actor) if header.actor else "",
                "proof": str(body.get("proof") or ""),
                "device": header.device,
                "device_name": device_names.get(header.device, ""),
                "changes": _changes(project, header.kind, body, values, written, kinds),
                "documents": _documents(body),
            }
        )
    return out


def _in_order(project: Project, issue: IssueState) -> list[Event]:
    found = project.journal.of_entity(issue.entity_id, "issue")
    return sorted(found, key=lambda event: event.order)


def _written(kind: str, body: Mapping[str, Any]) -> Values:
    fields = body.get("fields")
    if kind not in ("created", "fields_set", "record_added") or not isinstance(fields, dict):
        return {}
    record = str(body.get("record") or "")
    return {(record, str(name)): value for name, value in fields.items()}


def _changes(
    project: Project,
    event_kind: str,
    body: Mapping[str, Any],
    values: Values,
    written: Mapping[str, Values],
    kinds: Mapping[str, str],
) -> list[dict[str, Any]]:
    """What an event wrote; the old value is that of the latest write that its author saw."""
    own = "move" if event_kind == "moved" else "issue"
    seen: Values = {}
    for event_id in body.get("saw") or ():
        seen |= written.get(event_id, {})
    out = []
    for (record, name), new in values.items():
        old = seen.get((record, name))
        out.append(
            {
                "kind": kinds.get(record, "") if record else own,
                "field": name,
                "old": old,
                "new": new,
                "old_name": _name(project, name, old),
                "new_name": _name(project, name, new),
            }
        )
    return out


def _name(project: Project, field: str, value: Any) -> str:
    """What people call the thing that a field names by id, "" for any other field."""
    if not isinstance(value, str) or not value:
        return ""
    if field == "assignee":
        return people.name_of(project, value)
    if field == "campaign_id":
        return campaigns.name_of(project, value)
    if field == "patrol_id":
        return patrol_list.name_of(project, value)
    if field == "area_id":
        rows = project.rows("SELECT name FROM area WHERE id = ?", value)
        return str(rows[0]["name"] or "") if rows else ""
    return ""


def _facts(body: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that were given with a move."""
    data = body.get("data")
    return {str(name): value for name, value in data.items()} if isinstance(data, dict) else {}


def _documents(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    raw = body.get("documents")
    found = [*raw] if isinstance(raw, list) else []
    if isinstance(body.get("document"), dict):
        found.append(body["document"])
    return [
        {"sha256": str(d.get("sha256") or ""), "name": str(d.get("name") or "")}
        for d in found
        if isinstance(d, dict)
    ]
