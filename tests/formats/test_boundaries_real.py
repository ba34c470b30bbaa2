"""Every real vector file, against a table made with GDAL's own tools and checked by eye.

``real_boundaries.csv`` was written from Debian's GDAL 3.6 (Python bindings), the TopoJSON rows
from the format's reference implementation (topojson-client 3), since GDAL misreads those files;
the texts were read by eye. Columns: ``given`` is the CRS that a person has to name; ``refused`` the
code without it, or for good; ``boundaries`` how many features make boundaries, or the code.
A fact is ``number:column=value``, ``number@first=lon lat``, ``number@last=lon lat`` or
``vertices=n``; places in degrees, EPSG:4490, as the file gives them: those of the web map's files
(``…_GCJ02``) are with their shift, since no ``datum`` is given here.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from helpers.real_files import listed

from greenshield.domain.errors import UnreadableError
from greenshield.formats.boundaries import read_boundaries
from greenshield.formats.vectors import VectorFile, read_vectors

Row = dict[str, str]
TABLE = Path(__file__).with_name("real_boundaries.csv")
SUFFIXES = {
    *(".shp", ".json", ".geojson", ".topojson", ".seq", ".gpkg", ".gml", ".kml", ".kmz"),
    *(".zip", ".gpx", ".dxf", ".fgb", ".tab", ".mif", ".csv"),
}
PLACE = 2e-7  # degrees: the table has seven digits


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def named(row: Row) -> str:
    return f"{row['file']}:{row['layer']}" if row["layer"] else row["file"]


def place(geometry: shapely.Geometry, which: str) -> tuple[float, float]:
    x, y = shapely.get_coordinates(geometry)[0 if which == "first" else -1]
    return float(x), float(y)


def is_polygonal(geometry: shapely.Geometry | None) -> bool:
    if geometry is None:
        return False
    parts = shapely.get_parts(geometry)
    return any("Polygon" in part.geom_type for part in parts)


def check(fact: str, file: VectorFile) -> None:
    key, value = fact.split("=", 1)
    if key == "vertices":
        assert file.vertices == int(value)
        return
    if "@" in key:
        number, which = key.split("@")
        feature = file.features[int(number) - 1]
        assert feature.number == int(number)
        lon, lat = map(float, value.split())
        assert place(feature.geometry, which) == pytest.approx((lon, lat), abs=PLACE)
        return
    number, column = key.split(":", 1)
    feature = file.features[int(number) - 1]
    assert feature.number == int(number)
    assert str(feature.attributes[column]) == value


@pytest.mark.parametrize("row", rows(), ids=named)
def test_that_a_real_vector_file_is_read_right(
    row: Row, shared_data: Path, real_file: Callable[[Path], Path]
):
    path = real_file(shared_data / "boundaries" / row["file"])
    layer, given = row["layer"] or None, row["given"] or None
    if row["refused"]:
        with pytest.raises(UnreadableError) as caught:
            read_vectors(path, layer=layer)
        assert caught.value.code == row["refused"]
        if not given:
            return
    file = read_vectors(path, layer=layer, crs=given)
    assert len(file.features) == int(row["features"])
    assert (file.crs, file.encoding) == (row["crs"], row["encoding"])
    assert sum(is_polygonal(f.geometry) for f in file.features) == int(row["polygons"])
    facts = [row[f"fact{n}"] for n in (1, 2, 3) if row[f"fact{n}"]]
    assert facts
    for fact in facts:
        check(fact, file)


@pytest.mark.parametrize("row", [r for r in rows() if r["boundaries"]], ids=named)
def test_that_a_real_boundary_file_gives_its_polygons(
    row: Row, shared_data: Path, real_file: Callable[[Path], Path]
):
    path = real_file(shared_data / "boundaries" / row["file"])
    layer, given = row["layer"] or None, row["given"] or None
    if row["boundaries"].startswith("boundary_"):
        with pytest.raises(UnreadableError) as caught:
            read_boundaries(path, layer=layer, crs=given)
        assert caught.value.code == row["boundaries"]
        return
    file = read_boundaries(path, layer=layer, crs=given)
    refused = {p.row for p in file.problems if p.fatal}
    assert len(file.features) + len(refused) == int(row["features"])
    assert len(file.features) == int(row["boundaries"])
    for feature in file.features:
        assert feature.geometry.geom_type == "MultiPolygon"
        assert feature.geometry.is_valid
        assert feature.area_m2 > 0


def test_that_no_real_vector_file_is_missing_from_the_table(shared_data: Path):
    root = shared_data / "boundaries"
    told = {r["file"] for r in rows()}
    there = {
        file.relative_to(root).as_posix()
        for file in listed("boundaries/**/*")
        if file.suffix.lower() in SUFFIXES
        or (file.suffix == ".dbf" and not file.with_suffix(".shp").exists())
    }
    assert there == told


def test_that_reading_leaves_the_real_files_alone(shared_data: Path):
    folder = shared_data / "boundaries" / "shapefile-rs_tests"
    before = {p.name: (p.stat().st_size, p.stat().st_mtime_ns) for p in folder.iterdir()}
    read_vectors(folder / "polygonz.shp", crs="EPSG:3945")
    assert {p.name: (p.stat().st_size, p.stat().st_mtime_ns) for p in folder.iterdir()} == before
