"""A project changed behind the program's back, as with an SQLite tool, and what ``verify`` says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from helpers.calls import as_json, said

from greenshield.project import engine
from greenshield.services.verifying import verify

_GATED_EVENT = ("event_insert", "event_update", "event_delete")


def tamper(folder: Path, *statements: str | tuple[str, tuple[Any, ...]]) -> None:
    """Changes the file as a person with an SQLite tool can, leaving the schema as it was."""
    db = engine.connect(folder / "project.gpkg")
    conn = db.conn
    conn.execute("UPDATE write_gate SET open = 1")
    dropped = []
    for trigger in _GATED_EVENT:
        sql = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (trigger,)).fetchone()
        dropped.append(sql[0])
        conn.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        sql, args = statement if isinstance(statement, tuple) else (statement, ())
        assert conn.execute(sql, args).rowcount != 0, sql
    for sql in dropped:
        conn.execute(sql)
    conn.execute("UPDATE write_gate SET open = 0")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()


def events(folder: Path, where: str = "1") -> list[tuple[str, bytes, bytes, bytes]]:
    """Id, header, body and signature of the events, oldest first."""
    db = engine.connect(folder / "project.gpkg", read_only=True)
    sql = f"SELECT event_id, header, body, signature FROM event WHERE {where} ORDER BY lamport"
    found = db.conn.execute(sql).fetchall()
    db.conn.close()
    return found


def named(folder: Path) -> set[tuple[str, str]]:
    """What is broken in what the project says: (code, where).

    That bytes of a closed file were written from outside is named besides, whatever they mean.
    """
    return {(b.code, b.where) for b in verify(folder).broken if b.code != "page_altered"}


def put_right(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Mends the project by ``verify --rebuild``; then nothing is wrong any more."""
    said(capsys, "verify", folder, "--rebuild", "--json")
    code, told = as_json(capsys, "verify", folder)
    assert (code, told["ok"], told["broken"]) == (0, True, [])
