"""Reads a ledger (台账, 问题清单) from a sheet or from shapes with attributes.

What comes in is as people keep it: title rows, merged and several header rows, units in headers,
dates as text, totals and notes. Nothing is guessed silently: a cell that could mean two things is
left out with a problem, and a row that lacks what a clue needs is refused with one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from greenshield.domain.codes import CodeTables
from greenshield.domain.errors import Problem, UnreadableError
from greenshield.domain.fields import specs
from greenshield.formats.ledger_build import Builder
from greenshield.formats.ledger_columns import map_columns
from greenshield.formats.ledger_crs import Locator
from greenshield.formats.ledger_header import Header, find_header, first_words
from greenshield.formats.ledger_model import (
    PLACE,
    ColumnMapping,
    LedgerFile,
    LedgerRow,
    Skipped,
)
from greenshield.formats.ledger_rows import body, fill_merges
from greenshield.formats.ledger_unnamed import number_column
from greenshield.formats.ledger_words import Words, fold
from greenshield.formats.sheet_grid import Grid, Workbook
from greenshield.formats.sheets import pick, read_sheets

if TYPE_CHECKING:
    from greenshield.formats.vectors import VectorFile

__all__ = [
    "ColumnMapping", "LedgerFile", "LedgerRow", "Skipped", "ledger_from_vectors", "read_ledger",
]  # fmt: skip


def read_ledger(
    path: Path | str,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    synonyms: Mapping[str, Any],
    codes: CodeTables,
    defaults: Mapping[str, Any] | None = None,
    division: str | None = None,
    crs: str | None = None,
    encoding: str | None = None,
    datum: str | None = None,
    ignored: Sequence[str] = (),
) -> LedgerFile:
    """Reads the ledger in a workbook, text table or web page.

    Args:
        path: the file.
        sheet: name of the sheet; else the one that looks most like a ledger.
        mapping: field -> header or letter of its column, before the synonyms.
        synonyms: the table of ``ledger_columns.toml``.
        codes: the project's code tables.
        defaults: field -> typed value for rows that give none, such as ``source_code``.
        division: code of the project's division, to judge coordinates by its province.
        crs: what map coordinates are in, such as ``EPSG:4528``.
        encoding: of a text table, instead of the detected one.
        datum: ``gcj02`` or ``bd09`` where degrees are those of a web map, before the headers.
        ignored: columns that are not to be taken, named as in ``mapping``.

    Raises:
        UnreadableError: as :func:`read_sheets`; ``ledger_no_header``; ``ledger_no_rows``;
            ``ledger_words_malformed``, ``ledger_words_twice``.
        UsageError: ``sheet_not_found``, ``ledger_mapping_field_unknown``,
            ``ledger_mapping_column_unknown``, ``ledger_mapping_twice``, ``crs_not_known``.
        SurroundingsError: as :func:`read_sheets`.
    """
    words = Words.of(synonyms)
    book = read_sheets(path, encoding=encoding)
    grid, header, others = _choose(book, sheet, words, mapping)
    columns, problems = map_columns(header.texts, words, mapping, book.file, ignored=ignored)
    problems = [*book.problems, *others, *problems, *_unit_remarks(columns, book.file)]
    filled, shared = fill_merges(grid, header, _amounts(columns))
    records, skipped = body(filled, header, columns, words)
    if not records:
        raise UnreadableError("ledger_no_rows", file=book.file, sheet=grid.name)
    columns, numbered = number_column(columns, records, book.file)
    problems += numbered
    locator = Locator(_place_words(columns), crs, division, datum)
    builder = Builder(
        book.file, columns, words, codes, locator, defaults or {},
        typed=book.kind not in ("text", "html"), date1904=book.date1904,
    )  # fmt: skip
    rows, found, refused = builder.build(records, shared)
    return LedgerFile(
        book.file, grid.name, tuple(g.name for g in book.grids if g.rows), columns, tuple(rows),
        (*problems, *found), (header.first + 1, header.last + 1), tuple(skipped), refused,
        tuple(builder.turned_away),
    )  # fmt: skip


def ledger_from_vectors(
    vectors: VectorFile,
    *,
    mapping: Mapping[str, str] | None = None,
    synonyms: Mapping[str, Any],
    codes: CodeTables,
    defaults: Mapping[str, Any] | None = None,
    division: str | None = None,
    ignored: Sequence[str] = (),
) -> LedgerFile:
    """Takes the features of a vector file as a ledger; their shapes are the patches.

    Attributes that hold a position are kept in ``raw`` only: the shape is the place.

    Args:
        vectors: as ``read_vectors`` gives it.
        mapping: field -> attribute.
        synonyms: as :func:`read_ledger`.
        codes: as :func:`read_ledger`.
        defaults: as :func:`read_ledger`.
        division: as :func:`read_ledger`.
        ignored: as :func:`read_ledger`.

    Raises:
        UnreadableError: ``ledger_no_rows``, ``ledger_words_malformed``, ``ledger_words_twice``.
        UsageError: as :func:`read_ledger`.
    """
    words = Words.of(synonyms)
    name, features = vectors.name, vectors.features
    if not features:
        raise UnreadableError("ledger_no_rows", file=name, sheet=vectors.layer)
    names = list(dict.fromkeys(key for feature in features for key in feature.attributes))
    columns, problems = map_columns(names, words, mapping, name, letters=names, ignored=ignored)
    problems = [*vectors.problems, *problems, *_unit_remarks(columns, name)]
    records = [(f.number, [_cell(f.attributes.get(n)) for n in names]) for f in features]
    columns, numbered = number_column(columns, records, name)
    problems += numbered
    locator = Locator("", None, division)
    builder = Builder(name, columns, words, codes, locator, defaults or {}, typed=False)
    shapes = locator.shapes([f.geometry for f in features], [f.crs for f in features])
    rows, found, refused = builder.build(records, {}, shapes)
    return LedgerFile(
        name, vectors.layer, vectors.layers, columns, tuple(rows), (*problems, *found), (0, 0), (),
        refused, tuple(builder.turned_away),
    )  # fmt: skip


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.strip() else None
    return value if isinstance(value, int | float | bool) or hasattr(value, "isoformat") else None


def _choose(
    book: Workbook, sheet: str | None, words: Words, mapping: Mapping[str, str] | None
) -> tuple[Grid, Header, list[Problem]]:
    """The sheet and its header, and a remark where other sheets look like ledgers too."""
    wider = _with_mapping(words, mapping)
    grids = [pick(book, sheet)] if sheet is not None else [g for g in book.grids if g.rows]
    found = [(g, h) for g in grids if (h := find_header(g, wider)) is not None]
    if not found and mapping:  # columns named by their letters under words that nobody knows
        least = max(2, len(mapping))
        found = [(g, h) for g in grids if (h := first_words(g, least)) is not None]
    if not found:
        names = "、".join(g.name for g in grids)
        raise UnreadableError("ledger_no_header", file=book.file, sheets=names)
    ranked = sorted(found, key=lambda gh: (gh[0].hidden, -gh[1].known, -len(gh[0].rows)))
    grid, header = ranked[0]
    others = [g.name for g, h in ranked[1:] if h.known * 2 >= header.known]
    problems = []
    if others:
        params = {"sheet": grid.name, "others": "、".join(others)}
        problems.append(Problem("ledger_other_sheets", book.file, params=params, fatal=False))
    return grid, header, problems


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


def _amounts(columns: Sequence[ColumnMapping]) -> frozenset[int]:
    known = specs("issue")
    return frozenset(
        c.index
        for c in columns
        if c.field in known and known[c.field].type in ("int", "decimal") and c.field not in PLACE
    )


def _unit_remarks(columns: Sequence[ColumnMapping], file: str) -> list[Problem]:
    """A remark on every column of areas or money whose header names no unit."""
    known = specs("issue")
    out = []
    for column in columns:
        if column.field in known and known[column.field].unit in ("m2", "yuan") and not column.unit:
            unit = "m²" if known[column.field].unit == "m2" else "元"
            out.append(Problem("ledger_unit_assumed", file, None, column.label, {"unit": unit},
                               fatal=False))  # fmt: skip
    return out


def _place_words(columns: Sequence[ColumnMapping]) -> str:
    return " ".join(column.header for column in columns if column.field in PLACE)
