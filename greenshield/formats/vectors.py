"""Reads vector files of any kind: features with attributes, and shapes in EPSG:4490.

Shapefile, GeoPackage, GeoJSON (also by lines), TopoJSON, Esri JSON, KML, KMZ, GML, GPX, file
geodatabase, DXF, FlatGeobuf and MapInfo; alone, in a folder or in a zip. GDAL (in fiona's
wheel) does the reading; what is asked of a file before it may, and what is done with the
result, stands in the ``vectors_*`` modules beside this one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import (
    GreenShieldError,
    Problem,
    UnreadableError,
    UsageError,
)
from greenshield.formats import vectors_messages as messages
from greenshield.formats import vectors_own
from greenshield.formats.encodings import codec_of
from greenshield.formats.vectors_apart import READER
from greenshield.formats.vectors_layers import Layer, LayerInfo, choose, distinct
from greenshield.formats.vectors_placed import placed
from greenshield.formats.vectors_rows import Rows
from greenshield.formats.vectors_sources import sources_of
from greenshield.formats.vectors_staging import Staged, stage

__all__ = [
    "LayerInfo", "VectorFeature", "VectorFile", "contents_of", "list_layers", "read_vectors",
]  # fmt: skip

_POLYGONS = (3, 6, 7)  # GEOS's ids of polygons, multipolygons and collections
_LAYERS_TRIED = 50


@dataclass(frozen=True, slots=True)
class VectorFeature:
    """One feature: its number in the file (from 1), attributes, and shape or None.

    ``geometry`` is 2D, in degrees lon/lat EPSG:4490, as the file has it: not mended.
    ``crs`` is what its coordinates were in.
    """

    number: int
    attributes: dict[str, Any]
    geometry: BaseGeometry | None
    crs: str

    def row(self, names: Iterable[str]) -> list[Any]:
        """These attributes as the cells of a list's row; blanks and what is no value are None."""
        return [_cell(self.attributes.get(name)) for name in names]


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.strip() else None
    return value if isinstance(value, int | float | bool) or hasattr(value, "isoformat") else None


@dataclass(frozen=True, slots=True)
class VectorFile:
    """What was read from a vector file.

    Attributes:
        name: the file's name.
        layer, layers: the layer that was read, and all that there are.
        driver: GDAL's name of the format.
        crs: ``EPSG:n``, or the name in the WKT where no code fits; several, parted by commas,
            where features stand in zones of their own.
        crs_source: ``declared``, ``corrected``, ``numbers`` or ``given``.
        crs_accuracy_m: how exact the EPSG:4490 positions are, metres; None where unknown.
        encoding: of the texts (``GBK``, ``UTF-8`` …).
        encoding_source: ``format``, ``declared``, ``hint``, ``content``, ``ascii`` or ``given``.
        vertices: how many, closing ones included.
        problems: remarks (not fatal) and features that were left out (fatal).
    """

    name: str
    layer: str
    layers: tuple[str, ...]
    driver: str
    features: list[VectorFeature]
    crs: str
    crs_source: str
    crs_accuracy_m: float | None
    encoding: str
    encoding_source: str
    vertices: int
    problems: list[Problem]


def list_layers(path: Path) -> list[LayerInfo]:
    """The layers of a file, folder or zip, in its order.

    Raises:
        UnreadableError, SurroundingsError: as :func:`read_vectors`.
    """
    with _opened(path, None) as opened:
        return [layer.info for layer in opened.layers]


def contents_of(path: Path, layer: str | None = None) -> tuple[list[dict[str, Any]], set[str]]:
    """The attributes of one layer and the types of its shapes, whatever its coordinates are in.

    Args:
        path: a file, a folder or a zip.
        layer: its name; None reads the one that :func:`read_vectors` would read for polygons.

    Returns:
        Attributes by feature, and the names that shapely has for the types (``Polygon`` …).

    Raises:
        UnreadableError, SurroundingsError, UsageError: as :func:`read_vectors`.
    """
    with _opened(path, None) as opened:
        rows = Rows()
        for one in choose(opened.layers, layer, polygons=True):
            rows.add(_read(one, path, opened))
    return rows.attributes, {g.geom_type for g in rows.geometries if g is not None}


def read_vectors(
    path: Path,
    *,
    layer: str | None = None,
    crs: str | None = None,
    encoding: str | None = None,
    division: str | None = None,
    prefer_polygons: bool = False,
) -> VectorFile:
    """Read one layer of a vector file. The file itself is never changed.

    Args:
        path: a file, a folder or a zip.
        layer: its name; None reads the first that has shapes, and says which others there are.
        crs: ``EPSG:n`` or WKT from a person, going before what the file says.
        encoding: of the attributes, from a person; None lets the bytes decide.
        division: code of the project's division, to judge coordinates by its province.
        prefer_polygons: where ``layer`` is None, take the first layer of polygons.

    Raises:
        UnreadableError: the file can't be read at all, or not without a word from a person.
        SurroundingsError: no permission, or the disk is full.
        UsageError: no such layer, encoding or coordinate system.
    """
    with _opened(path, encoding) as opened:
        layers = opened.layers
        chosen = choose(layers, layer, prefer_polygons)
        rows = _rows(chosen, path, opened)
        if prefer_polygons and layer is None and not _has_polygons(rows):
            chosen, rows = _next_with_polygons(chosen, rows, path, opened)
    staged = chosen[0].staged
    if not rows.numbers:
        raise UnreadableError("vector_no_features", file=str(path), layer=chosen[0].info.name)
    found = placed(rows, path, crs, division)
    remarks = [*opened.problems, *staged.problems, *_others(layers, chosen, layer, path)]
    remarks += found.remarks
    remarks += _said(opened.said, path)
    return VectorFile(
        name=path.name,
        layer=", ".join(one.info.name for one in chosen),
        layers=tuple(one.info.name for one in layers),
        driver=staged.source.driver,
        features=[
            VectorFeature(n, a, g, own)
            for n, a, g, own in zip(
                rows.numbers, rows.attributes, found.shapes, found.own, strict=True
            )
        ],
        crs=found.crs,
        crs_source=found.source,
        crs_accuracy_m=found.accuracy_m,
        encoding=staged.encoding,
        encoding_source=staged.encoding_source,
        vertices=found.vertices,
        problems=[*remarks, *rows.problems],
    )


