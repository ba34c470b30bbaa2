"""Layers that GDAL reads, feature by feature. Runs in a process apart: ``vectors_apart.py``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fiona.errors import UnsupportedGeometryTypeError
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem, UnreadableError
from greenshield.formats import vectors_gdal as gdal
from greenshield.formats import vectors_kind as kinds
from greenshield.formats import vectors_messages as messages_of
from greenshield.formats.vectors_build import build, filled
from greenshield.formats.vectors_layers import Layer, LayerInfo
from greenshield.formats.vectors_rows import Decoder, Rows, problem
from greenshield.formats.vectors_staging import STEM, Staged

_WIDE = b"\x04\x00\x00\x00"  # begins a table of a geodatabase with object numbers of 64 bits
_GEOJSON = {
    *("FeatureCollection", "Feature", "GeometryCollection", "Point", "MultiPoint"),
    *("LineString", "MultiLineString", "Polygon", "MultiPolygon"),
}
_ONE_LAYER = (kinds.SHAPEFILE, kinds.GEOJSON, kinds.FLATGEOBUF)


def layers_of(staged: Staged, shown: str) -> list[Layer]:
    """The layers of a staged file, in its order. Needs a GDAL session.

    Args:
        staged: the file.
        shown: its name as the user gave it.

    Raises:
        UnreadableError: ``vector_damaged``, ``vector_format_unknown``,
            ``vector_geodatabase_packed``.
        any of ``vectors_gdal.FAILURES``: GDAL can't read the file.
    """
    try:
        return _layers_of(staged)
    except gdal.FAILURES as error:
        if staged.driver in (kinds.GEOJSON, kinds.ESRIJSON):
            _check_json(staged, shown)
        if staged.driver == kinds.GEODATABASE and any(staged.path.glob("*.cdf")):
            raise UnreadableError("vector_geodatabase_packed", file=shown) from error
        raise


def _check_json(staged: Staged, shown: str) -> None:
    """Says what is wrong with a text that GDAL could not read as GeoJSON.

    Raises:
        UnreadableError: ``vector_damaged``: no JSON; ``vector_format_unknown``: JSON of another
            kind.
    """
    try:
        found = json.loads(staged.path.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        which = f"GeoJSON ({error})"[:200]
        raise UnreadableError("vector_damaged", file=shown, format=which) from error
    if not (isinstance(found, dict) and found.get("type") in _GEOJSON):
        raise UnreadableError("vector_format_unknown", file=shown)


def _layers_of(staged: Staged) -> list[Layer]:
    driver = staged.driver
    names: list[str | int] = [0]
    if driver not in _ONE_LAYER:
        names = list(gdal.layers(staged.path, **staged.options))
    found = []
    for name in names:
        raw = bool(staged.codec)
        with gdal.open_layer(staged.path, driver, name, raw=raw, **staged.options) as opened:
            inside = str(opened.name)
            shown = staged.source.title if inside == STEM else inside
            declared = opened.crs_wkt if staged.declared is None else staged.declared
            count = sum(1 for _ in opened) if driver == kinds.GPX else _count(opened)
            if not count and driver == kinds.GEODATABASE and _is_wide(staged.path):
                count = -1  # GDAL sees no rows there
            info = LayerInfo(shown, count, _kind(opened), declared)
            found.append(Layer(info, staged, inside))
    return found


def _is_wide(geodatabase: Path) -> bool:
    """Whether a table has object numbers of 64 bits, which GDAL takes for an empty one."""
    for table in geodatabase.glob("*.gdbtable"):
        with table.open("rb") as stream:
            if stream.read(4) == _WIDE:
                return True
    return False


def _kind(opened: Any) -> str:
    """The declared geometry type; fiona knows no name for "unknown, with heights"."""
    try:
        return str(opened.schema["geometry"])
    except (KeyError, UnsupportedGeometryTypeError):
        return "Unknown"


def _count(opened: Any) -> int:
    try:
        return len(opened)
    except TypeError:
        return -1


def read_layer(layer: Layer, shown: str, messages: list[str]) -> Rows:
    """A layer's features.

    A feature that can't be read is left out with a problem of its own; the rest follow.

    Args:
        layer: the layer.
        shown: the file's name as the user gave it.
        messages: where GDAL's messages go; an error in place of the next feature means that
            the layer is cut off there, which GDAL doesn't tell from its end.

    Raises:
        UnreadableError: ``vector_cut_short``, ``vector_geodatabase_wide``.
        any of ``vectors_gdal.FAILURES``: GDAL can't read the layer at all.
    """
    staged = layer.staged
    driver = staged.driver
    rows = Rows(declared=layer.info.crs)
    decode = _Texts(staged.codec, shown, rows.problems)
    bare = layer.info.geometry_type == "None"
    if bare:
        name = {"layer": layer.info.name}
        rows.problems.append(Problem("vector_layer_is_table", shown, params=name, fatal=False))
    number = 0
    raw, options = bool(staged.codec), staged.options
    with gdal.open_layer(staged.path, driver, layer.inside, raw=raw, **options) as opened:
        said = len(messages)
        for feature, error in _each(iter(opened)):
            number, said = number + 1, len(messages)
            if feature is None:
                rows.problems.append(problem("vector_feature_unreadable", shown, number, error))
                continue
            rows.numbers.append(number)
            rows.attributes.append(decode.row(feature.properties, number))
            shape = None if bare else _geometry(feature.geometry, shown, number, rows)
            rows.geometries.append(filled(shape) if driver == kinds.DXF else shape)
        reason = messages_of.failure(messages, said)
    if not number and driver == kinds.GEODATABASE and _is_wide(staged.path):
        raise UnreadableError("vector_geodatabase_wide", file=shown, layer=layer.info.name)
    if reason or (driver == kinds.GEODATABASE and number < layer.info.count):
        raise UnreadableError("vector_cut_short", file=shown, count=number, reason=reason or "—")
    return rows


def _each(features: Iterator[Any]) -> Iterator[tuple[Any, str]]:
    """Features one by one; None and the reason for one that fiona can't make."""
    while True:
        try:
            yield next(features), ""
        except StopIteration:
            return
        except MemoryError:
            raise
        except Exception as error:  # fiona raises many kinds for one bad feature
            yield None, str(error) or type(error).__name__


