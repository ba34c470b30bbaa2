"""Ties photos to issues, takes ties off, places a photo by hand, accepts a placed one."""

from __future__ import annotations

from greenshield import reference
from greenshield.domain.errors import Missing, RefusedError, UsageError
from greenshield.domain.fields import parse
from greenshield.domain.state import EntityState
from greenshield.project import identity
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import lookup
from greenshield.services.session import Session


def tag(session: Session, photo: str, issue: str, *, phase: str, kind: str) -> Changes:
    """Ties a photo to an issue; the same tie again changes nothing.

    Args:
        session: who acts, where.
        photo: a unique beginning of its SHA-256.
        issue: which issue.
        phase: before, during, after or lookback.
        kind: far, near, detail or aerial.

    Raises:
        UsageError: an unknown photo, issue, phase or kind.
    """
    project, tables = session.project, reference.code_tables()
    sha256 = lookup.photo_sha256(project, photo)
    state = lookup.issue(project, issue)
    for table, value in (("photo_phase", phase), ("photo_kind", kind)):
        if tables.table(table).find(value) is None:
            raise UsageError("code_unknown", given=value, known=tables.table(table).accepted())
    if any((t.photo, t.phase, t.kind) == (sha256, phase, kind) for t in state.live_tags()):
        return Changes()
    with project.action(session.who.actor_id) as action:
        body = {"photo": sha256, "phase": phase, "kind": kind}
        action.emit("photo_tagged", "issue", state.entity_id, body)
    return action.changes


def untag(session: Session, photo: str, issue: str) -> Changes:
    """Takes a photo's ties to an issue off.

    Raises:
        UsageError: it is not tied to the issue.
        RefusedError: a move in force relied on it.
    """
    project = session.project
    sha256 = lookup.photo_sha256(project, photo)
    state = lookup.issue(project, issue)
    tags = [t for t in state.live_tags() if t.photo == sha256]
    if not tags:
        raise UsageError("photo_not_tagged", photo=sha256[:12], issue=issue)
    pinned = state.locked.get("tag", {})
    held = [t for t in tags if t.tag_id in pinned]
    if held:
        missing = Missing("photo_locked", {"photo": sha256[:12]}, "photos")
        raise RefusedError("facts_locked", missing=(missing,))
    with project.action(session.who.actor_id) as action:
        for t in tags:
            action.emit("photo_untagged", "issue", state.entity_id, {"tag": t.tag_id})
    return action.changes


def place(session: Session, photo: str, *, lon: str, lat: str) -> Changes:
    """Says by hand where a photo was taken, degrees EPSG:4490. It never passes as measured.

    Raises:
        UsageError: an unknown photo, or no position on Earth.
        RefusedError: a move in force relied on its position.
    """
    project, tables = session.project, reference.code_tables()
    state = _photo(project, photo)
    values = {
        "lon": parse("photo", "lon", lon, tables),
        "lat": parse("photo", "lat", lat, tables),
        "position_source": "hand",
    }
    _refuse_locked(project, state)
    with project.action(session.who.actor_id) as action:
        action.set_fields("photo", state.entity_id, values)
    return action.changes


def accept(session: Session, photo: str, *, note: str, what: str) -> Changes:
    """A second person's written word that a doubtful photo counts as evidence.

    Raises:
        UsageError: an unknown photo, or no note.
        RefusedError: who accepts is who placed or imported it.
    """
    project = session.project
    state = _photo(project, photo)
    if not note.strip():
        raise UsageError("note_needed")
    authors = {w.shown.actor for name, w in state.fields.items() if name in ("lon", "lat")}
    authors |= {origin.actor for origin in state.origins}
    if session.who.actor_id in authors:
        raise RefusedError("second_person_needed", name=session.who.name)
    values = {
        "accepted_by": session.who.actor_id,
        "accepted_note": note.strip(),
        "accepted_for": what,
    }
    with project.action(session.who.actor_id) as action:
        action.set_fields("photo", state.entity_id, values)
    return action.changes


def _photo(project: Project, prefix: str) -> EntityState:
    sha256 = lookup.photo_sha256(project, prefix)
    state = project.state("photo", identity.photo_of_bytes(project.project_id, sha256))
    if state is None:
        raise UsageError("photo_unknown", photo=prefix)
    return state


def _refuse_locked(project: Project, photo: EntityState) -> None:
    sha256 = str(photo.get("sha256"))
    rows = project.rows("SELECT DISTINCT issue_id FROM photo_tag WHERE photo = ?", sha256)
    for row in rows:
        issue = project.issue(row["issue_id"])
        if issue is not None and f"photo:{sha256}" in issue.locked:
            missing = Missing("photo_locked", {"photo": sha256[:12]}, "photos")
            raise RefusedError("facts_locked", missing=(missing,))
