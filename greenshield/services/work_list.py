"""What waits for a person now: issues whose next move is theirs, the most urgent first.

Out of the tables alone, so that a list over 160,000 issues folds none of them; what a move still
lacks is asked of single issues (:func:`lacking`), for the lines that are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from greenshield.domain import workflow
from greenshield.domain.actors import Actor
from greenshield.domain.errors import Missing
from greenshield.project.project import Project
from greenshield.services import moves, rules
from greenshield.services.session import Session

SIGN = "consent"  # the next step of an issue whose move waits for a second signature

# The move that brings an issue on, by state. Ways back and aside are nobody's daily work.
ONWARD = {
    "clue": "assign", "assigned": "check", "checked": "register", "registered": "plan",
    "planned": "approve_plan", "rectifying": "self_check", "self_checked": "city_review",
    "city_reviewed": "accept", "accepted": "publicize", "publicized": "close", "closed": "file",
    "lookback": "confirm", "suspended": "resume",
}  # fmt: skip
# What must be done by when, by state; of others the deadline of the whole stands.
_DUE = {"clue": None, "assigned": "check_due", "publicized": "pub_to"}
_LEVELS_FILED = ("national",)  # workflow.md: the export package of national-level areas goes up
_COLUMNS = """
i.id, i.issue_no, i.clue_no, i.state, i.disputed, i.pending, i.assignee, i.check_due, i.deadline,
i.pub_to, i.facility_name, i.division_code, i.activity_code, a.name AS area, a.area_level
"""
_LAST = """
SELECT m.move, m.actor, m.status FROM move m WHERE m.issue_id = ? ORDER BY m.fid DESC
"""


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a person's work list.

    Attributes:
        issue_id, number, state, area, division_code, activity_code, facility_name: of the issue.
        move: the next one, ``consent`` where a move waits for this person's signature.
        due: the day by which it must be done, ISO, or "".
        overdue: whether that day is past; the day itself is not.
        mine: whether it was given to this very person, rather than to everybody of the role.
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


@dataclass(frozen=True, slots=True)
class WorkList:
    """What waits for one person on a day.

    Attributes:
        items: overdue ones first, by how long; then by their day, those without one last.
        total: how many there are, should ``items`` be cut.
        overdue: how many of all of them are overdue.
    """

    items: tuple[Task, ...]
    total: int
    overdue: int


def of(project: Project, actor: Actor, *, as_of: str, limit: int = 0) -> WorkList:
    """The work list of a person.

    Args:
        project: where.
        actor: whose; a person who is disabled has none.
        as_of: the day asked about, ISO.
        limit: the most lines to give; 0 for all.
    """
    if not actor.active:
        return WorkList((), 0, 0)
    ruleset = rules.in_force(project)
    mine: list[Task] = []
    for row in _candidates(project, actor):
        move = _next_move(project, actor, row, ruleset.acceptance_role(row["area_level"] or ""))
        if move:
            mine.append(_task(row, actor, move, as_of))
    mine.sort(key=lambda t: (not t.overdue, t.due or "9999", not t.mine, t.number))
    overdue = sum(task.overdue for task in mine)
    return WorkList(tuple(mine[:limit] if limit else mine), len(mine), overdue)


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
    states = _states(actor)
    if not states:
        return []
    where = [f"(i.state IN ({','.join('?' * len(states))}) OR i.pending)", "NOT i.void"]
    args: list[Any] = list(states)
    prefix = _prefix(actor)
    if prefix:
        where.append("i.division_code >= ? AND i.division_code < ?")
        args += [prefix, prefix + "\x7f"]
    sql = f"SELECT {_COLUMNS} FROM issue i LEFT JOIN area a ON a.id = i.area_id WHERE "
    return project.rows(sql + " AND ".join(where), *args)


def _states(actor: Actor) -> Sequence[str]:
    """The states from which a person of these roles may bring an issue on, at the least."""
    out = []
    for state, name in ONWARD.items():
        who = workflow.MOVES[name].who
        if set(who) & set(actor.roles) or workflow.asks_acceptance(name):
            out.append(state)
    return out if actor.roles else ()


def _prefix(actor: Actor) -> str:
    """The beginning of the division codes that a person works for: 229900 is 2299."""
    code = actor.division[:6]
    while code.endswith("00"):
        code = code[:-2]
    return "" if actor.tier == "national" else code


def _next_move(project: Project, actor: Actor, row: dict[str, Any], acceptance: str) -> str:
    """The move that waits for this person, or ""."""
    if row["disputed"]:
        return ""  # a keeper's, among the conflicts
    if row["pending"]:
        return _signature(project, actor, row)
    name = ONWARD.get(row["state"], "")
    if not name or not _is_of_role(name, row["state"], actor, acceptance):
        return ""
    if name == "check" and row["assignee"] not in (None, "", actor.actor_id):
        return ""
    if name == "file" and row["area_level"] not in _LEVELS_FILED:
        return ""
    if name == "approve_plan" and _last_mover(project, row["id"], "plan") == actor.actor_id:
        return ""  # another person must approve
    return name


def _is_of_role(name: str, state: str, actor: Actor, acceptance: str) -> bool:
    return bool(set(workflow.roles_for(name, state, acceptance)) & set(actor.roles))


def _signature(project: Project, actor: Actor, row: dict[str, Any]) -> str:
    """``consent`` where the move that waits may be signed by this person."""
    for made in project.rows(_LAST, row["id"]):
        if made["status"] == "pending":
            tier = workflow.MOVES[made["move"]].consent
            return SIGN if made["actor"] != actor.actor_id and tier in actor.roles else ""
    return ""


def _last_mover(project: Project, issue_id: str, move: str) -> str:
    for made in project.rows(_LAST, issue_id):
        if made["move"] == move and made["status"] == "done":
            return str(made["actor"])
    return ""


def _task(row: dict[str, Any], actor: Actor, move: str, as_of: str) -> Task:
    name = _DUE.get(row["state"], "deadline")
    due = str((name and row[name]) or "")
    # The period of a notice ends by itself: the day after, closing may begin.
    past = bool(due) and due < as_of and workflow.is_open(row["state"])
    return Task(
        issue_id=row["id"],
        number=str(row["issue_no"] or row["clue_no"] or row["id"]),
        state=row["state"],
        move=move,
        due=due,
        overdue=past and name != "pub_to",
        mine=row["state"] == "assigned" and row["assignee"] == actor.actor_id,
        area=str(row["area"] or ""),
        division_code=str(row["division_code"] or ""),
        activity_code=str(row["activity_code"] or ""),
        facility_name=str(row["facility_name"] or ""),
    )
