"""Whole copies of a database that is open, in the project's ``backups/``."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import Any

from greenshield.domain.errors import SurroundingsError
from greenshield.project.filesystem import sync_file, sync_folder
from greenshield.project.layout import Layout


def keep(layout: Layout, conn: Any, copy: Path) -> None:
    """Copies the database as a connection sees it; an earlier copy of that name is replaced.

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
    conn.execute("VACUUM INTO ?", (str(partial),))
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
