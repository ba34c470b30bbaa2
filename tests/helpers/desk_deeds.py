"""Small deeds at a desk: reading and renaming a facility."""

from __future__ import annotations

from helpers import worker_calls as calls
from pytestqt.qtbot import QtBot

from ui.desk import Desk

WAIT_MS = 60_000


def facility(desk: Desk, issue: str, qtbot: QtBot) -> str:
    """What the facility of an issue is called."""
    got: list[str] = []
    desk.ask(calls.facility_of, issue, done=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    return got[0]


def first_issue(desk: Desk, qtbot: QtBot) -> str:
    """Some clue."""
    got: list[str] = []
    desk.ask(calls.some_clue, done=got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
    return got[0]


def rename(desk: Desk, issue: str, old: str, new: str) -> None:
    """Gives the facility another name, as something that can be taken back."""
    desk.do(
        calls.rename, issue, new, title="Rename", undo=lambda _: (calls.rename, (issue, old))
    )  # fmt: skip
