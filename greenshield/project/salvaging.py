"""Makes a database sound again whose file is damaged, from the events that it still holds.

An index that tells otherwise than its table is made anew in its place. For any other damage a
new database is made beside the old one, and takes its place in one step when all events came
over; the damaged file is kept whole in ``backups/``.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from greenshield.domain.errors import GreenShieldError, SurroundingsError, UnreadableError
from greenshield.log.trust import certificates_of, project_id_of
from greenshield.project import engine, file_key, identity, page_sums, rebuilding
from greenshield.project.filesystem import sync_file, sync_folder
from greenshield.project.foreign_tables import carry_over
from greenshield.project.layout import Layout
from greenshield.project.lock import WriteLock
from greenshield.project.migrations import NAMES, steps
from greenshield.project.opening import APPLICATION_ID
from greenshield.project.project import Project
from greenshield.project.salvage_reading import DAMAGE, Row, Rows, event_of, read_rows, remove
from greenshield.project.schema_check import altered_rows, as_made, broken_virtual, schema_of

_COLUMNS = 15
_TEXTS = "event_id, device_id, scope, at, actor, action_id, kind, entity_type, entity_id"
_TOLD = 12  # the columns that tell again what the header says
_INDEX_ONLY = re.compile(
    r"(row \d+ missing from index |wrong # of entries in index |non-unique entry in index )"
)
_LONGEST = 10_000
_SALT = file_key.SALT


@dataclass(slots=True)
class Salvage:
    """What became of a damaged file.

    Attributes:
        reasons: what SQLite found wrong, empty for a sound file.
        done: ``nothing``, ``reindexed`` or ``replaced``.
        failed: the code of why nothing was replaced, "" where it was or need not be.
        unread: the events that could not be read, by id or place.
        kept: where the damaged file lies now, None where it stands where it stood.
        left: tables of which rows may have stayed behind.
    """

    reasons: list[str] = field(default_factory=list)
    done: str = "nothing"
    failed: str = ""
    unread: list[str] = field(default_factory=list)
    kept: Path | None = None
    left: list[str] = field(default_factory=list)


def reasons_of(layout: Layout, passphrase: str | None) -> list[str]:
    """What SQLite itself finds wrong with a project's file, before anything else is read.

    Empty too for a file that is no project, or is a later program's, or whose passphrase is
    wrong or lacking: opening tells that.
    """
    if not layout.database.is_file() or layout.database.stat().st_size < page_sums.PAGE:
        return []
    plain = _is_plain(layout)
    if not plain and not passphrase:
        return []
    try:
        db = engine.connect(layout.database, passphrase=passphrase, read_only=True)
    except UnreadableError as error:
        if error.code == "passphrase_wrong" and not plain and not _first_page_altered(layout):
            return []
        return [str(error.params.get("reason") or error.code)]
    try:
        found = [
            str(row[0])
            for row in db.conn.execute(f"PRAGMA integrity_check({_LONGEST})")
            if row[0] != "ok"
        ]
        return (
            found
            or _header_reasons(layout, db, plain=plain)
            or _schema_reasons(db)
            or _text_reasons(db.conn)
        )
    except DAMAGE as error:
        return [str(error)]
    finally:
        db.conn.close()


def _header_reasons(layout: Layout, db: engine.Database, *, plain: bool) -> list[str]:
    """What SQLite reads over, and opening a project stumbles at."""
    applied = {str(m.name) for m in steps.applied(db)}
    if applied > set(NAMES):
        return []  # a later program's
    if strange := applied ^ set(NAMES[: len(applied)]):  # nobody takes a step without those before
        return [f"_sqlite_migrations {name}" for name in sorted(strange)]
    kind = db.conn.execute("PRAGMA application_id").fetchone()[0]
    if kind != APPLICATION_ID:
        return [f"application_id {kind}"]
    with layout.database.open("rb") as stream:
        versions = stream.read(20)[18:]
    if plain and not set(versions) <= {1, 2}:
        return [f"file format {versions[0]}/{versions[1]}"]
    return []


def _schema_reasons(db: engine.Database) -> list[str]:
    """Rows of the schema that no statement leaves so: SQLite reads over what it doesn't need."""
    if {str(m.name) for m in steps.applied(db)} - set(NAMES):
        return []  # a later program makes others
    whole, made = as_made(), as_made([step.name for step in steps.pending(db)])
    told = [f"sqlite_master {name}" for name in altered_rows(db.conn, whole)]
    # A step that is said to be missing and whose tables are there was taken.
    told += sorted((whole.schema.keys() - made.schema.keys()) & schema_of(db.conn).keys())
    return told + broken_virtual(db.conn, made)


