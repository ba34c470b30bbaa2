"""What the author of a move knew when it was made, told from the events alone.

An author knows its own chain below the event, what its ``chains`` say, every event that it
names, and what the authors of the moves before it knew: who follows a move has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from greenshield.domain.state import EntityState, EventId, IssueState
from greenshield.log import scopes
from greenshield.log.envelope import Event
from greenshield.log.fold import fold_known, once_each, sources_of
from greenshield.log.fold.moves import fold_moves
from greenshield.log.kinds import PERMANENT, place_of, redaction_of, understood
from greenshield.log.reach import Reach, covers, reach

# The field of a body that names the moves that its author followed or spoke of.
_BEFORE = {"moved": "after", "consented": "move", "move_decided": "among"}


class Knowledge:
    """Everything known to anybody, and how much of it each author knew.

    Args:
        project: the project's id.
        events: with readable headers.
    """

    def __init__(self, project: str, events: Sequence[Event]) -> None:
        self._project = project
        self._by_id = {event.event_id: event for event in once_each(events).values()}
        self._of: dict[tuple[str, str], list[Event]] = {}
        self._redactions: dict[tuple[str, str, str], list[Event]] = {}
        for event in self._by_id.values():
            h = event.header
            self._of.setdefault((h.entity_type, h.entity), []).append(event)
            place = redaction_of(event)
            if place is not None:
                self._redactions.setdefault(place, []).append(event)
        self._reach: dict[str, Reach] = {}
        self._states: dict[tuple[str, ...], EntityState | None] = {}

    def get(self, event_id: str) -> Event | None:
        """One event, also where its body is left out."""
        return self._by_id.get(event_id)

    def redacted_since(self, event_id: str, author: Event) -> bool:
        """True where a body was void later than another event was made, for all its author knew."""
        event = self._by_id.get(event_id)
        if event is None or not self.redactions_of(event):
            return False
        return not self.redacted_for(event, author)

    def reach_of(self, event: Event) -> Reach:
        """How far the author of a move, consent or decision knew each chain."""
        waiting = [event]
        while waiting:
            top = waiting[-1]
            if top.event_id in self._reach:
                waiting.pop()
                continue
            before = [e for e in self._before(top) if e.event_id not in self._reach]
            if before:
                waiting += before
            else:
                self._reach[top.event_id] = self._joined(top)
        return self._reach[event.event_id]

    def redactions_of(self, event: Event) -> list[Event]:
        """The redactions that name an event and count."""
        if event.header.kind in PERMANENT:
            return []
        return self._redactions.get(place_of(event), [])

    def redacted_for(self, event: Event, author: Event) -> bool:
        """True where an event's body was void already when another was made."""
        known = self.reach_of(author)
        return any(covers(known, r.header) for r in self.redactions_of(event))

    def state(self, author: Event, entity_type: str, entity_id: str) -> EntityState | None:
        """An entity as the author of an event knew it, less what was redacted since.

        None where it knew of none, or where a body is not at hand, as in a pack.
        """
        known = self.reach_of(author)
        of = self._of.get((entity_type, entity_id), [])
        events = [e for e in of if covers(known, e.header)]
        emptied = [r for e in events for r in self.redactions_of(e)]
        if any(e.body_bytes is None and not self.redactions_of(e) for e in events):
            return None
        events = list(dict.fromkeys([*events, *emptied]))
        key = (entity_type, entity_id, *sorted(e.event_id for e in events))
        if key not in self._states:
            self._states[key] = fold_known(entity_type, entity_id, events)
        return self._states[key]

    def pending(self, author: Event, after: EventId) -> list[EventId] | None:
        """The moves after one that waited for a second signature as far as an author knew.

        Moves, second signatures and decisions can't be redacted, so it can always be told; None
        only where a body is not at hand.
        """
        known = self.reach_of(author)
        h = author.header
        of = self._of.get((h.entity_type, h.entity), [])
        events = [e for e in of if e.header.kind in _BEFORE and covers(known, e.header)]
        if any(e.body_bytes is None for e in events):
            return None
        moves = fold_moves(h.entity, sources_of(events)).moves
        return [m.event_id for m in moves if m.status == "pending" and m.after == after]

    def lost_records(self, author: Event) -> Iterator[Event]:
        """Records of the author's issue that it knew, and that were redacted since."""
        known = self.reach_of(author)
        h = author.header
        for event in self._of.get((h.entity_type, h.entity), []):
            if event.header.kind != "record_added" or not covers(known, event.header):
                continue
            if self.redacted_since(event.event_id, author):
                yield event

    def _before(self, event: Event) -> list[Event]:
        """The moves of the same issue that an event follows or speaks of."""
        named = _body(event).get(_BEFORE.get(event.header.kind, ""), [])
        names = named if isinstance(named, list) else [named]
        found = (self._by_id.get(name) for name in names if isinstance(name, str))
        return [e for e in found if e is not None and e.header.entity == event.header.entity]

    def _joined(self, event: Event) -> Reach:
        """What an event's author knew by its own word, by what it names, and by what it follows."""
        pins = _body(event).get("pins")
        pins = pins if isinstance(pins, Mapping) else {}
        out = reach(event.header, pins)
        for before in self._before(event):
            for chain, seq in self._reach.get(before.event_id, {}).items():
                out[chain] = max(seq, out.get(chain, 0))
        named = [e for name in _texts(pins) if (e := self._by_id.get(name)) is not None]
        for h in (e.header for e in [*named, *self._before(event)]):
            out[(h.scope, h.device)] = max(h.seq, out.get((h.scope, h.device), 0))
        # What others say of one's own chain can't reach beyond the event itself.
        h = event.header
        out[(h.scope, h.device)] = h.seq - 1
        return out


class KnownTo:
    """What the author of one move knew, as :class:`greenshield.domain.pins_reading.Known`."""

    def __init__(self, knowledge: Knowledge, project: str, author: Event) -> None:
        self._knowledge = knowledge
        self._project = project
        self._author = author

    def issue(self) -> IssueState | None:
        """The issue of the move."""
        found = self._knowledge.state(self._author, "issue", self._author.header.entity)
        return found if isinstance(found, IssueState) else None

    def actor(self, actor_id: str) -> EntityState | None:
        """An actor."""
        return self._knowledge.state(self._author, "actor", actor_id)

    def area(self, area_id: str) -> EntityState | None:
        """A protected area."""
        return self._knowledge.state(self._author, "area", area_id)

    def photo(self, sha256: str) -> EntityState | None:
        """A photo of the issue's county."""
        photo = scopes.photo_id(self._project, self._author.header.scope, sha256)
        return self._knowledge.state(self._author, "photo", photo)


def _body(event: Event) -> dict[str, Any]:
    return event.body or {} if understood(event) else {}


def _texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, which is nested no deeper than canonical JSON may be."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
