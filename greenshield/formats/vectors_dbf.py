"""Reads the rows of a dBASE table, column by column. Layout: dBASE III+ header and field records.

Values that are what their column says become numbers, dates (ISO 8601) and truth values; what is
not (``1,5`` in a column of numbers) stays the text that it is, which GDAL would turn into another
number. A table with columns of other kinds (memos, binary numbers) is not for this reader.
"""

from __future__ import annotations

import datetime as dt
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from greenshield.domain.errors import UnreadableError
from greenshield.formats.vectors_limits import check_cells

_ROWS: Final = 2000  # looked at for the encoding
KINDS: Final = frozenset("CNFDL")
_INT64_DIGITS: Final = 18  # a number column as wide as this holds whole numbers exactly
_NUMBER: Final = re.compile(rb"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\Z")
_TRUE, _FALSE = frozenset(b"TtYy"), frozenset(b"FfNn")

Decode = Callable[[bytes, str, int], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name as bytes, its kind, and where it stands in a row."""

    name: bytes
    kind: str
    first: int
    last: int
    decimals: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table's layout: ``rows`` of ``width`` bytes from byte ``start`` on.

    Attributes:
        language: the language driver's id.
        columns: in their order.
    """

    rows: int
    start: int
    width: int
    language: int
    columns: tuple[Column, ...]

    @property
    def is_plain(self) -> bool:
        """Whether every column is of a kind that this module reads."""
        return all(column.kind in KINDS for column in self.columns)

    @property
    def texts(self) -> list[tuple[int, int]]:
        """Where the columns of text stand in a row."""
        return [(c.first, c.last) for c in self.columns if c.kind == "C"]


def read_layout(file: Path, shown: str) -> Table | None:
    """A dBASE table's layout; None where the file is no such table.

    Raises:
        UnreadableError: ``vector_truncated``: rows that the header promises are missing.
    """
    with file.open("rb") as stream:
        head = stream.read(32 + 32 * 2048)
    if len(head) < 33:
        return None
    rows, start, width = struct.unpack("<IHH", head[4:12])
    columns, offset, position = [], 1, 32
    while position + 32 <= min(start, len(head)) and head[position] not in (0x0D, 0x00):
        field = head[position : position + 32]
        kind, length, decimals = chr(field[11]), field[16], field[17]
        if kind == "C":
            length += decimals << 8  # as FoxPro and GDAL have it
        name = field[:11].split(b"\x00")[0]
        columns.append(Column(name, kind, offset, offset + length, decimals))
        offset += length
        position += 32
    if not columns or offset > width or start < position or start > file.stat().st_size:
        return None
    if rows and (file.stat().st_size - start + 1) // width < rows:
        raise UnreadableError("vector_truncated", file=f"{shown} ({file.name})", count=rows)
    return Table(rows, start, width, head[29], tuple(columns))


def sample_texts(file: Path, table: Table) -> list[bytes]:
    """Column names and texts that hold more than ASCII, from rows all over the table."""
    samples = [column.name for column in table.columns if not column.name.isascii()]
    size = file.stat().st_size - table.start
    rows = min(table.rows, size // table.width if table.width else 0)
    if not rows or not table.texts:
        return samples
    data = np.memmap(file, np.uint8, "r", table.start, (rows, table.width))
    telling = np.zeros(rows, bool)
    for first, last in table.texts:
        telling |= (data[:, first:last] >= 0x80).any(axis=1)
    found = np.flatnonzero(telling)
    for row in found[:: max(1, len(found) // _ROWS)]:
        record = data[row].tobytes()
        texts = (record[first:last].rstrip(b" \x00") for first, last in table.texts)
        samples += [text for text in texts if not text.isascii()]
    return samples


def read(
    file: Path, table: Table, names: tuple[str, ...], decode: Decode
) -> tuple[npt.NDArray[np.bool_], list[dict[str, Any]]]:
    """All rows of a table.

    Args:
        file: the .dbf.
        table: of it, plain.
        names: of the columns, decoded and unique.
        decode: makes text of bytes; told the column's name and the row, from 1, for its remarks.

    Returns:
        Which rows are marked as deleted, shape (rows,), and the attributes of every row.

    Raises:
        OverLimitError: more than is taken.
    """
    if not table.rows:
        return np.zeros(0, bool), []
    check_cells(table.rows * len(table.columns))
    shape = (table.rows, table.width)
    # The last row may lack its last byte: some programs don't write the end of the file.
    whole = np.zeros(shape, np.uint8)
    with file.open("rb") as stream:
        stream.seek(table.start)
        raw = np.frombuffer(stream.read(table.rows * table.width), np.uint8)
    whole.reshape(-1)[: len(raw)] = raw
    columns = [
        _column(whole, column, name, decode)
        for column, name in zip(table.columns, names, strict=True)
    ]
    rows = [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
    return whole[:, 0] == ord("*"), rows or [{} for _ in range(table.rows)]


def _column(
    table: npt.NDArray[np.uint8], column: Column, name: str, decode: Decode
) -> Iterator[Any]:
    """A column's values; equal bytes are read once."""
    width = column.last - column.first
    if width <= 0:
        return iter([None] * len(table))
    block = np.ascontiguousarray(table[:, column.first : column.last])
    cells = block.view(f"V{width}").ravel().tolist()
    known: dict[bytes, Any] = {}
    read = _READERS[column.kind]
    out = []
    for number, cell in enumerate(cells, start=1):
        value = known.get(cell, known)
        if value is known:
            text = cell.split(b"\0", 1)[0].strip(b" ")
            value = read(text, column) if text else None
            if isinstance(value, bytes):
                value = decode(value, name, number)
            known[cell] = value
        out.append(value)
    return iter(out)


def _text(text: bytes, column: Column) -> bytes:
    del column
    return text


def _number(text: bytes, column: Column) -> int | float | bytes | None:
    if text.startswith(b"*"):  # too wide for its column: the value is lost
        return None
    is_whole = column.decimals == 0 and column.last - column.first <= _INT64_DIGITS
    if is_whole and text.isdigit():
        return int(text)
    if _NUMBER.match(text) is None:
        return text
    value = float(text)
    if is_whole and value.is_integer():
        return int(text) if text.lstrip(b"+-").isdigit() else int(value)
    return value


def _date(text: bytes, column: Column) -> str | bytes | None:
    del column
    if not text.strip(b"0"):
        return None
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:8])).isoformat()
    except ValueError:
        return text


def _truth(text: bytes, column: Column) -> bool | bytes | None:
    del column
    if text == b"?":
        return None
    return True if text[0] in _TRUE else False if text[0] in _FALSE else text


_READERS: Final[dict[str, Callable[[bytes, Column], Any]]] = {
    "C": _text,
    "N": _number,
    "F": _number,
    "D": _date,
    "L": _truth,
}
