"""Reads boundary markers and signboards (界桩与标识牌): points with a number and attributes.

From a sheet or text table with a header, a plain list of points (``number, northing, easting``
or degrees, in any order that the numbers tell), or the points of a vector file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from greenshield.domain.codes import CodeTables
from greenshield.domain.errors import Problem, UnreadableError
from greenshield.domain.fields import CATALOGUE
from greenshield.formats.ledger_bad import Bad
from greenshield.formats.ledger_crs import Located, Locator
from greenshield.formats.ledger_model import PLACE, ColumnMapping
from greenshield.formats.ledger_place import Place, read_place
from greenshield.formats.ledger_values import is_empty
from greenshield.formats.ledger_words import Words, fold
from greenshield.formats.listed import MOST_ROWS, Listed, columns_of, read_listed
from greenshield.formats.listed_cells import Cells, one_line
from greenshield.formats.sheet_grid import Cell, Row, letter, shown
from greenshield.formats.vectors import read_vectors
from greenshield.formats.vectors_shift import unshifted

_PLAIN = frozenset(("area_code", "area_name", "number"))
_NAMES = frozenset(("name", "名称", "点名", "标志名称", "标题", "title"))
_GAPS = re.compile(r"[\s,，;；]+")
_PROGRAMS = frozenset(("lon", "lat", "source_crs", "source_file", "source_sha256", "area_id"))
KNOWN = tuple(sorted((set(CATALOGUE["marker"]) - _PROGRAMS) | _PLAIN | PLACE))
"""What a column can be: a marker's fields, its area's name or code, and parts of its position."""


@dataclass(frozen=True, slots=True)
class MarkerRow:
    """One marker as the list has it.

    Attributes:
        row: 1-based row of the sheet, or number of the feature.
        values: field -> typed value; ``area_name`` and ``area_code`` as worded.
        point: degrees lon/lat EPSG:4490.
        source_crs: what the position was in.
    """

    row: int
    values: dict[str, Any]
    point: Point
    source_crs: str


@dataclass(frozen=True, slots=True)
class MarkerFile:
    """A list of markers as read.

    Attributes:
        name: the file's name.
        layer: the sheet or layer that was read.
        layers: all that there are.
        header_rows: first and last row of the header, 1-based; (0, 0) where there is none.
        columns: how each was understood.
        records: number and cells of every row, also of those that can't be taken.
        rows: what can be taken.
        refused: how many rows were not, each a fatal problem.
        problems: these, and remarks, in the order of the rows.
    """

    name: str
    layer: str
    layers: tuple[str, ...]
    header_rows: tuple[int, int]
    columns: tuple[ColumnMapping, ...]
    records: tuple[tuple[int, Row], ...]
    rows: tuple[MarkerRow, ...]
    refused: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a list is to be read: as ``ledger.read_ledger`` takes these."""

    words: Words
    tables: CodeTables
    layer: str | None = None
    mapping: Mapping[str, str] | None = None
    division: str = ""
    crs: str | None = None
    encoding: str | None = None
    datum: str | None = None
    ignored: tuple[str, ...] = ()


