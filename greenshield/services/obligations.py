"""Reads what is still to be done in a project: of every issue its next step, and the duties beside.

Out of the tables alone, so that a list over 160,000 issues folds none of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from greenshield.domain import deadlines, obligations, record_states, views, waiting, workflow
from greenshield.domain.actors import Actor
from greenshield.domain.deadlines import is_check_overdue, is_overdue, is_past
from greenshield.domain.obligations import Obligation
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.waiting import Turn
from greenshield.project.project import Project
from greenshield.services import patrol_duties, rules, work_list
from greenshield.services.collector import resting
from greenshield.services.progress import SILENT, Progress

Row = dict[str, Any]
Source = Callable[[Project, str, str], Iterable[Obligation]]
"""Asked with the project, the day, and the day since when to tell what is over, or ""."""

_ISSUE = """
SELECT i.id, coalesce(i.issue_no, i.clue_no, i.id) AS number, i.state, i.came_from, i.pending,
i.disputed, i.assignee, i.check_due, i.deadline, i.pub_to, i.waiting_since, i.division_code,
i.facility_name, i.duty_unit, i.duty_person, i.void, a.name AS area, a.area_level
"""
_ISSUES = f"{_ISSUE} FROM issue i LEFT JOIN area a ON a.id = i.area_id"
_RECORDS = f"""
{_ISSUE}, r.record_id, r.kind, r.occurred_on, r.void AS record_void, r.fields
FROM record r JOIN issue i ON i.id = r.issue_id LEFT JOIN area a ON a.id = i.area_id
WHERE r.kind IN ('measure', 'objection', 'referral') ORDER BY r.fid
"""
_PENDING = """
SELECT m.issue_id, m.move FROM move m JOIN issue i ON i.id = m.issue_id
WHERE i.pending AND m.status = 'pending' ORDER BY m.fid
"""
_LOOKED_BACK = """
SELECT m.issue_id, m.role FROM move m JOIN issue i ON i.id = m.issue_id
WHERE i.state = 'lookback' AND m.move = 'look_back' AND m.status = 'done' ORDER BY m.fid
"""
_LATELY = """
SELECT DISTINCT issue_id FROM move
WHERE status = 'done' AND occurred_on >= ? AND move NOT IN ('adopt', 'succeed')
"""
_REACHED = """
SELECT DISTINCT issue_id FROM move
WHERE status != 'pending' AND to_state IN (SELECT value FROM json_each(?))
"""
_NOBODYS = ("dismissed", "void")
_EVERY: Final = 4000  # obligations between two words of progress, a tenth of a second
_DONE_ON: Final = {"measure": "done_on", "objection": "answered_on", "referral": "concluded_on"}
_KEPT: Final = 366  # days that a calendar still says of an event that it is off


def read(
    project: Project, *, as_of: str, done_since: str = "", progress: Progress = SILENT,
) -> list[Obligation]:  # fmt: skip
    """Everything that is to be done, the most urgent first.

    Args:
        project: where.
        as_of: the day asked about, ISO.
        done_since: also tell what is over, if its day lies not before this one, or it was done
            since then; "" for no such.
        progress: told while issues are read.
    """
    found: list[Obligation] = []
    with resting():
        for number, source in enumerate(SOURCES):
            progress.step("reading_obligations", number, len(SOURCES))
            for one in source(project, as_of, done_since):
                found.append(one)
                if len(found) % _EVERY == 0:
                    progress.step("reading_obligations", number, len(SOURCES))
        return obligations.urgent_first(found)


def of_person(
    project: Project, actor: Actor, everything: Iterable[Obligation], *, as_of: str
) -> list[Obligation]:
    """What one person has to do: next steps as of their work list, and duties of their roles.

    Args:
        project: where.
        actor: whose; a person who is disabled has none.
        everything: as :func:`read` gives it for that day, once for however many people.
        as_of: the day asked about, ISO.
    """
    mine = {task.issue_id for task in work_list.of(project, actor, as_of=as_of).items}
    return [
        one for one in everything
        if (one.issue_id in mine if one.move and not one.done else obligations.is_for(one, actor))
    ]  # fmt: skip


def duties(project: Project, actor: Actor, *, as_of: str) -> list[Obligation]:
    """Of what one person has to do, what is no next step of an issue."""
    found = [one for source in SOURCES[1:] for one in source(project, as_of, "")]
    return [one for one in obligations.urgent_first(found) if obligations.is_for(one, actor)]


def given_to(project: Project, actor: Actor, *, as_of: str) -> int:
    """How many duties were given to this very person, who may be disabled: checks and patrols.

    Args:
        project: where.
        actor: to whom.
        as_of: the day asked about, ISO.
    """
    return sum(one.who == actor.actor_id for one in read(project, as_of=as_of))


def kept_since(as_of: str) -> str:
    """Since when a calendar that is written on a day tells what is over, ISO."""
    return (date.fromisoformat(as_of) - timedelta(days=_KEPT)).isoformat()


class Turns:
    """Whose turn it is, of every issue; asked once for each state and level."""

    def __init__(self, project: Project) -> None:
        self._rules: RuleSet = rules.in_force(project)
        self._pending = {r["issue_id"]: r["move"] for r in project.rows(_PENDING)}
        self._looked_back = {r["issue_id"]: r["role"] for r in project.rows(_LOOKED_BACK)}
        self._known: dict[tuple[str, str, str], Turn | None] = {}

    def of(self, row: Mapping[str, Any]) -> Turn | None:
        """Whose turn a row of ``_ISSUE`` is, None where nobody's."""
        if row["disputed"]:
            return Turn(waiting.DECIDE, ("keeper",))
        if row["pending"]:
            return waiting.signature(self._pending.get(row["id"], ""))
        key = (row["state"], row["area_level"] or "", self._looked_back.get(row["id"], ""))
        if key not in self._known:
            state, level, role = key
            self._known[key] = waiting.turn(state, level, self.acceptance(level), role)
        return self._known[key]

    def acceptance(self, level: str) -> str:
        """The role that accepts issues of a level."""
        return self._rules.acceptance_role(level)


