"""Gathers what the dossier shows of one issue. Runs in the worker alone; services decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from greenshield.domain import workflow
from greenshield.domain.actors import Actor
from greenshield.domain.errors import UnreadableError
from greenshield.domain.state import IssueState, MoveState
from greenshield.services import (
    conflicts,
    documents,
    figures,
    issue_show,
    legal_context,
    lineage_foreseen,
    lineage_waiting,
    lookup,
    moves,
    people,
    photo_doubts,
    photo_list,
    photo_pages,
    photo_sets,
    soundness,
)
from greenshield.services.lineage_seen import Planned
from greenshield.services.session import Session
from ui.dossier.view import Paper, Ready, TaggedPhoto, View, WaitingPlan, Waits

if TYPE_CHECKING:
    from greenshield.project.project import Project

_NOT_FOR_OTHERS = ("role_missing", "actor_inactive")


def view(project: Project, word: str, actor_id: str, day: str) -> View:
    """One issue whole, as the actor sees it on a day (ISO)."""
    state = lookup.issue(project, word)
    actor = people.by_id(project, actor_id) if actor_id else None
    shown = issue_show.as_dict(project, state, actor, as_of=day)
    overlay = legal_context.overlay(project, state, day)
    sound = soundness.sound_state(state)
    photos = _photos(project, state, day)
    return View(
        issue_id=state.entity_id,
        state=state.state,
        fields={name: value for name, value in shown.items() if value not in (None, "", [])},
        shown=shown,
        patch_m2=None if overlay is None or not overlay.patch_m2 else overlay.patch_m2,
        ready=tuple(ready_of(project, state.entity_id, actor_id, day)),
        photos=photos,
        shots=_shots(project, state.entity_id),
        papers=tuple(_papers(sound)),
        conflicts=tuple(conflicts.of_issue(project, state.entity_id)),
        waits=_waits(project, state, actor),
        done_so_far=_done_so_far(sound),
        names=_names(project, sound),
        photo_names={p.sha256: p.name for p in photos},
    )


def ready_of(
    project: Project, issue: str, actor_id: str, day: str, move: str = "",
    given: Mapping[str, str] | None = None,
) -> list[Ready]:  # fmt: skip
    """How one move stands, with what is typed for it, or each that the table allows.

    Who has no role for a move is told what it lacks for those who have one, so that work can be
    made ready for them; that the role is missing stays the first line.
    """
    actor = people.by_id(project, actor_id) if actor_id else None
    state = lookup.issue(project, issue)
    session = Session(project, actor or Actor(""))
    allowed = set() if actor is None else set(issue_show.allowed(project, state, actor))
    out = []
    for one in moves.ready(session, issue, occurred_on=day, name=move, given=given):
        found = photo_doubts.explained(project, issue, one.missing)
        if actor is None:
            found = tuple(m for m in found if m.code not in _NOT_FOR_OTHERS)
        out.append(Ready(one.move, one.target, one.move in allowed, found, one.warnings))
    return out


def _photos(project: Project, issue: IssueState, day: str) -> tuple[TaggedPhoto, ...]:
    verdicts = photo_sets.verdicts(project, issue, day)
    tied = issue_show.photos(project, issue)
    pages = photo_pages.rows(project, [row["sha256"] for row in tied])
    odd = {row["sha256"]: (*row["doubts"], *row["warnings"]) for row in pages}
    out = []
    for row in tied:
        key = (row["phase"], row["sha256"])
        name = photo_list.file_name(project, row["sha256"])
        found = verdicts.get(key)
        out.append(
            TaggedPhoto(
                row["sha256"], row["phase"], row["kind"], name, str(row["taken_at"] or ""),
                row["distance_m"], None if found is None else found.doubt,
                odd.get(row["sha256"], ()),
            )
        )  # fmt: skip
    return tuple(sorted(out, key=lambda p: (p.taken_at, p.sha256)))


def _shots(project: Project, issue: str) -> dict[str, tuple[int, tuple[Any, ...]]]:
    return {
        shot.phase: (sum(shot.have.values()), tuple(shot.missing))
        for shot in photo_sets.shots(project, issue)
    }


def _papers(issue: IssueState) -> list[Paper]:
    return [Paper(**told) for told in documents.of_issue(issue)]


def _done_so_far(issue: IssueState) -> dict[str, float]:
    told = {m.record_id: figures.done_so_far(issue, m) for m in issue.records_of("measure")}
    return {record: done for record, done in told.items() if done is not None}


def _waits(project: Project, issue: IssueState, actor: Actor | None) -> Waits | None:
    waiting = issue.pending()
    if not waiting:
        return None
    several = lineage_waiting.offered(issue)
    told = several[-1] if several else waiting[-1]
    tier, mover = workflow.MOVES[told.move].consent, told.actor
    movers = {one.actor for one in several} or {mover}
    others = actor is not None and movers != {actor.actor_id}
    mine = actor is not None and actor.active and tier in actor.roles and others
    name, planned = people.name_of(project, mover), _planned(project, told)
    plans = tuple(_plan(project, one) for one in several) if len(several) > 1 else ()
    return Waits(told.move, tier, mover, name, mine, planned, plans)


def _plan(project: Project, waiting: MoveState) -> WaitingPlan:
    name = people.name_of(project, waiting.actor) or waiting.actor
    planned = _planned(project, waiting)
    called = lineage_waiting.called(waiting)
    return WaitingPlan(called, name, waiting.occurred_on, waiting.reason, planned)


def _planned(project: Project, waiting: MoveState) -> tuple[Planned, ...] | None:
    if waiting.move != "supersede":
        return ()
    try:
        return lineage_foreseen.planned(project, waiting)
    except UnreadableError:
        return None


def _names(project: Project, issue: IssueState) -> dict[str, str]:
    """What people call those whose ids stand in what is missing."""
    names = {a.actor_id: a.name for a in people.everyone(project) if a.name}
    alike = Counter(r.kind for r in issue.records if not r.voided_by)
    for number, record in _numbered(issue):
        text = next((str(v) for v in map(record.get, _TELLING) if v), "")
        names[record.record_id] = f"{number}" if not text else text[:30]
        if not text and alike[record.kind] == 1:
            names[record.record_id] = record.occurred_on
    return names


_TELLING = ("text", "title", "findings", "party", "who", "number", "case_no", "approval")


def _numbered(issue: IssueState) -> Iterable[tuple[int, Any]]:
    count: Counter[str] = Counter()
    for record in issue.records:
        count[record.kind] += 1
        yield count[record.kind], record
