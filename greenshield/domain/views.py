"""Where an issue stands: among the clues, the issues, or what is closed. One meaning everywhere.

The ledger's standing views, overdue, the summary and the charts all ask this module. A suspended
issue stands where it came from: a clue that is put aside has not become a problem by that, nor
has one under a look-back stopped being closed.
"""

from __future__ import annotations

from functools import lru_cache

from greenshield.domain.workflow import CLOSED_STATES, STATES, UNDONE

VIEWS = ("clues", "issues", "closed")
"""线索, 问题, 已销号: every issue stands in one of them, but for a void one, which is in none."""

ASIDE = "suspended"
_OF_PHASE = {"discover": "clues", "transfer": "issues", "rectify": "issues"}
_OF_STATE = {
    code: "closed" if code in CLOSED_STATES else _OF_PHASE.get(state.phase, "")
    for code, state in STATES.items()
}


def place(state: str, came_from: str | None) -> str:
    """The state that says where an issue stands: of a suspended one the state it came from.

    Args:
        state: of the workflow.
        came_from: what ``workflow.origin`` gives, ``""`` or None where none is known.
    """
    return came_from or state if state == ASIDE else state


@lru_cache(maxsize=1024)  # asked of every issue, a few times each
def view(state: str, came_from: str | None) -> str:
    """Which of ``VIEWS`` an issue stands in, ``""`` for a void one.

    One that is suspended and does not tell from where counts as an issue: nobody loses sight of
    it, and its clock runs.
    """
    at = place(state, came_from)
    return "issues" if at == ASIDE else _OF_STATE.get(at, "")


def is_problem(state: str, came_from: str | None) -> bool:
    """True from the registration on, closed ones among them; a void one is none."""
    return view(state, came_from) in ("issues", "closed")


def is_closed(state: str, came_from: str | None) -> bool:
    """True while the closing of a problem stands.

    Of one that was opened anew the day and the number of its closing are past: its moves tell
    them, and no list shows them as if they held.
    """
    return view(state, came_from) == "closed"


def is_undone(state: str, came_from: str | None) -> bool:
    """True for a problem of which the rectification is not done: its deadline counts.

    For a problem that is suspended the clock keeps running, whatever it had reached.
    """
    return state in UNDONE and view(state, came_from) == "issues"
