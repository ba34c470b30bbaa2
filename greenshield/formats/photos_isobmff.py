"""Boxes of the ISO base media file format (ISO/IEC 14496-12); Canon CR3 files."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from greenshield.formats.photos_exif import block_of
from greenshield.formats.photos_png import tiff_part
from greenshield.formats.photos_source import (
    MAX_BLOCKS,
    ByteSource,
    ExifBlock,
    Found,
)

_MAX_BOXES = 20_000
MAX_META = 16 * 1024 * 1024
_CR3_UUID = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_PREVIEW_UUID = bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16")
_CR3_ROLES = {b"CMT1": "Image", b"CMT2": "EXIF", b"CMT4": "GPS"}
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
_HEIF = {b"mif1", b"msf1", b"mif2", b"miaf", b"jpeg", b"1pic"}
_AVIF = {b"avif", b"avis"}

Box = tuple[bytes, int, int]
"""Kind, first byte of the content, first byte behind it."""


def still_kind(source: ByteSource) -> str:
    """HEIC, HEIF, AVIF, CR3 or "" by the brands in the first box; a video is none of these."""
    lead = source.at(0, 4096)
    if lead[4:8] != b"ftyp":
        return ""
    size = min(int.from_bytes(lead[:4], "big"), len(lead))
    brands = [lead[8:12], *(lead[i : i + 4] for i in range(16, size - 3, 4))]
    for name, known in (("HEIC", _HEIC), ("AVIF", _AVIF), ("CR3", {b"crx "}), ("HEIF", _HEIF)):
        if brands[0] in known:
            compatible = name == "HEIF" and any(b in _AVIF for b in brands)
            return "AVIF" if compatible else name
    return next((n for n, k in (("HEIC", _HEIC), ("AVIF", _AVIF)) if set(brands) & k), "")


def boxes(data: bytes, begin: int, end: int) -> Iterator[Box]:
    """The boxes between two positions of bytes in memory."""
    for _ in range(_MAX_BOXES):
        if end - begin < 8:
            return
        size, kind = struct.unpack_from(">I4s", data, begin)
        skip = 8
        if size == 1 and end - begin >= 16:
            (size,) = struct.unpack_from(">Q", data, begin + 8)
            skip = 16
        stop = end if size == 0 else begin + size
        if stop < begin + skip:
            return
        yield kind, begin + skip, min(stop, end)
        begin = stop


def outer_sizes(source: ByteSource) -> Iterator[tuple[int, int]]:
    """Of each outermost box where it begins and how long it says it is, beyond the end too."""
    begin = 0
    for _ in range(_MAX_BOXES):
        lead = source.at(begin, 16)
        if len(lead) < 8:
            return
        size = int.from_bytes(lead[:4], "big")
        if size == 1 and len(lead) == 16:
            size = int.from_bytes(lead[8:16], "big")
        if size < 8:  # 0 reaches to the end of the file, whatever that is
            return
        yield begin, size
        begin += size


def outer_boxes(source: ByteSource) -> Iterator[Box]:
    """The outermost boxes of the file, by position in the file."""
    begin = 0
    for _ in range(_MAX_BOXES):
        lead = source.at(begin, 16)
        if len(lead) < 8:
            return
        size, kind = struct.unpack_from(">I4s", lead)
        skip = 8
        if size == 1 and len(lead) == 16:
            (size,) = struct.unpack_from(">Q", lead, 8)
            skip = 16
        stop = source.size if size == 0 else begin + size
        if stop < begin + skip:
            return
        yield kind, begin + skip, min(stop, source.size)
        begin = stop


def find_cr3(source: ByteSource) -> Found:
    """Reads the three TIFF structures of a Canon CR3 file: camera, exposure, position."""
    found = Found("CR3")
    for kind, begin, end in outer_boxes(source):
        if kind == b"uuid" and source.at(begin, 16) == _PREVIEW_UUID:
            _take_preview(source, begin + 24, end, found)
        if kind != b"moov" or end - begin > MAX_META:
            continue
        data = source.at(begin, end - begin)
        for inner, at, stop in boxes(data, 0, len(data)):
            if inner == b"uuid" and data[at : at + 16] == _CR3_UUID:
                for name, a, b in boxes(data, at + 16, stop):
                    if name == b"THMB":
                        _take_preview(source, begin + a - 8, begin + b, found)
                    full = len(found.exif) >= MAX_BLOCKS
                    if name in _CR3_ROLES and data[a : a + 2] in (b"II", b"MM") and not full:
                        found.exif.append(block_of(data[a:b], begin + a, _CR3_ROLES[name]))
    return found


def _take_preview(source: ByteSource, begin: int, end: int, found: Found) -> None:
    """Notes the JPEG in a box of a CR3 file, some numbers behind the box's beginning."""
    at = source.at(begin, 48).find(b"\xff\xd8\xff")
    if at >= 0 and len(found.previews) < MAX_BLOCKS:
        found.previews.append((begin + at, end - begin - at))


def exif_item(data: bytes, base: int | None) -> ExifBlock | None:
    """The payload of an Exif item: four bytes say how far behind them the TIFF header lies.

    Writers differ: the count may be 0 with "Exif" following, or with an APP1 marker before it.
    """
    skip = 4 + int.from_bytes(data[:4], "big")
    if data[skip : skip + 2] not in (b"II", b"MM"):
        places = [p for p in (data.find(b"II*\0", 0, 64), data.find(b"MM\0*", 0, 64)) if p >= 0]
        if not places:
            return None
        skip = min(places)
    return tiff_part(data[skip:], None if base is None else base + skip)