@dataclass(slots=True)
class _Opened:
    """What a path stands for: its layers, what GDAL said, the files that were passed over."""

    layers: list[Layer]
    said: list[str]
    problems: list[Problem]


@contextmanager
def _opened(path: Path, encoding: str | None) -> Generator[_Opened, None, None]:
    """Find, stage and open what a path stands for; errors become coded ones."""
    if encoding and codec_of(encoding) is None:
        raise UsageError("vector_encoding_unknown", encoding=encoding)
    with tempfile.TemporaryDirectory(prefix="greenshield-", ignore_cleanup_errors=True) as folder:
        try:
            opened = _Opened([], [], [])
            _open_all(path, Path(folder), encoding, opened)
            yield opened
        except GreenShieldError:
            raise
        except messages.FAILURES as error:
            raise messages.coded(error, path) from error


def _open_all(path: Path, work: Path, encoding: str | None, opened: _Opened) -> None:
    """Open every source; of several, those that can't be read are passed over and named."""
    unpacked = work / "unpacked"
    unpacked.mkdir()
    sources = sources_of(path, unpacked)
    failures: list[GreenShieldError] = []
    for number, source in enumerate(sources):
        folder = work / str(number)
        folder.mkdir()
        try:
            for staged in stage(source, folder, str(path), encoding):
                opened.layers += _layers(staged, path, opened)
        except GreenShieldError as error:
            failures.append(error)
        except messages.FAILURES as error:
            failures.append(messages.coded(error, path))
        if len(failures) > len(opened.problems):
            last = failures[-1]
            file = f"{path} ({source.path.name})"
            opened.problems.append(Problem(last.code, file, params=last.params))
    if not opened.layers:
        raise failures[0] if failures else UnreadableError("vector_no_layers", file=str(path))
    opened.layers = distinct(opened.layers)


def _layers(staged: Staged, path: Path, opened: _Opened) -> list[Layer]:
    if staged.is_own:
        return vectors_own.layers_of(staged, str(path))
    layers, said = READER.layers_of(staged, str(path))
    opened.said += said
    return layers


def _read(layer: Layer, path: Path, opened: _Opened) -> Rows:
    if layer.staged.is_own:
        return vectors_own.read_layer(layer, str(path))
    rows, said = READER.read_layer(layer, str(path))
    opened.said += said
    return rows


def _rows(chosen: list[Layer], path: Path, opened: _Opened) -> Rows:
    rows = Rows()
    for one in chosen:
        rows.add(_read(one, path, opened))
    return rows


def _has_polygons(rows: Rows) -> bool:
    kinds = shapely.get_type_id(np.array([*rows.geometries, None], dtype=object)[:-1])
    return bool(np.isin(kinds, _POLYGONS).any())


def _next_with_polygons(
    chosen: list[Layer], rows: Rows, path: Path, opened: _Opened
) -> tuple[list[Layer], Rows]:
    """The first of the other layers that holds polygons; what was chosen where none does.

    A layer of any kind of shape doesn't say what it holds until it is read.
    """
    others = [one for one in opened.layers if one not in chosen]
    for one in [o for o in others if o.may_hold_polygons and o.has_shapes][:_LAYERS_TRIED]:
        try:
            found = _rows([one], path, opened)
        except UnreadableError:
            continue
        if _has_polygons(found):
            return [one], found
    return chosen, rows


def _said(lines: list[str], path: Path) -> list[Problem]:
    """Remarks on what GDAL said while it read, and on columns that it could not give."""
    remarks = [
        Problem("vector_reader_says", str(path), params={"text": t, "count": n}, fatal=False)
        for t, n in messages.told(lines)
    ]
    skipped = messages.skipped_columns(lines)
    if skipped:
        columns = {"columns": ", ".join(skipped[:20])}
        remarks.append(Problem("vector_columns_skipped", str(path), params=columns, fatal=False))
    return remarks


def _others(
    layers: list[Layer], chosen: list[Layer], wanted: str | None, path: Path
) -> list[Problem]:
    """A remark on layers that were not read, where nobody chose."""
    rest = [one.info.name for one in layers if one not in chosen and one.has_shapes]
    if wanted is not None or not rest:
        return []
    params = {"layer": chosen[0].info.name, "others": ", ".join(rest[:20]), "count": len(rest)}
    return [Problem("vector_other_layers", str(path), params=params, fatal=False)]
