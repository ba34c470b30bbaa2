"""Clues that went a part of their way, for what is told of desks, days and calendars."""

from __future__ import annotations

from typing import Any

from helpers.open_sessions import add_clue
from helpers.projects import move, patch

from greenshield.services.session import Session


def clue(session: Session, n: int, *moves: str, **fields: Any) -> str:
    """A clue that went through some moves, by the table alone; its id."""
    issue = add_clue(session, f"T-{n}", patch(n))
    with session.project.action(session.who.actor_id) as action:
        for name in moves:
            move(action, issue, name)
        if fields:
            action.set_fields("issue", issue, fields)
    return issue
