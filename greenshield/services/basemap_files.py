"""Basemap files on their way into a project's folder, and out of it.

What writes takes a session and gets its project by ``basemap_hand``.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from greenshield.domain.errors import (
    RefusedError,
    SurroundingsError,
    UnreadableError,
)
from greenshield.formats import basemaps
from greenshield.formats.beside import is_safe
from greenshield.formats.geotiff_file import MAGICS
from greenshield.project.project import Project
from greenshield.services import basemap_book
from greenshield.services.basemap_book import Book
from greenshield.services.basemap_hand import written_by
from greenshield.services.basemap_shelf import levels_folder
from greenshield.services.progress import Progress
from greenshield.services.session import Session

_BLOCK: Final = 4 << 20
_SPARE: Final = 64 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Got:
    """A basemap's id, and whether the project had no such file."""

    id: str
    is_new: bool


def copy(session: Session, book: Book, path: Path, progress: Progress) -> Got:
    """Copies a file into the folder; under another name where one of its name lies there.

    Raises:
        RefusedError: ``mbtiles_in_use``: what another program wrote last is not in it yet.
        SurroundingsError: ``disk_full``, ``file_no_permission``, ``cancelled``.
        UnreadableError: ``file_unreadable``.
    """
    project = written_by(session)
    where = basemap_book.folder(project)
    if path.parent.absolute() == where.absolute():
        return Got(path.name, book.get(path.name) is None)
    need_settled(path)
    size = path.stat().st_size
    name = _clean(path.name)
    for number in range(2, 1000):
        target = where / name
        linked = (entry := book.get(name)) is not None and entry.linked
        if not linked and not target.exists():
            break
        if not linked and _same(path, target, project, progress):
            return Got(name, is_new=False)
        name = f"{Path(_clean(path.name)).stem} ({number}){path.suffix}"
    _write(path, target, size, progress)
    return Got(name, is_new=True)


def link(session: Session, book: Book, path: Path, progress: Progress) -> Got:
    """Gives a file that stays where it is an id; that of a missing one of its name is taken up.

    Raises:
        RefusedError: ``mbtiles_in_use``.
    """
    del progress
    need_settled(path)
    place = path.absolute()
    for key, known in book.places.items():
        if known == place and book.get(key) is not None:
            return Got(key, is_new=False)
    name = _clean(path.name)
    where = basemap_book.folder(written_by(session))
    for number in range(2, 1000):
        entry = book.get(name)
        if entry is not None and entry.linked:
            former = book.places.get(name)
            if former is None or not former.exists():
                return Got(name, is_new=False)
        elif entry is None and not (where / name).exists():
            break
        name = f"{Path(_clean(path.name)).stem} ({number}){path.suffix}"
    return Got(name, is_new=True)


def delete(session: Session, path: Path) -> None:
    """Deletes a copy in the project's folder.

    Raises:
        SurroundingsError: ``file_no_permission``.
    """
    if path.parent.absolute() != basemap_book.folder(written_by(session)).absolute():
        raise RefusedError("basemap_not_ours", file=path.name)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise SurroundingsError("file_no_permission", file=path.name) from error


def make_levels(session: Session, path: Path, progress: Progress) -> int:
    """Makes the levels of detail of a GeoTIFF, in the project's ``derived/``; how many.

    Raises:
        GreenShieldError: as ``geotiff_levels.make``; ``cancelled``.
    """
    folder = levels_folder(written_by(session).layout, path)
    return basemaps.make_levels(path, folder, lambda d, t: progress.step("basemap_levels", d, t))


def is_tiff(path: Path) -> bool:
    """By its first bytes."""
    try:
        with path.open("rb") as stream:
            return stream.read(4) in MAGICS
    except OSError:
        return False


def need_settled(path: Path) -> None:
    """Sees to it that no other program is writing a tile set.

    Raises:
        RefusedError: ``mbtiles_in_use``.
    """
    for ending in ("-wal", "-journal"):
        beside = path.with_name(path.name + ending)
        with contextlib.suppress(OSError):
            if beside.stat().st_size:
                raise RefusedError("mbtiles_in_use", file=path.name, beside=beside.name)


def _clean(name: str) -> str:
    """A name that every system takes, and that is no hidden file."""
    out = "".join("_" if c in '/\\:"<>|?*' or not c.isprintable() else c for c in name)
    return out.lstrip(".")[-200:] or "basemap"


def _write(path: Path, target: Path, size: int, progress: Progress) -> None:
    part = target.with_name(f".{secrets.token_hex(6)}.part")
    try:
        target.parent.mkdir(exist_ok=True)
        if shutil.disk_usage(target.parent).free < size + _SPARE:
            raise SurroundingsError("disk_full", file=target.name)
        with path.open("rb") as source, part.open("xb") as out:
            done = 0
            while block := source.read(_BLOCK):
                out.write(block)
                done += len(block)
                progress.step("basemap_copying", done, size)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    except OSError as error:
        if error.errno in _FULL:
            raise SurroundingsError("disk_full", file=target.name) from error
        if isinstance(error, PermissionError):
            raise SurroundingsError("file_no_permission", file=path.name) from error
        reason = error.strerror or str(error)
        raise UnreadableError("file_unreadable", file=path.name, reason=reason) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _same(one: Path, other: Path, project: Project, progress: Progress) -> bool:
    """Whether two files hold the same bytes."""
    size = one.stat().st_size
    if not is_safe(other, project.layout.locked) or other.stat().st_size != size:
        return False
    done = 0
    with one.open("rb") as left, other.open("rb") as right:
        while block := left.read(_BLOCK):
            if block != right.read(len(block)):
                return False
            done += len(block)
            progress.step("basemap_comparing", done, size)
    return True
