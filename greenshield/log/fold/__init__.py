"""The fold: the set of an entity's events in, what the entity is out.

The same result whatever order the events come in, however often each comes and whichever
device made it. Nothing here reads a clock or a table.
"""

from greenshield.log.fold.digest import digest_of, state_hash
from greenshield.log.fold.entity import fold_entity
from greenshield.log.fold.issue import fold_issue
from greenshield.log.fold.sources import Source, once_each, sources_of

__all__ = [
    "Source",
    "digest_of",
    "fold",
    "fold_entity",
    "fold_issue",
    "fold_known",
    "once_each",
    "sources_of",
    "state_hash",
]

from collections.abc import Iterable

from greenshield.domain.state import EntityState
from greenshield.log.envelope import Event


def fold(entity_type: str, entity_id: str, events: Iterable[Event]) -> EntityState:
    """What the events of one entity make of it, an ``IssueState`` for an issue."""
    return _fold(entity_type, entity_id, sources_of(events))


def fold_known(entity_type: str, entity_id: str, events: Iterable[Event]) -> EntityState | None:
    """The same, but None where this version understands none of the events."""
    sources = sources_of(events)
    return _fold(entity_type, entity_id, sources) if sources else None


def _fold(entity_type: str, entity_id: str, sources: list[Source]) -> EntityState:
    if entity_type == "issue":
        return fold_issue(entity_id, sources)
    return fold_entity(entity_type, entity_id, sources)
