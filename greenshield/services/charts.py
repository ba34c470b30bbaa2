"""Reads how a project's problems stood on every day, for charts and ``schedule``.

One pass over the moves gives all days at once. What counts as what is the summary's own
(:mod:`greenshield.reports.summary`), asked for each issue between two of its changes, so that
any day's counts are those of that day's summary.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from greenshield.domain import adoption, trends, workflow
from greenshield.domain.errors import UsageError
from greenshield.domain.trends import Stretch, Trends
from greenshield.project.project import Project
from greenshield.reports import summary
from greenshield.reports.summary import SummaryRow
from greenshield.services import calendar, summary_deadlines, summary_history
from greenshield.services.county_name import county_name
from greenshield.services.summary_deadlines import REWRITING
from greenshield.services.summary_history import Made

_ISSUES = """
SELECT id, division_code, activity_code, key_problem_code, source_code, deadline FROM issue
"""
_MOST_DAYS = 4000

Dated = list[tuple[Made, str]]


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
        {group: trends.barred(stretches, group, as_of) for group in trends.GROUPS},
        {county: name} if name else {},
    )


def today() -> str:
    """The day that is asked about where none is given."""
    return calendar.today()


def _stretches(project: Project) -> Iterator[Stretch]:
    """Every problem of the project, cut at the days on which anything of it changed."""
    rewritten: dict[str, str] = {}
    moves: dict[str, Dated] = {}
    rows = project.rows(summary_history.MOVES)
    for issue, group in itertools.groupby(rows, key=lambda row: str(row["issue_id"])):
        dated = summary_history.dated(group)
        rewritten |= {
            r["event_id"]: d for r, d in dated if r["move"] in summary_deadlines.REWRITING
        }
        if any(r["to_state"] not in summary.CLUE_STATES for r, _ in dated):
            moves[issue] = [(summary_history.made_of(row), day) for row, day in dated]
    deadlines = summary_deadlines.changes(project, rewritten)
    for row in project.rows(_ISSUES):
        if row["id"] in moves:
            yield from _of_one(row, moves[row["id"]], deadlines.get(row["id"], []))


def _of_one(
    row: dict[str, Any], made: Dated, changed: list[summary_deadlines.Change]
) -> Iterator[Stretch]:
    codes = {
        "activity": row["activity_code"] or "",
        "key_problem": row["key_problem_code"] or "",
        "source": row["source_code"] or "",
        "county": row["division_code"] or summary.UNPLACED,
    }
    days = sorted({day for _, day in made} | {day for day, _ in changed})
    for first, until in itertools.zip_longest(days, days[1:], fillvalue=""):
        past = tuple(move for move, day in made if day <= first)
        if not past or past[-1].to_state in summary.CLUE_STATES:
            continue
        then = summary_deadlines.standing_then(changed, first)
        deadline = str(row["deadline"] or "") if then is None else then
        counted = _counted(row["id"], past)
        progress = summary.progress_of(counted)
        if progress:
            yield Stretch(
                first, until, progress,
                undone=progress in summary.UNDONE,
                open=counted.state not in workflow.CLOSED_STATES,
                closed=progress == "closed",
                completed=progress in ("publicity", "closed"),
                deadline=deadline, codes=codes,
            )  # fmt: skip


def _counted(issue_id: str, past: tuple[Made, ...]) -> SummaryRow:
    """What of an issue the summary's progress depends on, after some moves."""
    state, taken = past[-1].to_state, adoption.of(past)
    return SummaryRow(
        issue_id, state, "",
        adopted=taken.adopted,
        accepted_here=taken.adopted and not taken.unproven("accept"),
        rebound=any(made.move == "reopen" for made in past) and workflow.is_open(state),
    )  # fmt: skip
