"""What this user remembers of each project copy: where it was, its instance, its last heads.

A project folder that was copied, or put back from a backup, would go on signing in the place
where another copy already signed. The note tells it apart: another path while the old one is
still there, or a chain shorter than it was.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from greenshield import atomic, paths
from greenshield.project import engine
from greenshield.project.layout import Layout
from greenshield.project.project import Project


@dataclass(frozen=True, slots=True)
class Note:
    """What was true when this user last closed a copy.

    Attributes:
        path: the folder.
        heads: scope -> (seq, header hash) of this copy's own device.
        device: that device.
    """

    path: Path
    heads: dict[str, tuple[int, str]]
    device: str


def load(project_id: str, instance: str) -> Note | None:
    """The note on one copy, or None. A damaged note is none: it only protects."""
    try:
        raw = json.loads(_file(project_id, instance).read_text("utf-8"))
        heads = {str(s): (int(seq), str(h)) for s, (seq, h) in raw["heads"].items()}
        return Note(Path(raw["path"]), heads, str(raw["device"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save(project: Project) -> None:
    """Notes where an open copy is and how far its own chains go.

    Raises:
        SurroundingsError: ``disk_full``, of the project's disk or of the user's own;
            ``user_file_unwritable``.
        UnreadableError: the project can't be read.
    """
    with engine.translated(project.layout.database):
        device, instance = project.local("device"), project.local("instance")
        scopes = project.rows("SELECT DISTINCT scope FROM event WHERE device_id = ?", device)
        heads = {r["scope"]: project.journal.head(device, r["scope"]) for r in scopes}
        path = str(project.layout.folder.resolve())
    raw: dict[str, Any] = {"path": path, "heads": heads, "device": device}
    text = json.dumps(raw, ensure_ascii=False, indent=1, sort_keys=True)
    atomic.write(_file(project.project_id, instance), text.encode("utf-8"))


def knows_device(project_id: str, device: str) -> bool:
    """True where this user ever closed a copy that wrote as this device."""
    notes = _file(project_id, "").parent.glob("*.json")
    found = (load(project_id, note.stem) for note in notes)
    return any(note is not None and note.device == device for note in found)


def is_copy(project: Project, note: Note) -> bool:
    """True where the copy that the note speaks of is still elsewhere, or was further on."""
    here = project.layout.folder.resolve()
    if note.path != here and _same_instance(project, note.path):
        return True
    device = project.local("device")
    for scope, (seq, header_hash) in note.heads.items():
        event = project.journal.at(device, scope, seq)
        if event is None or event.hash != header_hash:
            return True
    return False


def _same_instance(project: Project, elsewhere: Path) -> bool:
    """Whether another project file stands where this copy was noted last.

    The file is not opened: it may be another passphrase's, or another process's. That one
    stands there is enough to write as another device, which costs nothing.
    """
    other = Layout.of(elsewhere).database
    try:
        return other.is_file() and not other.samefile(project.layout.database)
    except OSError:
        return False


def _file(project_id: str, instance: str) -> Path:
    return paths.state_dir() / "projects" / project_id / f"{instance}.json"
