"""An open project with the person who works in it: what every use case is given."""

from __future__ import annotations

import contextlib
import getpass
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from greenshield import keys, settings
from greenshield.domain.actors import Actor
from greenshield.domain.errors import GreenShieldError, RefusedError, UsageError
from greenshield.log.signing import DeviceKey
from greenshield.log.trust import Trust, admit
from greenshield.project import identity
from greenshield.project.opening import open_project
from greenshield.project.project import Project
from greenshield.services import copy_note, people, person_pin, seen_ends, whereabouts
from greenshield.services.person_pin import AskPin
from greenshield.services.progress import SILENT, Progress

_NUMBERED = re.compile(r" \(\d+\)$")


@dataclass(slots=True)
class Session:
    """An open project and who acts in it.

    Attributes:
        project: the open project.
        actor: who acts, or None where nobody is needed (reading).
        new_device: True where this copy was found to be a clone, or new to this user, and
            what it writes it writes as a new device.
        lost: how many chains lack events that this user saw in this copy, and that no other copy
            can be asked for.
        proof: how the actor proved to be that person: ``pin``, or "" where nobody has a PIN here.
    """

    project: Project
    actor: Actor | None = None
    new_device: bool = False
    lost: int = 0
    proof: str = ""

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
def reading(
    path: Path, *, passphrase: str | None = None, progress: Progress = SILENT
) -> Iterator[Session]:
    """A project open for reading, beside whoever writes.

    Args:
        path: the project's folder.
        passphrase: of an encrypted one.
        progress: told how far the upgraded copy of an older project is.
    """
    project = open_project(
        path, who=device_name(), passphrase=passphrase, read_only=True, step=progress.step
    )
    with project:
        yield Session(project)


@contextlib.contextmanager
def writing(
    path: Path,
    *,
    passphrase: str | None = None,
    actor: str = "",
    pin: AskPin | None = None,
    nobody: bool = False,
    progress: Progress = SILENT,
) -> Iterator[Session]:
    """A project open for writing, by the actor named or this device's default one.

    Args:
        path: the project's folder.
        passphrase: of an encrypted one.
        actor: who acts, else this device's default.
        pin: where that person's PIN comes from, where one is needed.
        nobody: nobody acts until :func:`sign_in`.
        progress: told how far an older project's upgrade is; stopped, it is as it was.

    Raises:
        SurroundingsError: locked by another process, no permission.
        RefusedError: this user has no key that the project knows, the actor is disabled, or
            did not prove to be that person (``services.person_pin``).
        UsageError: no such actor.
    """
    project = open_project(path, who=device_name(), passphrase=passphrase, step=progress.step)
    with project:
        device, last = _choose_key(project), project.local("device")
        opened = Session(project, None, not device, seen_ends.count_lost(project))
        chosen = actor or settings.load().default_actor(project.project_id) or ""
        if chosen and not nobody:
            sign_in(opened, chosen, pin)
        try:
            yield opened
        finally:
            # What was done stands without the note, and what went wrong before must be told.
            with contextlib.suppress(GreenShieldError):
                # A clone in which nothing was written is none of this user's: the note, if there
                # is one, speaks of the first.
                if device or project.local("device") != last:
                    whereabouts.save(project, device)


def sign_in(session: Session, word: str, pin: AskPin | None = None) -> Actor:
    """Lets another person act in an open session; it stays as it is where that is refused.

    Raises:
        RefusedError: disabled, or not proved to be that person.
        UsageError: no such actor.
    """
    who = people.find(session.project, word)
    if not who.active:
        raise RefusedError("actor_disabled", name=who.name)
    session.proof = person_pin.prove(session.project, who, pin).how
    session.actor = who
    return who


def sign_in_default(session: Session) -> Actor | None:
    """Lets this device's default actor act, where there is one who needs no PIN; else nobody.

    The project opens whatever is wrong with what this user noted; who signs in is told.
    """
    try:
        word = settings.load().default_actor(session.project.project_id)
        return sign_in(session, word) if word else None
    except GreenShieldError:
        return None


def _choose_key(project: Project) -> str:
    """Chooses the key to sign with; the device, "" where a new one is made before it writes.

    A folder that several people work in has a note with each: who comes back to it writes on as
    the device that he was there, whoever wrote meanwhile.
    """
    here, instance = project.local("device"), project.local("instance")
    note = copy_note.load(project.project_id, instance)
    device = here if note is None else note.device
    secret = keys.load(project.project_id, device)
    if secret is not None and _is_own(project, note, device, instance):
        whereabouts.sign_as(project, DeviceKey(secret))
        return device
    if secret is None or device not in project.trust().rights:
        secret = _known_key(project)
    # A name that this user has noted is that of the copy which the note speaks of.
    named = note is None and copy_note.names_a_copy(instance)
    endorser = DeviceKey(secret)
    become = partial(become_device, project, endorser, instance if named else "")
    project.sign_with(endorser, first=become)
    return ""


def _is_own(project: Project, note: copy_note.Note | None, device: str, instance: str) -> bool:
    """Whether a copy may write on as a device whose key this user has."""
    if note is not None:
        return not whereabouts.is_copy(project, note)
    named = copy_note.names_a_copy(instance)  # else it can't be noted
    return named and not copy_note.knows_device(project.project_id, device)


def _known_key(project: Project) -> bytes:
    """A key of this user that the project admitted."""
    for device in project.trust().certificates:
        secret = keys.load(project.project_id, device)
        if secret is not None:
            return secret
    raise RefusedError("device_not_admitted", file=project.layout.name)


def _called_like(trust: Trust, endorser: str) -> str:
    """What a copy's own device is called: as the one that vouches for it, with a number.

    A name that people gave is kept. Of one made of a person and a machine the person is: the
    key may have come along to another machine.
    """
    names = {certificate.name for certificate in trust.certificates.values()}
    known = trust.certificates[endorser].name.strip()
    first = _NUMBERED.sub("", known)
    known = first if first in names else known
    person, at, _ = known.rpartition("@")
    name = device_name(person) if at or not known else known
    numbered = (f"{name} ({n})" for n in range(2, len(names) + 3))
    return next(found for found in (name, *numbered) if found not in names)


def become_device(project: Project, endorser: DeviceKey, instance: str = "") -> None:
    """Makes this copy a device of its own, vouched for by a key that this user has.

    It may write what its endorser may.

    Args:
        project: the open copy.
        endorser: the key that vouches.
        instance: the copy's name where it keeps it, because this user has noted none of that
            name, and others may have; else it is given a new one.

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
    name = _called_like(trust, endorser.device_id)
    certificate = admit(endorser, project.project_id, fresh.public_key, name=name, scopes=scopes)
    instance, token = instance or identity.fresh(), identity.fresh()
    whereabouts.foresee(project, instance, fresh.device_id, token)
    project.sign_with(fresh, then=whereabouts.follow(project, instance))
    with project.action() as action:
        body = certificate.to_dict()
        action.emit("device_admitted", "device", fresh.device_id, body)
        project.set_local("instance", instance)
        project.set_local("device", fresh.device_id)
        project.set_local(whereabouts.mark_of(fresh.device_id), token)
