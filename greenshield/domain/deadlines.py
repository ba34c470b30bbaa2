"""What a deadline comes to on a day that somebody asks about; nothing of this is ever stored."""

from __future__ import annotations

from datetime import date, timedelta

from greenshield.domain import views

CHECKING = "assigned"
"""The state in which the day of the check counts."""

_DAYS_TO_CHECK = 14


def check_due_from(day: str) -> str:
    """The day of the check that is offered for a clue that is assigned on a day, both ISO.

    Two weeks, as a habit of the field; no rule asks for it, and nothing rests on it.
    """
    return (date.fromisoformat(day) + timedelta(days=_DAYS_TO_CHECK)).isoformat()


def is_past(due: str | None, as_of: str) -> bool:
    """True where a day lies before the day asked about; its own day is not past."""
    return bool(due) and str(due) < as_of


def is_overdue(state: str, came_from: str | None, deadline: str | None, as_of: str) -> bool:
    """整改逾期: a problem past its deadline of which the rectification is not done.

    Accepted ones and later are done, also where an old ledger alone claims it; for a suspended
    problem the clock keeps running (``views.is_undone``). This is the overdue of the summary,
    the charts, the ledger, the map and the work list.

    Args:
        state: of the workflow.
        came_from: the state that a suspended one came from, ``""`` or None for others.
        deadline: ISO, or none.
        as_of: the day asked about, ISO.
    """
    return views.is_undone(state, came_from) and is_past(deadline, as_of)


def is_checking(state: str, came_from: str | None) -> bool:
    """True where the day of the check counts; also for one that was suspended meanwhile.

    A suspended issue's clock keeps running, whatever day it runs against.
    """
    return views.place(state, came_from) == CHECKING


def is_check_overdue(state: str, came_from: str | None, check_due: str | None, as_of: str) -> bool:
    """核查逾期: somebody was sent to check by a day that is past, and nobody has checked.

    Args:
        state: of the workflow.
        came_from: the state that a suspended one came from, ``""`` or None for others.
        check_due: ISO, or none.
        as_of: the day asked about, ISO.
    """
    return is_checking(state, came_from) and is_past(check_due, as_of)


def counting(state: str, came_from: str | None) -> str:
    """The field with the day that counts for an issue where it stands, "" where none does.

    Args:
        state: of the workflow.
        came_from: as of :func:`is_check_overdue`.
    """
    if is_checking(state, came_from):
        return "check_due"
    if state == "publicized":
        return "pub_to"
    return "deadline" if views.is_undone(state, came_from) else ""


def days_left(deadline: str, as_of: str) -> int | None:
    """Days from ``as_of`` to a deadline (both ISO), negative after it; None for no whole date."""
    try:
        return (date.fromisoformat(deadline) - date.fromisoformat(as_of)).days
    except ValueError:
        return None
