"""Reads a ledger (台账, 问题清单) from a sheet or from shapes with attributes.

What comes in is as people keep it: title rows, merged and several header rows, units in headers,
dates as text, totals and notes. Nothing is guessed silently: a cell that could mean two things is
left out with a problem, and a row that lacks what a clue needs is refused with one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from greenshield.domain.codes import CodeTables
from greenshield.domain.errors import Problem, UnreadableError
from greenshield.domain.fields import specs
from greenshield.formats.ledger_build import Builder
from greenshield.formats.ledger_choice import choose
from greenshield.formats.ledger_columns import map_columns
from greenshield.formats.ledger_content import by_content
from greenshield.formats.ledger_crossed import crossed
from greenshield.formats.ledger_crs import Locator
from greenshield.formats.ledger_hidden import without_hidden
from greenshield.formats.ledger_joined import joined
from greenshield.formats.ledger_mixed import days_without_year, doubtful
from greenshield.formats.ledger_model import (
    PLACE,
    ColumnMapping,
    Layout,
    Layouts,
    LedgerFile,
    LedgerRow,
    Skipped,
)
from greenshield.formats.ledger_nameless import doubted
from greenshield.formats.ledger_numbers import bare_number
from greenshield.formats.ledger_rows import body, fill_merges, numbered_together
from greenshield.formats.ledger_sound import SAMPLE, Samples, with_share
from greenshield.formats.ledger_stacked import beneath
from greenshield.formats.ledger_towns import with_towns
from greenshield.formats.ledger_unit_column import with_units_beside
from greenshield.formats.ledger_units import with_meanings, with_units_said
from greenshield.formats.ledger_unnamed import number_column
from greenshield.formats.ledger_words import Words
from greenshield.formats.sheet_grid import Row, Workbook
from greenshield.formats.sheets import read_sheets

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
    layouts: Layouts | None = None,
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
        layouts: what is remembered of headers; the caller's own word goes before it.

    Raises:
        UnreadableError: as :func:`read_sheets`; ``ledger_no_header``; ``ledger_no_rows``;
            ``ledger_words_malformed``, ``ledger_words_twice``.
        UsageError: ``sheet_not_found``, ``ledger_mapping_field_unknown``,
            ``ledger_mapping_column_unknown``, ``ledger_mapping_twice``, ``crs_not_known``.
        SurroundingsError: as :func:`read_sheets`.
    """
    return ledger_of_book(
        read_sheets(path, encoding=encoding), sheet=sheet, mapping=mapping, synonyms=synonyms,
        codes=codes, defaults=defaults, division=division, crs=crs, datum=datum, ignored=ignored,
        layouts=layouts,
    )  # fmt: skip


