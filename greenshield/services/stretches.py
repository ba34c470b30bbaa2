"""What a problem was between any two of its changes, read from the moves of all issues at once.

What counts as what is the summary's own (:mod:`greenshield.reports.summary`), asked for each
issue between two of its changes, so that any day's counts are those of that day's summary.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from greenshield.domain import adoption, views, workflow
from greenshield.domain.trends import Stretch
from greenshield.project.project import Project
from greenshield.reports import summary
from greenshield.reports.summary import SummaryRow
from greenshield.services import summary_deadlines, summary_history
from greenshield.services.ledger_store import tuples
from greenshield.services.summary_deadlines import REWRITING, Change
from greenshield.services.summary_history import Made

_WITHIN, _BETWEEN = "\x1f", "\x1e"


def _plain(value: str) -> str:
    """An expression without what parts the moves: the program writes no such text, others may."""
    return f"replace(replace({value}, '{_WITHIN}', '?'), '{_BETWEEN}', '?')"


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

Step = tuple[str, str, str]
"""A move, the state that it led to, and the state that an adopted row came from, or ""."""


@dataclass(frozen=True, slots=True)
class Past:
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


def told(project: Project) -> dict[str, str]:
    """The moves of each issue that has any, by its id, as a text that :func:`past` reads."""
    out: dict[str, str] = {}
    for issue, step in tuples(project, _MOVES):
        out[issue] = f"{out[issue]}{_BETWEEN}{step}" if issue in out else step
    return out


def deadline_changes(project: Project, pasts: dict[str, str]) -> dict[str, list[Change]]:
    """Every change of a deadline, by issue.

    Args:
        project: where they are.
        pasts: as :func:`told` gives them.
    """
    different = {past(text) for text in set(pasts.values())}
    rewritten = {event: day for one in different for event, day in one.rewriting}
    return summary_deadlines.changes(project, rewritten)


@lru_cache(maxsize=65_536)
def past(text: str) -> Past:
    """The moves that a text of ``_MOVES`` tells."""
    made: list[tuple[Step, str]] = []
    rewriting: list[tuple[str, str]] = []
    last = ""
    for step in text.split(_BETWEEN):
        move, to_state, occurred_on, at, event, came_from = step.split(_WITHIN)
        last = max(last, summary_history.day_of_move(occurred_on, at))
        made.append(((move, to_state, came_from), last))
        if event:
            rewriting.append((event, last))
    return Past(tuple(made), tuple(rewriting))


def of_one(
    known: Past, deadline: str, changed: Sequence[Change], count: int = 1
) -> Iterator[Stretch]:
    """What a problem was between its changes, first to last.

    Args:
        known: its moves.
        deadline: as it stands today, ISO, or "".
        changed: the changes of its deadline.
        count: how many problems share all of this.
    """
    days = sorted({day for _, day in known.made} | {day for day, _ in changed})
    for first, until in itertools.zip_longest(days, days[1:], fillvalue=""):
        steps = tuple(step for step, day in known.made if day <= first)
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
def _progress(way: tuple[Step, ...]) -> str:
    """The summary's column of progress after some moves, "" for what is no problem.

    Many issues have gone the same way: each way is judged once.
    """
    if not way:
        return ""
    state = way[-1][1]
    taken = adoption.of(_made(way))
    return summary.progress_of(SummaryRow(
        "", state, "", came_from=workflow.origin(state, _made(way)),
        adopted=taken.adopted,
        accepted_here=taken.adopted and not taken.unproven("accept"),
        rebound=any(move == "reopen" for move, _, _ in way) and workflow.is_open(state),
    ))  # fmt: skip


@lru_cache(maxsize=16_384)
def _view(way: tuple[Step, ...]) -> str:
    """The ledger's standing view after some moves."""
    state = way[-1][1] if way else workflow.INITIAL
    return views.view(state, workflow.origin(state, _made(way)))


def _made(way: tuple[Step, ...]) -> list[Made]:
    """The steps as moves; each started where the one before it led to."""
    before = (workflow.INITIAL, *(to for _, to, _ in way))
    return [
        Made(move, start, to, {"came_from": came})
        for start, (move, to, came) in zip(before, way, strict=False)
    ]
