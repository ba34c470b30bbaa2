"""The event table's columns repeat the header; what they say must be what was signed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from greenshield.log.chain import Broken
from greenshield.log.envelope import Event, signed_bytes
from greenshield.log.kinds import PERMANENT, place_of
from greenshield.log.signing import is_signed_by
from greenshield.log.trust import Trust
from greenshield.project.journal import Journal
from greenshield.project.project import Project
from greenshield.project.schema_check import as_made

COLUMNS = (
    "event_id", "device_id", "scope", "seq", "lamport", "at", "actor", "action_id", "kind",
    "schema", "entity_type", "entity_id",
)  # fmt: skip
_TRIGGER = "trigger event_update"


def inspect_columns(conn: Any, journal: Journal) -> list[Broken]:
    """Names events whose columns tell otherwise, and bodies that no redaction took away."""
    broken: list[Broken] = []
    redacted = journal.redactions()
    for _, said, event in _rows(conn):
        if event is None:
            broken.append(Broken("event_column_altered", str(said[0])))
            continue
        try:
            header = event.header
        except Exception:  # named by the audit already
            continue
        if said != _signed(event):
            broken.append(Broken("event_column_altered", str(said[0])))
        removable = header.kind not in PERMANENT and place_of(event) in redacted
        if event.body_bytes is None and not removable:
            broken.append(Broken("event_body_missing", event.event_id))
    return broken


def restore_columns(project: Project, trust: Trust) -> None:
    """Writes the columns again of every event whose header is signed as it should be.

    Header, body and signature stay as they are. Where two rows bear one header, one of them can't
    be put right, and stays named.
    """
    conn = project.db.conn
    wrong = [
        (rowid, _signed(event))
        for rowid, said, event in list(_rows(conn))
        if event is not None and _is_sound(event, trust) and said != _signed(event)
    ]
    if not wrong:
        return
    trigger = as_made().schema[_TRIGGER]
    # Rows that changed places can't be put back one by one while a place may be taken only once.
    aside = "UPDATE event SET event_id = 'aside ' || rowid, seq = -rowid WHERE rowid = ?"
    back = f"UPDATE OR IGNORE event SET {','.join(f'{c} = ?' for c in COLUMNS)} WHERE rowid = ?"
    with project.transaction():
        conn.execute("DROP TRIGGER IF EXISTS event_update")
        conn.executemany(aside, [(rowid,) for rowid, _ in wrong])
        conn.executemany(back, [(*signed, rowid) for rowid, signed in wrong])
        conn.execute(trigger)
    project.forget_trust()


def _rows(conn: Any) -> Iterator[tuple[int, tuple[Any, ...], Event | None]]:
    """Row id, columns and event of each row; None for an event whose parts are no bytes."""
    width = len(COLUMNS)
    for row in conn.execute(f"SELECT {','.join(COLUMNS)},header,body,signature,rowid FROM event"):
        header, body, signature, rowid = row[width:]
        whole = isinstance(header, bytes) and isinstance(signature, bytes)
        whole = whole and (body is None or isinstance(body, bytes))
        yield rowid, row[:width], Event(header, body, signature) if whole else None


def _signed(event: Event) -> tuple[Any, ...]:
    h = event.header
    return (
        event.event_id, h.device, h.scope, h.seq, h.lamport, h.at, h.actor, h.action, h.kind,
        h.schema, h.entity_type, h.entity,
    )  # fmt: skip


def _is_sound(event: Event, trust: Trust) -> bool:
    try:
        header = event.header
    except Exception:  # not to be trusted in anything
        return False
    key = trust.key_of(header.device, header.scope)
    return key is not None and is_signed_by(key, event.signature, signed_bytes(event.header_bytes))
