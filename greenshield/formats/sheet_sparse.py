"""Reads an xlsx sheet cell by cell, for sheets whose cells lie too far apart for one dense block.

About ten times slower than the dense reader, and never larger than what the sheet holds.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings

import openpyxl
from openpyxl.worksheet._reader import WorkSheetParser

from greenshield.domain.errors import UnreadableError
from greenshield.formats.sheet_grid import Cell, CellError, Merge, Row, trimmed

_MAX_WIDTHS = 30_000_000  # of all rows together, gaps before a row's last cell included


def read_sparse(data: bytes, sheet: str, name: str) -> tuple[list[Row], tuple[Merge, ...]]:
    """Rows and merged ranges of one worksheet.

    Raises:
        UnreadableError: ``sheet_damaged``, ``sheet_too_many_cells``.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(data, sheet, name)
    except (UnreadableError, MemoryError):
        raise
    except Exception:  # openpyxl raises whatever its parsing meets
        raise UnreadableError("sheet_damaged", file=name) from None


def _read(data: bytes, sheet: str, name: str) -> tuple[list[Row], tuple[Merge, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    page = book[sheet]
    rows: list[Row] = []
    widths = 0
    # The public iterator pads every row to the sheet's full width; its parser does not.
    with page._get_source() as source:  # noqa: SLF001
        parser = WorkSheetParser(
            source,
            page._shared_strings,  # noqa: SLF001
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        for number, cells in parser.parse():
            filled = [c for c in cells if c["value"] is not None and c["value"] != ""]
            if not filled or number < 1:
                continue
            widths += max(c["column"] for c in filled)
            if widths > _MAX_WIDTHS:
                raise UnreadableError("sheet_too_many_cells", file=name, limit=_MAX_WIDTHS)
            rows.extend([] for _ in range(number - len(rows)))
            row: Row = [None] * max(c["column"] for c in filled)
            for cell in filled:
                row[cell["column"] - 1] = _value(cell["value"], cell["data_type"])
            rows[number - 1] = row
        ranges = [m.ref for m in parser.merged_cells.mergeCell] if parser.merged_cells else []
    return trimmed(rows), tuple(_merge(reference) for reference in ranges)


def _value(value: Cell, kind: str) -> Cell:
    if kind == "e":
        return CellError(str(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return float(value) if type(value) is int else value


def _merge(reference: str) -> Merge:
    left, top, right, bottom = openpyxl.utils.range_boundaries(reference)
    return Merge(top - 1, left - 1, bottom - 1, right - 1)
