"""Reads how a project's problems stood on every day, for charts and ``schedule``.

One pass over the moves gives all days at once. What counts as what is the summary's own
(:mod:`greenshield.reports.summary`), asked for each issue between two of its changes, so that
any day's counts are those of that day's summary.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from greenshield.domain import adoption, trends, workflow
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

# Done moves by issue, first to last; of an adopted row the state that it came from, which is
# asked for where ``adoption`` needs it: an event's body is costly to read.
_MOVES = """
SELECT m.issue_id, m.event_id, m.move, m.to_state, m.occurred_on, m.at,
CASE WHEN m.move = 'adopt' AND m.to_state IN ('suspended', 'lookback') THEN
 (SELECT json_extract(CAST(e.body AS TEXT), '$.data.came_from') FROM event e
  WHERE e.event_id = m.event_id) END
FROM move m WHERE m.status = 'done' ORDER BY m.issue_id, m.fid
"""
_ISSUES = """
SELECT id, division_code, activity_code, key_problem_code, source_code, deadline FROM issue
"""
_MOST_DAYS = 4000

Step = tuple[str, str, str]
"""A move, the state that it led to, and the state that an adopted row came from, or ""."""
Dated = list[tuple[Step, str]]


def read(
    project: Project, *, as_of: str, first: str = "", last: str = "", step: str = ""
) -> Trends:
    """The counts over time and by group.

    Args:
        project: where the problems are.
        as_of: the day that the bars speak of, and the last of which more than the plan is told.
        first: the first day told, ISO; by default that of the first problem.
        last: the last day told; by default the last deadline to come.
        step: of ``trends.STEPS``; by default what fits the span.

    Raises:
        UsageError: ``schedule_days``: the first day after the last or after ``as_of``, or
            too many of them.
    """
    stretches = list(_stretches(project))
    begin, end = trends.span(stretches, as_of)
    begin, end = first or min(begin, last or begin), last or max(end, first)
    step = step or trends.step_for(begin, end)
    if end < begin or as_of < begin:
        raise UsageError("schedule_days", first=begin, last=end)
    days = trends.days_between(begin, end, step)
    if as_of <= end and as_of not in days:
        days = sorted([*days, as_of])
    if len(days) > _MOST_DAYS:
        raise UsageError("schedule_days", first=begin, last=end)
    head = project.rows("SELECT * FROM project WHERE id = ?", project.project_id)[0]
    county = str(head["division_code"] or "")
    name = county_name(str(head["name"] or ""), county)
    return Trends(
        as_of,
        step,
        trends.counted(stretches, days, as_of),
        trends.barred(stretches, as_of),
        {county: name} if name else {},
    )


def today() -> str:
    """The day that is asked about where none is given."""
    return calendar.today()


def _stretches(project: Project) -> Iterator[Stretch]:
    """Every problem of the project, cut at the days on which anything of it changed."""
    rewritten: dict[str, str] = {}
    moves: dict[str, Dated] = {}
    rows = tuples(project, _MOVES)
    for issue, group in itertools.groupby(rows, key=itemgetter(0)):
        steps: Dated = []
        day, is_problem = "", False
        for _, event, move, to_state, occurred_on, at, came_from in group:
            day = max(day, _day(occurred_on, at))
            came = came_from if isinstance(came_from, str) else ""
            steps.append(((move, to_state, came), day))
            is_problem = is_problem or to_state not in summary.CLUE_STATES
            if move in REWRITING:
                rewritten[event] = day
        if is_problem:
            moves[issue] = steps
    deadlines = summary_deadlines.changes(project, rewritten)
    for issue, division, *coded, deadline in tuples(project, _ISSUES):
        if issue in moves:
            codes = (*(code or "" for code in coded), division or summary.UNPLACED)
            yield from _of_one(codes, deadline, moves[issue], deadlines.get(issue, []))


def _of_one(
    codes: tuple[str, ...],
    deadline: str | None,
    made: Dated,
    changed: list[summary_deadlines.Change],
) -> Iterator[Stretch]:
    days = sorted({day for _, day in made} | {day for day, _ in changed})
    for first, until in itertools.zip_longest(days, days[1:], fillvalue=""):
        past = tuple(step for step, day in made if day <= first)
        progress = _progress(past)
        if progress:
            then = summary_deadlines.standing_then(changed, first) if changed else None
            yield Stretch(
                first, until, progress,
                undone=progress in summary.UNDONE,
                open=past[-1][1] not in workflow.CLOSED_STATES,
                closed=progress == "closed",
                completed=progress in ("publicity", "closed"),
                deadline=str(deadline or "") if then is None else then,
                codes=codes,
            )  # fmt: skip


@lru_cache(maxsize=16_384)
def _progress(past: tuple[Step, ...]) -> str:
    """The summary's column of progress after some moves, "" for what is no problem.

    Many issues have gone the same way: each way is judged once.
    """
    if not past or past[-1][1] in summary.CLUE_STATES:
        return ""
    state = past[-1][1]
    taken = adoption.of(Made(move, to, {"came_from": came}) for move, to, came in past)
    return summary.progress_of(SummaryRow(
        "", state, "",
        adopted=taken.adopted,
        accepted_here=taken.adopted and not taken.unproven("accept"),
        rebound=any(move == "reopen" for move, _, _ in past) and workflow.is_open(state),
    ))  # fmt: skip


@lru_cache(maxsize=65_536)
def _day(occurred_on: str, at: str) -> str:
    """When a move happened; where another program wrote no day, when it was recorded."""
    return summary_history.day_of_move(occurred_on, at)
