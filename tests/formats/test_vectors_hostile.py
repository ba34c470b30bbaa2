"""Vector files that are damaged, wrong or made to hurt: a coded error, and nothing else happens."""

from __future__ import annotations

import json
import os
import shutil
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.unprivileged import bound
from vector_checks import refused
from vector_files import GML, KML, collection, geojson, written

from greenshield.domain.errors import SurroundingsError, UnreadableError
from greenshield.formats import vectors_staging
from greenshield.formats.boundaries import read_boundaries
from greenshield.formats.vectors import list_layers, read_vectors


def state(folder: Path) -> list[tuple[str, bytes]]:
    return sorted((p.name, p.read_bytes()) for p in folder.iterdir() if p.is_file())


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.shp", b"", "vector_empty_file"),
        ("a.shp", b"no shapes at all", "vector_damaged"),
        ("a.dbf", b"\x03" + b"\x00" * 60, "vector_table_alone"),
        ("a.shx", b"\x00\x00\x27\x0a" + b"\x00" * 96, "vector_sidecar_alone"),
        ("a.prj", b"PROJCS[]", "vector_sidecar_alone"),
        ("a.csv", b"name,area\nx,1\n", "vector_table_alone"),
        ("a.xlsx", b"x", "vector_table_alone"),
        ("a.tif", b"II*\x00" + b"\x00" * 50, "vector_is_raster"),
        ("a.kml", b"\x89PNG\r\n\x1a\n", "vector_is_raster"),
        ("a.dwg", b"AC1027" + b"\x00" * 50, "vector_is_dwg"),
        ("a.dxf", b"AutoCAD Binary DXF\r\n\x1a\x00", "vector_is_binary_dxf"),
        ("a.rar", b"Rar!\x1a\x07\x00", "vector_archive_kind"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "vector_archive_kind"),
        ("a.zip", b"not a zip", "vector_archive_damaged"),
        ("a.zip", b"PK\x03\x04 cut off", "vector_archive_damaged"),
        ("a.gpkg", b"SQLite format 3\x00" + b"\x00" * 100, "vector_damaged"),
        ("a.json", b'{"name": "package", "version": 1}', "vector_format_unknown"),
        ("a.json", b"[" * 100_000, "vector_format_unknown"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [', "vector_damaged"),
        ("a.json", b'{"builtin": [], "features": {"name": "x"}}', "vector_format_unknown"),
        ("a.topojson", b'{"type": "Topology", "arcs": 1}', "vector_damaged"),
        ("a.topojson", b'{"type": "Topology"', "vector_damaged"),
        ("a.kml", b"<kml><Document>", "vector_damaged"),
        ("a.kml", b"<html><body>kml</body></html>", "vector_format_unknown"),
        ("a.bin", bytes(range(256)), "vector_format_unknown"),
    ],
)
def test_that_what_is_no_vector_file_is_refused_by_its_reason(
    name: str, content: bytes, code: str, tmp_path: Path
):
    path = tmp_path / name
    path.write_bytes(content)
    assert refused(path).code == code


@pytest.mark.parametrize(
    ("name", "driver", "cut"),
    [
        ("zones.shp", "ESRI Shapefile", "zones.shp"),
        ("zones.shp", "ESRI Shapefile", "zones.dbf"),
        ("zones.gpkg", "GPKG", "zones.gpkg"),
        ("zones.fgb", "FlatGeobuf", "zones.fgb"),
        ("zones.geojson", "GeoJSON", "zones.geojson"),
        ("zones.mif", "MapInfo File", "zones.mif"),
    ],
)
@pytest.mark.parametrize("share", [0.4, 0.8])
def test_that_a_cut_off_file_is_refused_and_never_read_in_part(
    name: str, driver: str, cut: str, share: float, tmp_path: Path
):
    path = written(tmp_path / name, driver, layer="zones")
    whole = (tmp_path / cut).read_bytes()
    (tmp_path / cut).write_bytes(whole[: int(len(whole) * share)])
    before = state(tmp_path)
    assert isinstance(refused(path), UnreadableError)
    assert state(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "text"), [("a.kml", KML.format(encoding="utf-8")), ("a.gml", GML)]
)
@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
def test_that_cut_off_xml_is_refused(name: str, text: str, share: float, tmp_path: Path):
    path = tmp_path / name
    path.write_bytes(text.encode()[: int(len(text.encode()) * share)])
    assert refused(path).code == "vector_damaged"


def test_that_a_cut_off_sequence_is_refused(tmp_path: Path):
    lines = "\n".join(json.dumps(f) for f in collection()["features"])
    path = tmp_path / "a.geojsonl"
    path.write_text(lines[:-5])
    assert refused(path).code == "vector_truncated"


