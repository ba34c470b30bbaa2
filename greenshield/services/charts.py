"""Reads how a project's problems stood on every day, for charts and ``schedule``.

One pass over the moves gives all days at once. What counts as what is the summary's own
(:mod:`greenshield.reports.summary`), asked for each issue between two of its changes, so that
any day's counts are those of that day's summary.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from greenshield.domain import adoption, trends, views, workflow
from greenshield.domain.errors import UsageError
from greenshield.domain.trends import Stretch, Trends
from greenshield.project.project import Project
from greenshield.reports import summary
from greenshield.reports.summary import SummaryRow
from greenshield.services import calendar, summary_deadlines, summary_history
from greenshield.services.county_name import county_name
from greenshield.services.ledger_store import tuples
from greenshield.services.summary_deadlines import REWRITING
from greenshield.services.summary_history import Made

_WITHIN, _BETWEEN = "\x1f", "\x1e"


def _plain(told: str) -> str:
    """An expression without what parts the moves: the program writes no such text, others may."""
    return f"replace(replace({told}, '{_WITHIN}', '?'), '{_BETWEEN}', '?')"


# Done moves, each issue's first to last, as a text each: kind, state, day, and where that is none
# the moment of recording; the event where it may bring a deadline; of an adopted row the state
# that it came from, asked for where ``adoption`` needs it: an event's body is costly to read.
_IS_DATE = "date(m.occurred_on) IS m.occurred_on AND m.occurred_on >= '0001'"
_CAME_FROM = "json_extract(CAST(e.body AS TEXT), '$.data.came_from')"
_MOVES = f"""
SELECT m.issue_id, concat_ws('{_WITHIN}', m.move, m.to_state,
 CASE WHEN {_IS_DATE} THEN m.occurred_on || '{_WITHIN}' ELSE '{_WITHIN}' || {_plain("m.at")} END,
 CASE WHEN m.move IN {REWRITING} THEN m.event_id ELSE '' END,
 CASE WHEN m.move = 'adopt' AND m.to_state IN ('suspended', 'lookback') THEN
  coalesce((SELECT CASE WHEN json_type(CAST(e.body AS TEXT), '$.data.came_from') = 'text'
  THEN {_plain(_CAME_FROM)} END FROM event e
  WHERE e.event_id = m.event_id), '') ELSE '' END)
