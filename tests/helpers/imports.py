"""What tests of imports share: files by other writers than ours, a project's fingerprint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import fiona
import openpyxl
from shapely.geometry import MultiPolygon, box, mapping
from shapely.geometry.base import BaseGeometry

from greenshield.project.opening import open_project
from greenshield.project.project import Project

SUFFIXES = {".shp": "ESRI Shapefile", ".gpkg": "GPKG", ".geojson": "GeoJSON"}
RESERVE = box(126.30, 43.20, 126.40, 43.30)


def fingerprint(project: Project) -> tuple[str, int]:
    """What must be equal where an import changed nothing: the digest and the number of events."""
    return project.digest(), project.journal.count()


def print_of(path: Path, passphrase: str | None = None) -> tuple[tuple[str, int], list[str]]:
    """The :func:`fingerprint` of a project that is closed, and the names of its media."""
    with open_project(path, who="test", read_only=True, passphrase=passphrase) as opened:
        return fingerprint(opened), sorted(p.name for p in opened.media.files())


def boundary_file(
    path: Path,
    features: Sequence[tuple[BaseGeometry, dict[str, str]]],
    encoding: str = "UTF-8",
    crs: str = "EPSG:4490",
) -> Path:
    """A vector file of polygons in degrees with text attributes."""
    schema = {"geometry": "MultiPolygon", "properties": dict.fromkeys(features[0][1], "str:60")}
    if path.suffix == ".shp":
        schema["geometry"] = "Polygon"
    more = {"encoding": encoding} if path.suffix == ".shp" else {}
    with fiona.open(path, "w", driver=SUFFIXES[path.suffix], schema=schema, crs=crs, **more) as out:
        for shape, properties in features:
            whole = shape if path.suffix == ".shp" else _multi(shape)
            out.write({"geometry": mapping(whole), "properties": properties})
    return path


def _multi(shape: BaseGeometry) -> BaseGeometry:
    return MultiPolygon([shape]) if shape.geom_type == "Polygon" else shape


def workbook(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Path:
    """A sheet called 台账 with one header row."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path
