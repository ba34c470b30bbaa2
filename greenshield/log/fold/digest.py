"""Hashes that two replicas compare: equal where they folded the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from greenshield.domain.state import EntityState, EventId, Fields, IssueState
from greenshield.log import canonical


def conflict_id(entity_id: str, name: str, candidates: Iterable[EventId]) -> str:
    """The id of a conflict: the same wherever the same writes meet."""
    text = "\n".join([entity_id, name, *sorted(candidates)])
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def plain(value: Any) -> Any:
    """A folded state as JSON carries it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def state_hash(state: EntityState) -> str:
    """SHA-256 of everything that events gave one entity, hex.

    Of a write its event and its value count: who, when and where stand in that event's header,
    which its id is the hash of.
    """
    parts: list[Any] = [
        state.entity_type,
        state.entity_id,
        state.scope,
        state.created_by,
        state.void,
        _fields(state.fields),
        [[o.event_id, o.what] for o in state.origins],
        [c.conflict_id for c in state.conflicts],
        [[f.code, f.event_id, f.params] for f in state.findings],
    ]
    if isinstance(state, IssueState):
        parts += [
            state.state,
            state.head,
            [
                [r.record_id, r.kind, r.event_id, r.voided_by, _fields(r.fields)]
                for r in state.records
            ],
            [[t.tag_id, t.removed_by] for t in state.tags],
            [[m.event_id, m.status, [c.event_id for c in m.consents]] for m in state.moves],
            [c.event_id for c in state.comments],
            state.locked,
        ]
    return hashlib.sha256(canonical.dumps(parts)).hexdigest()


def _fields(fields: Fields) -> list[list[Any]]:
    return [
        [name, f.shown.event_id, f.shown.value, [w.event_id for w in f.rivals + f.agreeing]]
        for name, f in fields.items()
    ]


def digest_of(hashes: Iterable[tuple[str, str, str]]) -> str:
    """One hash over many entities, from (entity type, entity id, state hash) in any order."""
    total = hashlib.sha256()
    for row in sorted(hashes):
        total.update("\t".join(row).encode("utf-8") + b"\n")
    return total.hexdigest()
