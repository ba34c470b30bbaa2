"""One county in two Gauss–Krüger zones: boundaries, markers and layers are read by one rule."""

from __future__ import annotations

import json

import pytest
import shapely
from helpers import projects
from helpers.projects import COUNTY
from pyproj import Transformer
from shapely.geometry import Point, box

from greenshield.domain.errors import UnreadableError
from greenshield.services import (
    area_import,
    area_list,
    marker_import,
    marker_list,
    people,
    reference_layers,
)
from greenshield.services.area_import import AreaOptions
from greenshield.services.marker_import import MarkerOptions
from greenshield.services.reference_layers import Wishes
from greenshield.services.session import Session

EAST, WEST = box(126.30, 43.25, 126.40, 43.35), box(123.90, 43.20, 124.00, 43.30)
PARTED = "crs_zones_parted"


@pytest.fixture
def session(tmp_path):
    with projects.make(tmp_path / "p") as project:
        with project.action("") as action:
            projects.add_actors(action, {"甲": ["county", "inspector"]}, division_code=COUNTY)
        yield Session(project, people.find(project, "甲"))


def metres(shape, epsg):
    to = Transformer.from_crs(4490, epsg, always_xy=True)
    return shapely.transform(shape, to.transform, interleaved=False)


def write(path, shapes, declared="EPSG:4530"):
    features = [
        {
            "type": "Feature",
            "properties": {"名称": f"甲{n}", "编号": f"J-{n}"},
            "geometry": json.loads(shapely.to_geojson(metres(shape, epsg))),
        }
        for n, (shape, epsg) in enumerate(shapes)
    ]
    crs = {"type": "name", "properties": {"name": declared}}
    made = {"type": "FeatureCollection", "crs": crs, "features": features}
    path.write_text(json.dumps(made, ensure_ascii=False), "utf-8")
    return path


def codes(done):
    return {problem.code for problem in done.problems}


def test_that_boundaries_know_the_zone_that_each_was_read_in(session, tmp_path):
    file = write(tmp_path / "a.geojson", [(EAST, 4530), (WEST, 4529)])
    done = area_import.import_file(session, file, AreaOptions())
    assert PARTED in codes(done)
    assert done.crs == "EPSG:4529, EPSG:4530"
    found = {item["name"]: item for item in area_list.items(session.project)}
    assert [found[n]["source_crs"] for n in ("甲0", "甲1")] == ["EPSG:4530", "EPSG:4529"]


def test_that_what_is_not_certain_is_refused_and_nothing_comes_in(session, tmp_path):
    file = write(tmp_path / "b.geojson", [(EAST, 4530), (EAST, 4530), (EAST, 4499)])
    for take in (
        lambda: area_import.import_file(session, file, AreaOptions()),
        lambda: reference_layers.add(session, file, Wishes({})),
        lambda: marker_import.import_file(session, file),
    ):
        with pytest.raises(UnreadableError) as refused:
            take()
        assert (refused.value.code, refused.value.params["features"]) == ("crs_zones_mixed", "3")
    assert area_list.items(session.project) == []


def test_that_markers_stand_in_their_own_zones(session, tmp_path):
    points = [(Point(126.35, 43.3), 4530), (Point(123.95, 43.25), 4529)]
    file = write(tmp_path / "m.geojson", points)
    done = marker_import.import_file(session, file, MarkerOptions(mapping={"number": "编号"}))
    assert PARTED in codes(done)
    rows = [f"L-{n},{p.y:.4f},{p.x:.4f}" for n, (q, e) in enumerate(points) for p in [metres(q, e)]]
    listed = tmp_path / "list.csv"
    listed.write_text("\n".join(rows), "utf-8")
    assert PARTED in codes(marker_import.import_file(session, listed, MarkerOptions(crs="4530")))
    found = {item["number"]: item for item in marker_list.items(session.project)}
    for n, (truth, epsg) in enumerate(points):
        for number in (f"J-{n}", f"L-{n}"):
            item = found[number]
            assert (item["lon"], item["lat"]) == pytest.approx((truth.x, truth.y), abs=1e-6)
            assert item["source_crs"] == f"EPSG:{epsg}"


def test_that_a_reference_layer_names_all_its_zones(session, tmp_path):
    file = write(tmp_path / "r.geojson", [(EAST, 4530), (WEST, 4529)])
    done = reference_layers.add(session, file, Wishes({}))
    assert PARTED in codes(done)
    (item,) = reference_layers.items(session.project)
    assert item["source_crs"] == "EPSG:4529, EPSG:4530"
    bounds = item["bounds"]
    bounds = json.loads(bounds) if isinstance(bounds, str) else bounds
    assert bounds == pytest.approx([123.9, 43.2, 126.4, 43.35], abs=1e-6)
