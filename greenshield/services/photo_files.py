"""Which files an import of photos takes: those named, and what lies in the folders named."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from greenshield.domain.errors import Problem

IMAGE_SUFFIXES = frozenset(
    (".jpg", ".jpeg", ".jpe", ".heic", ".heif", ".hif", ".avif", ".png", ".webp", ".tif", ".tiff",
     ".dng", ".gif", ".bmp", ".cr2", ".cr3", ".nef", ".arw", ".orf", ".raf", ".rw2")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a photo.

    Attributes:
        path: where it is.
        shown: what messages call it: as it was named, or below the folder that was named.
        claimed: named by the user, or by its ending a picture, so that it is refused where it
            can't be read. What else lies in a folder (notes, videos, tables) is only told of.
        size: bytes when it was listed; -1 where that could not be told.
        root: the folder that was named, or that holds the file that was.
    """

    path: Path
    shown: str
    claimed: bool
    size: int
    root: Path

    @property
    def name(self) -> str:
        """The file's own name as clean text."""
        return clean_name(self.path.name)


def clean_name(name: str) -> str:
    """A file name as text that can be stored; bytes that are no UTF-8 are tried as GB 18030."""
    raw = name.encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def candidates(paths: Iterable[Path], problems: list[Problem]) -> list[Candidate]:
    """The files to try, each once, in order of name: a copy after the name it was made of.

    Hidden files and folders inside a folder are left out; links to folders are not followed, nor
    those to what is no file, or has no size: the system's own may be read without end.

    Args:
        paths: files and folders as named.
        problems: gets folders that can't be listed.
    """
    found: dict[Path, Candidate] = {}
    for path in sorted(paths, key=lambda p: (str(p.parent), *_plain_first(p.name))):
        for file, claimed in _listed(path, problems):
            key = Path(os.path.abspath(file))  # noqa: PTH100 - keeps links as they are
            if key not in found:
                root = path if file is not path else path.parent
                found[key] = Candidate(file, clean_name(str(file)), claimed, _size(file), root)
    return list(found.values())


def _listed(path: Path, problems: list[Problem]) -> Iterator[tuple[Path, bool]]:
    if path.is_dir():
        yield from _walk(path, problems)
    elif _is_plain(path):
        yield path, True
    else:
        problems.append(_no_image(path))


def _walk(folder: Path, problems: list[Problem]) -> Iterator[tuple[Path, bool]]:
    def refused(error: OSError) -> None:
        shown = clean_name(str(error.filename or folder))
        problems.append(
            Problem("photo_folder_unreadable", shown, params={"reason": error.strerror or "?"})
        )

    for parent, folders, files in os.walk(folder, onerror=refused):
        folders[:] = sorted(f for f in folders if not _hidden(f))
        for name in sorted(files, key=_plain_first):
            path = Path(parent) / name
            if _hidden(name):
                continue
            claimed = path.suffix.casefold() in IMAGE_SUFFIXES
            if path.is_symlink() and _is_endless(path):
                problems += [_no_image(path)] if claimed else []
            elif _is_plain(path):
                yield path, claimed


def _no_image(path: Path) -> Problem:
    params = {"file": clean_name(path.name)}
    return Problem("photo_not_an_image", clean_name(str(path)), params=params)


def _plain_first(name: str) -> tuple[str, str]:
    """An order by name in which ``a.jpg`` stands before its copy ``a (1).jpg``."""
    path = Path(name)
    return path.stem, path.suffix


def _hidden(name: str) -> bool:
    return name.startswith((".", "@eaDir", "__MACOSX"))


def _is_plain(path: Path) -> bool:
    """False for pipes, sockets and devices, which would be waited for without end."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True


def _is_endless(path: Path) -> bool:
    """True where a link leads to what may be read without end: no file, or a system's own.

    Those that a system makes as they are read (``/proc``) are regular files of no size.
    """
    return not _is_plain(path) or _size(path) == 0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
