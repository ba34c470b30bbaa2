"""The one place that opens a project's database.

SQLite comes from sqlcipher3, not from the machine (3.40 has a WAL-reset bug; and it is what
encrypts). fiona and GDAL never open this file in our process: they carry another SQLite, and
two of them on one file drop each other's locks.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlcipher3 import dbapi2

# sqlite-utils knows the errors of the standard library's and pysqlite3's modules only, so it
# must find ours under that name when it is first imported.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

from sqlite_utils import Database  # noqa: E402

from greenshield.domain.errors import (  # noqa: E402
    GreenShieldError,
    SurroundingsError,
    UnreadableError,
)
from greenshield.geo import codec  # noqa: E402
from greenshield.project import file_key  # noqa: E402
from greenshield.project.filesystem import keeps_shared_memory  # noqa: E402

__all__ = ["Database", "connect", "memory", "translate", "translated"]

PLAIN_HEADER = b"SQLite format 3\0"
SMALLEST = 512  # the smallest page of an SQLite file
BUSY_MS = 5000


def connect(
    path: Path,
    *,
    passphrase: str | None = None,
    read_only: bool = False,
    create: bool = False,
    untouched: bool = False,
    damaged: bool = False,
    salt: bytes = b"",
) -> Database:
    """Opens a project's database.

    Args:
        path: the file.
        passphrase: for an encrypted project.
        read_only: refuses every write by this connection.
        create: makes the file; without it an absent or empty one is refused.
        untouched: with ``read_only``, leaves no file beside one that nobody has open.
        damaged: reads past what is damaged in the schema.
        salt: with ``create`` and a passphrase, the 16 bytes that the key is made with.

    Raises:
        UnreadableError: no database, a wrong or missing passphrase.
        SurroundingsError: locked, no permission, disk full.
    """
    if not create and (not path.is_file() or path.stat().st_size < SMALLEST):
        raise UnreadableError("project_not_database", file=path.name)
    encrypted = not create and not _is_plain(path)
    if encrypted and passphrase is None:
        raise UnreadableError("passphrase_needed_or_damaged", file=path.name)
    if passphrase == "":
        raise UnreadableError("passphrase_wrong", file=path.name)
    with translated(path):
        mode = "ro" if read_only else "rwc" if create else "rw"
        if read_only and (_is_sealed(path) or (untouched and not _wal(path).exists())):
            mode = "ro&immutable=1"
        connection = dbapi2.connect(
            f"{path.resolve().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MS / 1000,
        )
    try:
        with translated(path):
            if passphrase is not None and (encrypted or create):
                connection.execute(file_key.pragma(path, passphrase, salt))
            if damaged:
                connection.execute("PRAGMA writable_schema = ON")
            _set_up(connection, path, encrypted=encrypted, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return Database(connection, execute_plugins=False)


def _is_sealed(path: Path) -> bool:
    """True on a read-only medium, or in a folder where we may not write and nobody else does.

    There SQLite can't make the shared memory that it wants beside a file in WAL mode, and is
    told that the file does not change. While somebody writes, his ``-wal`` is there.
    """
    return not os.access(path.parent, os.W_OK) and not _wal(path).exists()


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def memory() -> Database:
    """An empty database in memory, with the same functions."""
    connection = dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False)
    _define_functions(connection)
    return Database(connection, execute_plugins=False)


def _set_up(connection: Any, path: Path, *, encrypted: bool, read_only: bool) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        if "not a database" in str(error) or "decrypt" in str(error) or "HMAC" in str(error):
            code = "passphrase_wrong" if encrypted else "project_not_database"
            raise UnreadableError(code, file=path.name) from error
        raise
    _define_functions(connection)
    if not read_only:
        journal = "WAL" if keeps_shared_memory(path.parent) else "DELETE"
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_autocheckpoint = 4000")
        # What is deleted or redacted is overwritten, so that free space holds no content.
        connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA cache_size = -64000")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cell_size_check = ON")


def _define_functions(connection: Any) -> None:
    """The functions that the GeoPackage R-tree triggers call (12-128r17, annex F.3)."""
    for index, name in enumerate(("ST_MinX", "ST_MinY", "ST_MaxX", "ST_MaxY")):
        connection.create_function(name, 1, _side(index), deterministic=True)
    connection.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)


# One trigger asks for the four sides and the emptiness of the same geometry, one after the other.
_box = lru_cache(maxsize=16)(codec.envelope)


def _side(index: int) -> Any:
    def side(blob: bytes | None) -> float | None:
        box = _box(blob) if blob is not None else None
        return None if box is None else box[index]

    return side


def _is_empty(blob: bytes | None) -> int | None:
    return None if blob is None else int(_box(blob) is None)


def keeps_in_clear(path: Path) -> bool:
    """True where a database has no passphrase, so that its content may be kept beside it in clear.

    False where that can't be said.
    """
    try:
        return _is_plain(path)
    except (OSError, SurroundingsError):
        return False


def _is_plain(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(16) == PLAIN_HEADER
    except PermissionError as error:
        raise SurroundingsError("file_no_permission", file=path.name) from error


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turns the database's own errors into ours, with what to do next."""
    try:
        yield
    except GreenShieldError:
        raise
    except dbapi2.DatabaseError as error:
        raise translate(error, path) from error
    except UnicodeDecodeError as error:  # the database's own words, from a damaged schema
        raise UnreadableError("project_damaged", file=path.name, reason=str(error)) from error
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise SurroundingsError("file_no_permission", file=path.name) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise SurroundingsError("disk_full", file=path.name) from error
        raise


def translate(error: Exception, path: Path) -> GreenShieldError:
    """Our error for one of the database's."""
    words = str(error).lower()
    if "disk is full" in words or "disk i/o error" in words:
        return SurroundingsError("disk_full", file=path.name)
    if "locked" in words or "busy" in words:
        return SurroundingsError("project_locked", file=path.name, holder="")
    if "readonly" in words or "unable to open" in words:
        return SurroundingsError("file_no_permission", file=path.name)
    if "malformed" in words or "not a database" in words:
        return UnreadableError("project_damaged", file=path.name, reason=str(error))
    return UnreadableError("project_database_error", file=path.name, reason=str(error))
