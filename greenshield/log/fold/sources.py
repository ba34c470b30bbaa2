"""An event as the fold reads it: known to this version, not redacted, in display order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from greenshield.domain.state import EventId, Write
from greenshield.log.envelope import Event, Header
from greenshield.log.kinds import PERMANENT, place_of, redaction_of, understood


@dataclass(frozen=True, slots=True)
class Source:
    """A folded event: its id, header and body without salt."""

    event_id: EventId
    header: Header
    body: dict[str, Any]

    def write(self, value: Any) -> Write:
        """The write of one value by this event."""
        h = self.header
        return Write(self.event_id, value, h.actor, h.device, h.at, h.lamport)


def sources_of(events: Iterable[Event]) -> list[Source]:
    """The events that count, once each, in display order.

    An event that this version does not know is left out; so is one that a ``redacted`` event
    names, even where its body is still at hand, so that every replica folds alike.
    """
    unique = {event.hash: event for event in events}
    known = [event for event in unique.values() if understood(event)]
    redacted = {place for place in map(redaction_of, known) if place is not None}
    known.sort(key=lambda event: event.order)
    return [
        Source(event.event_id, event.header, event.body or {})
        for event in known
        if event.header.kind in PERMANENT or place_of(event) not in redacted
    ]
