"""Which characters a font can draw, read from its own tables.

Pillow draws a box for what a font lacks without saying so, typst leaves it out, and both leave a
blank where a font maps a character to an outline that holds nothing.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from greenshield.reports.fonts import FontFile

Coverage = NDArray[np.bool_]
"""Shape (0x110000,): True where the face has a glyph for the code point."""

_Glyphs = NDArray[np.int64]
"""Shape (0x110000,): the glyph of a code point, 0 for none."""

_CODE_POINTS: Final = 0x110000
_MOST_TABLE: Final = 8_000_000  # bytes; the largest of a real font has some 400,000
_LONG_PLACES: Final = 50  # where ``head`` says whether ``loca`` counts in 32 bits
_FILLERS: Final = frozenset(map(ord, "\u115f\u1160\u2800\u3164\uffa0"))
"""Letters and signs of Unicode that are blank by their meaning."""


@lru_cache(maxsize=16)
def coverage(font: FontFile) -> Coverage:
    """What the face can draw; nothing where its character map can't be read.

    Formats 4 and 12 of OpenType's ``cmap`` table are read, which every font for Unicode has:
    https://learn.microsoft.com/typography/opentype/spec/cmap
    """
    found: Coverage = _mapped(font) > 0
    found[[ord(char) for char in blanks(font)]] = False
    found.flags.writeable = False
    return found


@lru_cache(maxsize=16)
def blanks(font: FontFile) -> frozenset[str]:
    """The characters that the face maps to an outline of nothing, though they are no blanks.

    WenQuanYi Micro Hei has some: ``℃``, ``Ⅴ``, ``ǎ``. Only TrueType outlines are looked at
    (``loca``: https://learn.microsoft.com/typography/opentype/spec/loca).
    """
    try:
        tables = _tables(font, b"head", b"loca")
        empty = _empty(tables[b"head"], tables[b"loca"])
    except (OSError, struct.error, ValueError, KeyError):
        return frozenset()
    glyphs = _mapped(font)
    of_known = (glyphs > 0) & (glyphs < len(empty))
    hollow = np.flatnonzero(of_known)[empty[glyphs[of_known]]]
    return frozenset(chr(code) for code in hollow.tolist() if _is_seen(code))


def _is_seen(code: int) -> bool:
    return unicodedata.category(chr(code))[0] not in "CZ" and code not in _FILLERS


def _empty(head: bytes, loca: bytes) -> Coverage:
    """Whether each glyph of a TrueType font has no outline."""
    (is_long,) = struct.unpack_from(">h", head, _LONG_PLACES)
    size, kind = (4, ">u4") if is_long else (2, ">u2")
    places = np.frombuffer(loca[: len(loca) // size * size], kind).astype(np.int64)
    found: Coverage = places[1:] == places[:-1]
    return found


def _mapped(font: FontFile) -> _Glyphs:
    """The glyph of each code point by the face's character map."""
    found: _Glyphs = np.zeros(_CODE_POINTS, np.int64)
    try:
        table = _tables(font, b"cmap")[b"cmap"]
        for offset in _unicode_subtables(table):
            _read_subtable(table[offset:], found)
    except (OSError, struct.error, ValueError, IndexError, KeyError):
        found[:] = 0
    return found


def _tables(font: FontFile, *wanted: bytes) -> Mapping[bytes, bytes]:
    """The named tables of one face of a font file or collection, of those that it has."""
    with font.path.open("rb") as file:
        start = 0
        if file.read(4) == b"ttcf":
            start = struct.unpack(">I", _at(file, 12 + 4 * font.index, 4))[0]
        (count,) = struct.unpack(">H", _at(file, start + 4, 2))
        places = [
            struct.unpack(">4sIII", _at(file, start + 12 + 16 * order, 16))
            for order in range(count)
        ]
        return {
            tag: _at(file, offset, min(size, _MOST_TABLE))
            for tag, _, offset, size in places
            if tag in wanted
        }


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


def _read_subtable(table: bytes, found: _Glyphs) -> None:
    (layout,) = struct.unpack_from(">H", table)
    if layout == 4:
        _read_segments(table, found)
    elif layout == 12:
        _read_groups(table, found)


def _read_segments(table: bytes, found: _Glyphs) -> None:
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
        found[codes[glyphs > 0]] = glyphs[glyphs > 0]


def _read_groups(table: bytes, found: _Glyphs) -> None:
    """Format 12: groups of the whole of Unicode."""
    (count,) = struct.unpack_from(">I", table, 12)
    groups = np.frombuffer(table, ">u4", count=count * 3, offset=16).reshape(-1, 3)
    for start, end, glyph in groups.astype(np.int64).tolist():
        last = min(end, _CODE_POINTS - 1)
        codes = np.arange(start + (1 if glyph == 0 else 0), last + 1)
        found[codes] = glyph + (codes - start)
