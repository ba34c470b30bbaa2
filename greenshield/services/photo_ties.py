"""Ties of many photos to an issue, made and taken off in one action, and put back as they were.

Nothing is deleted: an undo is another action, whose events say the contrary.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from greenshield.domain import edits
from greenshield.domain.errors import Problem, RefusedError, UsageError
from greenshield.domain.guards.photos import limit_m
from greenshield.domain.state import IssueState, TagState
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import lookup, photo_match, rules, tagging
from greenshield.services.photo_facts import taken_on
from greenshield.services.session import Session
from greenshield.services.ways_back import way_back

BY_DAY: Final = "day"
_DAY = """
SELECT taken_at, extra ->> 'taken_at_offset' AS taken_at_offset FROM photo WHERE sha256 = ?
"""


@dataclass(frozen=True, slots=True)
class Tie:
    """A photo tied to an issue: as what, and for which phase."""

    photo: str
    phase: str
    kind: str


@dataclass(frozen=True, slots=True)
class Retied:
    """What an action on ties did.

    Attributes:
        issue: the id of the issue.
        made: ties that are new.
        gone: ties that were taken off, or replaced by one of another kind.
        changes: for whoever shows them.
    """

    issue: str
    made: tuple[Tie, ...] = ()
    gone: tuple[Tie, ...] = ()
    changes: Changes = field(default_factory=Changes)


def tag_all(
    session: Session, photos: Sequence[str], issue: str, *, phase: str, kind: str = ""
) -> Retied:
    """Ties photos to an issue, as ``tagging.tag`` does one: all of them, or none.

    Args:
        session: who acts, where.
        photos: unique beginnings of their SHA-256.
        issue: which issue.
        phase: before, during, after or lookback, or a word for it; ``BY_DAY`` for what each
            photo's day tells.
        kind: far, near, detail or aerial, or a word for it; each by its distance where "".

    Raises:
        UsageError: an unknown photo, issue, phase or kind, no photo at all, or photos of which
            the day does not tell the phase (``photo_phase_needed``).
        RefusedError: a move in force relied on a tie that would be replaced.
    """
    project = session.project
    state = lookup.issue(project, issue)
    hashes = _hashes(project, photos)
    phases = _phases(project, state, hashes, phase)
    untold = [p for p in hashes if not phases[p]]
    if untold:
        raise UsageError("photo_phase_needed", count=len(untold), photo=untold[0][:12])
    named = tagging.code_of("photo_kind", kind) if kind else ""
    new = [
        Tie(p, phases[p], named or tagging.kind_by_distance(project, state.entity_id, p))
        for p in hashes
    ]
    return _retie(session, state, new, ())


def untag_all(session: Session, photos: Sequence[str], issue: str, phase: str = "") -> Retied:
    """Takes the ties of photos to an issue off, all or those of one phase; all, or none.

    Raises:
        UsageError: one of them is not tied to the issue (for that phase), or an unknown phase.
        RefusedError: a move in force relied on one of them.
    """
    project = session.project
    state = lookup.issue(project, issue)
    wanted = tagging.code_of("photo_phase", phase) if phase else ""
    hashes = _hashes(project, photos)
    gone = [
        Tie(t.photo, t.phase, t.kind)
        for t in state.live_tags()
        if t.photo in hashes and wanted in ("", t.phase)
    ]
    tied = {t.photo for t in gone}
    for sha256 in hashes:
        if sha256 not in tied:
            raise UsageError("photo_not_tagged", photo=sha256[:12], issue=issue)
    return _retie(session, state, (), gone)


def put_back(session: Session, done: Retied) -> Retied:
    """Undoes what an action on ties did: its ties are taken off, those it took off made again.

    A tie that somebody else has changed meanwhile is left as it is: what was taken off is not
    made again where the photo has another tie for that phase by now.

    Raises:
        UsageError: the issue is unknown.
        RefusedError: a move in force relied on one of the ties since.
    """
    state = lookup.issue(session.project, done.issue)
    mine = set(done.made)
    others = {
        (t.photo, t.phase) for t in state.live_tags() if Tie(t.photo, t.phase, t.kind) not in mine
    }
    again = [t for t in done.gone if (t.photo, t.phase) not in others]
    return _retie(session, state, again, done.made)


def _hashes(project: Project, photos: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(lookup.photo_sha256(project, p) for p in photos))
    if not found:
        raise UsageError("photo_needed")
    return found


def _phases(
    project: Project, state: IssueState, hashes: Sequence[str], phase: str
) -> dict[str, str]:
    """The phase of each photo; by its day "" where only a person can tell."""
    if phase != BY_DAY:
        return dict.fromkeys(hashes, tagging.code_of("photo_phase", phase))
    patch = photo_match.Patch(state.entity_id, "", state.state)
    by_day: dict[str | None, str] = {}
    out = {}
    for sha256 in hashes:
        row = project.rows(_DAY, sha256)[0]
        day = taken_on(row["taken_at"], row["taken_at_offset"])
        if day not in by_day:
            by_day[day] = photo_match.phase_of(project, patch, day)
        out[sha256] = by_day[day]
    return out


def _retie(session: Session, state: IssueState, new: Iterable[Tie], gone: Iterable[Tie]) -> Retied:
    """Makes and takes off ties in one action; what stands already, or is gone, is passed over."""
    live = list(state.live_tags())
    stand = {Tie(t.photo, t.phase, t.kind) for t in live}
    made = [t for t in dict.fromkeys(new) if t not in stand]
    replaced = {(t.photo, t.phase) for t in made}
    leaving = set(gone)
    off = [
        t
        for t in live
        if Tie(t.photo, t.phase, t.kind) in leaving or (t.photo, t.phase) in replaced
    ]
    if not made and not off:
        return Retied(state.entity_id)
    _need_free(state, off)
    with session.project.action(session.who.actor_id) as action:
        for tag in off:
            action.emit("photo_untagged", "issue", state.entity_id, {"tag": tag.tag_id})
        for tie in made:
            body = {"photo": tie.photo, "phase": tie.phase, "kind": tie.kind}
            action.emit("photo_tagged", "issue", state.entity_id, body)
    removed = tuple(Tie(t.photo, t.phase, t.kind) for t in off)
    return Retied(state.entity_id, tuple(made), removed, action.changes)


def _need_free(state: IssueState, tags: Iterable[TagState]) -> None:
    held = [missing for t in tags for missing in edits.untag_missing(state, t.tag_id)]
    if held:
        raise RefusedError("facts_locked", missing=tuple(held), way=way_back([state]))


def doubts(
    project: Project, photos: Sequence[str], issue: str, *, phase: str, kind: str = ""
) -> list[Problem]:
    """What the rules will say of ties before they are made: too far, without a place, twice.

    Args:
        project: where they are.
        photos: unique beginnings of their SHA-256.
        issue: which issue.
        phase: as for :func:`tag_all`.
        kind: as for :func:`tag_all`.

    Raises:
        UsageError: as :func:`tag_all`.
    """
    state = lookup.issue(project, issue)
    hashes = _hashes(project, photos)
    phases = _phases(project, state, hashes, phase)
    named = tagging.code_of("photo_kind", kind) if kind else ""
    ruleset = rules.in_force(project)
    out: list[Problem] = []
    for sha256 in hashes:
        code = phases[sha256]
        if not code:
            params: dict[str, Any] = {"count": 1, "photo": sha256[:12]}
            out.append(Problem("photo_phase_needed", sha256, params=params, fatal=False))
            continue
        away = photo_match.distance_m(project, state.entity_id, sha256)
        shown = named or tagging.kind_by_distance(project, state.entity_id, sha256)
        params = {"phase": code, "kind": shown}
        limit = limit_m(ruleset, code, shown)
        if away is None:
            out.append(Problem("photo_tagged_unplaced", sha256, params=params, fatal=False))
        elif away > limit:
            params |= {"distance_m": f"{away:.0f}", "limit_m": f"{limit:g}"}
            out.append(Problem("photo_tagged_far", sha256, params=params, fatal=False))
        for other in sorted({t.phase for t in state.live_tags() if t.photo == sha256} - {code}):
            params = {"phase": other, "other": other}
            out.append(Problem("photo_tagged_twice", sha256, params=params, fatal=False))
    return out
