"""Opens a project: lock, version, schema steps. Refuses what is none, damaged or newer."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from greenshield.domain.errors import UnreadableError
from greenshield.project import backups, engine, file_key, older, page_sums, rebuilding
from greenshield.project.layout import Layout
from greenshield.project.lock import WriteLock
from greenshield.project.migrations import NAMES, steps
from greenshield.project.page_check import lost_bytes
from greenshield.project.parts import refuse_foreign
from greenshield.project.project import Clock, Project, utc_now
from greenshield.project.schema_check import (
    Made,
    as_made,
    drop_trigger,
    restore_triggers,
    strange_triggers,
)
from greenshield.project.telling import Step, nobody, watched

APPLICATION_ID = 0x47504B47  # "GPKG"


def open_project(
    path: Path,
    *,
    who: str,
    passphrase: str | None = None,
    read_only: bool = False,
    mending: bool = False,
    clock: Clock = utc_now,
    step: Step = nobody,
) -> Project:
    """Opens a project for writing, or for reading beside a writer.

    Args:
        path: the project's folder, or the ``project.gpkg`` in it.
        who: what the lock's text says to others.
        passphrase: for an encrypted project.
        read_only: takes no lock and refuses writes; an older project is looked at by an upgraded
            copy, and stays as it is.
        mending: to look a project over or put it right; tables that no fold made, or one later
            than ours, are then no reason to refuse or to make them anew at once.
        clock: what events claim as their moment.
        step: told how far an older project's upgrade is; what it raises leaves the project as it
            was, and the upgrade to be begun again.

    Raises:
        UnreadableError: no project, wrong passphrase, damaged, newer than this program; a link
            or a pipe in the place of a file of ours; a trigger on our tables that is not ours.
        SurroundingsError: another process writes (``project_locked``), no permission.
    """
    layout = Layout.of(path)
    if not layout.database.is_file():
        raise UnreadableError("project_not_found", file=str(path))
    if layout.database.stat().st_size < engine.SMALLEST:
        raise UnreadableError("project_file_empty", file=str(layout.database))
    refuse_foreign(layout)
    _refuse_cut_off(layout)
    lock = None
    try:
        if not read_only:
            _look(layout, passphrase, mending=mending)
            lock = WriteLock(layout.lock)
            lock.acquire(who)
        project = _open(layout, passphrase, lock, clock, step, mending=mending)
        if lock is not None:
            project.media.sweep()
            if lock.left_behind:
                with engine.translated(layout.database):
                    project.set_orphans_aside(everything=True)
    except BaseException:
        if lock is not None:
            lock.release()
        file_key.forget()
        raise
    return project


def _refuse_cut_off(layout: Layout) -> None:
    if layout.rollback_journal.exists():
        return  # what it holds may be what the file lacks
    try:
        lost = lost_bytes(layout)
    except PermissionError:
        return  # connecting says so
    if lost:
        size = layout.database.stat().st_size
        raise UnreadableError("project_cut_off", file=str(layout.database), size=size, lost=lost)


def _look(layout: Layout, passphrase: str | None, *, mending: bool) -> None:
    """Refuses what is no project of ours, or a newer one, before a byte of its folder changes."""
    if layout.rollback_journal.exists():
        return  # an interrupted write waits to be undone, which takes the lock
    db = engine.connect(layout.database, passphrase=passphrase, read_only=True, untouched=True)
    try:
        with engine.translated(layout.database):
            _check_kind(layout, db)
            _is_behind(layout, db, mending=mending)
    finally:
        db.conn.close()


def _open(
    layout: Layout,
    passphrase: str | None,
    lock: WriteLock | None,
    clock: Clock,
    step: Step,
    *,
    mending: bool,
) -> Project:
    db = engine.connect(layout.database, passphrase=passphrase, read_only=lock is None)
    try:
        with engine.translated(layout.database):
            _check_kind(layout, db)
            is_behind = _is_behind(layout, db, mending=mending)
            if is_behind and lock is None:
                return _opened_aside(layout, db, passphrase, clock, step, mending=mending)
            made = as_made([step.name for step in steps.pending(db)]) if lock is not None else None
            if made is not None and not mending:
                _refuse_strange_trigger(layout, db, made)
            if made is not None and is_behind:
                _upgrade(layout, db, made, step)
            project = Project(layout, db, lock=lock, clock=clock)
            project.project_id = project.local("project_id")
    except BaseException:
        db.conn.close()
        raise
    return project


def _opened_aside(
    layout: Layout,
    db: engine.Database,
    passphrase: str | None,
    clock: Clock,
    step: Step,
    *,
    mending: bool,
) -> Project:
    """An older project for reading alone, by an upgraded copy of its database."""

    def upgrade(database: Path) -> None:
        copy = engine.connect(database, passphrase=passphrase)
        with contextlib.closing(copy.conn), engine.translated(database):
            made = as_made([step.name for step in steps.pending(copy)])
            if mending:
                _step_up(layout, copy, made, step)
                return
            _refuse_strange_trigger(layout, copy, made)
            _bring_up(layout, copy, made, step)

    with contextlib.closing(db.conn):
        aside = older.Aside(layout, db, upgrade, step=step, mending=mending)
    try:
        seen = engine.connect(aside.database, passphrase=passphrase, read_only=True)
        project = Project(layout, seen, lock=None, clock=clock, aside=aside)
        project.project_id = project.local("project_id")
    except BaseException:
        aside.remove()
        raise
    return project


def _check_kind(layout: Layout, db: engine.Database) -> None:
    conn = db.conn
    kind = conn.execute("PRAGMA application_id").fetchone()[0]
    applied = {str(m.name) for m in steps.applied(db)}
    if kind != APPLICATION_ID or not applied:
        raise UnreadableError("project_not_database", file=layout.name)
    newer = applied - set(NAMES)
    if newer:
        raise UnreadableError("project_newer", file=layout.name, steps=", ".join(sorted(newer)))


def _is_behind(layout: Layout, db: engine.Database, *, mending: bool) -> bool:
    """Whether schema steps are missing, or an earlier fold made the tables.

    Where all schema steps are known, a later fold's number may well be a damaged one: who mends
    makes the tables anew in any case.

    Raises:
        UnreadableError: a later fold made them, or the copy's own notes are gone.
    """
    project = Project(layout, db, lock=None)
    if not project.local("project_id"):
        raise UnreadableError("project_damaged", file=layout.name, reason="local")
    if mending and rebuilding.inspect_fold(project):
        return bool(steps.pending(db))
    fold = rebuilding.fold_of(project)
    if fold > rebuilding.FOLD:
        raise UnreadableError("fold_newer", file=layout.name, fold=fold)
    return bool(steps.pending(db)) or fold < rebuilding.FOLD


def _refuse_strange_trigger(layout: Layout, db: engine.Database, made: Made) -> None:
    """Before the first write, that of an upgrade too: a strange trigger would run with it."""
    for trigger in strange_triggers(db.conn, made):
        raise UnreadableError("project_trigger_strange", file=layout.name, trigger=trigger)


def _upgrade(layout: Layout, db: engine.Database, made: Made, step: Step) -> None:
    """Applies the steps that are missing and makes the tables anew, in one transaction.

    Strange triggers are there only where somebody mends: they are taken away before.
    """
    if steps.pending(db):
        _keep_copy(layout, db, step)
    if page_sums.state(layout.sums) != "lost":
        page_sums.write_open(layout.sums)
    _bring_up(layout, db, made, step)


def _bring_up(layout: Layout, db: engine.Database, made: Made, step: Step) -> None:
    with db.atomic():
        with watched(db.conn, step, "upgrading_schema"):
            restore_triggers(db.conn, made)
            db.conn.execute("UPDATE write_gate SET open = 1")
            steps.apply(db)
        project = Project(layout, db, lock=None)
        project.project_id = project.local("project_id")
        if rebuilding.fold_of(project) < rebuilding.FOLD:
            rebuilding.write_anew(project, step)
        db.conn.execute("UPDATE write_gate SET open = 0")


def _step_up(layout: Layout, db: engine.Database, made: Made, step: Step) -> None:
    """The same for who looks a project over: what is wrong with it stays, to be named.

    Strange triggers are away while the steps are taken, or they would run with them. Tables that
    an earlier fold made are made anew, as they are on opening; those that none did, are not.
    """
    conn = db.conn
    with db.atomic():
        strange = json.dumps(strange_triggers(conn, made))
        among = "type = 'trigger' AND name IN (SELECT value FROM json_each(?))"
        kept = conn.execute(f"SELECT * FROM sqlite_master WHERE {among}", (strange,)).fetchall()
        for name in {str(row[1]) for row in kept}:
            drop_trigger(conn, name)
        gate = conn.execute("SELECT open FROM write_gate").fetchone()
        conn.execute("UPDATE write_gate SET open = 1")
        steps.apply(db)
        project = Project(layout, db, lock=None)
        project.project_id = project.local("project_id")
        if rebuilding.fold_of(project) < rebuilding.FOLD and not rebuilding.inspect_fold(project):
            rebuilding.write_anew(project, step)
        conn.execute("UPDATE write_gate SET open = ?", gate or (0,))
        # Their rows are put back as they were: their text may not be what makes such a row.
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute(f"DELETE FROM sqlite_master WHERE {among}", (strange,))
        conn.executemany("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", kept)
        conn.execute("PRAGMA writable_schema = OFF")


def _keep_copy(layout: Layout, db: engine.Database, step: Step) -> None:
    """Copies the database as it is to ``backups/``."""
    done = steps.applied(db)[-1].name
    backups.keep(layout, db.conn, layout.backups / f"project-{done}.gpkg", step)
