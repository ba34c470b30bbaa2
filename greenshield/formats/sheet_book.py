"""Workbooks of Excel (xlsx, xlsm, xlsb, xls), read by calamine behind bounds."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable

import python_calamine as calamine

from greenshield.domain.errors import Problem, UnreadableError
from greenshield.formats import sheet_xls_scan, sheet_xlsb_scan, sheet_xlsx_scan
from greenshield.formats.sheet_grid import (
    BriefDay,
    Cell,
    CellError,
    Grid,
    Merge,
    Percent,
    Row,
    Workbook,
    letter,
    trimmed,
)
from greenshield.formats.sheet_package import Package
from greenshield.formats.sheet_quiet import quiet
from greenshield.formats.sheet_serial import moment, time_or_span
from greenshield.formats.sheet_sparse import read_sparse
from greenshield.formats.sheet_xls_signs import recoded, western
from greenshield.formats.sheet_xlsx_scan import Place, Scan

MAX_CELLS = 10_000_000  # that hold something, or a style
MAX_BLOCK = 12_000_000  # of the dense block that calamine lays out, about 400 MB


def read_excel(data: bytes, name: str, kind: str, package: Package | None) -> Workbook:
    """Reads all worksheets.

    Args:
        data: the file's bytes.
        name: its name.
        kind: ``xlsx``, ``xlsb`` or ``xls``.
        package: the opened container; None for xls.

    Raises:
        UnreadableError: ``sheet_damaged``, ``sheet_encrypted``, ``sheet_bomb``,
            ``sheet_too_many_cells``.
    """
    problems: list[Problem] = []
    codepage = None
    if package is None:
        found = sheet_xls_scan.scan(data, name)
        scans, date1904 = found.sheets, found.date1904
        data, codepage = sheet_xls_scan.truthful(data, found), found.codepage
        if found.assumed:
            told = {"page": found.codepage, "sample": found.assumed}
            problems.append(Problem("sheet_codepage_assumed", name, params=told, fatal=False))
    else:
        scans, date1904 = _looked_over(package, kind, name)
    book = _opened(data, name)
    grids: list[Grid] = []
    for meta in book.sheets_metadata:
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = meta.name if codepage is None else recoded(meta.name, codepage)
        scan = scans.get(sheet)
        far = kind == "xlsx" and scan is not None and not _fits(scan)
        rows, merges = read_sparse(data, meta.name, name) if far else _dense(book, meta.name, name)
        if scan is not None:
            _mend(rows, scan, date1904)
        if codepage is not None:
            rows = [[_recoded(cell, codepage) for cell in row] for row in rows]
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        remarks = () if scan is None else _old(scan, sheet, name)
        unseen = Scan() if scan is None else scan
        grids.append(
            Grid(
                sheet, trimmed(rows), merges, hidden, remarks,
                frozenset(unseen.hidden), frozenset(unseen.struck),
            )
        )  # fmt: skip
    if kind == "xls":
        problems += western(grids, name)
    return Workbook(name, kind, tuple(grids), problems=tuple(problems), date1904=date1904)


def _looked_over(package: Package, kind: str, name: str) -> tuple[dict[str, Scan], bool]:
    """What the fast reader does not tell: by sheet, and whether days count from 1904."""
    date1904 = False
    if kind == "xlsb":
        scans, date1904 = sheet_xlsb_scan.scans(package)
    else:
        said = sheet_xlsx_scan.flags(package)
        date1904 = said.date1904
        shown = sheet_xlsx_scan.styles(package)
        parts = sheet_xlsx_scan.sheet_parts(package)
        scans = {s: sheet_xlsx_scan.scan(package, p, shown, said) for s, p in parts.items()}
    for sheet, scan in scans.items():
        if scan.cells > MAX_CELLS or (kind == "xlsb" and not _fits(scan)):
            raise UnreadableError("sheet_too_many_cells", file=name, sheet=sheet, limit=MAX_CELLS)
    return scans, date1904


def _old(scan: Scan, sheet: str, name: str) -> tuple[Problem, ...]:
    """A remark on a sheet whose results of formulas may be old."""
    counted = scan.formulas - len(scan.errors)  # which are told by cell
    if not scan.old or scan.formula is None or counted < 1:
        return ()
    row, column = scan.formula
    first = f"{letter(column)}{row + 1}" if row >= 0 else "?"
    params = {"sheet": sheet, "count": counted, "first": first}
    return (Problem("sheet_results_old", name, params=params, fatal=False),)


def _recoded(cell: Cell, codepage: int) -> Cell:
    return recoded(cell, codepage) if type(cell) is str else cell


def _fits(scan: Scan) -> bool:
    return scan.plain and scan.rows * max(scan.columns, 1) <= MAX_BLOCK


def _opened(data: bytes, name: str) -> calamine.CalamineWorkbook:
    try:
        with quiet():
            return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError:
        raise UnreadableError("sheet_encrypted", file=name) from None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of the Rust reader derives from BaseException
        raise UnreadableError("sheet_damaged", file=name) from None


def _dense(
    book: calamine.CalamineWorkbook, sheet: str, name: str
) -> tuple[list[Row], tuple[Merge, ...]]:
    try:
        with quiet():
            block = book.get_sheet_by_name(sheet)
            cells = block.to_python(skip_empty_area=False)
            ranges = block.merged_cell_ranges or ()
        rows: list[Row] = [[None if cell == "" else cell for cell in row] for row in cells]
        merges = tuple(Merge(*low, *high) for low, high in sorted(ranges))  # told in order
    except calamine.PasswordError:
        raise UnreadableError("sheet_encrypted", file=name) from None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # as above
        raise UnreadableError("sheet_damaged", file=name) from None
    return rows, merges


def _mend(rows: list[Row], scan: Scan, date1904: bool) -> None:
    """Puts in what the fast reader leaves out or mistakes: failed formulas, texts, shares, days."""
    left: dict[tuple[int, int], Cell] = {at: CellError(text) for at, text in scan.errors.items()}
    left |= {at: text or None for at, text in scan.texts.items()}
    left |= {at: number for at, number in scan.numbers.items() if at not in scan.errors}
    for (row, column), cell in left.items():
        if 0 <= row < scan.rows and 0 <= column < scan.columns:
            while len(rows) <= row:
                rows.append([])
            rows[row].extend([None] * (column + 1 - len(rows[row])))
            rows[row][column] = cell
    _put(rows, scan.dates, lambda number: moment(number, date1904=date1904) or number)
    _put(rows, scan.times, lambda number: time_or_span(number, date1904=date1904) or number)
    _put(rows, scan.percents, Percent)
    for at, code in scan.formats.items():
        _put(rows, (at,), code.shown)
    for (row, column), part in scan.brief.items():
        if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            day = rows[row][column]
            if type(day) is dt.date:
                rows[row][column] = BriefDay.of(day, part)


def _put(rows: list[Row], places: Iterable[Place], made: Callable[[float], Cell]) -> None:
    """Makes something else of the numbers at some places."""
    for row, column in places:
        if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            value = rows[row][column]
            if isinstance(value, int | float) and not isinstance(value, bool):
                rows[row][column] = made(float(value))
