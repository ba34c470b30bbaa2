"""What the fonts of this machine can draw, and what stands where none can."""

from __future__ import annotations

import struct

import pytest
from PIL import ImageFont

from greenshield.reports.font_coverage import coverage
from greenshield.reports.fonts import FontFile, find_chinese_font, find_faces
from greenshield.reports.glyphs import Glyphs, missing_characters

NOWHERE = "\U0001f9ff"  # a sign that no font of text has
PRIVATE = "\ue5e5"


@pytest.fixture(scope="module")
def font():
    return find_chinese_font()


def drawn_by_freetype(font, chars):
    """Whether each character has a glyph of its own: not the one of a code point without any."""
    face = ImageFont.truetype(str(font.path), 40, index=font.index)
    box = bytes(face.getmask("\uffff"))
    return [bytes(face.getmask(char)) != box for char in chars]


def test_that_the_table_says_what_the_font_draws(font):
    chars = [
        chr(c) for c in (*range(0x21, 0x7F), *range(0x4E00, 0x9FA5, 97), 0x3002, 0xE5E5, 0xFDD0)
    ]
    known = coverage(font)
    assert [bool(known[ord(c)]) for c in chars] == drawn_by_freetype(font, chars)
    assert 10_000 < known.sum() < 200_000


def test_that_text_which_the_font_has_stays_as_it_is(font):
    text = "自然保护地 第 1 页\n√ 符合　× 未确认"
    glyphs = Glyphs((font,))
    assert glyphs.drawn(text) == text
    assert not glyphs.missing


def test_that_a_character_without_a_glyph_stands_as_its_number(font):
    glyphs = Glyphs((font,))
    assert glyphs.drawn(f"矿{NOWHERE}区{PRIVATE}{NOWHERE}") == "矿[U+1F9FF]区[U+E5E5][U+1F9FF]"
    (told,) = missing_characters(glyphs.missing)
    assert told.code == "report_character_missing"
    assert told.params["characters"] == "U+1F9FF, U+E5E5"
    assert not told.fatal


def test_that_marks_which_show_nothing_are_left_out(font):
    glyphs = Glyphs((font,))
    assert glyphs.drawn("葛\U000e0100城\u200b区\ufe0f\u202e\u2066") == "葛城区"
    assert glyphs.drawn("一\u2005二") in ("一\u2005二", "一 二")
    assert not glyphs.missing


def test_that_another_face_is_taken_for_what_the_first_lacks(font, tmp_path):
    narrow = FontFile(only_latin(tmp_path / "latin.ttf"), 0, "Latin")
    glyphs = Glyphs((narrow,), (font,))
    assert glyphs.drawn("AB 矿") == "AB 矿"
    assert list(glyphs.taken) == [font]
    assert not Glyphs((narrow,), (font,)).taken


def test_that_a_file_that_is_no_font_has_no_characters(tmp_path):
    for name, content in (("a.ttf", b""), ("b.ttc", b"ttcf" + b"\xff" * 40), ("c.ttf", b"x" * 500)):
        (tmp_path / name).write_bytes(content)
        assert not coverage(FontFile(tmp_path / name, 0, name)).any()
    assert not coverage(FontFile(tmp_path / "none.ttf", 0, "none")).any()


def test_that_a_glyph_zero_is_no_glyph(tmp_path):
    known = coverage(FontFile(only_latin(tmp_path / "latin.ttf"), 0, "Latin"))
    assert [chr(c) for c in known.nonzero()[0] if chr(c) in "@ABYZ[^_"] == ["A", "B", "Y", "Z", "_"]


def test_that_text_and_heads_have_a_face_each(font):
    faces = find_faces()
    assert faces.head == font
    assert faces.text not in faces.rare
    assert coverage(faces.text)[ord("销")]


def only_latin(path):
    """A file with nothing but a character map: space, A to Z by format 4, _ by format 12.

    The segment of A to Z goes by a list of glyphs in which that of [ to ^ is 0.
    """
    glyphs = [*range(1, 27), 0, 0, 0, 0]
    ends, starts, deltas = (0x20, 0x5E, 0xFFFF), (0x20, 0x41, 0xFFFF), (100, 0, 1)
    offsets = (0, 4, 0)
    words = [*ends, 0, *starts, *deltas, *offsets, *glyphs]
    four = struct.pack(">HHHHHHH", 4, 14 + 2 * len(words), 0, 6, 0, 0, 0)
    four += struct.pack(f">{len(words)}H", *words)
    twelve = struct.pack(">HHIII", 12, 0, 28, 0, 1) + struct.pack(">III", 0x5F, 0x5F, 90)
    table = struct.pack(">HH", 0, 2) + struct.pack(">HHI", 3, 1, 20)
    table += struct.pack(">HHI", 3, 10, 20 + len(four)) + four + twelve
    head = struct.pack(">IHHHH", 0x00010000, 1, 16, 0, 0)
    entry = struct.pack(">4sIII", b"cmap", 0, 28, len(table))
    path.write_bytes(head + entry + table)
    return path