def _text_reasons(conn: Any) -> list[str]:
    """The first text of the events' columns that is none, which no check of SQLite's tells."""
    try:
        for _ in conn.execute(f"SELECT {_TEXTS} FROM event"):
            pass
    except DAMAGE as error:
        return [str(error)]
    return []


def make_sound(
    layout: Layout, reasons: list[str], *, who: str, passphrase: str | None = None
) -> Salvage:
    """Makes a damaged database sound, or leaves it as it is.

    Args:
        layout: the project.
        reasons: what is wrong with it, from ``reasons_of``.
        who: what the lock's text says to others.
        passphrase: of an encrypted project; the new file gets the same.

    Raises:
        SurroundingsError: another process writes, no permission, disk full.
    """
    out = Salvage(list(reasons))
    if not reasons:
        return out
    lock = WriteLock(layout.lock)
    lock.acquire(who)
    try:
        with engine.translated(layout.database):
            passphrase = None if _is_plain(layout) else passphrase
            if all(map(_INDEX_ONLY.match, reasons)) and _reindexed(layout, passphrase):
                out.done = "reindexed"
            else:
                _replace(layout, passphrase, out)
    finally:
        file_key.forget()
        lock.release()
    return out


def _reindexed(layout: Layout, passphrase: str | None) -> bool:
    """Makes the indexes anew; False, and nothing changed, where that doesn't help."""
    sums = layout.sums.read_bytes() if layout.sums.exists() else None
    done = False
    try:
        db = engine.connect(layout.database, passphrase=passphrase)
        try:
            _note_open(layout)
            db.conn.execute("BEGIN IMMEDIATE")
            db.conn.execute("REINDEX")
            told = db.conn.execute("PRAGMA integrity_check").fetchall()
            done = told == [("ok",)] and not _text_reasons(db.conn)
            db.conn.execute("COMMIT" if done else "ROLLBACK")
            if done:
                db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            db.conn.close()
    except DAMAGE:
        pass
    if not done and sums is not None:
        layout.sums.write_bytes(sums)
    return done


def _replace(layout: Layout, passphrase: str | None, out: Salvage) -> None:
    copy, beside, made = (
        layout.folder / f".project.gpkg.{name}" for name in ("damaged", "pages", "salvaged")
    )
    if shutil.disk_usage(layout.folder).free < layout.database.stat().st_size * 4:
        raise SurroundingsError("disk_full", file=layout.database.name)
    try:
        for file in (copy, beside, made):
            remove(file)
        if not _copied(layout, copy, passphrase):
            out.failed = "salvage_log_unreadable"
            return
        rows = read_rows(copy, beside, passphrase, b"" if passphrase is None else _salt(layout))
        out.unread = rows.unread
        out.left = list(rows.cut)
        if not rows.sound:
            out.failed = "salvage_no_events"
        elif rows.unread:
            out.failed = "salvage_events_unread"
        elif not _made(layout, made, rows, passphrase, copy, out):
            out.failed = out.failed or "salvage_not_whole"
        else:
            out.kept = _swapped(layout, made)
            out.done = "replaced"
    finally:
        for file in (copy, beside, made):
            remove(file)


def _copied(layout: Layout, copy: Path, passphrase: str | None) -> bool:
    """Copies the damaged file with what waits in its log; False where that can't be read."""
    shutil.copyfile(layout.database, copy)
    waits = [f for f in (layout.wal, layout.rollback_journal) if _holds_something(f)]
    for file in waits:
        shutil.copyfile(file, copy.with_name(copy.name + file.name.removeprefix("project.gpkg")))
    if not waits:
        return True
    try:
        db = engine.connect(copy, passphrase=passphrase, damaged=True)
        try:
            told = db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            db.conn.close()
    except (GreenShieldError, *DAMAGE):
        return False
    return told is not None and told[0] == 0


