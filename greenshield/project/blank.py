"""An empty database of today's schema, in memory: the steps are taken once in a process."""

from __future__ import annotations

import threading

from greenshield.project import engine
from greenshield.project.migrations import steps

_making = threading.Lock()
_made: dict[tuple[object, ...], engine.Database] = {}


def all_steps() -> tuple[object, ...]:
    """Every schema step there is, by name and function: what a kept result depends on."""
    empty = engine.memory()
    try:
        return tuple((step.name, step.fn) for step in steps.pending(empty))
    finally:
        empty.conn.close()


def blank() -> engine.Database:
    """A new one, which is the caller's own."""
    known = all_steps()
    copy = engine.memory()
    with _making:
        if known not in _made:
            _made[known] = engine.memory()
            steps.apply(_made[known])
        _made[known].conn.backup(copy.conn)
    return copy
