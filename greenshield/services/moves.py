"""Moves an issue through the workflow, and asks what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from greenshield.domain import fields, readiness, workflow
from greenshield.domain.casefile import CaseFile
from greenshield.domain.errors import (
    ConflictError,
    Missing,
    RefusedError,
    UsageError,
)
from greenshield.domain.evidence import MoveRequest
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.state import DocumentRef, FieldState, IssueState, MoveState, Write
from greenshield.project.action import Action
from greenshield.project.changes import Changes
from greenshield.services import (
    cases,
    check_against_ledger,
    filing,
    lookup,
    move_event,
    numbers,
    people,
    photo_late,
    records,
    restriction_check,
    rules,
)
from greenshield.services.issues import blamed_on, parsed, refuse_locked, settable
from greenshield.services.session import Session
from greenshield.services.shape_typed import Shapes
from greenshield.services.ticking import ticked

TICK = "tick."


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a move.

    Attributes:
        state: the issue's state now.
        pending: True while a second signature is awaited.
        issue_no: the number, where the issue has one.
        warnings: what a person should know, though it refused nothing.
    """

    event_id: str
    move: str
    state: str
    pending: bool
    issue_no: str
    changes: Changes
    warnings: tuple[Missing, ...] = ()


def move(
    session: Session,
    word: str,
    name: str,
    *,
    occurred_on: str,
    reason: str = "",
    given: Mapping[str, str] | None = None,
    documents: Sequence[Path] = (),
) -> Moved:
    """Makes one move, with the field edits that go with it, in one transaction.

    Args:
        session: who acts, where.
        word: which issue.
        name: the move, one of ``workflow.MOVES``.
        occurred_on: the day it happened, ISO; guards judge by it.
        reason: in words, where the move asks for one.
        given: the move's own facts and ledger fields as typed; ``tick.<condition>`` names the
            document or photo that meets a closing condition.
        documents: files that go with the move.

    Raises:
        RefusedError: everything that is missing, at once; nothing is changed.
        ConflictError: two moves wait for a person's decision.
        UsageError: an unknown move, field or value.
    """
    if name not in workflow.MOVES or name in workflow.BY_COMMAND:
        known = ", ".join(m for m in workflow.MOVES if m not in workflow.BY_COMMAND)
        raise UsageError("move_unknown", move=name, known=known)
    state = lookup.issue(session.project, word)
    if state.disputed:
        raise ConflictError("moves_disputed", issue=word)
    packed = [d for d in documents if name == "file" and filing.is_packed(d)]
    papers = [d for d in documents if d not in packed]
    referred = records.refer_documents(session.project, papers)
    shapes = Shapes()
    facts, values = split(session, state, name, given or {}, referred, shapes)
    if name == "file":
        facts |= filing.filed_pack(session, state, packed)
    request = MoveRequest(name, occurred_on, reason, tuple(referred), facts)
    with session.project.action(session.who.actor_id) as action:
        event_id = make(session, action, state.entity_id, request, values)
        records.keep_referred(session.project, papers, referred)
    after = lookup.issue(session.project, state.entity_id)
    made = next(m for m in after.moves if m.event_id == event_id)
    number = str(after.get("issue_no") or "")
    ruleset = rules.in_force(session.project)
    told = readiness.warnings(cases.case_of(session.project, after, session.who, request, ruleset))
    if name in restriction_check.MOVES:
        told += restriction_check.remarks(session.project, after, occurred_on)
    if name in check_against_ledger.MOVES:
        told += check_against_ledger.remarks(after, str(facts.get("relied_check") or ""))
    if name in photo_late.MOVES:
        told += photo_late.remarks(session.project, after)
    pending = made.status == "pending"
    told += [Missing(one.code, dict(one.params)) for one in shapes.remarks]
    return Moved(event_id, name, after.state, pending, number, action.changes, tuple(told))


def make(
    session: Session,
    action: Action,
    issue_id: str,
    request: MoveRequest,
    values: Mapping[str, Any],
) -> str:
    """Judges and makes one move inside an action; the move's event id.

    Raises:
        RefusedError: everything that is missing, at once.
    """
    state = _issue(action, issue_id)
    _write_edits(session, action, state, request, dict(values))
    action.flush()
    state = _issue(action, issue_id)
    ruleset = rules.in_force(session.project)
    case = cases.case_of(session.project, state, session.who, request, ruleset)
    missing = readiness.check(case, request.move)
    if missing:
        told = people.told_of(session.project, missing)
        raise RefusedError("move_refused", missing=told, move=request.move)
    role = _role(session, request.move, state.state, case)
    return move_event.emit(session, action, state, case, role).event_id


