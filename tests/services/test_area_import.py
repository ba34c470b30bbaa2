"""Boundaries come into a project: areas, zones, red lines; again; in versions; refused."""

import shutil
import zipfile

import pytest
import shapely
from helpers.imports import RESERVE, boundary_file, fingerprint
from helpers.open_sessions import add_clue, session_of
from helpers.qinghe import EXPECTED, QINGHE
from shapely import box

from greenshield.domain.errors import RefusedError, UnreadableError, UsageError
from greenshield.project.media import hash_file
from greenshield.project.rebuilding import differences
from greenshield.services import area_list
from greenshield.services.area_import import AreaOptions, import_file
from greenshield.services.progress import cancelled

BOUNDARIES = QINGHE / "boundaries"


def take(session, file, kind="area", **more):
    return import_file(session, file, AreaOptions(kind=kind, **more))


def codes(done):
    return [problem.code for problem in done.problems]


def test_that_the_sample_county_comes_in_whole(session):
    done = [
        take(session, BOUNDARIES / "保护区范围.shp", valid_from="2008-01-14"),
        take(session, BOUNDARIES / "功能区划.shp", "zone"),
        take(session, BOUNDARIES / "生态保护红线.geojson", "redline"),
        take(session, BOUNDARIES / "生态空间管控区.gpkg", "control"),
    ]
    counts = EXPECTED["counts"]
    wanted = [counts[name] for name in ("areas", "zones", "redlines", "controls")]
    assert [one.imported for one in done] == wanted
    assert [codes(one) for one in done] == [
        [],
        [],
        ["area_column_unread"] * 2,
        ["area_column_unread"],
    ]
    assert [p.column for p in done[2].problems] == ["类型", "县名称"]
    assert [(one.crs, one.encoding) for one in done] == [
        ("EPSG:4530", "GBK"), ("EPSG:4530", "GBK"), ("EPSG:4490", "UTF-8"), ("EPSG:4490", "UTF-8"),
    ]  # fmt: skip
    items = {item["name"]: item for item in area_list.items(session.project)}
    reserve = items["云岭国家级自然保护区"]
    assert (reserve["code"], reserve["level"], reserve["valid_from"], reserve["version"]) == (
        "QH-GJ-01", "national", "2008-01-14", "2008-01-14",
    )  # fmt: skip
    assert reserve["area_m2"] == pytest.approx(15797.16e4, rel=1e-4)
    assert [z["zone_code"] for z in reserve["zones"]] == ["core", "buffer", "experimental"]
    wetland = items["白苇湿地省级自然保护区"]
    assert {z["zone_code"] for z in wetland["zones"]} == {"core_protect", "general_control"}
    assert sum(z["area_m2"] for z in wetland["zones"]) == pytest.approx(wetland["area_m2"])
    row = session.project.rows("SELECT * FROM area WHERE name = '云岭国家级自然保护区'")[0]
    assert (row["authority"], row["approval_doc"], row["established_on"]) == (
        "云岭保护区管理局（示例）", "示例〔2008〕1号", "2008-01-14",
    )  # fmt: skip
    assert '"area_class":"forest"' in row["extra"]
    assert differences(session.project) == []


def test_that_the_same_file_again_changes_nothing(session):
    for _ in range(2):
        done = take(session, BOUNDARIES / "保护区范围.shp")
    assert (done.imported, done.updated, done.unchanged) == (0, 0, 2)
    before = fingerprint(session.project)
    done = take(session, BOUNDARIES / "保护区范围.shp")
    assert not done.changes
    assert fingerprint(session.project) == before


def test_that_a_renamed_copy_is_the_same_file(session, tmp_path):
    take(session, BOUNDARIES / "保护区范围.shp")
    for part in BOUNDARIES.glob("保护区范围.*"):
        shutil.copy(part, tmp_path / f"副本{part.suffix.upper()}")
    (tmp_path / "副本.sbn").write_bytes(b"an index that ArcGIS left")
    before = fingerprint(session.project)
    done = take(session, tmp_path / "副本.SHP")
    assert (done.imported, done.unchanged) == (0, 2)
    assert fingerprint(session.project) == before


