"""Reads GeoPackages by SQLite and GEOS alone: ten times as fast as feature by feature, and no GDAL.

What a foreign database may do is bounded: it is opened for reading, as it is on disk, with an
untrusted schema; nothing but reading of its tables is allowed to its views, and they may not
recurse; a layer that gives many times what the file holds (a view, pages that are linked twice) is
refused.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from sys import getsizeof
from typing import Any, Final

from shapely.geometry.base import BaseGeometry

from greenshield.formats import encodings
from greenshield.formats.vectors_blobs import Blobs
from greenshield.formats.vectors_limits import check_cells
from greenshield.formats.vectors_sketch import Sketch

_LONGEST: Final = 1 << 30  # bytes of one value, SQLite's own limit being as much
_SLACK: Final = 64 << 20
_LONGEST_S: Final = 300.0  # that all questions to one file may take
_STEPS: Final = 100_000  # of SQLite's machine between two looks at the clock
_ALLOWED: Final = frozenset((
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_PRAGMA,
))  # fmt: skip
_FUNCTIONS_BARRED: Final = frozenset(("load_extension", "fts3_tokenizer", "zeroblob", "randomblob"))
_PRAGMAS: Final = frozenset(("table_xinfo", "table_info"))
_KINDS: Final = {
    **{k.upper(): k for k in ("Point", "LineString", "Polygon", "GeometryCollection")},
    **{k.upper(): k for k in ("MultiPoint", "MultiLineString", "MultiPolygon")},
    **{"CURVEPOLYGON": "Polygon", "MULTISURFACE": "MultiPolygon"},
    **{"COMPOUNDCURVE": "LineString", "MULTICURVE": "MultiLineString"},
}
_FROM: Final = """FROM gpkg_contents c JOIN sqlite_master m
ON lower(m.name) = lower(c.table_name) AND m.type IN ('table', 'view')"""
_WHERE: Final = "WHERE c.data_type IN ('features', 'attributes') ORDER BY c.rowid"
_LAYERS: Final = f"""SELECT c.table_name, c.data_type, g.column_name, g.geometry_type_name,
g.srs_id, m.type {_FROM}
LEFT JOIN gpkg_geometry_columns g ON lower(g.table_name) = lower(c.table_name)
{_WHERE}"""
_BARE_LAYERS: Final = f"""SELECT c.table_name, 'attributes', NULL, NULL, NULL, m.type
{_FROM} {_WHERE}"""
_HIDDEN: Final = 1  # of PRAGMA table_xinfo: a column that SELECT * leaves out


Take = Callable[[Sequence[Any]], dict[str, Any]]


class TooMuchError(Exception):
    """A layer gives far more than its file holds."""


@dataclass(frozen=True, slots=True)
class Table:
    """A layer of a GeoPackage.

    Attributes:
        name: of the table or view.
        geometry: its geometry column, "" where it has none.
        kind: fiona's word for its declared geometry type; ``None`` for a bare table.
        crs: ``EPSG:n`` or WKT, "" where none is declared.
        count: its rows, -1 for a view and where they were not counted.
    """

    name: str
    geometry: str
    kind: str
    crs: str
    count: int


@dataclass(frozen=True, slots=True)
class Content:
    """The rows of a layer: one dict of attributes and one geometry (or what is wrong) each.

    Attributes:
        faults: index of a row whose geometry can't be read -> why.
        sketch: of all coordinates, where the geometries need not be asked for them.
    """

    attributes: list[dict[str, Any]]
    geometries: list[BaseGeometry | None]
    faults: dict[int, str]
    sketch: Sketch | None = None


@contextmanager
def opened(path: Path, *, immutable: bool) -> Generator[sqlite3.Connection, None, None]:
    """A connection that can but read.

    Args:
        path: the file.
        immutable: nothing else writes in it and it has no log beside it.

    Raises:
        UnreadableError: ``vector_damaged``.
    """
    mode = "&immutable=1" if immutable else ""
    conn = sqlite3.connect(f"file:{_quoted_uri(path)}?mode=ro{mode}", uri=True)
    try:
        conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON"):
            conn.execute(f"PRAGMA {pragma}")
        conn.set_authorizer(_allowed)
        until = time.monotonic() + _LONGEST_S
        conn.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
        yield conn
    finally:
        conn.close()


def _quoted_uri(path: Path) -> str:
    return path.as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _text(data: bytes) -> str:
    """UTF-8 as the standard has it; of what is none, the encoding that makes sense."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return encodings.decode(data, encodings.decide([data]).codec)[0]


def _allowed(action: int, one: str | None, two: str | None, *_: str | None) -> int:
    """SQLite's authorizer: reading alone; no recursion, no schema of another file."""
    if action not in _ALLOWED:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and one not in _PRAGMAS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and two in _FUNCTIONS_BARRED:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def table_names(conn: sqlite3.Connection) -> set[str]:
    """All tables, views and indexes."""
    return {name for (name,) in conn.execute("SELECT name FROM sqlite_master")}


def contents(conn: sqlite3.Connection) -> set[str]:
    """The kinds of data that the file says it holds."""
    return {kind for (kind,) in conn.execute("SELECT data_type FROM gpkg_contents")}


