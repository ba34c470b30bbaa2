"""A ledger comes into a project: as clues or with its past; again; beside what people entered."""

from collections import Counter

import pytest
import shapely
from helpers.imports import RESERVE, boundary_file, fingerprint, workbook
from helpers.open_sessions import COUNTY, session_of
from helpers.qinghe import EXPECTED, QINGHE
from shapely import box

from greenshield.domain.errors import RefusedError, UsageError
from greenshield.domain.ledger_filter import Filter
from greenshield.project.identity import issue_of_clue, natural
from greenshield.project.media import hash_file
from greenshield.project.rebuilding import differences
from greenshield.services import area_import, issues, ledger_query, lookup, people
from greenshield.services.area_import import AreaOptions
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.moves import move
from greenshield.services.progress import cancelled
from greenshield.services.verifying import verify

LEDGER = QINGHE / "ledger" / "整改台账.xlsx"
PATCHES = QINGHE / "ledger" / "遥感图斑.shp"
HEADER = ("图斑编号", "问题来源", "经度", "纬度", "活动/设施名称", "整改时限", "遥感面积（亩）")
DAY = "2026-05-01"


def take(session, file, how="clues", **more):
    return import_file(session, file, LedgerOptions(how=how, **more))


def numbers(done):
    return done.created, done.updated, done.unchanged, done.refused


def row(clue_no, **changes):
    values = dict(zip(HEADER, (clue_no, "常态化巡查", 126.35, 43.25, "采石场", "2026-06-30", 3),
                      strict=True))  # fmt: skip
    return list((values | changes).values())


def one_row(tmp_path, name="a.xlsx", **changes):
    return workbook(tmp_path / name, HEADER, [row("QH-1", **changes)])


def boundaries(session):
    folder = QINGHE / "boundaries"
    for file, kind in (("保护区范围.shp", "area"), ("功能区划.shp", "zone")):
        area_import.import_file(session, folder / file, AreaOptions(kind=kind))


def codes(done):
    return Counter(problem.code for problem in done.problems)


# -- the sample county -------------------------------------------------------------------------


def test_that_the_sample_ledger_comes_in_with_its_past(path, session):
    boundaries(session)
    done = take(session, LEDGER, "ledger")
    # Row 35 has an impossible date and nothing else: it comes in without it.
    assert numbers(done) == (EXPECTED["counts"]["ledger_rows"] + 1, 0, 0, 4)
    fatal = {p.row for p in done.problems if p.fatal}
    told = {p.row for p in done.problems if p.row and p.code != "ledger_came_from_assumed"}
    assert fatal == {13, 26, 48, 62}
    assert told == {fault["row"] for fault in EXPECTED["fault"]}
    states = Counter(r["state"] for r in session.project.rows("SELECT state FROM issue"))
    assert states - Counter(EXPECTED["states"]) == Counter(dismissed=1)
    assert done.adopted == sum(states.values()) - states["clue"]
    assert differences(session.project) == []


def test_that_every_cell_of_a_sample_row_is_a_typed_field(session):
    boundaries(session)
    take(session, LEDGER, "ledger", on=DAY)
    state = lookup.issue(session.project, "229901-2023-0001")
    wanted = {
        "clue_no": "QH2023-001", "source_code": "province_inspection",
        "zone_code": ["experimental"], "area_rs": 400.0, "fine_yuan": 114000.0,
        "built_on": "2015-08-20", "deadline": "2024-07-22",
        "division_code": COUNTY, "source_crs": "EPSG:4490", "closed_on": "2024-07-05",
        "progress_pct": 100, "demolished_area": 730.0,
    }  # fmt: skip
    assert {name: state.get(name) for name in wanted} == wanted
    assert state.get("restored_area") == pytest.approx(0.5 * 10000 / 15)
    assert (state.scope, state.state) == (COUNTY, "closed")
    area = session.project.rows("SELECT name FROM area WHERE id = ?", state.get("area_id"))
    assert area[0]["name"] == "云岭国家级自然保护区"
    campaign = session.project.rows("SELECT * FROM campaign WHERE id = ?", state.get("campaign_id"))
    assert (campaign[0]["name"], campaign[0]["year"]) == ("绿盾2023", 2023)
    sha256 = hash_file(LEDGER)
    origin = {"file": "整改台账.xlsx", "sha256": sha256, "sheet": "整改台账", "row": 5}
    assert [o.what for o in state.origins] == [origin]
    adopted = state.moves[0]
    assert (adopted.move, adopted.from_state, adopted.status) == ("adopt", "clue", "done")
    assert adopted.data == {
        "state": "closed", "file_sha256": sha256, "sheet": "整改台账", "row": 5,
    }  # fmt: skip
    assert (adopted.occurred_on, adopted.documents[0].sha256) == (DAY, sha256)
    assert hash_file(session.project.media.find(sha256)) == sha256