def test_that_two_offline_laptops_make_the_same_areas(tmp_path, path):
    other = tmp_path / "other"
    shutil.copytree(path, other)
    ids = []
    for folder in (path, other):
        with session_of(folder) as session:
            take(session, BOUNDARIES / "保护区范围.shp")
            ids.append({r["id"] for r in session.project.rows("SELECT id FROM area")})
    assert ids[0] == ids[1]
    assert len(ids[0]) == 2


def test_that_the_file_itself_is_kept_whole(session, tmp_path):
    done = take(session, BOUNDARIES / "保护区范围.shp")
    kept = session.project.media.find(done.sha256)
    with zipfile.ZipFile(kept) as bundle:
        for name in bundle.namelist():
            part = BOUNDARIES / f"保护区范围{name.removeprefix('source')}"
            assert bundle.read(name) == part.read_bytes()
        assert {"source.shp", "source.shx", "source.dbf", "source.prj"} == set(bundle.namelist())
    done = take(session, BOUNDARIES / "生态空间管控区.gpkg", "control")
    kept = session.project.media.find(done.sha256)
    assert hash_file(kept) == hash_file(BOUNDARIES / "生态空间管控区.gpkg")
    state = session.project.state("area", done.changes.created["area"][0])
    assert state.get("source_sha256") == done.sha256
    assert state.origins[0].what == {
        "file": "生态空间管控区.gpkg", "sha256": done.sha256, "layer": "生态空间管控区",
        "feature": 1, "crs_accuracy_m": 0.001,
    }  # fmt: skip
    # What is kept can be read again, and is the same boundary.
    shutil.copy(kept, tmp_path / "again.gpkg")
    assert take(session, tmp_path / "again.gpkg", "control").unchanged == 1


def test_that_a_file_in_media_outlives_the_session(path, tmp_path):
    with session_of(path) as session:
        done = take(session, BOUNDARIES / "保护区范围.shp")
    with session_of(path) as session:
        session.project.set_orphans_aside(everything=True)
        assert session.project.media.find(done.sha256) is not None


def test_that_a_large_boundary_lies_in_media_and_is_measured(session, tmp_path):
    circle = shapely.Point(126.35, 43.25).buffer(0.05, quad_segs=1000)
    file = boundary_file(tmp_path / "a.gpkg", [(circle, {"name": "大保护区"})])
    done = take(session, file)
    assert done.vertices == 4001
    state = session.project.state("area", done.changes.created["area"][0])
    assert set(state.get("geom")) == {"blob"}
    row = session.project.rows("SELECT vertices, area_m2 FROM area")[0]
    assert row["vertices"] == 4001
    # 0.05° circle: π · 5,553.4 m · 4,062.6 m by the radii of curvature at 43.25° N.
    assert row["area_m2"] == pytest.approx(7.08e7, rel=2e-3)


def test_that_a_second_version_needs_its_day_and_leaves_the_first(session, tmp_path):
    one = boundary_file(tmp_path / "a.geojson", [(RESERVE, {"name": "云岭", "code": "A1"})])
    two = boundary_file(
        tmp_path / "b.geojson", [(RESERVE.buffer(-0.01), {"name": "云岭保护区", "code": "A1"})]
    )
    take(session, one)
    before = fingerprint(session.project)
    with pytest.raises(UsageError) as caught:
        take(session, two)
    assert caught.value.code == "valid_from_needed"
    assert fingerprint(session.project) == before
    done = take(session, two, valid_from="2020-05-01")
    assert (done.imported, done.version) == (1, "2020-05-01")
    versions = [(i["version"], i["valid_from"]) for i in area_list.items(session.project)]
    assert len(versions) == 2
    assert ("2020-05-01", "2020-05-01") in versions
    third = boundary_file(
        tmp_path / "c.geojson", [(RESERVE.buffer(-0.02), {"name": "云岭", "code": "A1"})]
    )
    with pytest.raises(UsageError, match="valid_from_taken"):
        take(session, third, valid_from="2020-05-01")


