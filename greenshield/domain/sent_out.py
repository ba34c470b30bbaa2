"""A check that was asked for: since when, and whether its photos were taken since then."""

from __future__ import annotations

from typing import Final

from greenshield.domain.casefile import CaseFile
from greenshield.domain.errors import Missing
from greenshield.domain.guards.photos import doubt, taken_day

SENT: Final = frozenset({"assign", "recheck", "reopen_clue"})
"""Moves that ask for a check."""


def older_photos(case: CaseFile) -> list[Missing]:
    """A remark on a check for which no far and near photo was taken since it was asked for.

    No rule refuses older ones: somebody may have been there before the paper was written. But
    what stood there a year ago proves nothing of today.
    """
    sent = max((m.occurred_on for m in case.moves() if m.move in SENT), default="")
    days: dict[str, str] = {}
    for photo in case.photos("before"):
        if not doubt(photo, case.ruleset, until=case.occurred_on):
            kind = photo.tag.kind
            days[kind] = max(days.get(kind, ""), taken_day(photo))
    far, near = days.get("far", ""), days.get("near", "")
    if not far or not near or min(far, near) >= sent:
        return []
    return [Missing("check_photos_older", {"day": sent, "far": far, "near": near}, "before")]
