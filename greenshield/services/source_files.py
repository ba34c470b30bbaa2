"""The file that an import came from, as one file to be kept in ``media/`` by its hash.

A file that stands alone is kept as it is. One that lives in several parts (a Shapefile, a
MapInfo table, a GeoPackage with its log, a folder) is kept as a stored zip of what belongs to
it: parts in order of name, times fixed, so that equal parts have one hash on every laptop. The
parts of one file are named ``source`` there, so that a renamed copy is known again.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from greenshield.domain.errors import SurroundingsError, UnreadableError, UsageError
from greenshield.project.layout import Layout
from greenshield.project.media import MediaStore
from greenshield.reports import handover_check, pack_check

# The suffix of the main file -> those of its parts. What desktop programs add beside them
# (spatial indices, styles, their own metadata) changes with every opening and is no part.
_PARTS = {
    ".shp": (".shp", ".shx", ".dbf", ".prj", ".cpg", ".qpj"),
    ".tab": (".tab", ".map", ".dat", ".id", ".ind"),
    ".mif": (".mif", ".mid"),
}
_IN_FOLDERS = frozenset(
    (*(suffix for parts in _PARTS.values() for suffix in parts), ".gpkg", ".gpkg-wal", ".geojson",
     ".json", ".topojson", ".geojsonl", ".geojsons", ".ndjson", ".seq", ".kml", ".kmz", ".gml",
     ".gpx", ".dxf", ".fgb", ".zip")
)  # fmt: skip
_MOST_FILES = 20_000
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What is to be kept of an import's file.

    Attributes:
        name: the file's name as the user knows it.
        sha256: of ``path``.
        size: of ``path``, bytes.
        path: the file itself, or a zip of its parts in a folder that goes when the import ends.
    """

    name: str
    sha256: str
    size: int
    path: Path

    def keep(self, media: MediaStore) -> None:
        """Copies it into the project, unless it is there already.

        Raises:
            UnreadableError: it is not any more what was read (``source_changed``).
            SurroundingsError: no room, no permission.
        """
        if media.find(self.sha256) is None and media.keep(self.path).sha256 != self.sha256:
            raise UnreadableError("source_changed", file=self.name)


@contextlib.contextmanager
def source_of(path: Path, media: MediaStore) -> Iterator[SourceFile]:
    """The file to keep of what a user named; call it once the reader has taken it.

    Args:
        path: a file or folder that is there.
        media: the project's media, which hashes.

    Raises:
        UnreadableError: it can't be read.
        SurroundingsError: no permission, or no room for a zip.
    """
    with tempfile.TemporaryDirectory(prefix="greenshield-", ignore_cleanup_errors=True) as folder:
        try:
            parts = _parts(path)
            single = len(parts) == 1 and next(iter(parts.values())) == path
            file = path if single else _zipped(parts, Path(folder) / "source.zip")
        except OSError as error:
            raise _coded(error, path) from error
        kept = media.refer(file)
        yield SourceFile(path.name, kept.sha256, kept.size, file)


def refuse_own(path: Path, layout: Layout) -> None:
    """Refuses what the program itself wrote: the project's own file, and packs.

    A reader that opens the project here would break its locks: GDAL brings its own SQLite, and
    a second SQLite that closes a file in one process drops the locks of the first. A pack holds
    the files that others were imported from, and would be taken for any one of them.

    Raises:
        UsageError: ``source_is_project``, ``pack_not_imported``.
    """
    try:
        if path.is_dir():
            own = path.resolve() == layout.folder.resolve()  # one around it: folder_files
        else:
            own = path.is_file() and path.samefile(layout.database)
    except OSError:
        return  # the reader says what is wrong with it
    if own:
        raise UsageError("source_is_project", file=path.resolve().name)
    if path.is_file() and (handover_check.is_handover(path) or pack_check.is_pack(path)):
        raise UsageError("pack_not_imported", file=path.name)


def _parts(path: Path) -> dict[str, Path]:
    """Name in the zip -> file."""
    if path.is_dir():
        return _in_folder(path)
    suffix = path.suffix.casefold()
    if suffix == ".gpkg":
        log = path.with_name(path.name + "-wal")
        if log.is_file() and log.stat().st_size:
            return {"source.gpkg": path, "source.gpkg-wal": log}
        return {"": path}
    wanted = _PARTS.get(suffix)
    if wanted is None:
        return {"": path}
    found: dict[str, Path] = {}
    for other in sorted(path.parent.iterdir()):
        name = f"source{other.suffix.casefold()}"
        ours = other.stem.casefold() == path.stem.casefold() and other.is_file()
        # Where two differ in letter case alone, the reader takes the one spelled alike.
        first = name not in found or other.stem == path.stem
        if ours and first and name.removeprefix("source") in wanted:
            found[name] = other
    found[f"source{suffix}"] = path
    return found


def _in_folder(folder: Path) -> dict[str, Path]:
    everything = any(folder.rglob("*.gdbtable"))
    found: dict[str, Path] = {}
    for count, file in enumerate(sorted(folder.rglob("*"))):
        if count > _MOST_FILES:
            raise UnreadableError("vector_folder_too_large", file=folder.name)
        wanted = everything or file.suffix.casefold() in _IN_FOLDERS
        if wanted and file.is_file() and not file.name.endswith(".lock"):
            found[file.relative_to(folder).as_posix()] = file
    return found


def _zipped(parts: dict[str, Path], target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as bundle:
        for name in sorted(parts):
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            with parts[name].open("rb") as stream, bundle.open(info, "w", force_zip64=True) as out:
                while block := stream.read(1 << 20):
                    out.write(block)
    return target


def _coded(error: OSError, path: Path) -> SurroundingsError | UnreadableError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return SurroundingsError("disk_full", file=path.name)
    if error.errno in (errno.EACCES, errno.EPERM):
        return SurroundingsError("file_no_permission", file=path.name)
    reason = error.strerror or os.strerror(error.errno or 0)
    return UnreadableError("file_unreadable", file=path.name, reason=reason)
