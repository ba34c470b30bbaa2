"""How long work on a project's file tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Step = Callable[[str, int, int], None]
"""Called with a message code, how much is done, and of how much; 0 where nobody can tell. What it
raises stops the work, of which nothing half-done stays."""

EVERY = 500  # of many small things, between two calls


def nobody(what: str, done: int, total: int) -> None:
    """Tells nobody and never stops."""
