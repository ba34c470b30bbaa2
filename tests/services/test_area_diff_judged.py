"""Whether a boundary and its core have shrunk is judged by the ground lost, however long it is."""

from __future__ import annotations

import csv

import pytest
import shapely
from helpers.calls import as_json, said
from helpers.imports import boundary_file
from shapely import box

from greenshield.services import area_diff, area_diff_out, area_list
from greenshield.services.area_import import AreaOptions, import_file

FINE, COARSE = 0.005, 9.0  # degrees of edge
OLD, NEW = "SL-1@2010-01-01", "SL-1@2024-01-01"


def versions(session, folder, edge):
    """A reserve of 190 km around, and the same without a parcel of it and one of its core."""
    parcels = shapely.union_all([
        box(126.2, 43.0, 126.20059, 43.0005), box(126.0, 43.2, 126.00059, 43.2005),
    ])  # fmt: skip
    for day, gone in (("2010-01-01", shapely.Polygon()), ("2024-01-01", parcels)):
        whole, core, rest = (
            shapely.difference(shapely.segmentize(shape, edge), gone)
            for shape in (
                box(126, 43, 126.6, 43.4), box(126, 43.1, 126.3, 43.4), box(126.3, 43, 126.6, 43.4),
            )
        )  # fmt: skip
        file = boundary_file(folder / f"{day}.gpkg", [(whole, {"name": "示例", "code": "SL-1"})])
        import_file(session, file, AreaOptions(valid_from=day))
        rows = [(core, {"zone": "核心区", "area_name": "示例"}),
                (rest, {"zone": "实验区", "area_name": "示例"})]  # fmt: skip
        file = boundary_file(folder / f"z{day}.gpkg", rows)
        import_file(session, file, AreaOptions(kind="zone", valid_from=day))
    session.project.checkpoint()
    return session.project


def test_that_a_parcel_lost_from_a_long_outline_and_from_its_core_is_told(session, tmp_path):
    project = versions(session, tmp_path, FINE)
    (found,) = area_diff.compare(project, OLD, NEW)
    told = area_diff.plain(found)
    assert (told["kept"], told["core_kept"], told["coarse"]) == (False, False, False)
    assert told["net_lost_m2"] == pytest.approx(5320, rel=0.01)
    assert told["net_lost_m2"] == pytest.approx(told["before_m2"] - told["after_m2"], abs=0.5)
    assert told["core_net_lost_m2"] == pytest.approx(2655, rel=0.01)
    (listed,) = [i["area_m2"] for i in area_list.items(project) if i["valid_from"] == "2010-01-01"]
    assert told["geodesic_before_m2"] == pytest.approx(listed, rel=1e-9)
    assert told["before_m2"] == pytest.approx(listed, rel=1e-6)
    area_diff_out.write([found], tmp_path / "表.csv", "zh")
    rows = list(csv.reader((tmp_path / "表.csv").read_text("utf-8-sig").splitlines()))
    assert [row[9] for row in rows[1:3]] == ["减少", "减少"]


def test_that_long_edges_are_said_to_be_measured_otherwise_than_in_the_list(
    session, path, tmp_path, capsys
):
    versions(session, tmp_path, COARSE)
    code, data = as_json(capsys, "areas", "diff", path, OLD, NEW)
    (told,) = data["items"]
    assert (code, told["kept"], told["core_kept"], told["coarse"]) == (0, False, False, True)
    assert told["longest_edge_m"] > 40_000
    # A geodesic that was given a corner more bows less: by these the reserve has grown.
    assert told["geodesic_after_m2"] > told["geodesic_before_m2"]
    out = said(capsys, "areas", "diff", path, OLD, NEW, "--lang", "en")[1]
    assert "the whole has shrunk by 5" in out
    assert "areas list takes them as geodesics" in out
    table = tmp_path / "t.csv"
    assert as_json(capsys, "areas", "diff", path, OLD, NEW, "-o", table, "--lang", "en")[0] == 0
    assert "whole (by geodesics, as in the list" in table.read_text("utf-8-sig")


def test_that_a_change_by_rounding_alone_is_called_so(session, tmp_path):
    whole = shapely.segmentize(box(126, 43, 126.6, 43.4), FINE)
    less = shapely.transform(whole, lambda xy: xy - (xy - [126.3, 43.2]) * 1e-7)
    for day, shape in (("2010-01-01", whole), ("2024-01-01", less)):
        file = boundary_file(tmp_path / f"{day}.gpkg", [(shape, {"name": "示例", "code": "SL-1"})])
        import_file(session, file, AreaOptions(valid_from=day, again="reissue"))
    (found,) = area_diff.compare(session.project, OLD, NEW)
    assert found.is_kept
    area_diff_out.write([found], tmp_path / "表.csv", "zh")
    rows = list(csv.reader((tmp_path / "表.csv").read_text("utf-8-sig").splitlines()))
    assert float(rows[1][8]) < 0
    assert rows[1][9] == "不减少（差值不足 1 平方米，或只是坐标取整）"
