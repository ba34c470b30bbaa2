"""A version of a boundary that was imported wrong is taken out of force, and can be put back."""

import pytest
from helpers.calls import as_json, said
from helpers.imports import RESERVE, boundary_file
from helpers.open_sessions import acting, add_clue, session_of
from helpers.projects import move, patch
from shapely import box

from greenshield.domain.errors import RefusedError, UsageError
from greenshield.project import rebuilding
from greenshield.services import area_list, area_void, legal_context, overview
from greenshield.services.area_import import AreaOptions, import_file

OLD, NEW = "2010-01-01", "2020-01-01"
CORE = box(126.30, 43.20, 126.36, 43.30)


def take(session, folder, name, shapes, kind="area", **more):
    file = boundary_file(folder / f"{name}.geojson", shapes)
    return import_file(session, file, AreaOptions(kind=kind, **more))


def make(session, folder):
    """Two versions of an area, each with a zone."""
    for day, grown in ((OLD, 0.0), (NEW, 0.001)):
        area = [(RESERVE.buffer(grown), {"name": "云岭", "code": "YL"})]
        take(session, folder, f"a{day}", area, valid_from=day)
        zone = [(CORE.buffer(grown), {"保护区": "云岭", "功能区": "核心保护区"})]
        take(session, folder, f"z{day}", zone, "zone", valid_from=day)


@pytest.fixture
def versions(session, tmp_path):
    make(session, tmp_path)
    return session


def held(session, **how):
    return {a["valid_from"]: a for a in area_list.items(session.project, **how)}


def test_that_with_a_version_its_zones_go_and_the_earlier_one_holds_again(versions):
    new = held(versions)[NEW]
    done = area_void.void(versions, f"YL@{NEW}", "导错了文件")
    assert (done.areas, len(done.zones), done.problems) == ((new["id"],), 1, ())
    (left,) = area_list.items(versions.project)
    assert (left["valid_from"], left["in_force"], left["zones"][0]["in_force"]) == (OLD, True, True)
    out = held(versions, standing=False, voided=True)
    assert [(day, a["void"], len(a["zones"])) for day, a in out.items()] == [(NEW, True, 1)]
    told = area_list.about(versions.project, new["id"])
    assert (told["void"], told["void_reason"]) == (True, "导错了文件")
    back = area_void.void(versions, f"云岭@{NEW}", "没有错", restore=True)
    assert (back.areas, back.zones) == (done.areas, done.zones)
    assert held(versions)[NEW] == new
    assert rebuilding.differences(versions.project) == []


def test_that_zones_go_alone_and_come_back_with_what_they_left_with(versions):
    new = held(versions)[NEW]
    (zone,) = new["zones"]
    done = area_void.void(versions, new["id"], "分区错了", zones_only=True)
    assert (done.areas, done.zones) == ((), (zone["id"],))
    now = held(versions)[NEW]
    assert (now["in_force"], now["zones"]) == (True, [])
    out = held(versions, standing=False, voided=True)[NEW]
    assert (out["void"], out["zones"][0]["void"]) == (False, True)
    with pytest.raises(UsageError, match="area_without_zones"):
        area_void.void(versions, new["id"], "又一次", zones_only=True)
    area_void.void(versions, new["id"], "整个都错")
    back = area_void.void(versions, new["id"], "恢复", restore=True)
    assert (back.areas, back.zones) == ((new["id"],), ())  # the zones went before, by themselves
    area_void.void(versions, new["id"], "整个都错")
    with pytest.raises(UsageError, match="area_of_zone_void"):
        area_void.void(versions, zone["id"], "恢复", restore=True)
    area_void.void(versions, new["id"], "恢复", restore=True)
    assert area_void.void(versions, zone["id"], "恢复", restore=True).zones == (zone["id"],)
    assert held(versions)[NEW] == new


def test_that_what_is_meant_is_told_apart_or_refused(versions):
    new = held(versions)[NEW]
    for given, code in (("云岭", "ambiguous"), ("白苇", "unknown"), ("YL@2015-01-01", "unknown")):
        with pytest.raises(UsageError, match=f"boundary_{code}") as refused:
            area_void.void(versions, given, "错")
        told = str(refused.value.params)
        assert f"YL@{OLD}" in told
        assert f"YL@{NEW}" in told
    with pytest.raises(UsageError, match="void_reason_needed"):
        area_void.void(versions, f"云@{NEW}", " ")
    with pytest.raises(UsageError, match="area_void_already"):
        area_void.void(versions, new["id"], "恢复", restore=True)
    assert area_void.void(versions, f"云@{NEW}", "错").areas == (new["id"],)
    with pytest.raises(UsageError, match="area_void_already"):
        area_void.void(versions, f"云@{NEW}", "错")


