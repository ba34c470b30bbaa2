"""Tells whether a picture's file ends before the picture does, decoding no pixels.

A copy that broke off still has its EXIF, which stands at the beginning: it would pass for a whole
photo until somebody looks at it.
"""

from __future__ import annotations

import io
import re

from greenshield.formats.photos_isobmff import outer_sizes
from greenshield.formats.photos_source import ByteSource, Found, Noted

# The end mark, or the beginning of another picture: its mark and that of its first segment. In
# picture data every 0xFF is followed by 0x00 or a restart mark (ITU T.81, B.1.1.5).
_MARK = re.compile(rb"\xff(?:\xd9|\xd8\xff[\xc0-\xfe])")
_LONGEST = 4  # bytes of it
_PIECE = 1 << 20
_STEP = 1 << 16
_END = b"\xff\xd9"
_SOI = b"\xff\xd8"
_UNITS = 1 << 18  # bytes looked at at once for them
# Cards and disks keep files in units of this size or a multiple of it. To look for a picture's mark
# at every byte takes a good part of the time that hashing does; at these next to none.
_UNIT = 512
_TAIL = 4096  # bytes
_BOXED = frozenset(("HEIC", "HEIF", "AVIF", "CR3"))


def is_cut(source: ByteSource, found: Found) -> bool:
    """Whether the end is missing of a JPEG, PNG, WebP or HEIF file; False for other kinds.

    - JPEG (ITU T.81): the end mark must stand behind where the picture data begin, and before
      another picture does. The data can't hold either mark; a thumbnail, which has an end of its
      own, stands before them, and what cameras put behind the picture (a second one, a film)
      stands behind its end.
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
    """Whether the end mark comes first of the marks that picture data can't hold.

    What breaks off holds no end mark behind that place, unless another picture's bytes stand
    where its own should. A disk leaves those of an earlier file, in whole units. So where a
    mark stands somewhere, sought from the file's end since it is mostly there, and no unit
    begins a picture, the data need not be searched, which takes as long as to hash them.
    """
    if not _holds_end(source, begin):
        return False
    return not _holds_another(source) or _end_comes_first(source, begin)


def _holds_end(source: ByteSource, begin: int) -> bool:
    """Whether the end mark stands anywhere from a place on."""
    last = max(begin, source.size - _TAIL)  # where it mostly stands
    for at in (last, *reversed(range(begin, last, _STEP))):
        if source.at(at, _STEP + len(_END) - 1).rfind(_END) >= 0:
            return True
    return False


def _end_comes_first(source: ByteSource, begin: int) -> bool:
    """Whether the first mark from a place on is the end mark."""
    for at in range(begin, source.size, _PIECE):
        # A few bytes more, for a mark across two pieces.
        found = _MARK.search(source.at(at, _PIECE + _LONGEST - 1))
        if found:
            return len(found[0]) == len(_END)
    return False


def _holds_another(source: ByteSource) -> bool:
    """Whether a unit but the file's first one begins with a picture's mark."""
    if isinstance(source.handle, Noted):
        return False  # whoever reads ahead looks at all of it once it is there
    if isinstance(source.handle, io.BytesIO):
        return begins_another(source.handle.getvalue())  # no copy of what nobody changed
    pieces = range(0, source.size, _UNITS)
    return any(_begins_picture(source.at(at, _UNITS), at) for at in pieces)


def begins_another(data: bytes) -> bool:
    """Whether a disk's unit in a whole file but its first one begins with a picture's mark."""
    return _begins_picture(data, 0)


def _begins_picture(piece: bytes, at: int) -> bool:
    """Whether a unit in a piece that begins at ``at`` does, the file's first one aside."""
    seconds = piece[1::_UNIT]  # few of them are the mark's second byte
    n = seconds.find(_SOI[1], 0 if at else 1)
    while n >= 0 and piece[n * _UNIT] != _SOI[0]:
        n = seconds.find(_SOI[1], n + 1)
    return n >= 0
