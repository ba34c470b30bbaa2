"""Makes xls workbooks byte by byte: what no program at hand writes any more."""

from __future__ import annotations

import struct
from collections.abc import Iterable

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF


def record(kind: int, body: bytes = b"") -> bytes:
    """One record."""
    return struct.pack("<HH", kind, len(body)) + body


def entry(name: str, kind: int, start: int, size: int) -> bytes:
    """One entry of a compound file's directory."""
    told = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBIII", kind, 1, FREE, FREE, FREE)
    return told.ljust(64, b"\0") + struct.pack("<H", len(told)) + links + bytes(36) + struct.pack(
        "<IQ", start, size
    )  # fmt: skip


def compound(book: bytes, *, small: bool = False, name: str = "Workbook") -> bytes:
    """A compound file of one stream, in the mini stream or in sectors of its own."""
    size = len(book) if small else max(4096, len(book))
    count = -(-size // 512)
    fat = [0xFFFFFFFD, END, END, *range(4, 3 + count), END]
    minifat = [*range(1, 8 * count), END] if small else []
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 2, 1, END, 0
    )  # fmt: skip
    head = head.ljust(76, b"\0") + struct.pack("<109I", 0, *[FREE] * 108)
    root = entry("Root Entry", 5, 3 if small else END, count * 512 if small else 0)
    entries = root + entry(name, 2, 0 if small else 3, size)
    parts = (
        struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff"),
        entries.ljust(512, b"\0"),
        struct.pack(f"<{len(minifat)}I", *minifat).ljust(512, b"\xff"),
        book.ljust(count * 512, b"\0"),
    )
    return head + b"".join(parts)


def biff8(codepage: int, formats: Iterable[tuple[int, str]] = (), cells: bytes = b"") -> bytes:
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

    def whole(at: int) -> bytes:
        sheet = record(0x85, struct.pack("<IHBB", at, 0, 1, 0) + b"A")
        return head + sheet + texts + record(0x0A)

    rows = b"".join(record(0xFD, struct.pack("<HHHI", 0, n, 0, n)) for n in (0, 1))
    sheet = record(0x809, start[:2] + b"\x10\0" + start[4:])
    sheet += record(0x200, struct.pack("<IIHHH", 0, 1, 0, 4, 0)) + rows + cells + record(0x0A)
    return compound(whole(len(whole(0))) + sheet)


def formula(column: int, number: float, flags: int = 0, kind: int = 0x06) -> bytes:
    """A formula without its tokens, and its result."""
    return record(kind, struct.pack("<HHHdHIH", 0, column, 0, number, flags, 0, 0))
