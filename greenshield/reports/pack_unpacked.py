"""The files of a pack that another program packed anew: deflated, in another order, renamed.

What such a program does to names is undone as far as it is known: folders as entries of their
own, one folder around all, backslashes, names in the code page of a Chinese Windows (APPNOTE.TXT
6.3.10, appendix D, knows none but 437 and UTF-8), accents taken apart by macOS. A file whose name
can't be known again is known by its content.
"""

from __future__ import annotations

import hashlib
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, BinaryIO, cast

from greenshield.domain.errors import UnreadableError
from greenshield.reports.zip_store import MAX_MEMBERS

_CHUNK = 1 << 20
_NAME_LIMIT = 200
# No pack is larger than 4 GB; each file is unpacked to be hashed, and maybe again to be read.
_MOST_UNPACKED = 3 * (4 << 30)
_CONTENT = 256 << 20  # nor any of the files that are read whole
_IN_MEMORY = 16 << 20
_UTF8, _ENCRYPTED = 0x800, 0x1
# What a damaged or strangely packed member raises.
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, LookupError,
    NotImplementedError,
)  # fmt: skip


class Unpacked:
    """See :class:`greenshield.reports.pack_files.Files`.

    Attributes:
        renamed: the files that were known by their content: name -> what they are called here.
    """

    def __init__(self, archive: zipfile.ZipFile, first: str) -> None:
        """Those of a zip.

        Args:
            archive: the zip.
            first: the name of a file that stands in no folder: its manifest.
        """
        self._archive = archive
        self._left = _MOST_UNPACKED
        self.renamed: dict[str, str] = {}
        infos = archive.infolist()[:MAX_MEMBERS]
        around = _folder_around([_name(info) for info in infos], first)
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = _shown(_name(info).removeprefix(around))
            if name and name not in self._infos:
                self._infos[name] = info
            elif name:  # the second of one name hides behind the first
                self._infos[_shown(f"{name} (2)")] = info
        for name in [n for n in self._infos if n.endswith("/")]:
            if any(other != name and other.startswith(name) for other in self._infos):
                del self._infos[name]

    def settle(self, listed: Mapping[str, tuple[int, str]], own: tuple[str, ...]) -> None:
        """Knows files again by their content of which no name is here.

        Args:
            listed: size and SHA-256 of each file by its name.
            own: the names of those that no manifest lists.
        """
        strange = [name for name in self._infos if name not in listed and name not in own]
        missing = {at: name for name, at in listed.items() if name not in self._infos}
        sizes = {size for size, _ in missing}
        for other in strange:
            size = self._infos[other].file_size
            at = (size, self.hashed(other, size)[0] if size in sizes else "")
            if at in missing:
                name = missing.pop(at)
                self._infos[name] = self._infos.pop(other)
                self.renamed[name] = other

    def names(self) -> list[str]:
        """See :class:`Files`."""
        return sorted(self._infos)

    def can_read(self, name: str) -> bool:
        """Of no other kinds than are unpacked piece by piece in bounded memory."""
        info = self._infos[name]
        kinds = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        return info.compress_type in kinds and not info.flag_bits & _ENCRYPTED

    def hashed(self, name: str, size: int | None) -> tuple[str, bool]:
        """See :class:`Files`; one that nobody tells the size of is not unpacked."""
        if size is None:
            return "", True
        digest, got = hashlib.sha256(), 0
        try:
            for block in self._blocks(name, size):
                digest.update(block)
                got += len(block)
        except UNREADABLE:
            return "", False
        return digest.hexdigest() if got == size else "", True

    def content(self, name: str) -> bytes:
        """See :class:`Files`."""
        try:
            return b"".join(self._blocks(name, min(self._infos[name].file_size, _CONTENT)))
        except UNREADABLE as error:
            raise UnreadableError("pack_too_large", size=-1, limit=_CONTENT) from error

    def opened(self, name: str) -> BinaryIO:
        """See :class:`Files`: unpacked to where the system keeps what is soon forgotten."""
        out = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (the caller reads it)
        try:
            for block in self._blocks(name, self._infos[name].file_size):
                out.write(block)
        except UNREADABLE as error:
            out.close()
            raise UnreadableError("pack_not_zip", file=name) from error
        out.seek(0)
        return cast("BinaryIO", out)

    def _blocks(self, name: str, size: int) -> Iterator[bytes]:
        """A member's content; at most a block more than ``size``, so that more is seen.

        Raises:
            ValueError: all that was unpacked so far is more than any pack holds.
        """
        self._left -= size
        if self._left < 0 or not self.can_read(name):
            raise ValueError(name)
        got = 0
        with self._open(name) as member:
            while got <= size and (block := member.read(min(_CHUNK, size - got + 1))):
                got += len(block)
                yield block
        if got > size:
            raise ValueError(name)

    def _open(self, name: str) -> IO[bytes]:
        return self._archive.open(self._infos[name])


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name as the program that packed it meant it."""
    name = info.filename
    if not info.flag_bits & _UTF8 and not name.isascii():
        name = _decoded(info.orig_filename)
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _decoded(name: str) -> str:
    """What was read as code page 437, in the encodings that it more likely has."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _folder_around(names: list[str], first: str) -> str:
    """The folder that holds the manifest where none stands outside all folders, "" for none."""
    if first in names:
        return ""
    found = [name.removesuffix(first) for name in names if name.endswith(f"/{first}")]
    return found[0] if len(found) == 1 else ""


def _shown(name: str) -> str:
    """A name that is safe to print."""
    return name[:_NAME_LIMIT] if name.isprintable() else ascii(name)[:_NAME_LIMIT]
