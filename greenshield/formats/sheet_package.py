"""The zip container of xlsx, xlsb and ods: opened with care, since anyone may have made it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from greenshield.domain.errors import UnreadableError

MAX_MEMBERS = 20_000
MAX_PART = 2 * 1024**3  # streamed, never held
MAX_HELD = 256 * 1024**2  # parts that must be held whole, such as shared strings
_CHUNK = 4 * 1024**2

_FOREIGN = {"word/": "Word", "ppt/": "PowerPoint", "doc.kml": "KMZ", "Index/": "Apple Numbers"}


class Package:
    """One zip file, its parts read with limits.

    Args:
        data: the file's bytes.
        name: its name, for refusals.

    Raises:
        UnreadableError: ``sheet_damaged`` (no readable directory), ``sheet_bomb`` (far more
            inside than a workbook of its size can hold).
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise UnreadableError("sheet_damaged", file=name) from None
        infos = self._zip.infolist()
        names = [info.filename.replace("\\", "/").lower() for info in infos]
        if len(set(names)) < len(names):  # programs differ in which of the two they take
            raise UnreadableError("sheet_damaged", file=name)
        if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_PART:
            raise UnreadableError("sheet_bomb", file=name)
        self._parts = dict(zip(names, infos, strict=True))
        if any(info.flag_bits & 1 for info in infos):
            raise UnreadableError("sheet_encrypted", file=name)

    def kind(self) -> str:
        """``xlsx``, ``xlsb`` or ``ods``.

        Raises:
            UnreadableError: ``sheet_unknown_kind`` naming what it is instead.
        """
        if self.has("xl/workbook.bin"):
            return "xlsb"
        if self.has("[content_types].xml") and any(
            part.startswith("xl/") or part.endswith("workbook.xml") for part in self._parts
        ):
            return "xlsx"
        if self.has("content.xml"):
            kind = self.held("mimetype") if self.has("mimetype") else b"spreadsheet"
            if b"spreadsheet" in kind:
                return "ods"
            raise UnreadableError("sheet_unknown_kind", file=self.name, what="OpenDocument")
        for start, what in _FOREIGN.items():
            if any(part.startswith(start.lower()) for part in self._parts):
                raise UnreadableError("sheet_unknown_kind", file=self.name, what=what)
        raise UnreadableError("sheet_unknown_kind", file=self.name, what="zip")

    def has(self, part: str) -> bool:
        """Whether the part exists; letter case doesn't matter, as in the applications."""
        return part.lower() in self._parts

    def stream(self, part: str, limit: int = MAX_PART) -> Iterator[bytes]:
        """The part's bytes in pieces of up to 4 MB.

        Raises:
            UnreadableError: ``sheet_damaged`` (missing, truncated, wrong checksum) or
                ``sheet_bomb`` (more than ``limit`` bytes).
        """
        info = self._parts.get(part.lower())
        if info is None:
            raise UnreadableError("sheet_damaged", file=self.name)
        total = 0
        try:
            with self._zip.open(info) as member:
                while piece := member.read(_CHUNK):
                    total += len(piece)
                    if total > limit:
                        raise UnreadableError("sheet_bomb", file=self.name)
                    yield piece
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ):
            raise UnreadableError("sheet_damaged", file=self.name) from None

    def held(self, part: str) -> bytes:
        """The whole part, at most 256 MB of it. Raises as :meth:`stream`."""
        return b"".join(self.stream(part, MAX_HELD))

    def xml(self, part: str) -> ElementTree.Element:
        """The part as XML without document types, so without entities of its own.

        Raises:
            UnreadableError: as :meth:`stream`; ``sheet_damaged`` for broken XML.
        """
        data = self.held(part)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise UnreadableError("sheet_damaged", file=self.name)
        try:
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, ValueError, LookupError):
            raise UnreadableError("sheet_damaged", file=self.name) from None


def local(tag: str) -> str:
    """A tag without its namespace: strict and transitional workbooks differ only in that."""
    return tag.rsplit("}", 1)[-1]
