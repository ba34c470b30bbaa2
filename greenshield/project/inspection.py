"""Looks a project over: columns against headers, tables against events, files against hashes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from greenshield.domain.errors import UnreadableError
from greenshield.log.chain import Broken
from greenshield.log.envelope import Event
from greenshield.project import references
from greenshield.project.event_columns import inspect_columns
from greenshield.project.lock import WriteLock
from greenshield.project.media import hash_file
from greenshield.project.project import Project
from greenshield.project.rebuilding import DERIVED, LAYERS, Scratch
from greenshield.project.schema_check import FRAME, as_made, frame_differs, inspect_schema
from greenshield.project.telling import Step

# What SQLite and Python answer where a damaged page gives a value of another type or length,
# a text that is none, or nothing.
_DAMAGE = (dbapi2.Error, ValueError, TypeError, LookupError, ArithmeticError)


@contextlib.contextmanager
def damage_told(broken: list[Broken]) -> Iterator[None]:
    """Turns what reading a damaged database raises into one more thing that is broken.

    Only for looking a file over: whatever can't be read there is not as it was signed.
    """
    try:
        yield
    except UnreadableError as error:  # told in its own words
        params = {"reason": error.code, **error.params}
        broken.append(Broken("database_damaged", "project.gpkg", params))
    except _DAMAGE as error:
        broken.append(Broken("database_damaged", "project.gpkg", {"reason": str(error)}))


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
    """Every row, index, table and trigger that is not what the events and the program make of it.

    What can be read is compared, whatever else is broken, so that nothing hides behind it: first
    damage, then contents, then the schema.
    """
    conn = project.db.conn
    broken = _unsound(project)
    schema: list[Broken] = []
    made = as_made()
    with damage_told(broken):
        schema += inspect_schema(conn, made)
    missing = {b.where.partition(" ")[2] for b in schema if b.code == "schema_missing"}
    with damage_told(broken):
        broken += inspect_columns(conn, project.journal)
    with damage_told(broken), Scratch(project) as scratch:
        _compare(conn, scratch, missing, broken)
    for table in FRAME.keys() - missing:
        with damage_told(broken):
            if frame_differs(conn, table, made):
                broken.append(Broken("frame_altered", table))
    with damage_told(broken):
        if conn.execute("SELECT id, open FROM write_gate").fetchall() != [(1, 0)]:
            broken.append(Broken("frame_altered", "write_gate"))
    return _once([*broken, *schema])


def _compare(conn: Any, scratch: Scratch, missing: set[str], broken: list[Broken]) -> None:
    """The derived tables and indexes that are there, each by itself."""
    for table in DERIVED:
        if table not in missing:
            with damage_told(broken):
                differ = scratch.differences_of(table)
                broken += [Broken(f"row_{what}", f"{table} {key}") for key, what in differ]
    if not {"issue", "issue_search"} & missing:
        with damage_told(broken):
            if scratch.search_words() != scratch.search_words(conn):
                broken.append(Broken("search_altered", "issue_search"))
    for layer in LAYERS:
        rtree = f"rtree_{layer}_geom"
        if not {layer, rtree} & missing:
            with damage_told(broken):
                told = conn.execute(f"SELECT rtreecheck('{rtree}')").fetchone()[0]
                if told != "ok" or scratch.boxes(layer) != scratch.boxes(layer, conn):
                    broken.append(Broken("spatial_index_altered", rtree))


def _once(broken: list[Broken]) -> list[Broken]:
    """Without what was found twice, such as one damaged page that several tables meet."""
    found = {(b.code, b.where, str(b.params)): b for b in broken}
    return list(found.values())


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
        try:
            if hash_file(path) != sha256:
                broken.append(Broken("media_altered", inside, {"file": inside}))
        except OSError as error:  # a bad sector: the rest is still looked at
            reason = error.strerror or type(error).__name__
            broken.append(Broken("media_unreadable", inside, {"file": inside, "reason": reason}))
        seen.add(sha256)
    for sha256 in sorted(wanted.keys() - seen):
        params = {"sha256": sha256, "name": wanted[sha256]}
        broken.append(Broken("media_missing", sha256, params))
    photos = {str(row["sha256"]) for row in project.rows("SELECT sha256 FROM photo")}
    return len(photos & seen), broken
