"""Rebuilds the case of a move from its pins, and judges it again.

``verify`` and the hub call :func:`judge_again`: over exactly the events that the move names,
its own date and its rule set, the guards must find what they found when it was made. Then
:func:`judge_known`: over everything that its maker knew they must find the same, or the pins
leave out what speaks against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from greenshield.domain import readiness, workflow
from greenshield.domain.casefile import CaseFile
from greenshield.domain.errors import Missing, VerificationError
from greenshield.domain.pins_reading import BodyOf, Known, Rebuilding, mapping, text
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import EventId


def rebuild(
    pins: Mapping[str, Any], move_body: Mapping[str, Any], body_of: BodyOf, ruleset: RuleSet
) -> CaseFile:
    """The case of a move, from what its pins name and nothing else.

    Args:
        pins: what ``CaseFile.pins`` gave when the move was made.
        move_body: the body of its ``moved`` event, with ``_actor``.
        body_of: gives the pinned events.
        ruleset: the rule set whose hash the move names.

    Raises:
        VerificationError: ``pins_malformed``, ``pinned_event_absent``, ``pinned_event_other``.
    """
    return Rebuilding(pins, move_body, body_of).case(ruleset)


def judge_known(
    move_body: Mapping[str, Any], body_of: BodyOf, ruleset: RuleSet, known: Known
) -> tuple[list[Missing], set[EventId]]:
    """What a move lacks by everything that its maker knew, whatever its pins name.

    Computed values (overlay, distances) are those of the pins.

    Returns:
        What is missing, and the redacted writes that were looked at: their values are gone,
        so what is missing may be their fault.

    Raises:
        VerificationError: as :func:`rebuild`.
    """
    rebuilding = Rebuilding(mapping(move_body, "pins"), move_body, body_of)
    state = known.issue()
    if state is None:
        return [], set()
    case = rebuilding.case_known(ruleset, known, state)
    return _judged(case, move_body), case.redacted()


def judge_again(move_body: Mapping[str, Any], body_of: BodyOf, ruleset: RuleSet) -> list[Missing]:
    """What a recorded move lacks by its own pins, [] where it stands.

    Besides the guards it checks what the move claims of its maker: role, tier, unit, target.

    Raises:
        VerificationError: as :func:`rebuild`; ``ruleset_other`` where it is the wrong one;
            ``pinned_event_redacted`` where nothing else is wrong, but what it stands on is gone.
    """
    if move_body.get("ruleset") != ruleset.sha256:
        raise VerificationError("ruleset_other", given=str(move_body.get("ruleset"))[:64])
    rebuilding = Rebuilding(mapping(move_body, "pins"), move_body, body_of)
    case = rebuilding.case(ruleset)
    if text(move_body, "move") not in workflow.MOVES:
        raise VerificationError("pins_malformed", where="move")
    if not rebuilding.redacted:
        return _judged(case, move_body)
    refused = readiness.refused_by_table(case, text(move_body, "move"))
    if refused:
        return refused
    raise VerificationError("pinned_event_redacted", event=rebuilding.redacted[0])


def _judged(case: CaseFile, move_body: Mapping[str, Any]) -> list[Missing]:
    """What the guards and the table lack, and what the move claims and is not so."""
    move = text(move_body, "move")
    out = readiness.check(case, move, on_record=True)
    actor = case.acting()
    claims = {"role": move_body.get("role"), "tier": move_body.get("tier"),
              "unit": move_body.get("unit"), "to": move_body.get("to")}  # fmt: skip
    allowed = workflow.roles_for(move, case.state, case.acceptance_role())
    truth = {"tier": actor.tier, "unit": actor.unit, "to": case.target()}
    truth["role"] = next((role for role in allowed if role in actor.roles), "")
    return out + [
        Missing("move_claims_untrue", {"what": name, "claimed": str(claimed)[:80]}, name)
        for name, claimed in claims.items()
        if claimed != truth[name]
    ]
