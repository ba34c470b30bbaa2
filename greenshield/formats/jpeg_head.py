"""Whether decoding a JPEG is bounded, told by its head alone (ITU T.81, annex B).

Decoders step over junk between segments byte by byte, and keep a whole picture in memory that
comes in several scans, each of which costs all of its pixels again. A head without either is that
of nearly every camera.
"""

from __future__ import annotations

import io
import struct
from typing import BinaryIO, Final, NamedTuple

_BASELINE: Final = (0xC0, 0xC1)  # Huffman codes, one scan or one for each colour
_PROGRESSIVE: Final = 0xC2
_DEPTH: Final = 8  # bits
_SOS: Final = 0xDA
# Tables, applications' data and comments: every reader skips these by their length.
_SKIPPED: Final = frozenset({0xC4, 0xDB, 0xDD, 0xFE, *range(0xE0, 0xF0)})
_MAX_SEGMENTS: Final = 1_000
_MAX_HEAD: Final = 16 << 20  # bytes; pieces of EXIF are joined by copying what was before
_MAX_SCANS: Final = 32  # programs write 10 of a progressive picture


class _Head(NamedTuple):
    """The frame, how many of its colours the first scan has, and where that begins."""

    width: int
    height: int
    colours: int
    of_scan: int
    at: int


def plain_size(stream: BinaryIO) -> tuple[int, int] | None:
    """Width and height of a JPEG whose picture is one baseline scan, with nothing odd before it.

    Args:
        stream: seekable; read from its beginning, and left anywhere.

    Returns:
        The size in pixels; None for any other JPEG, and for what is none.
    """
    head = _head(stream, _BASELINE)
    whole = head is not None and head.of_scan == head.colours
    return (head.width, head.height) if head is not None and whole else None


def has_few_scans(data: bytes) -> bool:
    """True for a baseline or progressive JPEG of no more than 32 scans, nothing odd before them.

    Marks in what stands behind the picture count too; tiles have nothing there.
    """
    head = _head(io.BytesIO(data), (*_BASELINE, _PROGRESSIVE))
    return head is not None and data.count(b"\xff%c" % _SOS, head.at) <= _MAX_SCANS


def _head(stream: BinaryIO, frames: tuple[int, ...]) -> _Head | None:
    """What stands before the first scan; None where anything but ``frames`` and usual segments."""
    stream.seek(0)
    if stream.read(2) != b"\xff\xd8":
        return None
    frame: tuple[int, int, int] | None = None
    at = 2
    for _ in range(_MAX_SEGMENTS):
        stream.seek(at)
        lead = stream.read(10)
        if len(lead) < 10 or lead[0] != 0xFF or at > _MAX_HEAD:
            return None
        code, length = lead[1], int.from_bytes(lead[2:4], "big")
        if code == _SOS:
            return None if frame is None else _Head(*frame, lead[4], at)
        if code in frames and frame is None:
            depth, height, width, colours = struct.unpack(">BHHB", lead[4:])
            if depth != _DEPTH:
                return None
            frame = (width, height, colours)
        elif code not in _SKIPPED or length < 2:
            return None
        at += 2 + length
    return None
