"""Boundary markers: lists in, corrected by later lists, inspected with photos, voided."""

from __future__ import annotations

import json

import numpy as np
import pytest
from helpers import projects
from helpers.marker_lists import LIST, by_number, write
from helpers.projects import COUNTY, key

from greenshield import messages, reference
from greenshield.domain.errors import GreenShieldError, UsageError
from greenshield.project.inspection import inspect_tables
from greenshield.project.rebuilding import differences
from greenshield.project.receiving import receive
from greenshield.services import (
    calendar,
    map_features,
    map_styles,
    marker_import,
    marker_list,
    marker_preview,
    markers,
    people,
)
from greenshield.services.marker_import import MarkerOptions
from greenshield.services.session import Session


def test_that_a_list_comes_in_and_what_can_not_is_told_by_its_row(session, tmp_path):
    file = write(tmp_path / "m.csv", LIST)
    looked = marker_import.import_file(session, file, dry_run=True)
    assert (looked.imported, looked.refused) == (3, 3)
    assert marker_list.items(session.project) == []
    done = marker_import.import_file(session, file)
    assert (done.imported, done.updated, done.unchanged, done.refused) == (3, 0, 0, 3)
    fatal = {p.row: p.code for p in done.problems if p.fatal}
    assert fatal == {6: "marker_no_number", 7: "marker_number_twice", 8: "marker_no_place"}
    told = {(p.row, p.code) for p in done.problems if not p.fatal}
    assert told == {(5, "ledger_code_unknown"), (5, "ledger_place_swapped")}
    there = by_number(session.project)
    one, two, three = (there[n] for n in ("JZ-1", "JZ-2", "JZ-3"))
    assert (one["lon"], one["lat"], one["area_id"], one["condition"]) == (
        126.31, 43.21, "a1", "intact",
    )  # fmt: skip
    assert two["marker_kind"] == "signboard"
    assert two["lon"] == pytest.approx(126.311111, abs=1e-6)
    assert (three["lon"], three["lat"], three["condition"]) == (126.32, 43.22, None)
    assert session.project.media.find(done.sha256) is not None
    again = marker_import.import_file(session, file)
    assert (again.imported, again.updated, again.unchanged) == (0, 0, 3)
    with session.project.action("甲") as action:
        reissued = {"kind": "area", "name": "云岭保护区", "valid_from": "2026-01-01"}
        action.create("area", "a2", reissued)
    assert by_number(session.project, area_id="a2").keys() == {"JZ-1", "JZ-2"}
    assert differences(session.project) == inspect_tables(session.project) == []


def test_that_a_later_list_corrects_and_the_same_file_undoes_no_edit(session, tmp_path):
    file = write(tmp_path / "m.csv", LIST)
    marker_import.import_file(session, file)
    markers.set_fields(session, "JZ-1", {"备注": "路边", "condition": "损坏"})
    assert marker_import.import_file(session, file).updated == 0
    assert by_number(session.project)["JZ-1"]["condition"] == "damaged"
    later = "编号,保护地,经度,纬度,现状\nJZ-1,云岭保护区,126.3101,43.21,丢失\n"
    later += "JZ-9,云岭保护区,126.35,43.21,完好\n"
    done = marker_import.import_file(session, write(tmp_path / "n.csv", later))
    assert (done.imported, done.updated) == (1, 1)
    whole = marker_list.one(session.project, marker_list.find(session.project, "JZ-1"))
    assert (whole["lon"], whole["condition"], whole["remark"]) == (126.3101, "missing", "路边")
    assert [h["kind"] for h in whole["history"]] == ["created", "fields_set", "fields_set"]


def test_that_a_voided_marker_stays_so_and_is_told_where_a_list_has_it(session, tmp_path):
    file = write(tmp_path / "m.csv", LIST)
    marker_import.import_file(session, file)
    markers.void(session, "JZ-1", reason="重复")
    later = write(tmp_path / "n.csv", "编号,保护地,经度,纬度\nJZ-1,云岭保护区,126.3101,43.21\n")
    for again in (file, later):
        done = marker_import.import_file(session, again)
        assert (done.imported, done.updated) == (0, 0)
        (told,) = [p for p in done.problems if p.code == "marker_is_void"]
        assert (told.fatal, told.params["number"]) == (False, "JZ-1")
        assert told.params["on"] == calendar.today()
        assert "--restore" in messages.remedy(told.code, told.params)
    assert "JZ-1" not in by_number(session.project)
    assert session.project.rows("SELECT * FROM conflict") == []
    markers.void(session, "JZ-1", reason="没有重复", restore=True)
    assert "JZ-1" in by_number(session.project)


