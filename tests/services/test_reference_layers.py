"""Vector layers for reference: kept by their file, seen in a view, asked at a place."""

from __future__ import annotations

import pytest
import shapely
from helpers import projects
from helpers.imports import shapes_file
from helpers.projects import COUNTY

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.project.inspection import inspect_tables
from greenshield.project.rebuilding import differences
from greenshield.services import (
    people,
    reference_cache,
    reference_layers,
    reference_preview,
    reference_seen,
)
from greenshield.services.reference_layers import Wishes
from greenshield.services.session import Session

SHAPES = [
    (shapely.Point(126.31, 43.22), {"站名": "甲站", "级别": 1}),
    (shapely.LineString([(126.3, 43.2), (126.4, 43.3)]), {"站名": "界线", "级别": None}),
    (shapely.box(126.5, 43.5, 126.6, 43.6), {"站名": "样地", "级别": 2.5}),
]


@pytest.fixture
def session(tmp_path):
    with projects.make(tmp_path / "p") as project:
        with project.action("") as action:
            projects.add_actors(action, {"乙": ["inspector"]}, division_code=COUNTY)
        yield Session(project, people.find(project, "乙"))


def write(path, shapes=SHAPES):
    return shapes_file(path, shapes)


def cached(session):
    return list((session.project.layout.derived / "layers").iterdir())


def test_that_a_layer_is_kept_seen_and_asked_and_counts_nowhere(session, tmp_path):
    project = session.project
    file = write(tmp_path / "站点.geojson")
    done = reference_layers.add(session, file, Wishes({"颜色": "#336699", "label_field": "站名"}))
    (item,) = reference_layers.items(project)
    assert done.is_new
    assert (item["name"], item["feature_count"], item["colour"]) == ("站点", 3, "#336699")
    assert item["geometry_kind"] == "LineString, Point, Polygon"
    assert item["bounds"] == [126.3, 43.2, 126.6, 43.6]
    assert project.media.find(item["source_sha256"]) is not None
    seen = reference_seen.in_view(project, "站点", (126.25, 43.1, 126.45, 43.4))
    assert (seen.labels, seen.numbers.tolist(), seen.left) == (["甲站", "界线"], [1, 2], 0)
    one = reference_seen.in_view(project, "站点", (126.0, 43.0, 127.0, 44.0), most=1)
    assert (one.labels, one.left) == (["界线"], 2)
    found = reference_seen.identify(project, 126.31, 43.2201, within_deg=0.01)
    assert [(f["feature"], f["attributes"]["站名"]) for f in found] == [(1, "甲站"), (2, "界线")]
    assert reference_seen.identify(project, 126.55, 43.55)[0]["attributes"]["级别"] == 2.5
    assert reference_seen.identify(project, 120.0, 30.0) == []
    assert project.rows("SELECT * FROM overlay") == project.rows("SELECT * FROM area") == []
    again = reference_layers.add(session, file, Wishes({"name": "站"}))
    assert (again.layer_id, again.is_new) == (done.layer_id, False)
    assert differences(project) == inspect_tables(project) == []


def test_that_the_cache_is_made_anew_from_the_file_whatever_stands_in_its_place(session, tmp_path):
    project = session.project
    reference_layers.add(session, write(tmp_path / "a.geojson"), Wishes({}))
    (place,) = cached(session)
    whole = place.read_bytes()
    for odd in (
        b"", b"{}\n", whole[:-1], whole + b"x", whole[:60] + b"\xff" * 30 + whole[90:],
        whole.replace(b'"count": 3', b'"count": 9'), b"[" * 5000,
        whole.replace(b'"count": 3', b'"count": -1'),
    ):  # fmt: skip
        place.write_bytes(odd)
        seen = reference_seen.in_view(project, "a", (126.0, 43.0, 127.0, 44.0))
        assert seen.numbers.tolist() == [1, 2, 3]
        assert place.read_bytes() == whole
    place.unlink()
    place.symlink_to(tmp_path / "a.geojson")
    assert reference_cache.load(place) is None
    place.unlink()
    assert reference_cache.load(place) is None


