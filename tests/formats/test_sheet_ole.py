"""Compound files whose chains come back to themselves are refused before anything follows them."""

import struct

import pytest

from greenshield.domain.errors import UnreadableError
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


def compound(endless=None):
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
        b"book".ljust(4096),
    )
    return head + b"".join(sectors)


def test_that_a_whole_file_gives_its_stream():
    assert stream(compound(), ("Book", "Workbook")) == b"book".ljust(4096)


@pytest.mark.parametrize("endless", [DIRECTORY, STORE, BOOK, "table"])
def test_that_a_chain_without_an_end_is_refused(tmp_path, endless):
    data = compound(endless)
    assert stream(data, ("Workbook",)) is None
    path = tmp_path / "台账.xls"
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as refused:
        read_sheets(path)
    assert refused.value.code == "sheet_damaged"
