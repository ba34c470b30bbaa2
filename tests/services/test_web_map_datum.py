"""Boundaries and patches with the positions of a web map: taken back where a person says so."""

import numpy as np
import pytest
import shapely
from helpers.imports import RESERVE, boundary_file, workbook
from shapely import Point

from greenshield.geo import codec, shift
from greenshield.services import area_preview, lookup
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


def versions(session):
    """Each version's day, source and how far it is from where the reserve is, degrees."""
    rows = session.project.rows(
        "SELECT id, extra ->> 'source_crs' AS crs, valid_from, geom FROM area ORDER BY valid_from"
    )
    return [
        (r["valid_from"], r["crs"], shapely.hausdorff_distance(codec.decode(r["geom"]), RESERVE))
        for r in rows
    ]


def test_that_what_was_imported_wrong_is_corrected_in_its_place(session, tmp_path):
    wrong = shifted(RESERVE, "gcj02")
    file = boundary_file(tmp_path / "a.geojson", [(wrong, {"name": "云岭"})])
    import_file(session, file, AreaOptions(valid_from="2020-01-01"))
    import_file(session, file, AreaOptions(valid_from="2023-01-01", again="reissue"))
    patch = shapely.box(126.395, 43.25, 126.402, 43.26)  # on the border: its overlay is another
    shapes = boundary_file(tmp_path / "p.geojson", [(patch, {"图斑编号": "A-1"})])
    import_ledger(session, shapes, LedgerOptions(source="patrol"))
    before = session.project.rows("SELECT area_m2 FROM overlay")
    events = session.project.journal.count()

    seen = area_preview.of(session, file, AreaOptions(datum="gcj02"))
    assert (seen.counts["updated"], seen.counts["created"]) == (1, 0)
    done = import_file(session, file, AreaOptions(datum="gcj02"))
    assert (done.imported, done.updated) == (0, 1)
    # Nothing stays in force where it never was, on any day; the log has all of it.
    assert [(day, crs, away < 1e-8) for day, crs, away in versions(session)] == [
        ("2020-01-01", "GCJ-02", True), ("2023-01-01", "GCJ-02", True),
    ]  # fmt: skip
    assert session.project.journal.count() > events
    after = session.project.rows("SELECT area_m2 FROM overlay")
    assert len(after) == len(before) == 2
    assert after[0]["area_m2"] != pytest.approx(before[0]["area_m2"], rel=0.1)
    again = import_file(session, file, AreaOptions(datum="gcj02"))
    assert (again.imported, again.updated, again.unchanged) == (0, 0, 1)
    # The file as it is changes nothing back; a person who says so does.
    import_file(session, file, AreaOptions())
    assert all(away < 1e-8 for *_, away in versions(session))
    import_file(session, file, AreaOptions(datum="wgs84"))
    assert versions(session)[0][2] > 1e-3


def test_that_what_came_in_another_file_is_corrected_too(session, tmp_path):
    wrong = shifted(RESERVE, "bd09")
    first = boundary_file(tmp_path / "a.geojson", [(wrong, {"name": "云岭"})])
    import_file(session, first, AreaOptions())
    same = boundary_file(tmp_path / "b.gpkg", [(wrong, {"name": "云岭", "备注": "x"})])
    done = import_file(session, same, AreaOptions(datum="bd09"))
    assert (done.imported, done.updated) == (0, 1)
    ((_, crs, away),) = versions(session)
    assert (crs, away < 1e-7) == ("BD-09", True)
    assert any(done.sha256 in kept.name for kept in session.project.media.files())


def test_that_a_correction_too_many_is_put_back(session, tmp_path):
    lonlat = shapely.get_coordinates(RESERVE)
    over = shapely.Polygon(np.column_stack(shift.from_gcj02(*lonlat.T)))
    file = boundary_file(tmp_path / "a.geojson", [(over, {"name": "云岭"})])
    done = import_file(session, file, AreaOptions(datum="over_gcj02"))
    assert [p.code for p in done.problems] == ["vector_datum_put_back"]
    ((_, crs, away),) = versions(session)
    assert (crs, away < 1e-8) == ("GCJ-02 (over-corrected)", True)


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


def test_that_a_file_that_names_a_web_map_is_remarked_on(session, tmp_path):
    for at, (field, value, said) in enumerate(
        (("source", "https://restapi.amap.com/v3", "amap"), ("坐标", "百度坐标", "百度坐标"))
    ):
        area = shapely.transform(RESERVE, lambda xy, at=at: xy + at)
        features = [(area, {"name": f"云岭{at}", field: value})]
        done = import_file(session, boundary_file(tmp_path / f"{at}.geojson", features),
                           AreaOptions())  # fmt: skip
        (hint,) = [p for p in done.problems if p.code == "vector_names_web_map"]
        assert (hint.params["map"], hint.params["where"]) == (said, field)
    features = [(RESERVE, {"name": "高德镇保护区", "备注": "roadmap"})]
    done = import_file(session, boundary_file(tmp_path / "no.geojson", features), AreaOptions())
    assert "vector_names_web_map" not in {p.code for p in done.problems}


def test_that_patches_that_came_wrong_are_corrected(session, tmp_path):
    patch = shapely.box(126.34, 43.24, 126.36, 43.26)
    shapes = boundary_file(tmp_path / "a.geojson", [(shifted(patch, "bd09"), {"图斑编号": "A-1"})])
    import_ledger(session, shapes, LedgerOptions(source="patrol"))
    done = import_ledger(session, shapes, LedgerOptions(datum="bd09", source="patrol"))
    assert (done.created, done.updated) == (0, 1)
    assert [p.code for p in done.problems] == ["vector_datum_shifted"]
    issue = lookup.issue(session.project, "A-1")
    assert shapely.hausdorff_distance(codec.from_hex(issue.get("geom")), patch) < 1e-8
    assert issue.get("source_crs") == "BD-09"
