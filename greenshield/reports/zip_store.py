"""A zip in which every byte is accounted for.

Members are stored, not compressed, in order of name, with fixed times, so that equal content
has equal bytes and any tool can open it. Reading recomputes every header from name, size and
checksum and compares it to the bytes in the file: a flipped bit outside the members' content
is found as surely as one inside (APPNOTE.TXT 6.3.10, without ZIP64). A name that is not plain
ASCII is UTF-8 and says so (general purpose bit 11), as appendix D of that note has it.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from greenshield.domain.errors import UnreadableError
from greenshield.reports import zip_names

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DATE = 0x21  # 1980-01-01, the zip epoch
_LIMIT = 0xFFFFFFFF
_UTF8 = 0x800
_CHUNK = 1 << 20
_LONGEST_REMARK = 0xFFFF
MAX_MEMBERS = 60_000
MAX_SIZE = _LIMIT

Source = bytes | Path


@dataclass(frozen=True, slots=True)
class Member:
    """One file in the zip: where its content lies, and what was found of it."""

    name: str
    start: int
    size: int
    crc: int


def write(out: BinaryIO, members: Mapping[str, Source]) -> None:
    """Writes the members, in order of name.

    Args:
        out: a stream open for writing.
        members: name -> content, or the file that holds it.

    Raises:
        UnreadableError: more than 4 GB or 60,000 members, or a name that some system refuses
            (``zip_names``), or that another member has on a system that knows no capitals.
    """
    if len(members) > MAX_MEMBERS:
        raise UnreadableError("pack_too_large", size=len(members), limit=MAX_MEMBERS)
    written: list[Member] = []
    at = 0
    refused = zip_names.refused(members)
    if refused:
        raise UnreadableError("pack_name_refused", name=refused[0])
    for name in sorted(members):
        crc, size = _measure(members[name])
        head = header(Member(name, at, size, crc))
        at += len(head)
        out.write(head)
        for block in _blocks(members[name]):
            out.write(block)
        written.append(Member(name, at, size, crc))
        at += size
        if at > _LIMIT:
            raise UnreadableError("pack_too_large", size=at, limit=_LIMIT)
    out.write(directory(written, at))


def read(stream: BinaryIO, name: str) -> dict[str, Member]:
    """The members of a zip that :func:`write` made.

    Raises:
        UnreadableError: ``pack_not_zip`` for what is no such zip at all; ``pack_altered`` with
            ``where`` for a header that is not exactly as it was written.
    """
    size = stream.seek(0, 2)
    if size < _END.size:
        raise UnreadableError("pack_not_zip", file=name)
    stream.seek(size - _END.size)
    end = stream.read(_END.size)
    signature, _, _, _, count, length, start, _ = _END.unpack(end)
    stream.seek(0)
    if stream.read(4) not in (b"PK\x03\x04", b"PK\x05\x06") and signature != b"PK\x05\x06":
        raise UnreadableError("pack_not_zip", file=name)
    if start + length + _END.size != size or signature != b"PK\x05\x06":
        raise UnreadableError("pack_altered", file=name, where="end of central directory")
    stream.seek(start)
    members = list(members_in(stream.read(length), count, name))
    if stream.read() != end or directory(members, start) != _whole_tail(stream, start):
        raise UnreadableError("pack_altered", file=name, where="central directory")
    at = 0
    for member in members:
        head = header(member)
        stream.seek(at)
        if stream.read(len(head)) != head or member.start != at + len(head):
            raise UnreadableError("pack_altered", file=name, where=member.name)
        at = member.start + member.size
    if at != start:
        raise UnreadableError("pack_altered", file=name, where="central directory")
    found = {m.name: m for m in members}
    if len(found) != len(members) or list(found) != sorted(found):
        raise UnreadableError("pack_altered", file=name, where="names")
    return found


def content(stream: BinaryIO, member: Member, *, limit: int = 256 << 20) -> bytes:
    """A member's bytes.

    Raises:
        UnreadableError: larger than ``limit``, which no file of this kind is.
    """
    if member.size > limit:
        raise UnreadableError("pack_too_large", size=member.size, limit=limit)
    stream.seek(member.start)
    return stream.read(member.size)


def hashes(stream: BinaryIO, member: Member) -> tuple[str, int]:
    """SHA-256 (hex) and CRC-32 of a member, in bounded memory."""
    stream.seek(member.start)
    digest, crc, left = hashlib.sha256(), 0, member.size
    while left and (block := stream.read(min(left, _CHUNK))):
        digest.update(block)
        crc = zlib.crc32(block, crc)
        left -= len(block)
    return digest.hexdigest(), crc


def _blocks(source: Source) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as stream:
        while block := stream.read(_CHUNK):
            yield block


def _measure(source: Source) -> tuple[int, int]:
    crc = size = 0
    for block in _blocks(source):
        crc, size = zlib.crc32(block, crc), size + len(block)
    return crc, size


def header(member: Member) -> bytes:
    """A member's own header, as it stands before its content."""
    raw, flags = _encoded(member.name)
    crc, size = member.crc, member.size
    return _LOCAL.pack(b"PK\x03\x04", 20, flags, 0, 0, _DATE, crc, size, size, len(raw), 0) + raw


