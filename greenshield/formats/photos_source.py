"""Bounded access to a photo's bytes: one open, one first read, seeks only where needed."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from greenshield.domain.errors import Params

HEAD_SIZE = 64 * 1024
_PIECE = 16 * 1024  # holds the metadata of many photos
MAX_EXIF = 16 * 1024 * 1024
MAX_XMP = 4 * 1024 * 1024
MAX_BLOCKS = 8

Remark = tuple[str, Params]
"""A code of ``resources/messages/photos.toml`` and its parameters."""


class ByteSource:
    """A seekable binary stream read by position; its first bytes are kept.

    Args:
        handle: open for reading in binary; stays open and belongs to the caller.
    """

    def __init__(self, handle: BinaryIO) -> None:
        self.handle = handle
        self.size = handle.seek(0, os.SEEK_END)
        handle.seek(0)
        self.head = handle.head if isinstance(handle, Noted) else handle.read(HEAD_SIZE)

    def at(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``offset``; fewer, or none, past the end."""
        if offset < 0 or length <= 0 or offset >= self.size:
            return b""
        end = offset + length
        if end <= len(self.head):
            return self.head[offset:end]
        self.handle.seek(offset)
        return self.handle.read(min(length, self.size - offset))


class Noted(io.FileIO):
    """A file that notes what was read of it, and where; it asks the system for little else.

    Each question to the system lets go of the interpreter, which other threads wait for.
    ``begin`` is called before anything else.

    Args:
        path: of the file.
        most: bytes to be noted.

    Attributes:
        head: its first bytes.
        size: of the file when they were read.
        pieces: place and bytes of each piece; none any more where there were too many.
        is_all: whether the pieces are all that was read, and none fell short.
    """

    def __init__(self, path: Path, most: int) -> None:
        super().__init__(path)
        self.head, self.size = b"", 0
        self.pieces: list[tuple[int, bytes]] = []
        self.is_all = True
        self._left = most
        self._at = 0
        self._piece = (0, b"")

    def begin(self) -> None:
        """Reads size and head."""
        self.size = os.fstat(self.fileno()).st_size
        self.head = self._noted(0, min(_PIECE, self.size))

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """As of any file; the system is told by ``read``."""
        self._at = offset + (0, self._at, self.size)[whence]
        return self._at

    def read(self, size: int | None = -1, /) -> bytes:
        """As of any file."""
        rest = max(0, self.size - self._at)
        length = rest if size is None or size < 0 else min(size, rest)
        begin, piece = self._piece
        inside = self._at - begin
        if not 0 <= inside <= inside + length <= len(piece):
            super().seek(self._at)
            inside, piece = 0, self._noted(self._at, min(max(length, _PIECE), rest))
        data = piece[inside : inside + length]
        self._at += len(data)
        return data

    def _noted(self, at: int, length: int) -> bytes:
        data = super().read(length) or b""
        self._piece = (at, data)
        self._left -= len(data)
        self.is_all = self.is_all and self._left >= 0 and len(data) == length
        if self.is_all:
            self.pieces.append(self._piece)
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
