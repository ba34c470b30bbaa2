"""Tables, triggers, indexes and the GeoPackage's own rows against what the program makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from greenshield.log.chain import Broken
from greenshield.project import engine
from greenshield.project.blank import all_steps
from greenshield.project.migrations import steps

# The GeoPackage's own tables, and the columns that no other program has reason to change.
FRAME = {
    "gpkg_spatial_ref_sys": "*",
    "gpkg_contents": "table_name, data_type, identifier, srs_id",
    "gpkg_geometry_columns": "*",
    "gpkg_extensions": "*",
}


@dataclass(frozen=True, slots=True)
class Made:
    """An empty database as the program makes it.

    Attributes:
        schema: the statement that makes each object, by ``type name``.
        owners: every object with the table that it belongs to.
        frame: the rows of the GeoPackage's own tables.
        compared: the same, in the columns of ``FRAME``.
    """

    schema: dict[str, str]
    owners: set[tuple[str, str, str]]
    frame: dict[str, list[tuple[Any, ...]]]
    compared: dict[str, list[tuple[Any, ...]]]


def as_made(without: Sequence[str] = ()) -> Made:
    """Makes such a database in memory and looks at it, once in a process: it is only read.

    Args:
        without: schema steps not to take: what an earlier program made.
    """
    return _as_made(all_steps(), tuple(without))


@lru_cache(maxsize=8)
def _as_made(_known: tuple[object, ...], without: tuple[str, ...]) -> Made:
    empty = engine.memory()
    try:
        steps.apply(empty, stop_before=without)
        conn = empty.conn
        return Made(
            schema_of(conn),
            _owners(conn),
            {table: conn.execute(f"SELECT * FROM {table}").fetchall() for table in FRAME},
            {table: _compared(conn, table, "1") for table in FRAME},
        )
    finally:
        empty.conn.close()


def schema_of(conn: Any) -> dict[str, str]:
    """The statement that made each object of a database, by ``type name``.

    What SQLite makes by itself, and the statistics that other programs add, are left out.
    """
    rows = conn.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {f"{kind} {name}": sql for kind, name, sql in rows if not name.startswith("sqlite_stat")}


def parent_of(name: str, schema: dict[str, str]) -> str:
    """The virtual table that made a table for itself, "" for a table that stands alone.

    Args:
        name: of an object, as ``type name``.
        schema: the statement that makes each, by the same.
    """
    virtual = (n for n, sql in schema.items() if "VIRTUAL TABLE" in sql)
    return next((n for n in virtual if name.startswith(f"{n}_")), "")


def altered_rows(conn: Any, made: Made) -> list[str]:
    """The names of objects of ours whose row tells of another kind, table, name or index."""
    owners = {name: (kind, table) for kind, name, table in made.owners}
    named = {sql: name for name, sql in made.schema.items()}
    rows = conn.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return [
        str(name)
        for kind, name, table, sql in rows
        if owners.get(name, (kind, table)) != (kind, table)
        or named.get(sql, f"{kind} {name}") != f"{kind} {name}"
        or (kind == "index" and made.schema.get(f"index {name}", sql) != sql)
        or (sql is None and not name.startswith("sqlite_autoindex_"))  # SQLite names them so
    ]


def broken_virtual(conn: Any, made: Made) -> list[str]:
    """Our virtual tables, and those below them, that are altered or gone, as ``type name``.

    SQLite can't drop a virtual table that it can't open, so nothing is mended in its place. One
    that is gone with all below it stands in no way, and is left out.
    """
    is_now = schema_of(conn)
    return sorted(
        name
        for name, sql in made.schema.items()
        if is_now.get(name) != sql
        and (parent_of(name, made.schema) or ("VIRTUAL TABLE" in sql and name)) in is_now
    )


def foreign(conn: Any, made: Made) -> frozenset[str]:
    """What another program made for itself, as ``type name``: nothing of ours bears its name.

    A trigger or an index on one of our tables is none of these. SQLite keeps the table's name as
    the trigger's maker wrote it, and takes ``EVENT`` for ``event``.
    """
    ours = {name.lower() for _, name, _ in made.owners}
    return frozenset(
        f"{kind} {name}"
        for kind, name, owner in _owners(conn)
        if str(name).lower() not in ours and str(owner).lower() not in ours
    )


def strange_trigger(conn: Any) -> str:
    """A trigger on one of our tables that the program did not make, "" where there is none."""
    return next(iter(strange_triggers(conn, as_made())), "")


def strange_triggers(conn: Any, made: Made) -> list[str]:
    """The triggers on our tables that the program did not make, and those of ours on others.

    They would run with each of our writes: they can change what is written, or leave it out.
    """
    ours = {owner.lower() for _, _, owner in made.owners}
    sql = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
    return [
        str(name)
        for name, table, text in conn.execute(sql)
        if (str(table).lower() in ours or f"trigger {name}" in made.schema)
        and (
            made.schema.get(f"trigger {name}") != text
            or ("trigger", name, table) not in made.owners
        )
    ]


def restore_triggers(conn: Any, made: Made) -> None:
    """Takes strange triggers away, and makes those of ours anew that are altered or gone."""
    for name in strange_triggers(conn, made):
        drop_trigger(conn, name)
    there = schema_of(conn).keys()
    for name, statement in made.schema.items():
        if name.startswith("trigger ") and name not in there:
            conn.execute(statement)


def drop_trigger(conn: Any, name: str) -> None:
    """Drops a trigger, inside a transaction, also where its text bears another name than its row.

    SQLite finds it by the one, whatever the case, and deletes the row by the other.
    """
    conn.execute('DROP TRIGGER IF EXISTS "{}"'.format(name.replace('"', '""')))
    row = "FROM sqlite_master WHERE type = 'trigger' AND name = ?"
    if conn.execute(f"SELECT 1 {row}", (name,)).fetchone():
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute(f"DELETE {row}", (name,))
        conn.execute("PRAGMA writable_schema = OFF")


def inspect_schema(conn: Any, made: Made) -> list[Broken]:
    """Tables, triggers and indexes that were dropped, added or rewritten."""
    should_be, owners = made.schema, made.owners
    is_now, owners_now = schema_of(conn), _owners(conn)
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


def frame_differs(conn: Any, table: str, made: Made) -> bool:
    """Whether one of the GeoPackage's own tables says other things of our tables."""
    return _compared(conn, table, own_rows(conn, table, made)) != made.compared[table]


