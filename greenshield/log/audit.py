"""What ``verify`` asks of a set of events: chains, signatures, trust, and every move again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from greenshield.domain.errors import GreenShieldError, UnreadableError
from greenshield.domain.pins import judge_again
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import IssueState
from greenshield.log.chain import Broken, by_chain, check_chain, check_event
from greenshield.log.envelope import Event
from greenshield.log.fold import fold
from greenshield.log.trust import Certificate, Trust

RuleSetOf = Callable[[str], RuleSet]
"""The rule set of a hash; raises a GreenShieldError where it is not at hand."""


@dataclass(slots=True)
class Audit:
    """What was found.

    Attributes:
        trust: which devices lead back to the project's root.
        broken: everything that is not as it was signed.
        issues: the folded issues, by id.
    """

    trust: Trust
    broken: list[Broken] = field(default_factory=list)
    issues: dict[str, IssueState] = field(default_factory=dict)


def audit(project: str, events: Sequence[Event], ruleset_of: RuleSetOf) -> Audit:
    """Checks events against each other, the root's trust and the rules.

    Args:
        project: the project's id, which the root's key must give.
        events: whole chains from their first event; bodies may be left out.
        ruleset_of: gives the rule sets that moves name.
    """
    readable, broken = _readable(events)
    out = Audit(Trust.of(project, _certificates(readable)), broken)
    if out.trust.root is None:
        out.broken.append(Broken("root_missing", project))
    for event in readable:
        fault = check_event(event, out.trust)
        if fault is not None:
            out.broken.append(fault)
    for chain in by_chain(readable).values():
        out.broken += check_chain(project, chain)
    out.issues = _issues(readable)
    out.broken += _moves(readable, out.issues, ruleset_of)
    return out


def _readable(events: Iterable[Event]) -> tuple[list[Event], list[Broken]]:
    readable: list[Event] = []
    broken: list[Broken] = []
    for event in events:
        try:
            _ = event.header
        except UnreadableError as error:
            broken.append(Broken(error.code, event.event_id))
            continue
        readable.append(event)
    return readable, broken


def _body(event: Event) -> dict[str, Any] | None:
    try:
        return event.body
    except UnreadableError:
        return None  # check_event names it


def _certificates(events: Iterable[Event]) -> list[Certificate]:
    found: list[Certificate] = []
    for event in events:
        body = _body(event) if event.header.kind == "device_admitted" else None
        if body is not None:
            try:
                found.append(Certificate.from_dict(body))
            except UnreadableError:
                continue
    return found


def _issues(events: Iterable[Event]) -> dict[str, IssueState]:
    """Issues of which whole events are at hand, folded; a header alone says nothing."""
    by_issue: dict[str, list[Event]] = {}
    for event in events:
        if event.header.entity_type == "issue" and _body(event) is not None:
            by_issue.setdefault(event.header.entity, []).append(event)
    folded = {issue: fold("issue", issue, found) for issue, found in by_issue.items()}
    return {i: state for i, state in folded.items() if isinstance(state, IssueState)}


def _moves(
    events: Sequence[Event], issues: Mapping[str, IssueState], ruleset_of: RuleSetOf
) -> list[Broken]:
    """Judges every move that counts again, by its own pins and rule set."""
    by_id = {event.event_id: event for event in events}

    def body_of(event_id: str) -> Mapping[str, Any]:
        event = by_id[event_id]
        body = _body(event)
        if body is None:
            raise KeyError(event_id)
        return {**body, "_actor": event.header.actor, "_entity_id": event.header.entity}

    broken: list[Broken] = []
    for issue, state in issues.items():
        for move in state.moves:
            if move.status not in ("done", "pending", "disputed"):
                continue
            try:
                missing = judge_again(body_of(move.event_id), body_of, ruleset_of(move.ruleset))
            except GreenShieldError as error:
                broken.append(Broken(error.code, move.event_id, dict(error.params)))
                continue
            for fault in missing:
                params = {"move": move.move, "issue": issue, "why": fault.code, **fault.params}
                broken.append(Broken("move_against_rules", move.event_id, params))
    return broken
