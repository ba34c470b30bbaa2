"""Reads the tags that a photo's facts need from a TIFF structure, by exifread.

exifread decodes directories and values. What it lacks for files from outside is added here:
a broken tag costs that tag alone, values must lie inside the structure, and the number of
directory entries and the size of a value are bounded, so that no file can hang or fill memory.
"""

from __future__ import annotations

import io
import logging
import struct
from dataclasses import dataclass
from typing import Any, cast

from exifread.core.exif_header import ExifHeader
from exifread.tags.fields import FIELD_DEFINITIONS, FieldType
from exifread.utils import Ratio

from greenshield.formats.photos_layout import Layout, layout_of
from greenshield.formats.photos_source import MAX_XMP, ExifBlock

# exifread reports each odd byte to its logger; what matters of that is told as a code instead.
logging.getLogger("exifread").setLevel(logging.CRITICAL + 1)

MAX_ENTRIES = 1_000
MAX_NUMBERS = 64
MAX_TEXT = 4_096
MAX_SUB_IFDS = 8

WIDTH, HEIGHT, MAKE, MODEL, ORIENTATION = 0x0100, 0x0101, 0x010F, 0x0110, 0x0112
SOFTWARE, DATE_TIME, SUB_IFDS, THUMB_OFFSET, THUMB_LENGTH = 0x0131, 0x0132, 0x014A, 0x0201, 0x0202
SUBFILE, COMPRESSION, PHOTOMETRIC = 0x00FE, 0x0103, 0x0106
STRIP_OFFSET, STRIP_LENGTH, RW2_JPEG = 0x0111, 0x0117, 0x002E
XMP, EXIF_POINTER, GPS_POINTER, DNG_VERSION = 0x02BC, 0x8769, 0x8825, 0xC612
TAKEN, DIGITIZED, OFFSET, OFFSET_TAKEN, OFFSET_DIGITIZED = 0x9003, 0x9004, 0x9010, 0x9011, 0x9012
SUBSEC, SUBSEC_TAKEN, SUBSEC_DIGITIZED = 0x9290, 0x9291, 0x9292
FOCAL, FOCAL_35MM, LENS, EXIF_WIDTH, EXIF_HEIGHT = 0x920A, 0xA405, 0xA434, 0xA002, 0xA003
SERIAL, USER_COMMENT, DESCRIPTION, ARTIST, HOST = 0xA431, 0x9286, 0x010E, 0x013B, 0x013C
PROCESSING_SOFTWARE, IMAGE_HISTORY = 0x000B, 0x9213
GPS_SATELLITES, GPS_STATUS, GPS_METHOD = 8, 9, 27

_TIMES = {TAKEN, DIGITIZED, OFFSET, OFFSET_TAKEN, OFFSET_DIGITIZED}
_TIMES |= {SUBSEC, SUBSEC_TAKEN, SUBSEC_DIGITIZED}
_CAMERA = {FOCAL, FOCAL_35MM, LENS, SERIAL}
_HANDS = {PROCESSING_SOFTWARE, DESCRIPTION, ARTIST, HOST, IMAGE_HISTORY}
_IMAGE = {WIDTH, HEIGHT, MAKE, MODEL, ORIENTATION, SOFTWARE, DATE_TIME, SUB_IFDS}
_IMAGE |= {XMP, EXIF_POINTER, GPS_POINTER, DNG_VERSION}
_PICTURES = {SUBFILE, COMPRESSION, PHOTOMETRIC, STRIP_OFFSET, STRIP_LENGTH}
RW2_BORDERS = (0x0004, 0x0005, 0x0006, 0x0007)  # top, left, bottom, right
_PICTURES |= {THUMB_OFFSET, THUMB_LENGTH, RW2_JPEG}
_WANTED: dict[str, frozenset[int]] = {
    "Image": frozenset({*_IMAGE, *_TIMES, *_CAMERA, *_HANDS, *_PICTURES, *RW2_BORDERS}),
    "EXIF": frozenset(
        _TIMES | _CAMERA | {EXIF_WIDTH, EXIF_HEIGHT, GPS_POINTER, USER_COMMENT, IMAGE_HISTORY}
    ),
    "GPS": frozenset({*range(10), 11, 16, 17, 18, GPS_METHOD, 29, 31}),
    "Thumbnail": frozenset({THUMB_OFFSET, THUMB_LENGTH}),
}
_WANTED |= {f"SubIFD{n}": frozenset({WIDTH, HEIGHT} | _PICTURES) for n in range(MAX_SUB_IFDS)}
# Values that lie where their tag says and are not taken over, however long.
_LONG = {XMP: MAX_XMP, RW2_JPEG: 1 << 26}