def _steps(project: Project, as_of: str, done_since: str) -> Iterator[Obligation]:
    """The next step of each issue, and days that are over."""
    turns, moved, told = Turns(project), _moved(project, done_since), _Told(project)
    for row in project.rows(_ISSUES):
        turn = None if row["void"] else turns.of(row)
        now = _step(row, turn, as_of) if turn is not None else None
        if now is not None:
            yield now
        if done_since:
            acceptance = turns.acceptance(row["area_level"] or "")
            since = "" if row["id"] in moved else done_since
            for one in _over(row, now, since, acceptance):
                if told.ever(one):
                    yield one


def _moved(project: Project, since: str) -> set[str]:
    """The issues that made a step since a day: of these a calendar may hold a day long past."""
    return {row["issue_id"] for row in project.rows(_LATELY, since)} if since else set()


class _Told:
    """Which days of issues a calendar may ever have told: those of states that they were in.

    A list brings deadlines along for clues that nobody has checked yet, and for issues closed long
    ago: what never was to be done is not called off.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._reached: dict[str, set[str]] = {}

    def ever(self, one: Obligation) -> bool:
        """Whether the issue was ever in a state in which the day of this obligation counted."""
        if one.what not in self._reached:
            states = [s for s in workflow.STATES if obligations.counts_in(one.what, s)]
            rows = self._project.rows(_REACHED, json.dumps(states))
            self._reached[one.what] = {row["issue_id"] for row in rows}
        return one.issue_id in self._reached[one.what]


def _step(row: Row, turn: Turn, as_of: str) -> Obligation:
    state, came_from = row["state"], row["came_from"]
    if turn.move == waiting.DECIDE:
        what = obligations.DECISION
    else:
        what = obligations.what_of(state, came_from, turn.move)
    late = is_overdue(state, came_from, row["deadline"], as_of)
    late = late or is_check_overdue(state, came_from, row["check_due"], as_of)
    given = turn.move == "check" and row["assignee"]
    waits = what in (obligations.SIGNATURE, obligations.DECISION)
    day_of = obligations.DAYS.get(deadlines.counting(state, came_from), "") if waits else ""
    return _made(
        row, what, turn.roles[0], move=turn.move, who=given or "", due=_due(row) or "",
        day_of=day_of, since=row["waiting_since"] or "", overdue=late, stage=state,
        by=_duty(row) if what == obligations.DEADLINE else "",
    )  # fmt: skip


def _due(row: Row) -> str | None:
    """The day that counts for an issue where it stands."""
    name = deadlines.counting(row["state"], row["came_from"])
    return row[name] if name else None


def _over(
    row: Row, now: Obligation | None, done_since: str, acceptance: str
) -> Iterator[Obligation]:
    """Days of an issue that a calendar may hold and that are off: what they asked for is done.

    A day that still counts while a signature or a decision is waited for is not off.
    """
    waits = now is not None and now.what in (obligations.SIGNATURE, obligations.DECISION)
    counts = deadlines.counting(row["state"], row["came_from"]) if waits else ""
    days = (
        (obligations.CHECK, "check_due", "inspector"),
        (obligations.DEADLINE, "deadline", "county"),
        (obligations.PUBLICITY, "pub_to", acceptance),
    )
    for what, name, role in days:
        if (
            row[name]
            and row[name] >= done_since
            and name != counts
            and (now is None or now.what != what)
        ):
            given = row["assignee"] if what == obligations.CHECK else ""
            yield _made(row, what, role, due=row[name], who=given or "", done=True,
                        stage=row["state"])  # fmt: skip


def _beside(project: Project, as_of: str, done_since: str) -> Iterator[Obligation]:
    """Measures, objections and referrals that nobody has brought to their end."""
    turns, moved, told = Turns(project), _moved(project, done_since), _Told(project)
    for row in project.rows(_RECORDS):
        fields = json.loads(row["fields"])
        get = fields.get if isinstance(fields, dict) else {}.get
        one = _duty_of(row, get, turns)
        off = bool(row["void"] or row["record_void"] or row["state"] in _NOBODYS)
        off = off or not record_states.is_open(row["kind"], get)
        if row["kind"] == obligations.MEASURE:
            off = off or not views.is_undone(row["state"], row["came_from"])
        if not off:
            yield replace(one, overdue=is_past(one.due, as_of))
        elif done_since:
            late = max(one.due, _done_on(row["kind"], get)) >= done_since or row["id"] in moved
            if late and (one.what != obligations.MEASURE or told.ever(one)):
                yield replace(one, done=True)


def _done_on(kind: str, get: record_states.Get) -> str:
    """The day on which a duty was done, ISO; "" where nothing tells."""
    return _day(get(_DONE_ON[kind]))


def _duty_of(row: Row, get: record_states.Get, turns: Turns) -> Obligation:
    kind, role = row["kind"], "county"
    due, text = "", str(get("text") or "")
    stage = record_states.state_of(kind, get) or ""
    since = row["occurred_on"]
    if kind == obligations.MEASURE:
        due = _day(get("due_on"))
        text = text or str(get("target") or "")
    elif kind == obligations.OBJECTION:
        due, role = row["pub_to"] or "", turns.acceptance(row["area_level"] or "")
    elif stage != "draft":
        since = _day(get(f"{stage}_on")) or since
    by = str(get("to_unit") or "") if kind == obligations.REFERRAL else _duty(row)
    return _made(row, kind, role, record_id=row["record_id"], due=due, since=since, stage=stage,
                 text=text, by=by)  # fmt: skip


def _made(row: Row, what: str, role: str, **more: Any) -> Obligation:
    return Obligation(
        what=what, issue_id=row["id"], number=str(row["number"]), tier=waiting.tier_of(role),
        role=role, division_code=str(row["division_code"] or ""), area=str(row["area"] or ""),
        facility_name=str(row["facility_name"] or ""), **more,
    )  # fmt: skip


def _duty(row: Row) -> str:
    return " ".join(str(row[n]) for n in ("duty_unit", "duty_person") if row[n])


def _day(value: Any) -> str:
    return value if isinstance(value, str) else ""


SOURCES: tuple[Source, ...] = (_steps, _beside, patrol_duties.of)
"""What is asked: the next steps of issues first, then what stands beside."""