def tables(conn: sqlite3.Connection, *, counted: bool = True) -> list[Table]:
    """The layers of features and attributes, in the file's order.

    Args:
        conn: from :func:`opened`.
        counted: whether their rows are counted, for which SQLite walks through the table.
    """
    sql = _LAYERS if "gpkg_geometry_columns" in table_names(conn) else _BARE_LAYERS
    conn.text_factory = _text
    shown = conn.execute(sql).fetchall()
    return [_table(conn, counted, *row) for row in shown]


def _table(
    conn: sqlite3.Connection, counted: bool, name: str, data_type: str, column: str | None,
    kind: str | None, srs_id: int | None, made_as: str,
) -> Table:  # fmt: skip
    is_bare = data_type == "attributes" or column is None
    count = -1  # of a view: its rows may be without end
    if made_as == "table" and counted:
        (count,) = conn.execute(f"SELECT count(*) FROM {_name(name)}").fetchone()
    return Table(
        name=name,
        geometry="" if is_bare else str(column),
        kind="None" if is_bare else _KINDS.get(str(kind).upper(), "Unknown"),
        crs="" if is_bare else _crs(conn, srs_id),
        count=count,
    )


def _crs(conn: sqlite3.Connection, srs_id: int | None) -> str:
    """What a layer's reference system is: its code where it is EPSG's, else its WKT."""
    found = conn.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys "
        "WHERE srs_id = ?", (srs_id,),
    ).fetchone()  # fmt: skip
    if found is None or srs_id in (0, -1):
        return ""
    organization, code, definition = found
    if str(organization).upper() == "EPSG" and isinstance(code, int) and code > 0:
        return f"EPSG:{code}"
    return "" if str(definition).casefold() == "undefined" else str(definition or "")


def read(conn: sqlite3.Connection, table: Table, size: int) -> Content:
    """All rows of a layer.

    Args:
        conn: from :func:`opened`.
        table: the layer.
        size: bytes of the file.

    Raises:
        TooMuchError: many times what the file holds.
        OverLimitError: more than is taken.
        sqlite3.Error: the file is damaged.
    """
    names, flags = _columns(conn, table)
    wanted = ", ".join(_name(n) for n in (table.geometry or None, *names) if n is not None)
    sql = f"SELECT {wanted or '1'} FROM {_name(table.name)}"
    take = _taker(names, flags)
    try:
        conn.text_factory = str  # the rule, and no call of Python's for each text
        return _gathered(conn.execute(sql), table, take, size)
    except sqlite3.OperationalError:  # among others: a text that is no UTF-8
        conn.text_factory = _text
        return _gathered(conn.execute(sql), table, take, size)


def _gathered(cursor: sqlite3.Cursor, table: Table, take: Take, size: int) -> Content:
    """The rows that a cursor gives; geometries first, where there are such."""
    rows = _bounded(cursor, _limit(size))
    if not table.geometry:
        attributes = [take(row) for row in rows]
        return Content(attributes, [None] * len(attributes), {})
    attributes, blobs = [], Blobs(size)
    for row in rows:
        blobs.add(row[0])
        attributes.append(take(row[1:]))
    blobs.flush()
    return Content(attributes, blobs.shapes, blobs.faults, blobs.sketch)


def _limit(size: int) -> int:
    """How many bytes the values of a file of so many bytes may need here.

    A null is one byte there and sixteen here; in a large file it is the shapes that count.
    """
    return _SLACK + max(min(16 * size, 25 * _SLACK), 3 * size)


def _columns(conn: sqlite3.Connection, table: Table) -> tuple[list[str], list[bool]]:
    """The attribute columns, and which of them hold truth values; the row's number is none."""
    names, flags = [], []
    for _, name, declared, _, _, key, hidden in conn.execute(
        f"PRAGMA table_xinfo({_name(table.name)})"
    ):
        is_number = key == 1 and str(declared).upper() == "INTEGER"
        if name != table.geometry and not is_number and hidden != _HIDDEN:
            names.append(name)
            flags.append(str(declared).upper() in ("BOOLEAN", "BOOL"))
    return names, flags


def _taker(names: Sequence[str], flags: Sequence[bool]) -> Take:
    """A row's values as a dict that JSON can carry."""
    truths = [name for name, flag in zip(names, flags, strict=True) if flag]

    def take(values: Sequence[Any]) -> dict[str, Any]:
        row = dict(zip(names, values, strict=False))
        for name in truths:
            if row[name] in (0, 1):
                row[name] = bool(row[name])
        if bytes in map(type, values):
            for name, value in row.items():
                if isinstance(value, bytes):
                    row[name] = value.hex()
        return row

    return take


def _bounded(rows: sqlite3.Cursor, limit: int) -> Iterator[tuple[Any, ...]]:
    """Rows, until they hold more bytes than they can.

    One by one: a thousand could be one value of a view, a gigabyte each.
    """
    given = 0
    for number, row in enumerate(rows, start=1):
        check_cells(number * len(row))
        given += sum(map(getsizeof, row))
        if given > limit:
            raise TooMuchError
        yield row


def _name(text: str) -> str:
    """A name as SQL takes it."""
    return '"' + text.replace('"', '""') + '"'
