"""Tables that another program made for itself in a project, carried over to a new file."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from greenshield.domain.errors import UnreadableError
from greenshield.project import engine
from greenshield.project.schema_check import FRAME, as_made, foreign, own_rows

_DAMAGE = (dbapi2.Error, UnreadableError, UnicodeDecodeError)


def carry_over(damaged: Path, passphrase: str | None, conn: Any) -> list[str]:
    """Copies another program's tables, as far as they can be read.

    Args:
        damaged: the file that they stand in.
        passphrase: of an encrypted one.
        conn: to the new file, in a transaction.

    Returns:
        The names of what could not be copied, or not whole.
    """
    left: list[str] = []
    try:
        old = engine.connect(damaged, passphrase=passphrase, read_only=True, damaged=True)
    except UnreadableError:
        return left  # not even names
    try:
        # A damaged name is nobody's, and must not hide the others.
        old.conn.text_factory = lambda raw: raw.decode("utf-8", "replace")
        made = as_made()
        names = foreign(old.conn, made)
        rows = old.conn.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        theirs = [r for r in rows if f"{r[0]} {r[1]}" in names and r[2]]
        for kind, name, sql in sorted(theirs, key=lambda r: r[0] != "table"):
            if str(name).startswith("sqlite_") or not _copied(old.conn, conn, kind, name, sql):
                left.append(str(name))
        if theirs:
            for table in reversed(FRAME):
                sql = f"SELECT * FROM {table} WHERE NOT {own_rows(old.conn, table, made)}"
                for row in old.conn.execute(sql):
                    marks = ",".join("?" * len(row))
                    conn.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)
    except _DAMAGE:
        left = left or ["sqlite_master"]
    finally:
        old.conn.close()
    return left


def _copied(old: Any, conn: Any, kind: str, name: str, sql: Any) -> bool:
    if not isinstance(sql, str):
        return False
    try:
        conn.execute(sql)
    except _DAMAGE:
        return False
    if kind != "table" or "VIRTUAL TABLE" in sql.upper():
        return True
    with contextlib.suppress(*_DAMAGE):
        for row in old.execute(f'SELECT * FROM "{name}"'):
            conn.execute(f'INSERT INTO "{name}" VALUES ({",".join("?" * len(row))})', row)
        return True
    return False
