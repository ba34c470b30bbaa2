"""Fields: every write that no later write has seen is kept; one is shown.

A write *saw* the event ids that its event names for that field. Rivals of equal value are no
conflict. The shown write is the last in display order.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from greenshield.domain.state import Conflict, EventId, Fields, FieldState, Write
from greenshield.log import canonical
from greenshield.log.fold.digest import conflict_id
from greenshield.log.fold.sources import Source


class FieldWrites:
    """Collects the writes of one field bag (an entity's, or a record's) in display order."""

    def __init__(self) -> None:
        self._writes: dict[str, dict[EventId, Write]] = {}
        self._seen: dict[str, set[EventId]] = {}

    def add(self, source: Source) -> None:
        """Takes the writes of one ``created``, ``record_added`` or ``fields_set`` event."""
        body = source.body
        saw: list[str] = body.get("saw", [])
        exceptions: dict[str, Any] = body.get("saw_by", {})
        for name, value in body["fields"].items():
            self._writes.setdefault(name, {})[source.event_id] = source.write(value)
            seen = exceptions.get(name, saw)
            if isinstance(seen, list):
                self._seen.setdefault(name, set()).update(s for s in seen if isinstance(s, str))

    def fold(self) -> Fields:
        """What each field is, by name in order."""
        return {name: self._state(name) for name in sorted(self._writes)}

    def _state(self, name: str) -> FieldState:
        writes = self._writes[name]
        seen = self._seen.get(name, set())
        # An event can't see itself or a later one (it would have to know their hash), so at
        # least one write is always unseen.
        heads = [w for event_id, w in writes.items() if event_id not in seen]
        if len(heads) == 1:
            return FieldState(heads[0])
        heads.sort(key=lambda w: (w.lamport, w.device, w.event_id))
        *others, shown = heads
        same = canonical.dumps(shown.value)
        rivals = tuple(w for w in others if canonical.dumps(w.value) != same)
        agreeing = tuple(w for w in others if canonical.dumps(w.value) == same)
        return FieldState(shown, rivals, agreeing)


def fold_fields(sources: Iterable[Source]) -> Fields:
    """The fields of an entity: its ``created`` and ``fields_set`` events without a record."""
    writes = FieldWrites()
    for source in sources:
        kind = source.header.kind
        if kind == "created" or (kind == "fields_set" and not source.body.get("record")):
            writes.add(source)
    return writes.fold()


def field_conflicts(
    entity_type: str, entity_id: str, fields: Fields, *, prefix: str = ""
) -> list[Conflict]:
    """A conflict for each field that shows one of several values."""
    return [
        Conflict(
            conflict_id(entity_id, prefix + name, state.heads),
            entity_type,
            entity_id,
            "field",
            prefix + name,
            state.heads,
        )
        for name, state in fields.items()
        if state.rivals
    ]
