"""Ties photos to issues, takes ties off, places a photo by hand, accepts a placed one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from greenshield import reference
from greenshield.domain import edits
from greenshield.domain.errors import Missing, Problem, RefusedError, UsageError
from greenshield.domain.fields import parse
from greenshield.domain.guards.photos import acceptance_key, limit_m
from greenshield.domain.state import EntityState, IssueState, TagState
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import lookup, photo_match, rules
from greenshield.services.session import Session
from greenshield.services.ways_back import way_back


def tag(session: Session, photo: str, issue: str, *, phase: str, kind: str = "") -> Changes:
    """Ties a photo to an issue; the same tie again changes nothing, another kind replaces it.

    Args:
        session: who acts, where.
        photo: a unique beginning of its SHA-256.
        issue: which issue.
        phase: before, during, after or lookback, or a word for it.
        kind: far, near, detail or aerial, or a word for it; by the distance where "".

    Raises:
        UsageError: an unknown photo, issue, phase or kind.
        RefusedError: a move in force relied on the tie that would be replaced.
    """
    project = session.project
    sha256 = lookup.photo_sha256(project, photo)
    state = lookup.issue(project, issue)
    body = {"photo": sha256, "phase": code_of("photo_phase", phase)}
    body["kind"] = code_of("photo_kind", kind or kind_by_distance(project, state.entity_id, sha256))
    tie = (sha256, body["phase"], body["kind"])
    stand = [t for t in state.live_tags() if (t.photo, t.phase) == tie[:2]]
    if any(t.kind == tie[2] for t in stand):
        return Changes()
    _need_free(state, stand)
    with project.action(session.who.actor_id) as action:
        for t in stand:
            action.emit("photo_untagged", "issue", state.entity_id, {"tag": t.tag_id})
        action.emit("photo_tagged", "issue", state.entity_id, body)
    return action.changes


def place_doubts(project: Project, photo: str, issue: str) -> list[Problem]:
    """Remarks on ties of a photo to an issue that the rules will not count for its place.

    Args:
        project: where they are.
        photo: a unique beginning of its SHA-256.
        issue: which issue.
    """
    sha256 = lookup.photo_sha256(project, photo)
    state = lookup.issue(project, issue)
    away = photo_match.distance_m(project, state.entity_id, sha256)
    out: list[Problem] = []
    for tie in state.live_tags():
        if tie.photo != sha256:
            continue
        params: dict[str, Any] = {"phase": tie.phase, "kind": tie.kind}
        limit = limit_m(rules.in_force(project), tie.phase, tie.kind)
        if away is None:
            out.append(Problem("photo_tagged_unplaced", params=params, fatal=False))
        elif away > limit:
            params |= {"distance_m": f"{away:.0f}", "limit_m": f"{limit:g}"}
            out.append(Problem("photo_tagged_far", params=params, fatal=False))
    return out


def _need_free(state: IssueState, tags: Iterable[TagState]) -> None:
    """Refuses where a move in force relied on one of the ties."""
    held = [missing for t in tags for missing in edits.untag_missing(state, t.tag_id)]
    if held:
        raise RefusedError("facts_locked", missing=tuple(held), way=way_back([state]))


def code_of(table: str, word: str) -> str:
    """The code of a table that a word stands for.

    Raises:
        UsageError: none.
    """
    known = reference.code_tables().table(table)
    found = known.find(word)
    if found is None:
        raise UsageError("code_unknown", given=word, known=known.accepted())
    return found.code


def kind_by_distance(project: Project, issue_id: str, sha256: str) -> str:
    """Far where the photo stands farther off than evidence may, near otherwise."""
    away = photo_match.distance_m(project, issue_id, sha256)
    return "far" if away is not None and away > rules.in_force(project).nearness_m else "near"


def phase_doubts(project: Project, photo: str, issue: str, phase: str) -> list[Problem]:
    """A remark where a photo is tied to an issue for other phases than this one too."""
    sha256, code = lookup.photo_sha256(project, photo), code_of("photo_phase", phase)
    tags = lookup.issue(project, issue).live_tags()
    others = sorted({t.phase for t in tags if t.photo == sha256 and t.phase != code})
    return [
        Problem("photo_tagged_twice", params={"phase": other, "other": other}, fatal=False)
        for other in others
    ]


def untag(session: Session, photo: str, issue: str, phase: str = "") -> Changes:
    """Takes a photo's ties to an issue off, all or those of one phase.

    Raises:
        UsageError: it is not tied to the issue (for that phase), or an unknown phase.
        RefusedError: a move in force relied on it.
    """
    project = session.project
    sha256 = lookup.photo_sha256(project, photo)
    state = lookup.issue(project, issue)
    wanted = code_of("photo_phase", phase) if phase else ""
    tags = [t for t in state.live_tags() if t.photo == sha256 and wanted in ("", t.phase)]
    if not tags:
        raise UsageError("photo_not_tagged", photo=sha256[:12], issue=issue)
    _need_free(state, tags)
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
    project = session.project
    state = photo_state(project, photo)
    values = hand_place(lon, lat)
    refuse_locked(project, state, values)
    with project.action(session.who.actor_id) as action:
        action.set_fields("photo", state.entity_id, values)
    return action.changes


def hand_place(lon: str, lat: str) -> dict[str, Any]:
    """The fields of a place that was typed, degrees EPSG:4490.

    Raises:
        UsageError: no position on Earth.
    """
    tables = reference.code_tables()
    values: dict[str, Any] = {
        "lon": parse("photo", "lon", lon, tables),
        "lat": parse("photo", "lat", lat, tables),
        "position_source": "hand",
        "position_error_m": None,  # what the receiver claimed spoke of another place
    }
    if values["lon"] is None or values["lat"] is None:
        raise UsageError("position_incomplete")
    return values


def accept(session: Session, photo: str, *, note: str) -> Changes:
    """A second person's written word that a doubtful photo counts as evidence.

    It speaks of the position and time as they stand: a later change of these makes it void.

    Raises:
        UsageError: an unknown photo, no note, or a photo that has no position.
        RefusedError: who accepts is who placed or imported it, or a move in force relied on
            an acceptance.
    """
    project = session.project
    state = photo_state(project, photo)
    if not note.strip():
        raise UsageError("note_needed")
    if state.get("lon") is None or state.get("lat") is None:
        raise UsageError("photo_not_placed", photo=str(state.get("sha256"))[:12])
    measured = ("lon", "lat", "taken_at", "position_source")
    authors = {w.shown.actor for name, w in state.fields.items() if name in measured}
    authors |= {origin.actor for origin in state.origins}
    if session.who.actor_id in authors:
        raise RefusedError("second_person_needed", name=session.who.name)
    stands = {name: f.value for name, f in state.fields.items()}
    values = {
        "accepted_by": session.who.actor_id,
        "accepted_note": note.strip()[:20_000],
        "accepted_for": acceptance_key(stands),
    }
    refuse_locked(project, state, values)
    with project.action(session.who.actor_id) as action:
        if state.get("accepted_by") != session.who.actor_id:
            # What an earlier acceptance says alike is written anew: all three are one person's.
            alike = {name: None for name in values if state.get(name) == values[name]}
            action.set_fields("photo", state.entity_id, alike)
        action.set_fields("photo", state.entity_id, values)
    return action.changes


def photo_state(project: Project, prefix: str) -> EntityState:
    """The photo whose hash begins with ``prefix``, whole.

    Raises:
        UsageError: none, or several.
    """
    sha256 = lookup.photo_sha256(project, prefix)
    state = project.photo(sha256)
    if state is None:
        raise UsageError("photo_unknown", photo=prefix)
    return state


def refuse_locked(project: Project, photo: EntityState, values: Mapping[str, Any]) -> None:
    """Refuses where an issue that the photo is tied to relied on one of these fields.

    Raises:
        RefusedError: ``facts_locked``, with all that is held.
    """
    sha256 = str(photo.get("sha256"))
    rows = project.rows("SELECT DISTINCT issue_id FROM photo_tag WHERE photo = ?", sha256)
    held: list[Missing] = []
    holders: list[IssueState] = []
    for row in rows:
        issue = project.issue(row["issue_id"])
        if issue is not None and (found := edits.photo_edit_missing(issue, sha256, values)):
            held += found
            holders.append(issue)
    if held:
        raise RefusedError("facts_locked", missing=tuple(held), way=way_back(holders))
