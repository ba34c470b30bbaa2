"""From when on a record of each kind can stand beside an issue.

A record may be written down late, so nothing is asked of the state that an issue has now but
that it is not void: what counts is how far it ever came. A look-back 回头看 looks back at a
closing, an objection 公示异议 answers a publicity notice, an extension 延期 moves the deadline of
a problem. What authorities say of an issue and do beside it (an opinion, a case referred, a
fine, a claim) waits for none of its states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from greenshield.domain import dates, workflow
from greenshield.domain.state import IssueState
from greenshield.domain.workflow import STATES

FIRST: Final[Mapping[str, str]] = {
    "check": "clue", "document": "clue", "referral": "clue", "penalty": "clue",
    "accountability": "clue", "compensation": "clue", "measure": "clue", "progress": "clue",
    "opinion": "clue", "extension": "registered", "objection": "publicized", "lookback": "closed",
}  # fmt: skip
"""Kind of record -> the first state, in the order of the main line, in which it makes sense."""

NOT_DISMISSED: Final = frozenset({"measure", "progress"})
"""Kinds that a clue that was dismissed has no use for: nothing is rectified."""

DATED: Final = frozenset({"objection", "lookback"})
"""Kinds that also happen no earlier than the move that led to their first state."""

_ASIDE: Final = frozenset({"dismissed", "suspended", "void"})  # no steps of the main line
# By what columns the row of an old ledger tells of a past that no move here made: a problem that
# came in as one being rectified may have been closed once, and found to be back.
_TOLD: Final = {"publicized": ("pub_from", "pub_to"), "closed": ("closed_on", "closing_doc_no")}


def makes_sense(kind: str, issue: IssueState, before: Iterable[IssueState] = ()) -> bool:
    """Whether a record of a kind can stand beside an issue by now.

    Args:
        kind: of ``records.KINDS``; any other makes sense always.
        issue: as it stands.
        before: the issues that it was made of by split or merge, all the way back.
    """
    first = FIRST.get(kind)
    if first is None:
        return True
    if issue.state == "dismissed" and kind in NOT_DISMISSED:
        return False
    wanted = STATES[first].rank
    if any(STATES[state].rank >= wanted for one in (issue, *before) for state in _reached(one)):
        return True
    adopted = any(move.move == "adopt" for move in issue.history())
    return adopted and any(issue.get(name) for name in _TOLD.get(first, ()))


def begun_on(kind: str, issue: IssueState) -> str:
    """The first day that a record of a dated kind can be of, ISO.

    That is the day of the move that first led to the state which the kind follows, or an earlier
    one of which the issue tells: a notice often hangs for days before the move is written down.

    "" where the kind is none of these, or where an issue came here with a past: an adopted row,
    or those that it took over from, may have been closed or publicized before.
    """
    if kind not in DATED:
        return ""
    wanted = STATES[FIRST[kind]].rank
    history = list(issue.history())
    if any(move.move in workflow.FIRST for move in history):
        return ""
    begun = next((m.occurred_on for m in history if _rank(m.to_state) >= wanted), "")
    told = issue.get(_TOLD[FIRST[kind]][0])
    return min(begun, told) if dates.is_date(told) else begun


def _reached(issue: IssueState) -> set[str]:
    """The states of the main line that an issue ever had, as far as its moves tell."""
    found = {"clue", issue.state}
    for move in issue.history():
        found |= {move.from_state, move.to_state, str(move.data.get("came_from") or "")}
    return {state for state in found if state in STATES and state not in _ASIDE}


def _rank(state: str) -> int:
    known = STATES.get(state)
    return -1 if known is None or state in _ASIDE else known.rank
