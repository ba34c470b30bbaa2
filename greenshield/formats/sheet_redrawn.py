"""A commented xlsx of a sheet of another kind: its values, without its looks and formulas."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange

from greenshield.formats.sheet_grid import (
    BriefDay,
    Cell,
    Formatted,
    Grid,
    Percent,
    Workbook,
    shown,
)
from greenshield.formats.sheet_notes import ListWords, Note, by_cell, colour
from greenshield.formats.xlsx_listed import (
    LINK_COLUMN,
    MOST_LINKS,
    WIDTHS,
    free_name,
    link,
    row_height,
)

_EXACT = 1e15  # a larger whole number keeps its digits as text only
_NARROW, _WIDE = 8, 40  # columns, letters
_LOOKED_AT = 60  # rows, for the width of columns
_TRUE_FIRST = dt.date(1900, 3, 1)  # days before have another number in other programs
_DAYS = {"md": 'm"月"d"日"', "ym": 'yyyy"年"m"月"', "y": "yyyy"}
_BAD_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def redrawn(book: Workbook, notes: Sequence[Note], words: ListWords) -> bytes:
    """The workbook anew, with a list of the notes in front.

    Args:
        book: as read.
        notes: in their order.
        words: of the list.
    """
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    cells = by_cell(notes)
    with xlsxwriter.Workbook(out, options) as workbook:
        styles = _Styles(workbook)
        names: list[str] = []
        title = free_name(words.title, [g.name for g in book.grids])
        listed = workbook.add_worksheet(title)
        called = {}
        for grid in book.grids:
            name = grid.name.translate(_BAD_IN_NAME).strip("'")
            called[grid.name] = free_name(name or "Sheet", [title, *names])
            names.append(called[grid.name])
            sheet = workbook.add_worksheet(called[grid.name])
            _grid(sheet, grid, cells.get(grid.name, {}), words, styles)
        _list(listed, notes, words, styles, called)
        if book.grids:
            first = next((n.sheet for n in notes), book.grids[0].name)
            workbook.get_worksheet_by_name(called[first]).activate()
    return out.getvalue()


class _Styles:
    """One format for each look, made when it is first needed."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **look: Any) -> Any:
        """The format of this look."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]


def _grid(
    sheet: Any,
    grid: Grid,
    notes: Mapping[tuple[int, int], list[Note]],
    words: ListWords,
    styles: _Styles,
) -> None:
    for merge in grid.merges:
        try:
            sheet.merge_range(merge.top, merge.left, merge.bottom, merge.right, "")
        except OverlappingRange:
            continue  # a broken file's; its cells are written one by one
    for row, cells in enumerate(grid.rows):
        for column, value in enumerate(cells):
            if value is not None or (row + 1, column) in notes:
                look = _look(notes.get((row + 1, column), []))
                _write(sheet, row, column, value, styles, look)
    for (row, column), told in notes.items():
        if not (row <= len(grid.rows) and column < len(grid.rows[row - 1])):
            _write(sheet, row - 1, column, None, styles, _look(told))
        sheet.write_comment(row - 1, column, words.comment(told), {"x_scale": 2, "y_scale": 1.4})
    for column in range(grid.width):
        texts = (shown(grid.cell(row, column)) for row in range(min(len(grid.rows), _LOOKED_AT)))
        longest = max((sum(1 + (c > "ÿ") for c in text) for text in texts), default=0)
        sheet.set_column(column, column, min(max(longest + 2, _NARROW), _WIDE))
    if grid.rows:  # numbers of a text table stay the texts that they were
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(grid.rows)}"})


def _look(notes: Sequence[Note]) -> dict[str, Any]:
    return {"bg_color": f"#{colour(notes)}"} if notes else {}


def _write(
    sheet: Any, row: int, column: int, value: Cell, styles: _Styles, look: dict[str, Any]
) -> None:
    if value is None:
        sheet.write_blank(row, column, None, styles.of(**look))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, styles.of(**look))
    elif isinstance(value, Percent):
        sheet.write_number(row, column, value.fraction, styles.of(num_format="0.##%", **look))
    elif isinstance(value, dt.datetime) and value.date() >= _TRUE_FIRST:
        form = "yyyy-mm-dd hh:mm:ss" if value.time() != dt.time() else "yyyy-mm-dd"
        sheet.write_datetime(row, column, value, styles.of(num_format=form, **look))
    elif type(value) is BriefDay and value >= _TRUE_FIRST:
        form = _DAYS[value.shows]
        sheet.write_datetime(row, column, value, styles.of(num_format=form, **look))
    elif type(value) is dt.date and value >= _TRUE_FIRST:
        form = "yyyy-mm-dd"
        sheet.write_datetime(row, column, value, styles.of(num_format=form, **look))
    elif type(value) is Formatted and value.code.isprintable() and abs(value) < _EXACT:
        if value.code:
            sheet.write_number(row, column, value, styles.of(num_format=value.code, **look))
        elif value.unlike:
            sheet.write_number(row, column, value, styles.of(**look))
        else:  # of a file that holds the text instead of a format
            sheet.write_string(row, column, value.text, styles.of(**look))
    elif isinstance(value, int | float) and abs(value) < _EXACT:
        sheet.write_number(row, column, value, styles.of(**look))
    else:
        sheet.write_string(row, column, shown(value), styles.of(**look))


def _list(
    sheet: Any,
    notes: Sequence[Note],
    words: ListWords,
    styles: _Styles,
    called: Mapping[str, str],
) -> None:
    plain = styles.of(valign="top", text_wrap=True)
    for column, (header, width) in enumerate(zip(words.headers, WIDTHS, strict=True)):
        sheet.write_string(0, column, header, styles.of(bold=True, valign="top"))
        sheet.set_column(column, column, width)
    for row, note in enumerate(notes, 1):
        sheet.set_row(row, row_height(words.row(note)))
        for column, text in enumerate(words.row(note)):
            if column == LINK_COLUMN and row <= MOST_LINKS:
                place = link(replace(note, sheet=called[note.sheet]))
                sheet.write_url(row, column, f"internal:{place}", plain, note.cell)
            else:
                sheet.write_string(row, column, text, plain)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(notes), len(WIDTHS) - 1)