def test_that_adopted_moves_stand_before_a_verifier(path):
    with session_of(path) as session:
        boundaries(session)
        take(session, LEDGER, "ledger")
    verdict = verify(path)
    assert verdict.ok
    assert verdict.broken == []


def test_that_the_sample_patches_come_in_as_clues(session):
    done = take(session, PATCHES)
    assert numbers(done) == (EXPECTED["counts"]["patches"], 0, 0, 0)
    issue = lookup.issue(session.project, "YG2025-229901-007")
    assert (issue.state, issue.moves, issue.get("facility_name")) == ("clue", (), "青禾示例采石场")
    rows = session.project.rows("SELECT geom, lon, lat, vertices FROM issue")
    assert all(r["geom"] and r["lon"] and r["vertices"] > 3 for r in rows)


@pytest.mark.parametrize(
    ("file", "how"), [(LEDGER, "ledger"), (LEDGER, "clues"), (PATCHES, "clues")]
)
def test_that_the_same_ledger_again_changes_nothing(session, file, how):
    boundaries(session)
    first = take(session, file, how)
    before = fingerprint(session.project)
    again = take(session, file, how)
    assert numbers(again) == (0, 0, first.created, first.refused)
    assert not again.changes
    assert fingerprint(session.project) == before


@pytest.mark.parametrize("how", ["clues", "ledger"])
def test_that_a_dry_run_answers_the_same_and_writes_nothing(session, how):
    boundaries(session)
    before = fingerprint(session.project)
    kept = list(session.project.media.files())
    dry = take(session, LEDGER, how, dry_run=True)
    assert fingerprint(session.project) == before
    assert list(session.project.media.files()) == kept
    wet = take(session, LEDGER, how)
    assert (numbers(dry), dry.adopted, dry.problems) == (numbers(wet), wet.adopted, wet.problems)
    again = take(session, LEDGER, how, dry_run=True)
    assert numbers(again) == (0, 0, wet.created, wet.refused)


def test_that_clues_first_and_the_ledger_after_is_one_issue_with_its_past(session):
    boundaries(session)
    first = take(session, LEDGER)
    assert codes(first)["ledger_states_not_taken"] == 1
    assert first.adopted == 0
    done = take(session, LEDGER, "ledger")
    assert (done.created, done.updated, done.unchanged) == (0, done.adopted, 4)
    states = Counter(r["state"] for r in session.project.rows("SELECT state FROM issue"))
    assert states - Counter(EXPECTED["states"]) == Counter(dismissed=1)
    assert differences(session.project) == []


# -- what an import may change -----------------------------------------------------------------


