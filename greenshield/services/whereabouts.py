"""What this user remembers of each project copy: where it was, its session, all chains' heads.

A project folder that was copied, or put back from a backup, would go on signing in the place
where another copy already signed. The note tells it apart: another path while the old one is
still there, a chain shorter than it was, or another session than the last that wrote. While
an opening writes, ``head_log`` tells how far.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from greenshield import atomic, paths
from greenshield.domain.errors import GreenShieldError, UnreadableError
from greenshield.log.envelope import Signer
from greenshield.project import engine, identity
from greenshield.project.layout import Layout
from greenshield.project.project import Project
from greenshield.services import head_log

Heads = Mapping[tuple[str, str], tuple[int, str]]
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,127}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Note:
    """What was true when this user last wrote in a copy.

    Attributes:
        path: the folder.
        heads: (device, scope) -> (seq, header hash) of every chain's end.
        device: as which this user writes in the copy; another user writes as another.
        session: the token of that device's last opening that wrote, noted before its first write.
        is_open: True from then until its end was noted.
        sure: False where it never came to its end, and what it wrote was not told.
    """

    path: Path
    heads: Heads
    device: str
    session: str = ""
    is_open: bool = False
    sure: bool = True


def load(project_id: str, instance: str) -> Note | None:
    """The note on one copy, or None. A damaged note is none: it only protects."""
    if not names_a_copy(instance):
        return None
    try:
        raw = json.loads(_file(project_id, instance).read_text("utf-8"))
        heads = {(str(d), str(s)): (int(seq), str(h)) for d, s, seq, h in raw["chains"]}
        device, session = str(raw["device"]), str(raw["session"])
        if not _ID.fullmatch(device):
            return None
        note = Note(Path(raw["path"]), heads, device, session, bool(raw.get("open")))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not note.is_open:
        return note
    since = head_log.read(_log(project_id, instance), note.session)
    return replace(note, heads=heads | (since or {}), sure=since is not None)


def names_a_copy(instance: str) -> bool:
    """Whether what a project file says of itself can be a copy's name, and so a file's."""
    return bool(_ID.fullmatch(instance))


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
    _write(project.project_id, instance, now)
    head_log.drop(_log(project.project_id, instance))


def sign_as(project: Project, signer: Signer) -> None:
    """Has a copy write as the device that it is, and this user's note follow what it writes."""
    then = follow(project, project.local("instance"))
    project.sign_with(signer, first=partial(begin, project, signer.device_id), then=then)


def follow(project: Project, instance: str) -> Callable[[head_log.Ends], None]:
    """What notes the chains' ends after each action."""
    return partial(head_log.append, _log(project.project_id, instance))


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
    _write(project.project_id, instance, replace(now, session=token, is_open=True))
    try:
        head_log.start(_log(project.project_id, instance), token)
        with project.transaction():
            project.set_local("device", device)
            project.set_local(mark_of(device), token)
    except GreenShieldError:
        _write(project.project_id, instance, now)
        raise


def foresee(project: Project, instance: str, device: str, session: str) -> None:
    """Notes a copy that is about to become one of its own, before it does.

    Raises:
        SurroundingsError: no room or no permission.
    """
    path = project.layout.folder.resolve()
    note = Note(path, project.journal.heads(), device, session, is_open=True)
    _write(project.project_id, instance, note)
    head_log.start(_log(project.project_id, instance), session)


def knows_device(project_id: str, device: str) -> bool:
    """True where this user ever closed a copy that wrote as this device."""
    notes = _folder(project_id).glob("*.json")
    found = (load(project_id, note.stem) for note in notes)
    return any(note is not None and note.device == device for note in found)


def is_copy(project: Project, note: Note) -> bool:
    """True where the copy that the note speaks of is still elsewhere, or was further on."""
    if not note.sure or stands_elsewhere(project, note):
        return True
    if project.local(mark_of(note.device)) != note.session:
        return True
    return bool(lost(project, note))


def stands_elsewhere(project: Project, note: Note) -> bool:
    """Whether another project file stands where this copy was noted last.

    The file is not opened: it may be another passphrase's, or another process's. That one
    stands there is enough to write as another device, which costs nothing.
    """
    if note.path == project.layout.folder.resolve():
        return False
    other = Layout.of(note.path).database
    try:
        return other.is_file() and not other.samefile(project.layout.database)
    except OSError:
        return False


def stands_whole_elsewhere(project: Project, note: Note, passphrase: str | None) -> bool:
    """Whether the copy where this one was noted last has every end that was noted.

    It is read as it stands and nothing beside it changes. What can't be opened has none.
    """
    if not stands_elsewhere(project, note):
        return False
    there = Layout.of(note.path)
    if there.rollback_journal.exists():
        return False  # an interrupted write, which only opening for writing would undo
    try:
        db = engine.connect(there.database, passphrase=passphrase, read_only=True, untouched=True)
        try:
            with engine.translated(there.database):
                other = Project(there, db, lock=None)
                return other.local("project_id") == project.project_id and not lost(other, note)
        finally:
            db.conn.close()
    except (GreenShieldError, OSError):
        return False


def lost(project: Project, note: Note) -> dict[tuple[str, str], int]:
    """The chains, by device and scope, whose noted end is not there, and the noted length.

    Negative where another event stands in its place, so that there are two histories.
    """
    found: dict[tuple[str, str], int] = {}
    for (device, scope), (seq, header_hash) in note.heads.items():
        event = project.journal.at(device, scope, seq)
        if event is None or event.hash != header_hash:
            found[device, scope] = seq if event is None else -seq
    return found


def _as_it_is(project: Project, device: str = "") -> Note:
    with engine.translated(project.layout.database):
        device = device or project.local("device")
        token = project.local(mark_of(device))
        return Note(project.layout.folder.resolve(), project.journal.heads(), device, token)


def _write(project_id: str, instance: str, note: Note) -> None:
    raw: dict[str, Any] = {
        "path": str(note.path),
        "chains": [[*chain, *head] for chain, head in sorted(note.heads.items())],
        "device": note.device,
        "session": note.session,
        "open": note.is_open,
    }
    text = json.dumps(raw, ensure_ascii=False, indent=1, sort_keys=True)
    atomic.write(_file(project_id, instance), text.encode("utf-8"))


def _file(project_id: str, instance: str) -> Path:
    """The note's file. Both come from a project file, so they are no path until checked."""
    if not names_a_copy(instance):
        raise UnreadableError("project_damaged", file=project_id, reason="local")
    return _folder(project_id) / f"{instance}.json"


def _log(project_id: str, instance: str) -> Path:
    return _file(project_id, instance).with_suffix(".log")


def _folder(project_id: str) -> Path:
    if not _ID.fullmatch(project_id):
        raise UnreadableError("project_damaged", file=project_id[:80], reason="local")
    return paths.state_dir() / "projects" / project_id
