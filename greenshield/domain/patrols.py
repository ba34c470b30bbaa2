"""What a patrol (常态化巡查) comes to on a day that is asked about; nothing of it is stored."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from greenshield.domain.errors import UsageError

STATES: Final = ("planned", "under_way", "overdue", "done", "void")
"""The states of a patrol, by the code table ``patrol_state``."""

CORRIDOR_M: Final = 100.0
"""To either side of a route where a patrol says nothing: what one sees in open woodland."""

EVERY: Final = ("week", "month", "quarter", "year")
"""How often a patrol may be planned again."""

MOST_TIMES: Final = 60
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}


def state_of(
    *, void: bool, done_on: str | None, planned_to: str | None, begun: bool, as_of: str
) -> str:
    """The state of a patrol; one that is done was done, however late.

    Args:
        void: taken back.
        done_on: the day on which it ended, ISO, or nothing.
        planned_to: the last day of its plan, ISO; its own day is not overdue.
        begun: a track or a find names it.
        as_of: the day asked about, ISO.
    """
    if void:
        return "void"
    if done_on:
        return "done"
    if planned_to and planned_to < as_of:
        return "overdue"
    return "under_way" if begun else "planned"


def series(first: str, last: str, every: str, times: int) -> list[tuple[str, str]]:
    """The first and last days of a patrol that is planned again and again.

    A day that a month lacks is its last one; what ends with a month ends with each month.

    Args:
        first: the first day of the first one, ISO.
        last: its last day.
        every: of ``EVERY``.
        times: how many in all, from 1 to ``MOST_TIMES``.

    Raises:
        UsageError: ``patrol_series_malformed``; ``patrol_series_overlaps``: one would begin
            before the one before it has ended.
    """
    if every not in EVERY or not 1 <= times <= MOST_TIMES:
        raise UsageError("patrol_series_malformed", every=every, times=times, most=MOST_TIMES,
                         known=", ".join(EVERY))  # fmt: skip
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    out = [(_later(begin, every, n), _end(end, every, n)) for n in range(times)]
    if any(one[1] >= other[0] for one, other in pairwise(out)):
        raise UsageError("patrol_series_overlaps", first=first, last=last, every=every)
    return [(a.isoformat(), b.isoformat()) for a, b in out]


def _end(end: date, every: str, n: int) -> date:
    moved = _later(end, every, n)
    to_the_last = every in _MONTHS and end.day == _days(end.year, end.month)
    return moved.replace(day=_days(moved.year, moved.month)) if to_the_last else moved


def _later(day: date, every: str, n: int) -> date:
    if every == "week":
        return day + timedelta(weeks=n)
    months = day.year * 12 + day.month - 1 + _MONTHS[every] * n
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, _days(year, month + 1)))


def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
