"""A person's PIN on a shared laptop: whoever acts under a name there proves it.

What it protects and what not is told in ``docs/adr/0015-pins.md``. The PIN itself is kept nowhere:
this user's state folder holds a slow salted hash of it, the project's log that one was set.
"""

from __future__ import annotations

import itertools
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from greenshield import atomic, paths
from greenshield.domain.actors import Actor
from greenshield.domain.errors import RefusedError, SurroundingsError, UnreadableError, UsageError
from greenshield.project.project import Project
from greenshield.services import pin_hash, whereabouts

AskPin = Callable[[Actor], str]
"""Asks a person for the PIN; raises what is to be told where nobody can be asked."""

SHORTEST, LONGEST = 4, 64
FREE_TRIES = 5  # wrong ones before the first wait
_FIRST_WAIT, _LONGEST_WAIT = 30.0, 3600.0  # seconds
_MAX_BYTES = 1_000_000
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,127}", re.ASCII)

NONE, SET, LOST = "none", "set", "lost"


@dataclass(frozen=True, slots=True)
class Proof:
    """That somebody is who they say.

    Attributes:
        how: ``pin``, or "" where nobody has a PIN on this device.
    """

    how: str = ""


def standing(project: Project, actor_id: str) -> str:
    """``none``, ``set``, or ``lost``: the log tells of a PIN here, and its hash is gone."""
    if actor_id in _load(project):
        return SET
    return LOST if actor_id in _told(project) else NONE


def is_shared(project: Project) -> bool:
    """Whether anybody of this project has a PIN here: then everybody needs one."""
    return bool(_load(project) or _told(project))


def prove(
    project: Project, actor: Actor, ask: AskPin | None, now: Callable[[], float] = time.time
) -> Proof:
    """Lets somebody act under a name, or refuses.

    Args:
        project: open for writing, so that two tries never run side by side.
        actor: under whose name.
        ask: where the PIN comes from; asked only where one is needed.
        now: seconds since 1970; another clock for tests.

    Raises:
        RefusedError: ``pin_needed``, ``pin_wrong``, ``pin_wait``; ``pin_first_needed`` where
            others have one here and this one has none; ``pin_lost``.
    """
    found = standing(project, actor.actor_id)
    if found == LOST:
        raise RefusedError("pin_lost", name=actor.name)
    if found == NONE:
        if is_shared(project):
            raise RefusedError("pin_first_needed", name=actor.name)
        return Proof()
    _refuse_early(project, actor, now())
    if ask is None:
        raise RefusedError("pin_needed", name=actor.name)
    _check(project, actor, ask(actor), now())
    return Proof("pin")


def choose(
    project: Project,
    actor: Actor,
    pin: str,
    *,
    old: str = "",
    now: Callable[[], float] = time.time,
) -> str:
    """Sets or changes a person's PIN on this device.

    Args:
        project: open for writing.
        actor: whose.
        pin: the new one.
        old: the one until now, or the recovery code, where there is one.
        now: as in :func:`prove`.

    Returns:
        A recovery code for a keeper, to be written down, since nobody may be there who could
        reset a keeper's PIN; "" for all others.

    Raises:
        UsageError: ``pin_too_short``, ``pin_too_long``, ``pin_too_simple``.
        RefusedError: as :func:`prove` for the old one; ``actor_disabled``.
    """
    if not actor.active:
        raise RefusedError("actor_disabled", name=actor.name)
    found = standing(project, actor.actor_id)
    if found == LOST:
        raise RefusedError("pin_lost", name=actor.name)
    if found == SET:
        _refuse_early(project, actor, now())
        _check(project, actor, old, now())
    check_form(pin)
    code = pin_hash.recovery_code() if "keeper" in actor.roles else ""
    entry = {"pin": pin_hash.make(pin), "wrong": 0, "last": 0.0}
    if code:
        entry["code"] = pin_hash.make(pin_hash.plain_code(code))
    book = _load(project)
    _save(project, book | {actor.actor_id: entry})
    _tell(project, actor.actor_id, actor.actor_id, _moment(now()))
    return code


def reset(project: Project, keeper: Actor, actor: Actor) -> None:
    """Takes a person's PIN away, so that they set a new one; the log says who did it.

    Raises:
        RefusedError: who acts is no keeper.
        UsageError: ``pin_none``: that one has none here.
    """
    if "keeper" not in keeper.roles:
        raise RefusedError("keeper_needed", name=keeper.name)
    if standing(project, actor.actor_id) == NONE:
        raise UsageError("pin_none", name=actor.name)
    # The log first: were the hash gone and the log still told of it, nobody could act.
    _tell(project, keeper.actor_id, actor.actor_id, None)
    book = _load(project)
    book.pop(actor.actor_id, None)
    _save(project, book)


