"""The event table: appending, heads of chains, an entity's events, quarantine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from greenshield.domain.errors import UnreadableError
from greenshield.log.envelope import Event, StoredEvent
from greenshield.log.kinds import redaction_of
from greenshield.log.trust import Certificate, Trust, certificates_of
from greenshield.project.layout import DATABASE
from greenshield.project.schema_check import strange_trigger

_INSERT = "INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
_EVENT = "SELECT header, body, signature FROM event"


class Journal:
    """Reads and appends events through one connection; checks nothing itself."""

    def __init__(self, db: Database) -> None:
        self._conn = db.conn

    def append(self, event: Event) -> None:
        """Writes one event, whose place in its chain must be free.

        Raises:
            UnreadableError: ``project_trigger_strange``: a trigger that came while the project is
                open left the row out, which SQLite doesn't tell.
        """
        h = event.header
        done = self._conn.execute(
            _INSERT,
            (
                event.event_id, h.device, h.scope, h.seq, h.lamport, h.at, h.actor, h.action,
                h.kind, h.schema, h.entity_type, h.entity, event.header_bytes,
                event.body_bytes, event.signature,
            ),
        )  # fmt: skip
        if done.rowcount != 1:
            trigger = strange_trigger(self._conn)
            raise UnreadableError("project_trigger_strange", file=DATABASE, trigger=trigger)

    def head(self, device: str, scope: str) -> tuple[int, str]:
        """Seq and header hash of a chain's last event; (0, "") where there is none."""
        row = self._conn.execute(
            f"{_EVENT} WHERE device_id = ? AND scope = ? ORDER BY seq DESC LIMIT 1",
            (device, scope),
        ).fetchone()
        if row is None:
            return (0, "")
        event = StoredEvent(*row)
        return (event.header.seq, event.hash)

    def heads(self) -> dict[tuple[str, str], tuple[int, str]]:
        """Seq and header hash of every chain's last event, by (device, scope)."""
        rows = self._conn.execute("SELECT DISTINCT device_id, scope FROM event").fetchall()
        return {(d, s): self.head(d, s) for d, s in rows}

    def lengths(self, scope: str, devices: Iterable[str]) -> dict[str, int]:
        """The last seq of each of these devices' chains in a scope; those that have none, not."""
        sql = "SELECT max(seq) FROM event WHERE device_id = ? AND scope = ?"
        found = ((d, self._conn.execute(sql, (d, scope)).fetchone()[0]) for d in devices)
        return {device: int(seq) for device, seq in found if seq}

    def lamport(self) -> int:
        """The largest Lamport number known, 0 in an empty project."""
        row = self._conn.execute("SELECT max(lamport) FROM event").fetchone()
        return int(row[0] or 0)

    def get(self, event_id: str) -> Event | None:
        """One event by its id."""
        row = self._conn.execute(f"{_EVENT} WHERE event_id = ?", (event_id,)).fetchone()
        return None if row is None else StoredEvent(*row)

    def at(self, device: str, scope: str, seq: int) -> Event | None:
        """The event in one place of one chain."""
        row = self._conn.execute(
            f"{_EVENT} WHERE device_id = ? AND scope = ? AND seq = ?", (device, scope, seq)
        ).fetchone()
        return None if row is None else StoredEvent(*row)

    def of_entity(self, entity_id: str, entity_type: str = "") -> list[Event]:
        """All events of one entity; of every type that bears this id where none is named."""
        sql = f"{_EVENT} WHERE entity_id = ? AND ? IN ('', entity_type)"
        return [StoredEvent(*row) for row in self._conn.execute(sql, (entity_id, entity_type))]

    def chain(self, device: str, scope: str, *, after: int = 0) -> Iterator[Event]:
        """A chain's events from a place on, in order."""
        rows = self._conn.execute(
            f"{_EVENT} WHERE device_id = ? AND scope = ? AND seq > ? ORDER BY seq",
            (device, scope, after),
        )
        return (StoredEvent(*row) for row in rows)

    def all(self) -> Iterator[Event]:
        """Every event, chain by chain in order, to be read as if from a stranger."""
        rows = self._conn.execute(f"{_EVENT} ORDER BY device_id, scope, seq")
        return (Event(*map(_bytes, row)) for row in rows)

    def headers(self) -> Iterator[tuple[int, Event]]:
        """The same with the number of its row, without bodies."""
        rows = self._conn.execute("SELECT rowid, header FROM event ORDER BY device_id, scope, seq")
        return ((number, Event(_bytes(header), None, b"")) for number, header in rows)

    def of_rows(self, numbers: Sequence[int]) -> dict[int, Event]:
        """The events of some rows, to be read as if from a stranger, by their numbers."""
        sql = _EVENT.replace("SELECT ", "SELECT rowid, ", 1)
        among = f"{sql} WHERE rowid IN (SELECT value FROM json_each(?))"
        rows = self._conn.execute(among, (json.dumps(numbers),))
        return {number: Event(*map(_bytes, row)) for number, *row in rows}

    def stored(self) -> Iterator[Event]:
        """Every event, in no order."""
        rows = self._conn.execute(_EVENT)
        return (StoredEvent(*row) for row in rows)

    def count(self) -> int:
        """How many events there are."""
        return int(self._conn.execute("SELECT count(*) FROM event").fetchone()[0])

    def redact(self, event_id: str) -> None:
        """Empties one event's body; its header stays and its chain still verifies."""
        self._conn.execute("UPDATE event SET body = NULL WHERE event_id = ?", (event_id,))

    def redactions(self) -> set[tuple[str, str, str]]:
        """What redactions name: entity type, entity and event id of each."""
        rows = self._conn.execute(f"{_EVENT} WHERE kind = 'redacted'")
        return {place for row in rows if (place := redaction_of(StoredEvent(*row))) is not None}

    def quarantine(self, event: Event, reason: str) -> None:
        """Keeps an event that nobody vouches for, apart.

        Copies of one header that differ in body or signature are kept beside each other: which
        is the true one shows only later, and a false one must not stand in its way.
        """
        self._conn.execute(
            "INSERT OR REPLACE INTO quarantine VALUES (?,?,?,?,?,?)",
            (
                event.event_id, _copy(event), event.header_bytes, event.body_bytes,
                event.signature, reason,
            ),
        )  # fmt: skip

    def quarantined(self) -> list[tuple[Event, str]]:
        """The events kept apart, each with the reason."""
        rows = self._conn.execute("SELECT header, body, signature, reason FROM quarantine")
        return [(Event(_bytes(h), _bytes(b), _bytes(s)), str(reason)) for h, b, s, reason in rows]

    def release(self, events: Iterable[Event]) -> None:
        """Takes accepted events out of quarantine, every copy of each."""
        rows = [(event.event_id,) for event in events]
        self._conn.executemany("DELETE FROM quarantine WHERE event_id = ?", rows)

    def discard(self, events: Iterable[Event]) -> None:
        """Takes copies that proved false out of quarantine, and no other copy of the same."""
        rows = [(event.event_id, _copy(event)) for event in events]
        self._conn.executemany("DELETE FROM quarantine WHERE event_id = ? AND copy = ?", rows)

    def bodies(self) -> Iterator[bytes]:
        """Every body there is, also of what is not understood or kept apart."""
        rows = self._conn.execute(
            "SELECT body FROM event WHERE body IS NOT NULL UNION ALL "
            "SELECT body FROM quarantine WHERE body IS NOT NULL"
        )
        return (_bytes(row[0]) for row in rows)

    def trust(self, project_id: str, more: Iterable[Certificate] = ()) -> Trust:
        """The devices that the events' certificates, and ``more``, lead to."""
        rows = self._conn.execute(f"{_EVENT} WHERE kind = 'device_admitted'")
        found = [*certificates_of(Event(*row) for row in rows), *more]
        return Trust.of(project_id, found)


def _copy(event: Event) -> str:
    """What tells one copy of an event from another: header, body and signature, hashed."""
    parts = (event.header_bytes, event.body_bytes or b"", event.signature)
    inner = b"".join(hashlib.sha256(part).digest() for part in parts)
    return hashlib.sha256(inner).hexdigest()


def _bytes(value: Any) -> Any:
    """Bytes as they are, or what somebody put in their place, so that its hash tells."""
    return value if value is None or isinstance(value, bytes) else str(value).encode()


def rows_of(db: Database, sql: str, args: Iterable[Any] = ()) -> list[dict[str, Any]]:
    """The rows of a query as dicts by column."""
    cursor = db.conn.execute(sql, tuple(args))
    names = [d[0] for d in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
