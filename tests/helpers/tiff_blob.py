"""Writes TIFF structures byte by byte, with whatever a broken camera might put into them."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

BYTE, ASCII, SHORT, LONG, RATIO, UNDEFINED, SIGNED_RATIO, DOUBLE = 1, 2, 3, 4, 5, 7, 10, 12
EXIF_POINTER, GPS_POINTER = 0x8769, 0x8825
_FORMATS = {BYTE: "B", SHORT: "H", LONG: "I", UNDEFINED: "B", DOUBLE: "d"}

Entries = Mapping[int, tuple[int, Any]]
"""Tag number -> (type, values). Ratios are pairs; text is bytes or str."""


def _packed(order: str, kind: int, values: Any) -> tuple[int, bytes]:
    """Count and bytes of a value."""
    if kind == ASCII:
        raw = values.encode() + b"\0" if isinstance(values, str) else bytes(values)
        return len(raw), raw
    if kind in (RATIO, SIGNED_RATIO):
        code = "II" if kind == RATIO else "ii"
        return len(values), b"".join(struct.pack(order + code, *pair) for pair in values)
    values = list(values) if isinstance(values, (Sequence, bytes)) else [values]
    return len(values), struct.pack(order + _FORMATS[kind] * len(values), *values)


def _directory(order: str, entries: Entries, start: int, following: int = 0) -> bytes:
    """One directory that begins at ``start``, its longer values behind it."""
    head = struct.pack(order + "H", len(entries))
    data = b""
    data_start = start + 2 + 12 * len(entries) + 4
    for tag, (kind, values) in sorted(entries.items()):
        count, raw = _packed(order, kind, values)
        if len(raw) <= 4:
            place = raw.ljust(4, b"\0")
        else:
            place = struct.pack(order + "I", data_start + len(data))
            data += raw + b"\0" * (len(raw) & 1)
        head += struct.pack(order + "HHI", tag, kind, count) + place
    return head + struct.pack(order + "I", following) + data


def tiff(
    image: Entries | None = None,
    exif: Entries | None = None,
    gps: Entries | None = None,
    thumbnail: bytes = b"",
    order: str = "<",
) -> bytes:
    """A TIFF structure with the directories that are given.

    Args:
        image: the first directory.
        exif: the Exif directory.
        gps: the GPS directory.
        thumbnail: a JPEG for the second directory.
        order: "<" little-endian (II), ">" big-endian (MM).
    """
    header = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    first: dict[int, tuple[int, Any]] = dict(image or {})
    for pointer, inner in ((EXIF_POINTER, exif), (GPS_POINTER, gps)):
        if inner is not None:
            first[pointer] = (LONG, [0])
    at = 8 + len(_directory(order, first, 8))
    body = b""
    for pointer, inner in ((EXIF_POINTER, exif), (GPS_POINTER, gps)):
        if inner is not None:
            first[pointer] = (LONG, [at + len(body)])
            body += _directory(order, inner, at + len(body))
    following = 0
    if thumbnail:
        following = at + len(body)
        second = {0x0201: (LONG, [0]), 0x0202: (LONG, [len(thumbnail)])}
        place = following + len(_directory(order, second, following))
        second[0x0201] = (LONG, [place])
        body += _directory(order, second, following) + thumbnail
    return header + _directory(order, first, 8, following) + body


def jpeg(blob: bytes = b"", *, size: tuple[int, int] = (64, 48), xmp: bytes = b"") -> bytes:
    """The frame of a JPEG around EXIF and XMP; it has a size, but no picture data."""
    out = b"\xff\xd8"
    for lead, data in ((b"Exif\0\0", blob), (b"http://ns.adobe.com/xap/1.0/\0", xmp)):
        if data:
            out += b"\xff\xe1" + struct.pack(">H", len(lead) + len(data) + 2) + lead + data
    frame = struct.pack(">BHHB", 8, size[1], size[0], 3) + bytes(9)
    out += b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame
    return out + b"\xff\xda\0\x02\xff\xd9"


def degrees(*parts: tuple[int, int]) -> tuple[int, Any]:
    """A GPS angle of ratios."""
    return RATIO, list(parts)


GOOD_GPS: Entries = {
    1: (ASCII, "N"),
    2: (RATIO, [(43, 1), (30, 1), (18, 1)]),
    3: (ASCII, "E"),
    4: (RATIO, [(126, 1), (15, 1), (36, 1)]),
}
"""43.505° N, 126.26° E."""
