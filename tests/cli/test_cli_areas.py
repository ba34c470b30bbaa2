"""``areas`` on the command line: the contract's JSON, exit codes, projects left as they were."""

import json
import os

import pytest
from helpers.imports import RESERVE, boundary_file, print_of
from helpers.open_sessions import COUNTY
from helpers.qinghe import QINGHE
from helpers.unprivileged import greenshield
from shapely import box

from greenshield.project.opening import open_project

BOUNDARIES = QINGHE / "boundaries"
SHAPE = BOUNDARIES / "保护区范围.shp"
LEDGER = QINGHE / "ledger" / "整改台账.xlsx"
IMPORTED = {"imported", "version", "vertices", "repaired", "crs", "encoding", "problems"}


def test_that_an_import_answers_with_the_contracts_numbers(run, project):
    code, told = run("areas", "import", project, SHAPE, "--valid-from", "2008-01-14")
    assert code == 0
    assert told.keys() >= IMPORTED
    wanted = {"imported": 2, "version": "2008-01-14", "vertices": 1632, "repaired": 0,
              "crs": "EPSG:4530", "encoding": "GBK", "problems": []}  # fmt: skip
    assert {name: told[name] for name in wanted} == wanted
    assert [one["file"] for one in told["files"]] == [str(SHAPE)]
    code, told = run("areas", "import", project, SHAPE)
    assert (code, told["imported"], told["unchanged"], told["version"]) == (0, 0, 2, "2008-01-14")


def test_that_the_list_tells_areas_with_their_zones(run, project):
    run("areas", "import", project, SHAPE, "--valid-from", "2008-01-14")
    run("areas", "import", project, BOUNDARIES / "功能区划.shp", "--kind", "zone")
    code, told = run("areas", "list", project)
    assert (code, told["total"]) == (0, 2)
    item = next(i for i in told["items"] if i["code"] == "QH-GJ-01")
    assert item["area_m2"] == pytest.approx(157967752.49, abs=0.01)
    assert (item["vertices"], item["version"], item["kind"], item["level"]) == (
        1017, "2008-01-14", "area", "national",
    )  # fmt: skip
    assert (item["valid_from"], item["valid_to"], len(item["zones"])) == ("2008-01-14", None, 3)


def test_that_people_get_words_and_a_table(say, project):
    code, out, err = say("areas", "import", project, SHAPE)
    assert (code, err) == (0, "")
    assert "新增 2" in out
    code, out, _ = say("--lang", "en", "areas", "list", project)
    assert code == 0
    assert "area (m²)" in out
    assert "云岭国家级自然保护区" in out


def test_that_several_files_come_each_by_itself(run, project, tmp_path):
    bad = tmp_path / "坏.shp"
    bad.write_bytes(SHAPE.read_bytes()[:300])
    code, told = run(
        "areas", "import", project, bad, SHAPE, BOUNDARIES / "功能区划.shp", "--kind", "area"
    )
    assert code == 1
    assert told["imported"] == 7
    refused = [p for p in told["problems"] if p["refused"]]
    assert [(p["file"], p["code"]) for p in refused] == [(str(bad), "vector_truncated")]
    assert refused[0]["message"]
    assert refused[0]["remedy"]


def test_that_where_every_file_fails_the_first_error_counts(run, project, tmp_path):
    before = print_of(project)
    code, told = run("areas", "import", project, tmp_path / "a.shp", tmp_path / "b.shp")
    assert (code, told["error"]["code"]) == (3, "vector_file_missing")
    assert print_of(project) == before


def test_that_refused_zones_are_exit_1_and_named(run, project, tmp_path):
    boundary_file(tmp_path / "a.geojson", [(RESERVE, {"name": "云岭"})])
    zones = boundary_file(
        tmp_path / "z.geojson",
        [(box(126.31, 43.21, 126.32, 43.22), {"功能区": zone}) for zone in ("核心区", "游憩区")],
    )
    run("areas", "import", project, tmp_path / "a.geojson")
    code, told = run("areas", "import", project, zones, "--kind", "zone")
    assert (code, told["imported"], told["refused"]) == (1, 1, 1)
    assert [(p["row"], p["code"]) for p in told["problems"]] == [
        (2, "zone_label_unknown"), (None, "zone_uncovered"),
    ]  # fmt: skip
    assert "游憩区" in told["problems"][0]["message"]


