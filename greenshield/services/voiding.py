"""Writes and reads the events that take an entity out of force, and put it back."""

from __future__ import annotations

from typing import Any, Final

from greenshield.log.envelope import Event
from greenshield.project.action import Action
from greenshield.project.project import Project

_KINDS: Final = ("created", "fields_set", "voided")
_LONGEST: Final = 2000


def write(
    project: Project, action: Action, entity_type: str, entity_id: str, reason: str,
    *, restore: bool = False,
) -> None:  # fmt: skip
    """Takes an entity out of force, or puts it back.

    The event names every write and voiding that is known, so that none counts as unseen.

    Args:
        project: where it is.
        action: under way.
        entity_type: of the entity.
        entity_id: of the entity.
        reason: in words.
        restore: puts it back.
    """
    events = project.journal.of_entity(entity_id, entity_type)
    saw = sorted(event.event_id for event in events if event.header.kind in _KINDS)
    body: dict[str, Any] = {"saw": saw, "reason": reason.strip()[:_LONGEST]}
    action.emit("voided", entity_type, entity_id, body | ({"restore": True} if restore else {}))


def last(project: Project, entity_type: str, entity_id: str) -> Event | None:
    """The event that took an entity out of force last; None where none did."""
    events = project.journal.of_entity(entity_id, entity_type)
    taken = [
        event
        for event in events
        if event.header.kind == "voided" and event.body is not None
        if not event.body.get("restore")
    ]
    return max(taken, key=order, default=None)


def order(event: Event) -> tuple[int, str, int]:
    """By which events are shown."""
    return event.header.lamport, event.header.device, event.header.seq
