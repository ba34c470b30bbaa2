"""Reads what can be read of a damaged database, whatever became of its schema and header.

The pages of the damaged file are laid behind a first page made anew, whose schema names the
tables that nothing else can replace. Rows are found by scanning from both ends, and those in
between by the numbers that the indexes hold.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from greenshield.domain.errors import UnreadableError
from greenshield.log.envelope import Event
from greenshield.project import engine
from greenshield.project.migrations import steps
from greenshield.project.page_sums import PAGE

TABLES = ("event", "local", "quarantine")
_INDEXES = ("event_by_id", "event_by_entity", "event_by_lamport")
_PLACES = {
    "event_by_id": "event_id",
    "sqlite_autoindex_event_1": "device_id, scope, seq",
}
_TRIED_ONE_BY_ONE = 20_000
_FILLING = 64 << 20
Row = tuple[Any, ...]
DAMAGE = (dbapi2.Error, UnreadableError, UnicodeDecodeError)


@dataclass(slots=True)
class Rows:
    """What was read.

    Attributes:
        events: the event table's rows, in the order in which they were written.
        unread: what the indexes tell of events that could not be read.
        local, quarantine: the rows of these tables.
        cut: of these two, those that may hold more than could be read.
    """

    events: list[Row] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    local: list[Row] = field(default_factory=list)
    quarantine: list[Row] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)

    @property
    def sound(self) -> int:
        """How many events have a header that can be read."""
        return sum(1 for row in self.events if event_of(row) is not None)


def event_of(row: Row) -> Event | None:
    """The event of a row of its table, None where its header can't be read."""
    header, body, signature = row[12:15]
    if not (isinstance(header, bytes) and isinstance(signature, bytes)):
        return None
    if not (body is None or isinstance(body, bytes)):
        return None
    event = Event(header, body, signature)
    try:
        _ = event.header
    except Exception:  # whatever a damaged header makes the reader say
        return None
    return event


def read_rows(source: Path, beside: Path, passphrase: str | None, salt: bytes) -> Rows:
    """Reads a damaged file, of which nothing waits in a log.

    Args:
        source: the file, of which not a byte is changed.
        beside: where the pages are laid out; removed again.
        passphrase: of an encrypted one.
        salt: the first 16 bytes of an encrypted one, b"" of another.

    Returns:
        The rows by the schema as it stands in the file, or as the program makes it: whichever
        leads to more events.
    """
    known = _roots_as_made(beside, passphrase)
    told = {name: root for name, root in _roots_told(source, passphrase).items() if name in known}
    best = Rows()
    for roots in ({**known, **told}, known):
        try:
            lay_out(source, beside, passphrase, salt, roots)
            found = _read(beside, passphrase)
        except DAMAGE:
            continue
        finally:
            remove(beside)
        if found.sound > best.sound:
            best = found
        if told == known or (best.sound and not best.unread):
            break
    return best


def remove(file: Path) -> None:
    """Removes a file of ours with what SQLite leaves beside it."""
    for end in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)


def _roots_as_made(beside: Path, passphrase: str | None) -> dict[str, int]:
    remove(beside)
    db = engine.connect(beside, passphrase=passphrase, create=True)
    try:
        steps.apply(db)
        return _roots(db.conn)
    finally:
        db.conn.close()
        remove(beside)


def _roots_told(source: Path, passphrase: str | None) -> dict[str, int]:
    """Where the file's own schema says that the tables begin, as far as it can be read."""
    found: dict[str, int] = {}
    with contextlib.suppress(*DAMAGE):
        db = engine.connect(source, passphrase=passphrase, read_only=True, damaged=True)
        try:
            found = _roots(db.conn)
        finally:
            db.conn.close()
    return found


def _roots(conn: Any) -> dict[str, int]:
    wanted = {*TABLES, *_INDEXES, *(f"sqlite_autoindex_{name}_1" for name in TABLES)}
    rows = _until_damage(conn.execute("SELECT name, rootpage FROM sqlite_master"))
    return {n: r for n, r in rows if n in wanted and isinstance(r, int) and r > 1}


def lay_out(
    source: Path, beside: Path, passphrase: str | None, salt: bytes, roots: dict[str, int]
) -> None:
    """Writes the file's pages behind a first page whose schema begins at ``roots``."""
    size = source.stat().st_size
    db = engine.connect(beside, passphrase=passphrase, create=True, salt=salt)
    conn = db.conn
    try:
        conn.execute("PRAGMA journal_mode = DELETE")
        conn.execute("PRAGMA synchronous = OFF")
        for statement in _statements():
            conn.execute(statement)
        conn.execute("CREATE TABLE filling (x)")
        while (lacks := size - conn.execute("PRAGMA page_count").fetchone()[0] * PAGE) > 0:
            conn.execute("INSERT INTO filling VALUES (zeroblob(?))", (min(lacks, _FILLING),))
        conn.execute("PRAGMA writable_schema = ON")
        for name, root in roots.items():
            conn.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = ?", (root, name))
    finally:
        conn.close()
    with source.open("rb") as taken, beside.open("rb+") as given:
        taken.seek(PAGE)
        given.seek(PAGE)
        shutil.copyfileobj(taken, given, 1 << 20)


