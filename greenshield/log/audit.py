"""What ``verify`` asks of a set of events: chains, signatures, trust, and every move again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from greenshield.domain.errors import UnreadableError
from greenshield.domain.state import IssueState
from greenshield.log.chain import Broken, by_chain, check_chain, check_event
from greenshield.log.envelope import Event
from greenshield.log.fold import fold
from greenshield.log.judge import Judge, RuleSetOf
from greenshield.log.kinds import understood
from greenshield.log.trust import Trust, certificates_of


@dataclass(slots=True)
class Audit:
    """What was found.

    Attributes:
        trust: which devices lead back to the project's root.
        broken: everything that is not as it was signed.
        unjudgeable: moves, second signatures and decisions whose evidence was redacted after
            they were made. Nothing says that they were wrong, and nothing that they were right.
        issues: the folded issues, by id.
    """

    trust: Trust
    broken: list[Broken] = field(default_factory=list)
    unjudgeable: list[Broken] = field(default_factory=list)
    issues: dict[str, IssueState] = field(default_factory=dict)


def audit(project: str, events: Sequence[Event], ruleset_of: RuleSetOf) -> Audit:
    """Checks events against each other, the root's trust and the rules.

    Args:
        project: the project's id, which the root's key must give.
        events: whole chains from their first event; bodies may be left out.
        ruleset_of: gives the rule sets that moves name.
    """
    readable, broken = _readable(events)
    out = Audit(Trust.of(project, certificates_of(readable)), broken)
    if out.trust.root is None:
        out.broken.append(Broken("root_missing", project))
    for event in readable:
        fault = check_event(event, out.trust)
        if fault is not None:
            out.broken.append(fault)
    for chain in by_chain(readable).values():
        out.broken += check_chain(project, chain)
    out.issues = _issues(readable)
    judge = Judge(project, readable, ruleset_of)
    for state in out.issues.values():
        judge.issue(state)
    for event in readable:
        if event.header.kind == "move_decided" and understood(event):
            judge.decision(event)
    out.broken += judge.broken
    out.unjudgeable += judge.unjudgeable
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


def _issues(events: Iterable[Event]) -> dict[str, IssueState]:
    """Issues of which whole events are at hand, folded; headers alone say nothing."""
    by_issue: dict[str, list[Event]] = {}
    for event in events:
        if event.header.entity_type == "issue":
            by_issue.setdefault(event.header.entity, []).append(event)
    folded = {
        issue: fold("issue", issue, found)
        for issue, found in by_issue.items()
        if any(_body(event) is not None for event in found)
    }
    return {i: state for i, state in folded.items() if isinstance(state, IssueState)}
