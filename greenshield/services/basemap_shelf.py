"""Basemaps that are kept open between two pieces, a few at a time."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from greenshield.domain.errors import SurroundingsError, UnreadableError
from greenshield.formats.basemaps import Basemap, open_basemap
from greenshield.formats.beside import need_other
from greenshield.project.layout import Layout
from greenshield.project.project import Project
from greenshield.services.basemap_book import Entry

_MOST: Final = 12
_FRESH_S: Final = 1.5


@dataclass(frozen=True, slots=True)
class Opened:
    """What tells one opening of a file from another of what stands there later."""

    path: Path
    size: int
    mtime_ns: int
    crs: str
    datum: str
    levels: int


class Shelf:
    """Open basemaps by file. Any thread may ask; files are closed when others push them out."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: OrderedDict[Opened, Basemap] = OrderedDict()
        self._since: dict[Opened, float] = {}

    def get(self, project: Project, path: Path, entry: Entry) -> Basemap:
        """An open basemap.

        Raises:
            GreenShieldError: as ``open_basemap``; ``basemap_is_project``; ``file_not_found``.
        """
        need_other_file(project.layout, path)
        levels = levels_folder(project.layout, path)
        key = _key(path, entry, levels)
        with self._lock:
            found = self._open.get(key)
            if found is None:
                found = open_basemap(
                    path,
                    crs=entry.crs,
                    datum=entry.datum,
                    levels=levels,
                    own=project.layout.locked,
                )
                self._open[key], self._since[key] = found, time.monotonic()
                self._drop(path, but=key)
                while len(self._open) > _MOST:
                    self._close(next(iter(self._open)))
            self._open.move_to_end(key)
            return found

    def close(self, path: Path | None = None) -> None:
        """Closes what is open of a file, or everything."""
        with self._lock:
            self._drop(path)

    def doubt(self, path: Path) -> None:
        """Closes what could not be read in part, so that the next piece opens the file anew.

        A drive that was pulled out and put back is read again only so. What was opened just now
        stays open: a file with spoilt parts would be opened for each of them.
        """
        lately = time.monotonic() - _FRESH_S
        with self._lock:
            for key in [k for k in self._open if k.path == path and self._since[k] < lately]:
                self._close(key)

    def _drop(self, path: Path | None, but: Opened | None = None) -> None:
        for key in [k for k in self._open if path in (None, k.path) and k != but]:
            self._close(key)

    def _close(self, key: Opened) -> None:
        del self._since[key]
        self._open.pop(key).close()


def levels_folder(layout: Layout, path: Path) -> Path:
    """Where levels made for a file lie; another folder where the file was changed.

    Raises:
        UnreadableError: ``file_not_found``, ``file_unreadable``.
        SurroundingsError: ``file_no_permission``.
    """
    try:
        told = path.stat()
    except FileNotFoundError as error:
        raise UnreadableError("file_not_found", file=path.name) from error
    except PermissionError as error:
        raise SurroundingsError("file_no_permission", file=path.name) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableError("file_unreadable", file=path.name, reason=reason) from error
    word = f"{path.name}\0{told.st_size}\0{told.st_mtime_ns}"
    return layout.derived / "basemaps" / hashlib.sha256(word.encode()).hexdigest()[:24]


def need_other_file(layout: Layout, path: Path) -> None:
    """Sees to it that a file is none of the project's own, as ``beside.need_other``.

    Raises:
        RefusedError: ``basemap_is_project``.
    """
    need_other(path, layout.locked)


def _key(path: Path, entry: Entry, levels: Path) -> Opened:
    told = path.stat()
    count = sum(1 for _ in levels.glob("*.tif")) if levels.is_dir() else 0
    return Opened(path, told.st_size, told.st_mtime_ns, entry.crs, entry.datum, count)