def test_that_options_reach_the_reader(run, project, tmp_path):
    file = boundary_file(tmp_path / "a.geojson", [(RESERVE, {"甲": "云岭", "乙": "省级"})])
    code, told = run("areas", "import", project, file, "--map", "name=甲", "area_level=乙",
                     "--kind", "redline", "--crs", "EPSG:4490", "--layer", "a")  # fmt: skip
    assert (code, told["imported"]) == (0, 1)
    _, told = run("areas", "list", project)
    item = told["items"][0]
    assert (item["name"], item["level"], item["kind"]) == ("云岭", "provincial", "redline")


def refusals(tmp_path):
    empty, cut, wrong = tmp_path / "空.shp", tmp_path / "半.gpkg", tmp_path / "照片.geojson"
    empty.write_bytes(b"")
    cut.write_bytes((BOUNDARIES / "生态空间管控区.gpkg").read_bytes()[:5000])
    wrong.write_bytes(next((QINGHE / "photos").glob("*.jpg")).read_bytes())
    (tmp_path / "空文件夹").mkdir()
    (tmp_path / "零.geojson").write_text('{"type":"FeatureCollection","features":[]}', "utf-8")
    pipe = tmp_path / "管道.shp"
    os.mkfifo(pipe)
    return {
        "empty": ([empty], 3, "vector_empty_file"),
        "truncated": ([cut], 3, "vector_damaged"),
        "wrong type": ([wrong], 3, "vector_is_raster"),
        "a workbook": ([LEDGER], 3, None),
        "no features": ([tmp_path / "零.geojson"], 3, "vector_no_features"),
        "no polygons": ([QINGHE / "tracks" / "巡查.gpx"], 3, "boundary_no_polygons"),
        "an empty folder": ([tmp_path / "空文件夹"], 3, "vector_folder_empty"),
        "a pipe": ([pipe], 3, "vector_not_a_file"),
        "absent": ([tmp_path / "无.shp"], 3, "vector_file_missing"),
        "no such layer": ([SHAPE, "--layer", "x"], 2, "vector_layer_unknown"),
        "no such encoding": ([SHAPE, "--encoding", "klingon"], 2, "vector_encoding_unknown"),
        "no such crs": ([SHAPE, "--crs", "EPSG:1"], 2, "crs_not_known"),
        "no such column": ([SHAPE, "--map", "name=x"], 2, "boundary_column_unknown"),
        "a field twice": ([SHAPE, "--map", "级别=名称", "area_level=名称"], 2, "pair_twice"),
        "no such field": ([SHAPE, "--map", "colour=名称"], 2, "area_field_unknown"),
        "a malformed map": ([SHAPE, "--map", "name"], 2, "pair_malformed"),
        "no date": ([SHAPE, "--valid-from", "2008"], 2, "date_malformed"),
        "no such kind": ([SHAPE, "--kind", "park"], 2, "usage"),
        "nobody": ([SHAPE, "--actor", "没有"], 2, "actor_unknown"),
        "an inspector": ([SHAPE, "--actor", "李四"], 4, "import_role_needed"),
    }


@pytest.mark.parametrize("field", ["name", "名称", "保护地名称", "Name"])
def test_that_a_mapped_field_is_named_in_words_too(run, say, project, tmp_path, field):
    file = boundary_file(tmp_path / "a.geojson", [(RESERVE, {"甲": "云岭", "乙": "国家级"})])
    mapped = (f"{field}=甲", "级别=乙")
    code, told = run("areas", "import", project, file, "--map", *mapped)
    assert (code, told["imported"]) == (0, 1)
    (area,) = run("areas", "list", project)[1]["items"]
    assert (area["name"], area["level"]) == ("云岭", "national")
    code, _, err = say("areas", "import", project, file, "--map", "没有=甲")
    assert (code, "area_level " in err) == (2, True)
    listed = err.partition("左边可用：")[2].splitlines()[0].split(", ")
    assert [one for one in listed if " " not in one] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this machine lacks named pipes")
