"""Looks a project over: columns against headers, tables against events, files against hashes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from greenshield.domain.errors import UnreadableError
from greenshield.log.chain import Broken
from greenshield.log.envelope import Event
from greenshield.log.kinds import PERMANENT, place_of
from greenshield.project import engine, references
from greenshield.project.journal import Journal
from greenshield.project.lock import WriteLock
from greenshield.project.media import hash_file
from greenshield.project.migrations import steps
from greenshield.project.project import Project
from greenshield.project.rebuilding import LAYERS, Scratch

Step = Callable[[str, int, int], None]

_COLUMNS = (
    "event_id", "device_id", "scope", "seq", "lamport", "at", "actor", "action_id", "kind",
    "schema", "entity_type", "entity_id",
)  # fmt: skip


# The GeoPackage's own tables, and the columns that no other program has reason to change.
FRAME = {
    "gpkg_spatial_ref_sys": "*",
    "gpkg_contents": "table_name, data_type, identifier, srs_id",
    "gpkg_geometry_columns": "*",
    "gpkg_extensions": "*",
}

# What SQLite and Python answer where a damaged page gives a value of another type or length,
# a text that is none, or nothing.
_DAMAGE = (dbapi2.Error, UnreadableError, ValueError, TypeError, LookupError, ArithmeticError)


@contextlib.contextmanager
def damage_told(broken: list[Broken]) -> Iterator[None]:
    """Turns what reading a damaged database raises into one more thing that is broken.

    Only for looking a file over: whatever can't be read there is not as it was signed.
    """
    try:
        yield
    except _DAMAGE as error:
        reason = f"{type(error).__name__}: {error}"
        broken.append(Broken("database_damaged", "project.gpkg", {"reason": reason}))


def _unsound(project: Project) -> list[Broken]:
    """What SQLite itself finds wrong with the file, before anything is read from it."""
    broken: list[Broken] = []
    with damage_told(broken):
        broken += [
            Broken("database_damaged", "project.gpkg", {"reason": str(row[0])})
            for row in project.db.conn.execute("PRAGMA integrity_check")
            if row[0] != "ok"
        ]
    return broken


def inspect_tables(project: Project) -> list[Broken]:
    """Every table, trigger and index that is not what the events and the program make of it."""
    broken = _unsound(project)
    if not broken:
        with damage_told(broken):
            broken += _schema(project.db.conn)
    if not broken:
        with damage_told(broken):
            _compare(project, broken)
    return broken


def _compare(project: Project, broken: list[Broken]) -> None:
    conn = project.db.conn
    broken += _event_columns(conn, project.journal)
    with Scratch(project) as scratch:
        broken += [
            Broken(f"row_{what}", f"{table} {key}") for table, key, what in scratch.differences()
        ]
        if scratch.search_words() != scratch.search_words(conn):
            broken.append(Broken("search_altered", "issue_search"))
        broken += _spatial_index(conn, scratch)
    broken += _frame(conn)


def _schema(conn: Any) -> list[Broken]:
    """Tables, triggers and indexes that were dropped, added or rewritten."""
    empty = engine.memory()
    steps.apply(empty)
    should_be = schema_of(empty.conn)
    is_now = schema_of(conn)
    owners, owners_now = _owners(empty.conn), _owners(conn)
    empty.conn.close()
    broken = [Broken("schema_missing", name) for name in should_be.keys() - is_now.keys()]
    broken += [Broken("schema_added", name) for name in is_now.keys() - should_be.keys()]
    broken += [
        Broken("schema_altered", name)
        for name in should_be.keys() & is_now.keys()
        if should_be[name] != is_now[name]
    ]
    named = {b.where for b in broken}
    for kind, name, table in sorted(owners ^ owners_now):
        if f"{kind} {name}" not in named and f"table {table}" not in named:
            named.add(f"{kind} {name}")
            broken.append(Broken("schema_altered", f"{kind} {name}"))
    return sorted(broken, key=lambda b: b.where)


def _owners(conn: Any) -> set[tuple[str, str, str]]:
    """Every object of a database with the table that it belongs to, SQLite's own ones too."""
    rows = conn.execute("SELECT type, name, tbl_name FROM sqlite_master").fetchall()
    return {row for row in rows if not str(row[1]).startswith("sqlite_stat")}


