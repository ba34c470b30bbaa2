"""A zip in which every byte is accounted for.

Members are stored, not compressed, in order of name, with fixed times, so that equal content
has equal bytes and any tool can open it. Reading recomputes every header from name, size and
checksum and compares it to the bytes in the file: a flipped bit outside the members' content
is found as surely as one inside (APPNOTE.TXT 6.3.10, without ZIP64).
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from greenshield.domain.errors import UnreadableError

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DATE = 0x21  # 1980-01-01, the zip epoch
_LIMIT = 0xFFFFFFFF
_NAME = re.compile(r"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*")
_CHUNK = 1 << 20
MAX_MEMBERS = 60_000

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
        UnreadableError: more than 4 GB or 60,000 members, or a name that is not plain ASCII.
    """
    if len(members) > MAX_MEMBERS:
        raise UnreadableError("pack_too_large", size=len(members), limit=MAX_MEMBERS)
    written: list[Member] = []
    at = 0
    for name in sorted(members):
        if not _is_safe(name):
            raise UnreadableError("pack_name_refused", name=name)
        crc, size = _measure(members[name])
        head = _local(name, crc, size)
        at += len(head)
        out.write(head)
        for block in _blocks(members[name]):
            out.write(block)
        written.append(Member(name, at, size, crc))
        at += size
        if at > _LIMIT:
            raise UnreadableError("pack_too_large", size=at, limit=_LIMIT)
    out.write(_tail(written, at))


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
    members = list(_members(stream.read(length), count, name))
    if stream.read() != end or _tail(members, start) != _whole_tail(stream, start):
        raise UnreadableError("pack_altered", file=name, where="central directory")
    at = 0
    for member in members:
        head = _local(member.name, member.crc, member.size)
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


def _is_safe(name: str) -> bool:
    parts = name.split("/")
    return bool(_NAME.fullmatch(name)) and not {".", ".."} & set(parts) and len(name) < 200


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


def _local(name: str, crc: int, size: int) -> bytes:
    raw = name.encode("ascii")
    head = _LOCAL.pack(b"PK\x03\x04", 20, 0, 0, 0, _DATE, crc, size, size, len(raw), 0)
    return head + raw


def _central(member: Member) -> bytes:
    raw = member.name.encode("ascii")
    offset = member.start - len(raw) - _LOCAL.size
    return (
        _CENTRAL.pack(
            b"PK\x01\x02", 0x0314, 20, 0, 0, 0, _DATE, member.crc, member.size, member.size,
            len(raw), 0, 0, 0, 0, 0o100644 << 16, offset,
        )
        + raw
    )  # fmt: skip


def _tail(members: list[Member], start: int) -> bytes:
    central = b"".join(_central(m) for m in members)
    count = len(members)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), start, 0)
    return central + end


def _whole_tail(stream: BinaryIO, start: int) -> bytes:
    stream.seek(start)
    return stream.read()


def _members(raw: bytes, count: int, name: str) -> Iterator[Member]:
    at = 0
    for _ in range(count):
        if at + _CENTRAL.size > len(raw):
            raise UnreadableError("pack_altered", file=name, where="central directory")
        fields = _CENTRAL.unpack_from(raw, at)
        crc, size, length, offset = fields[7], fields[9], fields[10], fields[16]
        member = raw[at + _CENTRAL.size : at + _CENTRAL.size + length].decode("latin-1")
        if not _is_safe(member):
            raise UnreadableError("pack_altered", file=name, where="central directory")
        yield Member(member, offset + _LOCAL.size + length, size, crc)
        at += _CENTRAL.size + length
