"""A pack whose zip is not as it was written: what of its content still stands, file by file.

Such a pack never passes. A person wants to know all the same whether a program only packed it
anew, or somebody took a photo out.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from typing import IO, BinaryIO

from greenshield.domain.errors import UnreadableError
from greenshield.log import canonical
from greenshield.log.chain import Broken
from greenshield.reports import pack_shifted, zip_resync
from greenshield.reports.pack_shifted import PACK, Own
from greenshield.reports.zip_store import MAX_MEMBERS

_CHUNK = 1 << 20
_DIRECTORY_LIMIT = 64 << 20
_NAME_LIMIT = 200
_TOTAL = 4 << 30  # no pack is larger
_END, _END_SIZE = b"PK\x05\x06", 22
# What a damaged, encrypted or strangely packed member raises.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, LookupError,
    NotImplementedError,
)  # fmt: skip


def inspect(
    stream: BinaryIO, name: str, own: Own = PACK, look: pack_shifted.Look | None = None
) -> list[Broken]:
    """Names what is wrong with a pack that :func:`zip_store.read` refused.

    Args:
        stream: the file.
        name: what messages call it.
        own: the manifest and its signature.
        look: says more of a member that is not as it was written.
    """
    found = zip_resync.layout(stream)
    if found is not None:
        return pack_shifted.told(stream, found, name, own, look)
    stream.seek(0)
    if stream.read(2) == b"PK" and not _has_end(stream):
        return [Broken("pack_cut_off", name)]
    broken = [Broken("pack_altered", name)]
    try:
        if _directory_size(stream) > _DIRECTORY_LIMIT:
            return broken
        stream.seek(0)
        with zipfile.ZipFile(stream) as archive:
            broken += _differences(archive, own)
    except _UNREADABLE:
        pass  # no more can be said
    return broken


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


def _differences(archive: zipfile.ZipFile, own: Own) -> list[Broken]:
    """The manifest against what is there, by name, size and hash."""
    there = {_shown(info.filename): info for info in archive.infolist()[:MAX_MEMBERS]}
    if own.manifest not in there:
        return [Broken("pack_file_missing", own.manifest)]
    try:
        manifest = canonical.loads(_read(archive, there[own.manifest]))
    except (UnreadableError, *_UNREADABLE):
        return [Broken("pack_file_altered", own.manifest)]
    listed = pack_shifted.listed_in(manifest)
    broken: list[Broken] = []
    left = _TOTAL
    for name in sorted(there.keys() | listed.keys() | {own.signature}):
        if name not in there:
            broken.append(Broken("pack_file_missing", name))
        elif name not in listed and name not in own:
            broken.append(Broken("pack_file_added", name))
        elif name in listed:
            size, sha256 = listed[name]
            left -= size
            if left < 0 or _hash(archive, there[name], size) != sha256:
                broken.append(Broken("pack_file_altered", name))
    return broken


def _shown(name: str) -> str:
    """A name that is safe to print."""
    return name[:_NAME_LIMIT] if name.isprintable() else ascii(name)[:_NAME_LIMIT]


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    """A member, of the two kinds that are unpacked piece by piece in bounded memory."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError(info.compress_type)
    return archive.open(info)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with _open(archive, info) as member:
        return member.read(pack_shifted.MANIFEST_LIMIT)


def _hash(archive: zipfile.ZipFile, info: zipfile.ZipInfo, size: int) -> str:
    """SHA-256 of a member of this size, "" where it has another or can't be read."""
    digest, got = hashlib.sha256(), 0
    try:
        with _open(archive, info) as member:
            while got <= size and (block := member.read(_CHUNK)):
                digest.update(block)
                got += len(block)
    except _UNREADABLE:
        return ""
    return digest.hexdigest() if got == size else ""
