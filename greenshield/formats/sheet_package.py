"""The zip container of xlsx, xlsb and ods: opened with care, since anyone may have made it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from greenshield.domain.errors import UnreadableError

MAX_MEMBERS = 20_000
MAX_PART = 2 * 1024**3  # streamed, never held
MAX_HELD = 256 * 1024**2  # parts that must be held whole, such as shared strings
_BROKEN = (EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_CHUNK = 4 * 1024**2

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_ENDS = {ord("<"): "utf-16-le", 0: "utf-16-be"}
_CODES = ("ascii", "utf-16-le", "utf-16-be")
_DECLARATIONS = tuple(m.encode(c) for m in ("<!DOCTYPE", "<!ENTITY") for c in _CODES)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
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

    def parts(self) -> dict[str, str]:
        """Of all parts the name in small letters, and as it is written."""
        names = {part: info.filename.replace("\\", "/") for part, info in self._parts.items()}
        return {part: name for part, name in names.items() if not part.endswith("/")}

    def start(self, part: str, size: int) -> bytes:
        """The first bytes of a part; "" where it can't be read."""
        try:
            with self._zip.open(self._parts[part]) as member:
                return member.read(size)
        except (zipfile.BadZipFile, zlib.error, *_BROKEN):
            return b""

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
        except (zipfile.BadZipFile, zlib.error, *_BROKEN):
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
        if declares(data):
            raise UnreadableError("sheet_damaged", file=self.name)
        try:
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, ValueError, LookupError):
            raise UnreadableError("sheet_damaged", file=self.name) from None


def declares(data: bytes) -> bool:
    """Whether XML has a document type or entities of its own, in any encoding that it may have."""
    return any(mark in data for mark in _DECLARATIONS)


def in_utf8(package: Package) -> Package:
    """The package with its XML in UTF-8; itself where it is so already, as nearly always.

    UTF-16 is allowed too (ECMA-376-2 8.1.4), and the fast reader knows it not, or not in all parts.

    Raises:
        UnreadableError: as :meth:`Package.held`; ``sheet_damaged`` where a part is no UTF-16.
    """
    wide = [part for part in package.parts() if part.endswith((".xml", ".rels"))]
    wide = [part for part in wide if package.start(part, 4).startswith(_WIDE)]
    if not wide:
        return package
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for part, name in package.parts().items():
            data = package.held(part)
            if part in wide:
                try:
                    text = data.decode("utf-16" if data[0] > 0xF0 else _ENDS[data[0]])
                except UnicodeError:
                    raise UnreadableError("sheet_damaged", file=package.name) from None
                data = _DECLARED.sub("", text, count=1).encode()
            made.writestr(name, data)
    return Package(out.getvalue(), package.name)


def attribute(element: ElementTree.Element, name: str) -> str:
    """An attribute by its name without namespace, "" where it is not there."""
    return next((v for k, v in element.attrib.items() if local(k) == name), "")


def local(tag: str) -> str:
    """A tag without its namespace: strict and transitional workbooks differ only in that."""
    return tag.rsplit("}", 1)[-1]
