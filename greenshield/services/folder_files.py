"""What lies in a folder that a user names: the files to read, and those that are left.

No file is passed over in silence but those that programs put beside others: the parts and
indices of a Shapefile, a camera's side files, what file managers leave behind; and the folders
of projects, whose files are nobody's to import.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar

from greenshield.domain.errors import (
    GreenShieldError,
    Problem,
    SurroundingsError,
    UnreadableError,
    UsageError,
)
from greenshield.project.layout import DATABASE
from greenshield.services.photo_files import clean_name

_Read = TypeVar("_Read")
_MOST_FILES: Final = 20_000
_MOST_NAMED: Final = 20  # in one sentence
_LEFT_BEHIND: Final = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"))
_COMPANIONS: Final = frozenset(
    (".shx", ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".qix", ".fix", ".atx", ".ain", ".aih",
     ".ixs", ".mxs", ".qmd", ".qml", ".sld", ".lyr", ".lyrx", ".gpkg-wal", ".gpkg-shm",
     ".gpkg-journal", ".lock", ".xmp", ".aae", ".thm")
)  # fmt: skip
# These are companions only where the file stands beside them that they belong to.
_PARTS: Final = {
    ".dbf": (".shp",), ".mid": (".mif",), ".dat": (".tab",), ".map": (".tab",), ".id": (".tab",),
    ".ind": (".tab",), ".gfs": (".gml",), ".xsd": (".gml",),
}  # fmt: skip


def is_project(path: Path) -> bool:
    """True for a folder that holds a project, and for the database in one."""
    database = path if path.name == DATABASE else path / DATABASE
    try:
        return database.is_file()
    except OSError:
        return False


def is_companion(path: Path) -> bool:
    """True for a file that only goes with another one, and is not told of where it is left."""
    name, suffix = path.name.casefold(), path.suffix.casefold()
    if name in _LEFT_BEHIND or name.startswith("~$") or suffix in _COMPANIONS:
        return True
    if suffix == ".xml" and path.with_suffix("").is_file():  # boundary.shp.xml
        return True
    if name.endswith(".aux.xml"):
        return True
    mains = _PARTS.get(suffix, ())
    return any(path.with_suffix(c).is_file() for m in mains for c in (m, m.upper()))


def files_in(folder: Path) -> list[Path]:
    """The files below a folder in order of name, companions and hidden ones left out.

    A geodatabase counts as one file. Links to folders are not followed; a folder that is a
    project is passed over, unless it is the very one that is named.

    Raises:
        UnreadableError: ``vector_folder_too_large``.
        SurroundingsError: ``file_no_permission``: a folder that can't be listed.
    """
    found: list[Path] = []
    for file in _walked(folder):
        found.append(file)
        if len(found) > _MOST_FILES:
            raise UnreadableError("vector_folder_too_large", file=str(folder))
    return [file for file in found if not is_companion(file)]


def is_geodatabase(folder: Path) -> bool:
    """True for the folder of a file geodatabase, whatever its name."""
    return any(folder.glob("a0000000*.gdbtable"))


def _walked(folder: Path) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        raise SurroundingsError("file_no_permission", file=str(error.filename or folder))

    for parent, folders, files in os.walk(folder, onerror=refused):
        here = Path(parent)
        inner = sorted(f for f in folders if not f.startswith((".", "__MACOSX", "@eaDir")))
        bases = [here / f for f in inner if is_geodatabase(here / f)]
        folders[:] = [
            f for f in inner if here / f not in bases and not (here / f / DATABASE).is_file()
        ]
        yield from bases
        yield from (here / name for name in sorted(files) if not name.startswith("."))


def left(file: Path) -> Problem:
    """That a file of a folder was not read, since it is of another kind."""
    params = {"name": clean_name(file.name)}
    return Problem("folder_file_not_read", clean_name(str(file)), params=params, fatal=False)


def several(folder: Path, suffixes: frozenset[str], *, empty: str) -> tuple[list[Path], list[Path]]:
    """The files of a folder that may be meant, by their names, and the others.

    Args:
        folder: as the user named it.
        suffixes: of files that may be meant, in small letters.
        empty: the code where no file may be meant.

    Raises:
        UnreadableError: none may be meant.
    """
    everything = files_in(folder)
    maybe = [f for f in everything if f.is_dir() or f.suffix.casefold() in suffixes]
    if not maybe:
        raise UnreadableError(empty, file=str(folder), files=_names(folder, everything))
    return maybe, [file for file in everything if file not in maybe]


def only_one(
    folder: Path, suffixes: frozenset[str], read: Callable[[Path], _Read], *, empty: str,
    many: str = "folder_several",
) -> tuple[Path, _Read, list[Problem]]:  # fmt: skip
    """The one file of a folder that can be read, what was read, and what is left beside it.

    Args:
        folder: as the user named it.
        suffixes: of files that may be meant, in small letters.
        read: reads one, or raises why it can't be.
        empty: the code where no file may be meant.
        many: the code where more than one can be read.

    Raises:
        UnreadableError: none may be meant; the reason of the only one; ``folder_none_readable``.
        UsageError: ``many``: more than one can be read, and which is meant is not said.
    """
    maybe, others = several(folder, suffixes, empty=empty)
    good: list[tuple[Path, _Read]] = []
    failed: dict[Path, GreenShieldError] = {}
    for file in maybe:
        try:
            good.append((file, read(file)))
        except (UnreadableError, UsageError) as error:
            failed[file] = error
        if len(good) > 1:
            files = _names(folder, [f for f in maybe if f not in failed])
            raise UsageError(many, file=str(folder), files=files)
    if not good:
        if len(failed) == 1:
            raise next(iter(failed.values()))
        raise UnreadableError(
            "folder_none_readable", file=str(folder), files=_names(folder, list(failed))
        )
    problems = [
        Problem(error.code, clean_name(str(file)), params=error.params, fatal=False)
        for file, error in failed.items()
    ]
    problems += [left(file) for file in others]
    return *good[0], problems


def _names(folder: Path, files: list[Path]) -> str:
    named = [clean_name(file.relative_to(folder).as_posix()) for file in files[:_MOST_NAMED]]
    more = f" … (+{len(files) - _MOST_NAMED})" if len(files) > _MOST_NAMED else ""
    return ", ".join(named) + more
