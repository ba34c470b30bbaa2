"""What boundaries are taken as where nobody says it: sure guesses go before the default."""

import json
from pathlib import Path

import pytest
from helpers.imports import RESERVE, boundary_file, print_of
from helpers.qinghe import QINGHE
from shapely import box

BOUNDARIES = QINGHE / "boundaries"
ZONES = BOUNDARIES / "功能区划.shp"


@pytest.mark.parametrize(
    ("name", "kind"), [("功能区划", "zone"), ("生态保护红线", "redline"), ("管控区", "control")]
)
def test_that_what_is_surely_no_area_is_refused_with_the_option_named(run, project, name, kind):
    file = next(BOUNDARIES.glob(f"*{name}*.shp"), None) or next(BOUNDARIES.glob(f"*{name}*"))
    before = print_of(project)
    for more in ([], ["--dry-run"]):
        code, told = run("areas", "import", project, file, *more)
        assert (code, told["error"]["code"]) == (2, f"area_seems_{kind}")
        assert f"--kind {kind}" in told["error"]["remedy"]
        assert "--kind area" in told["error"]["remedy"]
    assert print_of(project) == before


def test_that_a_kind_that_is_given_is_insisted_on(run, project):
    code, told = run("areas", "import", project, ZONES, "--kind", "area", "--dry-run")
    assert (code, told["imported"], told["files"][0]["kind"]) == (0, 5, "area")


def test_that_all_without_a_kind_guesses_each(run, project):
    code, told = run("areas", "import", project, BOUNDARIES, "--all", "--dry-run")
    assert code == 0
    assert {one["kind"] for one in told["files"]} == {"area", "zone", "redline", "control"}


def test_that_the_refusal_of_a_folder_names_both_options(run, project):
    code, told = run("areas", "import", project, BOUNDARIES)
    assert (code, told["error"]["code"]) == (2, "boundary_folder_several")
    assert "--all" in told["error"]["remedy"]
    assert "--kind guess" in told["error"]["remedy"]


def test_that_a_column_called_zone_without_labels_makes_no_zones(run, project, tmp_path):
    parks = [(RESERVE, {"name": "Podyjí", "protection_zone": "1"}),
             (box(126.6, 43.2, 126.7, 43.3), {"name": "X", "protection_zone": ""})]  # fmt: skip
    file = boundary_file(tmp_path / "parks.geojson", parks)
    code, told = run("areas", "import", project, file, "--kind", "guess")
    assert (code, told["imported"], told["files"][0]["kind"]) == (0, 2, "area")


def test_that_parks_without_zone_labels_are_parks(run, project, shared_data):
    file = shared_data / "boundaries" / "czech_osm_parks" / "national_parks.geojson"
    _, told = run("areas", "import", project, file, "--kind", "guess", "--dry-run")
    assert (told["files"][0]["kind"], told["imported"]) == ("area", 8)


def test_that_unknown_labels_name_the_way_to_take_them_for_areas(run, project, tmp_path):
    file = boundary_file(tmp_path / "甲.geojson", [(RESERVE, {"功能区": "游憩区"})])
    code, told = run("areas", "import", project, file, "--kind", "guess")
    assert code == 1
    assert "--kind area" in json.dumps(told, ensure_ascii=False)


def test_that_a_name_in_a_layer_s_file_only_is_no_sure_sign(run, project, tmp_path):
    """A bare word that other things are called by too is taken for no refusal."""
    file = boundary_file(tmp_path / "control.geojson", [(RESERVE, {"name": "云岭"})])
    code, told = run("areas", "import", project, Path(file), "--dry-run")
    assert (code, told["files"][0]["kind"]) == (0, "area")