FROM move m WHERE m.status = 'done' ORDER BY m.fid
"""
_ISSUES = """
SELECT id, deadline, activity_code, key_problem_code, source_code, division_code FROM issue
"""
_MOST_DAYS = 4000

Step = tuple[str, str, str]
"""A move, the state that it led to, and the state that an adopted row came from, or ""."""


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
    head = project.rows("SELECT * FROM project WHERE id = ?", project.project_id)[0]
    county = str(head["division_code"] or "")
    name = county_name(str(head["name"] or ""), county)
    return Trends(
        as_of,
        step,
        trends.counted(found.stretches, days, as_of),
        trends.barred(found.bars),
        {county: name} if name else {},
        tuple(sorted(found.imports.items())),
    )


def today() -> str:
    """The day that is asked about where none is given."""
    return calendar.today()


@dataclass(frozen=True, slots=True)
class _Past:
    """What happened to an issue: moves with their days, first to last.

    Attributes:
        made: each move, and the day on which it counts.
        rewriting: the events of moves that may bring a deadline of their own, with their days.
    """

    made: tuple[tuple[Step, str], ...]
    rewriting: tuple[tuple[str, str], ...]

    @property
    def adopted(self) -> tuple[str, ...]:
        """The day on which it was adopted from a ledger; none for most."""
        return tuple(day for (move, _, _), day in self.made if move == "adopt")

    @property
    def is_problem(self) -> bool:
        """True where it was more than a clue at any time, or perhaps put aside as one."""
        return any(views.view(state, "") != "clues" for (_, state, _), _ in self.made)


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
    pasts: dict[str, str] = {}
    for issue, step in tuples(project, _MOVES):
        pasts[issue] = f"{pasts[issue]}{_BETWEEN}{step}" if issue in pasts else step
    different = {_past(told) for told in set(pasts.values())}
    rewritten = {event: day for past in different for event, day in past.rewriting}
    deadlines = summary_deadlines.changes(project, rewritten)
    out = _Counted([], {group: Counter() for group in trends.GROUPS})
    ways: list[tuple[str, str]] = []
    codes: list[tuple[str, ...]] = []
    for issue, deadline, *coded, division in tuples(project, _ISSUES):
        past = pasts.get(issue)
        if past is None or not _past(past).is_problem:
            continue
        out.imports.update(_past(past).adopted)
        own = (*(code or "" for code in coded), division or summary.UNPLACED)
        if issue in deadlines:
            known = list(_of_one(_past(past), deadline or "", deadlines[issue]))
            out.stretches += known
            _bar(out.bars, [own], [trends.part_of(known, as_of)])
        else:
            ways.append((past, deadline or ""))
            codes.append(own)
    parts: dict[tuple[str, str], str] = {}
    for way, count in Counter(ways).items():
        known = list(_of_one(_past(way[0]), way[1], [], count))
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


@lru_cache(maxsize=65_536)
def _past(told: str) -> _Past:
    """The moves that a text of ``_MOVES`` tells."""
    made: list[tuple[Step, str]] = []
    rewriting: list[tuple[str, str]] = []
    last = ""
    for step in told.split(_BETWEEN):
        move, to_state, occurred_on, at, event, came_from = step.split(_WITHIN)
        last = max(last, summary_history.day_of_move(occurred_on, at))
        made.append(((move, to_state, came_from), last))
        if event:
            rewriting.append((event, last))
    return _Past(tuple(made), tuple(rewriting))


def _of_one(
    past: _Past, deadline: str, changed: Sequence[summary_deadlines.Change], count: int = 1
) -> Iterator[Stretch]:
    days = sorted({day for _, day in past.made} | {day for day, _ in changed})
    for first, until in itertools.zip_longest(days, days[1:], fillvalue=""):
        steps = tuple(step for step, day in past.made if day <= first)
        progress = _progress(steps)
        if progress:
            then = summary_deadlines.standing_then(changed, first) if changed else None
            yield Stretch(
                first, until, progress,
                undone=progress in summary.UNDONE,
                open=_view(steps) != "closed",
                closed=progress == "closed",
                completed=progress in summary.COMPLETED,
                deadline=deadline if then is None else then,
                count=count,
            )  # fmt: skip


@lru_cache(maxsize=16_384)
def _progress(past: tuple[Step, ...]) -> str:
    """The summary's column of progress after some moves, "" for what is no problem.

    Many issues have gone the same way: each way is judged once.
    """
    if not past:
        return ""
    state = past[-1][1]
    taken = adoption.of(_made(past))
    return summary.progress_of(SummaryRow(
        "", state, "", came_from=workflow.origin(state, _made(past)),
        adopted=taken.adopted,
        accepted_here=taken.adopted and not taken.unproven("accept"),
        rebound=any(move == "reopen" for move, _, _ in past) and workflow.is_open(state),
    ))  # fmt: skip


@lru_cache(maxsize=16_384)
def _view(past: tuple[Step, ...]) -> str:
    """The ledger's standing view after some moves."""
    state = past[-1][1] if past else workflow.INITIAL
    return views.view(state, workflow.origin(state, _made(past)))


def _made(past: tuple[Step, ...]) -> list[Made]:
    """The steps as moves; each started where the one before it led to."""
    before = (workflow.INITIAL, *(to for _, to, _ in past))
    return [
        Made(move, start, to, {"came_from": came})
        for start, (move, to, came) in zip(before, past, strict=False)
    ]
