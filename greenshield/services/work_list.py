"""What waits for a person now: issues whose next move is theirs, the most urgent first.

Out of the tables alone, so that a list over 160,000 issues folds none of them; what a move still
lacks is asked of single issues (:func:`lacking`), for the lines that are looked at.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from greenshield.domain import deadlines, obligations, waiting, workflow
from greenshield.domain.actors import Actor
from greenshield.domain.errors import Missing
from greenshield.domain.waiting import ONWARD, SIGN
from greenshield.project.project import Project
from greenshield.services import moves, rules
from greenshield.services.session import Session

# What is needed to rank an issue; the words of those that are shown are fetched afterwards.
_RANKED = """
SELECT i.id, coalesce(i.issue_no, i.clue_no, i.id) AS number, i.state, i.pending, i.assignee,
i.came_from, i.check_due, i.deadline, i.pub_to, i.waiting_since, a.area_level
FROM issue i LEFT JOIN area a ON a.id = i.area_id
"""
_SHOWN = """
SELECT i.id, i.facility_name, i.division_code, i.activity_code, a.name AS area
FROM issue i LEFT JOIN area a ON a.id = i.area_id
WHERE i.id IN (SELECT value FROM json_each(?))
"""
_WAITING = """
SELECT m.issue_id, m.move, m.actor FROM move m JOIN issue i ON i.id = m.issue_id
WHERE i.pending AND m.status = 'pending' ORDER BY m.fid
"""
_PLANNERS = """
SELECT m.issue_id, m.actor FROM move m JOIN issue i ON i.id = m.issue_id
WHERE i.state = 'planned' AND m.move = 'plan' AND m.status = 'done' ORDER BY m.fid
"""


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a person's work list.

    Attributes:
        issue_id, number, state, area, division_code, activity_code, facility_name: of the issue.
        move: the next one, ``consent`` where a move waits for this person's signature.
        due: the day by which it must be done, ISO, or "".
        overdue: whether the check, or the rectification, is overdue.
        checking: that it is the check of which the day counts.
        mine: whether it was given to this very person, rather than to everybody of the role.
        what: of ``obligations.STEPS``.
        since: since when it waits, ISO, or "".
    """

    issue_id: str
    number: str
    state: str
    move: str
    due: str
    overdue: bool
    mine: bool
    area: str
    division_code: str
    activity_code: str
    facility_name: str
    what: str = obligations.STEP
    checking: bool = False
    since: str = ""


@dataclass(frozen=True, slots=True)
class WorkList:
    """What waits for one person on a day.

    Attributes:
        items: overdue ones first, by how long; then by their day, those without one last.
        total: how many there are, should ``items`` be cut.
        overdue: how many of all of them are overdue.
        checks_overdue: of how many of these it is the check; of the others the rectification.
    """

    items: tuple[Task, ...]
    total: int
    overdue: int
    checks_overdue: int = 0


def of(project: Project, actor: Actor, *, as_of: str, limit: int = 0) -> WorkList:
    """The work list of a person.

    Args:
        project: where.
        actor: whose; a person who is disabled has none.
        as_of: the day asked about, ISO.
        limit: the most lines to give; 0 for all.
    """
    if not actor.active or not actor.roles:
        return WorkList((), 0, 0)
    desk = _Desk(project, actor)
    ranked: list[tuple[_Rank, dict[str, Any], str]] = []
    for row in _candidates(project, actor):
        move = desk.next_move(row)
        if move:
            ranked.append((_rank(row, actor, as_of), row, move))
    late = [_is_checking(row) for rank, row, _ in ranked if not rank[0]]
    total = len(ranked)
    ranked.sort(key=lambda entry: entry[0])
    return WorkList(
        _tasks(project, ranked[:limit] if limit else ranked), total, len(late), sum(late)
    )


def lacking(session: Session, task: Task, *, as_of: str) -> tuple[Missing, ...]:
    """What the next move of a line still lacks; folds that one issue.

    Raises:
        UsageError: the issue is gone.
    """
    if task.move == SIGN:
        return ()
    (found,) = moves.ready(session, task.issue_id, occurred_on=as_of, name=task.move)
    return found.missing