def test_that_a_newer_edition_changes_what_an_older_one_said(session, tmp_path):
    take(session, one_row(tmp_path))
    newer = workbook(tmp_path / "b.xlsx", HEADER,
                     [row("QH-1", 整改时限="2026-09-30"), row("QH-2")])  # fmt: skip
    done = take(session, newer)
    assert numbers(done) == (1, 1, 0, 0)
    issue = lookup.issue(session.project, "QH-1")
    assert issue.get("deadline") == "2026-09-30"
    assert [o.what["file"] for o in issue.origins] == ["a.xlsx", "b.xlsx"]
    assert issue.conflicts == ()
    # A third edition may change what the second one wrote.
    done = take(session, one_row(tmp_path, "c.xlsx", 整改时限="2026-10-31"))
    assert numbers(done) == (0, 1, 0, 0)
    assert lookup.issue(session.project, "QH-1").get("deadline") == "2026-10-31"
    assert differences(session.project) == []


def test_that_what_a_person_entered_stays_and_is_told(session, tmp_path):
    take(session, one_row(tmp_path))
    issues.set_fields(session, "QH-1", {"deadline": "2026-12-31", "remark": "已电话核实"})
    before = fingerprint(session.project)
    done = take(session, one_row(tmp_path))
    assert numbers(done) == (0, 0, 1, 0)
    problem = done.problems[-1]
    assert (problem.code, problem.row, problem.column, problem.fatal) == (
        "ledger_value_differs", 2, "F 整改时限", False,
    )  # fmt: skip
    assert problem.params == {"field": "deadline", "here": "2026-12-31", "there": "2026-06-30"}
    assert fingerprint(session.project) == before


def test_that_an_empty_cell_takes_nothing_away(session, tmp_path):
    take(session, one_row(tmp_path))
    done = take(session, one_row(tmp_path, "b.xlsx", 整改时限=None))
    assert numbers(done) == (0, 0, 1, 0)
    assert lookup.issue(session.project, "QH-1").get("deadline") == "2026-06-30"


def test_that_what_a_move_relied_on_stays_and_is_told(session, tmp_path):
    take(session, one_row(tmp_path))
    given = {"assignee": "李四", "check_due": "2026-05-10"}
    move(session, "QH-1", "assign", occurred_on=DAY, given=given)
    before = fingerprint(session.project)
    done = take(session, one_row(tmp_path, "b.xlsx", 问题来源="群众举报"))
    assert codes(done)["ledger_value_locked"] == 1
    assert numbers(done) == (0, 0, 1, 0)
    assert fingerprint(session.project) == before


def test_that_a_sheet_does_not_move_an_issue_on_its_way(session, tmp_path):
    take(session, one_row(tmp_path))
    given = {"assignee": "李四", "check_due": "2026-05-10"}
    move(session, "QH-1", "assign", occurred_on=DAY, given=given)
    header = (*HEADER, "整改状态")
    file = workbook(tmp_path / "b.xlsx", header, [[*row("QH-1"), "已销号"]])
    before = fingerprint(session.project)
    done = take(session, file, "ledger")
    assert codes(done)["ledger_state_differs"] == 1
    assert fingerprint(session.project) == before
    assert lookup.issue(session.project, "QH-1").state == "assigned"


def test_that_a_shape_is_not_replaced_by_a_sheets_point(session, tmp_path):
    patch = box(126.34, 43.24, 126.36, 43.26)
    shapes = boundary_file(tmp_path / "a.geojson", [(patch, {"图斑编号": "QH-1"})])
    take(session, shapes, source="patrol")
    before = session.project.rows("SELECT geom, lon, lat, source_crs FROM issue")
    done = take(session, one_row(tmp_path, 经度=126.3501))
    assert numbers(done) == (0, 1, 0, 0)
    assert session.project.rows("SELECT geom, lon, lat, source_crs FROM issue") == before


def test_that_outside_numbers_add_up(session, tmp_path):
    header = (*HEADER, "国家平台编号")
    for name, number in (("a.xlsx", "GJ-1"), ("b.xlsx", "GJ-2"), ("c.xlsx", "GJ-1")):
        take(session, workbook(tmp_path / name, header, [[*row("QH-1"), number]]))
    issue = lookup.issue(session.project, "GJ-2")
    assert issue.get("external_nos") == [["", "GJ-1"], ["", "GJ-2"]]


