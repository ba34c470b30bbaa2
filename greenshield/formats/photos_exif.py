"""Reads the tags that a photo's facts need from a TIFF structure, by exifread.

exifread decodes directories and values. What it lacks for files from outside is added here:
a broken tag costs that tag alone, values must lie inside the structure, and the number of
directory entries and the size of a value are bounded, so that no file can hang or fill memory.
"""

from __future__ import annotations

import io
import logging
import struct
from typing import Any

from exifread.core.exif_header import ExifHeader
from exifread.core.ifd_tag import IfdTag

from greenshield.formats.photos_source import MAX_XMP, ExifBlock

# exifread reports each odd byte to its logger; what matters of that is told as a code instead.
logging.getLogger("exifread").setLevel(logging.CRITICAL + 1)

MAX_ENTRIES = 1_000
MAX_NUMBERS = 64
MAX_TEXT = 4_096
MAX_SUB_IFDS = 8

WIDTH, HEIGHT, MAKE, MODEL, ORIENTATION = 0x0100, 0x0101, 0x010F, 0x0110, 0x0112
SOFTWARE, DATE_TIME, SUB_IFDS, THUMB_OFFSET, THUMB_LENGTH = 0x0131, 0x0132, 0x014A, 0x0201, 0x0202
XMP, EXIF_POINTER, GPS_POINTER, DNG_VERSION = 0x02BC, 0x8769, 0x8825, 0xC612
TAKEN, DIGITIZED, OFFSET, OFFSET_TAKEN, OFFSET_DIGITIZED = 0x9003, 0x9004, 0x9010, 0x9011, 0x9012
SUBSEC, SUBSEC_TAKEN, SUBSEC_DIGITIZED = 0x9290, 0x9291, 0x9292
FOCAL, FOCAL_35MM, LENS, EXIF_WIDTH, EXIF_HEIGHT = 0x920A, 0xA405, 0xA434, 0xA002, 0xA003

_TIMES = {TAKEN, DIGITIZED, OFFSET, OFFSET_TAKEN, OFFSET_DIGITIZED}
_TIMES |= {SUBSEC, SUBSEC_TAKEN, SUBSEC_DIGITIZED}
_CAMERA = {FOCAL, FOCAL_35MM, LENS}
_IMAGE = {WIDTH, HEIGHT, MAKE, MODEL, ORIENTATION, SOFTWARE, DATE_TIME, SUB_IFDS}
_IMAGE |= {XMP, EXIF_POINTER, GPS_POINTER, DNG_VERSION}
_WANTED: dict[str, frozenset[int]] = {
    "Image": frozenset(_IMAGE | _TIMES | _CAMERA),
    "EXIF": frozenset(_TIMES | _CAMERA | {EXIF_WIDTH, EXIF_HEIGHT, GPS_POINTER}),
    "GPS": frozenset({*range(8), 9, 11, 16, 17, 18, 29, 31}),
    "Thumbnail": frozenset({THUMB_OFFSET, THUMB_LENGTH}),
}
_WANTED |= {f"SubIFD{n}": frozenset({WIDTH, HEIGHT}) for n in range(MAX_SUB_IFDS)}

_TYPE_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_BROKEN = (ValueError, IndexError, TypeError, ArithmeticError, struct.error, MemoryError)

# No table entry: exifread then follows no sub-directory and prints no value.
_NO_ENTRY = ("", None)

Tags = dict[tuple[str, int], IfdTag]


class _TooManyEntriesError(Exception):
    """More directory entries than any camera writes."""


