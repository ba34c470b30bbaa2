"""Reads a list of things that are no issues: its header by words, its rows as they stand.

The sheet, the header and the rows are told apart as a ledger's are (``ledger.py``); which words
name which field, and what a cell must hold, is the caller's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from greenshield.domain.errors import Problem, UnreadableError, UsageError
from greenshield.formats.ledger_crossed import crossed
from greenshield.formats.ledger_header import Header, column_field, find_header, first_words
from greenshield.formats.ledger_hidden import without_hidden
from greenshield.formats.ledger_model import ColumnMapping
from greenshield.formats.ledger_numbers import unit_in
from greenshield.formats.ledger_rows import body, fill_merges
from greenshield.formats.ledger_words import IGNORED, Words, fold
from greenshield.formats.sheet_grid import Grid, Row, Workbook, letter
from greenshield.formats.sheets import pick, read_sheets

MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a list.

    Attributes:
        file: its name.
        sheet: the sheet that was read.
        columns: in their order; empty where the text has no header.
        records: 1-based row, cells.
        problems: remarks of the reader.
        typed: whether cells bear types, as in a workbook.
        date1904: the workbook counts days from 1904.
        sheets: all that hold anything.
        header_rows: first and last row of the header, 1-based; (0, 0) where there is none.
    """

    file: str
    sheet: str
    columns: tuple[ColumnMapping, ...]
    records: list[tuple[int, Row]]
    problems: list[Problem]
    typed: bool
    date1904: bool
    sheets: tuple[str, ...] = ()
    header_rows: tuple[int, int] = (0, 0)


def read_listed(
    path: Path,
    words: Words,
    known: Sequence[str],
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    headless: bool = False,
    ignored: Collection[str] = (),
) -> Listed:
    """Reads the list in a workbook or a text table.

    Args:
        path: the file.
        words: synonyms of the columns.
        known: the fields that a column can be.
        sheet: its name; else the one that looks most like such a list.
        mapping: field -> header, or letter of the column; goes before the words.
        encoding: of a text table, instead of the detected one.
        headless: a text without a header is a list too, all of its rows records.
        ignored: headers or letters of columns that are not to be taken.

    Raises:
        UnreadableError: as ``read_sheets``; ``list_no_header``, ``list_no_rows``,
            ``list_too_long``.
        UsageError: ``sheet_not_found``, ``list_field_unknown``, ``list_column_unknown``,
            ``list_column_named_twice``.
        SurroundingsError: as ``read_sheets``.
    """
    book = read_sheets(path, encoding=encoding)
    found = _chosen(book, sheet, words, known, mapping or {})
    typed = book.kind not in ("text", "html")
    there = tuple(each.name for each in book.grids if each.rows)
    if found is None:
        grid = pick(book, sheet)
        if not headless or book.kind != "text" or mapping or not grid.rows:
            told = "、".join(g.name for g in book.grids)
            raise UnreadableError("list_no_header", file=book.file, sheets=told)
        rows = [(n, row) for n, row in enumerate(grid.rows, 1) if any(c is not None for c in row)]
        problems = [*book.problems, *grid.problems]
        return _whole(Listed(book.file, grid.name, (), rows, problems, typed, False, there))
    grid, header = found
    names = [letter(n) for n in range(len(header.texts))]
    columns, problems = columns_of(
        header.texts, names, words, known, mapping or {}, book.file, ignored
    )
    grid, hidden = without_hidden(grid, header, book.file)
    filled, _ = fill_merges(grid, header, frozenset())
    records, _ = body(filled, header, columns, words)
    problems = [*book.problems, *grid.problems, *hidden, *problems]
    problems += crossed(grid, records, columns, book.file)
    found_at = (header.first + 1, header.last + 1)
    return _whole(
        Listed(
            book.file, grid.name, columns, records, problems, typed, book.date1904, there, found_at
        )
    )  # fmt: skip


