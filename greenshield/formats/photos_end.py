"""Tells whether a picture's file ends before the picture does, decoding no pixels.

A copy that broke off still has its EXIF, which stands at the beginning: it would pass for a whole
photo until somebody looks at it.
"""

from __future__ import annotations

from greenshield.formats.photos_isobmff import outer_sizes
from greenshield.formats.photos_source import ByteSource, Found

_EOI = b"\xff\xd9"
_PIECE = 1 << 20
_BOXED = frozenset(("HEIC", "HEIF", "AVIF", "CR3"))


def is_cut(source: ByteSource, found: Found) -> bool:
    """Whether the end is missing of a JPEG, PNG, WebP or HEIF file; False for other kinds.

    - JPEG (ITU T.81): the end mark must stand behind where the picture data begin. These can't
      hold it; a thumbnail, which has one of its own, stands before them, and what cameras put
      behind the picture (a second one, a film) stands behind it.
    - PNG (ISO/IEC 15948): the chunk IEND must come.
    - WebP (RFC 9649) and boxes (ISO/IEC 14496-12): no length may reach beyond the file.
    """
    if found.file_type == "JPEG":
        return found.data_at is None or not _has_end(source, found.data_at)
    if found.file_type == "PNG":
        return found.data_at is None
    if found.file_type == "WEBP":
        return 8 + int.from_bytes(source.at(4, 4), "little") > source.size
    return found.file_type in _BOXED and any(
        begin + size > source.size for begin, size in outer_sizes(source)
    )


def _has_end(source: ByteSource, begin: int) -> bool:
    """Looks at the end first, where the mark stands in nearly every file."""
    tail = max(begin, source.size - len(source.head))
    if _EOI in source.at(tail, source.size - tail):
        return True
    at = begin
    while at < tail:
        if _EOI in source.at(at, _PIECE + 1):  # one byte more, for a mark across two pieces
            return True
        at += _PIECE
    return False
