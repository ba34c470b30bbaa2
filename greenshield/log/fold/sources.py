"""An event as the fold reads it: known to this version, in display order.

A redacted event is left out, but for a write of fields: that it wrote, and what it had seen,
is kept without its values. Else the writes that it had replaced would come back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from greenshield.domain.errors import UnreadableError
from greenshield.domain.state import EventId, Write
from greenshield.log.envelope import Event, Header, LaterHeader
from greenshield.log.kinds import KINDS, PERMANENT, place_of, redaction_of, understood

# Redacted ones of these leave the graph of their fields behind. A record goes as a whole.
_WRITES = frozenset({"created", "fields_set"})


@dataclass(frozen=True, slots=True)
class Source:
    """A folded event: its id, header and body without salt.

    Attributes:
        redacted: its values are gone; ``fields`` (each None), ``saw`` and ``record`` are what
            the redaction tells of them.
    """

    event_id: EventId
    header: Header
    body: dict[str, Any]
    redacted: bool = False

    def write(self, value: Any) -> Write:
        """The write of one value by this event."""
        h = self.header
        return Write(self.event_id, value, h.actor, h.device, h.at, h.lamport, self.redacted)


def sources_of(events: Iterable[Event]) -> list[Source]:
    """The events that count, once each, in display order.

    An event that this version does not know is left out; so is the body of one that a
    ``redacted`` event names, even where it is still at hand, so that every replica folds alike.
    """
    unique = once_each(events)
    known = sorted(filter(understood, unique.values()), key=_place)
    redactions: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for event in known:
        place = redaction_of(event)
        if place is not None:
            redactions.setdefault(place, []).append(event.body or {})
    whole = {
        _place(event): Source(event.event_id, event.header, event.body or {})
        for event in known
        if event.header.kind in PERMANENT or place_of(event) not in redactions
    }
    if redactions:
        for event in unique.values():
            emptied = _emptied(event, redactions)
            if emptied is not None:
                whole[_place(event)] = emptied
    return [whole[place] for place in sorted(whole)]


def once_each(events: Iterable[Event]) -> dict[str, Event]:
    """Each event by its hash; of two copies the one with its body, whichever came first."""
    unique: dict[str, Event] = {}
    for event in events:
        kept = unique.setdefault(event.hash, event)
        if (event.body_bytes or b"") > (kept.body_bytes or b""):
            unique[event.hash] = event
    return unique


def _place(event: Event) -> tuple[tuple[int, str, int, str], str]:
    """Where an event stands; two that claim one place in a chain (a fork) both do, by hash."""
    return (event.order, event.hash)


def _emptied(
    event: Event, redactions: dict[tuple[str, str, str], list[dict[str, Any]]]
) -> Source | None:
    """What is left of a redacted write of fields; None for any other event.

    Nobody can prove what a redaction tells of a body. It counts as far as the redaction does:
    who may redact an event may write the same fields anew. Of several, the first that tells.
    """
    try:
        header = event.header
    except UnreadableError:
        return None
    told = redactions.get(place_of(event), [])
    if not told or header.kind not in _WRITES or isinstance(header, LaterHeader):
        return None
    kind = KINDS[header.kind]
    if header.schema > kind.schema or header.entity_type not in kind.on:
        return None
    first = next((body for body in told if "fields" in body), None)
    if first is None:
        return None
    body = {"fields": dict.fromkeys(first["fields"]), "saw": first.get("saw", [])}
    if header.kind == "fields_set" and first.get("record"):
        body["record"] = first["record"]
    return Source(event.event_id, header, body, redacted=True)
