"""What takes the place of problems that are split or merged: planned, signed for, then made.

From the registration on a problem is owed: so its successors take over where it stands, with
its deadline, and nobody's signature alone makes them. The county plans them, in a file that the
move of each old issue names; who signs second makes them, in the action that signs. Every id
follows from what was planned, so that whoever signs alike makes the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from greenshield.domain import adoption, workflow
from greenshield.domain.errors import Problem, RefusedError, UsageError
from greenshield.domain.evidence import MoveRequest
from greenshield.domain.state import IssueState, MoveState
from greenshield.project import identity
from greenshield.project.action import Action
from greenshield.project.project import Project
from greenshield.services import (
    issues,
    lineage_amounts,
    lineage_carry,
    lineage_facts,
    lineage_plan,
    lineage_shapes,
    moves,
    numbers,
)
from greenshield.services.lineage_carry import Carried
from greenshield.services.lineage_plan import Plan
from greenshield.services.session import Session

_RECTIFYING = workflow.STATES["rectifying"].rank
Signed = Sequence[tuple[IssueState, MoveState]]


@dataclass(frozen=True, slots=True)
class Heirs:
    """What is to be made.

    Attributes:
        values: the fields of each, in the order of the plan.
        remarks: what a person should look at.
        differing: those of them that whoever signs is told: ground and facts that stand otherwise.
    """

    values: tuple[dict[str, Any], ...]
    remarks: list[Problem] = field(default_factory=list)
    differing: list[Problem] = field(default_factory=list)


def judged(project: Project, plan: Plan, olds: Sequence[IssueState]) -> Heirs:
    """The issues that a plan makes of problems as they stand now, judged.

    Raises:
        RefusedError: ``lineage_deadline_later``, ``lineage_amount_unshared``,
            ``lineage_amount_unsaid``; ground that is none of theirs or left out
            (``lineage_shapes.check``); a fact that would get lost
            (``lineage_facts.refuse_lost``).
        UsageError: a number that is taken, another county, a part without a shape.
    """
    remarks: list[Problem] = []
    first = olds[0]
    if plan.how == "split":
        values = [lineage_carry.of_part(first, given) for given in plan.parts]
        ground = lineage_shapes.check(project, first, values, partly=False, beyond=plan.beyond)
        lineage_amounts.refuse_unshared(first, values)
        remarks += lineage_amounts.repeated(
            project, lineage_carry.live_records(first),
            {id_of(project, part): str(part["clue_no"]) for part in values},
        )  # fmt: skip
        lineage_carry.shared_photos(project, first, values, remarks)
    else:
        lineage_amounts.refuse_unsaid(olds, plan.parts[0])
        values = [lineage_carry.of_whole(project, olds, plan.parts[0], remarks)]
        ground = lineage_shapes.check_whole(project, olds, values[0], beyond=plan.beyond)
    refuse_taken(project, values)
    _refuse_later(olds, values)
    lineage_facts.refuse_lost(project, olds, values)
    told = ground + lineage_facts.differing(project, olds, values)
    return Heirs(tuple(values), remarks + told, told)


def refuse_taken(project: Project, plans: Sequence[Mapping[str, Any]]) -> None:
    """Raises UsageError where a clue number is another's, or two of these have one."""
    seen: set[str] = set()
    for plan in plans:
        clue_no = str(plan["clue_no"])
        issues.refuse_taken(project, clue_no, str(plan.get("campaign_id") or ""))
        if clue_no in seen:
            raise UsageError("clue_no_taken", clue_no=clue_no, field="clue_no")
        seen.add(clue_no)


def ids_of(project: Project, heirs: Heirs) -> list[str]:
    """The ids that they will have."""
    return [id_of(project, values) for values in heirs.values]


def id_of(project: Project, values: Mapping[str, Any]) -> str:
    """The id of an issue with these fields: it follows from its clue number."""
    division, campaign = str(values["division_code"]), str(values.get("campaign_id") or "")
    return identity.issue_of_clue(project.project_id, division, campaign, str(values["clue_no"]))