def test_that_an_area_imported_later_is_found_by_the_same_sheet(session, tmp_path):
    header = (*HEADER, "保护地名称")
    file = workbook(tmp_path / "a.xlsx", header, [[*row("QH-1"), "云岭"]])
    first = take(session, file)
    assert codes(first)["ledger_area_unknown"] == 1
    assert numbers(first) == (1, 0, 0, 0)
    boundary = boundary_file(tmp_path / "a.geojson", [(RESERVE, {"name": "云岭"})])
    area_import.import_file(session, boundary, AreaOptions())
    assert numbers(take(session, file)) == (0, 1, 0, 0)
    # A new version of the boundary is the same area to the sheet.
    newer = boundary_file(tmp_path / "b.geojson", [(RESERVE.buffer(-0.01), {"name": "云岭"})])
    area_import.import_file(session, newer, AreaOptions(valid_from="2026-01-01"))
    assert numbers(take(session, file)) == (0, 0, 1, 0)


# -- names, numbers, defaults --------------------------------------------------------------------


def test_that_two_offline_laptops_make_one_issue(path, session, tmp_path):
    take(session, one_row(tmp_path), campaign="绿盾2026 第1批")
    project = session.project
    campaign = natural(project.project_id, "campaign", "绿盾2026 第1批")
    found = project.rows("SELECT id, campaign_id FROM issue")[0]
    assert found["campaign_id"] == campaign
    assert found["id"] == issue_of_clue(project.project_id, "229901", campaign, "QH-1")
    assert project.rows("SELECT year FROM campaign") == [{"year": 2026}]


def test_that_one_number_in_two_campaigns_is_two_issues(session, tmp_path):
    file = one_row(tmp_path)
    for campaign in ("一批", "二批", "一批"):
        take(session, file, campaign=campaign)
    assert len(ledger_query.ask(session.project, Filter(as_of=DAY)).keys) == 2
    assert session.project.rows("SELECT count(*) AS n FROM campaign") == [{"n": 2}]


def test_that_a_source_by_code_or_label_stands_in(session, tmp_path):
    file = workbook(tmp_path / "a.xlsx", HEADER, [row("QH-1", 问题来源=None), row("QH-2")])
    assert take(session, file).refused == 1
    done = take(session, file, source="群众举报")
    assert numbers(done) == (1, 0, 1, 0)
    assert lookup.issue(session.project, "QH-1").get("source_code") == "tip_off"
    with pytest.raises(UsageError, match="field_value_invalid"):
        take(session, file, source="没有这个来源")


def test_that_a_number_of_another_issue_is_refused(session, tmp_path):
    header = (*HEADER, "问题编号")
    number = "229901-2026-0007"
    take(session, workbook(tmp_path / "a.xlsx", header, [[*row("QH-1"), number]]))
    rows = [[*row("QH-2"), number], [*row("QH-3"), "229901-2026-0008"],
            [*row("QH-4"), "229901-2026-0008"]]  # fmt: skip
    done = take(session, workbook(tmp_path / "b.xlsx", header, rows))
    assert numbers(done) == (1, 0, 0, 2)
    assert [(p.row, p.code) for p in done.problems if p.fatal] == [
        (2, "ledger_issue_no_taken"), (4, "ledger_issue_no_taken"),
    ]  # fmt: skip


def test_that_a_row_too_large_for_an_event_is_refused_alone(session, tmp_path):
    header = (*HEADER, "问题描述", "历史沿革")
    long = "面" * 19_000
    rows = [[*row("QH-1"), long, long], [*row("QH-2"), "短", "短"]]
    done = take(session, workbook(tmp_path / "a.xlsx", header, rows))
    assert numbers(done) == (1, 0, 0, 1)
    assert codes(done)["ledger_row_too_large"] == 1


