"""Judges moves, second signatures and decisions again: by their pins, and by what was known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from greenshield.domain.errors import (
    GreenShieldError,
    Missing,
    UnreadableError,
    VerificationError,
)
from greenshield.domain.pins import judge_again, judge_known
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.signatures import judge_consent, judge_decision
from greenshield.domain.state import IssueState
from greenshield.log import scopes
from greenshield.log.chain import Broken
from greenshield.log.envelope import Event
from greenshield.log.knowledge import Knowledge, KnownTo
from greenshield.log.reach import well_formed

RuleSetOf = Callable[[str], RuleSet]
"""The rule set of a hash; raises a GreenShieldError where it is not at hand."""

Body = Mapping[str, Any]


class Judge:
    """Collects what is wrong with each, and what nobody can say any more.

    Attributes:
        broken: against the rules, or not what it claims to stand on.
        unjudgeable: what it stands on was redacted after it was made.
    """

    def __init__(self, project: str, events: Sequence[Event], ruleset_of: RuleSetOf) -> None:
        self._project = project
        self._knowledge = Knowledge(project, events)
        self._ruleset_of = cache(ruleset_of)  # thousands of moves name the same few
        self._photos: tuple[str, dict[str, str]] = ("", {})  # those of the last author asked
        self.broken: list[Broken] = []
        self.unjudgeable: list[Broken] = []
        self._refused: set[str] = set()

    def issue(self, state: IssueState) -> None:
        """Judges everything that brought one issue where it stands."""
        for move in state.moves:
            if move.status not in ("done", "equal", "pending", "disputed"):
                continue
            self._one(move.event_id, move.move, partial(self._move, move.ruleset))
            for consent in move.consents:
                self._one(consent.event_id, "consent", partial(self._consent, move.event_id))

    def decision(self, event: Event) -> None:
        """Judges who decided between two moves."""
        self._one(event.event_id, "decide", self._decision)

    def _move(self, ruleset: str, event: Event, what: str) -> None:
        self._refuse(event, what, self._untrue_of_pending(event))
        rules = self._ruleset_of(ruleset)
        body, body_of = self._body(event, event), self._sight(event)
        missing = judge_again(body, body_of, rules)
        if missing:
            self._refuse(event, what, missing)
            return
        known = KnownTo(self._knowledge, self._project, event)
        missing, redacted = judge_known(body, body_of, rules, known)
        lost = [e for e in sorted(redacted) if self._knowledge.redacted_since(e, event)]
        if not lost and not missing:
            pinned = {pins.get("") for pins in body["pins"].get("records", {}).values()}
            unseen = (e.event_id for e in self._knowledge.lost_records(event))
            lost = sorted(e for e in unseen if e not in pinned)
        if lost:
            self._leave(event, what, lost[0])
            return
        self._refuse(event, what, missing, "pinned_incomplete")

    def _untrue_of_pending(self, event: Event) -> list[Missing]:
        """What a move says of those that waited for a second signature, and is not so.

        It rests on what can't be redacted, so it is judged whatever else was.
        """
        body = self._body(event, event)
        waiting = self._knowledge.pending(event, body["after"])
        passed: list[str] = body.get("passed", [])
        if waiting is None or sorted(passed) == sorted(waiting):
            return []
        params = {"what": "passed", "claimed": ", ".join(passed)[:80]}
        return [Missing("move_claims_untrue", params, "passed")]

    def _consent(self, move: str, event: Event, what: str) -> None:
        body, body_of = self._body(event, event), self._sight(event)
        signed = body_of(move)
        missing = judge_consent(body, signed, body_of)
        self._refuse(event, what, missing)
        known = self._knowledge.state(event, "actor", event.header.actor)
        if known is not None and not missing:
            left = judge_consent(body, signed, body_of, known)
            self._refuse(event, what, left, "pinned_incomplete")

    def _decision(self, event: Event, what: str) -> None:
        body, body_of = self._body(event, event), self._sight(event)
        missing = judge_decision(body, body_of)
        self._refuse(event, what, missing)
        known = self._knowledge.state(event, "actor", event.header.actor)
        if known is not None and not missing:
            self._refuse(event, what, judge_decision(body, body_of, known), "pinned_incomplete")

    def _one(self, event_id: str, what: str, judge: Callable[[Event, str], None]) -> None:
        event = self._knowledge.get(event_id)
        try:
            if event is None:
                raise KeyError(event_id)
            if not well_formed((event.body or {}).get("pins", {})):
                raise VerificationError("pins_malformed", where="chains")
            judge(event, what)
        except VerificationError as error:
            if event is not None and error.code == "pinned_event_redacted":
                self._leave(event, what, str(error.params["event"]))
            else:
                self.broken.append(Broken(error.code, event_id, dict(error.params)))
        except GreenShieldError as error:
            self.broken.append(Broken(error.code, event_id, dict(error.params)))
        except Exception as error:  # pins come from anybody; none of them may stop the audit
            params = {"where": type(error).__name__}
            self.broken.append(Broken("pins_malformed", event_id, params))

    def _refuse(
        self, event: Event, what: str, missing: Sequence[Missing], code: str = "move_against_rules"
    ) -> None:
        for fault in missing:
            params = {**fault.params, "move": what, "why": fault.code}
            self.broken.append(Broken(code, event.event_id, params))
            self._refused.add(event.event_id)

    def _leave(self, event: Event, what: str, redacted: str) -> None:
        """Tells that nobody can judge one, unless it is known to be wrong all the same."""
        if event.event_id in self._refused:
            return
        params = {"move": what, "event": redacted}
        self.unjudgeable.append(Broken("move_unjudgeable", event.event_id, params))

    def _sight(self, author: Event) -> Callable[[str], Body]:
        """How the pins of one event see the others."""

        def body_of(event_id: str) -> Body:
            event = self._knowledge.get(event_id)
            if event is None:
                raise KeyError(event_id)
            return self._body(event, author)

        return body_of

    def _body(self, event: Event, author: Event) -> Body:
        """An event's body with what its header says; the header alone where redacted since.

        Raises:
            KeyError: there is no body, or it was void before the author's event was made.
        """
        h = event.header
        told: dict[str, Any] = {
            "_actor": h.actor, "_entity_id": h.entity, "_entity_type": h.entity_type,
            "_kind": h.kind, "_scope": h.scope,
        }  # fmt: skip
        if h.entity_type == "photo":
            told["_photo"] = self._pinned_photos(author).get(h.entity, "")
        if self._knowledge.redactions_of(event):
            if self._knowledge.redacted_for(event, author):
                raise KeyError(event.event_id)
            return {**told, "_redacted": True}
        try:
            body = event.body
        except UnreadableError:
            body = None  # check_event names it
        if body is None:
            raise KeyError(event.event_id)
        return {**body, **told}

    def _pinned_photos(self, author: Event) -> dict[str, str]:
        """The hash of each photo that an event pins, by the id that it gives in this county."""
        if self._photos[0] != author.event_id:
            pinned, scope = (author.body or {})["pins"].get("photos", {}), author.header.scope
            ids = {scopes.photo_id(self._project, scope, sha256): sha256 for sha256 in pinned}
            self._photos = (author.event_id, ids)
        return self._photos[1]
