"""What this user once saw in a copy, or in the folder where it lies, and what of that it lacks.

Nothing in a project file tells of a lost end, so it is told by the user's own notes. What was
seen stays expected until it is there again or the user gives it up: writing on in a copy
that lacks events, by which it becomes a device and a copy of its own, takes nothing back.
"""

from __future__ import annotations

import contextlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from greenshield import atomic
from greenshield.domain.errors import GreenShieldError
from greenshield.project import engine
from greenshield.project.layout import Layout
from greenshield.project.project import Project
from greenshield.services import copy_note
from greenshield.services.copy_note import SeenEnd


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A copy in another folder that has what this one lacks of it."""

    path: Path
    events: int


def noted(project: Project) -> tuple[SeenEnd, ...]:
    """How far chains went in this copy, in those that it comes from, and in its folder.

    Beside a writer it is asked before the events are read: it must not run ahead of them.
    """
    here, instance = project.layout.folder.resolve(), project.local("instance")
    found: list[SeenEnd] = []
    for name, note in copy_note.of_project(project.project_id).items():
        if name == instance or note.path == here:
            found += (*note.ends(), *note.missing)
    return tuple(found)


def lacking(project: Project, ends: Iterable[SeenEnd]) -> tuple[SeenEnd, ...]:
    """The ends that are not in a project and were not given up, the longest of each chain."""
    given_up = _given_up(project)
    found: dict[tuple[str, str, Path], SeenEnd] = {}
    for end in ends:
        if end[:4] in given_up or has(project, end):
            continue
        there = found.setdefault((end.device, end.scope, end.path), end)
        if end.seq > there.seq:
            found[end.device, end.scope, end.path] = end
    return tuple(sorted(found.values()))


def give_up(project: Project, ends: Sequence[SeenEnd]) -> None:
    """Notes that this user no longer expects these ends in a copy that has what this one has.

    Raises:
        SurroundingsError: ``disk_full``, ``user_file_unwritable``.
    """
    rows = _rows(project.project_id)
    rows += [[*end[:4], *project.journal.head(end.device, end.scope)] for end in ends]
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    atomic.write(_file(project.project_id), text.encode("utf-8"))


def parted(
    project: Project, ends: Iterable[SeenEnd], passphrase: str | None
) -> tuple[list[SeenEnd], list[Elsewhere]]:
    """What is lost, and which other copies have what this one only lacks.

    A copy that never lay in this folder may be older than the one in which an end was seen; it
    lost nothing where that one still stands and has all that was seen, or another copy
    that was noted does. Not so where another event stands in the place of one that was seen.
    """
    here = project.layout.folder.resolve()
    noted_at = {note.path for note in copy_note.of_project(project.project_id).values()}
    by_place: defaultdict[Path, list[SeenEnd]] = defaultdict(list)
    for end in ends:
        by_place[end.path].append(end)
    lost: list[SeenEnd] = []
    found: list[Elsewhere] = []
    for place, group in by_place.items():
        others = [] if place == here else [place, *sorted(noted_at - {place, here})]
        if any(project.journal.at(*end[:3]) for end in group):
            others = []
        whole = (there for there in others if _stands_whole(project, there, group, passphrase))
        if there := next(whole, None):
            heads = (project.journal.head(end.device, end.scope)[0] for end in group)
            found.append(Elsewhere(there, sum(e.seq for e in group) - sum(heads)))
        else:
            lost += group
    return lost, found


def count_lost(project: Project) -> int:
    """How many chains lack what was seen, at a glance: no other copy is opened.

    Those of another folder count only where nothing stands there any more.
    """
    found = lacking(project, noted(project))
    lost = {end[:2] for end in found if not stands_elsewhere(project, end.path)}
    return len(lost)


def stands_elsewhere(project: Project, path: Path) -> bool:
    """Whether a project file stands in another folder, and is another than this one's.

    The file is not opened: it may be another passphrase's, or another process's.
    """
    if path == project.layout.folder.resolve():
        return False
    other = Layout.of(path).database
    try:
        return other.is_file() and not other.samefile(project.layout.database)
    except OSError:
        return False


def has(project: Project, end: SeenEnd) -> bool:
    """Whether a project has the very event that a chain once ended with."""
    event = project.journal.at(end.device, end.scope, end.seq)
    return event is not None and event.hash == end.header_hash


def _stands_whole(
    project: Project, path: Path, ends: Iterable[SeenEnd], passphrase: str | None
) -> bool:
    """Whether the copy in another folder has these ends.

    It is read as it stands and nothing beside it changes. What can't be opened has none.
    """
    if not stands_elsewhere(project, path):
        return False
    there = Layout.of(path)
    if there.rollback_journal.exists():
        return False  # an interrupted write, which only opening for writing would undo
    try:
        db = engine.connect(there.database, passphrase=passphrase, read_only=True, untouched=True)
        try:
            with engine.translated(there.database):
                other = Project(there, db, lock=None)
                is_same = other.local("project_id") == project.project_id
                return is_same and all(has(other, end) for end in ends)
        finally:
            db.conn.close()
    except (GreenShieldError, OSError):
        return False


def _given_up(project: Project) -> set[tuple[Any, ...]]:
    """Ends that need not be there, as long as the copy has what it had when they were given up."""
    found: set[tuple[Any, ...]] = set()
    for device, scope, seq, header_hash, kept, kept_hash in _rows(project.project_id):
        still = SeenEnd(device, scope, kept, kept_hash, Path())
        if kept == 0 or has(project, still):
            found.add((device, scope, seq, header_hash))
    return found


def _rows(project_id: str) -> list[list[Any]]:
    """What was given up; a damaged file tells of nothing."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        raw = json.loads(_file(project_id).read_text("utf-8"))
        return [[str(d), str(s), int(n), str(h), int(k), str(kh)] for d, s, n, h, k, kh in raw]
    return []


def _file(project_id: str) -> Path:
    return copy_note.folder(project_id) / "given_up.list"
