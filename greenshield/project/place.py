"""Whether the file of an open project still lies where it was opened."""

from __future__ import annotations

import contextlib

from greenshield.project.filesystem import file_identity, keeps_file_numbers
from greenshield.project.layout import Layout
from greenshield.project.lock import WriteLock


class Place:
    """Where a database was opened, and what tells it from another that comes there.

    By the system's number of the file. Network drives make such numbers up and may give others
    later, and some systems have none: there the lock's text tells, which is of one opening alone.
    """

    def __init__(self, layout: Layout, lock: WriteLock | None) -> None:
        """Takes down which file lies there now, if any."""
        self._layout, self._lock = layout, lock
        self._file = file_identity(layout.database)
        self._log: tuple[int, int] | None = None

    def is_here(self) -> bool:
        """False where the file that is open was moved, deleted or replaced."""
        if self._file is None:
            return True
        now = file_identity(self._layout.database)
        if now is None:
            return False
        has_number = now[1] != 0
        if now == self._file and has_number:
            return True
        if has_number and keeps_file_numbers(self._layout.folder):
            return False
        return self._lock is None or self._lock.is_ours()

    def is_taken(self) -> bool:
        """Whether another file lies there."""
        return self._layout.database.exists() and not self.is_here()

    def note_log(self) -> None:
        """Takes down which file is the log, once something was written."""
        if self._log is None:
            self._log = file_identity(self._layout.wal)

    def take_log_away(self) -> None:
        """Deletes our log beside another file: whoever opens that one would read it as its own.

        SQLite leaves it there, since it neither deletes nor folds in what is no longer beside
        the file that it opened.
        """
        if self._log is None or file_identity(self._layout.wal) != self._log:
            return
        for file in (self._layout.wal, self._layout.shared_memory):
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)
