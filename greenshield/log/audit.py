"""What ``verify`` asks of a set of events: chains, signatures, trust, and every move again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from greenshield.domain.errors import (
    GreenShieldError,
    Missing,
    UnreadableError,
    VerificationError,
)
from greenshield.domain.pins import judge_again
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.signatures import judge_consent, judge_decision
from greenshield.domain.state import IssueState
from greenshield.log import scopes
from greenshield.log.chain import Broken, by_chain, check_chain, check_event
from greenshield.log.envelope import Event
from greenshield.log.fold import fold
from greenshield.log.kinds import place_of, redaction_of, understood
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
    judge = _Judge(project, readable, ruleset_of)
    for state in out.issues.values():
        judge.issue(state)
    for event in readable:
        if event.header.kind == "move_decided" and understood(event):
            judge.decision(event)
    out.broken += judge.broken
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


class _Judge:
    """Judges moves, second signatures and decisions again, each by its own pins."""

    def __init__(self, project: str, events: Sequence[Event], ruleset_of: RuleSetOf) -> None:
        self._by_id = {event.event_id: event for event in events}
        self._ruleset_of = ruleset_of
        redacted = {redaction_of(e) for e in events if understood(e)}
        self._redacted = {e.event_id for e in events if place_of(e) in redacted}
        self._photos = dict(_photos(project, events))
        self.broken: list[Broken] = []

    def body_of(self, event_id: str) -> Mapping[str, Any]:
        """An event's body with what its header says."""
        event = self._by_id[event_id]
        body = _body(event)
        if body is None:
            raise KeyError(event_id)
        h = event.header
        told = {"_actor": h.actor, "_entity_id": h.entity, "_kind": h.kind}
        told["_entity_type"] = h.entity_type
        if h.entity_type == "photo":
            told["_photo"] = self._photos.get(h.entity, "")
        return {**body, **told}

    def issue(self, state: IssueState) -> None:
        """Judges everything that brought one issue where it stands."""
        for move in state.moves:
            if move.status not in ("done", "pending", "disputed"):
                continue
            self._one(move.event_id, move.move, partial(self._move, move.ruleset))
            for consent in move.consents:
                self._one(consent.event_id, "consent", partial(self._consent, move.event_id))

    def _move(self, ruleset: str, body: Mapping[str, Any]) -> list[Missing]:
        return judge_again(body, self.body_of, self._ruleset_of(ruleset))

    def _consent(self, move: str, body: Mapping[str, Any]) -> list[Missing]:
        return judge_consent(body, self.body_of(move), self.body_of)

    def _decision(self, body: Mapping[str, Any]) -> list[Missing]:
        return judge_decision(body, self.body_of)

    def decision(self, event: Event) -> None:
        """Judges who decided between two moves."""
        self._one(event.event_id, "decide", self._decision)

    def _one(
        self, event_id: str, what: str, judge: Callable[[Mapping[str, Any]], list[Missing]]
    ) -> None:
        try:
            missing = judge(self.body_of(event_id))
        except VerificationError as error:
            # What was redacted later can't be judged again; the redaction itself is on record.
            if error.params.get("event") not in self._redacted:
                self.broken.append(Broken(error.code, event_id, dict(error.params)))
            return
        except GreenShieldError as error:
            self.broken.append(Broken(error.code, event_id, dict(error.params)))
            return
        except Exception as error:  # pins come from anybody; none of them may stop the audit
            params = {"where": type(error).__name__}
            self.broken.append(Broken("pins_malformed", event_id, params))
            return
        for fault in missing:
            params = {**fault.params, "move": what, "why": fault.code}
            self.broken.append(Broken("move_against_rules", event_id, params))


def _photos(project: str, events: Iterable[Event]) -> Iterator[tuple[str, str]]:
    """The hash of each photo whose id is the one that its bytes give."""
    for event in events:
        h, body = event.header, _body(event)
        fields = body.get("fields") if body and h.kind == "created" else None
        sha256 = fields.get("sha256") if isinstance(fields, dict) else None
        if h.entity_type != "photo" or not isinstance(sha256, str):
            continue
        if h.entity == scopes.photo_id(project, h.scope, sha256):
            yield h.entity, sha256
