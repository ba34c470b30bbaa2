"""Writes a small file whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from greenshield.domain.errors import SurroundingsError

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write(file: Path, content: bytes, *, shared: bool = False) -> None:
    """Replace a file in one step, readable by its owner only.

    The content is on the disk before it takes the old file's name, so that after a crash
    either the old or the new content stands there. Folders that are missing are made, for
    the owner only.

    Args:
        file: what to replace.
        content: the whole of it.
        shared: readable, and its folders, by whom the process's umask lets: what a person has
            written out, often into a folder of several people.

    Raises:
        SurroundingsError: ``disk_full``; ``user_file_unwritable``: no permission, not a folder.
    """
    temporary: Path | None = None
    try:
        file.parent.mkdir(mode=0o777 if shared else 0o700, parents=True, exist_ok=True)
        # What is the owner's only is opened so: it is never readable by others.
        name = file.parent / f".{file.name}.{secrets.token_hex(8)}"
        handle = os.open(name, _NEW, 0o666 if shared else 0o600)
        temporary = name
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(file)
        _sync_folder(file.parent)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()
        if error.errno in _FULL:
            raise SurroundingsError("disk_full", file=str(file)) from error
        raise SurroundingsError(
            "user_file_unwritable", file=str(file), reason=error.strerror or str(error)
        ) from error


def _sync_folder(folder: Path) -> None:
    """Put the new name itself on the disk, where the platform can open folders."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
