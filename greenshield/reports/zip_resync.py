"""Whose bytes were shifted, cut or altered in a zip that is not as :mod:`zip_store` wrote it.

A byte more or less moves all that follows, so that every later header stands where nobody looks
for it. Each member's header is known to the byte from its name, size and checksum; where these
headers stand now tells which member between two of them has another length than it had.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from greenshield.domain.errors import UnreadableError
from greenshield.reports import zip_store
from greenshield.reports.zip_store import Member

_HEADER, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_HEADER_SIZE, _END_SIZE = 30, 22
_LAST = 0xFFFF + _END_SIZE  # an end record stands within these last bytes
_CHUNK = 1 << 20
_DIRECTORY_LIMIT = 64 << 20
_MOST_HEADERS = 1 << 20  # no pack has more, and a file made of nothing else is not searched on


@dataclass(frozen=True, slots=True)
class Part:
    """What was found of one member.

    Attributes:
        start, size: where its content begins, and how long it was.
        span: how many bytes stand between it and what follows now.
        sha256: of ``size`` bytes as they are there; "" where they can't be told from others.
        is_sound: header, length and checksum are as they were written.
        is_there: False where nothing of it is left.
    """

    name: str
    start: int
    size: int
    span: int
    sha256: str
    is_sound: bool
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """A stored zip, as far as it still stands.

    Attributes:
        parts: its members, in order.
        directory_altered: the table of contents or what follows it is not as it was written.
        cut_off: it ends before it should.
        by_headers: the same by the members' own headers, where these are sound and name other
            members than the table of contents does: which of them is right, a manifest tells.
    """

    parts: tuple[Part, ...] = ()
    directory_altered: bool = False
    cut_off: bool = False
    by_headers: Layout | None = None


def layout(stream: BinaryIO) -> Layout | None:
    """Finds the members of a damaged zip; None where it is none of ours, or hurt all over."""
    size = stream.seek(0, 2)
    found, walked = _directory(stream, size), _walked(stream, size)
    if found is None:
        return walked
    members, start, after = found
    by_headers: Layout | None = None
    if after and walked is not None:
        # What was found is the directory of a zip within this one; the true one follows, with a
        # byte that is wrong, or was cut off.
        return walked
    if walked is not None and not walked.cut_off:
        alike = [m.name for m in members] == [p.name for p in walked.parts]
        sound = all(part.is_sound for part in walked.parts)
        if sound and alike:
            return walked
        by_headers = walked if sound and len(walked.parts) == len(members) else None
    parts = tuple(_anchored(stream, members, start))
    return Layout(parts, directory_altered=after > 0, by_headers=by_headers)


def _directory(stream: BinaryIO, size: int) -> tuple[list[Member], int, int] | None:
    """The members that a sound directory tells, where it stands, and how many bytes follow it."""
    stream.seek(max(0, size - _LAST))
    last = stream.read()
    at = last.rfind(_END)
    if at < 0 or len(last) - at < _END_SIZE:
        return None
    end = last[at : at + _END_SIZE]
    count = int.from_bytes(end[10:12], "little")
    length, told = (int.from_bytes(end[n : n + 4], "little") for n in (12, 16))
    start = size - len(last) + at - length
    if start < 0 or length > _DIRECTORY_LIMIT:
        return None
    stream.seek(start)
    raw = stream.read(length)
    try:
        members = list(zip_store.members_in(raw, count, ""))
    except UnreadableError:
        return None
    if zip_store.directory(members, told) != raw + end or _overlap(members, told):
        return None
    return members, start, size - start - length - _END_SIZE


def _overlap(members: list[Member], start: int) -> bool:
    """Whether the directory names places that no zip of ours would."""
    at = 0
    for member in members:
        if member.start != at + len(zip_store.header(member)):
            return True
        at = member.start + member.size
    return at != start


def _anchored(stream: BinaryIO, members: list[Member], end: int) -> Iterator[Part]:
    """Each member, held to where its header and the next one stand now."""
    heads = [zip_store.header(member) for member in members]
    places = _places(stream, heads, end)
    before = 0
    for number, (member, head) in enumerate(zip(members, heads, strict=True)):
        at = places[number]
        following = next((p for p in places[number + 1 :] if p is not None), end)
        if at is None:
            there = following > before
            yield Part(member.name, before, 0, 0, "", is_sound=False, is_there=there)
            continue
        start = at + len(head)
        last = number + 1 == len(members)
        exact = start + member.size == following or not (last or places[number + 1] is not None)
        sha256, crc = zip_store.hashes(stream, Member(member.name, start, member.size, member.crc))
        in_front = number == 0 and at > 0
        sound = exact and crc == member.crc and not in_front
        span = member.size
        if last or places[number + 1] is not None:
            span = following - start
        yield Part(member.name, start, member.size, span, sha256, is_sound=sound)
        before = start + span


def _places(stream: BinaryIO, heads: list[bytes], end: int) -> list[int | None]:
    """Where each header stands now, in their order; None for one that is nowhere as written."""
    out: list[int | None] = [None] * len(heads)
    number = {head: n for n, head in enumerate(heads)}
    longest = max(map(len, heads), default=0)
    last = -1
    for at in _found(stream, end):
        stream.seek(at)
        raw = stream.read(longest)
        length = int.from_bytes(raw[26:28], "little") + _HEADER_SIZE
        n = number.get(raw[:length], -1)
        if n > last:
            out[n], last = at, n
    return out


def _found(stream: BinaryIO, end: int) -> Iterator[int]:
    """Every place where a header may begin, before ``end``."""
    at, told, kept = 0, 0, b""
    while at < end and told < _MOST_HEADERS:
        stream.seek(at)
        block = stream.read(min(_CHUNK, end - at))
        if not block:
            return
        text, base = kept + block, at - len(kept)
        hit = text.find(_HEADER)
        while hit >= 0:
            yield base + hit
            told += 1
            hit = text.find(_HEADER, hit + 1)
        kept = text[-(len(_HEADER) - 1) :]
        at += len(block)


def _walked(stream: BinaryIO, size: int) -> Layout | None:
    """The members by their own headers, one after the other, where no directory tells them."""
    members, at, cut = _by_headers(stream, size)
    if cut:
        return Layout(cut_off=True)
    stream.seek(at)
    rest = stream.read(_DIRECTORY_LIMIT)
    whole = zip_store.directory(members, at)
    if members and rest != whole and whole.startswith(rest):
        return Layout(cut_off=True)
    # In one byte more or less the two signatures can't both be gone.
    if not members or (_CENTRAL not in rest[:_HEADER_SIZE] and _END not in rest):
        return None
    parts = []
    for member in members:
        sha256, crc = zip_store.hashes(stream, member)
        size, sound = member.size, crc == member.crc
        parts.append(Part(member.name, member.start, size, size, sha256, is_sound=sound))
    return Layout(tuple(parts), directory_altered=True)


def _by_headers(stream: BinaryIO, size: int) -> tuple[list[Member], int, bool]:
    """The members, where they end, and whether the file ends within one of them."""
    members: list[Member] = []
    at = 0
    while len(members) < zip_store.MAX_MEMBERS:
        stream.seek(at)
        raw = stream.read(_HEADER_SIZE)
        if not raw.startswith(_HEADER):
            return members, at, _HEADER.startswith(raw) and bool(members)
        if len(raw) < _HEADER_SIZE:
            return members, at, True
        crc, length = (int.from_bytes(raw[n : n + 4], "little") for n in (14, 18))
        raw += stream.read(int.from_bytes(raw[26:28], "little"))
        try:
            name = zip_store.name_in(raw[_HEADER_SIZE:])
        except UnreadableError:
            return members, at, stream.tell() >= size
        member = Member(name, at + len(raw), length, crc)
        if zip_store.header(member) != raw:
            return members, at, stream.tell() >= size
        members.append(member)
        at = member.start + length
        if at > size:
            return members, at, True
    return members, at, False
