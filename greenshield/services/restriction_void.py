"""Takes a version of a negative list out of force, as where it was imported by mistake."""

from __future__ import annotations

from greenshield.domain.errors import UsageError
from greenshield.project.changes import Changes
from greenshield.services.area_import import need_role
from greenshield.services.restriction_import import ROLES
from greenshield.services.restriction_list import items
from greenshield.services.session import Session


def void(session: Session, name: str, since: str, reason: str) -> tuple[int, Changes]:
    """Takes all rows of one version of a list out of force; how many.

    Args:
        session: who acts, where.
        name: of the list.
        since: its version's day, "" for that without one.
        reason: in words.

    Raises:
        RefusedError: who acts may not.
        UsageError: ``restrictions_unknown``, with the lists there are; ``void_reason_needed``.
    """
    need_role(session.who, ROLES)
    if not reason.strip():
        raise UsageError("void_reason_needed")
    project = session.project
    there = items(project)
    rows = [r["id"] for r in there if r["list_name"] == name and (r["list_from"] or "") == since]
    if not rows:
        known = dict.fromkeys(f"{r['list_name']} {r['list_from'] or ''}".strip() for r in there)
        raise UsageError("restrictions_unknown", name=name, day=since, known=", ".join(known))
    with project.action(session.who.actor_id) as action:
        for one in rows:
            events = project.journal.of_entity(one, "restriction")
            kinds = ("created", "fields_set", "voided")
            saw = sorted(e.event_id for e in events if e.header.kind in kinds)
            action.emit("voided", "restriction", one, {"saw": saw, "reason": reason.strip()[:2000]})
    return len(rows), action.changes
