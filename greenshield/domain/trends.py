"""How the ledger's problems went down over time, against their deadlines: counts, and nothing else.

What a problem is, when its rectification is done and what is overdue are the summary's own
(汇总表): each day's counts are those that the summary of that day gives.

The *schedule* of a day is how many problems might still be undone on it if every deadline were
kept: those whose deadline has not passed, and undone ones that have none. So on every day that
is over::

    undone = scheduled + overdue - done before their deadline
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from greenshield.domain.deadlines import is_past

PARTS = ("overdue", "undone", "completed", "closed", "adopted_done")
"""What a bar is made of, disjoint: undone past the deadline, undone before it, accepted or
publicised, closed, and what an old ledger claims to be done."""
GROUPS = ("activity", "key_problem", "source", "county")
STEPS = ("day", "week", "month")
_MOST_YEARS = 20  # of a plan: a deadline in 2199 is a slip of the pen


@dataclass(frozen=True, slots=True)
class Stretch:
    """A problem between two changes, or several of which all of this is the same.

    Attributes:
        first: the day from whose end on it stood so, ISO.
        until: the day of the next change, "" where there is none.
        progress: its column of the summary.
        undone: its rectification is not done.
        open: its state is none of the closed ones, by whosever claim.
        closed: it counts in the summary as closed, by evidence made here.
        completed: accepted or later, by evidence made here.
        deadline: ISO, or "".
        codes: its code in each of ``GROUPS``, in their order; "" for none.
        count: how many problems.
    """

    first: str
    until: str
    progress: str
    undone: bool
    open: bool
    closed: bool
    completed: bool
    deadline: str
    codes: tuple[str, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Day:
    """The counts at the end of a day.

    Attributes:
        actual: False for a day to come, of which only the schedule is known; then the other
            counts are those of the last day that is.
        open: problems that are not closed, neither here nor by an old ledger's claim.
    """

    day: str
    actual: bool
    problems: int
    undone: int
    open: int
    scheduled: int
    overdue: int
    completed: int
    closed: int

    @property
    def adopted_done(self) -> int:
        """Those that an old ledger alone claims to be done: neither undone nor completed here."""
        return self.problems - self.undone - self.completed

    @property
    def adopted_closed(self) -> int:
        """Of these the ones that it claims to be closed: neither open nor closed here."""
        return self.problems - self.open - self.closed

    @property
    def completion_rate(self) -> float | None:
        """整改完成率, of all problems; None where there is none."""
        return self.completed / self.problems if self.problems else None

    @property
    def closing_rate(self) -> float | None:
        """销号率, of all problems; None where there is none."""
        return self.closed / self.problems if self.problems else None


@dataclass(frozen=True, slots=True)
class Bar:
    """How many problems of one code stand where; ``parts`` by ``PARTS``."""

    code: str
    parts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True)
class Trends:
    """Everything that the charts show.

    Attributes:
        as_of: the day that the bars and the last actual day speak of.
        step: ``day``, ``week`` or ``month``.
        days: first to last.
        bars: group -> its bars, the longest first.
        names: division code -> name, where one is known.
        imports: the days on which rows of a ledger were adopted, with how many each: what
            happened to them before is not known, so every line begins anew there.
    """

    as_of: str
    step: str
    days: tuple[Day, ...]
    bars: Mapping[str, tuple[Bar, ...]]
    names: Mapping[str, str]
    imports: tuple[tuple[str, int], ...] = ()


def days_between(first: str, last: str, step: str) -> list[str]:
    """The first day, every step's last day after it, and the last day.

    Args:
        first: ISO.
        last: ISO, not before ``first``.
        step: weeks end on Sunday, months on their last day.
    """
    out = [first]
    at, end = date.fromisoformat(first), date.fromisoformat(last)
    while True:
        at = _step_end(at + timedelta(days=1), step)
        if at >= end:
            return out if last == first else [*out, last]
        out.append(at.isoformat())


def around(days: Iterable[str]) -> list[str]:
    """Each day and the one before it, as far as they are days."""
    known = [date.fromisoformat(day) for day in days if _is_day(day)]
    before = [day - timedelta(days=1) for day in known if day > date.min]
    return sorted(day.isoformat() for day in {*known, *before})


def step_for(first: str, last: str) -> str:
    """The step that gives a chart of some hundred points, or a point a month."""
    span = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return "day" if span <= 100 else "week" if span <= 800 else "month"


def span(stretches: Sequence[Stretch], as_of: str) -> tuple[str, str]:
    """From the day of the first problem to the last deadline that is still to come."""
    begun = [s.first for s in stretches if _is_day(s.first) and s.first <= as_of]
    first = min(begun, default=as_of)
    latest = f"{int(as_of[:4]) + _MOST_YEARS}-12-31"
    due = [s.deadline for s in stretches if _holds(s, as_of) and as_of < s.deadline <= latest]
    return first, max((d for d in due if _is_day(d)), default=as_of)


def counted(stretches: Iterable[Stretch], days: Sequence[str], as_of: str) -> tuple[Day, ...]:
    """The counts of each day.

    Args:
        stretches: of all problems.
        days: ISO, rising.
        as_of: days after it are to come: the problems stay as they are on it.
    """
    known = list(stretches)
    past = bisect_right(days, as_of)
    totals = {name: _Steps(len(days)) for name in ("problems", *_COUNTED, "scheduled", "overdue")}
    for one in known:
        start = bisect_left(days, one.first)
        end = bisect_left(days, one.until) if one.until else len(days)
        if one.until and one.until > as_of:  # what comes after as_of is not known to it
            end = len(days)
        if one.first > as_of or start >= end:
            continue
        totals["problems"].add(start, end, one.count)
        for name, holds in _COUNTED.items():
            if holds(one):
                totals[name].add(start, end, one.count)
        passed = bisect_right(days, one.deadline) if one.deadline else end
        if one.deadline or one.undone:
            totals["scheduled"].add(start, min(end, max(start, passed)), one.count)
        if one.deadline and one.undone:
            totals["overdue"].add(max(start, min(end, passed)), end, one.count)
    counts = {name: steps.counts() for name, steps in totals.items()}
    return tuple(
        Day(day, n < past, **{name: counts[name][n if name == "scheduled" else min(n, past - 1)]
                              for name in counts})
        for n, day in enumerate(days)
    )  # fmt: skip


def barred(found: Mapping[str, Mapping[tuple[str, str], int]]) -> dict[str, tuple[Bar, ...]]:
    """Bars out of counts, the longest first.

    Args:
        found: of ``GROUPS``: code and part -> how many problems.
    """
    out = {}
    for group in GROUPS:
        bars: dict[str, dict[str, int]] = {}
        for (code, name), count in found.get(group, {}).items():
            bars.setdefault(code, dict.fromkeys(PARTS, 0))[name] += count
        made = [Bar(code, parts) for code, parts in bars.items()]
        out[group] = tuple(sorted(made, key=lambda bar: (-bar.total, bar.code)))
    return out


def part_of(stretches: Iterable[Stretch], as_of: str) -> str:
    """Which of ``PARTS`` a problem belongs to on a day, "" where it is none yet."""
    return next((part(one, as_of) for one in stretches if _holds(one, as_of)), "")


def part(one: Stretch, as_of: str) -> str:
    """Which of ``PARTS`` a problem belongs to."""
    if one.undone:
        return "overdue" if is_past(one.deadline, as_of) else "undone"
    if one.progress == "adopted_done":
        return "adopted_done"
    return "closed" if one.closed else "completed"


_COUNTED: Mapping[str, Callable[[Stretch], bool]] = {
    "undone": lambda s: s.undone,
    "open": lambda s: s.open,
    "completed": lambda s: s.completed,
    "closed": lambda s: s.closed,
}


class _Steps:
    """Counts over days, kept as what is added and taken away where."""

    __slots__ = ("_changes",)

    def __init__(self, days: int) -> None:
        self._changes = [0] * (days + 1)

    def add(self, start: int, end: int, count: int) -> None:
        self._changes[start] += count
        self._changes[end] -= count

    def counts(self) -> list[int]:
        out, total = [], 0
        for change in self._changes[:-1]:
            total += change
            out.append(total)
        return out


def _holds(one: Stretch, day: str) -> bool:
    return one.first <= day and (not one.until or day < one.until)


def _step_end(day: date, step: str) -> date:
    if step == "week":
        return day + timedelta(days=6 - day.weekday())
    if step == "month":
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        return following - timedelta(days=1)
    return day


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10
