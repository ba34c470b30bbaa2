"""Whole copies of a database that is open, in the project's ``backups/``."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import Any

from greenshield.domain.errors import SurroundingsError
from greenshield.project.filesystem import sync_file, sync_folder
from greenshield.project.layout import Layout
from greenshield.project.telling import Step, megabytes, nobody, watched


def keep(layout: Layout, conn: Any, copy: Path, step: Step = nobody) -> None:
    """Copies the database as a connection sees it; an earlier copy of that name is replaced.

    Args:
        layout: of the project.
        conn: an open connection.
        copy: what to call it.
        step: told how much is copied; what it raises leaves no copy.

    Raises:
        SurroundingsError: ``disk_full``.
    """
    layout.backups.mkdir(exist_ok=True)
    partial = copy.with_suffix(".partial")
    with contextlib.suppress(FileNotFoundError):
        partial.unlink()
    free = shutil.disk_usage(layout.folder).free
    if free < layout.database.stat().st_size * 2:
        raise SurroundingsError("disk_full", file=copy.name)
    # Unlike a copy of the file, this is whole beside readers and with what is in the -wal.
    try:
        with watched(conn, step, "keeping_backup", megabytes(partial, layout.database)):
            conn.execute("VACUUM INTO ?", (str(partial),))
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    sync_file(partial)
    partial.replace(copy)
    sync_folder(layout.backups)


def keep_replaced(layout: Layout, conn: Any) -> Path:
    """Keeps a database that is still open though another file lies in its place.

    What was written in it stands nowhere else.

    Raises:
        SurroundingsError: ``disk_full``.
    """
    number = 1
    while (copy := layout.backups / f"project-replaced-{number}.gpkg").exists():
        number += 1
    keep(layout, conn, copy)
    return copy
