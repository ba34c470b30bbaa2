"""The note that this user keeps of each project copy, as a small file of the user's own state."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from greenshield import atomic, paths
from greenshield.domain.errors import UnreadableError
from greenshield.services import head_log

Heads = Mapping[tuple[str, str], tuple[int, str]]
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,127}", re.ASCII)


class SeenEnd(NamedTuple):
    """How far a chain once went in the copy that lay in a folder."""

    device: str
    scope: str
    seq: int
    header_hash: str
    path: Path


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
        missing: ends that were seen before in this copy or in its folder and are not in it. What
            is written there does not make them seen to be there.
    """

    path: Path
    heads: Heads
    device: str
    session: str = ""
    is_open: bool = False
    sure: bool = True
    missing: tuple[SeenEnd, ...] = ()

    def ends(self) -> Iterator[SeenEnd]:
        """The ends of all chains as they were in the copy."""
        return (SeenEnd(*chain, *head, self.path) for chain, head in self.heads.items())


def names_a_copy(instance: str) -> bool:
    """Whether what a project file says of itself can be a copy's name, and so a file's."""
    return bool(_ID.fullmatch(instance))


def load(project_id: str, instance: str) -> Note | None:
    """The note on one copy, or None. A damaged note is none: it only protects."""
    if not names_a_copy(instance):
        return None
    try:
        raw = json.loads(_file(project_id, instance).read_text("utf-8"))
        heads = {(str(d), str(s)): (int(seq), str(h)) for d, s, seq, h in raw["chains"]}
        missing = tuple(
            SeenEnd(str(d), str(s), int(seq), str(h), Path(at))
            for d, s, seq, h, at in raw.get("missing", [])
        )
        device, session = str(raw["device"]), str(raw["session"])
        if not _ID.fullmatch(device):
            return None
        is_open = bool(raw.get("open"))
        note = Note(Path(raw["path"]), heads, device, session, is_open, missing=missing)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    if not note.is_open:
        return note
    since = head_log.read(log_file(project_id, instance), note.session)
    return replace(note, heads=heads | (since or {}), sure=since is not None)


def of_project(project_id: str) -> dict[str, Note]:
    """The notes on all copies of a project, by their instance."""
    files = folder(project_id).glob("*.json")
    found = {file.stem: load(project_id, file.stem) for file in files}
    return {instance: note for instance, note in found.items() if note is not None}


def knows_device(project_id: str, device: str) -> bool:
    """True where this user ever closed a copy that wrote as this device."""
    return any(note.device == device for note in of_project(project_id).values())


def write(project_id: str, instance: str, note: Note) -> None:
    """Puts a note in the place of the one that there was.

    Raises:
        SurroundingsError: ``disk_full``, ``user_file_unwritable``.
        UnreadableError: the project's ids are no names of files.
    """
    raw: dict[str, Any] = {
        "path": str(note.path),
        "chains": [[*chain, *head] for chain, head in sorted(note.heads.items())],
        "device": note.device,
        "session": note.session,
        "open": note.is_open,
    }
    if note.missing:
        raw["missing"] = [[*end[:4], str(end.path)] for end in note.missing]
    text = json.dumps(raw, ensure_ascii=False, indent=1, sort_keys=True)
    atomic.write(_file(project_id, instance), text.encode("utf-8"))


def log_file(project_id: str, instance: str) -> Path:
    """Where the ends are logged that an opening of a copy writes (``head_log``)."""
    return _file(project_id, instance).with_suffix(".log")


def folder(project_id: str) -> Path:
    """The folder of the notes on a project.

    Raises:
        UnreadableError: the id comes from a project file and is no name of a folder.
    """
    if not _ID.fullmatch(project_id):
        raise UnreadableError("project_damaged", file=project_id[:80], reason="local")
    return paths.state_dir() / "projects" / project_id


def _file(project_id: str, instance: str) -> Path:
    """The note's file. Both come from a project file, so they are no path until checked."""
    if not names_a_copy(instance):
        raise UnreadableError("project_damaged", file=project_id, reason="local")
    return folder(project_id) / f"{instance}.json"