def first_name(head: bytes) -> str:
    """The first member's name by the first bytes of a zip; "" where we did not begin it."""
    if len(head) < _LOCAL.size:
        return ""
    signature, version, flags, *fixed, crc, size, again, length, extra = _LOCAL.unpack_from(head)
    name = head[_LOCAL.size : _LOCAL.size + length]
    ours = (signature, version, *fixed, extra) == (b"PK\x03\x04", 20, 0, 0, _DATE, 0)
    ours &= size == again and flags == (0 if name.isascii() else _UTF8) and crc >= 0
    return name.decode("utf-8", "ignore") if ours else ""


def is_cut_off(stream: BinaryIO) -> bool:
    """Whether a file begins as a zip and has no end of one."""
    stream.seek(0)
    begins = stream.read(4)
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END.size - _LONGEST_REMARK))
    return bool(begins) and b"PK\x03\x04".startswith(begins) and b"PK\x05\x06" not in stream.read()


def _central(member: Member) -> bytes:
    raw, flags = _encoded(member.name)
    offset = member.start - len(raw) - _LOCAL.size
    return (
        _CENTRAL.pack(
            b"PK\x01\x02", 0x0314, 20, flags, 0, 0, _DATE, member.crc, member.size, member.size,
            len(raw), 0, 0, 0, 0, 0o100644 << 16, offset,
        )
        + raw
    )  # fmt: skip


def _encoded(name: str) -> tuple[bytes, int]:
    """A name's bytes, and the flags that tell their encoding."""
    return name.encode(), 0 if name.isascii() else _UTF8


def directory(members: list[Member], start: int) -> bytes:
    """All that stands after the members' content, which ends at ``start``."""
    central = b"".join(_central(m) for m in members)
    count = len(members)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), start, 0)
    return central + end


def _whole_tail(stream: BinaryIO, start: int) -> bytes:
    stream.seek(start)
    return stream.read()


def members_in(raw: bytes, count: int, name: str) -> Iterator[Member]:
    """The members that a directory tells.

    Args:
        raw: its bytes, without the end record.
        count: how many members that record tells.
        name: what messages call the file.

    Raises:
        UnreadableError: ``pack_altered``: there are not as many, or one has a name that is
            never written.
    """
    at = 0
    for _ in range(count):
        if at + _CENTRAL.size > len(raw):
            raise UnreadableError("pack_altered", file=name, where="central directory")
        fields = _CENTRAL.unpack_from(raw, at)
        crc, size, length, offset = fields[7], fields[9], fields[10], fields[16]
        member = name_in(raw[at + _CENTRAL.size : at + _CENTRAL.size + length], name)
        yield Member(member, offset + _LOCAL.size + length, size, crc)
        at += _CENTRAL.size + length


def name_in(raw: bytes, file: str = "") -> str:
    """A member's name by its bytes.

    Raises:
        UnreadableError: ``pack_altered``: it is none that is ever written.
    """
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        name = ""
    if not zip_names.is_safe(name):
        raise UnreadableError("pack_altered", file=file, where="central directory")
    return name


class Window(io.RawIOBase):
    """A stored member as a stream of its own: a pack within a hand-over, read in place."""

    def __init__(self, stream: BinaryIO, member: Member) -> None:
        super().__init__()
        self._stream, self._start, self._size, self._at = stream, member.start, member.size, 0

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """As of any stream."""
        base = (0, self._at, self._size)[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        """As of any stream."""
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        """As of any stream; it ends where the member does."""
        view = memoryview(buffer).cast("B")
        wanted = max(0, min(len(view), self._size - self._at))
        self._stream.seek(self._start + self._at)
        block = self._stream.read(wanted)
        view[: len(block)] = block
        self._at += len(block)
        return len(block)
