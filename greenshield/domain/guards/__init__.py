"""The guards of the moves: each asks a case file one thing and answers what is missing.

``workflow.MOVES`` names them; ``GUARDS`` finds them by name.
"""

from __future__ import annotations

from greenshield.domain.guards import (
    adopting,
    checking,
    closing,
    lineage,
    planning,
    publicity,
    rectifying,
    registering,
    reviewing,
    turning_back,
)
from greenshield.domain.guards.guard import Guard

__all__ = ["GUARDS", "Guard"]

GUARDS: dict[str, Guard] = {
    guard.name: guard
    for module in (
        registering, checking, planning, rectifying, reviewing, closing, publicity,
        turning_back, lineage, adopting,
    )
    for guard in module.GUARDS
}  # fmt: skip
