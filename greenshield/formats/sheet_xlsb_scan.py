"""Bounds of the sheets of an xlsb workbook, from its binary records ([MS-XLSB] 2.1.4)."""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Iterator

from greenshield.domain.errors import UnreadableError
from greenshield.formats.sheet_package import Package
from greenshield.formats.sheet_xlsx_scan import LAST_COLUMN, LAST_ROW, Scan

_ROW_HEADER = 0  # BrtRowHdr: row number in its first four bytes
_CELLS = range(1, 12)  # BrtCellBlank … BrtFmlaError: column in their first four bytes
_BUNDLE_SHEET = 156  # BrtBundleSh
_MAX_RECORDS = 40_000_000


def scans(package: Package) -> dict[str, Scan]:
    """Sheet name -> its bounds.

    Raises:
        UnreadableError: ``sheet_damaged`` where a record is cut off or out of bounds.
    """
    root = package.xml("xl/_rels/workbook.bin.rels")
    targets = {
        item.get("Id", ""): posixpath.normpath(posixpath.join("xl", item.get("Target", "")))
        for item in root
    }
    out: dict[str, Scan] = {}
    for kind, body in _records(package.held("xl/workbook.bin"), package.name):
        if kind == _BUNDLE_SHEET and len(body) >= 16:
            key, end = _text(body, 8)
            name, _ = _text(body, end)
            part = targets.get(key, "")
            if package.has(part):
                out[name] = _bounds(package.held(part), package.name)
    return out


def _bounds(data: bytes, name: str) -> Scan:
    out = Scan()
    for kind, body in _records(data, name):
        if len(body) < 4:
            continue
        if kind == _ROW_HEADER:
            out.rows = max(out.rows, struct.unpack_from("<I", body)[0] + 1)
        elif kind in _CELLS:
            out.cells += 1
            out.columns = max(out.columns, struct.unpack_from("<I", body)[0] + 1)
    if out.rows > LAST_ROW or out.columns > LAST_COLUMN:
        raise UnreadableError("sheet_damaged", file=name)
    return out


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
