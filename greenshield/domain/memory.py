"""Remembers what the guards of a move looked at, as the *pins* that the move then names.

Pins are plain JSON: event ids of field writes, records, tags and moves, hashes of photos, and
the computed values (overlay, distances) as they were. A field that was absent is remembered
as "", and so is one whose value was redacted. ``verify`` rebuilds a case from the pins alone and
runs the same guards over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from greenshield.domain.field_spec import FieldSpec, sound
from greenshield.domain.state import EventId, Fields, Value, Write

RECORD_ITSELF = ""


class Memory:
    """What was looked at so far."""

    def __init__(self) -> None:
        self._bags: dict[str, dict[str, dict[str, EventId]]] = {
            "records": {}, "photos": {}, "actors": {}, "areas": {},
        }  # fmt: skip
        self._issue: dict[str, EventId] = {}
        self._tags: dict[EventId, str] = {}
        self._relied: set[EventId] = set()
        self._moves: dict[EventId, None] = {}
        self._computed: dict[str, Any] = {}
        self.disputed: set[str] = set()
        self.redacted: set[EventId] = set()

    def field(self, fields: Fields, spec: FieldSpec) -> Value:
        """Looks at a field of the issue itself."""
        return _value(spec, self._look(self._issue, "", fields, spec.id))

    def write_in(self, group: str, key: str, fields: Fields, name: str) -> Write | None:
        """Looks at a field of a record, photo, actor or area, and who wrote it."""
        bag = self._bags[group].setdefault(key, {})
        return self._look(bag, f"{key}.", fields, name)

    def value_in(self, group: str, key: str, fields: Fields, spec: FieldSpec) -> Value:
        """Looks at a field of a record, photo, actor or area."""
        return _value(spec, self.write_in(group, key, fields, spec.id))

    def record(self, record_id: str, event_id: EventId) -> None:
        """Remembers a record: its kind, day, actor and documents."""
        self._bags["records"].setdefault(record_id, {})[RECORD_ITSELF] = event_id

    def tag(self, tag_id: EventId, photo: str) -> None:
        """Remembers a photo tag that was looked at; pins name it once it is relied on."""
        self._tags[tag_id] = photo

    def rely(self, tag_id: EventId) -> None:
        """Remembers that a photo tag counted: what was passed over is nobody's evidence."""
        self._relied.add(tag_id)

    def move(self, event_id: EventId) -> None:
        """Remembers a move made before."""
        self._moves[event_id] = None

    def computed(self, name: str, value: Any) -> None:
        """Remembers a value that was computed, not written."""
        self._computed[name] = value

    def distance(self, photo: str, metres: float | None) -> None:
        """Remembers how far a photo stands from the patch."""
        self._computed.setdefault("distance_m", {})[photo] = metres

    def void_actor(self, actor_id: str) -> None:
        """Remembers that an actor looked at is void."""
        known = set(self._computed.get("void_actors", []))
        self._computed["void_actors"] = sorted({*known, actor_id})

    def pins(self, order: dict[EventId, int]) -> dict[str, Any]:
        """All of it as JSON; ``order`` puts moves in the order in which they were made."""
        tags = {tag: photo for tag, photo in sorted(self._tags.items()) if tag in self._relied}
        bags = {**self._bags, "photos": _only(self._bags["photos"], tags.values())}
        computed = dict(self._computed)
        if "distance_m" in computed:
            computed["distance_m"] = _only(computed["distance_m"], tags.values())
        return {
            "issue": dict(sorted(self._issue.items())),
            **{
                group: {key: dict(sorted(bag.items())) for key, bag in sorted(bag_of.items())}
                for group, bag_of in bags.items()
            },
            "tags": tags,
            "moves": sorted(self._moves, key=lambda event_id: order.get(event_id, -1)),
            "computed": computed,
        }

    def _look(
        self, bag: dict[str, EventId], prefix: str, fields: Fields, name: str
    ) -> Write | None:
        state = fields.get(name)
        if state is None or state.shown.redacted:
            bag[name] = ""
            if state is not None:
                self.redacted.add(state.shown.event_id)
            return None
        bag[name] = state.shown.event_id
        if state.rivals:
            self.disputed.add(prefix + name)
        return state.shown


def _only(bag: Mapping[str, Any], photos: Iterable[str]) -> dict[str, Any]:
    kept = set(photos)
    return {photo: value for photo, value in bag.items() if photo in kept}


def _value(spec: FieldSpec, write: Write | None) -> Value:
    """The value, None also for one that is not of the field's type."""
    return write.value if write is not None and sound(spec, write.value) else None
