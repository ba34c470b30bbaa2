"""The summary of a project as it stood at the end of a day."""

from __future__ import annotations

import json
from itertools import pairwise

import openpyxl
import pytest
import shapely
from helpers.calls import as_json
from helpers.projects import COUNTY, add_issue, consent, fill, make, move, patch

from greenshield.domain.workflow import MOVES
from greenshield.geo.measures import area_m2
from greenshield.project.projection.geometry import to_field
from greenshield.reports.summary import contributions, progress_of
from greenshield.services import calendar, summarizing

LINE = (
    ("assign", "2025-03-01"), ("check", "2025-04-16"), ("register", "2025-04-20"),
    ("plan", "2025-05-06"), ("approve_plan", "2025-05-12"), ("self_check", "2025-09-01"),
    ("city_review", "2025-09-20"), ("accept", "2025-10-24"), ("publicize", "2025-10-25"),
    ("close", "2025-11-12"),
)  # fmt: skip


@pytest.fixture
def project(tmp_path):
    with make(tmp_path / "p") as made:
        yield made


def walk(action, issue, until="close", after=""):
    """The main line on its days, through table moves alone."""
    names = [name for name, _ in LINE]
    first = names.index(after) + 1 if after else 0
    for name, day in LINE[first : names.index(until) + 1]:
        move(action, issue, name, occurred_on=day)


def rows(project, cutoff):
    return {row.issue_id: row for row in summarizing.gather(project, cutoff=cutoff).rows}


def state_at(project, issue, cutoff):
    found = rows(project, cutoff).get(issue)
    return None if found is None else found.state


def test_that_the_states_are_those_of_the_day(project):
    with project.action("me") as action:
        issue = add_issue(action, project, 1)
        walk(action, issue)
    for (name, day), (_, following) in pairwise(LINE):
        assert state_at(project, issue, day) == MOVES[name].target
        assert state_at(project, issue, following) != MOVES[name].target
    assert state_at(project, issue, "2025-02-28") is None
    assert state_at(project, issue, "2020-01-01") is None


def test_that_a_clue_is_left_out_before_the_day_on_which_it_came(project):
    with project.action("me") as action:
        issue = add_issue(action, project, 1)
    assert state_at(project, issue, calendar.today()) == "clue"
    assert state_at(project, issue, "2999-01-01") == "clue"
    assert state_at(project, issue, "2020-01-01") is None


def test_that_a_move_dated_before_one_that_is_still_to_come_waits_for_it(project):
    with project.action("me") as action:
        issue = add_issue(action, project, 1)
        move(action, issue, "assign", occurred_on="2025-03-01")
        move(action, issue, "check", occurred_on="2025-06-01")
        move(action, issue, "register", occurred_on="2025-05-01")
    assert state_at(project, issue, "2025-05-15") == "assigned"
    assert state_at(project, issue, "2025-06-01") == "registered"


def test_that_records_count_from_their_day_on(project):
    with project.action("me") as action:
        issue = add_issue(action, project, 1, deadline="2025-12-31")
        walk(action, issue, "approve_plan")
        penalty = {"number": "1", "yuan": 50_000.0}
        action.add_record(issue, "penalty", penalty, occurred_on="2025-06-01")
        action.add_record(issue, "accountability", {"persons": 2}, occurred_on="2025-06-02")
        action.add_record(issue, "referral", {"to_unit": "公安局"}, occurred_on="2025-06-03")
        action.add_record(
            issue, "extension", {"from_date": "2025-07-31", "to_date": "2025-12-31"},
            occurred_on="2025-08-20",
        )  # fmt: skip
    before, after = rows(project, "2025-05-31")[issue], rows(project, "2025-06-03")[issue]
    assert (before.fine_yuan, before.accountable, before.referrals) == (None, 0, 0)
    assert (after.fine_yuan, after.accountable, after.referrals) == (50_000.0, 2, 1)
    late, extended = rows(project, "2025-08-10")[issue], rows(project, "2025-08-20")[issue]
    assert (late.deadline, late.overdue) == ("2025-07-31", True)
    assert (extended.deadline, extended.overdue) == ("2025-12-31", False)


