"""The event of a move, as it is written for every one that is made here."""

from __future__ import annotations

from typing import Any

from greenshield.domain.casefile import CaseFile
from greenshield.domain.state import IssueState
from greenshield.log.envelope import Event
from greenshield.project.action import Action, documents_body
from greenshield.project.project import Project
from greenshield.services.session import Session


def emit(session: Session, action: Action, issue: IssueState, case: CaseFile, role: str) -> Event:
    """Writes the ``moved`` event of a move that was judged.

    The pins hold what the guards looked at, so they must have been asked on this very case.

    Args:
        session: who acts, where.
        action: that the event goes into.
        issue: as it stands before the move.
        case: what the move was judged by.
        role: in which who acts makes it.
    """
    request = case.request
    body: dict[str, Any] = {
        "move": request.move,
        "from": issue.state,
        "to": case.target(),
        "after": issue.head,
        "ruleset": case.ruleset.sha256,
        "occurred_on": request.occurred_on,
        "role": role,
        "tier": session.who.tier,
        "unit": session.who.unit,
        "reason": request.reason,
        "documents": documents_body(request.documents),
        "data": dict(request.data),
        "pins": case.pins() | known_chains(session.project, action, issue),
    }
    passed = [m.event_id for m in issue.pending()]
    if passed:  # waiting moves that this one goes past
        body["passed"] = passed
    if session.proof:
        body["proof"] = session.proof
    return action.emit("moved", "issue", issue.entity_id, body)


def known_chains(project: Project, action: Action, state: IssueState) -> dict[str, Any]:
    """How far who moves knew each chain: what is left out of the pins is told from what is new."""
    return {"chains": action.chains(state.scope, project.shared_scope)}
