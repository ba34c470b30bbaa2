"""Which characters a font draws with something to be seen."""

from __future__ import annotations

import struct
import unicodedata

from PIL import ImageFont

from greenshield.reports.font_coverage import blanks, coverage
from greenshield.reports.fonts import FontFile, find_chinese_font, find_faces
from greenshield.reports.glyphs import Glyphs

SIGNS = [
    char
    for char in map(chr, (*range(0x21, 0x3100), *range(0xFF00, 0xFFEF)))
    if unicodedata.category(char)[0] not in "CZM" and char not in "\u115f\u1160\u2800\uffa0"
]


def test_that_what_a_font_is_said_to_draw_can_be_seen():
    faces = find_faces()
    for font in {faces.head, faces.text, *faces.rare}:
        face = ImageFont.truetype(str(font.path), 40, index=font.index)
        known = coverage(font)
        said = [char for char in SIGNS if known[ord(char)]]
        assert said
        assert [char for char in said if face.getmask(char).getbbox() is None] == []


def test_that_an_empty_outline_is_no_glyph(tmp_path):
    for is_long in (False, True):
        font = FontFile(hollow(tmp_path / f"{is_long}.ttf", is_long=is_long), 0, "Hollow")
        assert blanks(font) == {"B"}
        assert [chr(c) for c in coverage(font).nonzero()[0]] == [" ", "A", "C"]


def test_that_another_face_lends_what_one_leaves_blank(tmp_path):
    font = FontFile(hollow(tmp_path / "hollow.ttf"), 0, "Hollow")
    other = find_chinese_font()
    alone, lent = Glyphs((font,)), Glyphs((font,), (other,))
    assert alone.drawn("A B") == "A [U+0042]"
    assert list(alone.missing) == ["B"]
    assert lent.drawn("A B") == "A B"
    assert (list(lent.taken), list(lent.borrowed)) == ([other], ["B"])


def test_that_what_the_second_face_alone_leaves_blank_is_borrowed_too(tmp_path):
    font = FontFile(hollow(tmp_path / "hollow.ttf"), 0, "Hollow")
    glyphs = Glyphs((find_chinese_font(), font))
    assert glyphs.drawn("A B") == "A B"
    assert list(glyphs.borrowed) == ["B"]


def test_that_a_font_without_outlines_to_look_at_has_no_blanks(tmp_path):
    whole = hollow(tmp_path / "whole.ttf").read_bytes()
    cut = tmp_path / "cut.ttf"
    cut.write_bytes(whole.replace(b"loca", b"lOCA"))
    assert blanks(FontFile(cut, 0, "Cut")) == frozenset()
    assert coverage(FontFile(cut, 0, "Cut"))[ord("B")]
    cut.write_bytes(b"x")
    assert blanks(FontFile(tmp_path / "none.ttf", 0, "None")) == frozenset()


def hollow(path, *, is_long=True):
    """A font of four letters, as far as its tables tell: of space and B the outlines are empty."""
    places = (0, 10, 10, 20, 20, 30)  # of the box, space, A, B, C
    loca = struct.pack(f">6{'I' if is_long else 'H'}", *places)
    head = bytes(50) + struct.pack(">hh", is_long, 0)
    letters = ((0x20, 1), (0x41, 2), (0x42, 3), (0x43, 4))
    groups = b"".join(struct.pack(">III", code, code, glyph) for code, glyph in letters)
    sub = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(letters)) + groups
    cmap = struct.pack(">HH", 0, 1) + struct.pack(">HHI", 3, 10, 12) + sub
    out, at = b"", 12 + 3 * 16
    entries = b""
    for tag, table in ((b"cmap", cmap), (b"head", head), (b"loca", loca)):
        entries += struct.pack(">4sIII", tag, 0, at + len(out), len(table))
        out += table
    path.write_bytes(struct.pack(">IHHHH", 0x00010000, 3, 0, 0, 0) + entries + out)
    return path
