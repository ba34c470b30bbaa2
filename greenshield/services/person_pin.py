"""A person's PIN on a shared laptop: whoever acts under a name there proves it.

What it protects and what not is told in ``docs/adr/0015-pins.md``. The PIN itself is kept nowhere:
this user's state folder holds a slow salted hash of it, the project's log that one was set.
"""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from greenshield.domain.actors import Actor
from greenshield.domain.errors import (
    GreenShieldError,
    RefusedError,
    SurroundingsError,
    UnreadableError,
    UsageError,
)
from greenshield.project.lock import WriteLock
from greenshield.project.project import Project
from greenshield.services import copy_note, pin_book, pin_hash
from greenshield.services.pin_book import Book

AskPin = Callable[[Actor], str]
"""Asks a person for the PIN; raises what is to be told where nobody can be asked."""

SHORTEST, LONGEST = 4, 64
FREE_TRIES = 5  # wrong ones before the first wait
_FIRST_WAIT, _LONGEST_WAIT = 30.0, 3600.0  # seconds

NONE, SET, LOST = "none", "set", "lost"


@dataclass(frozen=True, slots=True)
class Proof:
    """That somebody is who they say.

    Attributes:
        how: ``pin``, or "" where nobody has a PIN on this device.
    """

    how: str = ""


def standing(project: Project, actor_id: str) -> str:
    """``none``, ``set``, or ``lost``: the log tells of a PIN here, and its hash can't be read.

    Raises:
        SurroundingsError: ``user_file_unreadable``.
    """
    if actor_id in (_whole(project) or {}):
        return SET
    return LOST if actor_id in _told(project) else NONE


def is_shared(project: Project) -> bool:
    """Whether anybody of this project has a PIN here: then everybody needs one."""
    book = _whole(project)
    return book is None or bool(book or _told(project))


def takes_code(project: Project, actor: Actor) -> bool:
    """Whether :func:`choose` takes this person's recovery code though the PIN is lost."""
    return _lost_code(project, actor) is not None


def prove(
    project: Project, actor: Actor, ask: AskPin | None, now: Callable[[], float] = time.time
) -> Proof:
    """Lets somebody act under a name, or refuses.

    Args:
        project: the open project; two tries never run side by side.
        actor: under whose name.
        ask: where the PIN comes from; asked only where one is needed.
        now: seconds since 1970; another clock for tests.

    Raises:
        RefusedError: ``pin_needed``, ``pin_wrong``, ``pin_wait``; ``pin_first_needed`` where
            others have one here and this one has none; ``pin_lost``.
        UnreadableError: ``pins_damaged``.
    """
    pin_book.load(project.project_id)
    found = standing(project, actor.actor_id)
    if found == LOST:
        raise RefusedError("pin_lost", name=actor.name)
    if found == NONE:
        if is_shared(project):
            raise RefusedError("pin_first_needed", name=actor.name)
        return Proof()
    _refuse_early(pin_book.load(project.project_id), actor, now())
    if ask is None:
        raise RefusedError("pin_needed", name=actor.name)
    _check(project, actor, ask(actor), now)
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
        old: the one until now, or the recovery code, where there is one; the code also serves
            where the note of the PINs is lost or damaged.
        now: as in :func:`prove`.

    Returns:
        A recovery code for a keeper, to be written down, since nobody may be there who could
        reset a keeper's PIN; "" for all others.

    Raises:
        UsageError: ``pin_too_short``, ``pin_too_long``, ``pin_too_simple``.
        RefusedError: as :func:`prove` for the old one; ``actor_disabled``; what the log refuses:
            then the note is as it was.
        SurroundingsError: ``project_read_only``.
    """
    _need_writable(project)
    if not actor.active:
        raise RefusedError("actor_disabled", name=actor.name)
    found = standing(project, actor.actor_id)
    if found == LOST and not _fits_lost(project, actor, old):
        raise RefusedError("pin_lost", name=actor.name)
    if found == SET:
        _refuse_early(pin_book.load(project.project_id), actor, now())
        _check(project, actor, old, now)
    check_form(pin)
    code = pin_hash.recovery_code() if "keeper" in actor.roles else ""
    entry = {"pin": pin_hash.make(pin), "wrong": 0, "last": 0.0}
    if code:
        entry["code"] = pin_hash.make(pin_hash.plain_code(code))
    _set(project, actor.actor_id, entry, _moment(now()), lost=found == LOST)
    return code


def reset(project: Project, keeper: Actor, actor: Actor) -> None:
    """Takes a person's PIN away, so that they set a new one; the log says who did it.

    Raises:
        RefusedError: who acts is no keeper.
        UsageError: ``pin_none``: that one has none here.
        SurroundingsError: ``project_read_only``.
    """
    _need_writable(project)
    if "keeper" not in keeper.roles:
        raise RefusedError("keeper_needed", name=keeper.name)
    if standing(project, actor.actor_id) == NONE:
        raise UsageError("pin_none", name=actor.name)
    # The log first: were the hash gone and the log still told of it, nobody could act.
    _tell(project, keeper.actor_id, actor.actor_id, None)
    with pin_book.held(project.project_id):
        book = _sound(project)
        book.pop(actor.actor_id, None)
        pin_book.save(project.project_id, book)
        pin_book.save_code(project.project_id, actor.actor_id, None)


def check_form(pin: str) -> None:
    """Raises UsageError where a PIN is too short, too long, or the first one anybody tries."""
    if len(pin) < SHORTEST:
        raise UsageError("pin_too_short", least=SHORTEST)
    if len(pin) > LONGEST:
        raise UsageError("pin_too_long", most=LONGEST)
    steps = {ord(b) - ord(a) for a, b in itertools.pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, -1}:
        raise UsageError("pin_too_simple")


def _need_writable(project: Project) -> None:
    if project.read_only:
        holder = WriteLock(project.layout.lock).holder()
        raise SurroundingsError("project_read_only", file=project.layout.name, holder=holder)


def _set(
    project: Project, actor_id: str, entry: dict[str, Any], moment: str, *, lost: bool
) -> None:  # fmt: skip
    """Notes a new hash, then has the log tell of it; the note is put back where it refuses.

    In this order: were the log first and the program killed midway, the log would tell of a PIN
    whose hash is nowhere, and a sole keeper would be kept out.
    """
    own = project.project_id
    with pin_book.held(own):
        book, code = _sound(project), pin_book.code_of(own, actor_id)
        pin_book.save_code(own, actor_id, entry.get("code"))
        try:
            pin_book.save(own, book | {actor_id: entry})
            _tell(project, actor_id, actor_id, moment, lost=lost)
        except BaseException:
            with contextlib.suppress(GreenShieldError):  # what went wrong first must be told
                pin_book.save(own, book)
                pin_book.save_code(own, actor_id, code)
            raise


def _refuse_early(book: Book, actor: Actor, now: float) -> None:
    entry = book[actor.actor_id]
    wrong, last = int(entry["wrong"]), float(entry["last"])
    if wrong < FREE_TRIES:
        return
    wait = min(_FIRST_WAIT * 2.0 ** min(wrong - FREE_TRIES, 20), _LONGEST_WAIT)
    # A clock that was put back does not make the wait longer than it is.
    left = min(last + wait - now, wait)
    if left > 0:
        raise RefusedError("pin_wait", name=actor.name, seconds=int(left) + 1)


def _check(project: Project, actor: Actor, given: str, now: Callable[[], float]) -> None:
    own = project.project_id
    with pin_book.held(own):
        book = pin_book.load(own)
        if actor.actor_id not in book:  # taken away while the PIN was typed
            raise RefusedError("pin_lost", name=actor.name)
        _refuse_early(book, actor, now())  # others may have tried while this one was typed
        entry = book[actor.actor_id]
        # Counted before it is compared: a program that is killed midway has used up the try.
        wrong = int(entry["wrong"]) + 1
        pin_book.save(own, book | {actor.actor_id: entry | {"wrong": wrong, "last": now()}})
        if not _fits(entry, given):
            left = max(FREE_TRIES - wrong, 0)
            raise RefusedError("pin_wrong", name=actor.name, left=left)
        pin_book.save(own, book | {actor.actor_id: entry | {"wrong": 0, "last": 0.0}})


def _fits(entry: dict[str, Any], given: str) -> bool:
    if pin_hash.fits(entry["pin"], given):
        return True
    code = pin_hash.plain_code(given)
    return bool(entry.get("code")) and pin_hash.is_code(code) and pin_hash.fits(entry["code"], code)


def _lost_code(project: Project, actor: Actor) -> dict[str, Any] | None:
    """The hash of a keeper's recovery code, where the PIN is lost; None for all others."""
    if "keeper" not in actor.roles or standing(project, actor.actor_id) != LOST:
        return None
    return pin_book.code_of(project.project_id, actor.actor_id)


