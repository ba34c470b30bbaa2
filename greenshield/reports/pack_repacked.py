"""A pack whose zip is not as it was written: what of it still stands, file by file.

Such a pack never passes. A person wants to know all the same whether a program only packed it
anew, or somebody took a photo out.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import BinaryIO

from greenshield.domain.errors import UnreadableError
from greenshield.log import canonical
from greenshield.log.chain import Broken
from greenshield.reports import pack_shifted, zip_resync, zip_store
from greenshield.reports.pack_files import Files, Stored
from greenshield.reports.pack_shifted import PACK, Own
from greenshield.reports.pack_unpacked import UNREADABLE, Unpacked
from greenshield.reports.zip_resync import Layout
from greenshield.reports.zip_store import Member

_DIRECTORY_LIMIT = 64 << 20
_ABOUT_THE_ZIP = ("pack_altered", "pack_directory_altered", "pack_file_renamed")
_END, _END_SIZE = b"PK\x05\x06", 22


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        broken: what is wrong with the zip.
        files: what is in it, where ``broken`` is of the zip alone: another program packed it anew,
            or its table of contents was altered; else None: ``broken`` tells of the files too.
    """

    broken: list[Broken]
    files: Files | None = None


def inspect(
    stream: BinaryIO, name: str, own: Own = PACK, look: pack_shifted.Look | None = None
) -> Found:
    """Names what is wrong with a pack that :func:`zip_store.read` refused.

    Args:
        stream: the file, which stays open as long as its files are asked for.
        name: what messages call it.
        own: the manifest and its signature.
        look: says more of a member that is not as it was written.
    """
    found = zip_resync.layout(stream)
    if found is not None:
        found = pack_shifted.right_one(stream, found, own)
        broken = pack_shifted.told(stream, found, name, own, look)
        if [b.code for b in broken] != ["pack_directory_altered"]:
            return Found(broken)
        added = _added(stream, found)
        return Found([*broken, *added], _stored(stream, found))
    stream.seek(0)
    if stream.read(2) == b"PK" and not _has_end(stream):
        return Found([Broken("pack_cut_off", name)])
    files = _unpacked(stream, own)
    broken = [Broken("pack_altered", name)]
    if files is not None:
        broken += [
            Broken("pack_file_renamed", name, {"now": now})
            for name, now in sorted(files.renamed.items())
        ]
    return Found(broken, files)


def _added(stream: BinaryIO, found: Layout) -> list[Broken]:
    """What another program put into a pack beside its files, by the table of contents.

    A file of a name that is there twice is named as the second: which of the two another program
    takes out, nobody knows.
    """
    if _directory_size(stream) > _DIRECTORY_LIMIT:
        return []
    stream.seek(0)
    try:
        names = zipfile.ZipFile(stream).namelist()
    except UNREADABLE:
        return []
    names = [name for name in names if not name.endswith("/")]
    known = Counter({part.name: 1 for part in found.parts})
    if len(names) <= len(known):  # a flipped byte of a name puts nothing in
        return []
    more = Counter(names) - known
    return [
        Broken("pack_file_added", f"{name} (2)" if name in known else name) for name in sorted(more)
    ]


def told(
    files: Files, listed: Collection[str], name: str, broken: list[Broken], *, vouched: bool
) -> Broken:
    """What still is proven of a pack whose zip is not as it was written, and what is not.

    Args:
        files: its files, all of which were checked.
        listed: the names of those that its manifest tells.
        name: what messages call it.
        broken: all that was found.
        vouched: the manifest's signature holds; else whoever changed a file may have changed
            what it tells of it too.
    """
    if not listed:
        return Broken("pack_contents_unknown", name)
    if vouched and all(b.code in _ABOUT_THE_ZIP for b in broken):
        return Broken("pack_contents_hold", name, {"n": len(listed)})
    wrong = [b.where for b in broken if b.code not in _ABOUT_THE_ZIP]
    same = [
        n
        for n in set(listed) & set(files.names())
        if not any(w == n or w.startswith(f"{n}/") for w in wrong)
    ]
    code = "pack_contents_differ" if vouched else "pack_contents_unvouched"
    return Broken(code, name, {"n": len(same), "of": len(listed)})


def _stored(stream: BinaryIO, found: Layout) -> Stored:
    """The files by their own headers, all of which are sound."""
    members = {}
    for part in found.parts:
        there = Member(part.name, part.start, part.size, 0)
        members[part.name] = replace(there, crc=zip_store.hashes(stream, there)[1])
    return Stored(stream, members)


def _unpacked(stream: BinaryIO, own: Own) -> Unpacked | None:
    """Its files under their own names, None where no zip's table of contents can be read."""
    if _directory_size(stream) > _DIRECTORY_LIMIT:
        return None
    stream.seek(0)
    try:
        files = Unpacked(zipfile.ZipFile(stream), own.manifest)
    except UNREADABLE:
        return None
    if own.manifest in files.names():
        try:
            manifest = canonical.loads(files.content(own.manifest))
        except UnreadableError:
            return files
        files.settle(pack_shifted.listed_in(manifest), own)
    return files


def _has_end(stream: BinaryIO) -> bool:
    """Whether the directory's end record is whole, anywhere where a zip may have it."""
    raw = _tail(stream)
    return 0 <= raw.rfind(_END) <= len(raw) - _END_SIZE


def _directory_size(stream: BinaryIO) -> int:
    """How long the directory says it is; it is read into memory whole."""
    raw = _tail(stream)
    at = raw.rfind(_END)
    return int.from_bytes(raw[at + 12 : at + 16], "little")


def _tail(stream: BinaryIO) -> bytes:
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_SIZE - 0xFFFF))
    return stream.read()