def schema_of(conn: Any) -> dict[str, str]:
    """The statement that made each object of a database, by ``type name``.

    What SQLite makes by itself, and the statistics that other programs add, are left out.
    """
    rows = conn.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {f"{kind} {name}": sql for kind, name, sql in rows if not name.startswith("sqlite_stat")}


def _event_columns(conn: Any, journal: Journal) -> list[Broken]:
    """The event table's columns repeat the header; what they say must be what was signed."""
    broken: list[Broken] = []
    redacted = journal.redactions()
    rows = conn.execute(f"SELECT {','.join(_COLUMNS)}, header, body, signature FROM event")
    for row in rows:
        parts = row[len(_COLUMNS) :]
        if not all(isinstance(part, bytes) or part is None for part in parts):
            broken.append(Broken("event_column_altered", str(row[0])))
            continue
        event = Event(*parts)
        try:
            h = event.header
        except Exception:  # named by the audit already
            continue
        should_be = (
            event.event_id, h.device, h.scope, h.seq, h.lamport, h.at, h.actor, h.action,
            h.kind, h.schema, h.entity_type, h.entity,
        )  # fmt: skip
        if row[: len(_COLUMNS)] != should_be:
            broken.append(Broken("event_column_altered", str(row[0])))
        if event.body_bytes is None and (h.kind in PERMANENT or place_of(event) not in redacted):
            broken.append(Broken("event_body_missing", event.event_id))
    return broken


def _spatial_index(conn: Any, scratch: Scratch) -> list[Broken]:
    broken: list[Broken] = []
    for layer in LAYERS:
        rtree = f"rtree_{layer}_geom"
        told = conn.execute(f"SELECT rtreecheck('{rtree}')").fetchone()[0]
        if told != "ok" or scratch.boxes(layer) != scratch.boxes(layer, conn):
            broken.append(Broken("spatial_index_altered", rtree))
    return broken


def _frame(conn: Any) -> list[Broken]:
    """The GeoPackage's own tables, but for what other programs may note there."""
    empty = engine.memory()
    steps.apply(empty)
    broken: list[Broken] = []
    for table, columns in FRAME.items():
        sql = f"SELECT {columns} FROM {table} ORDER BY 1, 2"
        if conn.execute(sql).fetchall() != empty.conn.execute(sql).fetchall():
            broken.append(Broken("frame_altered", table))
    if conn.execute("SELECT id, open FROM write_gate").fetchall() != [(1, 0)]:
        broken.append(Broken("frame_altered", "write_gate"))
    empty.conn.close()
    return broken


def _is_arriving(path: Path) -> bool:
    """True for a file as it looks between its copy and the commit of its event."""
    try:
        return path.suffix == ".part" or hash_file(path) == path.name[:64]
    except OSError:
        return True  # it has its own name by now


def inspect_files(
    project: Project, events: Sequence[Event], step: Step
) -> tuple[int, list[Broken]]:
    """Hashes every media file again.

    Returns:
        How many photos were hashed, and what is missing, altered or does not belong there.
    """
    wanted = references.of_events(events)
    named = references.named_in(project.journal.bodies())
    broken: list[Broken] = []
    seen: set[str] = set()
    files = list(project.media.files())
    # Whoever writes just now brings an original in before the event that names it.
    at_work = project.read_only and bool(WriteLock(project.layout.lock).holder())
    for number, path in enumerate(files):
        step("verifying_files", number, len(files))
        sha256 = path.name[:64]
        inside = path.relative_to(project.media.folder).as_posix()
        if sha256 not in named or project.media.find(sha256) != path:
            if not (at_work and _is_arriving(path)):
                broken.append(Broken("media_added", inside))
            continue
        if hash_file(path) != sha256:
            broken.append(Broken("media_altered", inside, {"file": inside}))
        seen.add(sha256)
    for sha256 in sorted(wanted.keys() - seen):
        params = {"sha256": sha256, "name": wanted[sha256]}
        broken.append(Broken("media_missing", sha256, params))
    photos = {str(row["sha256"]) for row in project.rows("SELECT sha256 FROM photo")}
    return len(photos & seen), broken
