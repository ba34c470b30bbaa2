"""Which sheet of a workbook holds the ledger, and which others look like one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from greenshield.domain.errors import Problem, UnreadableError
from greenshield.formats.ledger_header import Header, find_header, first_words
from greenshield.formats.ledger_model import Layout, Layouts, SheetLeft
from greenshield.formats.ledger_words import Words, fold
from greenshield.formats.sheet_grid import Grid, Workbook
from greenshield.formats.sheets import pick

_LEAST = 2  # columns of a header that only memory knows


@dataclass(frozen=True, slots=True)
class Choice:
    """The sheet to read.

    Attributes:
        grid: its cells.
        header: where its table begins.
        layout: what is remembered of its headers, None for nothing.
        left: the other sheets with a header.
    """

    grid: Grid
    header: Header
    layout: Layout | None
    left: tuple[SheetLeft, ...]

    def remarks(self, file: str) -> list[Problem]:
        """A remark that names the sheets that were left, where there are any."""
        if not self.left:
            return []
        others = "、".join(sheet.sheet for sheet in self.left)
        params = {"sheet": self.grid.name, "others": others}
        return [Problem("ledger_other_sheets", file, params=params, fatal=False)]


def choose(
    book: Workbook,
    sheet: str | None,
    words: Words,
    mapping: Mapping[str, str] | None,
    layouts: Layouts | None = None,
) -> Choice:
    """The named sheet, else the visible one whose header knows most.

    Args:
        book: as read.
        sheet: its name, or None.
        words: synonyms.
        mapping: the caller's columns, whose headers count as known.
        layouts: what is remembered of headers.

    Raises:
        UsageError: ``sheet_not_found``.
        UnreadableError: ``ledger_no_header``.
    """
    headers = _headers(book, _with_mapping(words, mapping))
    grids = [pick(book, sheet)] if sheet is not None else [g for g in book.grids if g.rows]
    found = [(g, h, _of(layouts, h)) for g in grids if (h := headers.get(g.name)) is not None]
    if not found and mapping:  # columns named by their letters under words that nobody knows
        least = max(_LEAST, len(mapping))
        found = [(g, h, None) for g in grids if (h := first_words(g, least)) is not None]
    if not found:  # words that a person explained the last time
        told = ((g, h, _of(layouts, h)) for g in grids if (h := first_words(g, _LEAST)))
        found = [(g, h, layout) for g, h, layout in told if layout is not None]
    if not found:
        names = "、".join(g.name for g in grids)
        raise UnreadableError("ledger_no_header", file=book.file, sheets=names)
    grid, header, layout = min(
        found, key=lambda one: (one[0].hidden, -one[1].known, -len(one[0].rows))
    )
    left = tuple(
        SheetLeft(g.name, h.known, len(g.rows) - h.last - 1, g.hidden)
        for g in book.grids
        if g is not grid and (h := headers.get(g.name)) is not None
    )
    return Choice(grid, header, layout, left)


def ledgers_in(book: Workbook, words: Words) -> list[str]:
    """The visible sheets with a table's header and rows below, in their order."""
    found = _headers(book, words)
    return [
        g.name
        for g in book.grids
        if not g.hidden and (h := found.get(g.name)) is not None and len(g.rows) > h.last + 1
    ]


def _headers(book: Workbook, words: Words) -> dict[str, Header]:
    return {g.name: h for g in book.grids if g.rows and (h := find_header(g, words)) is not None}


def _of(layouts: Layouts | None, header: Header) -> Layout | None:
    return None if layouts is None else layouts(header.texts)


def _with_mapping(words: Words, mapping: Mapping[str, str] | None) -> Words:
    """Synonyms in which the headers that the caller names count too, to find the header by."""
    if not mapping:
        return words
    own = {
        fold(header): field
        for field, header in mapping.items()
        if not re.fullmatch("[A-Za-z]{1,3}", header.strip())  # a column's letter
    }
    return replace(words, headers={**words.headers, **own})
