"""按时序销号: planned and real closings by month and county, read from deadlines and moves.

What is a problem, closed or adopted is told as the summary of the same day tells it, so the
closings of all months come to its 已销号, whatever the day.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from greenshield.domain import closing_plan
from greenshield.domain.closing_plan import Plan, Planned
from greenshield.domain.errors import UsageError
from greenshield.domain.trends import Stretch
from greenshield.project.project import Project
from greenshield.reports import summary
from greenshield.services import division_names, stretches
from greenshield.services.ledger_store import tuples
from greenshield.services.progress import SILENT, Progress

_ISSUES = "SELECT id, deadline, division_code FROM issue"
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

_Way = tuple[str, str, str]  # the moves as text, the deadline of today, the county


def read(
    project: Project, *, as_of: str, first: str = "", last: str = "", progress: Progress = SILENT,
) -> Plan:  # fmt: skip
    """The schedule as it stands on a day.

    Args:
        project: where the problems are.
        as_of: the day, ISO: closings after it are not known to it, and deadlines are those that
            stood at its end.
        first: the first month told, ``YYYY-MM``; by default that of the first deadline or
            closing.
        last: the last month told; by default that of the last deadline.
        progress: told while issues are read.

    Raises:
        UsageError: ``schedule_months``: no months, or the first after the last.
    """
    for month in (first, last):
        if month and not _MONTH.fullmatch(month):
            raise UsageError("schedule_months", first=first, last=last)
    if first and last and first > last:
        raise UsageError("schedule_months", first=first, last=last)
    known = _planned(project, as_of, progress)
    return closing_plan.tabulate(known, as_of, first, last, division_names.of(project))


def _planned(project: Project, as_of: str, progress: Progress) -> list[Planned]:
    """Every problem of the day; those that went the same way by the same deadline are one."""
    pasts = stretches.told(project)
    deadlines = stretches.deadline_changes(project, pasts)
    out: list[Planned] = []
    ways: Counter[_Way] = Counter()
    for issue, deadline, division in tuples(project, _ISSUES):
        told = pasts.get(issue)
        if told is None or not stretches.past(told).is_problem:
            continue
        county = division or summary.UNPLACED
        if issue in deadlines:
            way = stretches.of_one(stretches.past(told), deadline or "", deadlines[issue])
            out += _of(list(way), as_of, county)
        else:
            ways[told, deadline or "", county] += 1
    for done, ((told, deadline, county), count) in enumerate(ways.items()):
        progress.step("reading_schedule", done, len(ways))
        way = stretches.of_one(stretches.past(told), deadline, [])
        out += _of(list(way), as_of, county, count)
    return out


def _of(way: Sequence[Stretch], as_of: str, county: str, count: int = 1) -> list[Planned]:
    """The problem as it stood on the day; nothing where it was none."""
    until = [one for one in way if one.first <= as_of]
    if not until or (until[-1].until and until[-1].until <= as_of):
        return []
    now = until[-1]
    adopted = now.progress == "adopted_done"
    closed_on = _closed_on(until) if now.closed else ""
    return [Planned(county, now.deadline, closed_on, adopted, count)]


def _closed_on(until: Sequence[Stretch]) -> str:
    """The first day of the run of stretches, up to the last, in which it is closed."""
    day, begins = "", ""
    for one in reversed(until):
        if not one.closed or (begins and one.until != begins):
            break
        day = begins = one.first
    return day
