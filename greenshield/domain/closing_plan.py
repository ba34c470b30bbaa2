"""按时序销号: closings by month and county, as the deadlines plan them and as they were made.

The *planned* closing of a problem is the month of its deadline, as the deadline stood at the end
of the day asked about; the *real* one the month of the move that closed it. Of one that a
look-back reopened the closing no longer counts. What an old ledger claims to be done stands
apart: nobody here saw it closed. So for every county::

    problems = all that are due + undated + adopted + outside of the months told
    closed by the summary = all that are closed
    carried(next month) = carried + due - closed of what is due by the month's end
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from greenshield.domain.deadlines import is_past

MOST_MONTHS: Final = 600
MOST_YEARS: Final = 20
"""How far ahead a plan goes: a deadline in 2199 is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A problem, or several alike.

    Attributes:
        county: division code.
        deadline: as it stood on the day asked about, ISO, or "".
        closed_on: the day of its closing, ISO, "" while it is not closed.
        adopted: done by an old ledger's claim alone.
        count: how many.
    """

    county: str
    deadline: str
    closed_on: str
    adopted: bool = False
    count: int = 1


@dataclass(slots=True)
class Counts:
    """What one county, or all, did in a month.

    Attributes:
        due: planned closings: problems whose deadline lies in the month.
        closed: real closings in the month.
        closed_of_due: of ``due``, how many are closed by now, whenever that was.
        early: of ``closed``, those with a deadline in a later month.
        late: of ``closed``, those past their deadline.
        undated: of ``closed``, those without a deadline.
        overdue: of ``due``, those past their deadline and not closed yet.
        carried: not closed when the month began, due before it. None for a month to come.
    """

    due: int = 0
    closed: int = 0
    closed_of_due: int = 0
    early: int = 0
    late: int = 0
    undated: int = 0
    overdue: int = 0
    carried: int | None = 0


COLUMNS: Final = tuple(field.name for field in fields(Counts))


@dataclass(frozen=True, slots=True)
class Line:
    """A month of one county; ``county`` "" for all of them together."""

    month: str
    county: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole schedule.

    Attributes:
        as_of: the day asked about; months after its own are plan alone.
        months: a line a month without a gap, of all counties.
        lines: the same by county, months within a county.
        problems: county -> how many problems it has, "" for all.
        undated: county -> of these, how many have no deadline; "" for all.
        adopted: county -> how many an old ledger claims to be done; "" for all.
        outside: county -> of how many the deadline lies in no month told; "" for all.
        names: division code -> name, where one is known.
    """

    as_of: str
    months: tuple[Line, ...]
    lines: tuple[Line, ...]
    problems: dict[str, int]
    undated: dict[str, int]
    adopted: dict[str, int]
    outside: dict[str, int]
    names: dict[str, str]


def tabulate(
    known: Iterable[Planned], as_of: str, first: str = "", last: str = "",
    names: dict[str, str] | None = None,
) -> Plan:  # fmt: skip
    """The schedule of some problems.

    Args:
        known: every problem of the day.
        as_of: ISO.
        first: the first month told, ``YYYY-MM``; by default that of the first deadline or
            closing.
        last: the last month told; by default that of the last deadline.
        names: division code -> name.
    """
    problems = list(known)
    months = _months(problems, as_of, first, last)
    groups: dict[str, list[Planned]] = {"": problems}
    for one in sorted(problems, key=lambda p: p.county):
        groups.setdefault(one.county, []).append(one)
    lines = {county: _lines(mine, county, months, as_of) for county, mine in groups.items()}

    def counted(holds: Callable[[Planned], bool]) -> dict[str, int]:
        return {c: sum(p.count for p in mine if holds(p)) for c, mine in groups.items()}

    return Plan(
        as_of,
        tuple(lines.pop("")),
        tuple(line for mine in lines.values() for line in mine),
        {c: sum(p.count for p in mine) for c, mine in groups.items()},
        counted(lambda p: not p.adopted and not p.deadline),
        counted(lambda p: p.adopted),
        counted(lambda p: not p.adopted and bool(p.deadline) and p.deadline[:7] not in months),
        names or {},
    )


def summed(lines: Iterable[Line]) -> Counts:
    """Counts over several months or counties; what is carried does not add up over months."""
    out = Counts(carried=None)
    for line in lines:
        for name in COLUMNS:
            if name != "carried":
                setattr(out, name, getattr(out, name) + getattr(line.counts, name))
    return out


def month_of(day: str) -> str:
    """``YYYY-MM`` of an ISO day."""
    return day[:7]


def next_month(month: str) -> str:
    """The month after one, both ``YYYY-MM``."""
    following = date.fromisoformat(f"{month}-01") + timedelta(days=32)
    return f"{following:%Y-%m}"


def _lines(problems: list[Planned], county: str, months: list[str], as_of: str) -> list[Line]:
    counts = {month: Counts() for month in months}
    known = [month for month in months if month <= month_of(as_of)]
    changes = [0] * (len(known) + 1)
    for one in problems:
        if one.adopted:
            continue
        _add(counts, one, as_of)
        if one.deadline:
            # Carried into each month that begins past the deadline and before the closing.
            begin = bisect_right(known, month_of(one.deadline))
            end = bisect_right(known, month_of(one.closed_on)) if one.closed_on else len(known)
            if begin < end:
                changes[begin] += one.count
                changes[end] -= one.count
    carried = dict(zip(known, accumulate(changes), strict=False))
    for month, line in counts.items():
        line.carried = carried.get(month)
    return [Line(month, county, line) for month, line in counts.items()]


def _add(counts: dict[str, Counts], one: Planned, as_of: str) -> None:
    """Counts a problem in the month of its deadline and in that of its closing."""
    due = counts.get(month_of(one.deadline)) if one.deadline else None
    if due is not None:
        due.due += one.count
        if one.closed_on:
            due.closed_of_due += one.count
        elif is_past(one.deadline, as_of):
            due.overdue += one.count
    done = counts.get(month_of(one.closed_on)) if one.closed_on else None
    if done is not None:
        done.closed += one.count
        if not one.deadline:
            done.undated += one.count
        elif one.closed_on > one.deadline:
            done.late += one.count
        elif month_of(one.deadline) > month_of(one.closed_on):
            done.early += one.count


def _months(problems: list[Planned], as_of: str, first: str, last: str) -> list[str]:
    """The months told, without a gap, ``MOST_MONTHS`` at the most."""
    told = [p for p in problems if not p.adopted]
    known = {month_of(day) for p in told for day in (p.deadline, p.closed_on) if _is_day(day)}
    known.add(month_of(as_of))
    latest = f"{int(as_of[:4]) + MOST_YEARS}-12"
    begin, end = first or min(known), last or min(latest, max(known))
    out = [begin]
    while out[-1] < end and len(out) < MOST_MONTHS:
        out.append(next_month(out[-1]))
    return out


def _is_day(text: str) -> bool:
    try:
        return bool(text) and len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False