@pytest.mark.parametrize("of_ledger", [50_000.0, 80_000.0])
def test_that_a_fine_of_the_ledger_counts_on_no_day_before_that_of_its_record(project, of_ledger):
    with project.action("me") as action:
        issue = add_issue(action, project, 1, fine_yuan=of_ledger, acct_total=2)
        other = add_issue(action, project, 2, fine_yuan=of_ledger, acct_total=2)
        for each in (issue, other):
            walk(action, each, "approve_plan")
        penalty = {"number": "1", "yuan": 50_000.0}
        action.add_record(issue, "penalty", penalty, occurred_on="2025-06-01")
        action.add_record(issue, "accountability", {"persons": 3}, occurred_on="2025-06-02")
        action.add_record(other, "penalty", {"number": "2"}, occurred_on="2025-06-01")
    told = {day: rows(project, day) for day in ("2025-05-31", "2025-06-01", "2025-06-02")}
    assert [(day[issue].fine_yuan, day[issue].accountable) for day in told.values()] == [
        (None, 0),
        (50_000.0, 0),
        (50_000.0, 3),
    ]
    for day in told.values():  # of this one nothing is on record that has a sum
        assert (day[other].fine_yuan, day[other].accountable) == (of_ledger, 2)


@pytest.mark.parametrize(
    ("outcome", "counted"),
    [
        ("not_true", "not_true"), ("compliant", "other"), ("outside", "other"),
        ("duplicate", "other"),
    ],
)  # fmt: skip
def test_that_a_dismissed_clue_counts_by_its_outcome(project, outcome, counted):
    with project.action("me") as action:
        issue = add_issue(action, project, 1)
        action.add_record(issue, "check", {"is_true": True}, occurred_on="2025-04-16")
        walk(action, issue, "check")
        made = move(action, issue, "dismiss", occurred_on="2025-04-20", data={"outcome": outcome})
    with project.action("city") as action:
        consent(action, issue, made, "city")
    row = rows(project, "2025-12-31")[issue]
    assert row.state == "dismissed"
    assert contributions(row)[("clue", counted)] == 1
    assert rows(project, "2025-04-19")[issue].verdict == "true"


@pytest.mark.parametrize("relied", [0, 1])
def test_that_of_two_checks_the_one_relied_on_counts(project, relied):
    with project.action("me") as action:
        issue = add_issue(action, project, 1)
        checks = [
            action.add_record(issue, "check", {"is_true": found}, occurred_on=day)
            for found, day in ((True, "2025-04-16"), (False, "2025-04-10"))
        ]
        walk(action, issue, "check")
        data = {"relied_check": checks[relied]}
        move(action, issue, "register", occurred_on="2025-04-20", data=data)
    assert rows(project, "2025-12-31")[issue].verdict == ("true", "not_true")[relied]
    assert rows(project, "2025-04-18")[issue].verdict == "true"
    assert rows(project, "2025-04-12")[issue].verdict == "not_true"


@pytest.mark.parametrize(
    ("fields", "m2"),
    [
        ({"area_measured": 120.0, "area_rs": 90.0}, 120.0),
        ({"area_measured": 0.0, "area_rs": 90.0}, 0.0),
        ({"area_rs": 90.0}, 90.0),
        ({}, area_m2(patch(1))),
        ({"geom": None}, None),
    ],
)
def test_that_the_area_is_measured_else_sensed_else_drawn(project, fields, m2):
    with project.action("me") as action:
        issue = add_issue(action, project, 1, **fields)
    assert rows(project, "2999-01-01")[issue].area_m2 == (None if m2 is None else pytest.approx(m2))


def test_that_a_point_has_no_area(project):
    with project.action("me") as action:
        point = to_field(shapely.Point(126.3, 43.2), project.media)
        issue = add_issue(action, project, 1, geom=point)
    assert rows(project, "2999-01-01")[issue].area_m2 is None


def adopted(action, issue, state, day="2025-01-01", **data):
    facts = {"state": state, "file_sha256": "a" * 64, "sheet": "台账", "row": 3} | data
    move(action, issue, "adopt", state, occurred_on=day, data=facts)


