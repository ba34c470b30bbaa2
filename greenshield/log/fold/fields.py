"""Fields: every write that no later write has seen is kept; one is shown.

A write *saw* the event ids that its event names for that field. Rivals of equal value are no
conflict. The shown write is the last in display order. A redacted write is kept without its
value: it hides what it saw, and is shown only where nothing else is left.
"""

from __future__ import annotations

from collections.abc import Iterable

from greenshield.domain.state import Conflict, EventId, Fields, FieldState, Write
from greenshield.log import canonical
from greenshield.log.fold.digest import conflict_id
from greenshield.log.fold.sources import Source


class FieldWrites:
    """Collects the writes of one field bag (an entity's, or a record's) in display order."""

    def __init__(self) -> None:
        self._writes: dict[str, dict[EventId, Write]] = {}
        self._seen: dict[str, set[EventId]] = {}
        self._told: dict[str, set[EventId]] = {}  # as redactions tell it, which nobody can prove

    def add(self, source: Source) -> None:
        """Takes the writes of one ``created``, ``record_added`` or ``fields_set`` event."""
        body = source.body
        saw: list[str] = body.get("saw", [])
        for name, value in body["fields"].items():
            writes = self._writes.setdefault(name, {})
            if source.redacted:
                # Nothing later can have been seen, and what comes later is not here yet.
                self._told.setdefault(name, set()).update(writes.keys() & saw)
            elif saw:
                self._seen.setdefault(name, set()).update(saw)
            writes[source.event_id] = source.write(value)

    def fold(self) -> Fields:
        """What each field is, by name in order."""
        return {name: self._state(name) for name in sorted(self._writes)}

    def _state(self, name: str) -> FieldState:
        writes = self._writes[name]
        if len(writes) == 1:  # as nearly every field of an imported issue
            return FieldState(next(iter(writes.values())))
        seen = self._seen.get(name, set())
        # An event can't see itself or a later one (it would have to know their hash), so at
        # least one write is always unseen. What redactions tell may be untrue and go in a ring.
        unseen = [w for event_id, w in writes.items() if event_id not in seen]
        told = self._told.get(name, set())
        heads = [w for w in unseen if w.event_id not in told] or unseen
        if len(heads) == 1:
            return FieldState(heads[0])
        shown = ([w for w in heads if not w.redacted] or heads)[-1]
        same = canonical.dumps(shown.value)
        rivals: list[Write] = []
        agreeing: list[Write] = []
        for w in heads:
            if w is not shown:
                differs = not w.redacted and canonical.dumps(w.value) != same
                (rivals if differs else agreeing).append(w)
        return FieldState(shown, tuple(rivals), tuple(agreeing))


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
