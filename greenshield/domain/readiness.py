"""Is a move possible, and what is still missing? One answer for refusal, readiness and proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from greenshield.domain import returned, workflow
from greenshield.domain.casefile import CaseFile
from greenshield.domain.errors import Missing, UsageError
from greenshield.domain.guards import GUARDS
from greenshield.domain.guards.adopting import asked_on_filing
from greenshield.domain.guards.planning import unlike_measures
from greenshield.domain.guards.publicity import open_referrals
from greenshield.domain.sent_out import older_photos
from greenshield.domain.workflow import who_may as who_may

_MEASURED = ("plan", "approve_plan", "self_check")  # they judge the measures


@dataclass(frozen=True, slots=True)
class Readiness:
    """How one move stands.

    Attributes:
        target: the state that it leads to, "" where the table does not allow it.
        missing: everything that refuses it.
        warnings: what a person should know, but does not refuse it.
    """

    move: str
    target: str
    missing: tuple[Missing, ...]
    warnings: tuple[Missing, ...] = ()

    @property
    def ready(self) -> bool:
        """True where nothing is missing."""
        return not self.missing


def check(case: CaseFile, move: str, *, on_record: bool = False) -> list[Missing]:
    """Everything that refuses a move, at once; [] where it may be made.

    Where the table refuses, its guards are not asked: from there nothing could satisfy them.

    Args:
        case: what it is judged by.
        move: its name.
        on_record: it was made before: a guard that has grown stricter since asks what it asked
            once.

    Raises:
        UsageError: ``move_unknown``; the case was made for another move.
    """
    row = workflow.MOVES.get(move)
    if row is None or case.request.move != move:
        raise UsageError("move_unknown", move=move, known=", ".join(workflow.MOVES))
    refused = _table(case, row)
    if refused:
        return refused + _actor(case, row)
    out = _actor(case, row) + _request(case, row)
    for name in row.guards:
        out += GUARDS[name].judge(case) if on_record else GUARDS[name].ask(case)
    out += [Missing("field_in_conflict", {"field": f}, f) for f in case.disputed_fields()]
    return out


def refused_by_table(case: CaseFile, move: str) -> list[Missing]:
    """What of a move is refused whatever the evidence says; the move is in the table."""
    return _table(case, workflow.MOVES[move])


def warnings(case: CaseFile) -> list[Missing]:
    """What a person should know before a move, though it refuses nothing."""
    move = case.request.move
    if move in _MEASURED:
        back = returned.unanswered(case) if move == "self_check" else []
        return [*back, *unlike_measures(case)]
    if move == "check":
        return older_photos(case)
    if move != "close":
        return []
    open_ones = [] if case.ruleset.referral_blocks else open_referrals(case)
    return open_ones + asked_on_filing(case)


def readiness(
    state: str, case_for: Callable[[str], CaseFile], moves: Iterable[str] = ()
) -> list[Readiness]:
    """How each move stands that the table allows from a state, or each of ``moves``.

    ``case_for`` makes the case of one move, with whatever request is known so far.
    """
    names = list(moves) or [m.name for m in workflow.moves_from(state)]
    out = []
    for name in names:
        case = case_for(name)
        missing = tuple(check(case, name))
        out.append(Readiness(name, case.target(), missing, tuple(warnings(case))))
    return out


def _table(case: CaseFile, row: workflow.Move) -> list[Missing]:
    if case.moves_disputed:
        return [Missing("moves_in_conflict", {}, "state")]
    if not workflow.legal(case.state, row.name):
        params = {"move": row.name, "state": case.state, "sources": ", ".join(row.sources)}
        params["possible"] = ", ".join(f"{m.name} {m.zh}" for m in workflow.moves_from(case.state))
        return [Missing("move_not_from_here", params, "state")]
    if not case.target() and row.target == workflow.BACK:
        return [Missing("way_back_unknown", {"state": case.state}, "state")]
    return []


def _actor(case: CaseFile, row: workflow.Move) -> list[Missing]:
    actor = case.acting()
    if not actor.active:
        return [Missing("actor_inactive", {"actor": actor.actor_id}, "actor")]
    allowed = workflow.roles_for(row.name, case.state, case.acceptance_role())
    if any(role in actor.roles for role in allowed):
        return []
    if not allowed:  # a return from a state where none is: the table has said so already
        return []
    params = {"move": row.name, "roles": ", ".join(allowed)}
    return [Missing("role_missing", params, "actor")]


def _request(case: CaseFile, row: workflow.Move) -> list[Missing]:
    out = []
    request = case.request
    on = case.occurred_on
    if not on:
        out.append(
            Missing("occurred_on_missing", {"given": request.occurred_on[:40]}, "occurred_on")
        )
    before = case.previous()
    if on and before is not None and on < before.occurred_on:
        params = {"occurred_on": on, "move": before.move, "before": before.occurred_on}
        out.append(Missing("move_before_its_cause", params, "occurred_on"))
    if row.needs_reason and not request.reason.strip():
        out.append(Missing("reason_missing", {"move": row.name}, "reason"))
    if row.needs_document and not request.documents:
        out.append(Missing("document_missing", {"move": row.name}, "document"))
    return out
