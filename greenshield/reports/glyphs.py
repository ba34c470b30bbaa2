"""Which characters a font has, and words for those that no font of the machine has.

A PDF carries its fonts, so what they lack would be a box on every reader's screen. The character
map is read here: Pillow draws a box without saying so, and typst leaves it out.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from greenshield.domain.errors import Problem
from greenshield.reports.fonts import INSTALL_RARE, FontFile

Coverage = NDArray[np.bool_]
"""Shape (0x110000,): True where the face has a glyph for the code point."""

_CODE_POINTS = 0x110000
_MOST_TABLE = 8_000_000  # bytes; the largest of a real font has some 400,000
_NOTHING_TO_SEE = frozenset(("Cc", "Cf", "Cs"))


@lru_cache(maxsize=16)
def coverage(font: FontFile) -> Coverage:
    """What the face can draw; nothing where its character map can't be read.

    Formats 4 and 12 of OpenType's ``cmap`` table are read, which every font for Unicode has:
    https://learn.microsoft.com/typography/opentype/spec/cmap
    """
    found: Coverage = np.zeros(_CODE_POINTS, bool)
    try:
        table = _cmap(font.path, font.index)
        for offset in _unicode_subtables(table):
            _read_subtable(table[offset:], found)
    except (OSError, struct.error, ValueError, IndexError):
        found[:] = False
    found.flags.writeable = False
    return found


def _cmap(path: Path, index: int) -> bytes:
    """The character map of one face of a font file or collection."""
    with path.open("rb") as file:
        start = 0
        if file.read(4) == b"ttcf":
            start = struct.unpack(">I", _at(file, 12 + 4 * index, 4))[0]
        (tables,) = struct.unpack(">H", _at(file, start + 4, 2))
        for order in range(tables):
            tag, _, offset, size = struct.unpack(">4sIII", _at(file, start + 12 + 16 * order, 16))
            if tag == b"cmap":
                return _at(file, offset, min(size, _MOST_TABLE))
    raise ValueError("no cmap")


def _at(file: BinaryIO, offset: int, size: int) -> bytes:
    file.seek(offset)
    return file.read(size)


def _unicode_subtables(table: bytes) -> Iterator[int]:
    """Where the maps from Unicode stand: platform 0, or 3 with encoding 1 or 10."""
    (count,) = struct.unpack_from(">H", table, 2)
    for order in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * order)
        if (platform == 0 and encoding != 5) or (platform == 3 and encoding in (1, 10)):
            yield offset


def _read_subtable(table: bytes, found: Coverage) -> None:
    (layout,) = struct.unpack_from(">H", table)
    if layout == 4:
        _read_segments(table, found)
    elif layout == 12:
        _read_groups(table, found)


def _read_segments(table: bytes, found: Coverage) -> None:
    """Format 4: segments of the basic plane. Glyph 0 is the box for what is missing."""
    _, _, twice = struct.unpack_from(">HHH", table, 2)
    count = twice // 2
    words = np.frombuffer(table[: len(table) // 2 * 2], ">u2").astype(np.int64)
    ends, starts = words[7 : 7 + count], words[8 + count : 8 + 2 * count]
    deltas = words[8 + 2 * count : 8 + 3 * count]
    first = 8 + 3 * count  # of the offsets, which count from where they stand
    offsets = words[first : first + count]
    for order, (start, end) in enumerate(zip(starts, ends, strict=True)):
        codes = np.arange(start, min(end, 0xFFFE) + 1)
        if offsets[order]:
            places = first + order + offsets[order] // 2 + (codes - start)
            inside = places < len(words)
            glyphs = np.zeros(len(codes), np.int64)
            glyphs[inside] = words[places[inside]]
            glyphs = np.where(glyphs > 0, (glyphs + deltas[order]) & 0xFFFF, 0)
        else:
            glyphs = (codes + deltas[order]) & 0xFFFF
        found[codes[glyphs > 0]] = True


def _read_groups(table: bytes, found: Coverage) -> None:
    """Format 12: groups of the whole of Unicode."""
    (count,) = struct.unpack_from(">I", table, 12)
    groups = np.frombuffer(table, ">u4", count=count * 3, offset=16).reshape(-1, 3)
    for start, end, glyph in groups.astype(np.int64).tolist():
        found[start + (1 if glyph == 0 else 0) : min(end, _CODE_POINTS - 1) + 1] = True


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What some faces can draw together.

    Attributes:
        fonts: faces, the first that has a character draws it.
        rare: further faces of the machine, taken only for what ``fonts`` lack.
        taken: those of ``rare`` that were needed so far.
        missing: characters that no face has, each told once, in the order met.
    """

    fonts: tuple[FontFile, ...]
    rare: tuple[FontFile, ...] = ()
    taken: dict[FontFile, None] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)

    def drawn(self, text: str) -> str:
        """The text with ``[U+9F98]`` for a character that no face has.

        Marks that show nothing (joiners, direction marks, variation selectors) are left out, a
        space that no face has becomes a plain one.
        """
        if all(self._plain(char) for char in set(text)):
            return text
        return "".join(self._one(char) for char in text)

    def _plain(self, char: str) -> bool:
        return char == "\n" or (
            bool(coverage(self.fonts[0])[ord(char)])
            and unicodedata.category(char) not in _NOTHING_TO_SEE
        )

    def _one(self, char: str) -> str:
        if char == "\n":
            return char
        category = unicodedata.category(char)
        if category in _NOTHING_TO_SEE or _is_selector(char):
            return ""
        face = first_with(char, (*self.fonts, *self.taken, *self.rare))
        if face is None:
            if category == "Zs":
                return " "
            self.missing[char] = None
            return f"[{code_point(char)}]"
        if face in self.rare:
            self.taken[face] = None
        return char


def first_with(char: str, fonts: Iterable[FontFile]) -> FontFile | None:
    """The first face that has the character."""
    return next((font for font in fonts if coverage(font)[ord(char)]), None)


def code_point(char: str) -> str:
    """A character as its number, ``U+9F98``."""
    return f"U+{ord(char):04X}"


def missing_characters(missing: Iterable[str]) -> tuple[Problem, ...]:
    """That characters stand as their numbers, and what to install."""
    told = ", ".join(code_point(char) for char in missing)
    if not told:
        return ()
    params = {"characters": told, "package": INSTALL_RARE}
    return (Problem("report_character_missing", params=params, fatal=False),)


def _is_selector(char: str) -> bool:
    return 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF
