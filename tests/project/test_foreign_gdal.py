"""Other programs on the project's file: GDAL in another process, and the GeoPackage validator."""

import json
import subprocess

import pytest
import shapely
from helpers import projects
from helpers.foreign import gdal_command, gdal_python, validate_geopackage

from greenshield.project.identity import issue_of_clue
from greenshield.project.inspection import inspect_tables
from greenshield.project.rebuilding import differences

COUNTS = {"area": 1, "zone": 1, "issue": 8, "photo": 3, "track": 1, "marker": 1, "patrol": 1}

READ = """
import json, sys
from osgeo import ogr
ogr.UseExceptions()
source = ogr.Open(sys.argv[1])
out = {"layers": [layer.GetName() for layer in source]}
for name in ("area", "zone", "issue", "photo", "track", "marker", "patrol"):
    layer = source.GetLayerByName(name)
    rows = []
    for feature in layer:
        shape = feature.GetGeometryRef()
        row = {k: v for k, v in feature.items().items() if k in ("id", "name", "facility_name")}
        rows.append(row | {"wkb": shape and bytes(shape.ExportToIsoWkb()).hex()})
    srs = layer.GetSpatialRef()
    out[name] = {"count": layer.GetFeatureCount(), "rows": rows,
                 "srs": srs.GetAuthorityCode(None), "extent": layer.GetExtent()}
print(json.dumps(out))
"""

# Reads every layer again and again until the file named "stop" appears; says how often.
READ_ON = """
import os, sys, time
from osgeo import ogr
ogr.UseExceptions()
folder, rounds, seen = sys.argv[1], 0, 0
print("ready", flush=True)
while not os.path.exists(folder + "/stop"):
    source = ogr.Open(folder + "/project.gpkg")
    for name in ("area", "zone", "issue", "photo", "track", "marker"):
        layer = source.GetLayerByName(name)
        count = sum(1 for feature in layer)
        assert count == layer.GetFeatureCount() or name == "issue", name
        if name == "issue":
            assert count >= seen, (count, seen)
            seen = count
    del layer, source
    rounds += 1
print(rounds)
"""

WRITE = """
import json, sys
from osgeo import gdal, ogr
ogr.UseExceptions()
refused = {}
for what in ("update", "insert", "delete", "geometry"):
    source = ogr.Open(sys.argv[1], update=1)
    for name in (
        "area", "zone", "issue", "photo", "track", "marker", "patrol", "record", "move",
        "photo_tag",
    ):
        layer = source.GetLayerByName(name)
        try:
            feature = layer.GetNextFeature()
            if what == "update":
                feature.SetField(1, "altered from outside")
                layer.SetFeature(feature)
            elif what == "insert":
                layer.CreateFeature(ogr.Feature(layer.GetLayerDefn()))
            elif what == "geometry" and feature.GetGeometryRef() is not None:
                feature.SetGeometry(ogr.CreateGeometryFromWkt(sys.argv[2]))
                layer.SetFeature(feature)
            else:
                layer.DeleteFeature(feature.GetFID())
            refused[what + " " + name] = ""
        except RuntimeError as error:
            refused[what + " " + name] = str(error)
    del layer, source
print(json.dumps(refused))
"""


@pytest.fixture
def filled(tmp_path):
    with projects.make(tmp_path / "p") as project:
        projects.fill(project)
        yield project


def read(project):
    done = gdal_python(READ, project.layout.database)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_that_gdal_reads_every_layer_as_we_wrote_it(filled):
    seen = read(filled)
    assert {name: seen[name]["count"] for name in COUNTS} == COUNTS
    assert {seen[name]["srs"] for name in COUNTS} == {"4490"}
    assert seen["area"]["rows"][0]["name"] == "云岭自然保护区"
    names = {row["facility_name"] for row in seen["issue"]["rows"]}
    assert names == {f"青禾示例采石场{n}号" for n in range(8)}
    for n in range(8):
        issue = issue_of_clue(filled.project_id, "229901", "", f"QH-{n:04d}")
        wkb = next(row["wkb"] for row in seen["issue"]["rows"] if row["id"] == issue)
        assert shapely.from_wkb(wkb).equals_exact(projects.patch(n), 0)
    zone = shapely.from_wkb(seen["zone"]["rows"][0]["wkb"])
    assert (zone.geom_type, shapely.get_num_coordinates(zone)) == ("MultiPolygon", 6001)
    assert [row["wkb"] is None for row in seen["photo"]["rows"]] == [True, False, False]
    west, east, south, north = seen["issue"]["extent"]
    assert (west, east, south, north) == pytest.approx((126.30, 126.374, 43.20, 43.204), abs=1e-4)


