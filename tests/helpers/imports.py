"""What tests of imports share: files by other writers than ours, a project's fingerprint."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
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
    return sheets_file(path, {"台账": (header, *rows)})


def sheets_file(path: Path, sheets: Mapping[str, Iterable[Sequence[Any]]]) -> Path:
    """A workbook of several sheets by their names."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def shapes_file(path: Path, shapes: Iterable[tuple[BaseGeometry, Mapping[str, Any]]]) -> Path:
    """A GeoJSON file of shapes of any kind with their attributes."""
    features = [
        {"type": "Feature", "properties": {**told}, "geometry": mapping(shape)}
        for shape, told in shapes
    ]
    made = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(made, ensure_ascii=False), "utf-8")
    return path
