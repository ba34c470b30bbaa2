"""Reads what a user names as a ledger: a workbook, a text table, or shapes with attributes."""

from __future__ import annotations

import json
import tomllib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from greenshield import reference, resources
from greenshield.domain import fields
from greenshield.domain.errors import Problem, UnreadableError, UsageError
from greenshield.formats import shapefile_names, vectors_kind, vectors_sources
from greenshield.formats.ledger import (
    LedgerFile,
    ledger_from_vectors,
    ledger_of_book,
    read_ledger,
)
from greenshield.formats.ledger_choice import ledgers_in
from greenshield.formats.ledger_columns import known_fields
from greenshield.formats.ledger_model import Layouts
from greenshield.formats.ledger_sheets import apart, left_alone, named
from greenshield.formats.ledger_words import Words
from greenshield.formats.sheets import read_sheets as table_sheets
from greenshield.formats.vectors import VectorFile, read_vectors
from greenshield.formats.vectors_shift import unshifted
from greenshield.services.ledger_fitting import Fitting
from greenshield.services.photo_files import clean_name

_SHEETS = frozenset(
    (".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods", ".csv", ".tsv", ".txt", ".htm", ".html")
)
SUFFIXES = _SHEETS | vectors_sources.SUFFIXES
_OFFICE = ("[Content_Types].xml", "mimetype")  # what a workbook's zip holds and no other
_TABLES = _SHEETS - {".txt", ".htm", ".html"}  # which are often a note beside the data
_MOST_IN_ZIP = 20_000
NO_FIELD = "none"  # none=HEADER: this column is not to be taken
_OF_LEDGER = {"vector_other_layers": "ledger_other_layers"}
_LISTS = ("fields", "ignore", "states", "words")


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """What a mapping file says.

    Attributes:
        columns: field -> header, or letter of the column.
        words: more synonyms, by part of ``ledger_columns.toml``.
        ignored: headers or letters of columns that are not to be taken.
        sheets: sheet -> its own columns, and those that are not to be taken, in place of the
            others: a letter means another thing in each sheet.
    """

    columns: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    sheets: Mapping[str, tuple[dict[str, str], tuple[str, ...]]] = field(default_factory=dict)

    def of(self, sheet: str | None) -> ColumnWords:
        """What is said of one sheet."""
        if sheet is None or sheet not in self.sheets:
            return self
        columns, ignored = self.sheets[sheet]
        return replace(self, columns=columns, ignored=ignored)


def read(
    path: Path,
    *,
    sheet: str | None,
    mapping: ColumnWords,
    defaults: Mapping[str, Any],
    division: str,
    crs: str | None = None,
    encoding: str | None = None,
    datum: str | None = None,
    layouts: Layouts | None = None,
) -> LedgerFile:
    """Reads a ledger by what the file is.

    Args:
        path: a file; of shapes also a zip or a geodatabase.
        sheet: sheet of a workbook, layer of a vector file.
        mapping: the caller's columns and words.
        defaults: field -> typed value where a row gives none.
        division: of the project, to judge coordinates by.
        crs: of coordinates, where the file doesn't say.
        encoding: of texts, where the bytes don't tell.
        datum: ``gcj02`` or ``bd09`` where positions are those of a web map.
        layouts: what is remembered of headers.

    Raises:
        UnreadableError, UsageError, SurroundingsError: as the readers.
    """
    common = _common(mapping.of(sheet), defaults, division, layouts)
    if is_sheet(path):
        common["datum"] = datum
        return read_ledger(path, sheet=sheet, crs=crs, encoding=encoding, **common)
    vectors = read_vectors(path, layer=sheet, crs=crs, encoding=encoding, division=division)
    # A ledger's layer is chosen like a sheet, by an option of another name than a shape's.
    problems = [replace(p, code=_OF_LEDGER.get(p.code, p.code)) for p in vectors.problems]
    vectors = replace(vectors, problems=problems)
    _, meanings = shapefile_names.found(path)
    return ledger_from_vectors(unshifted(vectors, datum), meanings=meanings, **common)


