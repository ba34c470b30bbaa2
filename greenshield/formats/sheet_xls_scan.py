"""What the fast reader does not tell about xls sheets: errors, percentages, the first day.

Walks the records of the workbook's stream ([MS-XLS] 2.3); only those named below are looked at.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from greenshield.formats.sheet_ole import stream
from greenshield.formats.sheet_xlsx_scan import Scan

_BOF, _SHEET, _FORMAT, _XF, _DATE1904 = 0x0809, 0x0085, 0x041E, 0x00E0, 0x0022
_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_PERCENT_BUILTIN = {9, 10}
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!",
           42: "#N/A", 43: "#GETTING_DATA"}  # fmt: skip
_MAX_RECORDS = 20_000_000


@dataclass(slots=True)
class XlsScan:
    """All sheets of a workbook: by name what was found, and whether days count from 1904."""

    sheets: dict[str, Scan] = field(default_factory=dict)
    date1904: bool = False


def scan(data: bytes) -> XlsScan:
    """Looks once over a workbook; what can't be followed is left out, never an error."""
    book = stream(data, ("Workbook", "Book"))
    out = XlsScan()
    if book is None:
        return out
    starts: dict[int, str] = {}
    formats: dict[int, str] = {}
    styles: list[int] = []
    biff8 = True
    current: Scan | None = None
    percents: frozenset[int] = frozenset()
    for at, kind, body in _records(book):
        if kind == _BOF and len(body) >= 4:
            biff8 = struct.unpack_from("<H", body)[0] >= 0x0600
            if at in starts:
                current = out.sheets.setdefault(starts[at], Scan())
                percents = _percents(formats, styles)
        elif kind == _SHEET and len(body) >= 8:
            starts[struct.unpack_from("<I", body)[0]] = _sheet_name(body, biff8)
        elif kind == _DATE1904 and len(body) >= 2:
            out.date1904 = body[0] == 1
        elif kind == _FORMAT and len(body) >= 5:
            formats[struct.unpack_from("<H", body)[0]] = _format_text(body, biff8)
        elif kind == _XF and len(body) >= 4:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif current is not None:
            _cell(current, kind, body, percents)
    return out


def _records(book: bytes) -> Iterator[tuple[int, int, bytes]]:
    at, end = 0, len(book)
    for _ in range(_MAX_RECORDS):
        if at + 4 > end:
            return
        kind, size = struct.unpack_from("<HH", book, at)
        yield at, kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def _percents(formats: dict[int, str], styles: list[int]) -> frozenset[int]:
    own = {n for n, text in formats.items() if "%" in re.sub(r'"[^"]*"|\\.', "", text)}
    return frozenset(i for i, n in enumerate(styles) if n in own or n in _PERCENT_BUILTIN)


def _cell(found: Scan, kind: int, body: bytes, percents: frozenset[int]) -> None:
    """Notes an error or a percentage; every cell record begins with row, column and style."""
    if kind not in (_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR) or len(body) < 8:
        return
    row, column, style = struct.unpack_from("<HHH", body)
    if kind == _MULRK:
        for index in range((len(body) - 6) // 6):
            if struct.unpack_from("<H", body, 4 + 6 * index)[0] in percents:
                found.percents.add((row, column + index))
        return
    error = None
    if kind == _BOOLERR and body[7] == 1:
        error = body[6]
    elif kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        error = body[8]
    if error is not None:
        found.errors[row, column] = _ERRORS.get(error, "#ERROR")
    elif style in percents:
        found.percents.add((row, column))
    found.rows, found.columns = max(found.rows, row + 1), max(found.columns, column + 1)


def _sheet_name(body: bytes, biff8: bool) -> str:
    size = body[6]
    if not biff8:
        return body[7 : 7 + size].decode("gb18030", "replace")
    wide = body[7] & 1
    return body[8 : 8 + size * (2 if wide else 1)].decode(
        "utf-16-le" if wide else "latin-1", "replace"
    )


def _format_text(body: bytes, biff8: bool) -> str:
    if not biff8:
        return body[3:].decode("latin-1")
    wide = body[4] & 1
    return body[5:].decode("utf-16-le" if wide else "latin-1", "replace")