def test_that_a_person_in_qgis_sees_layers_and_records_and_no_inner_tables(filled):
    shown = read(filled)["layers"]
    layers = ["area", "zone", "issue", "photo", "track", "marker", "patrol"]
    assert shown == [*layers, "record", "photo_tag", "move", "marker_check"]


def test_that_gdal_reads_while_we_write_and_nothing_is_lost(filled):
    command = gdal_command(READ_ON, filled.layout.folder)
    reader = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert reader.stdout.readline() == "ready\n"
        acknowledged = []
        for n in range(400):
            with filled.action("me") as action:
                issue = projects.add_issue(action, filled, 100 + n)
                if n % 4 == 3:
                    action.set_fields("issue", acknowledged[-1], {"remark": f"改{n}"})
            acknowledged.append(issue)
    finally:
        (filled.layout.folder / "stop").touch()
        told, complaint = reader.communicate(timeout=60)
    assert reader.returncode == 0, complaint
    assert int(told) > 0
    assert complaint == ""
    there = {row["id"] for row in filled.rows("SELECT id FROM issue")}
    assert set(acknowledged) <= there
    assert filled.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    assert differences(filled) == []
    assert read(filled)["issue"]["count"] == 408


def test_that_gdal_is_refused_when_it_writes_and_told_where_to_change_it(filled):
    before = (filled.digest(), filled.journal.count())
    done = gdal_python(WRITE, filled.layout.database, "POINT (0 0)")
    assert done.returncode == 0, done.stderr
    refused = json.loads(done.stdout)
    assert len(refused) == 4 * 10
    assert [what for what, words in refused.items() if "Green Shield" not in words] == []
    assert (filled.digest(), filled.journal.count()) == before
    assert inspect_tables(filled) == []


def test_that_gdal_is_refused_as_well_when_nobody_has_the_project_open(tmp_path):
    with projects.make(tmp_path / "p") as project:
        projects.fill(project)
        digest = project.digest()
    done = gdal_python(WRITE, tmp_path / "p" / "project.gpkg", "POINT (0 0)")
    refused = json.loads(done.stdout)
    assert [what for what, words in refused.items() if "Green Shield" not in words] == []
    with projects.reopen(tmp_path / "p") as project:
        assert project.digest() == digest
        assert inspect_tables(project) == []


def test_that_the_geopackage_validator_finds_nothing(tmp_path):
    with projects.make(tmp_path / "p") as project:
        assert validate_geopackage(project.layout.database) == []
        projects.fill(project)
        project.checkpoint()
        assert validate_geopackage(project.layout.database) == []
    assert validate_geopackage(tmp_path / "p" / "project.gpkg") == []


def test_that_the_validator_would_have_found_something(tmp_path):
    with projects.make(tmp_path / "p") as project:
        projects.fill(project)
        project.db.conn.execute("DROP TRIGGER rtree_issue_geom_update2")
    assert validate_geopackage(tmp_path / "p" / "project.gpkg") != []


# What each trigger of the R-tree is for: the index after a change equals one made anew.
STEPS = [
    "UPDATE area SET geom = (SELECT geom FROM zone)",
    "UPDATE area SET geom = NULL",
    "UPDATE area SET geom = (SELECT geom FROM zone)",
    "UPDATE area SET fid = 77",
    "UPDATE area SET fid = 78, geom = NULL",
    "UPDATE area SET fid = 79, geom = (SELECT geom FROM zone)",
    "UPDATE area SET geom = x'4750001180110000010600000000000000'",
    "UPDATE area SET geom = (SELECT geom FROM zone)",
    "DELETE FROM area",
]


def test_that_the_spatial_index_follows_every_kind_of_change(filled):
    conn = filled.db.conn
    conn.execute("UPDATE write_gate SET open = 1")
    for step in STEPS:
        conn.execute(step)
        kept = conn.execute("SELECT id, minx, maxx, miny, maxy FROM rtree_area_geom").fetchall()
        made = conn.execute(
            "SELECT fid, ST_MinX(geom), ST_MaxX(geom), ST_MinY(geom), ST_MaxY(geom) FROM area "
            "WHERE geom NOT NULL AND NOT ST_IsEmpty(geom)"
        ).fetchall()
        assert [row[0] for row in kept] == [row[0] for row in made], step
        for one, other in zip(kept, made, strict=True):
            assert one[1:] == pytest.approx(other[1:], abs=1e-4), step
        assert conn.execute("SELECT rtreecheck('rtree_area_geom')").fetchone()[0] == "ok"
