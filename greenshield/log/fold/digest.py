"""Hashes that two replicas compare: equal where they folded the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from greenshield.domain.state import EntityState, EventId
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
    """SHA-256 of everything that events gave one entity, hex."""
    return hashlib.sha256(canonical.dumps(plain(state))).hexdigest()


def digest_of(hashes: Iterable[tuple[str, str, str]]) -> str:
    """One hash over many entities, from (entity type, entity id, state hash) in any order."""
    total = hashlib.sha256()
    for row in sorted(hashes):
        total.update("\t".join(row).encode("utf-8") + b"\n")
    return total.hexdigest()
