"""Bounded access to a photo's bytes: one open, one first read, seeks only where needed."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, field
from typing import BinaryIO

from greenshield.domain.errors import Params

HEAD_SIZE = 64 * 1024
MAX_EXIF = 16 * 1024 * 1024
MAX_XMP = 4 * 1024 * 1024
MAX_BLOCKS = 8

Remark = tuple[str, Params]
"""A code of ``resources/messages/photos.toml`` and its parameters."""


class ByteSource:
    """A seekable binary stream read by position; the first 64 KiB are kept.

    Args:
        handle: open for reading in binary; stays open and belongs to the caller.
    """

    def __init__(self, handle: BinaryIO) -> None:
        self.handle = handle
        self.size = handle.seek(0, os.SEEK_END)
        handle.seek(0)
        self.head = handle.read(HEAD_SIZE)

    def at(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``offset``; fewer, or none, past the end."""
        if offset < 0 or length <= 0 or offset >= self.size:
            return b""
        end = offset + length
        if end <= len(self.head):
            return self.head[offset:end]
        self.handle.seek(offset)
        return self.handle.read(min(length, self.size - offset))


class Noted(io.BufferedReader):
    """A file that notes what was read of it, and where.

    Args:
        raw: the file.
        most: bytes to be noted.

    Attributes:
        pieces: place and bytes of each piece; none any more where there were too many.
        is_all: whether the pieces are all that was read.
    """

    def __init__(self, raw: io.FileIO, most: int) -> None:
        super().__init__(raw)
        self.pieces: list[tuple[int, bytes]] = []
        self.is_all = True
        self._left = most
        self._at = 0

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """As of any file."""
        self._at = super().seek(offset, whence)
        return self._at

    def read(self, size: int | None = -1, /) -> bytes:
        """As of any file."""
        data = super().read(size)
        at = self._at
        self._at += len(data)
        self._left -= len(data)
        self.is_all = self._left >= 0
        if self.is_all:
            self.pieces.append((at, data))
        else:
            self.pieces.clear()
        return data


@dataclass(frozen=True, slots=True)
class ExifBlock:
    """A TIFF structure that holds EXIF.

    Attributes:
        stream: positioned anywhere; byte 0 of the structure is at its byte 0.
        size: bytes in the structure.
        base: where byte 0 lies in the photo's file; None where the block was unpacked.
        role: which directory its first one is: ``Image``, ``EXIF`` or ``GPS``.
    """

    stream: BinaryIO
    size: int
    base: int | None
    role: str = "Image"


@dataclass(slots=True)
class Found:
    """What a container holds, before any tag is read.

    Attributes:
        file_type: by content, in upper case: JPEG, PNG, WEBP, TIFF, DNG, HEIC …
        width: pixels, as stored, before any turning; None where unknown.
        height: pixels.
        turned: how the container itself has the picture turned to be seen, as EXIF's orientation
            1–8; None where it has no word on that.
        exif: TIFF structures, the one that counts first.
        xmp: one XMP packet, or empty.
        more_xmp: packets beside it: a second one, or what a JPEG carries on in others (XMP
            Specification part 3, 1.1.3.1), put together.
        segments: of a JPEG those of its programs, APP12 and APP13: marker, offset and length.
        previews: offset and length of JPEGs in it, where the container itself tells them.
        shown: it is a JPEG that can be looked at: 8 bits, with losses.
        data_at: of a JPEG where its picture data begin, of a PNG where its end stands; None where
            neither was reached.
        remarks: what was odd.
    """

    file_type: str
    width: int | None = None
    height: int | None = None
    turned: int | None = None
    exif: list[ExifBlock] = field(default_factory=list)
    xmp: bytes = b""
    more_xmp: list[bytes] = field(default_factory=list)
    previews: list[tuple[int, int]] = field(default_factory=list)
    shown: bool = False
    segments: list[tuple[int, int, int]] = field(default_factory=list)
    data_at: int | None = None
    remarks: list[Remark] = field(default_factory=list)