def test_that_areas_of_other_names_and_kinds_need_no_day(session, tmp_path):
    one = boundary_file(tmp_path / "a.geojson", [(RESERVE, {"name": "云岭"})])
    two = boundary_file(tmp_path / "b.geojson", [(RESERVE.buffer(-0.01), {"name": "白苇"})])
    three = boundary_file(tmp_path / "c.geojson", [(RESERVE.buffer(-0.02), {"name": "云岭"})])
    take(session, one)
    assert take(session, two).imported == 1
    assert take(session, three, "redline").imported == 1


def test_that_a_date_given_later_dates_what_is_there(session):
    take(session, BOUNDARIES / "保护区范围.shp")
    done = take(session, BOUNDARIES / "保护区范围.shp", valid_from="2008-01-14")
    assert (done.imported, done.updated, done.unchanged) == (0, 2, 0)
    assert {i["valid_from"] for i in area_list.items(session.project)} == {"2008-01-14"}


def test_that_another_mapping_renames_what_is_there(session, tmp_path):
    shapes = [(RESERVE, {"name": "x", "label": "云岭"}), (box(127, 43, 127.1, 43.1),
              {"name": "x", "label": "白苇"})]  # fmt: skip
    file = boundary_file(tmp_path / "a.geojson", shapes)
    take(session, file)
    done = take(session, file, mapping={"name": "label"})
    assert (done.imported, done.updated) == (0, 2)
    assert [i["name"] for i in area_list.items(session.project)] == ["云岭", "白苇"]


def test_that_mapped_columns_go_before_the_likely_ones(session, tmp_path):
    attributes = {
        "名称": "甲",
        "别名": "乙",
        "级别": "国家级",
        "等级": "省级",
        "生效": "2019-01-02",
    }
    file = boundary_file(tmp_path / "a.geojson", [(RESERVE, attributes)])
    mapping = {"name": "别名", "area_level": "等级", "valid_from": "生效"}
    done = take(session, file, mapping=mapping)
    assert done.version == "2019-01-02"
    item = area_list.items(session.project)[0]
    assert (item["name"], item["level"], item["valid_from"]) == ("乙", "provincial", "2019-01-02")


@pytest.mark.parametrize(
    ("mapping", "code"),
    [({"colour": "名称"}, "area_field_unknown"), ({"name": "没有"}, "boundary_column_unknown")],
)
def test_that_a_mapping_that_fits_nothing_is_refused(session, tmp_path, mapping, code):
    file = boundary_file(tmp_path / "a.geojson", [(RESERVE, {"名称": "甲"})])
    with pytest.raises(UsageError) as caught:
        take(session, file, mapping=mapping)
    assert caught.value.code == code


def test_that_column_names_cut_by_a_shapefile_are_known(session, tmp_path):
    # Ten bytes of GBK: five characters.
    attributes = {"自然保护地": "云岭", "行政区划代": "229901", "批准设立时": "2008年1月"}
    file = boundary_file(tmp_path / "a.shp", [(RESERVE, attributes)], encoding="GBK")
    (tmp_path / "a.cpg").unlink(missing_ok=True)
    done = take(session, file, mapping={"name": "自然保护地"})
    row = session.project.rows("SELECT established_on, extra FROM area")[0]
    assert row["established_on"] == "2008-01"
    assert '"division_code":"229901"' in row["extra"]
    assert done.encoding in ("GBK", "GB18030")


