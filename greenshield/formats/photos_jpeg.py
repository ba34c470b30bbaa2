"""Finds EXIF, XMP and the size in a JPEG file (CIPA DC-008, ITU T.81), Fujifilm RAF included."""

from __future__ import annotations

import struct

from greenshield.formats.photos_exif import block_of
from greenshield.formats.photos_source import MAX_BLOCKS, MAX_XMP, ByteSource, Found

_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_MORE_XMP = b"http://ns.adobe.com/xmp/extension/\0"
_MORE_HEAD = len(_MORE_XMP) + 40  # with the digest of the whole, its length, and a place in it
_MAX_SEGMENTS = 4_000
_MAX_GARBAGE = 64 * 1024
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SHOWN = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended and progressive, by Huffman codes
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_OF_PROGRAMS = frozenset({0xEC, 0xED})
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
    runs: list[tuple[int, list[bytes]]] = []
    further: list[tuple[bytes, int, bytes]] = []
    position = start + 2
    for _ in range(_MAX_SEGMENTS):
        position = _next_marker(source, position)
        marker = source.at(position, 4)
        if marker[1:2] == bytes((_SOS,)):
            found.data_at = position + 2
        if len(marker) < 4 or marker[1] in (_EOI, _SOS):
            break
        code = marker[1]
        if code in _BARE:
            position += 2
            continue
        length = int.from_bytes(marker[2:4], "big")
        if code == _APP1:
            _take_app1(source, position + 4, length - 2, found, runs, further)
        elif code in _OF_PROGRAMS and len(found.segments) < MAX_BLOCKS:
            found.segments.append((code, position + 4, length - 2))
        elif code in _SIZES and found.width is None:
            size = source.at(position + 5, 4)
            if len(size) == 4:
                found.height, found.width = struct.unpack(">HH", size)
                found.shown = code in _SHOWN and source.at(position + 4, 1) == b"\x08"
        position += 2 + max(length, 2)
    for begin, pieces in runs[:MAX_BLOCKS]:
        # Offsets into the file hold only where the block lies in it in one piece.
        found.exif.append(block_of(b"".join(pieces), begin if len(pieces) == 1 else None))
    found.more_xmp += _joined(further)
    return found


def _joined(further: list[tuple[bytes, int, bytes]]) -> list[bytes]:
    """Packets that are spread over segments, by their digests; one with a gap is left out."""
    out = []
    for digest in dict.fromkeys(d for d, _, _ in further):
        whole = b""
        for _, place, piece in sorted(p for p in further if p[0] == digest):
            if place == len(whole):
                whole += piece
        out.append(whole)
    return out


def find_raf(source: ByteSource) -> Found:
    """Finds the JPEG inside a Fujifilm raw file, whose header gives its place."""
    place = source.at(84, 8)
    if len(place) < 8:
        return Found("RAF")
    offset, length = struct.unpack(">II", place)
    if source.at(offset, 2) != b"\xff\xd8":
        return Found("RAF")
    found = find_jpeg(source, offset, "RAF")
    found.previews.append((offset, length))
    return found


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


def _take_app1(
    source: ByteSource,
    offset: int,
    length: int,
    found: Found,
    runs: list[tuple[int, list[bytes]]],
    further: list[tuple[bytes, int, bytes]],
) -> None:
    """Takes an XMP packet, or EXIF: a new block, or the next piece of the last one."""
    lead = source.at(offset, min(length, len(_XMP)))
    if lead.startswith(_XMP[:-1]):  # some writers put a blank before the closing zero
        packet = source.at(offset + len(_XMP), length - len(_XMP))
        if not found.xmp:
            found.xmp = packet
        elif len(found.more_xmp) < MAX_BLOCKS:
            found.more_xmp.append(packet)
        return
    if lead == _MORE_XMP[: len(_XMP)]:
        if sum(len(p) for _, _, p in further) < MAX_XMP:
            data = source.at(offset, length)
            place = int.from_bytes(data[_MORE_HEAD - 4 : _MORE_HEAD], "big")
            further.append((data[len(_MORE_XMP) : _MORE_HEAD - 8], place, data[_MORE_HEAD:]))
        return
    # Up to four stray bytes before the mark are known from real cameras.
    mark = lead[:10].lower().find(b"exif\0")
    if mark < 0:
        return
    begin = offset + mark + 6
    data = source.at(begin, length - mark - 6)
    if data[:2] in (b"II", b"MM"):
        runs.append((begin, [data]))
    elif runs:
        runs[-1][1].append(data)
