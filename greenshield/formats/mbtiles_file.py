"""An MBTiles file as a database of somebody else's: opened to be read, on a leash.

SQLite itself is told to take no lock and to write nothing (``immutable``), to allow nothing but
plain reading, to hold no value that is no tile, and to give up after a while: a view named
``tiles`` may be any query.
"""

from __future__ import annotations

import math
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from greenshield.domain.errors import SurroundingsError, UnreadableError

MAGIC: Final = b"SQLite format 3\0"
MAX_TILE: Final = 8 << 20  # bytes of one tile; ordinary ones have 5 to 500 kB
MAX_TEXT: Final = 1 << 20  # bytes of one value of the metadata that is looked at
OPENING_S: Final = 20.0  # for all that is asked while a file is opened
PIECE_S: Final = 2.0  # for all the tiles that one piece is put together from
_STEPS = 20_000  # instructions of SQLite between two looks at the clock
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
# What views of real tile sets use. Nothing here opens a file or makes a large value.
_FUNCTIONS = frozenset(
    {"length", "min", "max", "count", "coalesce", "ifnull", "cast", "abs", "typeof", "substr"}
)
_TILE = (
    "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? "
    "AND length(tile_data) <= ? LIMIT 1"
)

Row = tuple[Any, ...]


class OutOfTimeError(Exception):
    """What was to be done within a time took longer."""


class TileFile:
    """The file. Every method may be called from any thread; one at a time is served."""

    def __init__(self, path: Path) -> None:
        """Opens the file.

        Raises:
            UnreadableError: ``file_not_found``, ``mbtiles_damaged``.
            SurroundingsError: ``file_no_permission``.
        """
        self.name = path.name
        self._lock = threading.Lock()
        self._until = math.inf
        _need_file(path)
        try:
            self._db = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
                isolation_level=None,
            )
        except sqlite3.Error as error:
            raise UnreadableError("mbtiles_damaged", file=path.name, reason=str(error)) from error
        self._leash()

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """One deadline for everything that is asked inside: a file may be slow at every question.

        Inside, :meth:`rows` and :meth:`tile` fail once the time is over. One thread at a time.
        """
        self._until = time.monotonic() + seconds
        try:
            yield
        finally:
            self._until = math.inf

    def rows(self, sql: str, *args: object, most: int = 10_000) -> list[Row]:
        """The first ``most`` rows of a query over ``tiles`` or ``metadata``.

        Raises:
            UnreadableError: ``mbtiles_damaged``, ``mbtiles_slow``.
        """
        try:
            return self._ask(sql, args, most)
        except OutOfTimeError as error:
            raise UnreadableError("mbtiles_slow", file=self.name) from error
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            raise UnreadableError("mbtiles_damaged", file=self.name, reason=str(error)) from error

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """The bytes of a tile, its row counted from the south; None where there is none.

        Raises:
            ValueError: it can't be read, or is too large.
            OutOfTimeError: the time of :meth:`within` is over.
        """
        try:
            found = self._ask(_TILE, (zoom, column, row, MAX_TILE), 1)
        except (sqlite3.Error, OverflowError) as error:
            raise ValueError(str(error)) from error
        data = found[0][0] if found else None
        if data is not None and not isinstance(data, bytes):
            raise ValueError("no bytes")
        return data or None

    def names(self) -> set[str]:
        """The tables and views that the file has.

        Raises:
            UnreadableError: ``mbtiles_damaged``: no database, or one that can't be read.
        """
        return {str(name) for (name,) in self.rows("SELECT name FROM sqlite_master")}

    def searches(self) -> bool:
        """Whether a tile is found by an index, not by reading all of them.

        Raises:
            UnreadableError: ``mbtiles_damaged``.
        """
        plan = self.rows(f"EXPLAIN QUERY PLAN {_TILE}", 0, 0, 0, MAX_TILE)
        return all("SCAN" not in str(row[3]) or "INDEX" in str(row[3]) for row in plan)

    def _ask(self, sql: str, args: Sequence[object], most: int) -> list[Row]:
        with self._lock:
            if self._is_late():
                raise OutOfTimeError
            try:
                with closing(self._db.execute(sql, tuple(args))) as cursor:
                    return cursor.fetchmany(most)
            except sqlite3.OperationalError as error:
                if "interrupted" in str(error):
                    raise OutOfTimeError from error
                raise

    def _is_late(self) -> bool:
        return time.monotonic() > self._until

    def _leash(self) -> None:
        db = self._db
        for limit, most in (
            (sqlite3.SQLITE_LIMIT_LENGTH, 2 * MAX_TILE),
            (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
            (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
            (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
        ):
            db.setlimit(limit, most)
        db.text_factory = _text
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "temp_store = MEMORY"):
            db.execute(f"PRAGMA {pragma}")
        db.set_progress_handler(self._is_late, _STEPS)
        db.set_authorizer(_allowed)


def _allowed(action: int, one: str | None, other: str | None, *_: str | None) -> int:
    if action in _ALLOWED:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and (other or one or "").casefold() in _FUNCTIONS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _text(raw: bytes) -> str:
    """Text in whatever encoding its producer wrote."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw[:MAX_TEXT].decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw[:MAX_TEXT].decode("utf-8", "replace")


def _need_file(path: Path) -> None:
    try:
        with path.open("rb") as stream:
            head = stream.read(len(MAGIC))
    except FileNotFoundError as error:
        raise UnreadableError("file_not_found", file=path.name) from error
    except PermissionError as error:
        raise SurroundingsError("file_no_permission", file=path.name) from error
    except OSError as error:
        raise UnreadableError(
            "file_unreadable", file=path.name, reason=error.strerror or str(error)
        ) from error
    if head != MAGIC:
        raise UnreadableError("mbtiles_damaged", file=path.name, reason="file is not a database")
