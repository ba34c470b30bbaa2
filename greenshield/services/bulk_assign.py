"""Sends one inspector to many issues: asked once, written as one action, told for each issue.

What the rules refuse is left out and told with everything that is missing; the others are
written together, so that a stop half way leaves nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from greenshield.domain import workflow
from greenshield.domain.errors import ConflictError, Missing, RefusedError
from greenshield.domain.evidence import MoveRequest
from greenshield.domain.state import IssueState
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import issues, ledger_query, lookup, moves, people
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session


@dataclass(frozen=True, slots=True)
class Assigned:
    """What became of one issue.

    Attributes:
        issue_id: which one.
        number: its issue number, else its clue number.
        move: ``assign`` or ``reassign``.
        state: as it is now.
        missing: why it was refused; empty where it was done.
    """

    issue_id: str
    number: str
    move: str
    state: str
    missing: tuple[Missing, ...] = ()

    @property
    def done(self) -> bool:
        """True where the issue was assigned."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class BulkAssigned:
    """What became of all, in the order in which they were named, and what was changed."""

    items: tuple[Assigned, ...]
    changes: Changes = field(default_factory=Changes)


class _SomeRefused(Exception):
    """Carries out of an action what the rules refuse of it."""


def assign(
    session: Session,
    words: Sequence[str],
    inspector: str,
    due: str,
    *,
    occurred_on: str,
    progress: Progress = SILENT,
) -> BulkAssigned:
    """Assigns clues, and reassigns those that are assigned already.

    Args:
        session: who acts, where.
        words: which issues, each once.
        inspector: who is to check, as :func:`people.find` finds them.
        due: by when, ISO.
        occurred_on: the day of the moves, ISO.
        progress: told of each issue; where it stops the work, nothing is written.

    Raises:
        UsageError: no such issue or person, a date that is none.
    """
    project = session.project
    states = [lookup.issue(project, word) for word in words]
    states = list({state.entity_id: state for state in states}.values())
    given = {"assignee": people.find(project, inspector).actor_id, "check_due": due}
    values = issues.settable(project, given)
    refused: dict[str, tuple[Missing, ...]] = {}
    changes = Changes()
    # A refusal is found by making the move. So that nothing stays of what was refused, all is
    # taken back then, and those that were not are made again.
    while left := [s for s in states if s.entity_id not in refused]:
        found, changes = _make(session, left, values, occurred_on, progress)
        if not found:
            break
        refused |= found
    return BulkAssigned(tuple(_told(state, refused) for state in states), changes)


def not_to_assign(project: Project, issue_ids: Sequence[str]) -> dict[str, int]:
    """How many issues stand where nobody can be sent to them any more, by state.

    It is what the workflow forbids whatever is given; what an issue lacks is told on assigning.
    """
    states = Counter(ledger_query.states_of(project, issue_ids).values())
    return {s: n for s, n in states.items() if not workflow.legal(s, move_for(s))}


def move_for(state: str) -> str:
    """The move that sends somebody to an issue in this state."""
    return "reassign" if state == "assigned" else "assign"


def _make(
    session: Session,
    states: Sequence[IssueState],
    values: dict[str, object],
    occurred_on: str,
    progress: Progress,
) -> tuple[dict[str, tuple[Missing, ...]], Changes]:
    """Makes all moves, or none and says what is refused."""
    refused: dict[str, tuple[Missing, ...]] = {}
    try:
        with session.project.action(session.who.actor_id) as action:
            for n, state in enumerate(states, 1):
                request = MoveRequest(move_for(state.state), occurred_on)
                try:
                    if state.disputed:
                        raise ConflictError("moves_disputed", issue=state.number)
                    moves.make(session, action, state.entity_id, request, values)
                except (RefusedError, ConflictError) as error:
                    told = error.missing or (Missing(error.code, error.params),)
                    refused[state.entity_id] = tuple(told)
                progress.step("assigning", n, len(states))
            if refused:
                raise _SomeRefused
    except _SomeRefused:
        return refused, Changes()
    return {}, action.changes


def _told(state: IssueState, refused: dict[str, tuple[Missing, ...]]) -> Assigned:
    move, missing = move_for(state.state), refused.get(state.entity_id, ())
    now = state.state if missing else workflow.MOVES[move].target
    return Assigned(state.entity_id, state.number, move, now, missing)