def read_several(
    path: Path,
    sheets: Sequence[str],
    *,
    mapping: ColumnWords,
    defaults: Mapping[str, Any],
    division: str,
    crs: str | None = None,
    encoding: str | None = None,
    datum: str | None = None,
    layouts: Layouts | None = None,
) -> list[LedgerFile]:
    """Several sheets or layers of one file, the file opened once.

    Args:
        path: as of :func:`read`.
        sheets: their names in order; none for all visible ones that look like ledgers.
        mapping: as of :func:`read`; a column that is named counts in each sheet that has it, one
            of a sheet alone must be there.
        defaults: as of :func:`read`.
        division: as of :func:`read`.
        crs: as of :func:`read`.
        encoding: as of :func:`read`.
        datum: as of :func:`read`.
        layouts: as of :func:`read`.

    Raises:
        UnreadableError: as :func:`read`; ``ledger_no_header`` where none looks like a ledger.
        UsageError, SurroundingsError: as :func:`read`; ``ledger_mapping_nowhere``: no sheet has
            a column that is named.
    """
    common = _common(mapping, defaults, division, layouts)
    fitting = Fitting(mapping)
    if is_sheet(path):
        book = table_sheets(path, encoding=encoding)
        wanted = list(sheets) or ledgers_in(book, Words.of(common["synonyms"]))
        names: list[str | None] = [*wanted] or [None]
        common |= {"crs": crs, "datum": datum}

        def sheet(name: str | None, said: ColumnWords) -> LedgerFile:
            return ledger_of_book(book, sheet=name, **common | _said(said))

        read = _with_rows(
            {name: partial(fitting.read, name, partial(sheet, name)) for name in names},
            is_asked=bool(sheets),
        )
    else:
        read = []
        _, common["meanings"] = shapefile_names.found(path)

        def shapes(vectors: VectorFile, said: ColumnWords) -> LedgerFile:
            return ledger_from_vectors(vectors, **common | _said(said))

        layers = list(sheets) or list(vectors_layers(path, crs, encoding, division))
        for layer in dict.fromkeys(layers):
            found = read_vectors(path, layer=layer, crs=crs, encoding=encoding, division=division)
            read.append(fitting.read(layer, partial(shapes, unshifted(found, datum))))
    fitting.refuse_nowhere([file.sheet for file in read])
    return apart([named(file) for file in left_alone(read)]) if len(read) > 1 else read


def _with_rows(
    sheets: Mapping[str | None, Callable[[], LedgerFile]], *, is_asked: bool
) -> list[LedgerFile]:
    """The sheets as read; those without a record, which nobody asked for by name, are told.

    A summary of counties and a form that nobody filled in have headers as a ledger has.
    """
    read: list[LedgerFile] = []
    empty: dict[str, UnreadableError] = {}
    for name, reading in sheets.items():
        try:
            read.append(reading())
        except UnreadableError as error:
            if is_asked or name is None or error.code != "ledger_no_rows":
                raise
            empty[name] = error
    if not empty:
        return read
    if not read:
        raise next(iter(empty.values()))
    params = {"sheets": "、".join(empty)}
    told = Problem("ledger_sheets_empty", read[0].name, params=params, fatal=False)
    read[0] = replace(read[0], problems=(told, *read[0].problems))
    return left_alone(
        [replace(f, left=tuple(s for s in f.left if s.sheet not in empty)) for f in read]
    )


def vectors_layers(
    path: Path, crs: str | None, encoding: str | None, division: str
) -> tuple[str, ...]:
    """The layers of a vector file that hold shapes."""
    first = read_vectors(path, crs=crs, encoding=encoding, division=division)
    return first.layers or (first.layer,)


def _common(
    mapping: ColumnWords, defaults: Mapping[str, Any], division: str, layouts: Layouts | None
) -> dict[str, Any]:
    """What both readers take."""
    return {
        **_said(mapping),
        "synonyms": synonyms(mapping.words),
        "codes": reference.code_tables(),
        "defaults": dict(defaults),
        "division": division,
        "layouts": layouts,
    }


def _said(mapping: ColumnWords) -> dict[str, Any]:
    """What is said of the columns of one sheet."""
    return {"mapping": mapping.columns, "ignored": mapping.ignored}


