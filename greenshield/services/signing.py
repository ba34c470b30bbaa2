"""The second signature under a move, by another person or a paper, and what follows from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from greenshield.domain import readiness, signatures, workflow
from greenshield.domain.errors import RefusedError, UsageError
from greenshield.domain.evidence import MoveRequest
from greenshield.domain.state import IssueState, MoveState
from greenshield.project.action import documents_body
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import (
    cases,
    lineage_counting,
    lineage_heirs,
    lineage_waiting,
    lookup,
    people,
    records,
    rules,
)
from greenshield.services.move_event import known_chains
from greenshield.services.session import Session


def consent(
    session: Session,
    word: str,
    *,
    occurred_on: str,
    document: Path | None = None,
    name: str = "",
    unit: str = "",
    plan: str = "",
) -> tuple[str, Changes]:
    """Signs a pending move as a second person; the issue's state after it.

    Where that person has no device, a paper with name, unit and date stands in: then who acts
    enters it, and the hash of the scan is kept. Who signs a split or a merge signs for all the
    issues that it replaces, and those in their place come into being with the signature.

    Args:
        session: who acts, where.
        word: which issue.
        occurred_on: the day of the signature, ISO.
        document: the scan of a paper that stands in.
        name: who signed it.
        unit: that person's.
        plan: which of several plans of a split or a merge, by the beginning of its event's id.

    Raises:
        UsageError: no move waits for a signature, or a paper without name and unit; differing
            plans wait and none is named (``consent_which``).
        RefusedError: who signs made the move, or is not of the tier that is asked for; or the
            move's guards would refuse it as things stand now.
    """
    project = session.project
    state = lookup.issue(project, word)
    waiting = state.pending()
    if not waiting:
        raise UsageError("nothing_to_sign", issue=word)
    pending = _meant(state, waiting, plan)
    signed = lineage_heirs.together(project, state, pending)
    body = _signature(session, pending, occurred_on, document, name, unit)
    for each, move in signed:
        _refuse_stale(project, each, move)
    me = project.state("actor", session.who.actor_id)
    pins = {} if me is None else signatures.actor_pins(me)
    with project.action(session.who.actor_id) as action:
        for each, move in signed:
            own = {"move": move.event_id, "pins": pins | known_chains(project, action, each)}
            action.emit("consented", "issue", each.entity_id, body | own)
        lineage_heirs.take_effect(session, action, signed)
        if pending.move == "void" and not pending.data.get("successors"):
            lineage_counting.hand_on(action, project, state)
    return lookup.issue(project, state.entity_id).state, action.changes


def _meant(state: IssueState, waiting: list[MoveState], word: str) -> MoveState:
    """The move that a person signs: of differing plans the one that was named, never just one."""
    several = lineage_waiting.offered(state)
    if word:
        found = [m for m in waiting if m.event_id.startswith(word)]
    else:
        found = several if len(several) > 1 else waiting[-1:]
    if len(found) == 1:
        return found[0]
    known = ", ".join(lineage_waiting.called(m) for m in several or waiting)
    raise UsageError("consent_which", issue=state.number, known=known)


def _signature(
    session: Session,
    pending: MoveState,
    occurred_on: str,
    document: Path | None,
    name: str,
    unit: str,
) -> dict[str, Any]:
    """What the event of a signature says but for the move and what its signer knew."""
    tier = workflow.MOVES[pending.move].consent
    body: dict[str, Any] = {"tier": tier, "occurred_on": occurred_on}
    if document is not None:
        if not name.strip() or not unit.strip():
            raise UsageError("paper_needs_name_and_unit")
        kept = records.keep_documents(session.project, [document])[0]
        body |= {"document": documents_body([kept])[0], "name": name.strip(), "unit": unit.strip()}
    elif session.who.actor_id == pending.actor:
        raise RefusedError("second_person_needed", name=session.who.name)
    elif tier not in session.who.roles:
        raise RefusedError("consent_tier_needed", tier=tier, name=session.who.name)
    else:
        body["unit"] = session.who.unit
    return body | ({"proof": session.proof} if session.proof else {})


def _refuse_stale(project: Project, state: IssueState, pending: MoveState) -> None:
    """Judges a pending move again: what it relied on may be gone by the day of the signature."""
    request = MoveRequest(
        pending.move, pending.occurred_on, pending.reason, pending.documents, dict(pending.data)
    )
    mover = people.by_id(project, pending.actor)
    if mover is None:
        raise RefusedError("actor_unknown", actor=pending.actor, known="", meant="")
    ruleset = rules.by_hash(project, pending.ruleset)
    missing = readiness.check(cases.case_of(project, state, mover, request, ruleset), pending.move)
    if missing:
        raise RefusedError("pending_refused", missing=tuple(missing), move=pending.move)