def check_form(pin: str) -> None:
    """Raises UsageError where a PIN is too short, too long, or the first one anybody tries."""
    if len(pin) < SHORTEST:
        raise UsageError("pin_too_short", least=SHORTEST)
    if len(pin) > LONGEST:
        raise UsageError("pin_too_long", most=LONGEST)
    steps = {ord(b) - ord(a) for a, b in itertools.pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, -1}:
        raise UsageError("pin_too_simple")


def _refuse_early(project: Project, actor: Actor, now: float) -> None:
    entry = _load(project)[actor.actor_id]
    wrong, last = int(entry["wrong"]), float(entry["last"])
    if wrong < FREE_TRIES:
        return
    wait = min(_FIRST_WAIT * 2.0 ** min(wrong - FREE_TRIES, 20), _LONGEST_WAIT)
    # A clock that was put back does not make the wait longer than it is.
    left = min(last + wait - now, wait)
    if left > 0:
        raise RefusedError("pin_wait", name=actor.name, seconds=int(left) + 1)


def _check(project: Project, actor: Actor, given: str, now: float) -> None:
    book = _load(project)
    entry = book[actor.actor_id]
    # Counted before it is compared: a program that is killed midway has used up the try.
    wrong = int(entry["wrong"]) + 1
    _save(project, book | {actor.actor_id: entry | {"wrong": wrong, "last": now}})
    if not _fits(entry, given):
        left = max(FREE_TRIES - wrong, 0)
        raise RefusedError("pin_wrong", name=actor.name, left=left)
    _save(project, book | {actor.actor_id: entry | {"wrong": 0, "last": 0.0}})


def _fits(entry: dict[str, Any], given: str) -> bool:
    if pin_hash.fits(entry["pin"], given):
        return True
    code = pin_hash.plain_code(given)
    return bool(entry.get("code")) and pin_hash.is_code(code) and pin_hash.fits(entry["code"], code)


# -- what the log tells -----------------------------------------------------------------


def _field(project: Project) -> str:
    """The actor's field that tells of a PIN on the device that this user writes as here, or ""."""
    note = whereabouts.load(project.project_id, project.local("instance"))
    return "" if note is None else f"pin_{note.device[:12]}"


def _told(project: Project) -> set[str]:
    """The actors of whom the log tells that they have a PIN here."""
    if not (name := _field(project)):
        return set()
    rows = project.rows(
        "SELECT id FROM actor WHERE json_extract(extra, ?) IS NOT NULL", f'$."{name}"'
    )
    return {str(row["id"]) for row in rows}


def _tell(project: Project, by: str, actor_id: str, moment: str | None) -> None:
    """Writes into the log that a PIN was set, or taken away, and by whom.

    A device that may write one county only can't write about people; there the hash stands alone.
    """
    try:
        with project.action(by) as action:
            # Asked inside: an action of a copy may have made it a device only now.
            if name := _field(project):
                action.set_fields("actor", actor_id, {name: moment})
    except RefusedError as refusal:
        if refusal.code != "device_scope_missing":
            raise


def _moment(now: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))


# -- the note of this user ----------------------------------------------------------------


def _file(project: Project) -> Path:
    """The file of the hashes. The project's id comes from its file: no path until checked."""
    if not _ID.fullmatch(project.project_id):
        raise UsageError("key_id_malformed", given=project.project_id[:80])
    return paths.state_dir() / "pins" / f"{project.project_id}.json"


def _load(project: Project) -> dict[str, dict[str, Any]]:
    file = _file(project)
    try:
        with file.open("rb") as source:
            raw = source.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SurroundingsError(
            "user_file_unreadable", file=str(file), reason=error.strerror or str(error)
        ) from error
    try:
        if len(raw) > _MAX_BYTES:
            raise ValueError(f"> {_MAX_BYTES} bytes")
        book = json.loads(raw)
        if not isinstance(book, dict) or not all(_is_entry(e) for e in book.values()):
            raise ValueError("not of this form")
    except (ValueError, RecursionError) as error:
        raise UnreadableError("pins_damaged", file=str(file), reason=str(error)) from error
    return book


def _is_entry(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and pin_hash.is_hash(entry.get("pin"))
        and (entry.get("code") is None or pin_hash.is_hash(entry["code"]))
        and type(entry.get("wrong")) is int
        and isinstance(entry.get("last"), int | float)
    )


def _save(project: Project, book: dict[str, dict[str, Any]]) -> None:
    text = json.dumps(book, indent=1, sort_keys=True) + "\n"
    atomic.write(_file(project), text.encode("ascii"))
