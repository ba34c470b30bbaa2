"""What this user remembers of each project copy: where it was, its session, all chains' heads.

A project folder that was copied, or put back from a backup, would go on signing in the place
where another copy already signed. The note tells it apart: another path while the old one is
still there, a chain shorter than it was, or another session than the last that wrote. While
an opening writes, ``head_log`` tells how far. What a copy lacks of what was seen stays noted
(``seen_ends``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from greenshield.domain.errors import GreenShieldError
from greenshield.log.envelope import Signer
from greenshield.project import engine, identity
from greenshield.project.project import Project
from greenshield.services import copy_note, head_log, seen_ends
from greenshield.services.copy_note import Note


def mark_of(device: str) -> str:
    """Where the table `local` keeps the token of a device's last opening that wrote."""
    return f"session.{device}"


def save(project: Project, device: str = "") -> None:
    """Notes, at the end of an opening, where the copy is and how far its chains go.

    Args:
        project: the open copy.
        device: as which this user writes there; the one that wrote last by default.

    Raises:
        SurroundingsError: ``disk_full``, of the project's disk or of the user's own;
            ``user_file_unwritable``.
        UnreadableError: the project can't be read.
    """
    now = _as_it_is(project, device)
    instance = project.local("instance")
    copy_note.write(project.project_id, instance, now)
    head_log.drop(copy_note.log_file(project.project_id, instance))


def sign_as(project: Project, signer: Signer) -> None:
    """Has a copy write as the device that it is, and this user's note follow what it writes."""
    then = follow(project, project.local("instance"))
    project.sign_with(signer, first=partial(begin, project, signer.device_id), then=then)


def follow(project: Project, instance: str) -> Callable[[head_log.Ends], None]:
    """What notes the chains' ends after each action."""
    return partial(head_log.append, copy_note.log_file(project.project_id, instance))


def begin(project: Project, device: str) -> None:
    """Marks an open copy and its note with a fresh token, before this opening's first write.

    The note is written first. If the other mark is never made (a crash), the copy looks like one
    that was put back: it gets a new device, and never do two histories bear one key.

    Raises:
        SurroundingsError: no room for either mark, or no permission; nothing is changed then.
    """
    with engine.translated(project.layout.database):
        instance = project.local("instance")
        now = _as_it_is(project, device)
    token = identity.fresh()
    copy_note.write(project.project_id, instance, replace(now, session=token, is_open=True))
    try:
        head_log.start(copy_note.log_file(project.project_id, instance), token)
        with project.transaction():
            project.set_local("device", device)
            project.set_local(mark_of(device), token)
    except GreenShieldError:
        copy_note.write(project.project_id, instance, now)
        raise


def foresee(project: Project, instance: str, device: str, session: str) -> None:
    """Notes a copy that is about to become one of its own, before it does.

    Raises:
        SurroundingsError: no room or no permission.
    """
    path = project.layout.folder.resolve()
    missing = seen_ends.lacking(project, seen_ends.noted(project))
    heads = project.journal.heads()
    note = Note(path, heads, device, session, is_open=True, missing=missing)
    copy_note.write(project.project_id, instance, note)
    head_log.start(copy_note.log_file(project.project_id, instance), session)


def is_copy(project: Project, note: Note) -> bool:
    """True where the copy that the note speaks of is still elsewhere, or was further on."""
    if not note.sure or seen_ends.stands_elsewhere(project, note.path):
        return True
    if project.local(mark_of(note.device)) != note.session:
        return True
    return not all(seen_ends.has(project, end) for end in note.ends())


def _as_it_is(project: Project, device: str = "") -> Note:
    with engine.translated(project.layout.database):
        device = device or project.local("device")
        token = project.local(mark_of(device))
        path, heads = project.layout.folder.resolve(), project.journal.heads()
        missing = seen_ends.lacking(project, seen_ends.noted(project))
        return Note(path, heads, device, token, missing=missing)