def together(project: Project, state: IssueState, pending: MoveState) -> Signed:
    """The moves that one signature signs: of a merge those of all the issues that it replaces.

    Raises:
        RefusedError: ``lineage_lapsed``: another move of one of them took the place of its part.
        UnreadableError: the plan's file is not here yet, or is none.
    """
    if pending.move != "supersede":
        return [(state, pending)]
    plan = lineage_plan.read(project, str(pending.data.get("plan_sha256")))
    if plan.how != pending.data.get("how"):
        raise RefusedError("lineage_lapsed", issue=state.number)
    out = []
    for issue_id in plan.of:
        old = state if issue_id == state.entity_id else project.issue(issue_id)
        found = [m for m in old.pending() if m.data == pending.data] if old is not None else []
        if old is None or old.disputed or not found or state.entity_id not in plan.of:
            called = issue_id if old is None else old.number
            raise RefusedError("lineage_lapsed", issue=called)
        out.append((old, found[-1]))
    return out


def take_effect(session: Session, action: Action, signed: Signed) -> None:
    """Makes what a signed split or merge planned; nothing for any other move.

    Raises:
        RefusedError, UsageError: as :func:`judged`; who signs may not make them.
    """
    if signed[0][1].move != "supersede":
        return
    project, move = session.project, signed[0][1]
    olds = [old for old, _ in signed]
    plan = lineage_plan.read(project, str(move.data.get("plan_sha256")))
    heirs = judged(project, plan, olds)
    ids = ids_of(project, heirs)
    if sorted(ids) != sorted(map(str, move.data.get("successors") or [])):
        raise RefusedError("lineage_lapsed", issue=olds[0].number)
    day = max(move.occurred_on for _, move in signed)
    of = sorted(old.entity_id for old in olds)
    for issue_id, values in zip(ids, heirs.values, strict=True):
        division = str(values["division_code"])
        number = numbers.temporary_of(issue_id, division, int(day[:4]))
        own = {"predecessors": of, "issue_no": number}
        action.create("issue", issue_id, {**values, **own})
    _carry(action, project, plan, olds, ids, heirs)
    data = {"how": plan.how, "of": of, **standing(olds)}
    for issue_id in ids:
        request = MoveRequest("succeed", day, move.reason, (), data)
        moves.make(session, action, issue_id, request, {})


def _carry(
    action: Action,
    project: Project,
    plan: Plan,
    olds: Sequence[IssueState],
    ids: Sequence[str],
    heirs: Heirs,
) -> None:
    """Records, papers and photos; of a split the first part has the copies that count."""
    if plan.how == "split":
        shares = lineage_carry.shared_photos(project, olds[0], heirs.values, [])
        for n, (issue_id, share) in enumerate(zip(ids, shares, strict=True)):
            counts_in = ids[0] if n else ""
            lineage_carry.carry(action, project, olds[0], issue_id, share, counts_in=counts_in)
            lineage_carry.carry_papers(action, project, olds[0], issue_id)
        return
    there, photos = Carried.of(olds), set[str]()
    for old in sorted(olds, key=lambda old: old.entity_id):
        share = [tag for tag in old.live_tags() if tag.photo not in photos]
        lineage_carry.carry(action, project, old, ids[0], share, there)
        lineage_carry.carry_papers(action, project, old, ids[0])
        photos |= {tag.photo for tag in share}


def standing(olds: Sequence[IssueState]) -> dict[str, Any]:
    """The state that heirs take over: the one that all of their predecessors had reached."""
    planned = all(workflow.STATES[old.state].rank >= _RECTIFYING for old in olds)
    out: dict[str, Any] = {"state": "rectifying" if planned else "registered"}
    if any(adoption.of(old.history()).adopted for old in olds):
        out["from_adopted"] = True
    days = [adoption.approved_on(old.history()) for old in olds]
    if planned and all(days):
        out["approved_on"] = max(days)
    if not planned and any(_deadline_held(old) for old in olds):
        out["deadline_held"] = True
    return out


def _deadline_held(old: IssueState) -> bool:
    """True where the deadline was approved, of the issue or of one that it took over from."""
    if workflow.STATES[old.state].rank >= _RECTIFYING:
        return True
    return any(m.data.get("deadline_held") is True for m in old.history() if m.move == "succeed")


def _refuse_later(olds: Sequence[IssueState], plans: Sequence[Mapping[str, Any]]) -> None:
    """Nobody gains time by a split or a merge, and no part goes to another county by it."""
    told = [str(old.get("deadline")) for old in olds if old.get("deadline")]
    county = olds[0].get("division_code")
    for plan in plans:
        deadline = plan.get("deadline")
        if told and not (deadline and str(deadline) <= min(told)):
            raise RefusedError(
                "lineage_deadline_later", clue_no=plan["clue_no"], deadline=str(deadline or ""),
                before=min(told),
            )  # fmt: skip
        if plan.get("division_code") != county:
            raise UsageError("lineage_county_differs", issues=str(plan["clue_no"]))
