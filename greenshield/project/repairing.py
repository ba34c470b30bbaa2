"""Makes tables, triggers and indexes again that somebody dropped or rewrote from outside."""

from __future__ import annotations

from greenshield.project.project import Project
from greenshield.project.rebuilding import note_unmade
from greenshield.project.schema_check import (
    as_made,
    drop_trigger,
    foreign,
    own_rows,
    parent_of,
    schema_of,
)

# Their content is not derived from events: dropped, it is lost, and only named.
_IRREPLACEABLE = ("table event", "table local", "table quarantine", "table _sqlite_migrations")


def restore_schema(project: Project) -> None:
    """Drops what was put on our tables and makes what is missing, in one transaction.

    Tables that another program made for itself (styles, say) are somebody's work: they stay.
    Derived tables may be empty afterwards, and are noted as such until they are rebuilt.
    """
    conn = project.db.conn
    made = as_made()
    should_be = made.schema
    is_now = schema_of(conn)
    kept = {*_IRREPLACEABLE, *foreign(conn, made)}
    wrong = {n for n in is_now if should_be.get(n) != is_now[n] and n not in kept}
    if not wrong and should_be.keys() <= is_now.keys():
        return
    with project.transaction():
        for name in sorted(wrong, key=_order):
            kind, _, bare = name.partition(" ")
            if kind == "trigger":
                drop_trigger(conn, bare)
            else:
                conn.execute(f'DROP {kind} IF EXISTS "{bare}"')
        there = schema_of(conn)
        for name in sorted(should_be.keys() - there.keys(), key=_order, reverse=True):
            if not parent_of(name, should_be):
                conn.execute(should_be[name])
        note_unmade(project)


def restore_frame(project: Project) -> None:
    """Writes the GeoPackage's own tables as the program makes them, in one transaction.

    What they say of another program's tables stays.
    """
    conn = project.db.conn
    made = as_made()
    with project.transaction():
        for table, rows in made.frame.items():
            conn.execute(f"DELETE FROM {table} WHERE {own_rows(conn, table, made)}")
            marks = ",".join("?" * len(rows[0]))
            conn.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", rows)


def _order(name: str) -> int:
    """Triggers and indexes go before the tables they stand on, and come back after them."""
    return {"trigger": 0, "index": 1, "view": 1}.get(name.partition(" ")[0], 2)