def test_that_a_number_without_an_area_moves_no_marker_that_stands_elsewhere(session, tmp_path):
    """Lists of two reserves both begin with 1."""
    file = write(tmp_path / "a.txt", "1,4789123.45,524123.10\n2,4789223.45,524223.10\n")
    options = MarkerOptions(crs="EPSG:4551")
    assert marker_import.import_file(session, file, options).imported == 2
    near = by_number(session.project)["1"]
    assert (near["lon"], near["lat"]) == (
        pytest.approx(126.29698, abs=1e-4),
        pytest.approx(43.2373, abs=1e-3),
    )
    other = write(tmp_path / "b.txt", "1 126.31011 43.2100 310\n12 126.31012 43.2122 311\n")
    done = marker_import.import_file(session, other)
    assert [(p.row, p.code) for p in done.problems if p.fatal] == [(1, "marker_elsewhere")]
    assert by_number(session.project)["1"]["lon"] == near["lon"]
    assert by_number(session.project)["12"]["lon"] == 126.31012
    named = marker_import.import_file(session, other, MarkerOptions(area="云岭保护区"))
    assert (named.imported, named.updated, named.refused) == (1, 1, 0)
    assert len(marker_list.items(session.project)) == 4


def test_that_points_of_a_vector_file_come_in_and_lines_do_not(session, tmp_path):
    shapes = [
        ("Point", [126.4, 43.3], "G-1"),
        ("LineString", [[126.4, 43.3], [126.5, 43.3]], "G-2"),
    ]
    features = [
        {
            "type": "Feature",
            "properties": {"桩": n, "状态": "丢失"},
            "geometry": {"type": t, "coordinates": c},
        }
        for t, c, n in shapes
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    file = write(tmp_path / "m.geojson", text)
    done = marker_import.import_file(session, file, MarkerOptions(mapping={"number": "桩"}))
    assert (done.imported, [p.code for p in done.problems if p.fatal]) == (
        1,
        ["marker_not_a_point"],
    )
    assert by_number(session.project, conditions=["missing"]).keys() == {"G-1"}
    assert by_number(session.project, conditions=["intact"]) == {}
    kml = "<kml xmlns='http://www.opengis.net/kml/2.2'><Placemark><name>K-1</name><Point>"
    kml += "<coordinates>126.4,43.3,12</coordinates></Point></Placemark></kml>"
    assert marker_import.import_file(session, write(tmp_path / "k.kml", kml)).imported == 1
    assert by_number(session.project)["K-1"]["lon"] == 126.4
    with pytest.raises(UsageError, match="list_field_unknown"):
        marker_import.import_file(session, file, MarkerOptions(mapping={"geom": "桩"}))


def test_that_the_map_tells_kind_and_condition_of_a_marker(session, tmp_path):
    marker_import.import_file(session, write(tmp_path / "m.csv", LIST))
    markers.inspect(session, "JZ-1", condition="丢失", day="2026-05-01")
    [layer] = map_features.read(session.project, "marker")
    looks = [layer.styles[at] for at in layer.style.tolist()]
    assert dict(zip(layer.labels.tolist(), looks, strict=True)) == {
        "JZ-1": "post:missing", "JZ-2": "signboard:leaning", "JZ-3": "post:unknown",
    }  # fmt: skip
    assert np.isfinite(layer.anchors).all()
    tables = reference.code_tables()
    kinds = set(tables.table("marker_kind").entries)
    found = set(tables.table("marker_condition").entries)
    assert (set(map_styles.MARKER_KINDS), {*map_styles.CONDITIONS} - {"unknown"}) == (kinds, found)
    markers.void(session, "JZ-1", reason="重复")
    assert len(map_features.read(session.project, "marker")[0]) == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"number": ""}, "marker_field_kept"),
        ({"lon": "200"}, "field_value_invalid"),
        ({"source_file": "x"}, "marker_field_kept"),
        ({"nonsense": "x"}, "field_unknown"),
        ({"area_id": "无名"}, "area_unknown"),
        ({}, "marker_nothing_given"),
    ],
)
def test_that_a_wrong_correction_is_refused(session, tmp_path, given, code):
    marker_import.import_file(session, write(tmp_path / "m.csv", LIST))
    with pytest.raises(GreenShieldError, match=code):
        markers.set_fields(session, "JZ-1", given)


