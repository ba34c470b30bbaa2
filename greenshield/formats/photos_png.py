"""Finds EXIF and XMP in PNG (eXIf, raw profiles of ImageMagick, iTXt), WebP and GIF files."""

from __future__ import annotations

import struct
import zlib
from binascii import Error as HexError
from binascii import unhexlify

from greenshield.formats.photos_exif import block_of
from greenshield.formats.photos_source import (
    MAX_BLOCKS,
    MAX_EXIF,
    MAX_XMP,
    ByteSource,
    ExifBlock,
    Found,
)

_MAX_CHUNKS = 100_000
_XMP_KEY = b"XML:com.adobe.xmp"
_PROFILE = b"Raw profile type "
_PROFILES = (b"exif", b"APP1", b"xmp")
_GIF_XMP = b"XMP DataXMP"


def tiff_part(data: bytes, base: int | None) -> ExifBlock | None:
    """A block from bytes that begin with a TIFF header, or with "Exif" before it."""
    skip = 6 if data[:4].lower() == b"exif" else 0
    if data[skip : skip + 2] not in (b"II", b"MM"):
        return None
    return block_of(data[skip:], None if base is None else base + skip)


def find_png(source: ByteSource) -> Found:
    """Walks the chunks of a PNG file (ISO/IEC 15948), those after the picture data too."""
    found = Found("PNG")
    profiles: list[ExifBlock] = []
    texts = MAX_BLOCKS
    position = 8
    for _ in range(_MAX_CHUNKS):
        lead = source.at(position, 8)
        if len(lead) < 8:
            break
        length, kind = struct.unpack(">I4s", lead)
        if kind == b"IEND":
            found.data_at = position
            break
        begin = position + 8
        if kind == b"IHDR":
            size = source.at(begin, 8)
            if len(size) == 8:
                found.width, found.height = struct.unpack(">II", size)
        elif kind == b"eXIf" and length <= MAX_EXIF and len(found.exif) < MAX_BLOCKS:
            block = tiff_part(source.at(begin, length), begin)
            found.exif += [block] if block else []
        elif kind in (b"tEXt", b"zTXt", b"iTXt") and length <= MAX_EXIF and texts:
            texts -= _take_text(kind, source.at(begin, length), found, profiles)
        position = begin + length + 4
    found.exif += profiles
    return found


def _take_text(kind: bytes, data: bytes, found: Found, profiles: list[ExifBlock]) -> bool:
    """Takes XMP or a profile from a text chunk; says whether it was one, and cost its unpacking."""
    key, _, rest = data.partition(b"\0")
    if key == _XMP_KEY:
        found.xmp = found.xmp or _body(kind, rest, MAX_XMP)[:MAX_XMP]
    elif key.startswith(_PROFILE) and key[len(_PROFILE) :] in _PROFILES:
        data = _raw_profile(_body(kind, rest, 2 * MAX_EXIF))
        block = tiff_part(data, None)
        profiles += [block] if block else []
        if block is None:
            found.xmp = found.xmp or data[max(data.find(b"<"), 0) :][:MAX_XMP]
    else:
        return False
    return True


def _body(kind: bytes, rest: bytes, most: int) -> bytes:
    """What a text chunk holds behind its key, unpacked to at most ``most`` bytes."""
    if kind == b"zTXt":
        return _unzip(rest[1:], most)
    if kind == b"iTXt":
        body = rest[2:].split(b"\0", 2)[-1]
        return _unzip(body, most) if rest[:1] == b"\x01" else body
    return rest


def _unzip(data: bytes, most: int) -> bytes:
    """Inflates at most ``most`` bytes; what comes before damage is kept."""
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        return b""


def _raw_profile(data: bytes) -> bytes:
    """ImageMagick's text form: a line with the name, one with the length, then hex digits."""
    parts = data.strip().split(b"\n", 2)
    if len(parts) < 3:
        return b""
    try:
        # Behind the digits other bytes may stand.
        return unhexlify(b"".join(parts[2].split())[: 2 * min(int(parts[1]), MAX_EXIF)])
    except (HexError, ValueError):
        return b""


def find_webp(source: ByteSource) -> Found:
    """Walks the chunks of a WebP file (RFC 9649)."""
    found = Found("WEBP")
    position = 12
    for _ in range(_MAX_CHUNKS):
        lead = source.at(position, 8)
        if len(lead) < 8:
            break
        kind, length = struct.unpack("<4sI", lead)
        begin = position + 8
        if kind in (b"VP8X", b"VP8 ", b"VP8L") and found.width is None:
            found.width, found.height = _webp_size(kind, source.at(begin, 10))
        elif kind == b"EXIF" and length <= MAX_EXIF and len(found.exif) < MAX_BLOCKS:
            block = tiff_part(source.at(begin, length), begin)
            found.exif += [block] if block else []
        elif kind == b"XMP " and not found.xmp:
            found.xmp = source.at(begin, min(length, MAX_XMP))
        position = begin + length + (length & 1)
    return found


def _webp_size(kind: bytes, data: bytes) -> tuple[int | None, int | None]:
    if len(data) < 10:
        return None, None
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[4:7], "little"), 1 + int.from_bytes(data[7:10], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", data[6:10])
    return width & 0x3FFF, height & 0x3FFF


def find_gif(source: ByteSource) -> Found:
    """The size of a GIF file, and its XMP packet where one lies in the first 64 KiB."""
    found = Found("GIF")
    size = source.at(6, 4)
    if len(size) == 4:
        found.width, found.height = struct.unpack("<HH", size)
    at = source.head.find(_GIF_XMP)
    if at >= 0:
        found.xmp = source.at(at + len(_GIF_XMP), MAX_XMP).split(b"<?xpacket end", 1)[0]
    return found