# Texts of people and programs: their beginning is enough, and as bytes they are read at once.
_FREE_TEXTS = {
    ("EXIF", USER_COMMENT),
    ("GPS", GPS_METHOD),
    *((name, tag) for name in ("Image", "EXIF") for tag in _HANDS),
}

_BROKEN = (
    ValueError, IndexError, KeyError, TypeError, ArithmeticError, struct.error, MemoryError,
)  # fmt: skip

_WHOLE_NUMBERS = {
    order: {
        (length, signed): struct.Struct(mark + (code.lower() if signed else code))
        for length, code in ((1, "B"), (2, "H"), (4, "I"), (8, "Q"))
        for signed in (False, True)
    }
    for order, mark in (("I", "<"), ("M", ">"))
}
# Types that exifread does not know: text of Exif 3.0, and the wide numbers of BigTIFF.
_UTF_8, _ASCII = 129, FieldType.ASCII
_WIDE = {16: FieldType.LONG, 17: FieldType.SIGNED_LONG, 18: FieldType.LONG}
# By number: what exifread takes a type for, and bytes of one value.
_KINDS = {field.value: (field, FIELD_DEFINITIONS[field][0]) for field in FieldType}
_KINDS |= {_UTF_8: (FieldType.ASCII, 1)} | {kind: (field, 8) for kind, field in _WIDE.items()}
# Numbers of these types and lengths: the code of struct, and how many of them make one value.
_CODES: dict[tuple[int, int], tuple[str, int]] = {
    (FieldType.BYTE, 1): ("B", 1), (FieldType.SIGNED_BYTE, 1): ("b", 1),
    (FieldType.UNDEFINED, 1): ("B", 1), (FieldType.SHORT, 2): ("H", 1),
    (FieldType.SIGNED_SHORT, 2): ("h", 1), (FieldType.LONG, 4): ("I", 1),
    (FieldType.SIGNED_LONG, 4): ("i", 1), (FieldType.IFD, 4): ("I", 1),
    (FieldType.RATIO, 8): ("I", 2), (FieldType.SIGNED_RATIO, 8): ("i", 2),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag's values as exifread decodes them, and where they lie in the structure.

    Attributes:
        values: text, bytes that are no UTF-8, or a list of numbers, ratios and 1-tuples of floats.
        offset: of the first byte.
        length: in bytes.
    """

    values: Any
    offset: int
    length: int


Tags = dict[tuple[str, int], Tag]


class _Header(ExifHeader):
    """exifread's decoder of values, bounded, and tolerant of a broken tag."""

    def __init__(self, block: ExifBlock, layout: Layout) -> None:
        super().__init__(block.stream, layout.order, 0, 0, strict=False)
        self.size = block.size
        self.layout = layout
        self.found: Tags = {}
        self.broken: list[str] = []
        self._numbers = _WHOLE_NUMBERS[layout.order]
        self._mark, self._value_at, self._pointer = layout.mark, layout.value_at, layout.pointer
        # Most blocks are in memory already: a number is then taken where it stands.
        self._bytes = block.stream.getvalue() if isinstance(block.stream, io.BytesIO) else None

    def s2n(self, offset: int, length: int, signed: bool = False) -> int:
        """A whole number at an offset, 0 past the end: as exifread's own, by prepared structs."""
        if self._bytes is not None and offset >= 0:
            if offset + length > len(self._bytes):
                return 0
            return int(self._numbers[length, signed].unpack_from(self._bytes, offset)[0])
        self.file_handle.seek(offset)
        data = self.file_handle.read(length)
        if len(data) != length:
            return 0
        return int(self._numbers[length, signed].unpack(data)[0])

    def _values(self, field: FieldType, size: int, count: int, at: int) -> list[Any]:
        """Values as exifread's own decodes them; whole numbers in memory all at once."""
        code, in_each = _CODES.get((field, size), ("", 0))
        if self._bytes is None or not code or at + count * size > len(self._bytes):
            return list(self._process_field("", count, field, size, at))
        words = struct.unpack_from(f"{self._mark}{count * in_each}{code}", self._bytes, at)
        if in_each == 1:
            return list(words)
        return [Ratio(*pair) for pair in zip(words[::2], words[1::2], strict=True)]

    def _text(self, count: int, at: int) -> str | bytes:
        """Text up to a zero as exifread's own decodes it; bytes where they are no UTF-8."""
        if self._bytes is None:
            return cast("str | bytes", self._process_ascii_field("", "", count, at))
        data = self._bytes[at : at + count].partition(b"\0")[0]
        try:
            return data.decode()
        except UnicodeDecodeError:
            return data

    def directory(self, offset: object, name: str) -> int:
        """Reads one directory; returns the offset of the one that follows it, or 0."""
        if not isinstance(offset, int) or not 0 < offset <= self.size - 2:
            return 0
        layout = self.layout
        width, begin = layout.entry.size, offset + layout.count.size
        count = self.s2n(offset, layout.count.size)
        if count > MAX_ENTRIES:
            self.broken.append(name)
        self.file_handle.seek(begin)
        table = self.file_handle.read(width * min(count, MAX_ENTRIES))
        wanted = _WANTED[name]
        whole = table[: len(table) // width * width]
        for index, (tag, kind, length) in enumerate(layout.entry.iter_unpack(whole)):
            if tag in wanted and (name, tag) not in self.found:
                self._take(begin + width * index, name, tag, kind, length)
        return self.pointed(begin + width * min(count, self.size))

    def pointed(self, at: int) -> int:
        """The offset that stands at a place."""
        return self.s2n(at, self._pointer.size)

    def _take(self, entry: int, name: str, tag: int, kind: int, count: int) -> None:
        """Decodes one tag; one that can't be is noted, and costs no other."""
        try:
            field, size = _KINDS[kind]
            at = entry + self._value_at
            if count * size > self._pointer.size:
                at = self.pointed(at)
            most = _LONG.get(tag) or (MAX_TEXT if field is _ASCII else MAX_NUMBERS)
            if size == 1 and (name, tag) in _FREE_TEXTS:
                count = most = min(count, MAX_TEXT)
            if not size or count > most or at + count * size > self.size:
                raise ValueError(tag)
            if field is _ASCII:
                values: Any = self._text(count, at)
            elif (name, tag) in _FREE_TEXTS:
                self.file_handle.seek(at)
                values = self.file_handle.read(count * size)
            else:
                values = self._values(field, size, count, at)
        except _BROKEN:
            if tag not in _PICTURES:  # where pictures lie is no fact about the photo
                self.broken.append(f"{tag:04X}")
        else:
            self.found[name, tag] = Tag(values, at, count * size)

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
    layout = layout_of(block.stream.read(8))
    if layout is None:
        return {}, []
    header = _Header(block, layout)
    after = header.directory(header.pointed(layout.first), block.role)
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
    if isinstance(value, str):
        return value.strip(" \t\r\n\0")
    if isinstance(value, list):
        if not all(isinstance(v, int) and 0 <= v < 256 for v in value):
            return ""
        value = bytes(value).split(b"\0", 1)[0]
    if isinstance(value, bytes):
        value = decoded(value)
    return str(value).strip(" \t\r\n\0")


def decoded(value: bytes) -> str:
    """Bytes as UTF-8, else as GB 18030, as Chinese devices write, else as Latin-1."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return value.decode(encoding)
        except UnicodeDecodeError:
            continue
    return value.decode("latin-1")


def camera_text(tags: Tags, tag: int) -> str:
    """A text of the Exif directory; some writers put its tags into the first one."""
    return text(tags, "EXIF", tag) or text(tags, "Image", tag)


def coded_text(tags: Tags, directory: str, tag: int) -> str:
    """A text that begins with eight bytes for its character code (Exif 3.0, 4.6.6.1 UserComment).

    Where those are unknown or missing the bytes are read as :func:`text` reads them. The order of
    UTF-16 is guessed as ExifTool does, since writers don't agree on it: the bytes that differ
    more among themselves are the low ones.
    """
    found = tags.get((directory, tag))
    if found is None or not isinstance(found.values, bytes):
        return text(tags, directory, tag)
    return coded_bytes(found.values).strip(" \t\r\n\0")


def coded_bytes(value: bytes) -> str:
    """The text of bytes that begin with a character code, as :func:`coded_text` tells it."""
    code, data = value[:8], value[8:]
    if code == b"UNICODE\0":
        return _utf16(data)
    if code == b"JIS\0\0\0\0\0":
        return data.decode("iso2022_jp", "replace")
    if code not in (b"ASCII\0\0\0", bytes(8)) and (b"\0" not in code or not data.strip(b"\0")):
        data = value  # no code at all
    return decoded(data.split(b"\0", 1)[0])


def _utf16(data: bytes) -> str:
    first, second = len(set(data[::2])), len(set(data[1::2]))
    big = first < second or (first == second and data[::2].count(0) > data[1::2].count(0))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        big, data = data[0] == 0xFE, data[2:]
    found = data.decode("utf-16-be" if big else "utf-16-le", "replace")
    return found.split("\0", 1)[0].strip(" \t\r\n")


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
