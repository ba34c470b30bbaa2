"""Replicas of one project that hand each other their events, and events signed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers.projects import key

from greenshield.log.envelope import Event, Header, body_hash, chain_start, salted, signed_bytes
from greenshield.log.scopes import scope_of
from greenshield.log.signing import DeviceKey
from greenshield.project.project import Project
from greenshield.project.rebuilding import differences
from greenshield.project.receiving import receive

ROOT, SECOND, THIRD, STRANGER = (key(n) for n in range(4))


def events(project: Project) -> list[Event]:
    """Every event that a replica holds, in its order."""
    return list(project.journal.all())


def events_of(project: Project, device: DeviceKey) -> list[Event]:
    """The events of one device."""
    return [e for e in events(project) if e.header.device == device.device_id]


def quarantine(project: Project) -> list[str]:
    """Why the events that wait do so, sorted."""
    return sorted(reason for _, reason in project.journal.quarantined())


def first_issue(project: Project) -> str:
    """The id of the first clue."""
    return str(project.rows("SELECT id FROM issue ORDER BY clue_no")[0]["id"])


def edit(project: Project, actor: str = "me", **fields: Any) -> None:
    """Sets fields of the first clue."""
    with project.action(actor) as action:
        action.set_fields("issue", first_issue(project), fields)


def sound(*replicas: Project) -> None:
    """The tables of each are as its events say, and all are in one state."""
    for project in replicas:
        assert differences(project) == []
    assert len({project.digest() for project in replicas}) == 1
    assert len({tuple(map(str, conflicts(project))) for project in replicas}) == 1


def conflicts(project: Project) -> list[dict[str, Any]]:
    """The conflicts that stand open."""
    return project.rows("SELECT * FROM conflict ORDER BY conflict_id")


def meet(*replicas: Project) -> None:
    """Each gives all its events to each, twice; then they are :func:`sound`."""
    for _ in range(2):
        for to in replicas:
            for source in replicas:
                receive(to, events(source))
    sound(*replicas)


def signed(
    signer: DeviceKey, project: Project, header: Mapping[str, Any] | None = None, **body: Any
) -> Event:
    """One event signed by hand, as a program that is not ours might."""
    whole, given = salted(body), dict(header or {})
    kind, entity = given.get("entity_type", "issue"), given.get("entity", first_issue(project))
    scope = given.get("scope", scope_of(kind, entity, project.shared_scope))
    values = {
        "device": signer.device_id, "scope": scope, "seq": 1, "lamport": 1000,
        "at": "2026-05-01T08:00:00.000Z", "actor": "me", "action": "x", "kind": "fields_set",
        "schema": 1, "entity_type": kind, "entity": entity,
        "prev": chain_start(project.project_id, signer.device_id, scope), "body": body_hash(whole),
    }  # fmt: skip
    made = Header(**values | given).encode()
    return Event(made, whole, signer.sign(signed_bytes(made)))