def test_that_bad_input_is_its_exit_code_and_the_project_as_it_was(run, project, tmp_path):
    before = print_of(project)
    for name, (words, exit_code, error) in refusals(tmp_path).items():
        code, told = run("areas", "import", project, *words)
        assert (code, told.keys()) == (exit_code, {"error"}), name
        assert told["error"]["code"] == error or error is None, name
        assert told["error"]["message"], name
        assert told["error"]["remedy"], name
        assert print_of(project) == before, name


def test_that_a_file_one_may_not_read_is_exit_6(project, tmp_path):
    secret = boundary_file(tmp_path / "a.geojson", [(RESERVE, {"name": "云岭"})])
    secret.chmod(0o000)
    before = print_of(project)
    code, told = greenshield("areas", "import", project, secret)
    assert (code, told["error"]["code"]) == (6, "vector_no_permission")
    assert print_of(project) == before
    secret.chmod(0o400)
    assert greenshield("areas", "import", project, secret)[0] == 0


def test_that_a_project_one_may_not_write_is_exit_6(project):
    before = print_of(project)
    files = [project / "project.gpkg", project / "project.lock", project]
    modes = [file.stat().st_mode for file in files]
    for file in files:
        file.chmod(0o500 if file.is_dir() else 0o400)
    code, told = greenshield("areas", "import", project, SHAPE)
    for file, mode in zip(reversed(files), reversed(modes), strict=True):
        file.chmod(mode)
    assert (code, told.keys()) == (6, {"error"})
    assert print_of(project) == before


def test_that_a_locked_project_is_exit_6_and_says_who(run, project):
    with open_project(project, who="另一台电脑"):
        code, told = run("areas", "import", project, SHAPE)
    assert (code, told["error"]["code"]) == (6, "project_locked")
    assert "另一台电脑" in told["error"]["message"]
    assert run("areas", "list", project) == (0, {"items": [], "total": 0})


def test_that_a_locked_project_can_still_be_listed(run, project):
    run("areas", "import", project, SHAPE)
    with open_project(project, who="另一台电脑"):
        code, told = run("areas", "list", project)
    assert (code, told["total"]) == (0, 2)


def test_that_a_wrong_passphrase_is_exit_3(run, tmp_path):
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    right.write_text("correct horse", "utf-8")
    wrong.write_text("battery staple", "utf-8")
    path = tmp_path / "密"
    run("new", path, "--name", "密", "--division", COUNTY, "--me", "张三", "--encrypt",
        "--passphrase-file", right)  # fmt: skip
    before = print_of(path, "correct horse")
    code, told = run("areas", "import", path, SHAPE, "--passphrase-file", wrong)
    assert (code, told["error"]["code"]) == (3, "passphrase_wrong")
    code, _ = run("areas", "import", path, SHAPE)
    assert code == 3
    assert print_of(path, "correct horse") == before
    code, told = run("areas", "import", path, SHAPE, "--passphrase-file", right)
    assert (code, told["imported"]) == (0, 2)


def test_that_what_is_no_project_is_exit_3(run, tmp_path):
    code, told = run("areas", "import", tmp_path, SHAPE)
    assert (code, told["error"]["code"]) == (3, "project_not_found")


def test_that_an_identical_boundary_is_a_version_only_where_that_is_said(run, project):
    file = QINGHE / "boundaries" / "保护区范围.shp"
    code, first = run("areas", "import", project, file, "--valid-from", "2008-01-14")
    again = ("areas", "import", project, file, "--valid-from", "2020-05-01")
    code, told = run(*again)
    assert (code, told["imported"], told["unchanged"]) == (0, 0, first["imported"])
    assert "--reissue" in told["problems"][0]["remedy"]
    assert "2008-01-14" in told["problems"][0]["message"]
    assert run(*again, "--reissue", "--redate")[0] == 2
    assert run(*again, "--reissue")[1]["imported"] == first["imported"]
    assert run("areas", "list", project)[1]["total"] == 2 * first["imported"]


