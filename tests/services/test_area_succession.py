"""A re-issue under another code or another writing of its name takes the place of the old one."""

import pytest
from helpers.imports import boundary_file, fingerprint
from helpers.open_sessions import add_clue
from shapely import box

from greenshield.domain.errors import UsageError
from greenshield.project.rebuilding import differences
from greenshield.services import area_diff, area_list, area_preview, issue_show, ledger_names
from greenshield.services.area_import import AreaOptions, import_file

WHOLE, HALF = box(126.30, 43.20, 126.40, 43.30), box(126.30, 43.20, 126.35, 43.30)
THIRD = box(126.30, 43.20, 126.36, 43.30)
OUTSIDE = box(126.37, 43.24, 126.38, 43.25)  # of the half
OLD, NEW = "2010-01-01", "2026-01-01"


@pytest.fixture
def take(session, tmp_path):
    def run(name, shape, day, code="", kind="area", succeeds=(), look=False):
        path = tmp_path / f"{name}{code}{day}.geojson".replace("/", "")
        values = {"name": name, "编号": code} if code else {"name": name}
        boundary_file(path, [(shape, values)])
        options = AreaOptions(kind=kind, valid_from=day, succeeds=succeeds)
        return (area_preview.of if look else import_file)(session, path, options)

    return run


def codes(done):
    return [p.code for p in done.problems]


def in_force(session, day="2026-06-01"):
    return [item["name"] for item in area_list.items(session.project, day) if item["in_force"]]


def test_that_a_reissue_that_gains_a_code_supersedes(session, take):
    assert codes(take("丙保护区", WHOLE, OLD)) == []
    assert codes(take("丙保护区", HALF, NEW, "C1", look=True)) == ["area_joined"]
    done = take("丙保护区", HALF, NEW, "C1")
    assert [(p.code, p.fatal) for p in done.problems] == [("area_joined", False)]
    assert in_force(session) == ["丙保护区"]
    add_clue(session, "QH-1", OUTSIDE)
    issue = session.project.issue(session.project.rows("SELECT id FROM issue")[0]["id"])
    assert issue_show.overlay(session.project, issue)["overlay"] == []
    [change] = area_diff.compare(session.project, "2020-01-01", "2026-06-01")
    assert not change.is_kept
    names = ledger_names.Names(session.project)
    area_id, told = names.area("", "丙保护区", "台账", 1, "保护地")
    assert told == []
    assert session.project.state("area", area_id).get("valid_from") == NEW
    assert differences(session.project) == []
    before = fingerprint(session.project)
    assert take("丙保护区", HALF, NEW, "C1").unchanged == 1
    assert fingerprint(session.project) == before
    assert codes(take("丙保护区", THIRD, "2030-01-01", "C1")) == []
    assert len(in_force(session, "2031-01-01")) == 1


@pytest.mark.parametrize("other", ["丁湿地公园(试点)", "丁湿地公园 〔试点〕", "丁湿地公园【试点】"])
def test_that_other_brackets_make_no_other_area(session, take, other):
    take("丁湿地公园（试点）", WHOLE, OLD)
    assert codes(take(other, HALF, NEW)) == ["area_joined"]
    assert in_force(session) == [other]
    with pytest.raises(UsageError) as refused:
        take("丁湿地公园（试 点）", WHOLE, "")
    assert refused.value.code == "valid_from_needed"


def test_that_two_codes_never_join_unasked_but_do_where_a_person_says_so(session, take):
    take("丙保护区", WHOLE, OLD, "C1")
    done = take("丙保护区", HALF, NEW, "C2")
    assert codes(done) == ["area_perhaps_reissue", "area_same_ground"]
    assert len(in_force(session)) == 2
    again = take("丙保护区", HALF, NEW, "C2", succeeds=("C1",))
    assert (again.imported, again.updated, again.problems) == (0, 1, ())
    assert len(in_force(session)) == 1
    assert codes(take("丙保护区", THIRD, "2030-01-01", "C2")) == []
    assert len(in_force(session, "2031-01-01")) == 1
    assert differences(session.project) == []


def test_that_all_versions_of_a_boundary_follow_it(session, take):
    take("丙保护区", WHOLE, OLD, "C1")
    take("丙", WHOLE, "2015-01-01", "C2")
    done = take("丙", HALF, NEW, "C2", succeeds=("丙保护区",))
    assert (done.imported, done.updated) == (1, 1)
    assert len(in_force(session, "2016-01-01")) == len(in_force(session)) == 1


def test_that_the_same_ground_under_another_name_is_remarked_and_can_be_joined(session, take):
    take("旧名保护区", WHOLE, OLD)
    looked = take("新名保护区", HALF, NEW, "C9", look=True)
    assert codes(looked) == ["area_same_ground"]
    assert "旧名保护区" in looked.problems[0].params["listed"]
    assert codes(take("红线", HALF, NEW, kind="redline")) == []
    assert codes(take("远处", box(126.6, 43.2, 126.7, 43.3), NEW)) == []
    done = take("新名保护区", HALF, NEW, "C9", succeeds=("旧名保护区",))
    assert done.problems == ()
    assert sorted(in_force(session)) == ["新名保护区", "红线", "远处"]


def test_that_several_of_one_name_join_none(session, take, tmp_path):
    take("水源地", WHOLE, OLD, kind="redline")
    rows = [(HALF, {"name": "水源地", "编号": "R1"}), (OUTSIDE, {"name": "水源地", "编号": "R2"})]
    path = boundary_file(tmp_path / "several.geojson", rows)
    done = import_file(session, path, AreaOptions(kind="redline", valid_from=NEW))
    assert codes(done) == ["area_perhaps_reissue", "area_same_ground"]
    assert done.problems[0].params["count"] == 2
    options = AreaOptions(kind="redline", valid_from=NEW, succeeds=("R1=水源地",))
    assert import_file(session, path, options).updated == 1
    for succeeds, code in (
        (("水源地",), "succeeds_several"), (("R1=无此地",), "succeeds_unknown"),
    ):  # fmt: skip
        with pytest.raises(UsageError) as refused:
            import_file(session, path, AreaOptions(kind="redline", succeeds=succeeds))
        assert refused.value.code == code
    with pytest.raises(UsageError) as refused:
        import_file(session, path, AreaOptions(kind="zone", succeeds=("R1",)))
    assert refused.value.code == "succeeds_no_zone"
