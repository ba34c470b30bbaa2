"""Zones that don't fit are told when they come in, when an import is tried, and any time later."""

import pytest
from helpers.calls import as_json, said
from helpers.imports import RESERVE, boundary_file
from helpers.open_sessions import session_of
from shapely import box

from greenshield.services import area_check, area_preview
from greenshield.services.area_import import AreaOptions, import_file

CORE, REST = box(126.30, 43.20, 126.36, 43.30), box(126.35, 43.20, 126.401, 43.30)
OVERLAP_M2 = 0.01 * 0.1 * 81_400 * 111_100  # of the two, about


def take(session, folder, name, shapes, kind="zone", **more):
    file = boundary_file(folder / f"{name}.geojson", shapes)
    return import_file(session, file, AreaOptions(kind=kind, **more))


def zone(label, **more):
    return {"保护区": "云岭", "功能区": label, **more}


def told(problems):
    return [(p.code, p.row, p.params["zone"], p.params["other"]) for p in problems]


def test_that_an_import_and_its_trial_tell_how_zones_fit(session, tmp_path):
    take(session, tmp_path, "a", [(RESERVE, {"name": "云岭"})], "area")
    file = boundary_file(tmp_path / "z.geojson", [(CORE, zone("核心区")), (REST, zone("实验区"))])
    tried = area_preview.of(session, file, AreaOptions(kind="zone"))
    done = import_file(session, file, AreaOptions(kind="zone"))
    assert told(done.problems) == told(tried.problems) == [
        ("zone_overlap", 1, "核心区", "实验区"), ("zone_outside", 2, "实验区", ""),
    ]  # fmt: skip
    assert not any(p.fatal for p in done.problems)
    params = done.problems[0].params
    assert params["m2"] == pytest.approx(OVERLAP_M2, rel=0.01)
    assert CORE.intersection(REST).bounds[0] < params["lon"] < 126.36
    assert [f.code for f in area_check.check(session.project)] == ["zone_overlap", "zone_outside"]
    again = import_file(session, file, AreaOptions(kind="zone"))
    assert told(again.problems) == told(done.problems)  # not against themselves


def test_that_zones_of_several_files_are_held_to_one_another_but_versions_are_not(
    session, tmp_path
):
    take(session, tmp_path, "a", [(RESERVE, {"name": "云岭"})], "area", valid_from="2000-01-01")
    since = {"valid_from": "2000-01-01"}
    first = take(session, tmp_path, "z1", [(CORE, zone("核心区"))], **since)
    assert [p.code for p in first.problems] == ["zone_uncovered"]
    second = take(session, tmp_path, "z2", [(REST & RESERVE, zone("实验区"))], **since)
    assert told(second.problems) == [("zone_overlap", 1, "实验区", "核心区")]
    new = [(RESERVE, zone("核心保护区"))]
    assert take(session, tmp_path, "z3", new, valid_from="2020-01-01").problems == ()
    assert area_check.check(session.project) == []
    (old,) = area_check.check(session.project, "2010-01-01")
    assert {z.zone_code for z in old.zones} == {"core", "experimental"}


def test_that_the_command_tells_them(path, tmp_path, capsys):
    with session_of(path) as session:
        take(session, tmp_path, "a", [(RESERVE, {"name": "云岭"})], "area")
        take(session, tmp_path, "z", [(CORE, zone("核心区")), (REST & RESERVE, zone("实验区"))])
    code, data = as_json(capsys, "areas", "check", path)
    (item,) = data["items"]
    assert (code, data["total"], item["code"], item["pieces"]) == (0, 1, "zone_overlap", 1)
    assert item["area_m2"] == pytest.approx(OVERLAP_M2, rel=0.01)
    assert [z["zone"] for z in item["zones"]] == ["core", "experimental"]
    assert "云岭：核心区与实验区重叠" in item["message"]
    assert as_json(capsys, "areas", "check", path, "--as-of", "1990-01-01")[1]["total"] == 1


def test_that_without_zones_none_is_said_to_fit(path, tmp_path, capsys):
    with session_of(path) as session:
        take(session, tmp_path, "a", [(RESERVE, {"name": "云岭"})], "area")
    code, out, _ = said(capsys, "areas", "check", path, "--lang", "en")
    assert (code, "no zones to check" in out, "overlap" in out) == (0, True, False)
    data = as_json(capsys, "areas", "check", path)[1]
    assert data == {"as_of": None, "items": [], "total": 0, "zones": 0}
    with session_of(path) as session:
        take(session, tmp_path, "z", [(RESERVE, zone("核心区"))])
    code, out, _ = said(capsys, "areas", "check", path, "--lang", "en")
    assert (code, "neither overlap nor leave gaps" in out) == (0, True)