def test_that_a_dry_run_tells_what_would_come_in_and_writes_nothing(run, project):
    code, data = run("areas", "import", project, SHAPE, "--dry-run")
    assert (code, data["dry_run"], data["imported"]) == (0, True, 2)
    assert data["files"][0]["crs"] == "EPSG:4530"
    assert run("areas", "list", project)[1]["total"] == 0


def test_that_a_column_that_nobody_wants_is_left(run, project):
    args = ("areas", "import", project, SHAPE, "--dry-run", "--map", "none=主管部门")
    code, data = run(*args)
    read = {c["column"]: c["field"] for c in data["files"][0]["columns"]}
    assert code == 0
    assert read["主管部门"] is None
    assert read["编号"] == "code"


def test_that_all_files_of_a_folder_are_taken_on_request_and_the_accuracy_is_told(
    run, project, tmp_path
):
    folder = tmp_path / "边界"
    folder.mkdir()
    for name, code in (("甲", 4490), ("乙", 4610)):
        boundary_file(folder / f"{name}.gpkg", [(RESERVE, {"name": name})], crs=f"EPSG:{code}")
    (folder / "说明.txt").write_text("见附件", "utf-8")
    code, told = run("areas", "import", project, folder)
    assert (code, told["error"]["code"]) == (2, "boundary_folder_several")
    code, told = run("areas", "import", project, folder, "--all", "--dry-run")
    assert (code, [one["crs_accuracy_m"] for one in told["files"]]) == (0, [None, 0.001])
    code, told = run("areas", "import", project, folder, "--all")
    assert (code, told["imported"]) == (0, 2)
    (folder / "坏.shp").write_bytes(SHAPE.read_bytes()[:300])
    for more in ((), ("--dry-run",)):
        code, told = run("areas", "import", project, folder, "--all", *more)
        assert (code, told["unchanged"], told["refused"]) == (1, 2, 1)
        assert [p["file"] for p in told["problems"] if p["refused"]] == [str(folder / "坏.shp")]
    (folder / "坏.shp").unlink()
    code, told = run("areas", "import", project, folder, "--all")
    accuracy = {one["crs"]: one["crs_accuracy_m"] for one in told["files"]}
    assert accuracy == {"EPSG:4490": 0.001, "EPSG:4610": None}
    left = [p["file"] for p in told["problems"] if p["code"] == "folder_file_not_read"]
    assert left == [str(folder / "说明.txt")]


def test_that_two_versions_are_compared_and_their_difference_written(run, say, project, tmp_path):
    for year, shape in (("2010", RESERVE), ("2024", RESERVE.buffer(-0.001))):
        file = boundary_file(tmp_path / f"{year}.gpkg", [(shape, {"name": "示例"})])
        assert run("areas", "import", project, file, "--valid-from", f"{year}-01-01")[0] == 0
    layer = tmp_path / "差异.geojson"
    code, told = run("areas", "diff", project, "示例@2010-01-01", "2024-01-01", "-o", layer)
    assert (code, told["total"], told["items"][0]["kept"]) == (0, 1, False)
    assert told["items"][0]["dropped_m2"] == pytest.approx(
        told["items"][0]["before_m2"] - told["items"][0]["after_m2"]
    )
    assert [c["kind"] for c in told["items"][0]["changes"]] == ["dropped"]
    assert json.loads(layer.read_text("utf-8"))["features"][0]["properties"]["kind"] == "dropped"
    _, out, _ = say("areas", "diff", project, "2010-01-01", "2024-01-01")
    assert "面积不减少" in out
    assert "两个不减少" not in out
    _, out, _ = say("areas", "diff", project, "2024-01-01", "2025-01-01")
    assert "均未减少，符合“两个不减少”" in out