def is_sheet(path: Path) -> bool:
    """Whether the sheet reader is to have the file, rather than the vector reader.

    Where neither can read it, the one whose refusal says more.
    """
    if path.suffix.casefold() in _SHEETS:
        return True
    try:
        kind = vectors_kind.kind_of(path) if path.is_file() else ""
    except UnreadableError as error:
        return error.code in ("vector_format_unknown", "vector_table_alone")
    except OSError:
        return False
    if kind != vectors_kind.ZIP:
        return False
    try:
        with zipfile.ZipFile(path) as bundle:
            return any(name in _OFFICE for name in bundle.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def left_in_zip(path: Path) -> list[Problem]:
    """The tables in a zip of which the shapes are read, one remark each; none on our own."""
    if is_sheet(path) or not path.is_file() or not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as bundle:
        ours, _ = shapefile_names.found(path)
        names = [clean_name(name) for name in bundle.namelist()[:_MOST_IN_ZIP] if name != ours]
    return [
        Problem("archive_file_not_read", str(path), params={"name": name}, fatal=False)
        for name in names
        if PurePosixPath(name).suffix.casefold() in _TABLES and "__MACOSX" not in name
    ]


def synonyms(more: Mapping[str, Mapping[str, list[str]]]) -> dict[str, Any]:
    """The words that ship, with a caller's own; where both know a word, the caller's counts."""
    table: dict[str, Any] = tomllib.loads(resources.path("ledger_columns.toml").read_text("utf-8"))
    for part, lists in more.items():
        own = {word for words in lists.values() for word in words}
        shipped = table.setdefault(part, {})
        for name in shipped:
            shipped[name] = [word for word in shipped[name] if word not in own]
        for name, words in lists.items():
            shipped[name] = [*words, *shipped.get(name, [])]
    return table


def mapping_of(given: Sequence[str]) -> ColumnWords:
    """What ``--mapping`` says: files, and ``field=header`` pairs, which go before the files.

    Raises:
        UsageError: a field stands in two pairs; as :func:`read_mapping`.
        UnreadableError, SurroundingsError: as :func:`read_mapping`.
    """
    columns: dict[str, str] = {}
    pairs: dict[str, str] = {}
    words: dict[str, dict[str, list[str]]] = {}
    ignored: list[str] = []
    for item in given:
        name, equals, header = item.partition("=")
        if equals and name.strip() == NO_FIELD:
            ignored.append(header.strip())
            continue
        field = fields.id_of("issue", name.strip())
        if equals and field in known_fields():
            if pairs.setdefault(field, header.strip()) != header.strip():
                raise UsageError("pair_twice", field=field)
            continue
        if equals and not Path(item).exists():
            known = ", ".join(sorted(known_fields()))
            raise UsageError("ledger_mapping_field_unknown", field=name.strip(), known=known)
        read = read_mapping(Path(item))
        columns |= read.columns
        for part, lists in read.words.items():
            words.setdefault(part, {}).update(lists)
    return ColumnWords(columns | pairs, words, tuple(ignored))


def read_mapping(path: Path | None) -> ColumnWords:
    """A mapping file: TOML or JSON, ``field = "header"``, flat or under ``[columns]``.

    Tables ``[fields]``, ``[ignore]``, ``[states]`` and ``[words]`` add lists of synonyms, as in
    ``resources/ledger_columns.toml``.

    Raises:
        UnreadableError: ``mapping_unreadable``; ``reference_unreadable``.
        SurroundingsError: no permission.
        UsageError: ``mapping_malformed``.
    """
    if path is None:
        return ColumnWords()
    raw = _parsed(path)
    columns: dict[str, str] = {}
    words: dict[str, dict[str, list[str]]] = {}
    for name, value in raw.items():
        if isinstance(value, str):
            columns[name] = value
        elif name == "columns" and isinstance(value, dict):
            columns |= {k: _text(v, path, k) for k, v in value.items()}
        elif name in _LISTS and isinstance(value, dict):
            words[name] = {k: _words(v, path, k) for k, v in value.items()}
        else:
            raise UsageError("mapping_malformed", file=path.name, entry=name)
    return ColumnWords(columns, words)


def _parsed(path: Path) -> dict[str, Any]:
    content = reference.read_bytes(path)
    try:
        text = content.decode("utf-8-sig")
        raw = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        why = str(error)[:200] or type(error).__name__
        raise UnreadableError("mapping_unreadable", file=path.name, why=why) from None
    if not isinstance(raw, dict):
        raise UnreadableError("mapping_unreadable", file=path.name, why="no object")
    return raw


def _text(value: object, path: Path, name: str) -> str:
    if not isinstance(value, str):
        raise UsageError("mapping_malformed", file=path.name, entry=name)
    return value


def _words(value: object, path: Path, name: str) -> list[str]:
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise UsageError("mapping_malformed", file=path.name, entry=name)
    return value
