"""Takes a version of a negative list, or one row, out of force, and puts it back."""

from __future__ import annotations

from typing import Any

from greenshield.domain.errors import UsageError
from greenshield.domain.roles import LIST_ROLES
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import restriction_list
from greenshield.services.area_import import need_role
from greenshield.services.session import Session

_KINDS = ("created", "fields_set", "voided")


def void(
    session: Session, name: str, since: str, reason: str, *, restore: bool = False
) -> tuple[int, Changes]:
    """Takes all rows of one version of a list out of force, or puts them back; how many.

    Args:
        session: who acts, where.
        name: of the list.
        since: its version's day, "" for that without one.
        reason: in words.
        restore: puts back what was taken out, also rows that were by themselves.

    Raises:
        RefusedError: who acts may not.
        UsageError: ``restrictions_unknown``, with the lists there are; ``void_reason_needed``;
            ``restrictions_version_taken``: another file's rows hold under that name and day.
    """
    _check(session, reason)
    there = restriction_list.items(session.project, voided=restore)
    rows = [r for r in there if r["list_name"] == name and (r["list_from"] or "") == since]
    if not rows:
        known = dict.fromkeys(f"{r['list_name']} {r['list_from'] or ''}".strip() for r in there)
        raise UsageError("restrictions_unknown", name=name, day=since, known=", ".join(known))
    return _write(session, rows, reason, restore=restore)


def void_row(
    session: Session, word: str, reason: str, *, restore: bool = False
) -> tuple[int, Changes]:
    """The same for one row.

    Args:
        session: who acts, where.
        word: its id, or a unique end of it.
        reason: in words.
        restore: puts it back.

    Raises:
        RefusedError: who acts may not.
        UsageError: ``restriction_unknown``, ``void_reason_needed``, ``restrictions_version_taken``.
    """
    _check(session, reason)
    row = restriction_list.find(session.project, word, voided=restore)
    return _write(session, [row], reason, restore=restore)


def _check(session: Session, reason: str) -> None:
    need_role(session.who, LIST_ROLES)
    if not reason.strip():
        raise UsageError("void_reason_needed")


def _write(
    session: Session, rows: list[dict[str, Any]], reason: str, *, restore: bool
) -> tuple[int, Changes]:
    project = session.project
    if restore:
        _check_room(project, rows)
    more = {"restore": True} if restore else {}
    with project.action(session.who.actor_id) as action:
        for row in rows:
            events = project.journal.of_entity(row["id"], "restriction")
            saw = sorted(e.event_id for e in events if e.header.kind in _KINDS)
            body = {"saw": saw, "reason": reason.strip()[:2000]} | more
            action.emit("voided", "restriction", row["id"], body)
    return len(rows), action.changes


def _check_room(project: Project, rows: list[dict[str, Any]]) -> None:
    """Two files may not hold under one name from one day."""
    held = restriction_list.items(project)
    for row in rows:
        for one in held:
            same = all((one[n] or "") == (row[n] or "") for n in ("list_name", "list_from"))
            if same and one["source_sha256"] != row["source_sha256"]:
                name, day = row["list_name"], row["list_from"] or ""
                raise UsageError("restrictions_version_taken", name=name, day=day)
