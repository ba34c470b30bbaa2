"""Texts of xls workbooks that state no code page, or one that their bytes do not have."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest
from helpers.xls_made import compound, record

from greenshield.formats.sheet_grid import Percent, Workbook, shown
from greenshield.formats.sheets import read_sheets

CHINESE = ["采石场", "镕基石业", "云岭县第一采石场"]  # the second has a letter that GB 2312 lacks


def biff5(
    texts: list[bytes], codepage: int | None = None, sheet: bytes = b"A", share: bool = False
) -> bytes:
    """The stream of a workbook of Excel 95: texts in column A, a percentage in B1, 3.5亩 in C1."""
    start = struct.pack("<HHHH", 0x500, 5, 0x0C92, 1994)
    head = record(0x809, start)
    head += b"" if codepage is None else record(0x42, struct.pack("<H", codepage))
    head += record(0x31, struct.pack("<HHHH", 200, 0, 0x7FFF, 400) + bytes(6) + b"\x05Arial")
    unit = '0.0"亩"'.encode("gbk")
    head += record(0x41E, struct.pack("<HB", 164, len(unit)) + unit)
    head += b"".join(
        record(0xE0, struct.pack("<HH", 0, number) + bytes(12)) for number in (0, 9, 164)
    )

    def whole(at: int) -> bytes:
        return head + record(0x85, struct.pack("<IHB", at, 0, len(sheet)) + sheet) + record(0x0A)

    cells = b"".join(
        record(0x204, struct.pack("<HHHH", row, 0, 0, len(text)) + text)
        for row, text in enumerate(texts)
    )
    if share:
        cells += record(0x203, struct.pack("<HHHd", 0, 1, 1, 0.5))
        cells += record(0x203, struct.pack("<HHHd", 0, 2, 2, 3.5))
    page = record(0x809, start[:2] + b"\x10\0" + start[4:])
    page += record(0x200, struct.pack("<HHHHH", 0, len(texts), 0, 3, 0)) + cells + record(0x0A)
    return whole(len(whole(0))) + page


def _read(path: Path, book: bytes, *, small: bool = False) -> Workbook:
    path.write_bytes(compound(book, small=small, name="Book"))
    return read_sheets(path)


def _first(book: Workbook) -> list[Any]:
    return [row[0] for row in book.grids[0].rows]


def _told(book: Workbook) -> list[tuple[str, Any]]:
    return [(p.code, p.params.get("page")) for p in book.problems]


@pytest.mark.parametrize("small", [True, False])
@pytest.mark.parametrize("codepage", [None, 1252, 32_769])
def test_that_chinese_is_read_where_no_code_page_or_a_western_one_is_stated(
    tmp_path, codepage, small
):
    """As web systems write it that state 1252 of everything; Excel in China shows it right."""
    book = biff5([text.encode("gbk") for text in CHINESE], codepage)
    found = _read(tmp_path / "台账.xls", book, small=small)
    assert _first(found) == CHINESE
    assert _told(found) == [("sheet_codepage_assumed", 936)]
    assert found.problems[0].params["sample"] == CHINESE[0]


def test_that_a_stated_code_page_of_china_is_nothing_to_speak_of(tmp_path):
    found = _read(tmp_path / "台账.xls", biff5([t.encode("gbk") for t in CHINESE], 936))
    assert (_first(found), found.problems) == (CHINESE, ())


@pytest.mark.parametrize(
    "texts",
    [["• Größe", "Zürich – “Ufer”", "naïve façade"], ["CAFÉ DÉJÀ VU", "GRÖßE ÄÖÜ"], ["Ñandú"]],
)
def test_that_western_texts_stay_western_and_that_is_told(tmp_path, texts):
    stream = [text.encode("cp1252") for text in texts]
    found = _read(tmp_path / "a.xls", biff5(stream))
    assert _first(found) == texts
    assert _told(found) == [("sheet_codepage_assumed", 1252)]
    stated = _read(tmp_path / "a.xls", biff5(stream, 1252))
    assert (_first(stated), stated.problems) == (texts, ())


def test_that_plain_letters_need_no_code_page(tmp_path):
    found = _read(tmp_path / "a.xls", biff5([b"TB-1"]))
    assert (_first(found), found.problems) == (["TB-1"], ())


@pytest.mark.parametrize(("codepage", "name"), [(936, "台账"), (None, "问题台账"), (1252, "Größe")])
def test_that_looks_of_cells_are_those_of_a_sheet_named_in_its_code_page(tmp_path, codepage, name):
    coded = name.encode("cp1252" if codepage == 1252 else "gbk")
    found = _read(tmp_path / "a.xls", biff5([b"x"], codepage, coded, share=True))
    assert (found.grids[0].name, found.grids[0].rows) == (name, [["x", Percent(0.5), 3.5]])
    assert codepage == 1252 or shown(found.grids[0].rows[0][2]) == "3.5亩"


def test_that_bytes_of_western_signs_among_wide_letters_are_signs(tmp_path):
    """As of a version 8 workbook that holds the bytes of 1252 as letters of UTF-16."""
    start = struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 1997, 0, 6)
    text = struct.pack("<HB", 8, 0) + b"a \x95 b\x92s\x85"
    head = record(0x809, start)

    def whole(at: int) -> bytes:
        sheet = record(0x85, struct.pack("<IHBB", at, 0, 1, 0) + b"A")
        return head + sheet + record(0xFC, struct.pack("<II", 1, 1) + text) + record(0x0A)

    page = record(0x809, start[:2] + b"\x10\0" + start[4:])
    page += record(0x200, struct.pack("<IIHHH", 0, 1, 0, 1, 0))
    page += record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0)) + record(0x0A)
    found = _read(tmp_path / "a.xls", whole(len(whole(0))) + page)
    assert _first(found) == ["a • b’s…"]
    told = [(p.code, p.params["count"], p.params["first"]) for p in found.problems]
    assert told == [("sheet_signs_assumed", 1, "A1")]
