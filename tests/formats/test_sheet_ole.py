"""Compound files: chains without an end are refused; texts and days are read as Excel does."""

import datetime as dt
import struct

import pytest
from helpers.xls_made import biff8, entry, formula, record

from greenshield.domain.errors import UnreadableError
from greenshield.formats.sheet_grid import CellError, Percent
from greenshield.formats.sheet_ole import stream
from greenshield.formats.sheets import read_sheets

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF
TABLE, DIRECTORY, STORE, BOOK = 0, 1, 2, 3  # sectors; the book has eight


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


def test_that_a_formula_that_nobody_worked_out_is_told(tmp_path):
    """Programs write 0 for a result, and that it is to be worked out on opening."""
    path = tmp_path / "台账.xls"
    cells = formula(2, 0.0, 2) + formula(3, 0.0)
    path.write_bytes(biff8(1200, cells=cells))
    assert read_sheets(path).grids[0].rows[0][2:] == [CellError("#=?"), 0.0]
    path.write_bytes(biff8(1200, cells=formula(2, 5.0, 2)))
    assert read_sheets(path).grids[0].rows[0][2:] == [5.0]


def test_that_formulas_of_an_older_version_are_read(tmp_path):
    path = tmp_path / "台账.xls"
    path.write_bytes(biff8(1200, cells=formula(2, 5.0, 2, 0x0406) + formula(3, 7.0, 0, 0x0206)))
    assert read_sheets(path).grids[0].rows[0][2:] == [5.0, 7.0]


@pytest.mark.parametrize(
    ("code", "number", "read"),
    [
        ("yyyy-mm-dd", -3.0, -3.0), ("h:mm", 1.0, dt.timedelta(1)), ("h:mm", 0.25, dt.time(6)),
        ("h:mm", -0.25, dt.timedelta(-0.25)), ("[h]:mm", 1.5, dt.timedelta(1.5)),
        ("[Red][=50]General;[Blue]000", 50.0, 50.0), ("#,##0.00_);[Red]0", 40_000.5, 40_000.5),
    ],
)  # fmt: skip
def test_that_a_number_is_what_its_format_shows(tmp_path, code, number, read):
    path = tmp_path / "台账.xls"
    cell = record(0x203, struct.pack("<HHHd", 0, 2, 1, number))
    path.write_bytes(biff8(1200, [(0xA4, code)], cell))
    assert read_sheets(path).grids[0].rows[0][2:] == [read]
    packed = (int(number * 100) << 2 & 0xFFFFFFFF) | 3
    cell = record(0x27E, struct.pack("<HHHI", 0, 2, 1, packed))
    path.write_bytes(biff8(1200, [(0xA4, code)], cell))
    assert read_sheets(path).grids[0].rows[0][2:] == [read]


def test_that_excel_95_takes_no_colour_for_a_day(tmp_path):
    """Its formats have no byte of flags; the fast reader reads them as if they had."""
    code = b"[Red][=50]General;[Blue]000"
    start = struct.pack("<HHHH", 0x500, 5, 0x0DBB, 1996)
    head = record(0x809, start) + record(0x42, struct.pack("<H", 936)) + record(0xE0, bytes(16))
    head += record(0x41E, struct.pack("<HB", 0xA4, len(code)) + code)
    head += record(0xE0, struct.pack("<HH", 0, 0xA4) + bytes(12))
    at = len(head) + len(record(0x85, bytes(8))) + 4
    head += record(0x85, struct.pack("<IHB", at, 0, 1) + b"A") + record(0x0A)
    sheet = record(0x809, start[:2] + b"\x10\0" + start[4:])
    sheet += record(0x200, struct.pack("<HHHHH", 0, 1, 0, 1, 0))
    sheet += record(0x203, struct.pack("<HHHd", 0, 0, 1, 50.0)) + record(0x0A)
    path = tmp_path / "台账.xls"
    path.write_bytes(renamed(compound(book=head + sheet), "Book"))
    assert read_sheets(path).grids[0].rows == [[50.0]]


def renamed(data, name):
    """The compound file with another name of its stream."""
    at = data.index("Workbook".encode("utf-16-le"))
    told = name.encode("utf-16-le") + b"\0\0"
    return data[:at] + told.ljust(64, b"\0") + struct.pack("<H", len(told)) + data[at + 66 :]


@pytest.mark.parametrize("stream_name", ["WORKBOOK", "BOOK"])
def test_that_a_workbook_in_capitals_is_read(tmp_path, stream_name):
    """Crystal Reports and the like write the stream's name so."""
    path = tmp_path / "台账.xls"
    path.write_bytes(renamed(biff8(1200), stream_name))
    assert read_sheets(path).grids[0].rows == [["采石场", "N-1"]]
