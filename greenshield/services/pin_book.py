"""The notes of PINs of this user: hashes, the codes that stand in for them, and their lock."""

from __future__ import annotations

import contextlib
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from greenshield import atomic, paths
from greenshield.domain.errors import SurroundingsError, UnreadableError, UsageError
from greenshield.services import pin_hash

Book = dict[str, dict[str, Any]]
"""Actor's id -> ``pin`` and perhaps ``code``, hashes; ``wrong`` tries, the ``last`` one's time."""

_MAX_BYTES = 1_000_000
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,127}", re.ASCII)
_LONGEST_S, _STEP_S = 60.0, 0.02  # a try takes a tenth of a second


def load(project_id: str) -> Book:
    """The hashes of a project's people here; none where there is no note.

    Raises:
        UnreadableError: ``pins_damaged``.
        SurroundingsError: ``user_file_unreadable``.
    """
    return _read(_file(project_id, "pins"), _is_entry)


def save(project_id: str, book: Book) -> None:
    """Replaces the note.

    Raises:
        SurroundingsError: as ``atomic.write``.
    """
    _write(_file(project_id, "pins"), book)


def code_of(project_id: str, actor_id: str) -> dict[str, Any] | None:
    """The hash of somebody's recovery code from the second note, None where there is none.

    Raises:
        SurroundingsError: ``user_file_unreadable``.
    """
    try:
        return _read(_file(project_id, "pin_codes"), pin_hash.is_hash).get(actor_id)
    except UnreadableError:
        return None


def save_code(project_id: str, actor_id: str, code: dict[str, Any] | None) -> None:
    """Notes the hash of somebody's recovery code; None takes it away.

    Raises:
        SurroundingsError: as ``atomic.write``, and ``user_file_unreadable``.
    """
    file = _file(project_id, "pin_codes")
    try:
        codes = _read(file, pin_hash.is_hash)
    except UnreadableError:
        _put_aside(file)
        codes = {}
    changed = {key: value for key, value in codes.items() if key != actor_id}
    if code is not None:
        changed[actor_id] = code
    if changed != codes:
        _write(file, changed)


def put_aside(project_id: str) -> None:
    """Takes a damaged note out of the way, under a name beside its own; nothing is deleted.

    Raises:
        SurroundingsError: ``user_file_unwritable``.
    """
    _put_aside(_file(project_id, "pins"))


@contextlib.contextmanager
def held(project_id: str) -> Iterator[None]:
    """Nobody else tries or sets a PIN of this project here meanwhile; waits for who does.

    Two programs may have one project open for reading, so its own lock is not enough.

    Raises:
        SurroundingsError: ``user_file_unwritable``: no permission, or held for a minute.
    """
    file = _file(project_id, "pins").with_suffix(".lock")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        stream = file.open("ab", buffering=0)
    except OSError as error:
        raise _unwritable(file, error) from error
    with stream:
        end = time.monotonic() + _LONGEST_S
        while True:
            try:
                _lock(stream)
                break
            except OSError as error:
                if time.monotonic() > end:
                    raise _unwritable(file, error) from error
                time.sleep(_STEP_S)
        yield  # closing the file gives the lock back


def _lock(stream: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _file(project_id: str, folder: str) -> Path:
    """A note's file. The project's id comes from its file: no path until checked."""
    if not _ID.fullmatch(project_id):
        raise UsageError("key_id_malformed", given=project_id[:80])
    return paths.state_dir() / folder / f"{project_id}.json"


def _read(file: Path, is_entry: Any) -> dict[str, dict[str, Any]]:
    try:
        with file.open("rb") as source:
            raw = source.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SurroundingsError(
            "user_file_unreadable", file=str(file), reason=error.strerror or str(error)
        ) from error
    try:
        if len(raw) > _MAX_BYTES:
            raise ValueError(f"> {_MAX_BYTES} bytes")
        book = json.loads(raw)
        if not isinstance(book, dict) or not all(is_entry(e) for e in book.values()):
            raise ValueError("not of this form")
    except (ValueError, RecursionError) as error:
        raise UnreadableError("pins_damaged", file=str(file), reason=str(error)) from error
    return book


def _write(file: Path, book: dict[str, dict[str, Any]]) -> None:
    text = json.dumps(book, indent=1, sort_keys=True) + "\n"
    atomic.write(file, text.encode("ascii"))


def _put_aside(file: Path) -> None:
    try:
        file.replace(file.with_suffix(".damaged"))
    except OSError as error:
        raise _unwritable(file, error) from error


def _unwritable(file: Path, error: OSError) -> SurroundingsError:
    return SurroundingsError(
        "user_file_unwritable", file=str(file), reason=error.strerror or str(error)
    )


def _is_entry(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and pin_hash.is_hash(entry.get("pin"))
        and (entry.get("code") is None or pin_hash.is_hash(entry["code"]))
        and type(entry.get("wrong")) is int
        and isinstance(entry.get("last"), int | float)
    )