def _statements() -> list[str]:
    empty = engine.memory()
    try:
        steps.apply(empty)
        sql = "SELECT sql FROM sqlite_master WHERE name = ?"
        return [str(empty.conn.execute(sql, (n,)).fetchone()[0]) for n in (*TABLES, *_INDEXES)]
    finally:
        empty.conn.close()


class _Reader:
    """A connection that is opened anew after damage: an encrypted one reads nothing more."""

    def __init__(self, file: Path, passphrase: str | None) -> None:
        self._file, self._passphrase = file, passphrase
        self._db: engine.Database | None = None

    def rows(self, sql: str, *args: Any) -> tuple[list[Row], bool]:
        """The rows up to the first damage, and whether these are all."""
        found: list[Row] = []
        try:
            for row in self._conn().execute(sql, args):
                found.append(row)
        except DAMAGE:
            self.close()
            return found, False
        return found, True

    def close(self) -> None:
        if self._db is not None:
            self._db.conn.close()
            self._db = None

    def _conn(self) -> Any:
        if self._db is None:
            self._db = engine.connect(
                self._file, passphrase=self._passphrase, read_only=True, damaged=True
            )
            self._db.conn.text_factory = lambda raw: raw.decode("utf-8", "replace")
            self._db.conn.execute("PRAGMA cell_size_check = OFF")
        return self._db.conn


def _read(file: Path, passphrase: str | None) -> Rows:
    reader = _Reader(file, passphrase)
    out = Rows()
    try:
        by_rowid, places = _events(reader)
        # What no index tells of and nothing can be read of is no event: a page that says that it
        # has more rows than it has gives its remains as some.
        out.events = [
            row
            for rowid, row in sorted(by_rowid.items())
            if rowid in places or event_of(row) is not None
        ]
        out.unread = _unread(by_rowid, places)
        for table, key, into in (
            ("local", "key", out.local),
            ("quarantine", "event_id, copy", out.quarantine),
        ):
            if not _both_ways(reader, table, key, into):
                out.cut.append(table)
    finally:
        reader.close()
    return out


def _events(reader: _Reader) -> tuple[dict[int, Row], dict[int, list[Row]]]:
    """Rows by their number, and what each index tells of the rows with a number."""
    scan = "SELECT rowid, * FROM event NOT INDEXED ORDER BY rowid"
    rows, whole = reader.rows(scan)
    if not whole:
        rows += reader.rows(f"{scan} DESC")[0]
    places: dict[int, list[Row]] = {}
    for index, columns in _PLACES.items():
        told = _ends(reader, f"SELECT rowid, {columns} FROM event INDEXED BY {index}", columns)
        for row in told:
            places.setdefault(row[0], []).append(row[1:])
    found = _by_number(rows, places)
    wanted = places.keys() - found.keys()
    if not whole and found:
        low, high = min(found), max(found)
        wanted |= set(range(low, min(high, low + _TRIED_ONE_BY_ONE))) - found.keys()
    for rowid in sorted(wanted)[:_TRIED_ONE_BY_ONE]:
        one, _ = reader.rows("SELECT * FROM event NOT INDEXED WHERE rowid = ?", rowid)
        if one:
            found[rowid] = one[0]
    return found, places


def _by_number(rows: Iterable[Row], places: dict[int, list[Row]]) -> dict[int, Row]:
    """Rows by their number; where damage gave several the same one, by what an index tells."""
    groups: dict[int, dict[Row, None]] = {}
    for row in rows:
        groups.setdefault(row[0], {})[row[1:]] = None
    found = {number: next(iter(group)) for number, group in groups.items() if len(group) == 1}
    told = {place: number for number, known in places.items() for place in known}
    for row in (row for group in groups.values() if len(group) > 1 for row in group):
        number = told.get(row[:1])
        if number is None or number in found:
            number = max((*found, *groups)) + 1
        found[number] = row
    return found


def _ends(reader: _Reader, sql: str, columns: str) -> list[Row]:
    rows, whole = reader.rows(f"{sql} ORDER BY {columns}")
    if not whole:
        back = ", ".join(f"{column} DESC" for column in columns.split(", "))
        rows += reader.rows(f"{sql} ORDER BY {back}")[0]
    return rows


def _both_ways(reader: _Reader, table: str, key: str, into: list[Row]) -> bool:
    """Reads a table from both ends; whether from the first one to the last without damage."""
    rows, whole = reader.rows(f"SELECT * FROM {table}")
    if not whole:
        back = ", ".join(f"{column} DESC" for column in key.split(", "))
        rows += reader.rows(f"SELECT * FROM {table} ORDER BY {back}")[0]
    into += dict.fromkeys(rows)
    return whole


def _unread(by_rowid: dict[int, Row], places: dict[int, list[Row]]) -> list[str]:
    """Events that an index tells of and no row does, by id where that is known."""
    read = {(row[0],) for row in by_rowid.values()} | {row[1:4] for row in by_rowid.values()}
    for row in by_rowid.values():
        if (event := event_of(row)) is not None:
            h = event.header
            read |= {(event.event_id,), (h.device, h.scope, h.seq)}
    told: list[str] = []
    for rowid in sorted(places.keys() - by_rowid.keys()):
        if not any(place in read for place in places[rowid]):
            told.append(" ".join(str(part) for part in min(places[rowid], key=len)))
    return told


def _until_damage(rows: Iterable[Row]) -> Iterator[Row]:
    with contextlib.suppress(*DAMAGE):
        yield from rows
