"""Whether the time of a photo proves anything: measured, not contradicted, and not to come.

Nor does one by a clock that was put right onto another day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from greenshield.domain.guards.photos import time_is_measured
from greenshield.services import calendar
from greenshield.services.photo_facts import taken_on, warning_code

FUTURE: Final = "photo_time_in_future"
HAND: Final = "hand"
_UNPROVEN: Final = frozenset((FUTURE, "photo_clock_moves_day"))


def is_proven(source: Any, warnings: Iterable[Any] | None) -> bool:
    """Whether a device measured a time, nothing contradicts it, and it was not yet to come.

    Args:
        source: the photo's field ``taken_at_source``.
        warnings: its field ``warnings``, or their codes.
    """
    told = list(warnings or ())
    return time_is_measured(source, told) and _UNPROVEN.isdisjoint(map(warning_code, told))


def is_said_or_proven(source: Any, warnings: Iterable[Any] | None) -> bool:
    """The same, or a person said when it was: enough for what a person asks for by the day."""
    return source == HAND or is_proven(source, warnings)


def future(fields: Mapping[str, Any]) -> list[list[Any]]:
    """The remark on a photo whose time is still to come, more than a day from now; else none.

    A day is left for clocks of other time zones.

    Args:
        fields: of a photo that comes in now.
    """
    taken = str(fields.get("taken_at") or "")
    day = taken_on(taken, fields.get("taken_at_offset"))
    tomorrow = date.fromisoformat(calendar.today()) + timedelta(days=1)
    if not day or day <= tomorrow.isoformat():
        return []
    return [[FUTURE, {"taken": taken[:19].replace("T", " ")}]]
