"""Which moves lead back from a state, so that facts that moves relied on may be changed."""

from __future__ import annotations

from collections.abc import Iterable

from greenshield.domain.state import IssueState

_BACK = {
    "assigned": ("reassign",),
    "checked": ("recheck",),
    "dismissed": ("reopen_clue",),
    "planned": ("send_back_plan",),
    "self_checked": ("return",),
    "city_reviewed": ("return",),
    "accepted": ("return",),
    "publicized": ("return",),
    "closed": ("look_back", "reopen"),
    "filed": ("look_back", "reopen"),
    "lookback": ("reopen",),
    "suspended": ("resume",),
}


def way_back(issues: Iterable[IssueState]) -> str:
    """The moves that free what moves of these issues relied on, as ``look_back, reopen``.

    "" where no move leads back, as while rectification runs.
    """
    steps = dict.fromkeys(step for issue in issues for step in _BACK.get(issue.state, ()))
    return ", ".join(steps)
