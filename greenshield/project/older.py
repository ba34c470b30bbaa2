"""An older project that is only looked at: an upgraded copy of its database, put away at the end.

Evidence from last year must be verified and shown as it is, from a read-only medium too, so the
file itself is not upgraded for it. Whoever opens the same file at the same time in one process
looks at one copy, which goes with the last of them; what a killed process left goes when the next
copy is made.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from greenshield.domain.errors import SurroundingsError
from greenshield.project import engine
from greenshield.project.layout import Layout
from greenshield.project.lock import WriteLock
from greenshield.project.telling import Step, megabytes, nobody, watched

_PREFIX = "greenshield-older-"
_HELD = "held.lock"  # its holder's death frees it, whatever became of the number in the name
_YOUNG_S = 60.0  # one that is just being made may not be held yet

_Stamp = tuple[int, int, int, int]
_Key = tuple[str, bool, _Stamp, _Stamp]


class _Copy:
    """A database's copy in a folder that nobody else may look into."""

    def __init__(self, layout: Layout, db: engine.Database, step: Step) -> None:
        _sweep()
        self._folder = tempfile.TemporaryDirectory(
            prefix=f"{_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True
        )
        self.shares = 0
        self.database = Path(self._folder.name) / layout.database.name
        self._lock = WriteLock(Path(self._folder.name) / _HELD)
        try:
            with contextlib.suppress(SurroundingsError):  # where nothing is locked, none is swept
                self._lock.acquire(_PREFIX)
            if shutil.disk_usage(self._folder.name).free < layout.database.stat().st_size * 2:
                raise SurroundingsError("disk_full", file=self._folder.name)
            much = megabytes(self.database, layout.database)
            with watched(db.conn, step, "copying_older", much):
                db.conn.execute("VACUUM INTO ?", (str(self.database),))
        except BaseException:
            self.remove()
            raise

    def remove(self) -> None:
        """Gives the lock back, which would keep the folder on Windows, and deletes it."""
        self._lock.release()
        self._folder.cleanup()


_guard = threading.Lock()
_copies: dict[_Key, _Copy] = {}


class Aside:
    """A share in the copy of a database."""

    def __init__(
        self,
        layout: Layout,
        db: engine.Database,
        upgrade: Callable[[Path], None],
        *,
        step: Step = nobody,
        mending: bool = False,
    ) -> None:
        """Copies the database as a connection sees it, encrypted where that one is.

        Args:
            layout: of the project.
            db: open for reading, with the right passphrase.
            upgrade: brings a copy up to date; asked once for each copy.
            step: told how much is copied.
            mending: kept apart from others: it is brought up in another way.

        Raises:
            SurroundingsError: ``disk_full``.
        """
        self._key = _key(layout, mending=mending)
        self._is_out = False
        with _guard:  # who comes meanwhile waits for the same copy
            copy = _copies.get(self._key)
            if copy is None:
                copy = _Copy(layout, db, step)
                try:
                    upgrade(copy.database)
                except BaseException:
                    copy.remove()
                    raise
                _copies[self._key] = copy
            copy.shares += 1
        self.database = copy.database

    def remove(self) -> None:
        """Gives the share back; the last one deletes the copy."""
        with _guard:
            if self._is_out:
                return
            self._is_out = True
            copy = _copies[self._key]
            copy.shares -= 1
            if not copy.shares:
                del _copies[self._key]
                copy.remove()


def _key(layout: Layout, *, mending: bool) -> _Key:
    """The file and what stands in it: once somebody wrote to it, a copy is another's."""
    wal = layout.database.with_name(layout.database.name + "-wal")
    path = str(layout.database.resolve())
    return path, mending, _stamp(layout.database), _stamp(wal)


def _stamp(file: Path) -> _Stamp:
    try:
        found = file.stat()
    except OSError:
        return (0, 0, 0, 0)
    if not found.st_size:  # a reader leaves an empty log
        return (0, 0, 0, 0)
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _sweep() -> None:
    """Deletes the copies of processes that were killed; never in the way of what is to be done."""
    now = time.time()
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            found = folder.lstat()
            is_ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
            if not is_ours or folder.is_symlink() or now - found.st_mtime < _YOUNG_S:
                continue
            lock = WriteLock(folder / _HELD)
            lock.acquire(_PREFIX)
            lock.release()
        except (OSError, SurroundingsError):
            continue  # held, or not to be touched
        shutil.rmtree(folder, ignore_errors=True)