def _made(
    layout: Layout, made: Path, rows: Rows, passphrase: str | None, copy: Path, out: Salvage
) -> bool:
    """Makes the new file; whether it is sound and holds every event that was read."""
    db = engine.connect(made, passphrase=passphrase, create=True)
    try:
        db.conn.execute("PRAGMA journal_mode = DELETE")
        steps.apply(db)
        project = Project(layout, db, lock=None)
        with db.atomic():
            for row in rows.events:
                _put_event(db.conn, row)
            for table, taken in (("local", rows.local), ("quarantine", rows.quarantine)):
                if not _put_rows(db.conn, table, taken) and table not in out.left:
                    out.left.append(table)
        if not _knows_itself(project):
            out.failed = "salvage_no_events"
            return False
        with db.atomic():
            db.conn.execute("UPDATE write_gate SET open = 1")
            rebuilding.write_anew(project)
            out.left += carry_over(copy, passphrase, db.conn)
            db.conn.execute("UPDATE write_gate SET open = 0")
        told = db.conn.execute("PRAGMA integrity_check").fetchall()
        return told == [("ok",)] and _holds_all(db.conn, rows)
    except DAMAGE:
        return False
    finally:
        db.conn.close()


def _put_event(conn: Any, row: Row) -> None:
    """By its header, which is signed; as it was read where that can't be."""
    insert = f"INSERT INTO event VALUES ({','.join('?' * _COLUMNS)})"
    event = event_of(row)
    if event is not None:
        h = event.header
        row = (
            event.event_id, h.device, h.scope, h.seq, h.lamport, h.at, h.actor, h.action, h.kind,
            h.schema, h.entity_type, h.entity, *row[_TOLD:],
        )  # fmt: skip
    with contextlib.suppress(*DAMAGE):  # what is lacking is counted afterwards
        conn.execute(insert, row)


def _put_rows(conn: Any, table: str, rows: list[Row]) -> bool:
    whole = True
    for row in rows:
        try:
            conn.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
        except DAMAGE:
            whole = False
    return whole


def _knows_itself(project: Project) -> bool:
    """Whether the events have a root; notes of this copy that were lost are made anew."""
    roots = {
        project_id_of(bytes.fromhex(c.public_key))
        for c in certificates_of(project.journal.all())
        if c.role == "root"
    }
    told = project.local("project_id")
    roots = {told} if told in roots else roots
    if len(roots) != 1:
        return False
    project.project_id = roots.pop()
    if not project.trust().root_fingerprint:
        return False
    project.set_local("project_id", project.project_id)
    if not project.local("instance"):
        project.set_local("instance", identity.fresh())
    return True


def _holds_all(conn: Any, rows: Rows) -> bool:
    wanted = {row[12:15] for row in rows.events}
    return wanted == set(conn.execute("SELECT header, body, signature FROM event"))


def _swapped(layout: Layout, made: Path) -> Path:
    """Keeps the damaged file with its log, and puts the new one in its place."""
    sync_file(made)
    layout.backups.mkdir(exist_ok=True)
    number = 1
    while (kept := layout.backups / f"project-damaged-{number}.gpkg").exists():
        number += 1
    for file in (layout.database, layout.wal, layout.rollback_journal):
        if file == layout.database or _holds_something(file):
            _keep(file, kept.with_name(kept.name + file.name.removeprefix("project.gpkg")))
    sync_folder(layout.backups)
    _note_open(layout)
    # A log left beside the new file would be taken for its own.
    for end in ("-wal", "-shm", "-journal"):
        layout.database.with_name(layout.database.name + end).unlink(missing_ok=True)
    made.replace(layout.database)
    sync_folder(layout.folder)
    return kept


def _note_open(layout: Layout) -> None:
    """No sums hold from now on; a note that is lost stays so, to be named."""
    with contextlib.suppress(FileNotFoundError, ValueError):
        page_sums.load(layout.sums)
        page_sums.write_open(layout.sums)


def _keep(file: Path, kept: Path) -> None:
    try:
        os.link(file, kept)
    except OSError:  # the file system knows no second name
        shutil.copyfile(file, kept)
    sync_file(kept)


def _holds_something(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _is_plain(layout: Layout) -> bool:
    """True for a database that is not encrypted, also where its first bytes are damaged."""
    with layout.database.open("rb") as stream:
        first = stream.read(page_sums.PAGE)
    return first.startswith(engine.PLAIN_HEADER) or first[20:24] == b"\0\x40\x20\x20"


def _sums(layout: Layout) -> page_sums.Sums | None:
    try:
        return page_sums.load(layout.sums)
    except (OSError, ValueError):
        return None


def _first_page_altered(layout: Layout) -> bool:
    sums = _sums(layout)
    return sums is not None and any(1 in run for run in page_sums.changed(sums, layout.database))


def _salt(layout: Layout) -> bytes:
    """What an encrypted file's key is made with; from its sums where they hold."""
    sums = _sums(layout)
    if sums is not None:
        return sums.header[:_SALT]
    with layout.database.open("rb") as stream:
        return stream.read(_SALT)
