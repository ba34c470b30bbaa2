"""Every tag of a photo in the order of its file: EXIF, GPS, maker's notes, XMP.

What a person may ask of a piece of evidence: wider than ``photos.read_photo`` and slower, bounded
likewise. A directory is read once, however often it is pointed to.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from greenshield.domain.as_read import ReadGroup, ReadTag
from greenshield.formats import photos_exif as exif
from greenshield.formats.photos_containers import complete_tiff, find
from greenshield.formats.photos_layout import Layout, layout_of
from greenshield.formats.photos_maker_note import read_note
from greenshield.formats.photos_source import ByteSource, ExifBlock, Found, Remark
from greenshield.formats.photos_values import KINDS, MAX_NUMBERS, MAX_SHOWN, name_of, text_of
from greenshield.formats.photos_xmp import XmpError
from greenshield.formats.photos_xmp_all import read_all

MAX_TAGS = 1_000  # of a directory
MAX_GROUPS = 48
_MAX_VALUE = 4 * MAX_SHOWN
_INTEROP_POINTER, _MAKER_NOTE = 0xA005, 0x927C
_POINTERS = {
    exif.EXIF_POINTER: "EXIF",
    exif.GPS_POINTER: "GPS",
    _INTEROP_POINTER: "Interoperability",
    exif.SUB_IFDS: "SubIFD",
}
_OFFSETS = {4: "I", 13: "I", 16: "Q", 18: "Q"}


def read_groups(source: ByteSource) -> tuple[Found, list[ReadGroup], list[Remark]]:
    """All groups of tags that a file holds.

    Args:
        source: the file.

    Returns:
        What its container is; the groups, empty ones left out; codes of what can't be read.

    Raises:
        UnreadableError: ``photo_empty``, ``photo_not_an_image``.
    """
    found = find(source)
    groups: list[ReadGroup] = []
    for number, block in enumerate(found.exif, start=1):
        lead = f"block {number} " if number > 1 and block.role == "Image" else ""
        groups += Walk(block, lead, MAX_GROUPS - len(groups)).groups
        if block.stream is source.handle:
            complete_tiff(source, found, exif.read_tags(block)[0])
    remarks = list(found.remarks)
    for number, packet in enumerate((found.xmp, *found.more_xmp), start=1):
        if not packet:
            continue
        try:
            xmp = read_all(packet, f"XMP {number}" if number > 1 else "XMP")
        except XmpError as error:
            remarks.append((str(error), {}))
        else:
            groups += [xmp] if xmp.tags else []
    return found, groups, remarks


class Walk:
    """Reads one TIFF structure, directory after directory.

    Attributes:
        groups: one a directory that has tags.
    """

    def __init__(self, block: ExifBlock, lead: str, most: int) -> None:
        self.groups: list[ReadGroup] = []
        self._block, self._lead, self._most = block, lead, most
        self._seen: set[int] = set()
        self._waiting: list[tuple[str, int]] = []
        self._camera: dict[int, str] = {}
        self._note: tuple[int, int] | None = None
        layout = layout_of(self._at(0, 8))
        if layout is not None:
            self._layout = layout
            self._chain(self._pointer(layout.first))
            self._take_note()

    def _at(self, offset: int, length: int) -> bytes:
        if not 0 <= offset < self._block.size:
            return b""
        self._block.stream.seek(offset)
        return self._block.stream.read(min(length, self._block.size - offset))

    def _pointer(self, at: int) -> int:
        size = self._layout.pointer
        data = self._at(at, size.size)
        return int(size.unpack(data)[0]) if len(data) == size.size else 0

    def _chain(self, offset: int) -> None:
        """A directory, those that it points to, and those that follow it."""
        page = 0
        while self._new(offset):
            page += 1
            name = self._block.role
            if name == "Image" and page > 1:
                small = page == 2 and self._block.base != 0  # in a TIFF file it is the second page
                name = "Thumbnail" if small else f"Image {page}"
            offset = self._directory(name, offset)
            while self._waiting:
                inner, begin = self._waiting.pop(0)
                if self._new(begin):
                    self._directory(inner, begin)

    def _new(self, offset: int) -> bool:
        fresh = 0 < offset < self._block.size and offset not in self._seen
        return fresh and len(self._seen) < self._most

    def _directory(self, name: str, offset: int) -> int:
        """Reads one directory; returns the offset of the next one, or 0."""
        self._seen.add(offset)
        layout = self._layout
        lead = self._at(offset, layout.count.size)
        if len(lead) < layout.count.size:
            return 0
        (count,) = layout.count.unpack(lead)
        begin = offset + layout.count.size
        table = self._at(begin, layout.entry.size * min(count, MAX_TAGS))
        whole = table[: len(table) // layout.entry.size * layout.entry.size]
        entries = enumerate(layout.entry.iter_unpack(whole))
        tags = [self._tag(name, begin + n * layout.entry.size, *entry) for n, entry in entries]
        if tags:
            left = max(0, min(count, self._block.size) - len(tags))
            self.groups.append(ReadGroup(self._lead + name, tuple(tags), left))
        return self._pointer(begin + count * layout.entry.size)

    def _tag(self, directory: str, entry: int, tag: int, kind: int, count: int) -> ReadTag:
        called = name_of(directory.partition(" ")[0], tag)
        known, width, _ = KINDS.get(kind, (f"type {kind}", 0, ""))
        size = width * count
        at = entry + self._layout.value_at
        if size > self._layout.pointer.size:
            at = self._pointer(at)
        if not width or at + size > self._block.size:
            return ReadTag(tag, called, known, "", size=size, damaged=True)
        data = self._at(at, min(size, max(_MAX_VALUE, width * (MAX_NUMBERS + 1))))
        if tag == _MAKER_NOTE and directory == "EXIF":
            self._note = (at, size)
            return ReadTag(tag, called, known, "", size=size, cut=True)
        value, meaning, cut = text_of(directory, tag, kind, data, self._layout.mark)
        if tag in (exif.MAKE, exif.MODEL) and directory == "Image":
            self._camera.setdefault(tag, value)
        for number, offset in enumerate(self._pointed(tag, kind, data)):
            inner = _POINTERS[tag]
            self._waiting.append((f"{inner}{number}" if inner == "SubIFD" else inner, offset))
        return ReadTag(tag, called, known, value, meaning, size, cut or size > len(data))

    def _pointed(self, tag: int, kind: int, data: bytes) -> Iterator[int]:
        """Offsets of the directories that a tag points to."""
        if tag not in _POINTERS or kind not in _OFFSETS:
            return
        number = struct.Struct(self._layout.mark + _OFFSETS[kind])
        for (offset,) in number.iter_unpack(data[: len(data) // number.size * number.size]):
            yield offset

    def _take_note(self) -> None:
        if self._note is None:
            return
        layout: Layout = self._layout
        make, model = self._camera.get(exif.MAKE, ""), self._camera.get(exif.MODEL, "")
        group = read_note(self._block, layout.order, *self._note, make, model)
        if group is not None:
            self.groups.append(ReadGroup(self._lead + group.name, group.tags, group.left_out))