def test_that_folders_without_data_and_paths_without_file_are_refused(tmp_path: Path):
    assert refused(tmp_path).code == "vector_folder_empty"
    (tmp_path / "a.txt").write_text("x")
    assert refused(tmp_path).code == "vector_folder_empty"
    assert refused(tmp_path / "none.shp").code == "vector_file_missing"
    (tmp_path / "empty.gdb").mkdir()
    assert refused(tmp_path / "empty.gdb").code == "vector_folder_empty"


@pytest.mark.parametrize(
    "name",
    [
        "/vsicurl/http://127.0.0.1:9/a.geojson",
        "/vsizip//etc/passwd",
        "/vsimem/x.shp",
        "http://127.0.0.1:9/a.geojson",
        "zip:///tmp/a.zip",
        "PG:host=127.0.0.1",
    ],
)
def test_that_names_only_gdal_understands_are_no_files(name: str):
    assert refused(Path(name)).code == "vector_file_missing"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this machine lacks named pipes")
def test_that_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "a.shp")
    assert refused(tmp_path / "a.shp").code == "vector_not_a_file"


def test_that_a_missing_right_is_the_surroundings_fault(tmp_path: Path):
    path = geojson(tmp_path / "a.geojson")
    path.chmod(0)
    for folder in (tmp_path, *tmp_path.parents):  # only the file itself is to be in the way
        if folder.stat().st_uid == 0 and str(folder).startswith("/tmp/"):
            folder.chmod(0o755)
    with bound():
        error = refused(path)
    assert isinstance(error, SurroundingsError)
    assert error.code == "vector_no_permission"


@pytest.mark.parametrize(
    "text",
    [
        '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>",
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"/>'
        "<!-- <OGRVRTDataSource> -->",
        "<VRTDataset rasterXSize='1'><SourceFilename>{}</SourceFilename></VRTDataset>",
        "<OGRWFSDataSource><URL>http://127.0.0.1:9/wfs</URL></OGRWFSDataSource>",
        '!table\n!version 300\nDefinition Table\n  Type LINKED\n  "{}"\n',
    ],
)
def test_that_a_file_pointing_elsewhere_is_refused_under_any_name(text: str, tmp_path: Path):
    secret = geojson(tmp_path / "secret.geojson")
    path = tmp_path / "zones.kml"
    path.write_text(text.format(secret))
    assert refused(path).code == "vector_refers_elsewhere"


@pytest.mark.parametrize("body", [KML.format(encoding="utf-8"), GML])
@pytest.mark.parametrize("padding", [0, 200_000])
def test_that_xml_entities_are_refused(body: str, padding: int, tmp_path: Path):
    (tmp_path / "secret.txt").write_text("secret")
    declaration, rest = body.split("?>", 1)
    comment = f"<!--{' ' * padding}-->"
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret.txt">]>'
    path = tmp_path / "a.kml"
    path.write_text(f"{declaration}?>{comment}{doctype}{rest}", "utf-8")
    assert refused(path).code in ("vector_xml_entities", "vector_format_unknown")


def test_that_nothing_is_fetched_from_the_network(tmp_path: Path):
    calls: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        port = server.getsockname()[1]
        stop = threading.Event()

        def answer() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                if not stop.is_set():
                    calls.append(connection.recv(100))
                connection.close()

        thread = threading.Thread(target=answer)
        thread.start()
        gml = tmp_path / "a.gml"
        gml.write_text(GML.replace("127.0.0.1:9", f"127.0.0.1:{port}"), "utf-8")
        read_vectors(gml)
        link = f"<NetworkLink><Link><href>http://127.0.0.1:{port}/</href></Link></NetworkLink>"
        kml = tmp_path / "a.kml"
        text = KML.format(encoding="utf-8").replace("</Document>", f"{link}</Document>")
        kml.write_text(text, "utf-8")
        read_vectors(kml)
        stop.set()
        socket.create_connection(("127.0.0.1", port)).close()
        thread.join()
    assert calls == []


def test_that_shapes_nested_without_end_cost_only_their_placemark(tmp_path: Path):
    square = (
        "<Polygon><outerBoundaryIs><LinearRing><coordinates>128,42 128.1,42 128.1,42.1 128,42"
        "</coordinates></LinearRing></outerBoundaryIs></Polygon>"
    )
    deep = "<MultiGeometry>" * 20_000 + square + "</MultiGeometry>" * 20_000
    body = f"<kml><Placemark>{deep}</Placemark><Placemark>{square}</Placemark></kml>"
    (tmp_path / "a.kml").write_text(body, "utf-8")
    file = read_vectors(tmp_path / "a.kml")
    assert [f.geometry is None for f in file.features] == [True, False]
    assert "vector_geometry_unreadable" in [p.code for p in file.problems]


