"""Reads boundaries: vector files whose shapes become valid multipolygons in EPSG:4490.

What ``vectors.py`` reads, held to what a boundary must be: a polygon with an area. Invalid
rings are mended by the rule of ``geo/repair.py`` and said so with the area before and after;
points, lines and empty features are left out, each with a problem of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import shapely
from shapely.geometry import MultiPolygon

from greenshield.domain.errors import Problem, UnreadableError, UsageError
from greenshield.domain.mended import CODES as MADE_VALID
from greenshield.formats.vectors import VectorFeature, VectorFile, read_vectors
from greenshield.formats.vectors_outlines import with_outlines
from greenshield.formats.vectors_shift import unshifted
from greenshield.geo.repair import Repaired, repair_many

# Column names that hold an area's name, the likeliest first; compared without case.
NAME_COLUMNS = (
    *(
        "保护地名称",
        "自然保护地名称",
        "保护区名称",
        "自然保护区名称",
        "红线名称",
        "区域名称",
        "地块名称",
        "功能区名称",
    ),
    *("名称", "地名", "area_name", "bhdmc", "zrbhdmc", "bhqmc", "hxmc", "qymc", "gnqmc", "mc"),
    *("name", "name_zh", "name:zh", "name_chn", "cname", "fname", "nome", "nombre", "label"),
    *("省名", "市名", "县名", "title", "orig_name", "nomb_ap"),
)
_VERTICES: Final = 500_000  # mended at once
_FEATURES: Final = 10_000
_LOST_IN_READING = {
    "vector_geometry_missing",
    "vector_geometry_unreadable",
    "vector_not_finite",
    "vector_out_of_range",
    "vector_zone_unclear",
}


@dataclass(frozen=True, slots=True)
class BoundaryFeature:
    """One area of a boundary file.

    Attributes:
        number: of the feature in the file, from 1.
        name: from the mapped or a likely column, "" where there is none.
        attributes: as in the file; mapped ones under the ledger's field names as well.
        geometry: valid 2D multipolygon, degrees lon/lat EPSG:4490.
        area_m2: on the ellipsoid of CGCS2000.
        repaired: whether the outline had to be mended.
        crs: what its coordinates were in.
    """

    number: int
    name: str
    attributes: dict[str, Any]
    geometry: MultiPolygon
    area_m2: float
    repaired: bool
    crs: str


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """A feature that has no usable shape: its number, and its attributes as they stand there."""

    number: int
    attributes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BoundaryFile:
    """What was read from a boundary file; fields as in ``vectors.VectorFile``.

    Attributes:
        vertices: of the boundaries as kept, closing ones included.
        repaired: how many outlines were mended.
        refused: how many features were left out, each named in ``problems`` (fatal).
        name_column: the one that ``BoundaryFeature.name`` is from, "" where there is none.
        turned_away: those features that were refused for their shape, as far as they were read.
    """

    name: str
    layer: str
    layers: tuple[str, ...]
    driver: str
    features: list[BoundaryFeature]
    crs: str
    crs_source: str
    crs_accuracy_m: float | None
    encoding: str
    encoding_source: str
    vertices: int
    repaired: int
    refused: int
    problems: list[Problem]
    name_column: str = ""
    turned_away: list[TurnedAway] = field(default_factory=list)


def read_boundaries(
    path: Path,
    *,
    layer: str | None = None,
    crs: str | None = None,
    encoding: str | None = None,
    division: str | None = None,
    mapping: dict[str, str] | None = None,
    datum: str | None = None,
) -> BoundaryFile:
    """Read the polygons of one layer as boundaries.

    Closed lines stand for polygons where a program of the field writes no others
    (``vectors_outlines.py``).

    Args:
        path: a file, a folder or a zip.
        layer: its name; None reads the first layer of polygons, and says which others there are.
        crs: ``EPSG:n`` or WKT from a person, going before what the file says.
        encoding: of the attributes, from a person; None lets the bytes decide.
        division: code of the project's division, to judge coordinates by its province.
        mapping: ledger field -> column of the file; ``name`` tells the name's column.
        datum: ``gcj02`` or ``bd09`` where the positions are those of a web map.

    Raises:
        UnreadableError: as ``read_vectors``, and ``boundary_no_polygons``.
        SurroundingsError: as ``read_vectors``.
        UsageError: as ``read_vectors``, and ``boundary_column_unknown`` for a mapped column;
            ``datum_unknown``.
    """
    file = read_vectors(
        path, layer=layer, crs=crs, encoding=encoding, division=division, prefer_polygons=True
    )
    file = with_outlines(unshifted(file, datum))
    wanted = mapping or {}
    _check_columns(file, wanted, str(path))
    column = wanted.get("name") or _name_column(file)
    features: list[BoundaryFeature] = []
    away: list[TurnedAway] = []
    problems = [replace(p, fatal=True) if p.code in _LOST_IN_READING else p for p in file.problems]
    kinds: set[str] = set()
    for lot in _lots(file.features):
        for feature, mended in zip(lot, repair_many([f.geometry for f in lot]), strict=True):
            if feature.geometry is None:
                away.append(TurnedAway(feature.number, feature.attributes))
                continue  # its problem was told by the reader
            kinds.add(feature.geometry.geom_type)
            problems += _told(mended, feature.number, str(path))
            if mended.usable:
                features.append(_made(feature, mended, wanted, column))
            else:
                away.append(TurnedAway(feature.number, feature.attributes))
    if not features:
        shown = ", ".join(sorted(kinds)) or "—"
        raise UnreadableError("boundary_no_polygons", file=str(path), layer=file.layer, kinds=shown)
    return _file(file, features, away, problems, column or "")


def _lots(features: list[VectorFeature]) -> Iterator[list[VectorFeature]]:
    """Features some at a time; the list is emptied, so that what was mended is held but once."""
    features.reverse()
    while features:
        lot: list[VectorFeature] = []
        vertices = 0
        while features and vertices < _VERTICES and len(lot) < _FEATURES:
            lot.append(features.pop())
            vertices += shapely.get_num_coordinates(lot[-1].geometry)
        yield lot


def _file(
    file: VectorFile,
    features: list[BoundaryFeature],
    away: list[TurnedAway],
    problems: list[Problem],
    name_column: str,
) -> BoundaryFile:
    return BoundaryFile(
        name=file.name,
        layer=file.layer,
        layers=file.layers,
        driver=file.driver,
        features=features,
        crs=file.crs,
        crs_source=file.crs_source,
        crs_accuracy_m=file.crs_accuracy_m,
        encoding=file.encoding,
        encoding_source=file.encoding_source,
        vertices=int(shapely.get_num_coordinates([f.geometry for f in features]).sum()),
        repaired=sum(f.repaired for f in features),
        refused=sum(p.fatal for p in problems),
        problems=problems,
        name_column=name_column,
        turned_away=away,
    )


def _made(
    feature: VectorFeature, mended: Repaired, wanted: dict[str, str], column: str | None
) -> BoundaryFeature:
    attributes = dict(feature.attributes)
    attributes |= {field: feature.attributes.get(c) for field, c in wanted.items()}
    value = feature.attributes.get(column) if column else None
    return BoundaryFeature(
        number=feature.number,
        name="" if value is None else str(value).strip(),
        attributes=attributes,
        geometry=mended.geometry,
        area_m2=mended.m2,
        repaired=any(r.code in MADE_VALID for r in mended.remarks),
        crs=feature.crs,
    )


def _told(mended: Repaired, number: int, shown: str) -> list[Problem]:
    """What the repair found, as problems; dropped heights go without saying."""
    return [
        Problem(r.code, shown, number, params=r.params, fatal=not mended.usable)
        for r in mended.remarks
        if r.code != "geometry_z_dropped"
    ]


def _check_columns(file: VectorFile, wanted: dict[str, str], shown: str) -> None:
    present = {key for f in file.features for key in f.attributes}
    for column in wanted.values():
        if column not in present:
            names = ", ".join(sorted(present)[:50])
            raise UsageError("boundary_column_unknown", file=shown, column=column, columns=names)


def _name_column(file: VectorFile) -> str | None:
    """The likeliest column of names that isn't empty throughout."""
    present: dict[str, str] = {}
    for feature in file.features:
        for key, value in feature.attributes.items():
            if value not in (None, ""):
                present.setdefault(key.casefold(), key)
    exact = next((present[n] for n in NAME_COLUMNS if n in present), None)
    if exact is not None:
        return exact
    return next((k for low, k in present.items() if low.endswith(("名称", "_name"))), None)