def test_that_a_wrong_word_or_file_is_refused_and_nothing_is_kept(session, tmp_path):
    file = write(tmp_path / "a.geojson")
    for given, code in (
        ({"colour": "red"}, "field_value_invalid"), ({"label_field": "无"}, "reference_label"),
        ({"source_sha256": "ab" * 32}, "field_unknown"), ({"nonsense": "x"}, "field_unknown"),
    ):  # fmt: skip
        with pytest.raises(UsageError, match=code):
            reference_layers.add(session, file, Wishes(given))
    (tmp_path / "b.geojson").write_text("<VRTDataset/>", "utf-8")
    with pytest.raises(UnreadableError):
        reference_layers.add(session, tmp_path / "b.geojson", Wishes({}))
    with pytest.raises(UsageError, match="source_is_project"):
        reference_layers.add(session, session.project.layout.database, Wishes({}))
    assert reference_layers.items(session.project) == []
    assert list(session.project.media.files()) == []


def test_that_a_layer_is_described_voided_and_put_back(session, tmp_path):
    project = session.project
    reference_layers.add(session, write(tmp_path / "a.geojson"), Wishes({}))
    reference_layers.describe(session, "a", {"name": "站", "dated_on": "2024-05"})
    with pytest.raises(UsageError, match="reference_name_needed"):
        reference_layers.describe(session, "站", {"name": ""})
    with pytest.raises(UsageError, match="reference_label_unknown"):
        reference_layers.describe(session, "站", {"label_field": "x"})
    with pytest.raises(UsageError, match="reference_unknown"):
        reference_layers.find(project, "a")
    reference_layers.void(session, "站", "过期")
    assert reference_layers.items(project) == []
    reference_layers.void(session, "站", "没有", restore=True)
    assert [i["dated_on"] for i in reference_layers.items(project)] == ["2024-05"]
    assert project.rows("SELECT * FROM conflict") == []


def test_that_a_layer_of_an_odd_program_is_told_and_hides_no_other(session, tmp_path):
    project = session.project
    reference_layers.add(session, write(tmp_path / "a.geojson"), Wishes({}))
    kept = project.media.keep_bytes(b"no vector file", ".geojson")
    with project.action("") as action:
        odd = {"name": "坏", "bounds": ["a"], "source_sha256": kept.sha256, "colour": 7}
        action.create("reference_layer", f"{COUNTY}:odd", odd)
        action.create("reference_layer", f"{COUNTY}:none", {"name": "无", "source_sha256": "x"})
    assert [i["bounds"] for i in reference_layers.items(project) if i["name"] == "坏"] == [None]
    problems = []
    found = reference_seen.identify(project, 126.31, 43.22, problems=problems)
    assert found[0]["feature"] == 1
    assert {p.file for p in problems} == {"坏", "无"}
    with pytest.raises(UnreadableError):
        reference_seen.in_view(project, "坏", (0, 0, 1, 1))
    assert inspect_tables(project) == []


def test_that_a_file_is_told_before_it_is_added_and_features_are_found_by_number(session, tmp_path):
    file = write(tmp_path / "站点.geojson", [*SHAPES, (shapely.Point(), {"站名": "", "级别": 9})])
    seen = reference_preview.of(session, file, Wishes({}))
    assert (seen.name, seen.count, seen.without_shape, seen.known) == ("站点", 3, 1, "")
    assert seen.kinds == {"Point": 1, "LineString": 1, "Polygon": 1}
    assert [round(b, 3) for b in seen.bounds] == [126.3, 43.2, 126.6, 43.6]
    named, graded = seen.columns
    assert (named.name, named.filled, named.sample) == ("站名", 3, ("甲站", "界线", "样地"))
    assert graded.filled == 3
    assert seen.label == "站名"
    assert reference_layers.items(session.project) == []
    done = reference_layers.add(session, file, Wishes({"colour": "#336699"}))
    again = reference_preview.of(Session(session.project, None), file, Wishes({}))
    assert (again.known, again.said["colour"]) == (done.layer_id, "#336699")
    found = reference_seen.features(session.project, done.layer_id, [3, 99, 1])
    assert [f["attributes"]["站名"] for f in found] == ["样地", "甲站"]


def test_that_a_layer_taken_off_the_list_comes_back_with_its_file(session, tmp_path):
    file = write(tmp_path / "a.geojson")
    done = reference_layers.add(session, file, Wishes({}))
    reference_layers.void(session, done.layer_id, "旧")
    assert reference_layers.items(session.project) == []
    again = reference_layers.add(session, file, Wishes({"name": "新"}))
    assert not again.is_new
    assert [i["name"] for i in reference_layers.items(session.project)] == ["新"]
    assert differences(session.project) == inspect_tables(session.project) == []
