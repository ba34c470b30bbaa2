"""Splits one issue into several and merges several into one; each keeps where it came from.

The old issues stay, void, and name their successors; these name their predecessors. Until it is
registered the county alone may, and what comes of it starts as clues: nobody has looked at them
as they are now. What is registered is owed: its successors take over where it stands
(``lineage_heirs``), and a second person signs before anything changes. What the old ones held
goes with them (``lineage_carry``), and what became of two laptops that split the same issue
apart is told (``lineage_shown``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from greenshield.domain import workflow
from greenshield.domain.errors import ConflictError, Problem, RefusedError, UsageError
from greenshield.domain.evidence import MoveRequest
from greenshield.domain.state import DocumentRef, IssueState
from greenshield.domain.workflow import MOVES
from greenshield.project.action import Action
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import (
    lineage_amounts,
    lineage_carry,
    lineage_heirs,
    lineage_plan,
    lineage_shapes,
    lookup,
    moves,
    records,
)
from greenshield.services.lineage_carry import Carried, Part
from greenshield.services.session import Session

_MOST: Final = 200  # parts of one issue, or issues merged at once
_TOO_FAR: Final = {
    "suspended": "lineage_suspended", "closed": "lineage_closed", "filed": "lineage_closed",
    "lookback": "lineage_closed", "dismissed": "lineage_dismissed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Replaced:
    """What came of a split or a merge.

    Attributes:
        old: the ids of the issues that are replaced: void, unless a signature is awaited.
        successors: the ids of those in their place.
        numbers: what these are called.
        remarks: what a person should look at: photos that went to several parts, fields that
            differed, amounts that can't go to several.
        changes: what was written.
        pending: True while a second signature is awaited: then nothing is replaced yet.
        state: in which those in their place will stand once it is given; "" where none is awaited.
    """

    old: tuple[str, ...]
    successors: tuple[str, ...]
    numbers: tuple[str, ...]
    remarks: tuple[Problem, ...]
    changes: Changes
    pending: bool = False
    state: str = ""


@dataclass(slots=True)
class _Work:
    """One split or merge on its way."""

    session: Session
    how: str
    occurred_on: str
    reason: str
    files: Sequence[Path]
    beyond: bool = False
    documents: tuple[DocumentRef, ...] = ()
    remarks: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.documents = tuple(records.refer_documents(self.session.project, self.files))

    def replace(self, action: Action, old: IssueState, successors: Sequence[str]) -> None:
        data: dict[str, Any] = {"how": self.how, "successors": list(successors)}
        request = MoveRequest("replace", self.occurred_on, self.reason, self.documents, data)
        moves.make(self.session, action, old.entity_id, request, {})

    def propose(self, olds: Sequence[IssueState], given: Sequence[Mapping[str, Any]]) -> Replaced:
        """Plans what is to take the place of problems, for the second signature."""
        project = self.session.project
        plan = lineage_plan.of(self.how, olds, given, beyond=self.beyond)
        heirs = lineage_heirs.judged(project, plan, olds)
        ids = lineage_heirs.ids_of(project, heirs)
        with project.action(self.session.who.actor_id) as action:
            paper = lineage_plan.keep(project, plan)
            data = {"how": self.how, "successors": sorted(ids), "plan_sha256": paper.sha256}
            papers = (*self.documents, paper)
            for old in olds:
                request = MoveRequest("supersede", self.occurred_on, self.reason, papers, data)
                moves.make(self.session, action, old.entity_id, request, {})
            records.keep_referred(project, self.files, self.documents)
        numbers = tuple(str(values["clue_no"]) for values in heirs.values)
        old_ids = tuple(old.entity_id for old in olds)
        remarks = tuple(heirs.remarks)
        state = lineage_heirs.standing(olds)["state"]
        return Replaced(old_ids, tuple(ids), numbers, remarks, action.changes, True, state)


def split(
    session: Session,
    word: str,
    parts: Sequence[Part],
    *,
    on: str,
    reason: str,
    documents: Sequence[Path] = (),
    partly: bool = False,
    beyond: bool = False,
) -> Replaced:
    """Makes several issues of one.

    Args:
        session: who acts, where.
        word: which issue: none that is closed, suspended or put aside.
        parts: two or more, each with a clue number of its own; where the old issue has a
            patch, with shapes that lie in it, cover it and do not overlap (``lineage_shapes``).
        on: the day it happened, ISO.
        reason: in words.
        documents: files that it rests on.
        partly: the parts need not cover the old patch; for what is not registered alone.
        beyond: they may reach beyond the old place, which is told, also to who signs.

    Raises:
        RefusedError: ``lineage_too_far``; as ``lineage_shapes.check``; a part that would owe
            less than the whole (``lineage_heirs.judged``); who acts may not; no reason.
        ConflictError: two moves of it wait for a person's decision.
        UsageError: an unknown issue; fewer than two parts; a number that is taken; a part
            without a shape.
    """
    project = session.project
    old = replaceable(project, word)
    if not 2 <= len(parts) <= _MOST:
        raise UsageError("lineage_few")
    made = _Work(session, "split", on, reason, documents, beyond)
    given = [lineage_carry.typed(project, part) for part in parts]
    if old.state in workflow.WITH_HEIRS:
        if partly:
            raise RefusedError("lineage_rest_owed", issue=old.number)
        return made.propose([old], given)
    plans = [lineage_carry.of_part(old, one) for one in given]
    lineage_heirs.refuse_taken(project, plans)
    made.remarks += lineage_shapes.check(project, old, plans, partly=partly, beyond=beyond)
    made.remarks += lineage_amounts.left_open(old, plans)
    made.remarks += lineage_amounts.repeated(
        project, lineage_carry.live_records(old),
        {lineage_heirs.id_of(project, plan): str(plan["clue_no"]) for plan in plans},
    )  # fmt: skip
    shares = lineage_carry.shared_photos(project, old, plans, made.remarks)
    with project.action(session.who.actor_id) as action:
        ids = [_create(action, project, plan, [old]) for plan in plans]
        # The first by its number, whichever way round the parts were told.
        first = min(zip(plans, ids, strict=True), key=lambda one: str(one[0]["clue_no"]))[1]
        for issue_id, share in zip(ids, shares, strict=True):
            counts_in = "" if issue_id == first else first
            lineage_carry.carry(action, project, old, issue_id, share, counts_in=counts_in)
        made.replace(action, old, ids)
        records.keep_referred(project, documents, made.documents)
    return _done([old], ids, plans, made, action.changes)


def merge(
    session: Session,
    words: Sequence[str],
    whole: Part,
    *,
    on: str,
    reason: str,
    documents: Sequence[Path] = (),
    beyond: bool = False,
) -> Replaced:
    """Makes one issue of several.

    Args:
        session: who acts, where.
        words: which issues of one county: all of them registered, or none.
        whole: the one in their place, with a clue number of its own; without a shape it has
            the union of theirs.
        on: the day it happened, ISO.
        reason: in words.
        documents: files that it rests on.
        beyond: the shape of one that takes the place of problems may reach beyond theirs.

    Raises:
        RefusedError: ``lineage_too_far``; as ``lineage_shapes.check_whole`` of what is registered;
            who acts may not; no reason.
        ConflictError: two moves of one wait for a person's decision.
        UsageError: an unknown issue; fewer than two; of several counties; a number that is
            taken.
    """
    project = session.project
    olds = mergeable(project, words)
    made = _Work(session, "merge", on, reason, documents, beyond)
    given = lineage_carry.typed(project, whole)
    if olds[0].state in workflow.WITH_HEIRS:
        return made.propose(olds, [given])
    plan = lineage_carry.of_whole(project, olds, given, made.remarks)
    lineage_heirs.refuse_taken(project, [plan])
    with project.action(session.who.actor_id) as action:
        issue_id = _create(action, project, plan, olds)
        photos: set[str] = set()
        there = Carried.of(olds)
        # In the order of their ids: two laptops that merge the same write the same records.
        for old in sorted(olds, key=lambda old: old.entity_id):
            share = [tag for tag in old.live_tags() if tag.photo not in photos]
            apart = lineage_carry.carry(action, project, old, issue_id, share, there)
            made.remarks += lineage_amounts.unequal(apart)
            photos |= {tag.photo for tag in share}
            made.replace(action, old, [issue_id])
        records.keep_referred(project, documents, made.documents)
    return _done(olds, [issue_id], [plan], made, action.changes)


def replaceable(project: Project, word: str) -> IssueState:
    """The issue, where it may be split or merged as it stands.

    Raises:
        RefusedError, ConflictError, UsageError: as :func:`split` refuses an issue.
    """
    state = lookup.issue(project, word)
    called = _called([state])
    if state.disputed:
        raise ConflictError("moves_disputed", issue=word)
    if state.state not in (*MOVES["replace"].sources, *workflow.WITH_HEIRS):
        code = _TOO_FAR.get(state.state, "lineage_too_far")
        raise RefusedError(code, issue=called, state=state.state)
    # A plan that nobody has signed yet is replaced by a better one.
    if any(move.move != "supersede" for move in state.pending()):
        raise RefusedError("lineage_pending", issue=called)
    return state


def mergeable(project: Project, words: Sequence[str]) -> list[IssueState]:
    """The issues, each once, where they may be merged as they stand.

    Raises:
        RefusedError, ConflictError, UsageError: as :func:`merge` refuses issues.
    """
    olds = list({o.entity_id: o for o in (replaceable(project, w) for w in words)}.values())
    if not 2 <= len(olds) <= _MOST:
        raise UsageError("lineage_few")
    if len({old.get("division_code") for old in olds}) > 1:
        raise UsageError("lineage_county_differs", issues=_called(olds))
    owed = [old for old in olds if old.state in workflow.WITH_HEIRS]
    if owed and len(owed) < len(olds):
        clues = [old for old in olds if old not in owed]
        raise RefusedError("lineage_mixed", clues=_called(clues), issues=_called(owed))
    return olds


def _done(
    olds: Sequence[IssueState],
    ids: Sequence[str],
    plans: Sequence[Mapping[str, Any]],
    made: _Work,
    changes: Changes,
) -> Replaced:
    numbers = tuple(str(plan["clue_no"]) for plan in plans)
    old = tuple(each.entity_id for each in olds)
    return Replaced(old, tuple(ids), numbers, tuple(made.remarks), changes)


def _create(
    action: Action, project: Project, values: dict[str, Any], olds: Sequence[IssueState]
) -> str:
    issue_id = lineage_heirs.id_of(project, values)
    predecessors = {"predecessors": [old.entity_id for old in olds]}
    action.create("issue", issue_id, {**values, **predecessors})
    return issue_id


def _called(olds: Sequence[IssueState]) -> str:
    return ", ".join(old.number for old in olds)
