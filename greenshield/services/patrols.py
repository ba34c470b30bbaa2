"""What people do with patrols: plan one or many, correct it, say that it is done, void it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from greenshield import reference
from greenshield.domain import fields, patrols
from greenshield.domain.actors import Actor
from greenshield.domain.errors import Problem, RefusedError, UsageError
from greenshield.domain.roles import LIST_ROLES, keeps_lists
from greenshield.domain.state import EntityState
from greenshield.log.scopes import entity_id
from greenshield.project import identity
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import (
    calendar,
    campaigns,
    lookup,
    patrol_county,
    patrol_list,
    patrol_route,
    people,
    voiding,
)
from greenshield.services.issues import blamed_on
from greenshield.services.session import Session
from greenshield.services.voidings import voided_on

OWN: Final = frozenset({"done_on", "findings", "remark"})
"""What whoever walks a patrol says of it."""
_SPLIT: Final = re.compile("[,，、]")  # of names; what else parts a list the field itself knows
_KEPT: Final = frozenset({"name", "planned_from", "planned_to"})  # never emptied


@dataclass(frozen=True, slots=True)
class Planned:
    """Patrols that were planned, or one that was corrected.

    Attributes:
        patrols: their ids, in the order of their days.
        problems: remarks on the route's file and on days.
        changes: for whoever shows them.
    """

    patrols: tuple[str, ...]
    problems: tuple[Problem, ...]
    changes: Changes


@dataclass(slots=True)
class Route:
    """How a route that is given is to be read.

    Attributes:
        crs: of a vector file that says none or a wrong one, ``EPSG:n``.
        remarks: of its reader.
    """

    crs: str | None = None
    remarks: list[Problem] = field(default_factory=list)


def add(
    session: Session,
    given: Mapping[str, object],
    *,
    every: str = "",
    times: int = 1,
    route: Route | None = None,
    county: str = "",
) -> Planned:
    """Plans a patrol, or the same one again and again, in one action.

    Of several each bears its first day behind its name, so that people can tell them apart.

    Args:
        session: who plans, where.
        given: field -> value as typed, by id or name; ``geom`` as of ``patrol_route``.
        every: of ``patrols.EVERY``, or "" for once.
        times: how many in all.
        route: how ``geom`` is to be read.
        county: the code of the county that it is planned for, as of ``patrol_county``.

    Raises:
        RefusedError: ``patrol_role_needed``.
        UsageError: an unknown field, or a value that it does not take; ``patrol_field_kept``: no
            name or days; ``patrol_days_swapped``; codes of ``patrols.series`` and of
            ``patrol_county``.
        UnreadableError, SurroundingsError: as of ``patrol_route``.
    """
    project, route = session.project, route or Route()
    _need_planner(session.who)
    values = {name: v for name, v in _parsed(project, given, route).items() if v is not None}
    for name in sorted(_KEPT - values.keys()):
        raise UsageError("patrol_field_kept", field=name)
    values.setdefault("corridor_m", patrols.CORRIDOR_M)
    _check_days(values)
    first, last = str(values["planned_from"]), str(values["planned_to"])
    days = patrols.series(first, last, every, times) if every else [(first, last)]
    scope = patrol_county.of_plan(project, session.who, county, values.get("inspectors"))
    made = []
    with project.action(session.who.actor_id) as action:
        for begin, end in days:
            own = {"planned_from": begin, "planned_to": end}
            if len(days) > 1:
                own["name"] = f"{values['name']} {begin}"
            made.append(entity_id(scope, identity.fresh()))
            action.create("patrol", made[-1], values | own)
    return Planned(tuple(made), tuple(route.remarks), action.changes)


def set_fields(
    session: Session, word: str, given: Mapping[str, object], route: Route | None = None
) -> Planned:
    """Corrects a patrol, or says that it is done.

    Whoever is sent on it says ``done_on``, ``findings`` and ``remark``; all else is the planners'.

    Args:
        session: who acts, where.
        word: which patrol.
        given: field -> value as typed.
        route: how ``geom`` is to be read.

    Raises:
        RefusedError: ``patrol_role_needed``; ``patrol_not_yours``.
        UsageError: no such patrol or field, a value that it does not take; ``patrol_is_void``;
            ``patrol_field_kept``; ``patrol_days_swapped``; ``patrol_nothing_given``.
        UnreadableError, SurroundingsError: as of ``patrol_route``.
    """
    project, route = session.project, route or Route()
    state = standing(project, word)
    named = fields.by_ids("patrol", given)
    if not named:
        raise UsageError("patrol_nothing_given")
    _need_right(session.who, state, set(named))
    values = _parsed(project, named, route)
    for name in _KEPT & values.keys():
        if values[name] is None:
            raise UsageError("patrol_field_kept", field=name)
    _check_days({n: values.get(n, state.get(n)) for n in ("planned_from", "planned_to")})
    with project.action(session.who.actor_id) as action:
        action.set_fields("patrol", state.entity_id, values)
    told = (*route.remarks, *_doubts(state, values))
    return Planned((state.entity_id,), told, action.changes)


def void(session: Session, word: str, *, reason: str, restore: bool = False) -> tuple[str, Changes]:
    """Takes a patrol out of the lists, or puts it back; its id.

    Raises:
        RefusedError: ``patrol_role_needed``.
        UsageError: no such patrol; no reason; ``patrol_stands``: it is so already.
    """
    _need_planner(session.who)
    project = session.project
    patrol_id = patrol_list.find(project, word)
    if not reason.strip():
        raise UsageError("void_reason_needed")
    with project.action(session.who.actor_id) as action:
        state = action.state("patrol", patrol_id)
        if state is None or state.void != restore:
            raise UsageError("patrol_stands", patrol=word)
        voiding.write(project, action, "patrol", patrol_id, reason, restore=restore)
    return patrol_id, action.changes


def standing(project: Project, word: str) -> EntityState:
    """The patrol that a person means, where it is not void.

    Raises:
        UsageError: ``patrol_unknown``, ``patrol_ambiguous``, ``patrol_is_void``.
    """
    patrol_id = patrol_list.find(project, word)
    state = project.state("patrol", patrol_id)
    if state is None or state.void:
        raise UsageError("patrol_is_void", patrol=word, on=voided_on(project, "patrol", patrol_id))
    return state


def _parsed(project: Project, given: Mapping[str, object], route: Route) -> dict[str, Any]:
    named = dict(fields.by_ids("patrol", given))
    shape = named.get("geom")
    typed = isinstance(shape, str) and bool(shape.strip())
    if typed:
        del named["geom"]
    values: dict[str, Any] = dict(fields.check_all("patrol", named, reference.code_tables()))
    if typed:
        with blamed_on("geom"):
            values["geom"] = patrol_route.field_value(project, str(shape), route.crs, route.remarks)
    for name in ("campaign_id", "area_id", "inspectors"):
        if values.get(name):
            with blamed_on(name):
                values[name] = _referred(project, name, values[name])
    return values


def _referred(project: Project, name: str, value: Any) -> Any:
    """Ids for the names that were typed."""
    if name == "campaign_id":
        return campaigns.find(project, value)
    if name == "inspectors":
        words = [word.strip() for each in value for word in _SPLIT.split(each)]
        return list(dict.fromkeys(people.find(project, word).actor_id for word in words if word))
    found = lookup.area_id(project, value)
    if found is None:
        raise UsageError("area_unknown", area=value)
    return found


def _check_days(values: Mapping[str, Any]) -> None:
    first, last = values["planned_from"], values["planned_to"]
    if isinstance(first, str) and isinstance(last, str) and last < first:
        raise UsageError("patrol_days_swapped", first=first, last=last, field="planned_to")


def _need_planner(actor: Actor) -> None:
    if not keeps_lists(actor.roles):
        raise RefusedError("patrol_role_needed", name=actor.name, roles=", ".join(LIST_ROLES))


def _need_right(actor: Actor, patrol: EntityState, names: set[str]) -> None:
    if keeps_lists(actor.roles):
        return
    if names - OWN:
        _need_planner(actor)
    sent = patrol.get("inspectors")
    if not isinstance(sent, list) or actor.actor_id not in sent:
        raise RefusedError("patrol_not_yours", name=actor.name, patrol=patrol.get("name") or "")


def _doubts(patrol: EntityState, values: Mapping[str, Any]) -> list[Problem]:
    """Remarks on a day of the end that lies ahead, or before the plan began."""
    on, today = values.get("done_on"), calendar.today()
    since = values.get("planned_from", patrol.get("planned_from"))
    params = {"patrol": values.get("name", patrol.get("name")) or "", "on": on}
    out = []
    if isinstance(on, str) and on > today:
        out.append(Problem("patrol_done_ahead", params=params | {"today": today}, fatal=False))
    if isinstance(on, str) and isinstance(since, str) and on < since:
        out.append(Problem("patrol_done_before", params=params | {"since": since}, fatal=False))
    return out
