"""Where rows lie: what a place tells of an area and zones that are left open or named otherwise."""

import pytest
from helpers.imports import workbook
from helpers.open_sessions import add_clue
from helpers.qinghe import QINGHE
from shapely import Point, box

from greenshield import messages
from greenshield.project.projection.geometry import to_field
from greenshield.services import area_import, derived, issues, lookup
from greenshield.services.area_import import AreaOptions
from greenshield.services.ledger_import import LedgerOptions, import_file

HEADER = ("图斑编号", "问题来源", "经度", "纬度", "保护地名称", "功能区", "边界坐标")
RESERVES = {
    "云岭": ("national", box(126.30, 43.20, 126.40, 43.30)),
    "青山": ("county", box(126.40, 43.20, 126.50, 43.30)),
    "旧山": ("provincial", box(126.30, 43.20, 126.40, 43.30)),
}
ZONES = {"core": box(126.30, 43.20, 126.35, 43.30), "buffer": box(126.35, 43.20, 126.40, 43.30)}


@pytest.fixture
def reserves(session):
    with session.project.action(session.who.actor_id) as action:
        for name, (level, shape) in RESERVES.items():
            values = {"kind": "area", "name": name, "area_level": level, "valid_from": "2020-01-01"}
            if name == "旧山":
                values["valid_to"] = "2022-12-31"  # abolished since
            geom = to_field(shape, session.project.media)
            action.create("area", f"area-{name}", values | {"geom": geom})
        for zone, shape in ZONES.items():
            geom = to_field(shape, session.project.media)
            values = {"zone_code": zone, "area_id": "area-云岭", "name": zone}
            action.create("zone", f"zone-{zone}", values | {"geom": geom})
    return session


def row(number, shape, area="", zone=""):
    if shape.geom_type == "Point":
        return [number, "常态化巡查", shape.x, shape.y, area, zone, ""]
    return [number, "常态化巡查", "", "", area, zone, shape.wkt]


def take(session, tmp_path, *rows, **more):
    options = LedgerOptions(on="2026-05-01", **more)
    return import_file(session, workbook(tmp_path / "a.xlsx", HEADER, rows), options)


def told(done):
    return [
        (p.code, p.row) for p in done.problems if p.code.startswith(("ledger_area", "ledger_z"))
    ]


def held(session, number):
    state = lookup.issue(session.project, number)
    return state.get("area_id"), state.get("zone_code")


@pytest.mark.parametrize(
    "shape", [Point(126.32, 43.25), box(126.31, 43.24, 126.32, 43.25)], ids=["point", "patch"]
)
def test_that_a_row_that_names_no_area_gets_the_one_it_lies_in(reserves, tmp_path, shape):
    done = take(reserves, tmp_path, row("A-1", shape))
    assert held(reserves, "A-1") == ("area-云岭", ["core"])
    assert told(done) == [("ledger_area_by_place", 2), ("ledger_zone_by_place", 2)]
    assert done.problems[0].column == "E 保护地名称"
    again = take(reserves, tmp_path, row("A-1", shape))
    assert (again.unchanged, told(again)) == (1, [])


def test_that_of_several_areas_the_largest_share_counts_and_slivers_do_not(reserves, tmp_path):
    most_in_green = box(126.39, 43.24, 126.44, 43.25)
    sliver = box(126.34999995, 43.24, 126.36, 43.25)
    done = take(reserves, tmp_path, row("A-1", most_in_green), row("A-2", sliver))
    assert held(reserves, "A-1") == ("area-青山", ["buffer"])
    assert held(reserves, "A-2") == ("area-云岭", ["buffer"])
    by_share = next(p for p in done.problems if p.code == "ledger_area_by_share")
    assert by_share.params["others"] == "云岭"


def test_that_of_areas_that_hold_it_alike_the_highest_level_counts(reserves, tmp_path):
    take(reserves, tmp_path, row("A-1", Point(126.32, 43.25)))
    assert held(reserves, "A-1")[0] == "area-云岭"
    options = LedgerOptions(on="2021-05-01")  # while both were in force
    file = workbook(tmp_path / "b.xlsx", HEADER, [row("A-2", Point(126.32, 43.25))])
    import_file(reserves, file, options)
    assert held(reserves, "A-2")[0] == "area-云岭"


def test_that_a_place_far_from_the_area_it_names_is_taken_and_told(reserves, tmp_path):
    done = take(reserves, tmp_path, row("A-1", Point(126.35, 43.57), "云岭", "核心区"))
    assert held(reserves, "A-1") == ("area-云岭", ["core"])
    far = next(p for p in done.problems if p.code == "ledger_area_far")
    assert far.params == {"area": "云岭", "away": "30.0 km"}
    assert not far.fatal


def test_that_a_place_in_another_area_than_it_names_is_told_with_both(reserves, tmp_path):
    done = take(reserves, tmp_path, row("A-1", Point(126.4005, 43.25), "云岭", "核心区"))
    elsewhere = next(p for p in done.problems if p.code == "ledger_area_elsewhere")
    assert elsewhere.params == {"area": "云岭", "other": "青山", "away": "41 m"}
    assert held(reserves, "A-1")[0] == "area-云岭"


