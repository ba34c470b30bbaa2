"""Layers that are read without GDAL: GeoPackages, ordinary Shapefiles, lists of points.

The first two are what offices exchange; they are large, and read ten times as fast this way.
"""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path

from greenshield.domain.errors import Problem, UnreadableError
from greenshield.formats import vectors_dbf, vectors_geopackage, vectors_points, vectors_shp
from greenshield.formats import vectors_kind as kinds
from greenshield.formats.vectors_layers import Layer, LayerInfo
from greenshield.formats.vectors_limits import MOST_BYTES, MOST_CELLS, OverLimitError
from greenshield.formats.vectors_rows import Decoder, Rows, problem
from greenshield.formats.vectors_staging import Staged

_SHAPE_KINDS = {
    **dict.fromkeys((1, 11, 21), "Point"),
    **dict.fromkeys((3, 13, 23), "LineString"),
    **dict.fromkeys((5, 15, 25), "Polygon"),
    **dict.fromkeys((8, 18, 28), "MultiPoint"),
}


def layers_of(staged: Staged, shown: str) -> list[Layer]:
    """The layers of a staged file that is ``own``, in its order.

    Raises:
        UnreadableError: ``vector_damaged``.
    """
    if staged.driver == kinds.SHAPEFILE:
        return [_shapefile_layer(staged)]
    if staged.driver == kinds.POINTS:
        rows = _points(staged, shown)
        info = LayerInfo(staged.source.title, len(rows.numbers), "Polygon", rows.declared)
        return [Layer(info, staged, staged.source.title)]
    try:
        with vectors_geopackage.opened(staged.path, immutable=_immutable(staged)) as conn:
            tables = vectors_geopackage.tables(conn)
    except sqlite3.Error as error:
        raise _damaged(shown) from error
    infos = [LayerInfo(t.name, t.count, t.kind, t.crs) for t in tables]
    return [Layer(info, staged, info.name) for info in infos]


def read_layer(layer: Layer, shown: str) -> Rows:
    """A layer's features.

    Raises:
        UnreadableError: ``vector_damaged``, ``vector_layer_too_large``,
            ``vector_layer_over_limit``.
    """
    try:
        return _read(layer, shown)
    except OverLimitError as error:
        raise UnreadableError(
            "vector_layer_over_limit", file=shown, layer=layer.info.name,
            vertices=MOST_BYTES // 16, cells=MOST_CELLS,
        ) from error  # fmt: skip


def _read(layer: Layer, shown: str) -> Rows:
    staged = layer.staged
    if staged.driver == kinds.POINTS:
        return _points(staged, shown)
    rows = Rows(declared=layer.info.crs)
    if staged.driver == kinds.SHAPEFILE:
        _read_shapefile(staged, shown, rows)
        return rows
    try:
        with vectors_geopackage.opened(staged.path, immutable=_immutable(staged)) as conn:
            tables = vectors_geopackage.tables(conn, counted=False)
            table = next(t for t in tables if t.name == layer.inside)
            found = vectors_geopackage.read(conn, table, staged.path.stat().st_size)
    except sqlite3.Error as error:
        raise _damaged(shown) from error
    except vectors_geopackage.TooMuchError as error:
        which = layer.info.name
        raise UnreadableError("vector_layer_too_large", file=shown, layer=which) from error
    rows.attributes = found.attributes
    rows.geometries = found.geometries
    rows.sketch = found.sketch
    rows.numbers = list(range(1, len(found.attributes) + 1))
    if layer.info.geometry_type == "None":
        name = {"layer": layer.info.name}
        rows.problems.append(Problem("vector_layer_is_table", shown, params=name, fatal=False))
    else:
        _say_missing(rows, found.faults, shown)
    return rows


def _points(staged: Staged, shown: str) -> Rows:
    return vectors_points.read(staged.path.read_text("utf-8"), shown)


def _damaged(shown: str) -> UnreadableError:
    return UnreadableError("vector_damaged", file=shown, format="GeoPackage")


def _immutable(staged: Staged) -> bool:
    return "IMMUTABLE" in staged.options


def _shapefile_layer(staged: Staged) -> Layer:
    index = staged.path.with_suffix(".shx")
    with staged.path.open("rb") as stream:
        (kind,) = struct.unpack("<i", stream.read(36)[32:])
    count = max(index.stat().st_size - 100, 0) // 8
    told = ("3D " if kind > 10 else "") + _SHAPE_KINDS.get(kind, "Unknown")
    info = LayerInfo(staged.source.title, count, told, staged.declared or "")
    return Layer(info, staged, staged.source.title)


def _read_shapefile(staged: Staged, shown: str, rows: Rows) -> None:
    found = vectors_shp.read(staged.path, staged.path.with_suffix(".shx"))
    count = len(found.geometries)
    deleted, attributes = _table(staged.path.with_suffix(".dbf"), staged.codec, shown, rows)
    empty = dict.fromkeys(attributes[0] if attributes else ())
    attributes += [dict(empty) for _ in range(count - len(attributes))]
    kept = [i for i in range(count) if i >= len(deleted) or not deleted[i]]
    number_of = {old: new for new, old in enumerate(kept, start=1)}
    rows.numbers = list(number_of.values())
    rows.attributes = [attributes[i] for i in kept]
    rows.geometries = [found.geometries[i] for i in kept]
    rows.sketch = found.sketch if len(kept) == count else None
    faults = {number_of[i] - 1: why for i, why in found.faults.items() if i in number_of}
    _say_missing(rows, faults, shown)
    for i, lost in found.dropped.items():
        if i in number_of and i not in found.faults:
            params = {"count": lost}
            where = number_of[i]
            rows.problems.append(
                Problem("geometry_parts_dropped", shown, where, "", params, fatal=False)
            )
    if found.turned:
        params = {"count": found.turned}
        rows.problems.append(Problem("vector_rings_turned", shown, params=params, fatal=False))


def _table(
    file: Path, codec: str, shown: str, rows: Rows
) -> tuple[list[bool], list[dict[str, object]]]:
    """Which rows of the table are deleted, and all rows."""
    table = vectors_dbf.read_layout(file, shown) if file.exists() else None
    if table is None:
        return [], []
    decoder = Decoder(codec, shown, rows.problems)
    names = decoder.names(column.name.rstrip(b" ") for column in table.columns)
    deleted, attributes = vectors_dbf.read(file, table, tuple(names), decoder.text)
    return deleted.tolist(), attributes


def _say_missing(rows: Rows, faults: dict[int, str], shown: str) -> None:
    """A problem for each feature without a shape."""
    for i, geometry in enumerate(rows.geometries):
        if geometry is None:
            code = "vector_geometry_unreadable" if i in faults else "vector_geometry_missing"
            rows.problems.append(problem(code, shown, rows.numbers[i], faults.get(i, "")))
