"""An open project with the person who works in it: what every use case is given."""

from __future__ import annotations

import contextlib
import getpass
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from greenshield import keys, settings
from greenshield.domain.actors import Actor
from greenshield.domain.errors import GreenShieldError, RefusedError, UsageError
from greenshield.log.signing import DeviceKey
from greenshield.log.trust import admit
from greenshield.project import identity
from greenshield.project.opening import open_project
from greenshield.project.project import Project
from greenshield.services import people, whereabouts


@dataclass(slots=True)
class Session:
    """An open project and who acts in it.

    Attributes:
        project: the open project.
        actor: who acts, or None where nobody is needed (reading).
        new_device: True where this copy was found to be a clone and writes as a new device.
    """

    project: Project
    actor: Actor | None = None
    new_device: bool = False

    @property
    def who(self) -> Actor:
        """Who acts.

        Raises:
            UsageError: nobody was named and there is no default on this device.
        """
        if self.actor is None:
            raise UsageError("actor_needed")
        return self.actor


def device_name(person: str = "") -> str:
    """What people call this device: whose it is, the system's user by default, and the machine."""
    if person.strip():
        return f"{person.strip()}@{socket.gethostname()}"
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "?"
    return f"{user}@{socket.gethostname()}"


@contextlib.contextmanager
def reading(path: Path, *, passphrase: str | None = None) -> Iterator[Session]:
    """A project open for reading, beside whoever writes."""
    project = open_project(path, who=device_name(), passphrase=passphrase, read_only=True)
    with project:
        yield Session(project)


@contextlib.contextmanager
def writing(path: Path, *, passphrase: str | None = None, actor: str = "") -> Iterator[Session]:
    """A project open for writing, by the actor named or this device's default one.

    Raises:
        SurroundingsError: locked by another process, no permission.
        RefusedError: this user has no key that the project knows, or the actor is disabled.
        UsageError: no such actor.
    """
    project = open_project(path, who=device_name(), passphrase=passphrase)
    with project:
        new_device = _sign_in(project)
        chosen = actor or settings.load().default_actor(project.project_id) or ""
        who = people.find(project, chosen) if chosen else None
        if who is not None and not who.active:
            raise RefusedError("actor_disabled", name=who.name)
        try:
            yield Session(project, who, new_device)
        finally:
            # What was done stands without the note, and what went wrong before must be told.
            with contextlib.suppress(GreenShieldError):
                whereabouts.save(project)


def _sign_in(project: Project) -> bool:
    """Chooses the key to sign with; a cloned or rolled-back copy gets a new device."""
    device = project.local("device")
    secret = keys.load(project.project_id, device)
    instance = project.local("instance")
    note = whereabouts.load(project.project_id, instance)
    if secret is not None and note is not None and not whereabouts.is_copy(project, note):
        whereabouts.sign_as(project, DeviceKey(secret))
        return False
    # A copy without a name of its own can't be noted, so it is given one, as a new device.
    first_time = note is None and whereabouts.names_a_copy(instance)
    known = first_time and whereabouts.knows_device(project.project_id, device)
    if secret is not None and first_time and not known:
        whereabouts.sign_as(project, DeviceKey(secret))
        return False
    if secret is None:
        device, secret = _known_key(project)
    become_device(project, DeviceKey(secret))
    return True


def _known_key(project: Project) -> tuple[str, bytes]:
    """A key of this user that the project admitted."""
    for device in project.trust().certificates:
        secret = keys.load(project.project_id, device)
        if secret is not None:
            return device, secret
    raise RefusedError("device_not_admitted", file=project.layout.name)


def become_device(project: Project, endorser: DeviceKey) -> None:
    """Makes this copy a device of its own, vouched for by a key that this user has.

    It may write what its endorser may.

    Raises:
        RefusedError: the project does not admit the endorser's key.
        SurroundingsError: no room for the new key or for what this user notes of the copy.
    """
    trust = project.trust()
    rights = trust.rights.get(endorser.device_id)
    if not rights:
        raise RefusedError("device_not_admitted", file=project.layout.name)
    scopes = () if "" in rights else tuple(sorted(rights))
    fresh = DeviceKey.generate()
    keys.store(project.project_id, fresh.device_id, fresh.secret)
    certificate = admit(
        endorser, project.project_id, fresh.public_key, name=device_name(), scopes=scopes
    )
    instance, token = identity.fresh(), identity.fresh()
    whereabouts.foresee(project, instance, fresh.device_id, token)
    project.sign_with(fresh, then=whereabouts.follow(project, instance))
    with project.action() as action:
        body = certificate.to_dict()
        action.emit("device_admitted", "device", fresh.device_id, body)
        project.set_local("instance", instance)
        project.set_local("device", fresh.device_id)
        project.set_local(whereabouts.SESSION, token)
