"""Reads any sheet: workbooks, text tables and web pages that call themselves workbooks."""

from __future__ import annotations

from pathlib import Path

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.formats.sheet_book import read_excel
from greenshield.formats.sheet_grid import Cell, CellError, Grid, Merge, Percent, Workbook
from greenshield.formats.sheet_html import read_html
from greenshield.formats.sheet_kind import kind_of, load
from greenshield.formats.sheet_ods import read_flat_ods, read_ods
from greenshield.formats.sheet_package import Package, in_utf8
from greenshield.formats.sheet_text import read_text
from greenshield.formats.sheet_xlsx_blanks import with_blanks
from greenshield.formats.sheet_xml import read_xml

__all__ = ["Cell", "CellError", "Grid", "Merge", "Percent", "Workbook", "pick", "read_sheets"]


def read_sheets(
    path: Path | str, *, encoding: str | None = None, delimiter: str | None = None
) -> Workbook:
    """Reads every sheet of a file, by its content whatever its ending says.

    Args:
        path: xlsx, xlsm, xls, xlsb, ods, fods, csv, tsv or txt; also the HTML and XML files that
            web systems hand out as ``.xls``.
        encoding: for texts, instead of the detected one.
        delimiter: for texts, instead of the detected one.

    Raises:
        UnreadableError: ``sheet_missing``, ``sheet_is_directory``, ``sheet_empty_file``,
            ``sheet_unknown_kind``, ``sheet_too_old``, ``sheet_encrypted``, ``sheet_damaged``,
            ``sheet_bomb``, ``sheet_too_large``, ``sheet_too_many_cells``,
            ``sheet_encoding_unknown``, ``sheet_encoding_wrong``, ``sheet_text_zeros``,
            ``sheet_no_cells`` (a page or web archive without tables).
        SurroundingsError: ``sheet_no_permission``, ``sheet_io_failed``.
    """
    path = Path(path)
    data = load(path)
    kind = kind_of(data, path.name)
    if kind == "zip":
        package = Package(data, path.name)
        kind = package.kind()
        if kind == "ods":
            return read_ods(package)
        package = with_blanks(in_utf8(package)) if kind == "xlsx" else package
        return read_excel(package.data, path.name, kind, package)
    if kind == "xls":
        return read_excel(data, path.name, kind, None)
    if kind == "html":
        return read_html(data, path.name, encoding)
    if kind == "fods":
        return read_flat_ods(data, path.name)
    if kind == "xml":
        return read_xml(data, path.name)
    return read_text(data, path.name, encoding=encoding, delimiter=delimiter)


def pick(book: Workbook, sheet: str | None) -> Grid:
    """The named sheet; or the first visible one that holds anything, else a hidden one, else any.

    Raises:
        UsageError: ``sheet_not_found``.
        UnreadableError: ``sheet_no_cells`` where the file holds no sheet at all.
    """
    if sheet is not None:
        for grid in book.grids:
            if grid.name.strip() == sheet.strip():
                return grid
        names = [grid.name for grid in book.grids]
        raise UsageError("sheet_not_found", file=book.file, sheet=sheet, sheets="、".join(names))
    ranked = sorted(book.grids, key=lambda grid: (not grid.rows, grid.hidden))
    if not ranked:
        raise UnreadableError("sheet_no_cells", file=book.file)
    return ranked[0]
