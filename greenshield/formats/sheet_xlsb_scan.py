"""What the fast reader does not tell about xlsb sheets, from their records ([MS-XLSB] 2.1.4).

Besides the bounds these are failed formulas, percentages, whole numbers that are shown as days,
and texts that stand in a cell with their own typefaces: it leaves all of them out.
"""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Iterator

from greenshield.domain.errors import UnreadableError
from greenshield.formats.sheet_package import Package
from greenshield.formats.sheet_serial import Styles
from greenshield.formats.sheet_xls_scan import ERRORS, note_number, rk
from greenshield.formats.sheet_xlsb_styles import styles
from greenshield.formats.sheet_xlsx_scan import LAST_COLUMN, LAST_ROW, Scan

_ROW_HEADER, _HIDDEN = 0, 0x10  # BrtRowHdr: row number in its first four bytes
_CELLS = range(1, 12)  # BrtCellBlank … BrtFmlaError: column in their first four bytes
_RICH = 62  # BrtCellRString: likewise, then a byte of flags and the text
_RK, _ERROR, _REAL, _FORMULA_NUMBER, _FORMULA_ERROR = 2, 3, 5, 9, 11
_FORMULAS = range(8, 12)  # BrtFmlaString … BrtFmlaError
_BOOK = 153  # BrtWbProp
_CALCULATION = 157  # BrtCalcProp
_OLD = 0b10001  # of its flags: to be worked out on opening, not all was worked out
_BUNDLE_SHEET = 156  # BrtBundleSh
_MAX_RECORDS = 40_000_000


def scans(package: Package) -> tuple[dict[str, Scan], bool]:
    """Sheet name -> what was found there; and whether days count from 1904.

    Raises:
        UnreadableError: ``sheet_damaged`` where a record is cut off or out of bounds.
    """
    root = package.xml("xl/_rels/workbook.bin.rels")
    targets = {
        item.get("Id", ""): posixpath.normpath(posixpath.join("xl", item.get("Target", "")))
        for item in root
    }
    out: dict[str, Scan] = {}
    parts: dict[str, str] = {}
    date1904 = old = False
    shown = _styles(package)
    for kind, body in _records(package.held("xl/workbook.bin"), package.name):
        if kind == _BOOK and len(body) >= 4:
            date1904 = bool(body[0] & 1)
        if kind == _CALCULATION and len(body) >= 26:
            old = bool(struct.unpack_from("<H", body, 24)[0] & _OLD)
        if kind == _BUNDLE_SHEET and len(body) >= 16:
            key, end = _text(body, 8)
            name, _ = _text(body, end)
            parts[name] = targets.get(key, "")
    for name, part in parts.items():
        if package.has(part):
            out[name] = _scan(package.held(part), package.name, shown)
            out[name].old = old
    return out, date1904


def _styles(package: Package) -> Styles:
    part = "xl/styles.bin"
    return styles(_records(package.held(part), package.name)) if package.has(part) else Styles()


def _scan(data: bytes, name: str, shown: Styles) -> Scan:
    out = Scan()
    row = 0
    for kind, body in _records(data, name):
        if len(body) < 4:
            continue
        if kind == _ROW_HEADER:
            row = struct.unpack_from("<I", body)[0]
            out.rows = max(out.rows, row + 1)
            if len(body) >= 12 and body[11] & _HIDDEN:
                out.hidden.add(row)
        elif kind in _CELLS or kind == _RICH:
            out.cells += 1
            column = struct.unpack_from("<I", body)[0]
            out.columns = max(out.columns, column + 1)
            _cell(out, (row, column), kind, body, shown)
    if out.rows > LAST_ROW or out.columns > LAST_COLUMN:
        raise UnreadableError("sheet_damaged", file=name)
    return out


def _cell(out: Scan, place: tuple[int, int], kind: int, body: bytes, shown: Styles) -> None:
    """Notes one cell: its column, its style in three bytes, a byte of flags, then what it holds."""
    if len(body) < 9:
        return
    if kind in _FORMULAS:
        out.formulas += 1
        out.formula = out.formula or place
    style = struct.unpack_from("<I", body, 4)[0] & 0xFFFFFF
    if style in shown.struck:
        out.struck.add(place)
    if kind == _RICH:
        out.texts[place] = _text(body, 9)[0]
    elif kind in (_ERROR, _FORMULA_ERROR):
        out.errors[place] = ERRORS.get(body[8], "#ERROR")
    elif kind == _RK and len(body) >= 12:
        note_number(out, place, style, rk(struct.unpack_from("<I", body, 8)[0]), shown)
    elif kind in (_REAL, _FORMULA_NUMBER) and len(body) >= 16:
        note_number(out, place, style, struct.unpack_from("<d", body, 8)[0], shown)


def _records(data: bytes, name: str) -> Iterator[tuple[int, bytes]]:
    """Type and body of each record; both lengths are base 128, lowest part first."""
    at, end = 0, len(data)
    for _ in range(_MAX_RECORDS):
        if at >= end:
            return
        kind, at = _varint(data, at, 2)
        size, at = _varint(data, at, 4)
        if at + size > end:
            break
        yield kind, data[at : at + size]
        at += size
    raise UnreadableError("sheet_damaged", file=name)


def _varint(data: bytes, at: int, longest: int) -> tuple[int, int]:
    value = 0
    for index in range(longest):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << (7 * index)
        if not byte & 0x80:
            break
    return value, at


def _text(body: bytes, at: int) -> tuple[str, int]:
    """A wide string: a count of UTF-16 units, then the units."""
    if at + 4 > len(body):
        return "", at
    size = struct.unpack_from("<I", body, at)[0]
    end = at + 4 + 2 * size
    return body[at + 4 : end].decode("utf-16-le", "replace"), end