def split(
    session: Session,
    state: IssueState,
    name: str,
    given: Mapping[str, str],
    papers: Sequence[DocumentRef],
    shapes: Shapes | None = None,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What goes into the move itself, and what is an edit of ledger fields.

    Remarks on a place or a patch that is given are added to ``shapes``.

    Raises:
        UsageError: a field that neither knows, or a value that it does not take; no such
            record to rely on; no such issue to be a duplicate of.
    """
    inputs = [n for n in workflow.MOVES[name].inputs if not n.startswith("pack_")]
    ticks = {k.removeprefix(TICK): v for k, v in given.items() if k.startswith(TICK)}
    rest = {k: v for k, v in given.items() if not k.startswith(TICK)}
    # The move's own facts come first; what else is named is the ledger's.
    own = {k: v for k, v in rest.items() if fields.id_of("move", k) in inputs}
    facts = parsed(session.project, "move", own)
    if facts.get("relied_check"):
        with blamed_on("relied_check"):
            facts["relied_check"] = records.find(state, str(facts["relied_check"])).record_id
    if facts.get("duplicate_of") == state.entity_id:
        number = state.get("issue_no") or state.get("clue_no")
        raise UsageError("duplicate_of_itself", issue=number, field="duplicate_of")
    if facts.get("successors"):
        with blamed_on("successors"):
            facts["successors"] = [lookup.issue_id(session.project, w) for w in facts["successors"]]
    if ticks:
        facts["ticks"] = ticked(state, rules.in_force(session.project), ticks, papers)
    values = fields.by_ids("issue", {k: v for k, v in rest.items() if k not in own})
    unknown = [k for k in values if k not in CATALOGUE["issue"]]
    if unknown:
        known = [f"{n} {CATALOGUE['move'][n].zh}" for n in inputs if n in CATALOGUE["move"]]
        known.append(fields.offered("issue", unknown[0]))
        raise UsageError(
            "field_unknown", kind=name, field=unknown[0], given=unknown[0], known=", ".join(known)
        )
    return facts, settable(session.project, values, shapes, state)


def _issue(action: Action, issue_id: str) -> IssueState:
    state = action.issue(issue_id)
    if state is None:
        raise UsageError("issue_unknown", issue=issue_id)
    return state


def _write_edits(
    session: Session,
    action: Action,
    state: IssueState,
    request: MoveRequest,
    values: dict[str, Any],
) -> None:
    if request.move == "register" and not state.get("issue_no"):
        division = str(state.get("division_code") or session.who.division)
        year = int(request.occurred_on[:4])
        values.setdefault("division_code", division)
        values["issue_no"] = numbers.next_number(session, action, division, year)
    if request.move == "close":
        values.setdefault("closed_on", request.occurred_on)
    deadline = request.data.get("deadline")
    if request.move in ("return", "reopen") and deadline:
        values.setdefault("deadline", deadline)
    if values:
        refuse_locked(state, "issue", values, _as_if_made(state, request))
        action.set_fields("issue", state.entity_id, values)


def _as_if_made(state: IssueState, request: MoveRequest) -> MoveState:
    to_state = workflow.target(state.state, request.move, list(state.history())) or state.state
    return MoveState(
        event_id="", move=request.move, from_state=state.state, to_state=to_state, actor="",
        role="", tier="", unit="", occurred_on=request.occurred_on, at="", reason="",
        after=state.head, ruleset="", pins={}, data=dict(request.data),
    )  # fmt: skip


def _role(session: Session, name: str, state: str, case: CaseFile) -> str:
    """The role in which the actor makes the move."""
    return readiness.who_may(name, state, session.who, case.ruleset, case.area_level())


def ready(
    session: Session,
    word: str,
    *,
    occurred_on: str,
    name: str = "",
    given: Mapping[str, str] | None = None,
) -> list[readiness.Readiness]:
    """How one move stands, or every move that the table allows now.

    Args:
        session: who asks, where.
        word: which issue.
        occurred_on: the day to judge by, ISO.
        name: the move, "" for every one.
        given: facts and ledger fields of that move as typed: it is judged as if they stood.

    Raises:
        UsageError: an unknown issue or move; a field or value that the move does not take;
            something given and no move named.
    """
    state = lookup.issue(session.project, word)
    if name and name not in workflow.MOVES:
        raise UsageError("move_unknown", move=name, known=", ".join(workflow.MOVES))
    if given and not name:
        raise UsageError("given_needs_move")
    names = [name] if name else [m.name for m in workflow.moves_from(state.state)]
    ruleset = rules.in_force(session.project)
    facts, values = split(session, state, name, given, ()) if given else ({}, {})
    state = _as_if_written(state, values)

    def case_for(each: str) -> CaseFile:
        request = MoveRequest(each, occurred_on, data=facts)
        return cases.case_of(session.project, state, session.who, request, ruleset)

    asked = [each for each in names if each not in workflow.BY_COMMAND or name]
    found = readiness.readiness(state.state, case_for, asked) if asked else []
    found = [replace(f, missing=people.told_of(session.project, f.missing)) for f in found]
    late = photo_late.remarks(session.project, state)
    found = [
        replace(f, warnings=(*f.warnings, *late)) if f.move in photo_late.MOVES else f
        for f in found
    ]
    unlike = check_against_ledger.remarks(state, str(facts.get("relied_check") or ""))
    found = [
        replace(f, warnings=(*f.warnings, *unlike)) if f.move in check_against_ledger.MOVES else f
        for f in found
    ]
    barred = restriction_check.remarks(session.project, state, occurred_on)
    return [
        replace(f, warnings=(*f.warnings, *restriction_check.unrefused(barred, f.missing)))
        if f.move in restriction_check.MOVES
        else f
        for f in found
    ]


def _as_if_written(state: IssueState, values: Mapping[str, Any]) -> IssueState:
    """The issue as it would be with these fields; nothing is written."""
    kept = {name: told for name, told in state.fields.items() if name not in values}
    new = {
        name: FieldState(Write("", value, "", "", "", 0))
        for name, value in values.items()
        if value is not None
    }
    return replace(state, fields={**kept, **new})