def from_sheet(path: Path, how: Reading) -> MarkerFile:
    """Reads a workbook, a text table or a plain list of points.

    Raises:
        UnreadableError, UsageError, SurroundingsError: as ``listed.read_listed``;
            ``crs_not_known``.
    """
    listed = read_listed(
        path, how.words, KNOWN, sheet=how.layer, mapping=how.mapping, encoding=how.encoding,
        headless=True, ignored=how.ignored,
    )  # fmt: skip
    heads = " ".join(c.header for c in listed.columns if c.field in PLACE)
    locator = Locator(heads, how.crs, how.division, how.datum)
    records, at = listed.records, -1
    if not listed.columns:
        records = [(n, _parted(row)) for n, row in records]
        at = _position_at([row for _, row in records])
        if at < 0:
            raise UnreadableError("list_no_header", file=listed.file, sheets=listed.sheet)
    found = [_headed(row, listed, how) if at < 0 else _bare(row, at) for _, row in records]
    places = [place if isinstance(place, Place) else None for place in found]
    located = locator.locate(places)
    for n, place in enumerate(found):
        if isinstance(place, Bad):
            located[n] = place
    headed = _numbered(listed.columns)
    columns = tuple(c for c in headed if c.field not in PLACE)
    if at >= 0:  # a plain list: what is no number of the position is the marker's
        columns = (ColumnMapping(0, "A", "A", "number", "", 1.0),)
        headed = _of_plain(records, at)
        records = [(n, [_name_of(row, at), *row]) for n, row in records]
    cells = Cells("marker", listed.file, columns, how.words, how.tables, _PLAIN, listed.typed,
                  listed.date1904)  # fmt: skip
    remarks = [*listed.problems, *(replace(p, file=listed.file) for p in locator.problems)]
    made = _made(listed.file, listed.sheet, cells, records, located, remarks)
    if at >= 0:
        records = [(n, row[1:]) for n, row in records]
    return replace(
        made, layers=listed.sheets, header_rows=listed.header_rows, columns=headed,
        records=tuple(records),
    )  # fmt: skip


def from_vectors(path: Path, how: Reading) -> MarkerFile:
    """Reads the points of a vector file.

    Raises:
        UnreadableError, UsageError, SurroundingsError: as ``vectors.read_vectors``;
            ``markers_no_points``, ``list_too_long``; as ``listed.columns_of``.
    """
    file = read_vectors(
        path, layer=how.layer, crs=how.crs, encoding=how.encoding, division=how.division
    )
    file = unshifted(file, how.datum)
    if len(file.features) > MOST_ROWS:
        count = len(file.features)
        raise UnreadableError("list_too_long", file=str(path), count=count, most=MOST_ROWS)
    located = [_point(f.geometry, f.crs) for f in file.features]
    if not any(isinstance(one, Located) for one in located):
        raise UnreadableError("markers_no_points", file=str(path), layer=file.layer)
    names = list(dict.fromkeys(key for f in file.features for key in f.attributes))
    words = how.words
    columns, problems = columns_of(
        names, names, words, KNOWN, how.mapping or {}, file.name, how.ignored
    )
    columns = _numbered([c if c.field not in PLACE else replace(c, field=None) for c in columns])
    records = [(f.number, f.row(names)) for f in file.features]
    cells = Cells("marker", file.name, columns, words, how.tables, _PLAIN, typed=False)
    remarks = [*file.problems, *problems]
    made = _made(file.name, file.layer, cells, records, located, remarks)
    return replace(made, layers=file.layers, columns=columns, records=tuple(records))


def _numbered(columns: Sequence[ColumnMapping]) -> tuple[ColumnMapping, ...]:
    """The columns; where none is the number the name is, as field apps write it into a KML."""
    if any(c.field == "number" for c in columns):
        return tuple(columns)
    names = (c for c in columns if c.field is None and fold(c.header) in _NAMES)
    name = next(names, None)
    return tuple(replace(c, field="number", confidence=0.5) if c is name else c for c in columns)


def _headed(row: Row, listed: Listed, how: Reading) -> Place | Bad | None:
    placing = {c.field: c for c in listed.columns if c.field in PLACE and c.field}
    packed = " ".join(c.header for c in placing.values()).casefold()
    cells = {
        name: row[c.index]
        for name, c in placing.items()
        if c.index < len(row) and row[c.index] is not None
    }
    cells = {n: c for n, c in cells.items() if not (isinstance(c, str) and is_empty(c, how.words))}
    found = read_place(cells, any(w in packed for w in ("度.分秒", "d.mmss"))) if cells else None
    return found[1] if isinstance(found, tuple) else found