def _fits_lost(project: Project, actor: Actor, given: str) -> bool:
    """Whether a text is the recovery code of somebody whose PIN is lost.

    No try is counted: a hundred random bits are not guessed.
    """
    stored, code = _lost_code(project, actor), pin_hash.plain_code(given)
    return stored is not None and pin_hash.is_code(code) and pin_hash.fits(stored, code)


def _whole(project: Project) -> Book | None:
    """The note, None where it is damaged."""
    try:
        return pin_book.load(project.project_id)
    except UnreadableError:
        return None


def _sound(project: Project) -> Book:
    """The note, to be changed; a damaged one is put aside first."""
    book = _whole(project)
    if book is None:
        pin_book.put_aside(project.project_id)
    return book or {}


# -- what the log tells -----------------------------------------------------------------


def _field(project: Project) -> str:
    """The actor's field that tells of a PIN on the device that this user writes as here, or ""."""
    note = copy_note.load(project.project_id, project.local("instance"))
    return "" if note is None else f"pin_{note.device[:12]}"


def _told(project: Project) -> set[str]:
    """The actors of whom the log tells that they have a PIN here."""
    if not (name := _field(project)):
        return set()
    rows = project.rows(
        "SELECT id FROM actor WHERE json_extract(extra, ?) IS NOT NULL", f'$."{name}"'
    )
    return {str(row["id"]) for row in rows}


def _tell(
    project: Project, by: str, actor_id: str, moment: str | None, *, lost: bool = False
) -> None:
    """Writes into the log that a PIN was set, or taken away, and by whom.

    A device that may write one county only can't write about people; there the hash stands alone.

    Args:
        project: open for writing.
        by: who did it.
        actor_id: whose PIN.
        moment: when it was set, None where it was taken away.
        lost: a lost one was made good by the recovery code: the log tells that its owner took it
            away and set another, which nobody can do otherwise.
    """
    try:
        with project.action(by) as action:
            # Asked inside: an action of a copy may have made it a device only now.
            if name := _field(project):
                if lost:
                    action.set_fields("actor", actor_id, {name: None})
                action.set_fields("actor", actor_id, {name: moment})
    except RefusedError as refusal:
        if refusal.code != "device_scope_missing":
            raise


def _moment(now: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))
