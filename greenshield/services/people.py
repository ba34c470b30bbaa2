"""Actors: who may do what in a project. The keeper's book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from greenshield import reference, settings
from greenshield.domain import fields
from greenshield.domain.actors import Actor, short_id
from greenshield.domain.alike import names_like
from greenshield.domain.errors import Missing, RefusedError, UsageError
from greenshield.project import identity
from greenshield.project.action import Action
from greenshield.project.project import Project

DEFAULT_ROLES = {
    "authority": ("inspector",),
    "county": ("county", "inspector", "keeper"),
    "city": ("city",),
    "province": ("province",),
    "national": (),
}


KEEPER = "keeper"
_CORRECTED = ("name", "unit", "tier", "roles", "division_code")
_ID_PART = 4  # characters of an id that may stand for the whole


def first_roles(tier: str) -> tuple[str, ...]:
    """The usual roles of a project's first person: a keeper of any tier.

    Without a keeper nobody, and so no keeper, could be added later.
    """
    return tuple(dict.fromkeys((*DEFAULT_ROLES[tier], KEEPER)))


def everyone(project: Project) -> list[Actor]:
    """The actors of a project, by name."""
    rows = project.rows("SELECT id FROM actor ORDER BY name, id")
    return [actor for row in rows if (actor := by_id(project, row["id"])) is not None]


def by_id(project: Project, actor_id: str) -> Actor | None:
    """One actor, or None."""
    state = project.state("actor", actor_id)
    return None if state is None else Actor.from_state(state)


def name_of(project: Project, actor_id: str) -> str:
    """The name of an actor, the end of its id where nothing is known of it."""
    actor = by_id(project, actor_id)
    return short_id(actor_id) if actor is None or not actor.name else actor.name


def find(project: Project, word: str) -> Actor:
    """The actor with this id or name, or with an id that alone begins or ends so.

    Of several with one name the one that is active is meant. A name that is none is never
    taken for a like one, but the error names those that are.

    Raises:
        UsageError: nobody, or several.
    """
    rows = project.rows("SELECT id, name FROM actor ORDER BY name, id")
    hits = [r["id"] for r in rows if word in (r["id"], r["name"])]
    if not hits and len(word) >= _ID_PART:
        hits = [r["id"] for r in rows if r["id"].startswith(word) or r["id"].endswith(word)]
    found = [actor for hit in hits if (actor := by_id(project, hit)) is not None]
    if not found:
        known = dict.fromkeys(r["name"] for r in rows)
        like = ", ".join(names_like(word, (a.name for a in everyone(project) if a.active)))
        raise UsageError("actor_unknown", actor=word, known=", ".join(known), meant=like)
    meant = [actor for actor in found if actor.active] if len(found) > 1 else found
    if len(meant) != 1:
        candidates = [described(actor) for actor in meant or found]
        raise UsageError("actor_ambiguous", actor=word, candidates=candidates)
    return meant[0]


def told_of(project: Project, missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """What a move lacks; where somebody sent is no inspector, with those who could be."""
    given = tuple(missing)
    if not any(one.code == "assignee_no_inspector" for one in given):
        return given
    able = [a.name or short_id(a.actor_id) for a in everyone(project)
            if a.active and "inspector" in a.roles]  # fmt: skip
    return tuple(
        replace(one, params={**one.params, "possible": ", ".join(able)})
        if one.code == "assignee_no_inspector"
        else one
        for one in given
    )


def described(actor: Actor) -> str:
    """An actor as messages name one of several: ``name (unit, id)``."""
    return f"{actor.name} ({', '.join(part for part in (actor.unit, actor.actor_id) if part)})"


def enter(
    action: Action,
    *,
    name: str,
    tier: str,
    roles: Iterable[str] | None,
    unit: str,
    division_code: str,
) -> str:
    """Adds an actor inside an action; the new id.

    Raises:
        UsageError: an unknown tier or role, an empty name.
    """
    tables = reference.code_tables()
    if not name.strip():
        raise UsageError("actor_name_empty")
    _need_tier(tier)
    values = fields.check_all("actor", {"name": name, "tier": tier, "unit": unit}, tables)
    given = tuple(roles) if roles is not None else DEFAULT_ROLES[str(values["tier"])]
    values["roles"] = fields.parse("actor", "roles", list(given), tables) or []
    values["division_code"] = fields.parse("actor", "division_code", division_code, tables)
    values["active"] = True
    actor_id = identity.fresh()
    action.create("actor", actor_id, values)
    return actor_id


def _need_tier(tier: str) -> None:
    """Raises UsageError where no tier is given: what a person may do follows from it."""
    if not tier.strip():
        raise UsageError("actor_tier_empty", accepted=", ".join(DEFAULT_ROLES))


def add(
    project: Project,
    keeper: Actor,
    *,
    name: str,
    tier: str,
    roles: Iterable[str] | None,
    unit: str,
    division_code: str = "",
    same_name: bool = False,
) -> Actor:
    """Adds an actor; with ``same_name`` also beside an active one who is called alike.

    Raises:
        RefusedError: who acts is no keeper.
        UsageError: an unknown tier or role, an empty name, or one that an active actor has.
    """
    need_keeper(keeper)
    alike = [a for a in everyone(project) if a.active and a.name == name]
    if alike and not same_name:
        candidates = [described(a) for a in alike]
        raise UsageError("actor_name_taken", name=name, candidates=candidates)
    division = division_code or keeper.division
    with project.action(keeper.actor_id) as action:
        actor_id = enter(
            action, name=name, tier=tier, roles=roles, unit=unit, division_code=division
        )
    return find(project, actor_id)


def disable(project: Project, keeper: Actor, word: str) -> Actor:
    """Takes an actor's right to act; what was done stays.

    Raises:
        RefusedError: who acts is no keeper, or would be the last active one.
    """
    need_keeper(keeper)
    actor = find(project, word)
    _need_another_keeper(project, actor)
    with project.action(keeper.actor_id) as action:
        action.set_fields("actor", actor.actor_id, {"active": False})
    return find(project, actor.actor_id)


def change(project: Project, keeper: Actor, word: str, given: Mapping[str, str]) -> Actor:
    """Corrects what stands of an actor: name, unit, tier, roles, division. Moves made stay.

    Raises:
        RefusedError: who acts is no keeper, or no keeper would be left.
        UsageError: nobody so called; a field that is not to be written so, or a value that it
            does not take; a name that another active actor has.
    """
    need_keeper(keeper)
    actor = find(project, word)
    values = fields.by_ids("actor", given)
    wrong = [name for name in values if name not in _CORRECTED]
    if wrong:
        known = ", ".join(f"{n} {fields.spec('actor', n).zh}" for n in _CORRECTED)
        raise UsageError("field_unknown", kind="actor", field=wrong[0], given=wrong[0], known=known)
    typed = fields.check_all("actor", values, reference.code_tables())
    if "name" in typed and not str(typed["name"] or "").strip():
        raise UsageError("actor_name_empty")
    if "tier" in typed:
        _need_tier(str(typed["tier"] or ""))
    alike = [a for a in everyone(project) if a.active and a.name == typed.get("name")]
    if any(a.actor_id != actor.actor_id for a in alike):
        candidates = [described(a) for a in alike]
        raise UsageError("actor_name_taken", name=typed["name"], candidates=candidates)
    roles = typed.get("roles", list(actor.roles))
    if "keeper" not in (roles if isinstance(roles, list) else []):
        _need_another_keeper(project, actor)
    with project.action(keeper.actor_id) as action:
        action.set_fields("actor", actor.actor_id, typed)
    return find(project, actor.actor_id)


def _need_another_keeper(project: Project, actor: Actor) -> None:
    keepers = [a for a in everyone(project) if a.active and "keeper" in a.roles]
    if [a.actor_id for a in keepers] == [actor.actor_id]:
        raise RefusedError("last_keeper", name=actor.name)


def use(project: Project, word: str) -> Actor:
    """Makes an actor the default of this device's user.

    Raises:
        RefusedError: that one is disabled and could write nothing.
        UsageError: nobody so called, or several.
    """
    actor = find(project, word)
    if not actor.active:
        raise RefusedError("actor_disabled", name=actor.name)
    settings.set_default_actor(project.project_id, actor.actor_id)
    return actor


def need_keeper(actor: Actor) -> None:
    """Raises RefusedError where an actor is no keeper."""
    if "keeper" not in actor.roles:
        raise RefusedError("keeper_needed", name=actor.name)
