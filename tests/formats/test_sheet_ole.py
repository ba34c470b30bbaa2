"""Compound files: chains without an end are refused; texts and days are read as Excel does."""

import datetime as dt
import struct

import pytest

from greenshield.domain.errors import UnreadableError
from greenshield.formats.sheet_grid import Percent
from greenshield.formats.sheet_ole import stream
from greenshield.formats.sheets import read_sheets

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF
TABLE, DIRECTORY, STORE, BOOK = 0, 1, 2, 3  # sectors; the book has eight


def entry(name, kind, start, size):
    told = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBIII", kind, 1, FREE, FREE, FREE)
    return told.ljust(64, b"\0") + struct.pack("<H", len(told)) + links + bytes(36) + struct.pack(
        "<IQ", start, size
    )  # fmt: skip


def compound(endless=None, book=b"book"):
    """A compound file with one stream of 4,096 bytes; one of its chains may never end."""
    fat = [FREE] * 128
    fat[TABLE], fat[DIRECTORY], fat[STORE] = 0xFFFFFFFD, END, END
    fat[BOOK : BOOK + 8] = [*range(BOOK + 1, BOOK + 8), END]
    for sector in () if endless is None or endless == "table" else (endless,):
        fat[sector] = sector
    more = (TABLE, 1) if endless == "table" else (END, 0)  # a table of tables in itself
    if endless == "table":
        fat[127] = TABLE
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, DIRECTORY, 0, 4096, STORE, 1, *more
    )  # fmt: skip
    head = head.ljust(76, b"\0") + struct.pack("<109I", TABLE, *[FREE] * 108)
    entries = entry("Root Entry", 5, STORE, 64) + entry("Workbook", 2, BOOK, 4096)
    sectors = (
        struct.pack("<128I", *fat),
        entries.ljust(512, b"\0"),
        bytes(512),
        book.ljust(4096, b"\0"),
    )
    return head + b"".join(sectors)


def test_that_a_whole_file_gives_its_stream():
    assert stream(compound(), ("Book", "Workbook")) == b"book".ljust(4096, b"\0")


@pytest.mark.parametrize("endless", [DIRECTORY, STORE, BOOK, "table"])
def test_that_a_chain_without_an_end_is_refused(tmp_path, endless):
    data = compound(endless)
    assert stream(data, ("Workbook",)) is None
    path = tmp_path / "台账.xls"
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as refused:
        read_sheets(path)
    assert refused.value.code == "sheet_damaged"


def record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def biff8(codepage, formats=(), cells=b""):
    """A workbook of one sheet whose cells A1 and B1 are a wide and a narrow shared text."""
    start = struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 1997, 0, 6)
    wide = struct.pack("<HB", 3, 1) + "采石场".encode("utf-16-le")
    narrow = struct.pack("<HB", 3, 0) + b"N-1"
    styles = record(0xE0, bytes(20)) + b"".join(
        record(0x41E, struct.pack("<HHB", number, len(code), 0) + code.encode())
        + record(0xE0, struct.pack("<HH", 0, number) + bytes(16))
        for number, code in formats
    )
    texts = record(0xFC, struct.pack("<II", 2, 2) + wide + narrow)
    head = record(0x809, start) + record(0x42, struct.pack("<H", codepage)) + styles

    def whole(at):
        sheet = record(0x85, struct.pack("<IHBB", at, 0, 1, 0) + b"A")
        return head + sheet + texts + record(0x0A)

    rows = b"".join(record(0xFD, struct.pack("<HHHI", 0, n, 0, n)) for n in (0, 1))
    sheet = record(0x809, start[:2] + b"\x10\0" + start[4:])
    sheet += record(0x200, struct.pack("<IIHHH", 0, 1, 0, 4, 0)) + rows + cells + record(0x0A)
    return compound(book=whole(len(whole(0))) + sheet)


@pytest.mark.parametrize("codepage", [1200, 1252, 936])
def test_that_texts_are_read_as_they_are_whatever_code_page_is_stated(tmp_path, codepage):
    """Some Java libraries state that of their machine; Excel does not look at it."""
    path = tmp_path / "台账.xls"
    path.write_bytes(biff8(codepage))
    assert read_sheets(path).grids[0].rows == [["采石场", "N-1"]]


def test_that_days_are_days_by_formats_of_any_number(tmp_path):
    number = record(0x203, struct.pack("<HHHd", 0, 2, 1, 45_000.0))
    share = record(0x203, struct.pack("<HHHd", 0, 3, 2, 0.5))
    path = tmp_path / "台账.xls"
    path.write_bytes(biff8(1200, [(0xA3, "YYYY\\-MM\\-DD"), (0xA2, "0.0%")], number + share))
    row = read_sheets(path).grids[0].rows[0]
    assert row[2:] == [dt.date(2023, 3, 15), Percent(0.5)]


@pytest.mark.parametrize("stream_name", ["WORKBOOK", "BOOK"])
def test_that_a_workbook_in_capitals_is_read(tmp_path, stream_name):
    """Crystal Reports and the like write the stream's name so."""
    written = "Workbook".encode("utf-16-le")
    other = stream_name.encode("utf-16-le").ljust(len(written), b"\0")
    data = biff8(1200).replace(written, other)
    length = data.index(other) + 64
    size = struct.pack("<H", 2 * len(stream_name) + 2)
    path = tmp_path / "台账.xls"
    path.write_bytes(data[:length] + size + data[length + 2 :])
    assert read_sheets(path).grids[0].rows == [["采石场", "N-1"]]