_COORDINATES = "<kml><Placemark><Point><coordinates>{}</coordinates></Point></Placemark></kml>"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.kml", _COORDINATES.format("1" * 200_000)),
        ("a.kml", _COORDINATES.format("1," * 100_000)),
        ("a.kml", "<!--" * 16_000 + "<kml>"),
        ("a.kml", "<!-- -->" * 8_000 + "<kml/>"),
        ("a.dxf", "999\n\n" * 16_000 + "x"),
        ("a.csv", "geom," * 8_000 + "\n" + "POINT" + " " * 20_000),
        ("a.txt", "1" + " " * 60_000 + "2\n" * 4),
        ("a.txt", ("1," * 500 + "\n") * 30),
    ],
)
def test_that_repetition_in_a_text_costs_no_time(name: str, text: str, tmp_path: Path):
    """Each of these took minutes by a pattern that looks ahead from every place."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(UnreadableError):
        read_boundaries(path)


def test_that_an_arc_used_without_end_is_refused(tmp_path: Path):
    arc = [[128 + n / 1e4, 42] for n in range(5_000)]
    rings = [[0] * 200_000]
    objects = {"a": {"type": "Polygon", "arcs": rings}}
    topology = {"type": "Topology", "arcs": [arc], "objects": objects}
    (tmp_path / "a.json").write_text(json.dumps(topology), "utf-8")
    assert refused(tmp_path / "a.json").code == "vector_layer_too_large"


def test_that_a_text_too_large_for_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = geojson(tmp_path / "a.geojson")
    monkeypatch.setattr(vectors_staging, "_MOST", 100)
    assert refused(path).code == "vector_text_too_large"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e999", "-1e400"])
def test_that_places_that_are_no_numbers_cost_only_their_feature(value: str, tmp_path: Path):
    path = tmp_path / "a.geojson"
    text = json.dumps(collection(), ensure_ascii=False).replace("128.1", value, 1)
    path.write_text(text, "utf-8")
    file = read_vectors(path)
    assert [f.geometry is None for f in file.features] == [True, False]
    told = [(p.row, p.fatal) for p in file.problems if p.row is not None]
    assert told == [(1, False)]
    boundaries = read_boundaries(path)
    assert [f.number for f in boundaries.features] == [2]
    assert boundaries.refused == 1


def test_that_a_place_off_the_globe_costs_only_its_feature(tmp_path: Path):
    made = collection()
    made["features"] *= 3
    text = json.dumps(made).replace("42.1", "1000.0", 1)
    path = tmp_path / "a.geojson"
    path.write_text(text)
    file = read_vectors(path)
    assert [p.code for p in file.problems] == ["vector_out_of_range"]
    assert [f.number for f in file.features if f.geometry is None] == [1]


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[128, 42], [128.1, 42]]]},
        {"type": "Point", "coordinates": []},
        {"type": "GeometryCollection", "geometries": []},
    ],
)
def test_that_a_shape_that_is_none_is_a_problem_of_its_row(geometry: object, tmp_path: Path):
    made = collection()
    made["features"][0]["geometry"] = geometry
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(made))
    boundaries = read_boundaries(path)
    assert [f.number for f in boundaries.features] == [2]
    assert [p.row for p in boundaries.problems if p.fatal] == [1]


def test_that_gdal_says_nothing_on_the_console(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    broken = '{"type":"FeatureCollection","features":[{"名称":"保护区保护区保护区保护区'
    for name, content in (
        ("a.geojson", broken.encode()),
        ("b.gpkg", b"SQLite format 3\x00" + os.urandom(4000)),
        ("c.fgb", b"fgb\x03fgb\x00" + os.urandom(100)),
    ):
        (tmp_path / name).write_bytes(content)
        refused(tmp_path / name)
    assert capfd.readouterr() == ("", "")


def test_that_real_read_only_folders_do(
    shared_data: Path, real_file: Callable[[Path], Path], tmp_path: Path
):
    """A Shapefile without index, in a folder that may not be written."""
    source = real_file(shared_data / "boundaries" / "shapefile-rs_tests" / "polygon.shp")
    shutil.copy(source, tmp_path / "a.shp")
    tmp_path.chmod(0o555)
    try:
        layers = list_layers(tmp_path / "a.shp")
        file = read_vectors(tmp_path / "a.shp", crs="EPSG:4326")
    finally:
        tmp_path.chmod(0o755)
    assert [(i.name, i.count) for i in layers] == [("a", 1)]
    assert "vector_index_rebuilt" in [p.code for p in file.problems]
    assert [p.name for p in tmp_path.iterdir()] == ["a.shp"]