def test_that_a_rows_own_division_is_its_scope(session, tmp_path):
    header = (*HEADER, "行政区划代码")
    rows = [[*row("QH-2"), None], [*row("QH-1"), "229902"]]
    take(session, workbook(tmp_path / "a.xlsx", header, rows))
    scopes = {n: lookup.issue(session.project, n).scope for n in ("QH-1", "QH-2")}
    assert scopes == {"QH-1": "229902", "QH-2": COUNTY}


def test_that_a_large_patch_lies_in_media_and_the_same_again_changes_nothing(session, tmp_path):
    patch = shapely.Point(126.35, 43.25).buffer(0.01, quad_segs=1000)
    file = boundary_file(tmp_path / "a.gpkg", [(patch, {"图斑编号": "QH-1"})])
    assert numbers(take(session, file, source="patrol")) == (1, 0, 0, 0)
    assert set(lookup.issue(session.project, "QH-1").get("geom")) == {"blob"}
    assert session.project.rows("SELECT vertices FROM issue")[0]["vertices"] == 4001
    assert numbers(take(session, file, source="patrol")) == (0, 0, 1, 0)


# -- adopting ------------------------------------------------------------------------------------


def test_that_a_state_without_its_way_in_is_assumed_and_told(session, tmp_path):
    header = (*HEADER, "整改状态")
    rows = [[*row("QH-1"), "回头看"], [*row("QH-2"), "暂缓"], [*row("QH-3"), "整改中"]]
    done = take(session, workbook(tmp_path / "a.xlsx", header, rows), "ledger")
    assert codes(done)["ledger_came_from_assumed"] == 2
    looked = lookup.issue(session.project, "QH-1")
    assert (looked.state, looked.moves[0].data["came_from"]) == ("lookback", "closed")
    with_photos = session.project.rows("SELECT state, adopted FROM issue ORDER BY clue_no")
    assert with_photos == [
        {"state": "lookback", "adopted": 1}, {"state": "suspended", "adopted": 1},
        {"state": "rectifying", "adopted": 1},
    ]  # fmt: skip


def test_that_an_unreadable_state_leaves_a_clue_and_says_so(session, tmp_path):
    file = workbook(tmp_path / "a.xlsx", (*HEADER, "整改状态"), [[*row("QH-1"), "差不多了"]])
    done = take(session, file, "ledger")
    assert numbers(done) == (1, 0, 0, 0)
    assert codes(done)["ledger_state_unknown"] == 1
    assert lookup.issue(session.project, "QH-1").moves == ()


# -- who, and when it fails ------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["clues", "ledger"])
@pytest.mark.parametrize("actor", ["李四", "王五"])
def test_that_inspector_and_city_may_not_import(path, actor, how, tmp_path):
    with session_of(path, actor) as session:
        before = fingerprint(session.project)
        with pytest.raises(RefusedError, match="import_role_needed"):
            take(session, one_row(tmp_path), how)
        assert fingerprint(session.project) == before


def test_that_a_keeper_imports_clues_but_adopts_nothing(path, tmp_path):
    with session_of(path) as session:
        people.add(session.project, session.who, name="赵六", tier="county", roles=["keeper"],
                   unit="")  # fmt: skip
    with session_of(path, "赵六") as session:
        with pytest.raises(RefusedError, match="import_role_needed"):
            take(session, one_row(tmp_path), "ledger")
        assert take(session, one_row(tmp_path)).created == 1


def test_that_a_stop_midway_leaves_nothing_and_the_workbook_as_it_was(session, tmp_path):
    class Stopped:
        def step(self, what, done, _):
            if what == "importing_rows" and done >= 200:
                raise cancelled()

    file = workbook(tmp_path / "a.xlsx", HEADER, [row(f"QH-{n}") for n in range(450)])
    before, bytes_before = fingerprint(session.project), hash_file(file)
    with pytest.raises(Exception, match="cancelled"):
        import_file(session, file, LedgerOptions(), Stopped())
    assert fingerprint(session.project) == before
    assert (take(session, file).created, hash_file(file)) == (450, bytes_before)
