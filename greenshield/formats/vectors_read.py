"""Reads the features of one layer: attributes decoded, geometries in the file's coordinates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem, UnreadableError
from greenshield.formats import encodings
from greenshield.formats import vectors_gdal as gdal
from greenshield.formats import vectors_kind as kinds
from greenshield.formats.vectors_geometry import build, filled
from greenshield.formats.vectors_layers import Layer

_MOST_PROBLEMS = 1000  # of one kind, in one file


@dataclass(slots=True)
class Rows:
    """What a layer holds, in its order: three lists of one length, and the row problems."""

    numbers: list[int] = field(default_factory=list)
    attributes: list[dict[str, Any]] = field(default_factory=list)
    geometries: list[BaseGeometry | None] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    declared: str = ""


def read_layer(layer: Layer, shown: str, rows: Rows, messages: list[str]) -> None:
    """Append a layer's features to ``rows``, numbered on from what is there.

    A feature that can't be read is left out with a problem of its own; the rest follow.

    Args:
        layer: the layer.
        shown: the file's name as the user gave it.
        rows: what was read so far.
        messages: where GDAL's messages go; an error in place of the next feature means that
            the layer is cut off there, which GDAL doesn't tell from its end.

    Raises:
        UnreadableError: ``vector_cut_short``.
        any of ``vectors_gdal.FAILURES``: GDAL can't read the layer at all.
    """
    staged = layer.staged
    driver = staged.driver
    decoder = _Decoder(staged.codec, shown, rows.problems)
    bare = layer.info.geometry_type == "None"
    if bare:
        name = {"layer": layer.info.name}
        rows.problems.append(Problem("vector_layer_is_table", shown, params=name, fatal=False))
    before = number = rows.numbers[-1] if rows.numbers else 0
    raw, options = bool(staged.codec), staged.options
    with gdal.open_layer(staged.path, driver, layer.inside, raw=raw, **options) as opened:
        rows.declared = rows.declared or layer.info.crs
        # A GeoPackage's own feature count may be stale; a condition makes it count anew.
        where = "1 = 1" if driver == kinds.GEOPACKAGE else None
        said = len(messages)
        for feature, error in _each(iter(opened.filter(where=where))):
            number, said = number + 1, len(messages)
            if feature is None:
                rows.problems.append(_problem("vector_feature_unreadable", shown, number, error))
                continue
            rows.numbers.append(number)
            rows.attributes.append(decoder.row(feature.properties, number))
            shape = None if bare else _geometry(feature.geometry, shown, number, rows)
            rows.geometries.append(filled(shape) if driver == kinds.DXF else shape)
        reason = gdal.failure(messages, said)
    if reason or (driver == kinds.GEODATABASE and number - before < layer.info.count):
        count = number - before
        raise UnreadableError("vector_cut_short", file=shown, count=count, reason=reason or "—")


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
        rows.problems.append(_problem("vector_geometry_unreadable", shown, number, str(error)))
        return None
    if made is None:
        rows.problems.append(_problem("vector_geometry_missing", shown, number, ""))
    return made


def _problem(code: str, shown: str, number: int, reason: str) -> Problem:
    params = {"reason": reason[:200]} if reason else {}
    return Problem(code, shown, number, params=params, fatal=code == "vector_feature_unreadable")


class _Decoder:
    """Turns texts that GDAL handed over as Latin-1 back into bytes and decodes them."""

    def __init__(self, codec: str, shown: str, problems: list[Problem]) -> None:
        self._codec = codec
        self._shown = shown
        self._problems = problems
        self._names: dict[str, str] = {}
        self._flaws = 0

    def row(self, properties: Any, number: int) -> dict[str, Any]:
        """A feature's attributes, decoded, under unique names."""
        if not self._codec:
            return {k: _plain(v) for k, v in properties.items()}
        row: dict[str, Any] = {}
        for raw, value in properties.items():
            name = self._names.get(raw)
            if name is None:
                name = self._names[raw] = self._name(raw)
            if isinstance(value, str) and not value.isascii():
                value = self._text(value, name, number)
            row[name] = _plain(value)
        return row

    def _name(self, raw: str) -> str:
        """A column's name; one that was cut within a character may meet another."""
        name = raw if raw.isascii() else self._text(raw, raw, None)
        unique, suffix = name, 1
        while unique in self._names.values():
            unique, suffix = f"{name}_{suffix}", suffix + 1
        return unique

    def _text(self, value: str, name: str, number: int | None) -> str:
        try:
            data = value.encode("latin-1")
        except UnicodeEncodeError:  # GDAL changed it already
            return value
        text, flaw = encodings.decode(data, self._codec)
        if flaw and self._flaws < _MOST_PROBLEMS:
            self._flaws += 1
            code = "vector_text_cut" if flaw == "cut" else "vector_text_undecodable"
            params = {"encoding": encodings.label_of(self._codec), "text": text[:50]}
            shown_name = name if number is not None else text
            self._problems.append(
                Problem(code, self._shown, number, shown_name, params, fatal=False)
            )
        return text


def _plain(value: Any) -> Any:
    """A value as JSON can carry it."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).hex()
    if isinstance(value, str) and value.endswith("\x00"):
        return value.rstrip("\x00")
    return value
