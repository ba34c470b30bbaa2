"""One process writes: an operating-system lock that its holder's death frees."""

from __future__ import annotations

import errno
import json
import os
import secrets
import socket
import sys
from pathlib import Path
from typing import IO

from greenshield.domain.errors import SurroundingsError

# The lock lies on a byte far behind the text, so that others may read who holds it
# (on Windows a locked range can't be read).
_LOCK_AT = 1 << 30


class WriteLock:
    """The lock on ``project.lock``. Its text says who holds it.

    Attributes:
        left_behind: True where the last holder died without giving it back.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: IO[bytes] | None = None
        self._text = b""
        self.left_behind = False

    def acquire(self, who: str) -> None:
        """Takes the lock.

        Raises:
            SurroundingsError: another process holds it (``project_locked``), or the folder
                can't be written (``file_no_permission``, ``disk_full``).
        """
        try:
            mode = "r+b" if self._path.exists() else "w+b"
            stream = self._path.open(mode, buffering=0)  # a full disk is told at once
        except OSError as error:
            raise SurroundingsError("file_no_permission", file=self._path.name) from error
        try:
            _lock(stream)
        except OSError as error:
            stream.close()
            holder = self.holder()
            raise SurroundingsError(
                "project_locked", file=self._path.parent.name, holder=holder
            ) from error
        text = {
            "who": who, "pid": os.getpid(), "host": socket.gethostname(),
            "opening": secrets.token_hex(8),
        }  # fmt: skip
        self._text = json.dumps(text, ensure_ascii=False).encode("utf-8")
        try:
            # A clean close empties the file, so a text means that its writer died.
            self.left_behind = bool(stream.read(1))
            stream.seek(0)
            stream.truncate()
            stream.write(self._text)
        except OSError as error:
            stream.close()
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            code = "disk_full" if full else "file_no_permission"
            raise SurroundingsError(code, file=self._path.name) from error
        self._stream = stream

    def is_ours(self) -> bool:
        """Whether the lock that lies there now is the one that was taken here."""
        try:
            return self._stream is not None and self._path.read_bytes() == self._text
        except OSError:
            return False

    def holder(self) -> str:
        """Who the lock's text names, "" where it can't be read."""
        try:
            raw = json.loads(self._path.read_text("utf-8"))
            return f"{raw['who']} ({raw['host']}, {raw['pid']})"
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def release(self) -> None:
        """Gives the lock back; the file stays, for a lock on a deleted file locks nobody."""
        if self._stream is not None:
            self._stream.truncate(0)
            self._stream.close()
            self._stream = None


def _lock(stream: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        stream.seek(_LOCK_AT)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