def columns_of(
    headers: Sequence[str],
    names: Sequence[str],
    words: Words,
    known: Sequence[str],
    mapping: Mapping[str, str],
    file: str,
    ignored: Collection[str] = (),
) -> tuple[tuple[ColumnMapping, ...], list[Problem]]:
    """Each column with its field; no field gets two, and the surer one has it.

    Args:
        headers: their words, "" where there are none.
        names: by which a caller may name a column too: letters, or attributes.
        words: synonyms.
        known: the fields that a column can be.
        mapping: field -> header or name of the column.
        file: its name, for problems.
        ignored: headers or names of columns that are not to be taken.

    Returns:
        The columns, and a remark on each that holds a field that another has.

    Raises:
        UsageError: ``list_field_unknown``, ``list_column_unknown``, ``list_column_named_twice``.
    """
    forced = _forced(headers, names, known, mapping, file)
    left = frozenset(ignored)
    known = [field for field in known if field != IGNORED]
    named: list[tuple[str, float]] = []
    for index, header in enumerate(headers):
        field, sure = column_field(header, words) if header else ("", 0.0)
        if index in forced:
            field, sure = forced[index], 2.0
        elif {header, names[index]} & left or field not in known or field in forced.values():
            field, sure = "", 0.0
        named.append((field, sure))
    owners: dict[str, int] = {}
    for index, (field, sure) in enumerate(named):
        if field and (field not in owners or sure > named[owners[field]][1]):
            owners[field] = index
    columns: list[ColumnMapping] = []
    problems: list[Problem] = []
    for index, (header, (field, sure)) in enumerate(zip(headers, named, strict=True)):
        mine = bool(field) and owners[field] == index
        columns.append(
            ColumnMapping(
                index, names[index], header, field if mine else None, unit_in(header) or "",
                min(sure, 1.0) if mine else 0.0,
            )
        )  # fmt: skip
        if field and not mine:
            params = {"field": field, "other": headers[owners[field]]}
            label = columns[-1].label
            problems.append(Problem("list_column_twice", file, None, label, params, fatal=False))
    return tuple(columns), problems


def _forced(
    headers: Sequence[str],
    names: Sequence[str],
    known: Sequence[str],
    mapping: Mapping[str, str],
    file: str,
) -> dict[int, str]:
    out: dict[int, str] = {}
    for field, wanted in mapping.items():
        if field not in known:
            raise UsageError("list_field_unknown", field=field, known=", ".join(known))
        folded = fold(wanted)
        fitting = [n for n, h in enumerate(headers) if h and fold(h) == folded]
        fitting = fitting or [
            n for n, h in enumerate(headers) if h and fold(h.rpartition("/")[2]) == folded
        ]
        fitting = fitting or [n for n, name in enumerate(names) if name == wanted.strip().upper()]
        fitting = fitting or [n for n, name in enumerate(names) if name == wanted]
        if len(fitting) != 1:
            there = ", ".join(h for h in headers if h)[:400]
            raise UsageError("list_column_unknown", column=wanted, columns=there, file=file)
        if fitting[0] in out:
            raise UsageError("list_column_named_twice", column=wanted, field=out[fitting[0]])
        out[fitting[0]] = field
    return out


def _chosen(
    book: Workbook,
    sheet: str | None,
    words: Words,
    known: Sequence[str],
    mapping: Mapping[str, str],
) -> tuple[Grid, Header] | None:
    """The sheet and header whose words name most of the fields, at least two."""
    grids = [pick(book, sheet)] if sheet is not None else [g for g in book.grids if g.rows]
    found: list[tuple[int, bool, Grid, Header]] = []
    own = {fold(h): f for f, h in mapping.items() if not re.fullmatch("[A-Za-z]{1,3}", h.strip())}
    wider = replace(words, headers={**words.headers, **own})
    for grid in grids:
        header = find_header(grid, wider)
        if header is None and mapping:
            header = first_words(grid, max(2, len(mapping)))
        if header is None:
            continue
        fields = {column_field(text, words)[0] for text in header.texts if text} & {*known}
        if len(fields) >= 2 or mapping:
            found.append((len(fields), not grid.hidden, grid, header))
    if not found:
        return None
    best = max(found, key=lambda one: one[:2])
    return best[2], best[3]


def _whole(listed: Listed) -> Listed:
    if not listed.records:
        raise UnreadableError("list_no_rows", file=listed.file, sheet=listed.sheet)
    if len(listed.records) > MOST_ROWS:
        count = len(listed.records)
        raise UnreadableError("list_too_long", file=listed.file, count=count, most=MOST_ROWS)
    return listed
