"""What makes a boundary: polygons alone, mended, named, measured."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pyproj import Geod
from vector_files import collection, geojson, square, written

from greenshield import messages
from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.formats.boundaries import BoundaryFile, read_boundaries

GEOD = Geod(a=6378137.0, rf=298.257222101)
BOWTIE = [[128, 42], [128.1, 42.1], [128.1, 42], [128, 42.1], [128, 42]]


def features(*geometries: Any, **properties: Any) -> str:
    made = [{"type": "Feature", "properties": properties, "geometry": g} for g in geometries]
    return json.dumps({"type": "FeatureCollection", "features": made}, ensure_ascii=False)


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def read(path: Path, text: str, **how: Any) -> BoundaryFile:
    path.write_text(text, "utf-8")
    return read_boundaries(path, **how)


def test_that_areas_are_ellipsoidal_and_names_are_found(tmp_path: Path):
    file = read_boundaries(geojson(tmp_path / "a.geojson"))
    assert [f.name for f in file.features] == ["长白山核心区", "一般控制区"]
    assert [f.geometry.geom_type for f in file.features] == ["MultiPolygon"] * 2
    for feature in file.features:
        expected, _ = GEOD.geometry_area_perimeter(feature.geometry)
        assert feature.area_m2 == pytest.approx(expected, rel=1e-9)
    assert (file.repaired, file.refused, file.vertices, file.problems) == (0, 0, 10, [])


def test_that_an_invalid_ring_is_mended_and_said_so(tmp_path: Path):
    file = read(tmp_path / "a.geojson", features(polygon(BOWTIE)))
    (feature,) = file.features
    assert feature.repaired
    assert feature.geometry.is_valid
    assert (file.repaired, file.refused) == (1, 0)
    (problem,) = file.problems
    assert (problem.code, problem.row, problem.fatal) == ("geometry_made_valid", 1, False)
    assert problem.params["after_m2"] > 0


def test_that_points_and_lines_among_polygons_are_refused_by_row(tmp_path: Path):
    line = {"type": "LineString", "coordinates": [[128, 42], [128.1, 42]]}
    point = {"type": "Point", "coordinates": [128, 42]}
    text = features(polygon(square(128, 42)), line, point)
    file = read(tmp_path / "a.geojson", text)
    assert [f.number for f in file.features] == [1]
    told = [(p.code, p.row, p.fatal) for p in file.problems]
    assert told == [("geometry_not_polygon", 2, True), ("geometry_not_polygon", 3, True)]
    for problem in file.problems:
        assert "{" not in messages.text(problem.code, problem.params, "zh")


def test_that_a_file_without_polygons_is_no_boundary(tmp_path: Path):
    with pytest.raises(UnreadableError) as caught:
        read(tmp_path / "a.geojson", features({"type": "Point", "coordinates": [128, 42]}))
    assert caught.value.code == "boundary_no_polygons"
    assert caught.value.params["kinds"] == "Point"


def test_that_holes_and_parts_are_kept(tmp_path: Path):
    outer, hole = square(128, 42, 0.2), square(128.05, 42.05, 0.05)[::-1]
    multi = {"type": "MultiPolygon", "coordinates": [[outer, hole], [square(129, 42)]]}
    (feature,) = read(tmp_path / "a.geojson", features(multi)).features
    assert [len(p.interiors) for p in feature.geometry.geoms] == [1, 0]
    assert feature.area_m2 == pytest.approx(
        GEOD.geometry_area_perimeter(feature.geometry)[0], rel=1e-9
    )


def test_that_heights_are_dropped_without_a_word(tmp_path: Path):
    ring = [[x, y, 1250.0] for x, y in square(128, 42)]
    file = read(tmp_path / "a.geojson", features(polygon(ring)))
    assert not file.features[0].geometry.has_z
    assert file.problems == []


def test_that_columns_are_mapped_to_fields(tmp_path: Path):
    path = geojson(tmp_path / "a.geojson")
    file = read_boundaries(path, mapping={"name": "n", "zone": "名称"})
    assert [f.name for f in file.features] == ["1", "2"]
    assert file.features[0].attributes["zone"] == "长白山核心区"
    with pytest.raises(UsageError) as caught:
        read_boundaries(path, mapping={"name": "保护地"})
    assert caught.value.code == "boundary_column_unknown"
    assert "名称" in caught.value.params["columns"]


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ({"OBJECTID": 1, "MC": "核心区"}, "核心区"),
        ({"Name": "", "保护区名称": " 长白山 "}, "长白山"),
        ({"湿地公园名称": "盐城"}, "盐城"),
        ({"code": "x"}, ""),
    ],
)
def test_that_the_likeliest_column_gives_the_name(
    columns: dict[str, Any], name: str, tmp_path: Path
):
    file = read(tmp_path / "a.geojson", features(polygon(square(128, 42)), **columns))
    assert file.features[0].name == name


def test_that_a_layer_of_polygons_is_preferred(tmp_path: Path):
    import fiona

    path = tmp_path / "a.gpkg"
    schema = {"geometry": "Point", "properties": {"n": "int"}}
    with fiona.open(path, "w", "GPKG", schema, crs="EPSG:4490", layer="points") as sink:
        point = {"type": "Point", "coordinates": (128, 42)}
        sink.write({"type": "Feature", "properties": {"n": 1}, "geometry": point})
    written(path, "GPKG", layer="zones")
    file = read_boundaries(path)
    assert (file.layer, len(file.features)) == ("zones", 2)
    assert [p.code for p in file.problems] == ["vector_other_layers"]


def test_that_one_file_read_twice_is_the_same(tmp_path: Path):
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(collection()), "utf-8")
    one, two = read_boundaries(path), read_boundaries(path)
    assert [f.geometry.wkb for f in one.features] == [f.geometry.wkb for f in two.features]
    assert one.problems == two.problems


def track(*places: tuple[float, float]) -> str:
    points = "".join(f'<trkpt lat="{lat}" lon="{lon}"/>' for lon, lat in places)
    return (
        '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>巡护</name>'
        f"<trkseg>{points}</trkseg></trk></gpx>"
    )


def path_of(*places: tuple[float, float]) -> str:
    text = " ".join(f"{lon},{lat}" for lon, lat in places)
    return (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>核心区</name>'
        f"<LineString><coordinates>{text}</coordinates></LineString></Placemark></kml>"
    )


@pytest.mark.parametrize(("name", "made"), [("a.gpx", track), ("a.kml", path_of)])
def test_that_a_closed_track_is_an_outline_and_an_open_one_is_none(
    name: str, made: Any, tmp_path: Path
):
    corners = [(128.0, 42.0), (128.1, 42.0), (128.1, 42.1), (128.0, 42.0)]
    file = read(tmp_path / name, made(*corners))
    (feature,) = file.features
    assert feature.geometry.bounds == (128.0, 42.0, 128.1, 42.1)
    assert "boundary_lines_filled" in [p.code for p in file.problems]
    with pytest.raises(UnreadableError) as caught:
        read(tmp_path / name, made(*corners[:-1]))
    assert caught.value.code == "boundary_no_polygons"


def test_that_closed_lines_of_other_formats_stay_lines(tmp_path: Path):
    contour = {"type": "LineString", "coordinates": square(128, 42)}
    with pytest.raises(UnreadableError) as caught:
        read(tmp_path / "a.geojson", features(contour))
    assert caught.value.code == "boundary_no_polygons"


def test_that_a_layer_of_any_shape_without_polygons_is_passed_over(tmp_path: Path):
    base = written(tmp_path / "a.gpkg", "GPKG", layer="面")
    with closing(sqlite3.connect(base)) as conn:
        conn.execute("UPDATE gpkg_geometry_columns SET geometry_type_name = 'GEOMETRY'")
        conn.commit()
    line = {"type": "LineString", "coordinates": [[128, 42], [128.1, 42]]}
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "0.geojson").write_text(features(line), "utf-8")
    base.rename(folder / "1.gpkg")
    file = read_boundaries(folder)
    assert (file.layer, len(file.features)) == ("面", 2)