def test_that_two_laptops_make_one_marker_and_another_countys_word_does_not_count(
    session, tmp_path
):
    project = session.project
    with projects.second_laptop(tmp_path / "q", project, key(3)) as other:
        there = Session(other, people.find(other, "甲"))
        for one in (session, there):
            marker_import.import_file(one, write(tmp_path / "m.csv", LIST))
            markers.inspect(one, "JZ-1", condition="intact", day="2026-05-01")
        receive(project, list(other.journal.all()))
    assert by_number(project)["JZ-1"]["inspections"] == 2
    assert project.rows("SELECT * FROM conflict") == []
    marker = marker_list.find(project, "JZ-1")
    assert marker.startswith(f"{COUNTY}:")
    strange = {"marker_id": marker, "checked_on": "2026-09-09", "condition": "missing"}
    with project.action("") as action:
        action.create("marker_check", "229999:x", strange)
        action.create("marker_check", f"{COUNTY}:y", strange | {"checked_on": 7, "photos": 1})
    assert by_number(project)["JZ-1"]["condition"] == "intact"
    assert len(marker_list.one(project, marker)["checks"]) == 3


def test_that_a_preview_tells_what_an_import_would_do(session, tmp_path):
    file = write(tmp_path / "m.csv", LIST)
    seen = marker_preview.of(session, file, MarkerOptions(), lang="en")
    assert seen.counts == {"created": 3, "updated": 0, "unchanged": 0, "refused": 3}
    assert (seen.layers, seen.header_rows, seen.crs[0]) == (("m",), (2, 2), "EPSG:4490")
    fields = {column.header: (column.field, column.sure) for column in seen.columns}
    assert fields["界桩编号"] == ("number", 1.0)
    rows = {row.cells[1]: (row.what, row.read) for row in seen.rows}
    assert rows["JZ-2"] == (
        "created",
        ("", "JZ-2", "signboard", "云岭保护区", "126.311111°", "43.210556°", "leaning",
         "2024-05-06"),
    )  # fmt: skip
    assert [row.what for row in seen.rows] == ["created"] * 3 + ["refused"] * 3
    assert marker_list.items(session.project) == []
    done = marker_import.import_file(session, file)
    assert [p.code for p in done.problems] == [p.code for p in seen.problems]
    markers.set_fields(session, "JZ-2", {"condition": "完好"})
    again = write(tmp_path / "n.csv", LIST.replace("JZ-1", "JZ-9"))
    after = marker_preview.of(session, again, MarkerOptions(ignored=("G", "检查日期")))
    assert after.counts == {"created": 1, "updated": 0, "unchanged": 2, "refused": 3}
    assert [c.field for c in after.columns if c.header in ("现状", "检查日期")] == ["", ""]


def test_that_a_plain_list_shows_its_columns_as_the_numbers_tell(session, tmp_path):
    text = "A-1 4791234.5 42512345.6\nA-2 4791244.5 42512355.6\n"
    seen = marker_preview.of(session, write(tmp_path / "p.txt", text), MarkerOptions())
    assert seen.header_rows == (0, 0)
    assert [column.field for column in seen.columns] == ["number", "lon", "lat"]
    assert [row.read[0] for row in seen.rows] == ["A-1", "A-2"]
    assert set(marker_preview.catalogue()) > {"number", "condition", "lonlat", "x", "lat_sec"}


@pytest.mark.parametrize("county", ["22", "abc", "2299011"])
def test_that_a_county_is_named_by_six_digits(session, tmp_path, county):
    with pytest.raises(UsageError, match="county_malformed"):
        marker_import.import_file(
            session, write(tmp_path / "m.csv", LIST), MarkerOptions(county=county)
        )


def test_that_words_find_markers(session, tmp_path):
    marker_import.import_file(session, write(tmp_path / "m.csv", LIST))
    assert by_number(session.project, text="jz-1").keys() == {"JZ-1"}
    assert by_number(session.project, text="云岭 2").keys() == {"JZ-2"}
    assert by_number(session.project, text="云岭 无") == {}


@pytest.mark.parametrize(
    ("name", "created", "refused", "first"),
    [
        ("fastkml_ogc_kml/kml/KML_Samples.kml", 4, 16, "Simple placemark"),
        ("gpxpy_test_files/unicode.gpx", 6, 0, "šđčćž"),
    ],
)
def test_that_points_of_files_nobody_here_wrote_are_markers_by_their_names(
    session, shared_data, real_file, name, created, refused, first
):
    seen = marker_preview.of(
        session, real_file(shared_data / "tracks" / name), MarkerOptions(), lang="en"
    )
    assert (seen.counts["created"], seen.counts["refused"]) == (created, refused)
    assert seen.is_shapes
    at = [column.field for column in seen.columns].index("number")
    assert first in [row.read[at] for row in seen.rows if row.what == "created"]
    assert {p.code for p in seen.problems if p.fatal} <= {
        "marker_not_a_point", "marker_no_number", "marker_no_place", "marker_number_twice",
    }  # fmt: skip