def _geometry(geometry: Any, shown: str, number: int, rows: Rows) -> BaseGeometry | None:
    try:
        made = build(geometry)
    except (ValueError, TypeError, IndexError, ShapelyError) as error:
        rows.problems.append(problem("vector_geometry_unreadable", shown, number, str(error)))
        return None
    if made is None:
        rows.problems.append(problem("vector_geometry_missing", shown, number))
    return made


class _Texts:
    """Turns texts that GDAL handed over as Latin-1 back into bytes and decodes them."""

    def __init__(self, codec: str, shown: str, problems: list[Problem]) -> None:
        self._codec = codec
        self._decoder = Decoder(codec, shown, problems)
        self._names: dict[str, str] = {}

    def row(self, properties: Any, number: int) -> dict[str, Any]:
        """A feature's attributes, decoded, under unique names."""
        if not self._codec:
            return {k: _plain(v) for k, v in properties.items()}
        if self._names.keys() != properties.keys():
            raw = list(properties)
            found = self._decoder.names(name.encode("latin-1", "replace") for name in raw)
            self._names = dict(zip(raw, found, strict=True))
        row: dict[str, Any] = {}
        for raw, value in properties.items():
            name = self._names[raw]
            if isinstance(value, str) and not value.isascii():
                value = self._text(value, name, number)
            row[name] = _plain(value)
        return row

    def _text(self, value: str, name: str, number: int) -> str:
        try:
            data = value.encode("latin-1")
        except UnicodeEncodeError:  # GDAL changed it already
            return value
        return self._decoder.text(data, name, number)


def _plain(value: Any) -> Any:
    """A value as JSON can carry it."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).hex()
    if isinstance(value, str) and value.endswith("\x00"):
        return value.rstrip("\x00")
    return value