def test_that_a_zone_that_the_place_contradicts_is_told(reserves, tmp_path):
    patch = box(126.34, 43.24, 126.36, 43.25)
    done = take(reserves, tmp_path, row("A-1", patch, "云岭", "核心区"))
    assert told(done) == [("ledger_zone_elsewhere", 2)]
    assert held(reserves, "A-1")[1] == ["core"]


def test_that_what_an_issue_says_is_not_asked_of_its_place_again(reserves, tmp_path):
    add_clue(reserves, "A-1", Point(126.32, 43.25), area_id="area-青山", zone_code=["buffer"])
    done = take(reserves, tmp_path, row("A-1", Point(126.32, 43.25)))
    assert held(reserves, "A-1") == ("area-青山", ["buffer"])
    assert told(done) == [("ledger_area_elsewhere", 2), ("ledger_zone_elsewhere", 2)]


def test_that_a_name_that_nobody_knows_leaves_the_place_to_tell(reserves, tmp_path):
    done = take(reserves, tmp_path, row("A-1", Point(126.32, 43.25), "某某"))
    assert held(reserves, "A-1")[0] == "area-云岭"
    assert [code for code, _ in told(done)][:2] == ["ledger_area_unknown", "ledger_area_instead"]


@pytest.mark.parametrize(("name", "meant"), [("云岭山", "云岭"), ("青", "青山"), ("某某", "")])
def test_that_the_areas_that_a_name_is_like_are_told_and_none_is_taken(
    reserves, tmp_path, name, meant
):
    done = take(reserves, tmp_path, row("A-1", Point(113.9, 37.9), name))
    problem = next(p for p in done.problems if p.code == "ledger_area_unknown")
    said = messages.text(problem.code, problem.params)
    assert (problem.params["meant"], "是否指" in said, "已导入" in said) == (
        meant,
        bool(meant),
        False,
    )
    assert held(reserves, "A-1")[0] is None


def test_that_of_several_by_place_the_name_in_vain_is_told_too(reserves, tmp_path):
    patch = box(126.36, 43.20, 126.41, 43.30)
    done = take(reserves, tmp_path, row("A-1", patch, "某某"))
    told_of = [code for code, _ in told(done)][:2]
    assert told_of == ["ledger_area_unknown", "ledger_area_instead_by_share"]


def test_that_a_zone_outside_of_every_area_is_remarked(reserves, tmp_path):
    outside = Point(113.9, 37.9)
    rows = [("", "实验区"), ("某某", "实验区"), ("云岭", "实验区"), ("", "保护地外")]
    given = (row(f"A-{n}", outside, *words) for n, words in enumerate(rows, 1))
    done = take(reserves, tmp_path, *given)
    assert told(done) == [
        ("ledger_zone_without_area", 2), ("ledger_area_unknown", 3),
        ("ledger_zone_without_area", 3), ("ledger_area_far", 4),
    ]  # fmt: skip
    assert held(reserves, "A-1") == (None, ["experimental"])


def test_that_without_any_area_a_zone_is_taken_as_it_stands(session, tmp_path):
    done = take(session, tmp_path, row("A-1", Point(113.9, 37.9), "", "实验区"))
    assert told(done) == []


def test_that_outside_every_area_nothing_is_filled_or_told(reserves, tmp_path):
    done = take(reserves, tmp_path, row("A-1", Point(120.0, 43.2)))
    assert (held(reserves, "A-1"), told(done)) == ((None, None), [])


def test_that_a_clue_by_hand_lies_where_its_place_says(reserves):
    made = issues.create(reserves, {"clue_no": "H-1", "lon": "126.32", "lat": "43.25"})
    assert held(reserves, "H-1") == ("area-云岭", ["core"])
    assert [code for code, _ in made.remarks] == ["ledger_area_by_place", "ledger_zone_by_place"]


def test_that_the_patches_of_the_sample_lie_in_its_reserves(session):
    for file, kind in (("保护区范围.shp", "area"), ("功能区划.shp", "zone")):
        path = QINGHE / "boundaries" / file
        area_import.import_file(session, path, AreaOptions(kind=kind))
    import_file(session, QINGHE / "ledger" / "遥感图斑.shp", LedgerOptions())
    open_ones = session.project.rows(
        "SELECT clue_no FROM issue i WHERE area_id IS NULL AND EXISTS (SELECT 1 FROM overlay o "
        "JOIN area a ON a.id = o.target_id WHERE o.issue_id = i.id AND a.kind = 'area')"
    )
    assert open_ones == []


def test_that_a_point_has_no_areas_in_zones_and_a_patch_has(reserves, tmp_path):
    take(reserves, tmp_path, row("A-1", Point(126.32, 43.25)),
         row("A-2", box(126.31, 43.24, 126.32, 43.25)))  # fmt: skip
    project = reserves.project
    point, patch = (derived.fields_of(project, lookup.issue(project, n)) for n in ("A-1", "A-2"))
    assert "area_core" not in point
    assert patch["area_core"] > 0
