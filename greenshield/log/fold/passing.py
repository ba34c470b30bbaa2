"""Which moves one takes the place of: those that it names and that it knew to be unsigned.

What a move says it passes over counts as far as its author knew the chains: a move that it did
not know of, or that it knew to have its second signature (or to need none), stays its rival.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from greenshield.domain import workflow
from greenshield.domain.state import EventId, MoveState
from greenshield.log.envelope import Header
from greenshield.log.reach import covers, reach

Headers = Mapping[EventId, Header]
"""The headers of an issue's moves and second signatures."""


def passed_over(
    move: MoveState, moves: Mapping[EventId, MoveState], headers: Headers
) -> Iterator[EventId]:
    """The moves that one takes the place of, whatever signature under them comes later.

    Args:
        move: one that is in force.
        moves: all moves of the issue, with every second signature that is known by now.
        headers: of these moves and signatures.
    """
    if not move.passed:
        return
    # What the authors of the moves before it knew adds nothing: these come before both.
    known = reach(headers[move.event_id], move.pins)
    for event_id in move.passed:
        other = moves.get(event_id)
        if other is None or not covers(known, headers[event_id]):
            continue
        then = tuple(c for c in other.consents if covers(known, headers[c.event_id]))
        if not workflow.is_signed(replace(other, consents=then)):
            yield event_id
