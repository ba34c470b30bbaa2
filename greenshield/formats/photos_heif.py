"""Finds EXIF, XMP and the size in HEIF and AVIF files (ISO/IEC 23008-12)."""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

from greenshield.formats.photos_isobmff import MAX_META, Box, boxes, exif_item, outer_boxes
from greenshield.formats.photos_source import MAX_BLOCKS, MAX_EXIF, MAX_XMP, ByteSource, Found

# Where the corners of a picture as stored (ab over cd) come to lie, row by row, for each of EXIF's
# orientations from 1 on.
_CORNERS: Final = ("abcd", "badc", "dcba", "cdab", "acbd", "cadb", "dbca", "bdac")
_QUARTER: Final = (1, 3, 0, 2)  # which corner each takes the place of: a quarter anticlockwise
_MIRRORED: Final = ((2, 3, 0, 1), (1, 0, 3, 2))  # upside down; left for right


def find_heif(source: ByteSource, file_type: str) -> Found:
    """Reads the item tables of a HEIF or AVIF file."""
    found = Found(file_type)
    for kind, begin, end in outer_boxes(source):
        if kind == b"meta" and end - begin <= MAX_META:
            try:
                _Meta(source, begin, end).fill(found)
            except (struct.error, IndexError):
                found.remarks.append(("photo_container_damaged", {}))
            break
    return found


class _Properties(NamedTuple):
    known: dict[int, Box]
    mine: list[int]


class _Meta:
    """The item tables of one ``meta`` box."""

    def __init__(self, source: ByteSource, begin: int, end: int) -> None:
        self.source = source
        self.data = source.at(begin, end - begin)
        self.parts = {k: (a, b) for k, a, b in boxes(self.data, 4, len(self.data))}
        self.base = begin

    def number(self, at: int, size: int) -> int:
        """A big-endian number of 0, 1, 2, 4 or 8 bytes."""
        return int.from_bytes(self.data[at : at + size], "big")

    def fill(self, found: Found) -> None:
        """Puts EXIF, XMP, size and turn of the primary picture into ``found``."""
        properties = self.properties()
        found.width, found.height = self.size(properties)
        found.turned = self.turned(properties)
        wanted = self.items()
        for item, pieces in self.places(set(wanted)).items():
            total = sum(length for _, length in pieces)
            if total > (MAX_EXIF if wanted[item] == b"Exif" else MAX_XMP):
                continue
            data = b"".join(self.source.at(at, length) for at, length in pieces)
            if wanted[item] != b"Exif":
                found.xmp = found.xmp or data
                continue
            block = exif_item(data, pieces[0][0] if len(pieces) == 1 else None)
            found.exif += [block] if block else []

    def items(self) -> dict[int, bytes]:
        """Numbers of the first Exif and XMP items, with their type."""
        if b"iinf" not in self.parts:
            return {}
        begin, end = self.parts[b"iinf"]
        out: dict[int, bytes] = {}
        for kind, at, stop in boxes(self.data, begin + (8 if self.data[begin] else 6), end):
            if len(out) >= MAX_BLOCKS:
                break
            if kind != b"infe" or self.data[at] < 2:
                continue
            wide = 4 if self.data[at] == 3 else 2
            name = self.data[at + 6 + wide : at + 10 + wide]
            rest = self.data[at + 10 + wide : stop]
            if name == b"Exif" or (name == b"mime" and b"application/rdf+xml" in rest):
                out[self.number(at + 4, wide)] = name
        return out

    def places(self, wanted: set[int]) -> dict[int, list[tuple[int, int]]]:
        """Where in the file the pieces of the wanted items lie, from ``iloc``."""
        if b"iloc" not in self.parts or not wanted:
            return {}
        at, end = self.parts[b"iloc"]
        version = self.data[at]
        sizes = self.number(at + 4, 2)
        offset_size, length_size = sizes >> 12, sizes >> 8 & 15
        base_size, index_size = sizes >> 4 & 15, sizes & 15 if version else 0
        wide = 4 if version == 2 else 2
        left = self.number(at + 6, wide)
        at += 6 + wide
        out: dict[int, list[tuple[int, int]]] = {}
        while left and at < end:
            left -= 1
            item = self.number(at, wide)
            at += wide
            method = self.number(at, 2) & 15 if version else 0
            at += (2 if version else 0) + 2
            base = self.number(at, base_size) + self._inside(method)
            at += base_size
            extents = self.number(at, 2)
            at += 2
            step = index_size + offset_size + length_size
            if item in wanted and method < 2 and 0 < extents <= 64:
                out[item] = [
                    (
                        base + self.number(at + n * step + index_size, offset_size),
                        self.number(at + n * step + index_size + offset_size, length_size),
                    )
                    for n in range(extents)
                ]
            at += extents * step
        return out

    def _inside(self, method: int) -> int:
        """What offsets count from: the file, or the ``idat`` box."""
        return self.base + self.parts[b"idat"][0] if method == 1 and b"idat" in self.parts else 0

    def properties(self) -> _Properties:
        """The properties by their numbers, and the numbers of those that the primary item has."""
        if b"iprp" not in self.parts:
            return _Properties({}, [])
        inner = {k: (a, b) for k, a, b in boxes(self.data, *self.parts[b"iprp"])}
        if b"ipco" not in inner:
            return _Properties({}, [])
        known = dict(enumerate(boxes(self.data, *inner[b"ipco"]), start=1))
        return _Properties(known, self._properties(inner.get(b"ipma")))

    def size(self, properties: _Properties) -> tuple[int | None, int | None]:
        """The primary picture's size from its ``ispe`` property; else the largest one."""
        sizes: dict[int, tuple[int, int]] = {}
        for index, (kind, at, stop) in properties.known.items():
            if kind == b"ispe" and stop - at >= 12:
                sizes[index] = struct.unpack_from(">II", self.data, at + 4)
        mine = [sizes[n] for n in properties.mine if n in sizes]
        return max(mine or sizes.values(), default=(None, None))

    def turned(self, properties: _Properties) -> int | None:
        """EXIF's orientation for what ``irot`` and ``imir`` say of the primary picture.

        They apply one after the other as the item names them: quarters anticlockwise; mirrored
        top for bottom (0) or left for right (1). None where the item's properties aren't known.
        """
        corners = _CORNERS[0]
        for number in properties.mine:
            kind, at, stop = properties.known.get(number, (b"", 0, 0))
            if stop <= at or kind not in (b"irot", b"imir"):
                continue
            told = self.data[at]
            for step in [_QUARTER] * (told & 3) if kind == b"irot" else [_MIRRORED[told & 1]]:
                corners = "".join(corners[n] for n in step)
        return _CORNERS.index(corners) + 1 if properties.mine else None

    def _properties(self, place: tuple[int, int] | None) -> list[int]:
        """Property numbers of the primary item, from ``pitm`` and ``ipma``."""
        if place is None or b"pitm" not in self.parts:
            return []
        at = self.parts[b"pitm"][0]
        primary = self.number(at + 4, 4 if self.data[at] else 2)
        at, end = place
        wide = 4 if self.data[at] else 2
        long = self.data[at + 3] & 1
        left = self.number(at + 4, 4)
        at += 8
        while left and at < end:
            left -= 1
            item, count = self.number(at, wide), self.data[at + wide]
            at += wide + 1
            step = 2 if long else 1
            if item == primary:
                mask = 0x7FFF if long else 0x7F
                return [self.number(at + n * step, step) & mask for n in range(count)]
            at += count * step
        return []