def test_that_what_is_imported_again_comes_as_this_import_has_it(versions, tmp_path):
    new = held(versions)[NEW]
    area_void.void(versions, new["id"], "日期写错")
    file = tmp_path / f"a{NEW}.geojson"
    done = import_file(versions, file, AreaOptions(kind="area", valid_from="2021-05-01"))
    assert (done.imported, done.unchanged) == (1, 0)
    now = held(versions)
    assert sorted(now) == [OLD, "2021-05-01"]
    assert now["2021-05-01"]["zones"] == []  # they went by a reason of their own
    assert not versions.project.rows("SELECT 1 FROM conflict")
    assert rebuilding.differences(versions.project) == []


def test_that_the_overlay_follows_and_moves_that_were_judged_by_it_are_told(versions):
    project, new = versions.project, held(versions)[NEW]
    issue = add_clue(versions, "QH-1", patch(1))
    add_clue(versions, "QH-2", patch(2))

    def lies_in():
        return {(r["layer"], r["valid_from"]) for r in legal_context.rows_on(project, issue, NEW)}

    assert lies_in() == {("area", NEW), ("zone", NEW)}
    odd = {"rows": ["?", {"target_id": 7}, {"target_id": new["id"]}]}
    with project.action(versions.who.actor_id) as action:
        move(action, issue, "assign", pins={"computed": {"overlay": odd}, "areas": []})
    before = project.rows("SELECT * FROM overlay WHERE target_id <> ?", new["id"])
    done = area_void.void(versions, f"YL@{NEW}", "导错")
    assert done.issues == ("QH-1",)
    assert [(p.code, p.params["count"], p.fatal) for p in done.problems] == [
        ("area_void_judged", 1, False)
    ]
    assert lies_in() == {("area", OLD), ("zone", OLD)}
    gone = {new["id"], new["zones"][0]["id"]}
    left = [row for row in before if row["target_id"] not in gone]
    assert project.rows("SELECT * FROM overlay") == left
    area_void.void(versions, f"YL@{NEW}", "恢复", restore=True)
    assert lies_in() == {("area", NEW), ("zone", NEW)}
    (made,) = project.issue(issue).moves
    assert made.pins["computed"]["overlay"] == odd
    assert rebuilding.differences(project) == []


def test_that_of_two_files_of_one_day_one_alone_holds(versions, tmp_path):
    first = held(versions)[NEW]["id"]
    area_void.void(versions, first, "文件错")
    other = [(RESERVE.buffer(0.002), {"name": "云岭", "code": "YL"})]
    take(versions, tmp_path, "other", other, valid_from=NEW)
    with pytest.raises(UsageError, match="area_restore_taken"):
        area_void.void(versions, first, "恢复", restore=True)
    second = held(versions)[NEW]["id"]
    area_void.void(versions, f"YL@{NEW}", "也错")
    with pytest.raises(UsageError, match="boundary_ambiguous") as refused:
        area_void.void(versions, f"YL@{NEW}", "恢复", restore=True)
    told = refused.value.params["versions"]
    assert first in told
    assert second in told
    area_void.void(versions, second, "恢复", restore=True)
    assert held(versions)[NEW]["id"] == second


def test_that_what_was_taken_out_widens_no_map(versions, tmp_path):
    project, before = versions.project, overview.extent(versions.project)
    far = [(box(100.0, 30.0, 100.1, 30.1), {"name": "远山"})]
    take(versions, tmp_path, "far", far)
    assert overview.extent(project) != before
    area_void.void(versions, "远山", "坐标系选错")
    assert overview.extent(project) == before


def test_that_who_may_not_import_may_not_take_out(versions):
    with pytest.raises(RefusedError, match="import_role_needed"):
        area_void.void(acting(versions.project, "李四"), f"YL@{NEW}", "错")


def test_that_the_commands_take_out_list_and_put_back(path, tmp_path, capsys):
    with session_of(path) as session:
        make(session, tmp_path)
        new = held(session)[NEW]
    code, done = as_json(capsys, "areas", "void", path, f"YL@{NEW}", "--reason", "导错")
    assert (code, done["voided"], done["areas"]) == (0, True, [new["id"]])
    assert done["zones"] == [new["zones"][0]["id"]]
    code, told = as_json(capsys, "areas", "list", path, "--voided")
    assert (code, [(i["valid_from"], i["void"]) for i in told["items"]]) == (0, [(NEW, True)])
    assert "导错" in said(capsys, "areas", "show", path, new["id"])[1]
    code, told = as_json(capsys, "areas", "void", path, "白苇", "--reason", "导错")
    assert (code, told["error"]["code"]) == (2, "boundary_unknown")
    more = ("--reason", "没有错", "--restore")
    assert as_json(capsys, "areas", "void", path, f"YL@{NEW}", *more)[1]["voided"] is False
    only = ("--reason", "分区错了", "--zones-only")
    code, done = as_json(capsys, "areas", "void", path, f"YL@{NEW}", *only)
    assert (code, done["areas"], len(done["zones"])) == (0, [], 1)
    assert as_json(capsys, "verify", path)[0] == 0
