"""Finds the vector files in what a user names: a file, a folder, a zip, a geodatabase."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from greenshield.domain.errors import UnreadableError
from greenshield.formats import vectors_kind as kinds
from greenshield.formats.vectors_archive import unpack
from greenshield.formats.vectors_kind import kind_of

_MAX_FILES = 20_000
_DEPTH = 2  # a KMZ inside a zip, and no further
_TEXT = ".txt"
SUFFIXES = frozenset({
    *(".shp", ".gpkg", ".geojson", ".json", ".topojson", ".geojsonl", ".geojsons", ".ndjson"),
    *(".seq", ".kml", ".kmz", ".gml", ".gpx", ".dxf", ".fgb", ".tab", ".mif", _TEXT, ".zip"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """One vector file: where it lies, what it is and what people call it."""

    path: Path
    driver: str
    title: str


def sources_of(path: Path, work: Path) -> list[Source]:
    """The vector files that a path stands for, at least one.

    Args:
        path: a file, a folder or a zip, as the user gave it.
        work: an empty folder of ours; zips are unpacked there.

    Raises:
        UnreadableError: none found, or none that can be read (each with its code).
        OSError: no permission.
    """
    if str(path).startswith("/vsi") or not path.exists():
        raise UnreadableError("vector_file_missing", file=str(path))
    if path.is_dir():
        found = _in_folder(path, work, str(path), 0)
        if not found:
            raise UnreadableError("vector_folder_empty", file=str(path))
        return found
    if not path.is_file():
        raise UnreadableError("vector_not_a_file", file=str(path))
    kind = kind_of(path)
    if kind != kinds.ZIP:
        return [Source(path, kind, path.stem)]
    return _in_zip(path, work, str(path), 0)


def is_mere_text(path: Path) -> bool:
    """Whether a file is a text that is no list of points."""
    if path.suffix.casefold() != _TEXT:
        return False
    try:
        return kind_of(path) != kinds.POINTS
    except UnreadableError:
        return True


def _in_zip(archive: Path, work: Path, shown: str, depth: int) -> list[Source]:
    """The vector files in a zip."""
    into = work / f"zip{sum(1 for _ in work.iterdir())}"
    into.mkdir()
    unpack(archive, into, shown)
    if any(into.glob("*.gdbtable")):  # a geodatabase zipped without its folder
        renamed = into.with_suffix(".gdb")
        shutil.move(into, renamed)
        return [Source(renamed, kinds.GEODATABASE, archive.name.split(".")[0])]
    found = _in_folder(into, work, shown, depth)
    if not found:
        tables = any(p.suffix.casefold() == ".dbf" for p in into.rglob("*"))
        code = "vector_is_document" if _is_document(archive) else "vector_archive_empty"
        code = "vector_table_alone" if tables else code
        raise UnreadableError(code, file=shown)
    return found


def _is_document(archive: Path) -> bool:
    """Whether a zip that could be unpacked is a workbook or a text of an office program."""
    with zipfile.ZipFile(archive) as bundle:
        return not {"[Content_Types].xml", "mimetype"}.isdisjoint(bundle.namelist())


def _in_folder(folder: Path, work: Path, shown: str, depth: int) -> list[Source]:
    """The vector files below a folder; what isn't one is passed over, unless it is all there is."""
    if any(folder.glob("a0000000*.gdbtable")):
        if folder.suffix.casefold() != ".gdb":
            link = work / f"{len(list(work.iterdir()))}.gdb"
            shutil.copytree(folder, link)
            return [Source(link, kinds.GEODATABASE, folder.stem)]
        return [Source(folder, kinds.GEODATABASE, folder.stem)]
    found: list[Source] = []
    failures: list[UnreadableError] = []
    entries = sorted(folder.iterdir(), key=lambda p: p.name)
    if len(entries) > _MAX_FILES:
        raise UnreadableError("vector_folder_too_large", file=shown)
    for entry in entries:
        if entry.is_symlink() and not entry.exists():
            continue
        if entry.is_dir() and not entry.is_symlink():
            found += _in_folder(entry, work, shown, depth)
        elif entry.is_file() and entry.suffix.casefold() in SUFFIXES:
            try:
                found += _one(entry, work, depth)
            except UnreadableError as error:
                if entry.suffix.casefold() != _TEXT:  # most are no lists of points
                    failures.append(_named(error, entry, shown))
    if not found and failures:
        raise failures[0]
    return found


def _named(error: UnreadableError, entry: Path, shown: str) -> UnreadableError:
    """With the name that a person knows, where the file lies in what was unpacked."""
    if error.params.get("file") != str(entry) or str(entry).startswith(shown):
        return error
    return UnreadableError(error.code, **error.params | {"file": f"{shown} ({entry.name})"})


def _one(entry: Path, work: Path, depth: int) -> list[Source]:
    kind = kind_of(entry)
    if kind != kinds.ZIP:
        return [Source(entry, kind, entry.stem)]
    return _in_zip(entry, work, entry.name, depth + 1) if depth + 1 < _DEPTH else []
