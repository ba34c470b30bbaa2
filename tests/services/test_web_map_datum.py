"""Boundaries and patches with the positions of a web map: taken back where a person says so."""

import numpy as np
import pytest
import shapely
from helpers.imports import RESERVE, boundary_file, workbook
from shapely import Point

from greenshield.domain.errors import UsageError
from greenshield.geo import codec, shift
from greenshield.services import lookup
from greenshield.services.area_import import AreaOptions, import_file
from greenshield.services.ledger_import import LedgerOptions
from greenshield.services.ledger_import import import_file as import_ledger

SHIFTS = {"gcj02": ("GCJ-02", shift.to_gcj02), "bd09": ("BD-09", shift.to_bd09)}
HEADER = ("图斑编号", "问题来源", "经度", "纬度")


def shifted(shape, datum):
    return shapely.transform(shape, lambda xy: np.column_stack(SHIFTS[datum][1](*xy.T)))


@pytest.mark.parametrize("datum", SHIFTS)
def test_that_a_boundary_comes_back_to_where_it_is(session, tmp_path, datum):
    file = boundary_file(tmp_path / "a.geojson", [(shifted(RESERVE, datum), {"name": "云岭"})])
    done = import_file(session, file, AreaOptions(datum=datum))
    assert [p.code for p in done.problems] == ["vector_datum_shifted"]
    (row,) = session.project.rows("SELECT geom, extra ->> 'source_crs' AS source_crs FROM area")
    assert row["source_crs"] == SHIFTS[datum][0]
    away = shapely.hausdorff_distance(codec.decode(row["geom"]), RESERVE)
    assert away < 1e-8
    again = import_file(session, file, AreaOptions(datum=datum))
    assert (again.imported, again.unchanged) == (0, 1)


def test_that_a_corrected_boundary_is_another_version_of_the_one_that_was_off(session, tmp_path):
    file = boundary_file(tmp_path / "a.geojson", [(shifted(RESERVE, "gcj02"), {"name": "云岭"})])
    import_file(session, file, AreaOptions())
    with pytest.raises(UsageError) as caught:
        import_file(session, file, AreaOptions(datum="gcj02"))
    assert caught.value.code == "valid_from_needed"
    done = import_file(session, file, AreaOptions(datum="gcj02", valid_from="2026-05-01"))
    assert done.imported == 1
    rows = session.project.rows(
        "SELECT extra ->> 'source_crs' AS source_crs, valid_from FROM area ORDER BY 2"
    )
    assert [(r["source_crs"], r["valid_from"]) for r in rows] == [
        ("EPSG:4490", None), ("GCJ-02", "2026-05-01"),
    ]  # fmt: skip


def test_that_a_file_with_the_attributes_of_a_web_map_is_remarked_on(session, tmp_path):
    features = [(RESERVE, {"name": "南关区", "adcode": "220102", "childrenNum": "0"})]
    file = boundary_file(tmp_path / "a.geojson", features)
    done = import_file(session, file, AreaOptions())
    assert done.imported == 1
    assert [p.code for p in done.problems].count("vector_from_web_map") == 1


def test_that_patches_and_rows_come_back_too(session, tmp_path):
    patch = shapely.box(126.34, 43.24, 126.36, 43.26)
    shapes = boundary_file(tmp_path / "a.geojson", [(shifted(patch, "gcj02"), {"图斑编号": "A-1"})])
    import_ledger(session, shapes, LedgerOptions(datum="gcj02", source="patrol"))
    point = shifted(Point(126.35, 43.25), "bd09")
    table = workbook(tmp_path / "b.xlsx", HEADER, [("A-2", "常态化巡查", point.x, point.y)])
    import_ledger(session, table, LedgerOptions(datum="bd09"))
    one, two = (lookup.issue(session.project, n) for n in ("A-1", "A-2"))
    assert (one.get("source_crs"), two.get("source_crs")) == ("GCJ-02", "BD-09")
    assert (two.get("lon"), two.get("lat")) == pytest.approx((126.35, 43.25), abs=1e-8)
    away = shapely.hausdorff_distance(codec.from_hex(one.get("geom")), patch)
    assert away < 1e-8
