"""Finds EXIF, XMP and the size in a JPEG file (CIPA DC-008, ITU T.81), Fujifilm RAF included."""

from __future__ import annotations

import struct

from greenshield.formats.photos_exif import block_of
from greenshield.formats.photos_source import MAX_EXIF, ByteSource, ExifBlock, Found

_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_MAX_SEGMENTS = 4_000
_MAX_GARBAGE = 64 * 1024
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_EOI, _SOS, _APP1 = 0xD9, 0xDA, 0xE1


def find_jpeg(source: ByteSource, start: int = 0, file_type: str = "JPEG") -> Found:
    """Walks the segments up to the picture data.

    Garbage between segments is stepped over, as ExifTool does. EXIF that is spread over several
    segments is joined.

    Args:
        source: the file.
        start: where the JPEG begins, for one inside another file.
        file_type: what the outer file is.

    Returns:
        What was found; the first EXIF segment comes first.
    """
    found = Found(file_type)
    position = start + 2
    for _ in range(_MAX_SEGMENTS):
        position = _next_marker(source, position)
        marker = source.at(position, 4)
        if len(marker) < 4 or marker[1] in (_EOI, _SOS):
            break
        code = marker[1]
        if code in _BARE:
            position += 2
            continue
        length = int.from_bytes(marker[2:4], "big")
        if code == _APP1:
            _take_app1(source, position + 4, length - 2, found)
        elif code in _SIZES and found.width is None:
            size = source.at(position + 5, 4)
            if len(size) == 4:
                found.height, found.width = struct.unpack(">HH", size)
        position += 2 + max(length, 2)
    return found


def find_raf(source: ByteSource) -> Found:
    """Finds the JPEG inside a Fujifilm raw file, whose header gives its place."""
    place = source.at(84, 8)
    if len(place) < 8:
        return Found("RAF")
    offset, _ = struct.unpack(">II", place)
    if source.at(offset, 2) != b"\xff\xd8":
        return Found("RAF")
    return find_jpeg(source, offset, "RAF")


def _next_marker(source: ByteSource, position: int) -> int:
    """The position of the next 0xFF that begins a marker, skipping fill bytes and garbage."""
    here = source.at(position, 2)
    if len(here) == 2 and here[0] == 0xFF and here[1] not in (0x00, 0xFF):
        return position
    window = source.at(position, _MAX_GARBAGE)
    at = window.find(b"\xff")
    while 0 <= at < len(window) - 1:
        if window[at + 1] not in (0x00, 0xFF):
            return position + at
        at = window.find(b"\xff", at + 1)
    return source.size


def _take_app1(source: ByteSource, offset: int, length: int, found: Found) -> None:
    lead = source.at(offset, min(length, len(_XMP)))
    if lead == _XMP:
        if not found.xmp:
            found.xmp = source.at(offset + len(_XMP), length - len(_XMP))
        return
    # Up to four stray bytes before the mark are known from real cameras.
    mark = lead[:10].lower().find(b"exif\0")
    if mark < 0:
        return
    begin = offset + mark + 6
    data = source.at(begin, length - mark - 6)
    if data[:2] in (b"II", b"MM"):
        found.exif.append(block_of(data, begin))
    elif found.exif and found.exif[-1].size + len(data) <= MAX_EXIF:
        found.exif[-1] = _joined(found.exif[-1], data)


def _joined(block: ExifBlock, more: bytes) -> ExifBlock:
    block.stream.seek(0)
    return block_of(block.stream.read() + more, None)
