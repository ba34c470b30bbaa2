"""A project that is written, copied and put back."""

from __future__ import annotations

import shutil
from pathlib import Path

from helpers.open_sessions import add_clue, session_of
from helpers.projects import patch

from greenshield.log.envelope import Event
from greenshield.services.session import reading


def write(path: Path, clue_no: str) -> tuple[str, bool]:
    """Adds a clue; the device that signed it, and whether it is a new one."""
    with session_of(path) as session:
        add_clue(session, clue_no, patch(7))
        return session.project.signer.device_id, session.new_device


def events(path: Path) -> tuple[str, list[Event]]:
    """The project's id and all of its events."""
    with reading(path) as session:
        return session.project.project_id, list(session.project.journal.stored())


def put_back(backup: Path, path: Path) -> None:
    """Puts a backup in the place of what stands there."""
    shutil.rmtree(path)
    shutil.copytree(backup, path)