def test_that_a_value_no_field_takes_is_told_once_and_left(session, tmp_path):
    shapes = [(box(126 + n, 43, 126.1 + n, 43.1), {"name": f"第{n}区", "级别": "乡镇级"})
              for n in range(3)]  # fmt: skip
    done = take(session, boundary_file(tmp_path / "a.geojson", shapes))
    assert done.imported == 3
    assert codes(done) == ["area_value_left_out"]
    problem = done.problems[0]
    assert (problem.column, problem.params["value"], problem.params["count"]) == (
        "级别", "乡镇级", 3,
    )  # fmt: skip
    assert not problem.fatal


def test_that_areas_without_a_name_take_the_files(session, tmp_path):
    shapes = [(box(126 + n, 43, 126.1 + n, 43.1), {"colour": "red"}) for n in range(2)]
    done = take(session, boundary_file(tmp_path / "缓冲地.geojson", shapes))
    assert codes(done) == ["area_name_missing", "area_column_unread"]
    assert [i["name"] for i in area_list.items(session.project)] == ["缓冲地 1", "缓冲地 2"]


def test_that_zones_find_their_area_by_place_where_none_is_named(session, tmp_path):
    take(session, boundary_file(tmp_path / "a.geojson", [(RESERVE, {"name": "云岭"})]))
    west, east = box(126.30, 43.20, 126.35, 43.30), box(126.35, 43.20, 126.40, 43.30)
    shapes = [(west, {"名称": "云岭核心区"}), (east, {"名称": "云岭实验区"})]
    done = take(session, boundary_file(tmp_path / "z.geojson", shapes), "zone")
    assert done.imported == 2
    zones = area_list.items(session.project)[0]["zones"]
    assert {z["zone_code"] for z in zones} == {"core", "experimental"}


def test_that_a_named_area_that_is_not_there_is_told(session, tmp_path):
    take(session, boundary_file(tmp_path / "a.geojson", [(RESERVE, {"name": "云岭"})]))
    shape = box(126.30, 43.20, 126.35, 43.30)
    zone = {"保护区": "云岭保护区（旧称）", "功能区": "缓冲区"}
    done = take(session, boundary_file(tmp_path / "z.geojson", [(shape, zone)]), "zone")
    assert codes(done) == ["zone_area_by_place", "zone_uncovered"]
    assert done.imported == 1


def test_that_unknown_zones_and_areas_are_refused_and_the_others_come(session, tmp_path):
    take(session, boundary_file(tmp_path / "a.geojson", [(RESERVE, {"name": "云岭"})]))
    inside, far = box(126.31, 43.21, 126.32, 43.22), box(120, 40, 120.1, 40.1)
    shapes = [
        (inside, {"功能区": "核心区", "保护区": "云岭"}),
        (inside, {"功能区": "游憩区", "保护区": "云岭"}),
        (far, {"功能区": "核心区", "保护区": "别处"}),
    ]
    done = take(session, boundary_file(tmp_path / "z.geojson", shapes), "zone")
    assert (done.imported, done.refused) == (1, 2)
    found = {(p.row, p.code, p.fatal) for p in done.problems}
    assert found == {
        (2, "zone_label_unknown", True), (3, "zone_area_unknown", True),
        (None, "zone_uncovered", False), (None, "vector_features_outside", False),
    }  # fmt: skip


def test_that_a_zone_joins_the_version_of_its_area_in_force_on_its_day(session, tmp_path):
    old = take(session, boundary_file(tmp_path / "a.geojson", [(RESERVE, {"name": "云岭"})]),
               valid_from="2000-01-01")  # fmt: skip
    take(session, boundary_file(tmp_path / "b.geojson", [(RESERVE.buffer(-0.001),
         {"name": "云岭"})]), valid_from="2020-01-01")  # fmt: skip
    zone = [(box(126.31, 43.21, 126.32, 43.22), {"保护区": "云岭", "功能区": "核心区"})]
    take(session, boundary_file(tmp_path / "z.geojson", zone), "zone", valid_from="2010-01-01")
    row = session.project.rows("SELECT area_id FROM zone")[0]
    assert row["area_id"] == old.changes.created["area"][0]


