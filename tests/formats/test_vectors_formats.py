"""Each vector format, alone, zipped and in a folder: the same zones come out."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from vector_checks import NAMES, assert_zones, bounds, remarks
from vector_files import GML, TOPOLOGY, ZONES, collection, geojson, written

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.formats.vectors import list_layers, read_vectors


@pytest.mark.parametrize(
    ("name", "driver"),
    [
        ("zones.gpkg", "GPKG"),
        ("zones.fgb", "FlatGeobuf"),
        ("zones.gdb", "OpenFileGDB"),
        ("zones.shp", "ESRI Shapefile"),
        ("zones.geojson", "GeoJSON"),
    ],
)
def test_that_a_format_gives_the_zones(name: str, driver: str, tmp_path: Path):
    path = written(tmp_path / name, driver, layer="zones")
    file = read_vectors(path)
    assert_zones(file)
    assert (file.driver, file.crs_source) == (driver, "declared")


@pytest.mark.parametrize("suffix", [".zip", ".gdb.zip"])
@pytest.mark.parametrize("folded", [True, False])
def test_that_a_zipped_geodatabase_is_read(suffix: str, folded: bool, tmp_path: Path):
    base = written(tmp_path / "zones.gdb", "OpenFileGDB", layer="zones")
    packed = tmp_path / f"packed{suffix}"
    with zipfile.ZipFile(packed, "w") as bundle:
        for part in base.iterdir():
            bundle.write(part, f"zones.gdb/{part.name}" if folded else part.name)
    assert_zones(read_vectors(packed))


def test_that_what_gdal_cannot_read_of_a_geodatabase_is_named(tmp_path: Path):
    wide = written(tmp_path / "wide.gdb", "OpenFileGDB")
    largest = max(wide.glob("a0000000[9a-f].gdbtable"), key=lambda p: p.stat().st_size)
    data = bytearray(largest.read_bytes())
    data[0:8] = b"\x04" + b"\x00" * 7
    largest.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        read_vectors(wide)
    assert caught.value.code == "vector_geodatabase_wide"
    packed = written(tmp_path / "packed.gdb", "OpenFileGDB")
    for table in packed.glob("a0000000[9a-f].gdbtable"):
        table.rename(table.with_suffix(".gdbtable.cdf"))
    with pytest.raises(UnreadableError) as caught:
        read_vectors(packed)
    assert caught.value.code == "vector_geodatabase_packed"


@pytest.mark.parametrize("kind", ["nested", "array", "shapes"])
def test_that_no_collection_within_another_is_passed_over(kind: str, tmp_path: Path):
    features = collection()["features"]
    inner = {"type": "FeatureCollection", "features": features[1:]}
    whole = {
        "nested": {"type": "FeatureCollection", "features": [features[0], inner, None]},
        "array": features,
        "shapes": [feature["geometry"] for feature in features],
    }[kind]
    (tmp_path / "a.json").write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
    file = read_vectors(tmp_path / "a.json")
    assert bounds(file) == [pytest.approx((x, y, x + 0.1, y + 0.1)) for x, y in ZONES.values()]
    assert kind == "shapes" or [f.attributes["名称"] for f in file.features] == NAMES


def test_that_esri_json_needs_no_list_of_columns(tmp_path: Path):
    whole = {
        "geometryType": "esriGeometryPolygon",
        "spatialReference": {"wkid": 4490},
        "features": [
            {
                "attributes": {"名称": name, "号": n},
                "geometry": {
                    "rings": [[[x, y], [x, y + 0.1], [x + 0.1, y + 0.1], [x + 0.1, y], [x, y]]]
                },
            }
            for n, (name, (x, y)) in enumerate(ZONES.items())
        ],
    }
    (tmp_path / "a.json").write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
    file = read_vectors(tmp_path / "a.json")
    assert [f.attributes for f in file.features] == [
        {"名称": name, "号": n} for n, name in enumerate(NAMES)
    ]
    assert (file.crs, bounds(file)[0]) == ("EPSG:4490", pytest.approx((128, 42, 128.1, 42.1)))


def test_that_a_column_named_topology_makes_no_topology(tmp_path: Path):
    made = collection()
    made["features"][0]["properties"]["type"] = "Topology"
    (tmp_path / "a.json").write_text(json.dumps(made), "utf-8")
    file = read_vectors(tmp_path / "a.json")
    assert (file.driver, file.features[0].attributes["type"]) == ("GeoJSON", "Topology")
    last = {"arcs": TOPOLOGY["arcs"], **{k: v for k, v in TOPOLOGY.items() if k != "type"}}
    (tmp_path / "b.json").write_text(json.dumps({**last, "type": "Topology"}), "utf-8")
    assert read_vectors(tmp_path / "b.json").driver == "TopoJSON"


def test_that_a_zipped_shapefile_with_gbk_names_is_read(tmp_path: Path):
    written(tmp_path / "zones.shp", encoding="GBK")
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w") as bundle:
        for part in tmp_path.glob("zones.*"):
            bundle.write(part, f"folder/ABCDEF{part.suffix.upper()}")
    # As Chinese Windows writes names: GBK bytes without the UTF-8 flag.
    packed.write_bytes(packed.read_bytes().replace(b"ABCDEF", "保护区".encode("gbk")))
    file = read_vectors(packed)
    assert_zones(file)
    assert (file.layer, file.encoding) == ("保护区", "GBK")


def test_that_gml_with_latitude_first_lies_right(tmp_path: Path):
    path = tmp_path / "a.gml"
    path.write_text(GML, "utf-8")
    file = read_vectors(path)
    assert bounds(file) == [pytest.approx((128.0, 42.0, 128.1, 42.1))]
    assert file.features[0].attributes["mc"] == "长白山核心区"
    assert file.crs == "EPSG:4490"
    assert [p.name for p in tmp_path.iterdir()] == ["a.gml"]  # no .gfs beside it


def test_that_topojson_is_unfolded_with_heights_and_nested_collections(tmp_path: Path):
    path = tmp_path / "a.topojson"
    path.write_text(json.dumps(TOPOLOGY), "utf-8")
    file = read_vectors(path, layer="zones")
    assert [f.attributes["名称"] for f in file.features] == ["核心区", "控制区"]
    assert bounds(file) == [
        pytest.approx((128.0, 42.0, 128.1, 42.1)),
        pytest.approx((128.1, 42.0, 128.2, 42.1)),
    ]
    assert (file.driver, file.layers) == ("TopoJSON", ("zones", "posts"))
    post = read_vectors(path, layer="posts").features[0]
    assert post.geometry.coords[0] == pytest.approx((128.05, 42.05))


def test_that_a_broken_topology_costs_only_its_feature(tmp_path: Path):
    broken = json.loads(json.dumps(TOPOLOGY))
    broken["objects"]["zones"]["geometries"][0]["arcs"] = [[99]]
    path = tmp_path / "a.topojson"
    path.write_text(json.dumps(broken), "utf-8")
    file = read_vectors(path, layer="zones")
    assert [f.geometry is None for f in file.features] == [True, False]
    assert ("vector_geometry_unreadable", 1) in [(p.code, p.row) for p in file.problems]


@pytest.mark.parametrize("separator", ["\n", "\n\x1e", "\r\n\r\n"])
def test_that_a_sequence_of_features_is_read_in_any_key_order(separator: str, tmp_path: Path):
    lines = [
        json.dumps(dict(reversed(feature.items())), ensure_ascii=False)
        for feature in collection()["features"]
    ]
    path = tmp_path / "a.geojsonl"
    lead = "\x1e" if "\x1e" in separator else ""
    path.write_text(lead + separator.join(lines) + "\n", "utf-8")
    assert_zones(read_vectors(path))


def test_that_a_bad_line_of_a_sequence_is_a_problem_of_its_own(tmp_path: Path):
    lines = [json.dumps(f, ensure_ascii=False) for f in collection()["features"]]
    path = tmp_path / "a.geojsonl"
    path.write_text("\n".join([lines[0], "{nonsense", lines[1]]), "utf-8")
    file = read_vectors(path)
    assert_zones(file)
    assert [(p.code, p.row, p.fatal) for p in file.problems] == [
        ("vector_line_unreadable", 2, True)
    ]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16", "utf-8-sig"])
def test_that_geojson_in_another_encoding_is_recoded(encoding: str, tmp_path: Path):
    path = tmp_path / "a.geojson"
    path.write_bytes(json.dumps(collection(), ensure_ascii=False).encode(encoding))
    assert_zones(read_vectors(path))


@pytest.mark.parametrize("shift", range(4))
def test_that_long_gbk_texts_are_told_wherever_they_are_cut(shift: int, tmp_path: Path):
    made = collection()
    for feature in made["features"]:
        feature["properties"]["说明"] = "x" * shift + "吉林长白山国家级自然保护区" * 50
    (tmp_path / "a.geojson").write_bytes(json.dumps(made, ensure_ascii=False).encode("gbk"))
    file = read_vectors(tmp_path / "a.geojson")
    assert (file.encoding, file.features[0].attributes["名称"]) == ("GBK", NAMES[0])


def test_that_esri_json_and_wkt_columns_are_read(tmp_path: Path):
    esri = tmp_path / "a.json"
    rings = [[[128, 42], [128, 42.1], [128.1, 42.1], [128.1, 42], [128, 42]]]
    esri.write_text(
        json.dumps(
            {
                "geometryType": "esriGeometryPolygon",
                "spatialReference": {"wkid": 4490},
                "fields": [{"name": "名称", "type": "esriFieldTypeString"}],
                "features": [{"attributes": {"名称": "核心区"}, "geometry": {"rings": rings}}],
            }
        ),
        "utf-8",
    )
    file = read_vectors(esri)
    assert (file.crs, file.features[0].attributes["名称"]) == ("EPSG:4490", "核心区")
    table = tmp_path / "a.csv"
    table.write_bytes(
        '名称,WKT\n核心区,"POLYGON((128 42,128.1 42,128.1 42.1,128 42))"\n'.encode("gbk")
    )
    file = read_vectors(table)
    assert (file.driver, file.features[0].attributes) == ("CSV", {"名称": "核心区"})
    assert file.features[0].geometry.geom_type == "Polygon"


def test_that_closed_lines_of_a_drawing_are_polygons(tmp_path: Path):
    pairs = [(0, "SECTION"), (2, "ENTITIES"), (0, "LWPOLYLINE"), (8, "core"), (90, 4), (70, 1)]
    for x, y in [(128.0, 42.0), (128.1, 42.0), (128.1, 42.1), (128.0, 42.1)]:
        pairs += [(10, x), (20, y)]
    pairs += [(0, "ENDSEC"), (0, "EOF")]
    path = tmp_path / "a.dxf"
    path.write_text("".join(f"{code}\n{value}\n" for code, value in pairs))
    file = read_vectors(path)
    assert (file.features[0].geometry.geom_type, file.features[0].attributes["Layer"]) == (
        "Polygon",
        "core",
    )
    assert (file.crs_source, remarks(file)) == ("numbers", ["crs_from_numbers"])


def test_that_a_gpx_gives_the_layer_that_holds_something(tmp_path: Path):
    path = tmp_path / "a.gpx"
    path.write_text(
        '<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="t">'
        '<wpt lat="42" lon="128"><name>界桩1</name></wpt></gpx>',
        "utf-8",
    )
    file = read_vectors(path)
    assert (file.layer, file.features[0].attributes["name"]) == ("waypoints", "界桩1")


def test_that_mapinfo_without_a_character_set_is_told_by_its_bytes(tmp_path: Path):
    region = "Region 1\n  4\n128 42\n128.1 42\n128.1 42.1\n128 42\n"
    head = (
        'Version 300\nDelimiter ","\nCoordSys Earth Projection 1, 104\nColumns 1\n  mc Char(30)\n'
    )
    (tmp_path / "a.mif").write_text(head + "Data\n\n" + region)
    (tmp_path / "a.mid").write_bytes('"长白山核心区"\n'.encode("gbk"))
    file = read_vectors(tmp_path / "a.mif")
    assert (file.encoding, file.features[0].attributes["mc"]) == ("GBK", "长白山核心区")


def test_that_layers_are_listed_and_chosen_by_name(tmp_path: Path):
    path = tmp_path / "a.gpkg"
    written(path, "GPKG", layer="核心区")
    written(path, "GPKG", layer="控制区")
    assert [(i.name, i.count, i.geometry_type) for i in list_layers(path)] == [
        ("核心区", 2, "Polygon"),
        ("控制区", 2, "Polygon"),
    ]
    file = read_vectors(path)
    assert (file.layer, remarks(file)) == ("核心区", ["vector_other_layers"])
    assert remarks(read_vectors(path, layer="控制区")) == []
    with pytest.raises(UsageError) as caught:
        read_vectors(path, layer='"; DROP TABLE gpkg_contents; --')
    assert caught.value.code == "vector_layer_unknown"


def test_that_a_layer_may_have_a_name_made_to_hurt(tmp_path: Path):
    name = "a\"b'c; DROP TABLE x; --"
    path = written(tmp_path / "a.gpkg", "GPKG", layer=name)
    assert_zones(read_vectors(path, layer=name))


def test_that_a_folder_is_searched_and_a_bad_file_in_it_named(tmp_path: Path):
    (tmp_path / "sub").mkdir()
    written(tmp_path / "sub" / "保护区.shp")
    file = read_vectors(tmp_path)
    assert_zones(file)
    shutil.copy(tmp_path / "sub" / "保护区.dbf", tmp_path / "alone.dbf")  # no candidate
    (tmp_path / "a.kml").write_text("<kml><Placemark>", "utf-8")
    file = read_vectors(tmp_path)
    assert_zones(file)
    assert remarks(file) == ["vector_damaged"]
    assert "a.kml" in file.problems[0].file


def test_that_the_wrong_ending_does_not_matter(tmp_path: Path):
    path = geojson(tmp_path / "zones.kml")
    assert read_vectors(path).driver == "GeoJSON"
    written(tmp_path / "a.gpkg", "GPKG", layer="zones")
    shutil.move(tmp_path / "a.gpkg", tmp_path / "a.shp")
    assert read_vectors(tmp_path / "a.shp").driver == "GPKG"


def test_that_stale_counts_in_a_geopackage_hide_nothing(tmp_path: Path):
    import sqlite3

    path = written(tmp_path / "a.gpkg", "GPKG", layer="zones")
    with sqlite3.connect(path) as base:
        base.execute("UPDATE gpkg_ogr_contents SET feature_count = 1")
    base.close()
    assert_zones(read_vectors(path))


def test_that_rows_in_the_write_ahead_log_are_read(tmp_path: Path):
    import sqlite3

    path = written(tmp_path / "a.gpkg", "GPKG", layer="zones")
    base = sqlite3.connect(path)
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (trigger,) in base.execute(triggers).fetchall():  # they need functions of GDAL's
        base.execute(f'DROP TRIGGER "{trigger}"')
    base.commit()
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA wal_autocheckpoint = 0")
    base.execute("UPDATE zones SET n = n + 10")
    base.commit()
    try:
        before = {p.name for p in tmp_path.iterdir()}
        assert "a.gpkg-wal" in before
        assert [f.attributes["n"] for f in read_vectors(path).features] == [11, 12]
        assert {p.name for p in tmp_path.iterdir()} == before
    finally:
        base.close()


def test_that_an_empty_layer_says_so(tmp_path: Path):
    path = tmp_path / "a.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}')
    with pytest.raises(UnreadableError) as caught:
        read_vectors(path)
    assert caught.value.code == "vector_no_features"
