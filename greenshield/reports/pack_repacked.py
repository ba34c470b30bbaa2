"""A pack whose zip is not as it was written: what of its content still stands, file by file.

Such a pack never passes. A person wants to know all the same whether a program only packed it
anew, or somebody took a photo out.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from typing import IO, Any, BinaryIO

from greenshield.domain.errors import UnreadableError
from greenshield.log import canonical
from greenshield.log.chain import Broken
from greenshield.reports import pack
from greenshield.reports.zip_store import MAX_MEMBERS

_CHUNK = 1 << 20
_MANIFEST_LIMIT = 64 << 20
_DIRECTORY_LIMIT = 64 << 20
_NAME_LIMIT = 200
_TOTAL = 4 << 30  # no pack is larger
_END, _END_SIZE = b"PK\x05\x06", 22
# What a damaged, encrypted or strangely packed member raises.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, LookupError,
    NotImplementedError,
)  # fmt: skip


def inspect(stream: BinaryIO, name: str) -> list[Broken]:
    """Names what is wrong with a pack that :func:`zip_store.read` refused.

    Args:
        stream: the file.
        name: what messages call it.
    """
    stream.seek(0)
    if stream.read(2) == b"PK" and not _has_end(stream):
        return [Broken("pack_cut_off", name)]
    broken = [Broken("pack_altered", name)]
    try:
        if _directory_size(stream) > _DIRECTORY_LIMIT:
            return broken
        stream.seek(0)
        with zipfile.ZipFile(stream) as archive:
            broken += _differences(archive)
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


def _differences(archive: zipfile.ZipFile) -> list[Broken]:
    """The manifest against what is there, by name, size and hash."""
    there = {_shown(info.filename): info for info in archive.infolist()[:MAX_MEMBERS]}
    if pack.MANIFEST not in there:
        return [Broken("pack_file_missing", pack.MANIFEST)]
    try:
        manifest = canonical.loads(_read(archive, there[pack.MANIFEST]))
    except (UnreadableError, *_UNREADABLE):
        return [Broken("pack_file_altered", pack.MANIFEST)]
    listed = _listed(manifest)
    broken: list[Broken] = []
    left = _TOTAL
    for name in sorted(there.keys() | listed.keys() | {pack.SIGNATURE}):
        if name not in there:
            broken.append(Broken("pack_file_missing", name))
        elif name not in listed and name not in (pack.MANIFEST, pack.SIGNATURE):
            broken.append(Broken("pack_file_added", name))
        elif name in listed:
            size, sha256 = listed[name]
            left -= size
            if left < 0 or _hash(archive, there[name], size) != sha256:
                broken.append(Broken("pack_file_altered", name))
    return broken


def _shown(name: str) -> str:
    """A name that is safe to print; those of a pack are plain ASCII."""
    return name[:_NAME_LIMIT] if name.isprintable() else ascii(name)[:_NAME_LIMIT]


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    """A member, of the two kinds that are unpacked piece by piece in bounded memory."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError(info.compress_type)
    return archive.open(info)


def _listed(manifest: dict[str, Any]) -> dict[str, tuple[int, str]]:
    """Size and hash of each file by its name, as far as the manifest is one."""
    files = manifest.get("files")
    out: dict[str, tuple[int, str]] = {}
    for entry in files if isinstance(files, list) else []:
        if isinstance(entry, dict):
            name, size, sha256 = (entry.get(k) for k in ("path", "size", "sha256"))
            if isinstance(name, str) and isinstance(size, int) and size >= 0:
                out[name] = (size, str(sha256))
    return out


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with _open(archive, info) as member:
        return member.read(_MANIFEST_LIMIT)


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