class _Header(ExifHeader):
    """exifread's directory reader, bounded, and tolerant of a broken tag."""

    def __init__(self, block: ExifBlock, endian: str) -> None:
        super().__init__(block.stream, endian, 0, 0, strict=False)
        self.size = block.size
        self.found: Tags = {}
        self.broken: list[str] = []
        self.entries_left = 0

    def _process_tag(
        self,
        ifd: int,
        ifd_name: str,
        tag_entry: object,  # noqa: ARG002 - exifread's signature
        entry: int,
        tag: int,
        tag_name: str,  # noqa: ARG002
        relative: bool,
        stop_tag: str,
    ) -> None:
        self.entries_left -= 1
        if self.entries_left < 0:
            raise _TooManyEntriesError
        if tag not in _WANTED[ifd_name] or (ifd_name, tag) in self.found:
            return
        name = f"{tag:04X}"
        if not self._fits(entry, tag):
            self.broken.append(name)
            return
        try:
            super()._process_tag(ifd, ifd_name, _NO_ENTRY, entry, tag, name, relative, stop_tag)
        except _BROKEN:
            self.broken.append(name)
            return
        value = self.tags.pop(f"{ifd_name} {name}", None)
        if value is not None:
            self.found[ifd_name, tag] = value

    def _fits(self, entry: int, tag: int) -> bool:
        """Whether the value lies whole inside the structure and is of a sane size."""
        kind, count = self.s2n(entry + 2, 2), self.s2n(entry + 4, 4)
        length = count * _TYPE_SIZES.get(kind, 0)
        most = MAX_XMP if tag == XMP else MAX_TEXT if kind == 2 else MAX_NUMBERS
        if count > most:
            return False
        start = entry + 8 if length <= 4 else self.s2n(entry + 8, 4)
        return bool(start + length <= self.size)

    def directory(self, offset: object, name: str) -> int:
        """Reads one directory; returns the offset of the one that follows it, or 0."""
        if not isinstance(offset, int) or not 0 < offset <= self.size - 2:
            return 0
        self.entries_left = MAX_ENTRIES
        try:
            self.dump_ifd(offset, name, tag_dict={})
        except (_TooManyEntriesError, *_BROKEN):
            self.broken.append(name)
            return 0
        return int(self.s2n(offset + 2 + 12 * self.s2n(offset, 2), 4))

    def pointer(self, name: str, tag: int) -> object:
        """The first value of a tag that points to a directory, or None."""
        value = self.found.get((name, tag))
        return value.values[0] if value is not None and value.values else None


def read_tags(block: ExifBlock) -> tuple[Tags, list[str]]:
    """The wanted tags of one structure.

    Args:
        block: where the TIFF structure lies.

    Returns:
        Tags by (directory, number), where a directory is ``Image``, ``EXIF``, ``GPS``,
        ``Thumbnail`` or ``SubIFD0`` …; and the numbers of tags that were unreadable, in hex. Both
        are empty where the block is no TIFF structure.
    """
    block.stream.seek(0)
    order = block.stream.read(2)
    if order not in (b"II", b"MM"):
        return {}, []
    header = _Header(block, "I" if order == b"II" else "M")
    after = header.directory(header.s2n(4, 4), block.role)
    if block.role == "Image":
        _follow(header, after)
    return header.found, header.broken


def _follow(header: _Header, after: int) -> None:
    header.directory(header.pointer("Image", EXIF_POINTER), "EXIF")
    gps = header.pointer("Image", GPS_POINTER) or header.pointer("EXIF", GPS_POINTER)
    header.directory(gps, "GPS")
    header.directory(after, "Thumbnail")
    subs = header.found.get(("Image", SUB_IFDS))
    for number, offset in enumerate(list(subs.values)[:MAX_SUB_IFDS] if subs is not None else ()):
        header.directory(offset, f"SubIFD{number}")


def text(tags: Tags, directory: str, tag: int) -> str:
    """A tag as text, trimmed; empty where it is absent or holds no text.

    Bytes that are not UTF-8 are read as GB 18030, as Chinese devices write, else as Latin-1.
    """
    found = tags.get((directory, tag))
    if found is None:
        return ""
    value: Any = found.values
    if isinstance(value, list):
        if not all(isinstance(v, int) and 0 <= v < 256 for v in value):
            return ""
        value = bytes(value).split(b"\0", 1)[0]
    if isinstance(value, bytes):
        try:
            value = value.decode("gb18030")
        except UnicodeDecodeError:
            value = value.decode("latin-1")
    return str(value).strip(" \t\r\n\0")


def integer(tags: Tags, directory: str, tag: int) -> int | None:
    """A tag's first value as a whole number, or None."""
    found = tags.get((directory, tag))
    if found is None or not isinstance(found.values, list) or not found.values:
        return None
    value = found.values[0]
    return value if isinstance(value, int) else None


def block_of(data: bytes, base: int | None, role: str = "Image") -> ExifBlock:
    """A block from bytes in memory."""
    return ExifBlock(io.BytesIO(data), len(data), base, role)
