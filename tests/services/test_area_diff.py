"""Two versions of a project's boundaries compared, by day, name and code."""

from __future__ import annotations

import csv

import fiona
import openpyxl
import pytest
from helpers.imports import boundary_file
from shapely import box
from shapely.geometry import shape as shape_of

from greenshield.domain.errors import UsageError
from greenshield.services import area_diff, area_diff_out
from greenshield.services.area_import import AreaOptions, import_file

WHOLE, LESS = box(126.0, 43.0, 126.2, 43.1), box(126.0, 43.0, 126.2, 43.09)
ZONES = {
    "2010-01-01": [
        (box(126.0, 43.0, 126.1, 43.1), "核心区"),
        (box(126.1, 43, 126.2, 43.1), "实验区"),
    ],
    "2024-01-01": [
        (box(126.0, 43.0, 126.08, 43.09), "核心保护区"),
        (box(126.08, 43, 126.2, 43.09), "一般控制区"),
    ],
}


@pytest.fixture
def reissued(session, tmp_path):
    for day, shape in (("2010-01-01", WHOLE), ("2024-01-01", LESS)):
        file = boundary_file(
            tmp_path / f"区{day}.gpkg", [(shape, {"name": "示例", "code": "SL-1"})]
        )
        import_file(session, file, AreaOptions(valid_from=day))
        rows = [(zone, {"zone": name, "area_name": "示例"}) for zone, name in ZONES[day]]
        file = boundary_file(tmp_path / f"分区{day}.gpkg", rows)
        import_file(session, file, AreaOptions(kind="zone", valid_from=day))
    line = boundary_file(tmp_path / "红线.gpkg", [(WHOLE, {"name": "红线"})])
    import_file(session, line, AreaOptions(kind="redline", valid_from="2018-01-01"))
    return session.project


def test_that_a_shrunken_area_and_core_are_told(reissued):
    area, line = area_diff.compare(reissued, "2012-01-01", "2025-01-01")
    assert (area.kind, area.called, area.is_kept, area.is_core_kept) == (
        "area",
        "SL-1",
        False,
        False,
    )
    assert area.core_before_m2 > area.core_after_m2
    assert list(area.difference.zones_after_m2) == ["core_protect", "general_control"]
    assert {(c.before, c.after) for c in area.difference.changes} >= {
        ("core", "core_protect"), ("core", "general_control"), ("core", "outside"),
    }  # fmt: skip
    assert (line.kind, line.is_kept, line.is_core_kept) == ("redline", True, None)
    assert line.difference.before_m2 == 0
    features = area_diff.layer([area])["features"]
    assert len(features) == len(area.difference.changes)
    assert features[0]["properties"]["area"] == "SL-1"


@pytest.mark.parametrize(
    ("old", "new"), [("SL-1@2010-01-01", "SL-1@2024-01-01"), ("示例@2011-05-05", "2024-06-01")]
)
def test_that_one_area_is_compared_by_code_or_name_and_day(reissued, old, new):
    (found,) = area_diff.compare(reissued, old, new)
    assert found.called == "SL-1"
    assert found.difference.of_kind("dropped") > 0
    assert area_diff.plain(found)["kept"] is False


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("SL-1", "2024-01-01", "area_version_ambiguous"),
        ("没有", "2024-01-01", "area_version_unknown"),
        ("SL-1@昨天", "2024-01-01", "area_version_unknown"),
        ("SL-1@1999-01-01", "2024-01-01", "area_version_unknown"),
        ("红线", "SL-1@2024-01-01", "area_versions_differ"),
    ],
)
def test_that_a_side_that_names_no_one_version_is_refused(reissued, old, new, code):
    with pytest.raises(UsageError) as caught:
        area_diff.compare(reissued, old, new)
    assert caught.value.code == code


def test_that_a_difference_is_written_for_a_gis_and_for_a_spreadsheet(reissued, tmp_path):
    found = area_diff.compare(reissued, "2012-01-01", "2025-01-01")
    changes = [c for one in found for c in one.difference.changes]
    for ending in ("geojson", "gpkg"):
        file = tmp_path / f"差异.{ending}"
        area_diff_out.write(found, file, "zh")
        with fiona.open(file) as layer:
            read = list(layer)
            assert layer.crs.to_epsg() == {"geojson": 4326, "gpkg": 4490}[ending]
        assert [f.properties["kind"] for f in read] == [c.kind for c in changes]
        assert [f.properties["area_m2"] for f in read] == [round(c.m2, 2) for c in changes]
        assert shape_of(read[0].geometry).equals_exact(changes[0].shape, 1e-9)
    area_diff_out.write(found, tmp_path / "表.csv", "zh")
    rows = list(csv.reader((tmp_path / "表.csv").read_text("utf-8-sig").splitlines()))
    assert (rows[0][3], rows[1][3], rows[1][9]) == ("项目", "总面积", "减少")
    area_diff_out.write(found, tmp_path / "表.xlsx", "en")
    sheet = openpyxl.load_workbook(tmp_path / "表.xlsx").active
    assert [cell.value for cell in sheet[2]][3] == "whole"
    assert sheet.cell(2, 9).value == pytest.approx(
        found[0].difference.after_m2 - found[0].difference.before_m2
    )
    with pytest.raises(UsageError, match="area_diff_ending_unknown"):
        area_diff_out.write(found, tmp_path / "差异.shp", "zh")


def test_that_old_zones_under_their_new_names_have_not_moved(reissued):
    (area,) = area_diff.compare(reissued, "SL-1@2010-01-01", "SL-1@2024-01-01")
    told = {(c.kind, c.before, c.after) for c in area.difference.changes}
    assert {
        ("kept", "core", "core_protect"),
        ("moved", "core", "general_control"),
        ("kept", "experimental", "general_control"),
    } <= told
    assert area_diff.plain(area)["moved_m2"] < area_diff.plain(area)["converted_m2"]
