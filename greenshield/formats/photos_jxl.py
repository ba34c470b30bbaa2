"""Finds EXIF, XMP and the size in JPEG XL files (ISO/IEC 18181-1 and -2)."""

from __future__ import annotations

from typing import Final

from greenshield.formats.photos_isobmff import exif_item, outer_boxes
from greenshield.formats.photos_source import MAX_EXIF, MAX_XMP, ByteSource, Found

_CODESTREAM = b"\xff\x0a"
_HEAD = 16  # bytes of a codestream within which its size stands
# Width by height, where the header tells a ratio instead of a width.
_RATIOS: Final = {1: (1, 1), 2: (12, 10), 3: (4, 3), 4: (3, 2), 5: (16, 9), 6: (5, 4), 7: (2, 1)}
_LENGTHS: Final = (9, 13, 18, 30)  # bits of a number, by the two bits before it


def find_jxl(source: ByteSource) -> Found:
    """Reads the boxes of a JPEG XL file; a bare codestream carries neither EXIF nor XMP."""
    found = Found("JXL")
    if source.at(0, 2) == _CODESTREAM:
        _take_size(source.at(0, _HEAD), found)
        return found
    for kind, begin, end in outer_boxes(source):
        if kind == b"Exif" and end - begin <= MAX_EXIF and not found.exif:
            block = exif_item(source.at(begin, end - begin), begin)
            found.exif += [block] if block else []
        elif kind == b"xml " and not found.xmp:
            found.xmp = source.at(begin, min(end - begin, MAX_XMP))
        elif kind == b"brob" and source.at(begin, 4) in (b"Exif", b"xml "):
            found.remarks.append(("photo_exif_unreadable", {"kind": "JXL (Brotli)"}))
        elif kind in (b"jxlc", b"jxlp") and found.width is None:
            # A part of a codestream has its number before it.
            _take_size(source.at(begin + (4 if kind == b"jxlp" else 0), _HEAD), found)
    return found


def _take_size(head: bytes, found: Found) -> None:
    """The size from the head of a codestream (18181-1, A.3 SizeHeader)."""
    if head[:2] != _CODESTREAM:
        return
    bits = _Bits(head[2:])
    small = bits.take(1)
    height = 8 * (1 + bits.take(5)) if small else bits.number()
    ratio = bits.take(3)
    if ratio:
        wide, high = _RATIOS[ratio]
        width = height * wide // high
    else:
        width = 8 * (1 + bits.take(5)) if small else bits.number()
    found.width, found.height = width, height


class _Bits:
    """Numbers from bytes, the lowest bit first; zeros behind the end."""

    def __init__(self, data: bytes) -> None:
        self._rest = int.from_bytes(data, "little")

    def take(self, count: int) -> int:
        value = self._rest & (1 << count) - 1
        self._rest >>= count
        return value

    def number(self) -> int:
        return 1 + self.take(_LENGTHS[self.take(2)])
