"""The outline of a patch, typed by hand or out of a file of one."""

import json

import pytest
import shapely
from helpers.open_sessions import session_of

from greenshield.cli import hints
from greenshield.domain.errors import Missing
from greenshield.project.projection.geometry import from_field
from greenshield.services import lookup

RING = [[126.30, 43.20], [126.31, 43.20], [126.31, 43.21], [126.30, 43.21], [126.30, 43.20]]
SQUARE = shapely.Polygon(RING)
GEOJSON = json.dumps({"type": "Polygon", "coordinates": [RING]})
FEATURE = json.dumps({"type": "Feature", "properties": {}, "geometry": json.loads(GEOJSON)})
COLLECTION = json.dumps({"type": "FeatureCollection", "features": [json.loads(FEATURE)]})


@pytest.fixture
def clue(project, run):
    assert run("issue", "new", project, "clue_no=A-1", "lon=126.3", "lat=43.2")[0] == 0
    return project


def shape(project):
    with session_of(project) as session:
        issue = lookup.issue(session.project, "A-1")
        return from_field(issue.get("geom"), session.project.media), issue.get("source_crs")


@pytest.mark.parametrize(
    "text", [SQUARE.wkt, GEOJSON, FEATURE, COLLECTION, shapely.to_wkb(SQUARE, hex=True)]
)
def test_that_an_outline_can_be_typed(clue, run, text):
    assert run("issue", "set", clue, "A-1", f"geom={text}") == (
        0,
        {"changed": True, "warnings": []},
    )
    found, source = shape(clue)
    assert found.equals(SQUARE)
    assert source == "EPSG:4490"


@pytest.mark.parametrize("name", ["a.wkt", "a.geojson"])
def test_that_a_file_of_one_outline_is_taken(clue, run, tmp_path, name):
    file = tmp_path / name
    file.write_text(SQUARE.wkt if name.endswith("wkt") else COLLECTION, "utf-8")
    assert run("issue", "set", clue, "A-1", f"geom=@{file}")[0] == 0
    assert shape(clue)[0].equals(SQUARE)


def test_that_a_file_of_several_is_refused_with_the_way_to_import_them(clue, say, tmp_path):
    file = tmp_path / "two.geojson"
    features = [json.loads(FEATURE), json.loads(FEATURE)]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    code, _, err = say("issue", "set", clue, "A-1", f"geom=@{file}")
    assert code == 2
    assert "ledger import" in err
    assert shape(clue)[0] is None


def test_that_metres_are_brought_to_degrees_by_the_system_that_is_named(clue, run):
    metres = "POLYGON((443000 4784000, 443800 4784000, 443800 4785000, 443000 4784000))"
    code, told = run("issue", "set", clue, "A-1", f"geom={metres}")
    assert (code, told["error"]["code"]) == (2, "ledger_place_no_zone")
    assert run("issue", "set", clue, "A-1", f"geom={metres}", "--crs", "EPSG:4551")[0] == 0
    found, source = shape(clue)
    assert source == "EPSG:4551"
    assert found.within(shapely.box(125, 43, 127, 44))


def test_that_a_bow_tie_is_mended_and_said(clue, run):
    bow = "POLYGON((126.3 43.2, 126.31 43.21, 126.31 43.2, 126.3 43.21, 126.3 43.2))"
    code, told = run("issue", "set", clue, "A-1", f"geom={bow}")
    assert code == 0
    found, _ = shape(clue)
    assert found.is_valid
    assert found.geom_type == "MultiPolygon"
    assert [w["code"] for w in told["warnings"]] == ["ledger_shape_repaired"]


@pytest.mark.parametrize(
    "text",
    ["POLYGON((1 2", "{}", '{"type":"Polygon"}', "POINT(126.3 43.2)", "POLYGON EMPTY", "@",
     "@nowhere.geojson", "POLYGON((0 0, 1 0, 1 1, 0 0))", "[" * 5000, "0103"],
)  # fmt: skip
def test_that_what_is_no_outline_is_refused_in_words(clue, say, text):
    code, _, err = say("issue", "set", clue, "A-1", f"geom={text}")
    assert code in (2, 3)
    assert "Traceback" not in err
    assert "程序出错" not in err
    assert shape(clue)[0] is None


def test_that_a_missing_patch_is_told_with_the_way_to_enter_it():
    missing = Missing("precision_missing", {"precision": "place", "field": "geom"}, "geom")
    assert hints.how(missing, "plan", hints.ANY).args == ("geom=@SHAPE.geojson",)