@pytest.mark.parametrize(
    ("state", "then", "progress"),
    [
        ("closed", (), "adopted_done"),
        ("closed", (("look_back", "2025-12-01"),), "adopted_done"),
        ("accepted", (("publicize", "2025-10-25"), ("close", "2025-11-12")), "adopted_done"),
        ("rectifying", (), "rectifying"),
        ("rectifying", LINE[5:], "closed"),
        ("closed", (("file", "2025-12-01"),), "closed"),
    ],
)
def test_that_what_rests_on_an_old_ledger_is_adopted_everywhere(
    project, tmp_path, capsys, state, then, progress
):
    with project.action("me") as action:
        issue = add_issue(action, project, 1)
        adopted(action, issue, state)
        for name, day in then:
            move(action, issue, name, occurred_on=day)
    row = rows(project, "2025-12-31")[issue]
    added = contributions(row)
    assert (row.adopted, row.clue, progress_of(row)) == (True, False, progress)
    assert added[("apart", "adopted")] == 1
    assert project.rows("SELECT adopted FROM issue") == [{"adopted": 1}]
    _, shown = as_json(capsys, "issue", "show", tmp_path / "p", "QH-0001")
    assert shown["adopted"] is True
    assert "register" in shown["adopted_steps"]
    _, listed = as_json(capsys, "ledger", "list", tmp_path / "p")
    flags = {name: listed["items"][0][name] for name in ("adopted", "disputed", "pending")}
    assert flags == {"adopted": True, "disputed": False, "pending": False}
    assert {type(flag) for flag in flags.values()} == {bool}


def test_that_a_done_problem_is_never_overdue(project):
    with project.action("me") as action:
        own = add_issue(action, project, 1, deadline="2025-06-30")
        walk(action, own)
        move(action, own, "look_back", occurred_on="2025-12-01")
        taken = add_issue(action, project, 2, deadline="2025-06-30")
        adopted(action, taken, "lookback", came_from="closed")
        open_yet = add_issue(action, project, 3, deadline="2025-06-30")
        walk(action, open_yet, "city_review")
    found = rows(project, "2025-12-31")
    late = {n for n in found if ("apart", "overdue") in contributions(found[n])}
    assert late == {open_yet}
    accepted = rows(project, "2025-10-24")[own]
    assert ("apart", "overdue") not in contributions(accepted)
    reviewed = rows(project, "2025-10-23")[own]
    assert contributions(reviewed)[("apart", "overdue")] == 1


def test_that_the_workbook_and_its_notes_say_what_is_counted(project, tmp_path, capsys):
    with project.action("me") as action:
        adopted(action, add_issue(action, project, 1), "closed")
        walk(action, add_issue(action, project, 2))
    out = tmp_path / "s.xlsx"
    _, told = as_json(
        capsys, "report", "summary", tmp_path / "p", "-o", out, "--as-of", "2025-11-11"
    )
    assert told["issues"] == 2
    book = openpyxl.load_workbook(out, data_only=True)
    cells = [[cell.value for cell in line] for line in book["汇总表"].iter_rows()]
    assert "数据截至 2025-11-11" in cells[1][0]
    county = dict(zip(cells[3], cells[4], strict=True))
    assert (county["问题总数"], county["已销号"], county["公示中"]) == (2, 0, 1)
    assert county["整改完成率"] == 0.5  # both problems divide, the adopted one is not done
    notes = " ".join(str(cell.value) for cell in book["说明"]["A"])
    assert "两率均不含" not in notes
    assert "问题总数含历史导入" in notes
    as_json(capsys, "report", "summary", tmp_path / "p", "-o", out, "--as-of", "2020-01-01")
    cells = [[cell.value for cell in line] for line in openpyxl.load_workbook(out)["汇总表"].rows]
    assert len(cells) == 4


def test_that_divisions_without_a_name_are_told_with_the_summary(project, tmp_path, capsys):
    with project.action("me") as action:
        add_issue(action, project, 1)
        add_issue(action, project, 2, division_code=None)
        add_issue(action, project, 3, division_code=f"{COUNTY}-CB")
    asked = ("report", "summary", tmp_path / "p", "-o", tmp_path / "s.xlsx")
    code, told = as_json(capsys, *asked, "--name", "229900=通明市")
    [warning] = told["warnings"]
    assert (code, warning["code"]) == (0, "summary_divisions_unnamed")
    told = warning["message"]
    codes = ("220000", f"{COUNTY}-CB", "229900", "000000")
    assert [code in told for code in codes] == [True, True, False, False]
    assert "division name" in warning["remedy"]
    named = [f"--name={code}=某地" for code in ("229900", *codes[:2], COUNTY)]
    assert as_json(capsys, *asked, *named)[1]["warnings"] == []


def test_that_today_the_summary_and_the_ledger_tell_the_same_states(project):
    fill(project)
    states = {row["id"]: row["state"] for row in project.rows("SELECT id, state FROM issue")}
    found = rows(project, "2999-01-01")
    assert {n: row.state for n, row in found.items()} == states
    assert json.dumps(sorted(states)) == json.dumps(sorted(found))
    assert {row.division_code for row in found.values()} == {COUNTY}
