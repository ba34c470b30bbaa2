"""Whose turn it is: the move that brings an issue on, whose it is, and since when it waits.

Nothing of this is stored but the day (``issue.waiting_since``), which follows from the moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from greenshield.domain import dates, workflow
from greenshield.domain.state import IssueState, MoveState

ONWARD: Final = {
    "clue": "assign", "assigned": "check", "checked": "register", "registered": "plan",
    "planned": "approve_plan", "rectifying": "self_check", "self_checked": "city_review",
    "city_reviewed": "accept", "accepted": "publicize", "publicized": "close", "closed": "file",
    "lookback": "confirm", "suspended": "resume",
}  # fmt: skip
"""The move that brings an issue on, by state. Ways back and aside are nobody's daily work."""

SIGN: Final = "consent"
"""The next step of an issue whose move waits for a second signature."""
DECIDE: Final = "decide"
"""The next step of an issue two of whose moves follow one: a keeper chooses."""

LEVELS_FILED: Final = ("national",)
"""The export package of national-level areas goes up (workflow.md)."""

TIERS: Final = ("county", "city", "province")
"""Where an issue can wait, from below."""
_TIER_OF_ROLE: Final = {"inspector": "county", "keeper": "county"}


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is.

    Attributes:
        move: the next step: a move, ``SIGN`` or ``DECIDE``.
        roles: any of these may make it.
    """

    move: str
    roles: tuple[str, ...]

    @property
    def tiers(self) -> tuple[str, ...]:
        """Where it waits: the tiers of the roles, each once."""
        return tuple(dict.fromkeys(tier_of(role) for role in self.roles))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Where one issue waits.

    Attributes:
        tier: of ``TIERS``; of several the one that is asked first.
        role: of ``roles.ROLES``.
        move: the next step, as of ``Turn``.
        since: the day of the move that brought it there, or of the one that waits for a
            signature; of a clue the day it came in. ISO, "" where another program wrote none.
        days: from then to the day asked about, never negative; None without a day.
    """

    tier: str
    role: str
    move: str
    since: str
    days: int | None


def tier_of(role: str) -> str:
    """The tier that a role works at; an inspector and a keeper are the county's."""
    return _TIER_OF_ROLE.get(role, role)


def turn(state: str, level: str, acceptance: str, looked_back_by: str = "") -> Turn | None:
    """Whose turn it is in a state, no move being pending; None where nobody's.

    Args:
        state: of the workflow.
        level: of the principal area, "" where the issue lies in none.
        acceptance: the role that accepts issues of this level, by the rule set.
        looked_back_by: the role that began the look-back, where that is known: it ends it.
    """
    move = ONWARD.get(state, "")
    if not move or (move == "file" and level not in LEVELS_FILED):
        return None
    roles = workflow.roles_for(move, state, acceptance)
    if state == "lookback" and looked_back_by in roles:
        roles = (looked_back_by,)
    return Turn(move, roles)


def signature(move: str) -> Turn | None:
    """Whose turn it is while a move waits for a second signature; None where none is asked."""
    row = workflow.MOVES.get(move)
    return Turn(SIGN, (row.consent,)) if row is not None and row.consent else None


def of_issue(issue: IssueState, level: str, acceptance: str, as_of: str) -> Waiting | None:
    """Where an issue waits, None where it waits for nobody.

    Args:
        issue: the folded issue.
        level: of the principal area, or "".
        acceptance: as of :func:`turn`.
        as_of: the day asked about, ISO.
    """
    found = _turn_of(issue, level, acceptance)
    if found is None:
        return None
    began = since(issue) or ""
    role = found.roles[0]
    return Waiting(tier_of(role), role, found.move, began, days_waited(began, as_of))


def since(issue: IssueState) -> str | None:
    """The day since when an issue stands where it waits, None where it can wait for nobody.

    A move that waits for a second signature counts from its own day.
    """
    pending = issue.pending()
    if issue.state not in ONWARD and not pending:
        return None
    if pending and not issue.disputed:
        return _day(pending[-1])
    made = list(issue.history())
    return _day(made[-1]) if made else _came_in(issue)


def days_waited(began: str, as_of: str) -> int | None:
    """Days from one ISO day to another, not below 0; None where either is no day."""
    try:
        return max(0, (date.fromisoformat(as_of) - date.fromisoformat(began)).days)
    except ValueError:
        return None


def _turn_of(issue: IssueState, level: str, acceptance: str) -> Turn | None:
    if issue.disputed:
        return Turn(DECIDE, ("keeper",))
    pending = issue.pending()
    if pending:
        return signature(pending[-1].move)
    begun = [m.role for m in issue.history() if m.move == "look_back"]
    return turn(issue.state, level, acceptance, begun[-1] if begun else "")


def _day(move: MoveState) -> str | None:
    """When a move happened; where another program wrote no day, when it was recorded."""
    return move.occurred_on if dates.is_date(move.occurred_on) else dates.day_of(move.at)


def _came_in(issue: IssueState) -> str | None:
    """The first day that is known of an issue of which nothing has happened yet."""
    known = {origin.at for origin in issue.origins}
    known |= {field.shown.at for field in issue.fields.values()}  # few moments, many fields
    return min((day for day in map(dates.day_of, known) if day), default=None)
