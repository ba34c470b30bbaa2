"""Whether a PNG has so few chunks that reading it costs next to nothing beside its picture."""

from __future__ import annotations

from typing import BinaryIO, Final

_SIGNATURE: Final = 8  # bytes
_AROUND: Final = 12  # bytes of a chunk beside its data: length, kind, check sum
_MOST: Final = 4_000  # programs write chunks of 8 KB and more


def has_few_chunks(stream: BinaryIO) -> bool:
    """True where a PNG's chunks up to its end, or the file's, are no more than 4,000.

    Each costs Pillow some microseconds, and may be of no length.

    Args:
        stream: seekable; read from its beginning, and left anywhere.
    """
    at = _SIGNATURE
    for _ in range(_MOST):
        stream.seek(at)
        lead = stream.read(8)
        if len(lead) < 8 or lead[4:] == b"IEND":
            return True
        at += _AROUND + int.from_bytes(lead[:4], "big")
    return False
