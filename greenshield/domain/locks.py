"""What may no longer be changed: the facts and photos that moves in force relied on.

A pure function over the done moves of an issue. It walks a stack of states: a move forward
puts its pins on top; a move back takes everything above its target away, and with it the
locks, so that a ``return`` frees what the steps after ``rectifying`` relied on while the
approved plan stays fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from greenshield.domain.state import EventId, MoveState
from greenshield.domain.workflow import INITIAL, STATES

Locks = dict[str, dict[str, EventId]]
"""Subject -> field -> event id; a subject is ``issue``, ``record:<id>``, ``photo:<sha256>``
(field names) or ``tag`` (tag ids). The field "" of a record is the record itself."""


@dataclass(slots=True)
class _Level:
    state: str
    pins: list[Mapping[str, Any]] = field(default_factory=list)


def locked_by(history: Iterable[MoveState]) -> Locks:
    """What the done moves of an issue hold, first to last.

    An absent field that a guard looked at is not held: it may still be filled in.
    """
    locks: Locks = {}
    for level in _stack(history):
        for pins in level.pins:
            _merge(locks, pins)
    _hold_crs_with_the_patch(locks)
    held = {subject: dict(sorted(fields.items())) for subject, fields in sorted(locks.items())}
    return {subject: fields for subject, fields in held.items() if fields}


def released_by(history: Iterable[MoveState], move: MoveState) -> Locks:
    """The locks that stay while edits made together with a move are written.

    Edits that go with ``reassign``, ``return`` or ``reopen`` are judged by this, since
    their guards look at the facts as those edits leave them.
    """
    return locked_by([*history, replace(move, pins={})])


def _rank(state: str) -> int:
    known = STATES.get(state)
    return -1 if known is None else known.rank


def _stack(history: Iterable[MoveState]) -> list[_Level]:
    stack = [_Level(INITIAL)]
    for m in history:
        if m.from_state == m.to_state and stack[-1].state == m.to_state:
            stack[-1].pins = [m.pins]
            continue
        while stack and _rank(stack[-1].state) > _rank(m.to_state):
            stack.pop()
        if stack and stack[-1].state == m.to_state:
            # What a move back looked at itself (a look-back's photos) holds from here on.
            stack[-1].pins.append(m.pins)
        else:
            stack.append(_Level(m.to_state, [m.pins]))
    return stack


def _merge(locks: Locks, pins: Mapping[str, Any]) -> None:
    _hold(locks, "issue", pins.get("issue"))
    for group, prefix in (("records", "record:"), ("photos", "photo:")):
        entries = pins.get(group)
        if isinstance(entries, Mapping):
            for key, fields in entries.items():
                _hold(locks, f"{prefix}{key}", fields)
    tags = pins.get("tags")
    if isinstance(tags, Mapping):
        _hold(locks, "tag", {tag_id: tag_id for tag_id in tags})


def _hold_crs_with_the_patch(locks: Locks) -> None:
    """Frees ``source_crs`` while no move relied on a patch: the first one brings its own."""
    issue = locks.get("issue", {})
    if "geom" not in issue:
        issue.pop("source_crs", None)


def _hold(locks: Locks, subject: str, fields: object) -> None:
    """Pins come from events, so whatever has another shape is passed over."""
    if not isinstance(fields, Mapping):
        return
    for name, event_id in fields.items():
        if isinstance(name, str) and isinstance(event_id, str) and event_id:
            locks.setdefault(subject, {})[name] = event_id