def ledger_of_book(
    book: Workbook,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    synonyms: Mapping[str, Any],
    codes: CodeTables,
    defaults: Mapping[str, Any] | None = None,
    division: str | None = None,
    crs: str | None = None,
    datum: str | None = None,
    ignored: Sequence[str] = (),
    layouts: Layouts | None = None,
) -> LedgerFile:
    """The ledger in a workbook that was opened before; all else as :func:`read_ledger`."""
    words = Words.of(synonyms)
    choice = choose(book, sheet, words, mapping, layouts)
    header, layout = choice.header, choice.layout
    grid, hidden = without_hidden(choice.grid, header, book.file)
    if layout is not None:
        words = words if layout.synonyms is None else Words.of(layout.synonyms)
        crs, datum = crs or layout.crs, datum or layout.datum
    typed = book.kind not in ("text", "html")
    first = grid.rows[header.last + 1 : header.last + 1 + SAMPLE]
    samples = Samples(first, words, codes, typed, book.date1904)
    columns, problems = map_columns(
        header.texts, words, mapping, book.file, ignored=ignored, layout=layout,
        sound=lambda n, field: samples.sound(n, header.texts[n], field),
    )  # fmt: skip
    problems = [*book.problems, *grid.problems, *choice.remarks(book.file), *hidden, *problems]
    amounts = _amounts(columns)
    filled, shared = fill_merges(grid, header, amounts)
    records, skipped = body(filled, header, columns, words)
    if not records:
        raise UnreadableError("ledger_no_rows", file=book.file, sheet=grid.name)
    problems += crossed(grid, records, columns, book.file)
    columns, problems, records = joined(columns, problems, records, words, book.file)
    columns, records = with_units_beside(columns, records)
    lines = (*range(header.first), *(s.row - 1 for s in skipped if s.why == "note"))
    beside = [(n + 1, grid.rows[n]) for n in lines]
    beside.append((header.last + 1, [c.header for c in columns if c.index not in amounts]))
    columns, said = with_units_said(columns, beside, book.file)
    problems += said
    columns, problems = _understood(
        columns, problems, records, replace(samples, rows=[row for _, row in records[:SAMPLE]]),
        division, book.file,
    )  # fmt: skip
    problems += _layout_remark(layout, columns, book.file)
    locator = Locator(_place_words(columns), crs, division, datum)
    builder = Builder(
        book.file, columns, words, codes, locator, defaults or {}, typed=typed,
        date1904=book.date1904,
    )  # fmt: skip
    heads = {s.row: s.why == "other_header" for s in skipped if s.why.endswith("header")}
    rows, found, refused = builder.build(
        records, shared, under=beneath([number for number, _ in records], heads),
        together=numbered_together(grid, header, columns),
    )  # fmt: skip
    rows, towns = with_towns(rows, skipped, book.file)
    return LedgerFile(
        book.file, grid.name, tuple(g.name for g in book.grids if g.rows), columns, tuple(rows),
        (*problems, *towns, *found), (header.first + 1, header.last + 1), tuple(skipped), refused,
        tuple(builder.turned_away), choice.left, layout,
        tuple(c for row in grid.rows[: header.first] for c in row if isinstance(c, str)),
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
    layouts: Layouts | None = None,
    meanings: Mapping[str, str] | None = None,
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
        layouts: as :func:`read_ledger`; the names of the attributes are the headers.
        meanings: attribute -> what a table beside the file calls it, with its unit.

    Raises:
        UnreadableError: ``ledger_no_rows``, ``ledger_words_malformed``, ``ledger_words_twice``.
        UsageError: as :func:`read_ledger`.
    """
    words = Words.of(synonyms)
    name, features = vectors.name, vectors.features
    if not features:
        raise UnreadableError("ledger_no_rows", file=name, sheet=vectors.layer)
    names = list(dict.fromkeys(key for feature in features for key in feature.attributes))
    layout = None if layouts is None else layouts(names)
    if layout is not None and layout.synonyms is not None:
        words = Words.of(layout.synonyms)
    records = [(f.number, f.row(names)) for f in features]
    samples = Samples([row for _, row in records[:SAMPLE]], words, codes, typed=False)
    columns, problems = map_columns(
        names, words, mapping, name, letters=names, ignored=ignored, layout=layout,
        sound=lambda n, field: samples.sound(n, names[n], field),
    )  # fmt: skip
    columns = with_meanings(columns, meanings or {})
    columns, problems = _understood(
        columns, [*vectors.problems, *problems], records, samples, division, name
    )
    problems += _layout_remark(layout, columns, name)
    locator = Locator("", None, division)
    builder = Builder(name, columns, words, codes, locator, defaults or {}, typed=False)
    shapes = locator.shapes([f.geometry for f in features], [f.crs for f in features])
    rows, found, refused = builder.build(records, {}, shapes)
    return LedgerFile(
        name, vectors.layer, vectors.layers, columns, tuple(rows), (*problems, *found), (0, 0), (),
        refused, tuple(builder.turned_away), layout=layout,
    )  # fmt: skip


def _understood(
    columns: tuple[ColumnMapping, ...],
    problems: Sequence[Problem],
    records: Sequence[tuple[int, Row]],
    samples: Samples,
    division: str | None,
    file: str,
) -> tuple[tuple[ColumnMapping, ...], list[Problem]]:
    """The columns after a look at what they hold, and what is to be said of them."""
    columns, numbered = number_column(columns, records, file)
    columns, told = by_content(columns, samples, division, file)
    columns, unlike = doubted(columns, samples, file)
    return with_share(columns, samples), [
        *problems, *_unit_remarks(columns, records, file), *numbered, *told, *unlike,
        *days_without_year(columns, records, file),
    ]  # fmt: skip


def _layout_remark(
    layout: Layout | None, columns: Sequence[ColumnMapping], file: str
) -> list[Problem]:
    """Says that a person's word of an earlier sheet was taken for this one, where it was."""
    named = "、".join(
        f"{c.label} → {c.field}" if c.field else c.label for c in columns if c.by == "layout"
    )
    if layout is None:
        return []
    parts = [named, layout.crs or "", layout.datum or ""]
    said = "；".join(part for part in parts if part)
    params = {"said": said, "on": layout.said_on}
    return [Problem("ledger_layout_remembered", file, params=params, fatal=False)]


def _amounts(columns: Sequence[ColumnMapping]) -> frozenset[int]:
    known = specs("issue")
    return frozenset(
        c.index
        for c in columns
        if c.field in known and known[c.field].type in ("int", "decimal") and c.field not in PLACE
    )


def _unit_remarks(
    columns: Sequence[ColumnMapping], records: Sequence[tuple[int, Row]], file: str
) -> list[Problem]:
    """A remark on every column of areas or money with numbers of which nothing tells the unit.

    Where others of its cells have one, such numbers are not taken.
    """
    known = specs("issue")
    mixed = doubtful(columns, records)
    out = []
    for column in columns:
        if column.unit or column.field not in known or column.index in mixed:
            continue
        told = known[column.field].unit
        if told in ("m2", "yuan") and any(
            bare_number(row[column.index]) for _, row in records if column.index < len(row)
        ):
            unit = "m²" if told == "m2" else "元"
            out.append(Problem("ledger_unit_assumed", file, None, column.label, {"unit": unit},
                               fatal=False))  # fmt: skip
    return out


def _place_words(columns: Sequence[ColumnMapping]) -> str:
    return " ".join(column.header for column in columns if column.field in PLACE)
