"""What a deadline comes to on a day that somebody asks about; nothing of this is ever stored."""

from __future__ import annotations

from datetime import date

from greenshield.domain import workflow


def is_overdue(state: str, deadline: str | None, as_of: str) -> bool:
    """True where an open issue's deadline lies before the day; its own day is not overdue."""
    return bool(deadline) and workflow.is_open(state) and str(deadline) < as_of


def days_left(deadline: str, as_of: str) -> int | None:
    """Days from ``as_of`` to a deadline (both ISO), negative after it; None for no whole date."""
    try:
        return (date.fromisoformat(deadline) - date.fromisoformat(as_of)).days
    except ValueError:
        return None