def test_that_patches_are_overlaid_with_what_comes_in(session, tmp_path):
    issue = add_clue(session, "QH-1", box(126.39, 43.25, 126.41, 43.26))
    take(session, boundary_file(tmp_path / "a.geojson", [(RESERVE, {"name": "云岭"})]))
    row = session.project.rows("SELECT issue_id, area_m2 FROM overlay")[0]
    assert row["issue_id"] == issue
    # Half of 0.02° × 0.01°: 813 m × 1,111 m at 43.255° N.
    assert row["area_m2"] == pytest.approx(9.03e5, rel=5e-3)


def test_that_a_mended_outline_is_told(session, tmp_path):
    bow_tie = shapely.Polygon([(126.3, 43.2), (126.4, 43.3), (126.4, 43.2), (126.3, 43.3)])
    done = take(session, boundary_file(tmp_path / "a.geojson", [(bow_tie, {"name": "云岭"})]))
    assert (done.imported, done.repaired, codes(done)) == (1, 1, ["geometry_made_valid"])


def test_that_an_inspector_may_not_import(path):
    with session_of(path, "李四") as session:
        before = fingerprint(session.project)
        with pytest.raises(RefusedError, match="import_role_needed"):
            take(session, BOUNDARIES / "保护区范围.shp")
        assert fingerprint(session.project) == before
    with session_of(path, "王五") as session:
        assert take(session, BOUNDARIES / "保护区范围.shp").imported == 2


def test_that_a_stop_midway_leaves_nothing(path, session, tmp_path):
    class Stopped:
        def step(self, what, done, _):
            if what == "importing_areas" and done:
                raise cancelled()

    shapes = [(box(100 + n / 20, 30, 100.04 + n / 20, 30.1), {"name": f"{n}"}) for n in range(150)]
    file = boundary_file(tmp_path / "a.gpkg", shapes)
    before = fingerprint(session.project)
    with pytest.raises(Exception, match="cancelled"):
        import_file(session, file, AreaOptions(), Stopped())
    assert fingerprint(session.project) == before
    assert take(session, file).imported == 150


def test_that_the_projects_own_file_is_no_source(session):
    layout = session.project.layout
    for file in (layout.database, layout.folder, layout.folder / "."):
        with pytest.raises(UsageError, match="source_is_project") as told:
            take(session, file)
        assert told.value.params["file"] in ("project.gpkg", layout.folder.name)


def test_that_a_folder_stands_for_its_only_boundary_file(session, tmp_path):
    folder = tmp_path / "边界"
    folder.mkdir()
    file = boundary_file(folder / "a.geojson", [(RESERVE, {"name": "云岭"})])
    (folder / "readme.docx").write_bytes(b"x")
    (folder / "Thumbs.db").write_bytes(b"x")
    done = take(session, folder)
    assert done.sha256 == hash_file(file)
    assert [(p.code, p.params["name"], p.fatal) for p in done.problems] == [
        ("folder_file_not_read", "readme.docx", False)
    ]
    assert take(session, folder).unchanged == 1
    assert take(session, file).unchanged == 1


def test_that_a_file_without_polygons_changes_nothing(session):
    before = fingerprint(session.project)
    with pytest.raises(UnreadableError):
        take(session, QINGHE / "tracks" / "巡查.gpx")
    assert fingerprint(session.project) == before
    assert not session.project.media.fresh


@pytest.mark.parametrize("day", ["2020-02-30", "20200101", "nonsense"])
def test_that_no_day_is_refused(session, day):
    with pytest.raises(UsageError, match="date_malformed"):
        take(session, BOUNDARIES / "保护区范围.shp", valid_from=day)