def _parted(row: Row) -> Row:
    """A line whose parts stand apart by spaces, as cells."""
    line = [c for c in row if c is not None]
    if len(line) != 1 or not isinstance(line[0], str):
        return row
    return [part for part in _GAPS.split(line[0].strip()) if part]


def _position_at(rows: Sequence[Row]) -> int:
    """The first of the two neighbouring columns that hold the position, -1 where none do.

    A running number may look like a degree: of several that fit most rows, those two with most
    digits behind the point.
    """
    scores: dict[int, tuple[int, int]] = {}
    for row in rows:
        for n in range(len(row) - 1):
            if isinstance(_bare(row, n), Place):
                fits, digits = scores.get(n, (0, 0))
                scores[n] = (fits + 1, digits + _decimals(row[n]) + _decimals(row[n + 1]))
    fitting = {n: score[::-1] for n, score in scores.items() if score[0] * 2 > len(rows)}
    return max(fitting, key=lambda n: fitting[n], default=-1)


def _of_plain(records: Sequence[tuple[int, Row]], at: int) -> tuple[ColumnMapping, ...]:
    """The columns of a list without a header: position, number, and what is left."""
    wide = max(len(row) for _, row in records)
    fields: dict[int, str | None] = {at: "lon", at + 1: "lat"}
    fields[next((n for n in range(wide) if n not in fields), wide)] = "number"
    return tuple(
        ColumnMapping(n, letter(n), letter(n), fields.get(n), "", 1.0 if n in fields else 0.0)
        for n in range(wide)
    )


def _decimals(cell: Cell) -> int:
    return len(shown(cell).partition(".")[2])


def _bare(row: Row, at: int) -> Place | Bad | None:
    """The position in a row without a header."""
    cells = row[at : at + 2]
    if len(cells) < 2 or None in cells:
        return None
    found = read_place({"lon": cells[0], "lat": cells[1]})
    if isinstance(found, Place):
        return replace(found, swapped=False)  # a plain list says no order to be swapped
    return None if found is None else found[1]


def _name_of(row: Row, at: int) -> str | None:
    """What stands before the position, else behind it."""
    rest = [c for c in (*row[:at], *row[at + 2 :]) if c is not None and one_line(c)]
    return one_line(rest[0]) if rest else None


def _point(geometry: BaseGeometry | None, crs: str) -> Located | Bad | None:
    """The one point of a feature."""
    if geometry is None or geometry.is_empty:
        return None
    parts = list(getattr(geometry, "geoms", [geometry]))
    if len(parts) == 1 and isinstance(parts[0], Point):
        return Located(parts[0], crs)
    return Bad("marker_not_a_point", {"seen": geometry.geom_type})


def _made(
    name: str,
    layer: str,
    cells: Cells,
    records: Sequence[tuple[int, Row]],
    located: Sequence[Located | Bad | None],
    remarks: Sequence[Problem],
) -> MarkerFile:
    rows: list[MarkerRow] = []
    refused = 0
    for (number, row), place in zip(records, located, strict=True):
        values = cells.read(number, row)
        bad = Bad("marker_no_place") if place is None else place
        if isinstance(bad, Located) and not isinstance(bad.geometry, Point):
            bad = Bad("marker_not_a_point", {"seen": bad.geometry.geom_type})
        if isinstance(bad, Bad):
            seen = " ".join(shown(c) for c in row if c is not None)[:80]
            params = {"seen": seen, "field": "lon", **bad.params}
            cells.problems.append(Problem(bad.code, name, number, "", params))
            refused += 1
            continue
        for code in bad.remarks:
            told = {"seen": "", "field": "lon"}
            cells.problems.append(Problem(code, name, number, "", told, fatal=False))
        assert isinstance(bad.geometry, Point)
        rows.append(MarkerRow(number, values, bad.geometry, bad.source_crs))
    problems = (*remarks, *cells.problems)
    return MarkerFile(name, layer, (), (0, 0), (), (), tuple(rows), refused, problems)
