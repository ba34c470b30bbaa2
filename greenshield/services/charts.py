"""Reads how a project's problems stood on every day, for charts and ``schedule``.

One pass over the moves gives all days at once. What counts as what is the summary's own
(:mod:`greenshield.reports.summary`), asked for each issue between two of its changes, so that
any day's counts are those of that day's summary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from greenshield.domain import trends
from greenshield.domain.errors import UsageError
from greenshield.domain.trends import Stretch, Trends
from greenshield.project.project import Project
from greenshield.reports import summary
from greenshield.services import calendar, division_names, stretches
from greenshield.services.ledger_store import tuples

_ISSUES = """
SELECT id, deadline, activity_code, key_problem_code, source_code, division_code FROM issue
"""
_MOST_DAYS = 4000


def read(
    project: Project, *, as_of: str, first: str = "", last: str = "", step: str = "",
    at_imports: bool = False,
) -> Trends:  # fmt: skip
    """The counts over time and by group.

    Args:
        project: where the problems are.
        as_of: the day that the bars speak of, and the last of which more than the plan is told.
        first: the first day told, ISO; by default that of the first problem.
        last: the last day told; by default the last deadline to come.
        step: of ``trends.STEPS``; by default what fits the span.
        at_imports: also tell each day on which rows were adopted and the one before it, so that
            what came with them is no slope between two steps.

    Raises:
        UsageError: ``schedule_days``: the first day after the last or after ``as_of``, or
            too many of them.
    """
    found = _counted(project, as_of)
    begin, end = trends.span(found.stretches, as_of)
    begin, end = first or min(begin, last or begin), last or max(end, first)
    step = step or trends.step_for(begin, end)
    if end < begin or as_of < begin:
        raise UsageError("schedule_days", first=begin, last=end)
    days = trends.days_between(begin, end, step)
    apart = [as_of, *(trends.around(found.imports) if at_imports else ())]
    days = sorted({*days, *(day for day in apart if begin <= day <= end)})
    if len(days) > _MOST_DAYS:
        raise UsageError("schedule_days", first=begin, last=end)
    return Trends(
        as_of,
        step,
        trends.counted(found.stretches, days, as_of),
        trends.barred(found.bars),
        division_names.of(project),
        tuple(sorted(found.imports.items())),
    )


def today() -> str:
    """The day that is asked about where none is given."""
    return calendar.today()


@dataclass(slots=True)
class _Counted:
    """All problems of a project, those that are alike counted together."""

    stretches: list[Stretch]
    bars: dict[str, Counter[tuple[str, str]]]
    imports: Counter[str] = field(default_factory=Counter)


def _counted(project: Project, as_of: str) -> _Counted:
    """Reads every problem, cut at the days on which anything of it changed.

    A large ledger has few pasts and many issues: what depends on past and deadline alone is
    found out once for all issues that have both in common.
    """
    pasts = stretches.told(project)
    deadlines = stretches.deadline_changes(project, pasts)
    out = _Counted([], {group: Counter() for group in trends.GROUPS})
    ways: list[tuple[str, str]] = []
    codes: list[tuple[str, ...]] = []
    for issue, deadline, *coded, division in tuples(project, _ISSUES):
        past = pasts.get(issue)
        if past is None or not stretches.past(past).is_problem:
            continue
        out.imports.update(stretches.past(past).adopted)
        own = (*(code or "" for code in coded), division or summary.UNPLACED)
        if issue in deadlines:
            known = list(stretches.of_one(stretches.past(past), deadline or "", deadlines[issue]))
            out.stretches += known
            _bar(out.bars, [own], [trends.part_of(known, as_of)])
        else:
            ways.append((past, deadline or ""))
            codes.append(own)
    parts: dict[tuple[str, str], str] = {}
    for way, count in Counter(ways).items():
        known = list(stretches.of_one(stretches.past(way[0]), way[1], [], count))
        out.stretches += known
        parts[way] = trends.part_of(known, as_of)
    _bar(out.bars, codes, [parts[way] for way in ways])
    return out


def _bar(
    bars: dict[str, Counter[tuple[str, str]]], codes: Sequence[tuple[str, ...]],
    parts: Sequence[str],
) -> None:  # fmt: skip
    """Counts problems by each code and the part that they belong to."""
    for group, own in zip(trends.GROUPS, zip(*codes, strict=True), strict=False):
        bars[group].update(each for each in zip(own, parts, strict=True) if each[1])
