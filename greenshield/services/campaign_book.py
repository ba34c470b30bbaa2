"""What people do with campaigns (专项行动): enter one, correct it, see how its issues stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from greenshield import reference
from greenshield.domain import fields, views, workflow
from greenshield.domain.actors import Actor
from greenshield.domain.deadlines import is_overdue
from greenshield.domain.errors import RefusedError, UsageError
from greenshield.domain.roles import LIST_ROLES, keeps_lists
from greenshield.project import identity
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import campaigns
from greenshield.services.session import Session

_SQL: Final = """
SELECT c.id, c.name, c.year, c.authority, c.extra ->> 'batch' AS batch,
c.extra ->> 'starts_on' AS starts_on, c.extra ->> 'ends_on' AS ends_on,
(SELECT count(*) FROM patrol p WHERE p.campaign_id = c.id AND NOT p.void) AS patrols,
(SELECT count(*) FROM track t WHERE t.extra ->> 'campaign_id' = c.id AND NOT t.void) AS tracks
FROM campaign c
"""
_ISSUES: Final = """
SELECT i.campaign_id, i.state, coalesce(i.came_from, '') AS came_from, i.deadline, count(*) AS n
FROM issue i WHERE i.campaign_id IS NOT NULL AND i.campaign_id != '' AND NOT i.void
GROUP BY 1, 2, 3, 4
"""


def items(project: Project, *, as_of: str, campaign_id: str = "") -> list[dict[str, Any]]:
    """The campaigns of a project, the newest first, with how their issues stand.

    Each has ``id``, ``name``, ``year``, ``batch``, ``authority``, ``starts_on``, ``ends_on``,
    ``issues`` (all that name it), ``by_state`` (state -> how many), ``closed`` (in that view of
    the ledger), ``undone`` (problems of which the rectification is not done), ``overdue``,
    ``next_deadline`` (the first that is not past, of undone ones), ``without_deadline`` (undone
    ones), ``patrols`` and ``tracks`` (how many name it).

    Args:
        project: where.
        as_of: the day for ``overdue`` and ``next_deadline``, ISO.
        campaign_id: of this one alone, or "".
    """
    where = " WHERE c.id = ?" if campaign_id else ""
    rows = project.rows(f"{_SQL}{where} ORDER BY c.year IS NULL, c.year DESC, c.name, c.id",
                        *([campaign_id] if campaign_id else []))  # fmt: skip
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in project.rows(_ISSUES):
        groups.setdefault(row["campaign_id"], []).append(row)
    return [row | _standing(groups.get(row["id"], []), as_of) for row in rows]


def deadlines(project: Project, campaign_id: str) -> list[dict[str, Any]]:
    """The months in which undone issues of a campaign are due: ``month`` (ISO), ``issues``."""
    count: Counter[str] = Counter()
    for row in project.rows(_ISSUES):
        if row["campaign_id"] == campaign_id and views.is_undone(row["state"], row["came_from"]):
            count[str(row["deadline"] or "")[:7]] += int(row["n"])
    return [{"month": month, "issues": count[month]} for month in sorted(count) if month]


def add(session: Session, given: Mapping[str, object]) -> tuple[str, Changes]:
    """Enters a campaign; its id, which follows from its name as that of an imported one does.

    Args:
        session: who acts, where.
        given: field -> value as typed, by id or name; without ``year`` the one in the name.

    Raises:
        RefusedError: ``campaign_role_needed``.
        UsageError: an unknown field, or a value that it does not take; ``campaign_name_needed``;
            ``campaign_taken``: one is called so, or was.
    """
    project = session.project
    _need_role(session.who)
    values = {n: v for n, v in _parsed(given).items() if v is not None}
    name = str(values.get("name") or "")
    if not name:
        raise UsageError("campaign_name_needed")
    campaign_id = identity.natural(project.project_id, "campaign", name)
    _refuse_taken(project, name, campaign_id)
    year = campaigns.year_in(name)
    if "year" not in values and year is not None:
        values["year"] = year
    with project.action(session.who.actor_id) as action:
        action.create("campaign", campaign_id, values)
    return campaign_id, action.changes


def set_fields(session: Session, word: str, given: Mapping[str, object]) -> tuple[str, Changes]:
    """Corrects a campaign; its id stays, also where it is called otherwise from now on.

    Raises:
        RefusedError: ``campaign_role_needed``.
        UsageError: ``campaign_unknown``; an unknown field, or a value that it does not take;
            ``campaign_name_needed``; ``campaign_taken``; ``campaign_nothing_given``;
            ``campaign_days_swapped``.
    """
    project = session.project
    _need_role(session.who)
    campaign_id = campaigns.find(project, word)
    values = _parsed(given)
    if not values:
        raise UsageError("campaign_nothing_given")
    if "name" in values:
        if not values["name"]:
            raise UsageError("campaign_name_needed")
        _refuse_taken(project, str(values["name"]), "", but=campaign_id)
    state = project.state("campaign", campaign_id)
    days = {n: values.get(n, state and state.get(n)) for n in ("starts_on", "ends_on")}
    _check_days(days)
    with project.action(session.who.actor_id) as action:
        action.set_fields("campaign", campaign_id, values)
    return campaign_id, action.changes


def _parsed(given: Mapping[str, object]) -> dict[str, Any]:
    named = fields.by_ids("campaign", given)
    values: dict[str, Any] = dict(fields.check_all("campaign", named, reference.code_tables()))
    _check_days(values)
    return values


def _check_days(values: Mapping[str, Any]) -> None:
    first, last = values.get("starts_on"), values.get("ends_on")
    if isinstance(first, str) and isinstance(last, str) and last < first:
        raise UsageError("campaign_days_swapped", first=first, last=last, field="ends_on")


def _refuse_taken(project: Project, name: str, campaign_id: str, *, but: str = "") -> None:
    """Refuses a name that another campaign has, and one whose id a renamed campaign bears."""
    sql = "SELECT name FROM campaign WHERE (name = ? OR id = ?) AND id != ?"
    rows = project.rows(sql, name, campaign_id, but)
    if rows:
        raise UsageError("campaign_taken", name=name, known=rows[0]["name"], field="name")


def _standing(groups: list[dict[str, Any]], as_of: str) -> dict[str, Any]:
    by_state: Counter[str] = Counter()
    for row in groups:
        by_state[row["state"]] += row["n"]
    undone = [row for row in groups if views.is_undone(row["state"], row["came_from"])]
    ahead = [row["deadline"] for row in undone if row["deadline"] and row["deadline"] >= as_of]
    late = [r for r in groups if is_overdue(r["state"], r["came_from"], r["deadline"], as_of)]
    return {
        "issues": sum(by_state.values()),
        "by_state": {state: by_state[state] for state in workflow.STATES if by_state[state]},
        "closed": sum(r["n"] for r in groups if views.is_closed(r["state"], r["came_from"])),
        "undone": sum(row["n"] for row in undone),
        "overdue": sum(row["n"] for row in late),
        "next_deadline": min(ahead, default=None),
        "without_deadline": sum(row["n"] for row in undone if not row["deadline"]),
    }


def _need_role(actor: Actor) -> None:
    if not keeps_lists(actor.roles):
        raise RefusedError("campaign_role_needed", name=actor.name, roles=", ".join(LIST_ROLES))
