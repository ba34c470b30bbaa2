"""Basemaps, and the files that lie beside them, judged before they are opened.

Opening and closing one of the project's own files, under whatever name, drops the POSIX locks that
this process holds on it, and with them the safety of its writes. A folder from somebody else may
hold such a name. So what lies beside is judged by the file system first: no symbolic link, nothing
but a regular file, and none that is one of the project's own by another name.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from greenshield.domain.errors import RefusedError


def is_safe(path: Path, own: Iterable[Path]) -> bool:
    """Whether a file may be opened unasked.

    Args:
        path: of what lies beside a basemap.
        own: the project's own files, there or not.
    """
    try:
        told = path.lstat()
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(told.st_mode) and _who(told) not in _all(own)


def need_other(path: Path, own: Iterable[Path]) -> None:
    """Sees to it that a file is none of the project's own, before it is opened.

    Raises:
        RefusedError: ``basemap_is_project``.
    """
    try:
        same = _who(path.stat()) in _all(own)
    except (OSError, ValueError):
        return  # whoever opens it says what is wrong with it
    if same:
        raise RefusedError("basemap_is_project", file=path.name)


def opened_beside(path: Path, own: Iterable[Path]) -> BinaryIO:
    """A file that lies beside a basemap, open for reading.

    Raises:
        OSError: it is not there, can't be read, or may not be opened unasked.
    """
    if not is_safe(path, own):
        raise FileNotFoundError(str(path))
    # A link that was put there meanwhile is not followed, a pipe not waited for.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    return os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb")


def _all(own: Iterable[Path]) -> set[tuple[int, int]]:
    found = set()
    for path in own:
        try:
            found.add(_who(path.stat()))
        except OSError:
            continue
    return found


def _who(told: os.stat_result) -> tuple[int, int]:
    return told.st_dev, told.st_ino