def own_rows(conn: Any, table: str, made: Made) -> str:
    """A condition: the rows of one of the GeoPackage's own tables that are not another program's.

    Whoever adds a table of his own notes it there, with the reference system it needs.
    """
    names = sorted(
        n.partition(" ")[2] for n in foreign(conn, made) if n.startswith(("table ", "view "))
    )
    listed = ",".join("'{}'".format(name.replace("'", "''")) for name in names)
    if table != "gpkg_spatial_ref_sys":
        return f"(table_name IS NULL OR table_name NOT IN ({listed}))"
    ours = ",".join(str(int(row[1])) for row in made.frame[table])  # srs_id
    used = " UNION ".join(
        f"SELECT srs_id FROM {t} WHERE srs_id NOT NULL AND table_name IN ({listed})"
        for t in ("gpkg_contents", "gpkg_geometry_columns")
    )
    return f"(srs_id IN ({ours}) OR srs_id NOT IN ({used}))"


def _compared(conn: Any, table: str, condition: str) -> list[tuple[Any, ...]]:
    sql = f"SELECT {FRAME[table]} FROM {table} WHERE {condition} ORDER BY 1, 2"
    return list(conn.execute(sql))


def _owners(conn: Any) -> set[tuple[str, str, str]]:
    """Every object of a database with the table that it belongs to, SQLite's own ones too."""
    rows = conn.execute("SELECT type, name, tbl_name FROM sqlite_master").fetchall()
    return {row for row in rows if not str(row[1]).startswith("sqlite_stat")}
