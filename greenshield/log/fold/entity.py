"""Folds what has fields and nothing else, such as areas, zones, photos, actors, the project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greenshield.domain.state import Conflict, EntityState, Origin
from greenshield.log.fold.digest import conflict_id
from greenshield.log.fold.fields import field_conflicts, fold_fields
from greenshield.log.fold.sources import Source


@dataclass(frozen=True, slots=True)
class _Void:
    is_void: bool
    conflicts: tuple[Conflict, ...]


def fold_entity(entity_type: str, entity_id: str, sources: Sequence[Source]) -> EntityState:
    """What the events of one plain entity make of it. ``sources`` stand in display order."""
    fields = fold_fields(sources)
    void = _fold_void(entity_type, entity_id, sources)
    return EntityState(
        entity_type=entity_type,
        entity_id=entity_id,
        scope=scope_of(sources),
        fields=fields,
        created_by=created_by(sources),
        origins=origins_of(sources),
        void=void.is_void,
        conflicts=(*field_conflicts(entity_type, entity_id, fields), *void.conflicts),
    )


def scope_of(sources: Sequence[Source]) -> str:
    """The scope of the first event; an entity stays in the chains where it began."""
    return sources[0].header.scope if sources else ""


def created_by(sources: Sequence[Source]) -> str:
    """The first event that made the entity, "" where only later ones are known."""
    return next((s.event_id for s in sources if s.header.kind == "created"), "")


def origins_of(sources: Sequence[Source]) -> tuple[Origin, ...]:
    """Each import of the entity, in display order."""
    return tuple(
        Origin(s.event_id, s.header.actor, s.header.at, s.body["origin"])
        for s in sources
        if s.header.kind == "created" and "origin" in s.body
    )


def _fold_void(entity_type: str, entity_id: str, sources: Sequence[Source]) -> _Void:
    """Whether the entity is void, and whether an edit met the voiding unseen."""
    voids = {s.event_id: s for s in sources if s.header.kind == "voided"}
    if not voids:
        return _Void(False, ())
    seen = {event_id for s in voids.values() for event_id in s.body["saw"]}
    heads = [s for event_id, s in voids.items() if event_id not in seen]
    shown = heads[-1]
    if shown.body.get("restore"):
        return _Void(False, ())
    known = set(shown.body["saw"])
    edits = [s for s in sources if s.header.kind in ("created", "fields_set") and not s.redacted]
    unseen = tuple(
        s.event_id
        for s in edits
        if s.event_id not in known and shown.event_id not in s.body.get("saw", [])
    )
    if not unseen:
        return _Void(True, ())
    rivals = (shown.event_id, *unseen)
    name = conflict_id(entity_id, "void", rivals)
    return _Void(True, (Conflict(name, entity_type, entity_id, "void", "void", rivals),))