def _candidates(project: Project, actor: Actor) -> list[dict[str, Any]]:
    """The issues of this person's division in a state that somebody must bring on."""
    states = [state for state, name in ONWARD.items() if _may_be(name, actor)]
    where = [f"(i.state IN ({','.join('?' * len(states))}) OR i.pending)"]
    where += ["NOT i.void", "NOT i.disputed"]  # a dispute is a keeper's, among the conflicts
    args: list[Any] = list(states)
    prefix = obligations.prefix_of(actor)
    if prefix:
        where.append("i.division_code >= ? AND i.division_code < ?")
        args += [prefix, prefix + "\x7f"]
    return project.rows(f"{_RANKED} WHERE {' AND '.join(where)}", *args)


def _may_be(name: str, actor: Actor) -> bool:
    """Whether a move can be this person's at all, whatever the area's level."""
    who = workflow.MOVES[name].who
    return bool(set(who) & set(actor.roles)) or workflow.asks_acceptance(name)


class _Desk:
    """Tells of each issue whether its next move waits for one person.

    What rules and roles say is asked once for each state and level, not for each issue.
    """

    def __init__(self, project: Project, actor: Actor) -> None:
        self._actor = actor
        self._rules = rules.in_force(project)
        self._known: dict[tuple[str, str], str] = {}
        self._planners = {r["issue_id"]: r["actor"] for r in project.rows(_PLANNERS)}
        self._waiting = {r["issue_id"]: (r["move"], r["actor"]) for r in project.rows(_WAITING)}

    def next_move(self, row: dict[str, Any]) -> str:
        """The move that waits for this person, or ""."""
        if row["pending"]:
            return self._signature(row["id"])
        state, level = row["state"], row["area_level"] or ""
        name = self._known.get((state, level))
        if name is None:
            name = self._known[state, level] = self._of_role(state, level)
        if name == "check" and row["assignee"] not in (None, "", self._actor.actor_id):
            return ""
        if name == "approve_plan" and self._planners.get(row["id"]) == self._actor.actor_id:
            return ""  # another person must approve
        return name

    def _of_role(self, state: str, level: str) -> str:
        turn = waiting.turn(state, level, self._rules.acceptance_role(level))
        return turn.move if turn and set(turn.roles) & set(self._actor.roles) else ""

    def _signature(self, issue_id: str) -> str:
        """``consent`` where the move that waits may be signed by this person."""
        move, mover = self._waiting.get(issue_id, ("", ""))
        tier = workflow.MOVES[move].consent if move in workflow.MOVES else ""
        may = bool(tier) and tier in self._actor.roles and mover != self._actor.actor_id
        return SIGN if may else ""


# Not overdue, day, not given to this person, number, id: sorted, the most urgent come first.
_Rank = tuple[bool, str, bool, str, str]


def _rank(row: dict[str, Any], actor: Actor, as_of: str) -> _Rank:
    due = _due(row)
    state, came_from = row["state"], row["came_from"]
    late = deadlines.is_overdue(state, came_from, row["deadline"], as_of)
    late = late or deadlines.is_check_overdue(state, came_from, row["check_due"], as_of)
    return not late, due or "9999", not _is_mine(row, actor), str(row["number"]), row["id"]


def _due(row: dict[str, Any]) -> str:
    name = deadlines.counting(row["state"], row["came_from"])
    return str((name and row[name]) or "")


def _is_checking(row: dict[str, Any]) -> bool:
    return deadlines.is_checking(row["state"], row["came_from"])


def _is_mine(row: dict[str, Any], actor: Actor) -> bool:
    return (row["state"], row["assignee"]) == ("assigned", actor.actor_id)


def _tasks(
    project: Project, ranked: Sequence[tuple[_Rank, dict[str, Any], str]]
) -> tuple[Task, ...]:
    ids = json.dumps([row["id"] for _, row, _ in ranked])
    words = {row["id"]: row for row in project.rows(_SHOWN, ids)}
    return tuple(
        Task(
            issue_id=row["id"],
            number=str(row["number"]),
            state=row["state"],
            move=move,
            due=_due(row),
            overdue=not rank[0],
            mine=not rank[2],
            area=str(words[row["id"]]["area"] or ""),
            division_code=str(words[row["id"]]["division_code"] or ""),
            activity_code=str(words[row["id"]]["activity_code"] or ""),
            facility_name=str(words[row["id"]]["facility_name"] or ""),
            what=obligations.what_of(row["state"], row["came_from"], move),
            checking=_is_checking(row),
            since=str(row["waiting_since"] or ""),
        )
        for rank, row, move in ranked
    )
