"""How long work on a project's file tells how far it is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

Step = Callable[[str, int, int], None]
"""Called with a message code, how much is done, and of how much; 0 where nobody can tell. What it
raises stops the work, of which nothing half-done stays."""

EVERY = 500  # of many small things, between two calls
_OPERATIONS = 100_000  # of the database's machine between two looks; about 50 ms
_MB: Final = 1_000_000
Much = Callable[[], tuple[int, int]]
"""How much is done, and of how much."""


def nobody(what: str, done: int, total: int) -> None:
    """Tells nobody and never stops."""


@contextlib.contextmanager
def watched(conn: Any, step: Step, what: str, much: Much = lambda: (0, 0)) -> Iterator[None]:
    """Tells while single statements take long; what ``step`` raises stops the one that runs.

    Args:
        conn: what they are run by.
        step: told at the beginning, and some times a second.
        what: a message code.
        much: asked each time.
    """
    raised: list[BaseException] = []

    def look() -> int:
        try:
            step(what, *much())
        except BaseException as error:  # nothing is raised through the database
            raised.append(error)
        return len(raised)

    step(what, *much())
    conn.set_progress_handler(look, _OPERATIONS)
    try:
        yield
    except BaseException:
        if raised:
            raise raised[0] from None
        raise
    finally:
        conn.set_progress_handler(None, 0)


def megabytes(copy: Path, original: Path) -> Much:
    """How much of a file is copied, in whole MB; the copy may come out smaller."""

    def much() -> tuple[int, int]:
        total = original.stat().st_size // _MB
        done = copy.stat().st_size // _MB if copy.exists() else 0
        return min(done, total), total

    return much
