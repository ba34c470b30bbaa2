"""Makes a new project: the folder, the database, and the root's first events."""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from greenshield.domain.errors import SurroundingsError, UsageError, too_long
from greenshield.log.envelope import Signer
from greenshield.log.scopes import shared_scope_of
from greenshield.log.trust import admit, project_id_of
from greenshield.project import engine, file_key, identity, page_sums, rebuilding
from greenshield.project.filesystem import sync_folder
from greenshield.project.layout import Layout
from greenshield.project.lock import WriteLock
from greenshield.project.migrations import steps
from greenshield.project.project import Clock, Project, utc_now


def create_project(
    path: Path,
    signer: Signer,
    *,
    name: str,
    division_code: str,
    device_name: str,
    fields: Mapping[str, Any],
    passphrase: str | None = None,
    clock: Clock = utc_now,
) -> Project:
    """Makes a project in a new or empty folder and opens it.

    The database is made under another name and takes its own in one step at the end, so an
    interrupted creation leaves no project.

    Args:
        path: the folder.
        signer: the key of the device that becomes the root.
        name: the project's name.
        division_code: six digits, or a local extension code.
        device_name: what people call this device.
        fields: more fields of the project (rule set name and hash).
        passphrase: encrypts the database. Media are not encrypted.
        clock: what events claim as their moment.

    Raises:
        UsageError: something stands there already.
        SurroundingsError: no permission, disk full.
    """
    layout = Layout.of(path)
    made = _make_folder(layout.folder)
    lock = WriteLock(layout.lock)
    partial = replace(layout).folder / ".project.gpkg.partial"
    try:
        lock.acquire(device_name)
        for leftover in layout.folder.glob(".project.gpkg.partial*"):
            leftover.unlink()
        db = engine.connect(partial, passphrase=passphrase, create=True)
        with engine.translated(partial):
            steps.apply(db)
        project = Project(layout, db, lock=lock, clock=clock)
        project.project_id = project_id_of(signer.public_key)
        project.sign_with(signer)
        _first_events(project, signer, device_name, name, division_code, fields)
        project.checkpoint()
        db.conn.execute("PRAGMA journal_mode = DELETE")
        db.conn.close()
        with engine.translated(layout.database):
            page_sums.write_open(layout.sums)
            partial.replace(layout.database)
            sync_folder(layout.folder)
    except BaseException:
        file_key.forget()
        lock.release()
        _clean(layout, partial, made=made)
        raise
    db = engine.connect(layout.database, passphrase=passphrase)
    opened = Project(layout, db, lock=lock, clock=clock)
    opened.project_id = project.project_id
    opened.sign_with(signer)
    return opened


def _first_events(
    project: Project,
    signer: Signer,
    device_name: str,
    name: str,
    division_code: str,
    fields: Mapping[str, Any],
) -> None:
    certificate = admit(
        signer,
        project.project_id,
        signer.public_key,
        name=device_name,
        role="root",
        shared_scope=shared_scope_of(division_code),
    )
    with project.action() as action:
        action.emit("device_admitted", "device", signer.device_id, certificate.to_dict())
        action.create(
            "project",
            project.project_id,
            {"name": name, "division_code": division_code, **fields},
        )
        project.set_local("project_id", project.project_id)
        project.set_local("instance", identity.fresh())
        rebuilding.note_fold(project)
        project.set_local("device", signer.device_id)


def _make_folder(folder: Path) -> bool:
    try:
        if folder.exists():
            if not folder.is_dir() or any(map(_is_foreign, folder.iterdir())):
                raise UsageError("project_exists", file=folder.name)
            return False
        folder.mkdir(parents=True)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM):
            raise SurroundingsError("file_no_permission", file=folder.name) from error
        reason = error.strerror or str(error)
        raise too_long(error) or SurroundingsError(
            "user_file_unwritable", file=str(folder), reason=reason
        ) from error
    return True


def _is_foreign(path: Path) -> bool:
    """False for hidden files and what a creation that was killed leaves behind."""
    return not path.name.startswith((".", "project.lock", "project.sums"))


def _clean(layout: Layout, partial: Path, *, made: bool) -> None:
    with contextlib.suppress(OSError):
        if made:
            shutil.rmtree(layout.folder)
        else:
            left = (*layout.folder.glob(partial.name + "*"), layout.lock, layout.sums)
            for path in left:
                path.unlink(missing_ok=True)
