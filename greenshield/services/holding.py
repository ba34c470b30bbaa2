"""Which moves hold which facts: why a field may not be changed, by the move that relied on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from greenshield.domain.state import IssueState, MoveState

Held = dict[str, dict[str, str]]
"""Subject (``issue``, ``record:<id>``) -> field -> the latest move in force that relied on it."""


def held(issue: IssueState) -> Held:
    """The fields of an issue and of its records that moves in force hold.

    The field "" of a record is the record itself: it may not be made void.
    """
    out: Held = {}
    for move in issue.history():
        for subject, name, event_id in _pinned(move):
            if issue.locked.get(subject, {}).get(name) == event_id:
                out.setdefault(subject, {})[name] = move.move
    return out


def _pinned(move: MoveState) -> Iterator[tuple[str, str, str]]:
    """What a move's pins say it looked at; pins come from events, so any shape is met."""
    yield from _fields("issue", move.pins.get("issue"))
    records = move.pins.get("records")
    for record_id, fields in records.items() if isinstance(records, Mapping) else ():
        yield from _fields(f"record:{record_id}", fields)


def _fields(subject: str, fields: Any) -> Iterator[tuple[str, str, str]]:
    for name, event_id in fields.items() if isinstance(fields, Mapping) else ():
        if isinstance(name, str) and isinstance(event_id, str):
            yield subject, name, event_id
