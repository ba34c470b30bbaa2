"""Tells by a file's own bytes which of the program's readers it is for, whatever its name says."""

from __future__ import annotations

import re
import struct
import zipfile
from pathlib import Path
from typing import Final

from greenshield.domain.errors import GreenShieldError, UnreadableError
from greenshield.formats import sheet_kind, vectors_kind
from greenshield.formats.photos_containers import find
from greenshield.formats.photos_source import ByteSource
from greenshield.formats.tracks_nmea import SENTENCE

SHAPES: Final = "shapes"
SHEET: Final = "sheet"
TRACK: Final = "track"
PHOTO: Final = "photo"
IMAGERY: Final = "imagery"

_HEAD: Final = 65536
_MOST_TAGS: Final = 512
_TIFF: Final = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
# The tags Make and DNGVersion, which a camera writes into a TIFF and no map.
_CAMERA: Final = frozenset((271, 50706))
_GEO: Final = frozenset((33550, 33922, 34264, 34735))
_SQLITE: Final = b"SQLite format 3\x00"
_OFFICE: Final = frozenset(("[Content_Types].xml", "mimetype"))
_TEXTS: Final = frozenset((".csv", ".tsv", ".txt", ".tab", ".dat", ""))


def family_of(path: Path) -> str:
    """Which readers a file is for: ``shapes``, ``sheet``, ``track``, ``photo`` or ``imagery``.

    What the readers refuse is of their family all the same: an encrypted workbook is a sheet, and
    its reader says why it can't be read.

    Args:
        path: a file.

    Raises:
        UnreadableError: of no family, with the code of the reader that comes nearest.
        OSError: it can't be opened.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise UnreadableError("vector_empty_file", file=str(path))
    if head.startswith(_TIFF):
        return PHOTO if _CAMERA & _tags(path, head) else IMAGERY
    if head.startswith(_SQLITE):
        return _of_database(head)
    if head.startswith(sheet_kind.OLE):
        return SHEET
    if head.startswith(b"PK\x03\x04"):
        return SHEET if _is_office(path) else SHAPES
    if _is_photo(path):
        return PHOTO
    if SENTENCE.search(head[:8192]) and not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return TRACK
    return _by_readers(path, head)


def _by_readers(path: Path, head: bytes) -> str:
    """Of the rest, what the reader of shapes knows, else what is a table."""
    try:
        kind = vectors_kind.kind_of(path)
    except UnreadableError as error:
        if error.code == "vector_damaged" or not _is_table(path, head):
            raise
        return SHEET
    if kind == vectors_kind.GPX:
        is_walked = re.search(rb"<(?:\w+:)?(?:trk|rte)\b", head) is not None
        return TRACK if is_walked else SHAPES
    if kind == vectors_kind.KML:
        return TRACK if _is_walked_kml(path) else SHAPES
    return SHAPES


def _tags(path: Path, head: bytes) -> frozenset[int]:
    """The tags of a TIFF's first directory; none where it places the picture on the ground."""
    order = "<" if head.startswith(b"II") else ">"
    if head[2:4] in (b"+\x00", b"\x00+"):  # BigTIFF: no camera writes it
        return frozenset()
    with path.open("rb") as stream:
        stream.seek(struct.unpack_from(f"{order}I", head, 4)[0] if len(head) >= 8 else 0)
        table = stream.read(2 + 12 * _MOST_TAGS)
    count = struct.unpack_from(f"{order}H", table)[0] if len(table) >= 2 else 0
    starts = range(2, min(2 + 12 * count, len(table) - 1), 12)
    tags = frozenset(struct.unpack_from(f"{order}H", table, start)[0] for start in starts)
    return frozenset() if tags & _GEO else tags


def _of_database(head: bytes) -> str:
    """A set of tiles has two tables by these names, a GeoPackage always this one."""
    is_tiles = b"gpkg_contents" not in head and b"tiles" in head and b"metadata" in head
    return IMAGERY if is_tiles else SHAPES


def _is_office(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as bundle:
            return not _OFFICE.isdisjoint(bundle.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        # Of one that is cut off the beginning is there all the same.
        with path.open("rb") as stream:
            return b"[Content_Types].xml" in stream.read(_HEAD)


def _is_photo(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            find(ByteSource(stream))
    except (GreenShieldError, ValueError, OSError):
        return False
    return True


def _is_table(path: Path, head: bytes) -> bool:
    """A text with lines of several values, or a page with a table."""
    try:
        kind = sheet_kind.kind_of(head, path.name)
    except UnreadableError:
        return False
    if kind != "text":
        return True
    return path.suffix.casefold() in _TEXTS and b"\x00" not in head.removeprefix(b"\xff\xfe")[:1]


def _is_walked_kml(path: Path) -> bool:
    """A track with times, or lines and neither points nor polygons."""
    with path.open("rb") as stream:
        data = stream.read(16 << 20)
    if re.search(rb"<(?:\w+:)?(?:Track|MultiTrack)\b", data):
        return True
    has_shapes = re.search(rb"<(?:\w+:)?(?:Polygon|Point)\b", data) is not None
    return not has_shapes and re.search(rb"<(?:\w+:)?LineString\b", data) is not None
