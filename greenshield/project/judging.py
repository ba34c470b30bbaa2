"""Which of the events that came in may be stored: what each proves, and what they prove together.

Two things let one event speak for another: a certificate brings a device in, a redaction lets
an event come without its body. Both count only where the event that carries them is itself
accepted, or a stranger could bring devices in, or empty bodies, by events that nobody takes.

Certificates are counted upwards: only those of events already accepted, round after round, with
one exception, that a device's first event may carry its own. Redactions are counted downwards:
all are supposed to count, then those that were not accepted are taken out and the rest is
judged anew. Upwards would never end well where a device redacts an event of its own, since the
redaction stands behind the emptied event in the same chain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from greenshield.log.chain import Broken, by_chain, check_body, check_chain, check_event
from greenshield.log.envelope import Event, signed_bytes
from greenshield.log.kinds import PERMANENT, place_of, redaction_of
from greenshield.log.signing import is_signed_by
from greenshield.log.trust import Certificate, Trust, certificates_of
from greenshield.project.journal import Journal

Places = set[tuple[str, str, str]]

# What may yet turn out well, or needs a person: kept apart instead of thrown away.
_WAITING = frozenset(
    [
        "event_device_unknown",
        "event_missing",
        "event_body_missing",
        "chain_forked",
        "chain_broken",
    ]
)


@dataclass(slots=True)
class Verdicts:
    """What became of each event.

    Attributes:
        accepted: to be stored, in an order in which every link is there before the next.
        waiting: to be kept apart, each with the reason.
        refused: never what they claim to be.
        known: further copies of accepted ones, no worse than those.
        redacted: what accepted redactions name, stored ones included.
    """

    accepted: list[Event] = field(default_factory=list)
    waiting: list[tuple[Event, Broken]] = field(default_factory=list)
    refused: list[tuple[Event, Broken]] = field(default_factory=list)
    known: list[Event] = field(default_factory=list)
    redacted: Places = field(default_factory=set)


def judge(project_id: str, journal: Journal, events: Iterable[Event]) -> Verdicts:
    """Judges events against what is stored and against each other; writes nothing.

    Args:
        project_id: the project's id.
        journal: what is stored.
        events: what came in and what waited, with readable headers, in any order.
    """
    given = list(dict.fromkeys(events))
    stored = journal.redactions()
    supposed = stored | _redactions(given)
    sound: set[Event] = set()
    while True:
        told = _Round(project_id, journal, supposed, sound).of(given)
        told.redacted = stored | _redactions(told.accepted)
        if supposed <= told.redacted:
            return told
        supposed = told.redacted


def _redactions(events: Iterable[Event]) -> Places:
    return {place for place in map(redaction_of, events) if place is not None}


class _Round:
    """One judgement under one supposition of what is redacted."""

    def __init__(
        self, project_id: str, journal: Journal, redacted: Places, sound: set[Event]
    ) -> None:
        self._project = project_id
        self._journal = journal
        self._redacted = redacted
        self._sound = sound  # whose signature and body were found true: asked once for all rounds
        self._certificates: list[Certificate] = []
        self._trust = journal.trust(project_id)
        self._heads: dict[tuple[str, str], tuple[int, str] | None] = {}
        self._hashes: set[str] = set()
        self._out = Verdicts()

    def of(self, events: list[Event]) -> Verdicts:
        """Takes chains as far as they go, again and again while new devices come in."""
        left = events
        while True:
            before = len(self._out.accepted)
            faults = self._pass(left)
            found = certificates_of(self._out.accepted[before:])
            if not found:
                break
            self._certificates += found
            self._trust = self._journal.trust(self._project, self._certificates)
            left = [event for event, _ in faults]
        for event, broken in faults:
            if broken.code not in _WAITING:
                self._out.refused.append((event, broken))
            elif event.hash in self._hashes:
                self._out.known.append(event)
            else:
                self._out.waiting.append((event, broken))
        return self._out

    def _pass(self, events: list[Event]) -> list[tuple[Event, Broken]]:
        faults: list[tuple[Event, Broken]] = []
        for key, chain in by_chain(events).items():
            if key not in self._heads:
                seq, prev = self._journal.head(*key)
                self._heads[key] = (seq, prev) if seq else None
            for event in chain:
                links = check_chain(self._project, [event], after=self._heads[key])
                broken = self._fault(event) or (links[0] if links else None)
                if broken is not None:
                    faults.append((event, broken))
                    continue
                self._out.accepted.append(event)
                self._hashes.add(event.hash)
                self._heads[key] = (event.header.seq, event.hash)
        return faults

    def _fault(self, event: Event) -> Broken | None:
        """What is wrong with an event by itself; a body may be left out by a redaction alone."""
        trust = self._trust_for(event)
        may_sign = trust.key_of(event.header.device, event.header.scope) is not None
        if event not in self._sound or not may_sign:
            broken = check_event(event, trust)
            if broken is not None and broken.code == "event_device_unknown":
                broken = self._proved_false(event) or broken
            if broken is not None:
                return broken
            self._sound.add(event)
        if event.body_bytes is not None:
            return None
        if event.header.kind in PERMANENT or place_of(event) not in self._redacted:
            return Broken("event_body_missing", event.event_id)
        return None

    def _trust_for(self, event: Event) -> Trust:
        """Who may sign, with the certificate that a device's own event brings for it."""
        h = event.header
        if h.kind != "device_admitted" or self._trust.key_of(h.device, h.scope) is not None:
            return self._trust
        own = [
            c
            for c in certificates_of([event])
            if c.device_id == h.device
            and (c.role == "root" or c.admitted_by in self._trust.certificates)
        ]
        if not own:
            return self._trust
        return self._journal.trust(self._project, [*self._certificates, *own])

    def _proved_false(self, event: Event) -> Broken | None:
        """What no certificate can mend: another body, or another key than the device's own."""
        known = self._trust.certificates.get(event.header.device)
        if known is not None:
            key = bytes.fromhex(known.public_key)
            if not is_signed_by(key, event.signature, signed_bytes(event.header_bytes)):
                params = {"device": event.header.device}
                return Broken("event_signature_false", event.event_id, params)
        return check_body(event)
