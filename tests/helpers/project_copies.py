"""A project made once a process, by the public way, of which each test gets a copy of its own.

What makes projects is tested where they are made anew; a test that only works in one need not
wait for it.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers.open_sessions import make_project
from helpers.own_home import own_home


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    content: bytes
    mode: int


@dataclass(frozen=True, slots=True)
class _Made:
    """The files of a project and of its maker's home; where the project then was."""

    path: str
    project: tuple[_File, ...]
    home: tuple[_File, ...]


def copy_project(path: Path) -> Path:
    """What :func:`make_project` makes, as a copy that the user of this home takes for his own.

    One a test: two of them would be two copies of one project.
    """
    home, made = Path(os.environ["GREENSHIELD_HOME"]), _made()
    _write(path, made.project)
    _write(home, made.home)
    for note in home.glob("state/projects/*/*.json"):
        told = json.loads(note.read_text("utf-8"))
        assert told["path"] == made.path
        note.write_text(json.dumps({**told, "path": str(path.resolve())}), "utf-8")
    return path


@cache
def _made() -> _Made:
    with tempfile.TemporaryDirectory() as folder, own_home(Path(folder).resolve()) as place:
        make_project(place / "project")
        return _Made(str(place / "project"), _files(place / "project"), _files(place / "home"))


def _files(folder: Path) -> tuple[_File, ...]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return tuple(
        _File(str(path.relative_to(folder)), path.read_bytes(), path.stat().st_mode & 0o777)
        for path in files
    )


def _write(folder: Path, files: tuple[_File, ...]) -> None:
    for file in files:
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        path.chmod(file.mode)
