"""Splits one issue into several and merges several into one; each keeps where it came from.

The old issues stay, void, and name their successors; these name their predecessors and start as
clues: nobody has looked at them as they are now. What the old ones held goes with them
(``lineage_carry``), and what became of two laptops that split the same issue apart is told
(``lineage_shown``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from greenshield.domain.errors import ConflictError, Problem, RefusedError, UsageError
from greenshield.domain.evidence import MoveRequest
from greenshield.domain.state import DocumentRef, IssueState
from greenshield.domain.workflow import MOVES
from greenshield.project import identity
from greenshield.project.action import Action
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import (
    issues,
    lineage_amounts,
    lineage_carry,
    lineage_shapes,
    lookup,
    moves,
    records,
)
from greenshield.services.lineage_carry import Part
from greenshield.services.session import Session

_MOST: Final = 200  # parts of one issue, or issues merged at once


@dataclass(frozen=True, slots=True)
class Replaced:
    """What came of a split or a merge.

    Attributes:
        old: the ids of the issues that are void now.
        successors: the ids of those in their place.
        remarks: what a person should look at: photos that went to several parts, fields that
            differed, amounts that can't go to several.
        changes: what was written.
    """

    old: tuple[str, ...]
    successors: tuple[str, ...]
    remarks: tuple[Problem, ...]
    changes: Changes


@dataclass(slots=True)
class _Work:
    """One split or merge on its way."""

    session: Session
    occurred_on: str
    reason: str
    documents: tuple[DocumentRef, ...]
    remarks: list[Problem] = field(default_factory=list)

    def replace(self, action: Action, old: IssueState, how: str, successors: Sequence[str]) -> None:
        data: dict[str, Any] = {"how": how, "successors": list(successors)}
        request = MoveRequest("replace", self.occurred_on, self.reason, self.documents, data)
        moves.make(self.session, action, old.entity_id, request, {})


def split(
    session: Session,
    word: str,
    parts: Sequence[Part],
    *,
    on: str,
    reason: str,
    documents: Sequence[Path] = (),
    partly: bool = False,
) -> Replaced:
    """Makes several issues of one.

    Args:
        session: who acts, where.
        word: which issue: a clue, a dispatched or a checked one.
        parts: two or more, each with a clue number of its own; where the old issue has a
            patch, with shapes that cover it and do not overlap, by the rule set's tolerance.
        on: the day it happened, ISO.
        reason: in words.
        documents: files that it rests on.
        partly: the parts need not cover the old patch.

    Raises:
        RefusedError: ``lineage_too_far``, ``lineage_uncovered``, ``lineage_overlap``; who acts
            may not; no reason.
        ConflictError: two moves of it wait for a person's decision.
        UsageError: an unknown issue; fewer than two parts; a number that is taken; a part
            without a shape.
    """
    project = session.project
    old = _open(project, word)
    if not 2 <= len(parts) <= _MOST:
        raise UsageError("lineage_few")
    made = _Work(session, on, reason, tuple(records.refer_documents(project, documents)))
    plans = [lineage_carry.of_part(project, old, part) for part in parts]
    _refuse_taken(project, plans)
    lineage_shapes.check(project, old, plans, partly=partly)
    made.remarks += lineage_amounts.left_open(old, plans)
    made.remarks += lineage_amounts.repeated(lineage_carry.live_records(old))
    shares = lineage_carry.shared_photos(project, old, plans, made.remarks)
    with project.action(session.who.actor_id) as action:
        ids = [_create(action, project, plan, [old]) for plan in plans]
        for issue_id, share in zip(ids, shares, strict=True):
            lineage_carry.carry(action, project, old, issue_id, share)
        made.replace(action, old, "split", ids)
        records.keep_referred(project, documents, made.documents)
    return Replaced((old.entity_id,), tuple(ids), tuple(made.remarks), action.changes)


def merge(
    session: Session,
    words: Sequence[str],
    whole: Part,
    *,
    on: str,
    reason: str,
    documents: Sequence[Path] = (),
) -> Replaced:
    """Makes one issue of several.

    Args:
        session: who acts, where.
        words: which issues: clues, dispatched or checked ones of one county.
        whole: the one in their place, with a clue number of its own; without a shape it has
            the union of theirs.
        on: the day it happened, ISO.
        reason: in words.
        documents: files that it rests on.

    Raises:
        RefusedError: ``lineage_too_far``; who acts may not; no reason.
        ConflictError: two moves of one wait for a person's decision.
        UsageError: an unknown issue; fewer than two; of several counties; a number that is
            taken.
    """
    project = session.project
    olds = list({old.entity_id: old for old in (_open(project, w) for w in words)}.values())
    if not 2 <= len(olds) <= _MOST:
        raise UsageError("lineage_few")
    if len({old.get("division_code") for old in olds}) > 1:
        raise UsageError("lineage_county_differs", issues=_called(olds))
    made = _Work(session, on, reason, tuple(records.refer_documents(project, documents)))
    plan = lineage_carry.of_whole(project, olds, whole, made.remarks)
    _refuse_taken(project, [plan])
    with project.action(session.who.actor_id) as action:
        issue_id = _create(action, project, plan, olds)
        photos: set[str] = set()
        there: dict[tuple[str, bytes], str] = {}
        # In the order of their ids: two laptops that merge the same write the same records.
        for old in sorted(olds, key=lambda old: old.entity_id):
            share = [tag for tag in old.live_tags() if tag.photo not in photos]
            apart = lineage_carry.carry(action, project, old, issue_id, share, there)
            made.remarks += lineage_amounts.repeated(apart)
            photos |= {tag.photo for tag in share}
            made.replace(action, old, "merge", [issue_id])
        records.keep_referred(project, documents, made.documents)
    ids = tuple(old.entity_id for old in olds)
    return Replaced(ids, (issue_id,), tuple(made.remarks), action.changes)


def _open(project: Project, word: str) -> IssueState:
    """The issue, where it may be split or merged as it stands."""
    state = lookup.issue(project, word)
    called = _called([state])
    if state.disputed:
        raise ConflictError("moves_disputed", issue=word)
    if state.state not in MOVES["replace"].sources:
        raise RefusedError("lineage_too_far", issue=called, state=state.state)
    if state.pending():
        raise RefusedError("lineage_pending", issue=called)
    return state


def _create(
    action: Action, project: Project, values: dict[str, Any], olds: Sequence[IssueState]
) -> str:
    division, campaign = str(values["division_code"]), str(values.get("campaign_id") or "")
    issue_id = identity.issue_of_clue(
        project.project_id, division, campaign, str(values["clue_no"])
    )
    predecessors = {"predecessors": [old.entity_id for old in olds]}
    action.create("issue", issue_id, {**values, **predecessors})
    return issue_id


def _refuse_taken(project: Project, plans: Sequence[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for plan in plans:
        clue_no = str(plan["clue_no"])
        issues.refuse_taken(project, clue_no, str(plan.get("campaign_id") or ""))
        if clue_no in seen:
            raise UsageError("clue_no_taken", clue_no=clue_no, field="clue_no")
        seen.add(clue_no)


def _called(olds: Sequence[IssueState]) -> str:
    return ", ".join(str(o.get("issue_no") or o.get("clue_no") or o.entity_id) for o in olds)
