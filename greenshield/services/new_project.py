"""Makes a new project with its first actor and its rule set."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from greenshield import keys, reference, settings
from greenshield.domain import fields
from greenshield.domain.errors import UsageError
from greenshield.log.signing import DeviceKey
from greenshield.log.trust import project_id_of
from greenshield.project.creating import create_project
from greenshield.project.project import Project
from greenshield.services import lookup, people, whereabouts
from greenshield.services.session import device_name


def create(
    path: Path,
    *,
    name: str,
    division_code: str,
    me: str,
    tier: str = "county",
    roles: Iterable[str] | None = None,
    unit: str = "",
    ruleset: str = "default-2026",
    passphrase: str | None = None,
) -> Project:
    """Makes a project; this device becomes its root and ``me`` its first actor.

    Args:
        path: a new or empty folder.
        name: the project's name.
        division_code: six digits, or a local extension code.
        me: the first actor's name; the default actor on this device from now on.
        tier: of that actor.
        roles: of that actor; by default the usual ones of the tier, and keeper, whom the
            project needs for everybody who comes after.
        unit: of that actor.
        ruleset: a shipped rule set's name, or a file.
        passphrase: encrypts the database; media are not encrypted.

    Raises:
        UsageError: something stands there already, or a value is malformed.
        UnreadableError: the rule set is none.
    """
    tables = reference.code_tables()
    values = fields.check_all("project", {"name": name, "division_code": division_code}, tables)
    if not values["name"] or not values["division_code"]:
        raise UsageError("project_name_empty")
    rules = reference.ruleset(ruleset)
    if not me.strip():
        raise UsageError("actor_name_empty")
    # All of it before anything is made: what is refused leaves no folder behind.
    person = {"name": me, "tier": tier, "roles": list(roles or ()), "unit": unit}
    checked = fields.check_all("actor", person, tables)
    key = DeviceKey.generate()
    keys.store(project_id_of(key.public_key), key.device_id, key.secret)
    project = create_project(
        path,
        key,
        name=str(values["name"]),
        division_code=str(values["division_code"]),
        device_name=device_name(me),
        fields={"ruleset_name": rules.name, "ruleset_sha256": rules.sha256},
        passphrase=passphrase,
    )
    try:
        project.media.keep_bytes(rules.text.encode("utf-8"), ".toml")
        with project.action() as action:
            first = people.enter(
                action,
                name=me,
                tier=tier,
                roles=people.first_roles(str(checked["tier"])) if roles is None else roles,
                unit=unit,
                division_code=lookup.division(project),
            )
        settings.set_default_actor(project.project_id, first)
        whereabouts.save(project)
        whereabouts.sign_as(project, key)
    except BaseException:
        project.close()
        raise
    return project
