"""按时序销号 out of a project: by hand, and against the summary of the same day."""

import random

import pytest
from helpers.calls import as_json, said
from helpers.projects import make
from helpers.walks import turn, walk, wander
from openpyxl import load_workbook

from greenshield.domain import closing_plan
from greenshield.reports.summary import tabulate
from greenshield.services import schedule_table, summarizing

AS_OF = "2026-06-30"


@pytest.fixture
def project(tmp_path):
    with make(tmp_path / "p") as made:
        yield made


def closed_by(project, number, day, deadline, **fields):
    """A problem that was closed on a day, everything before it in January."""
    days = [*["2026-01-05"] * 9, day]
    return walk(project, number, days, deadline=deadline, **fields)


def some(project):
    """Closed in time, late, early; reopened; overdue; adopted as done; of another county."""
    early = ["2026-01-01"] * 5
    closed_by(project, 1, "2026-03-20", "2026-03-31")
    closed_by(project, 2, "2026-04-02", "2026-03-31")
    closed_by(project, 3, "2026-03-05", "2026-05-31", division_code="229902")
    again = closed_by(project, 4, "2026-02-10", "2026-02-28")
    turn(project, again, "look_back", "lookback", "2026-04-01")
    turn(project, again, "reopen", "rectifying", "2026-04-10", "2026-09-30")
    walk(project, 5, early, deadline="2026-03-10")
    old = walk(project, 6, [], deadline="2025-12-31")
    turn(project, old, "adopt", "closed", "2026-05-06")


def told(project, month, county="", as_of=AS_OF):
    plan = schedule_table.read(project, as_of=as_of)
    lines = plan.lines if county else plan.months
    counts = next(one.counts for one in lines if (one.month, one.county) == (month, county))
    return {name: value for name in closing_plan.COLUMNS if (value := getattr(counts, name))}


def test_that_plan_and_closings_stand_in_their_months(project):
    some(project)
    assert told(project, "2026-03") == {
        "due": 3, "closed": 2, "closed_of_due": 2, "early": 1, "overdue": 1,
    }  # fmt: skip
    assert told(project, "2026-04") == {"closed": 1, "late": 1, "carried": 2}
    assert told(project, "2026-09") == {"due": 1}  # reopened, with a deadline of its own
    assert told(project, "2026-03", "229902") == {"closed": 1, "early": 1}
    plan = schedule_table.read(project, as_of=AS_OF)
    assert (plan.problems[""], plan.adopted[""], plan.months[0].month) == (6, 1, "2026-03")


def test_that_a_past_day_has_the_deadline_and_the_closing_of_that_day(project):
    some(project)
    assert told(project, "2026-02", as_of="2026-03-31") == {
        "due": 1, "closed": 1, "closed_of_due": 1,
    }  # fmt: skip


@pytest.mark.parametrize("seed", [4, 5])
def test_that_all_closings_are_those_of_the_summary(project, seed):
    wander(project, random.Random(seed))
    for day in ("2026-02-20", "2026-04-15", AS_OF):
        table = tabulate(summarizing.gather(project, cutoff=day))
        plan = schedule_table.read(project, as_of=day)
        total = next(row.values for row in table.rows if row.kind == "province")
        whole = closing_plan.summed(plan.months)
        assert plan.problems[""] == total[("total", "problems")]
        assert whole.closed == total[("progress", "closed")]
        assert plan.adopted[""] == total[("progress", "adopted_done")]
        for row in table.rows:
            if row.kind == "county" and row.values[("total", "problems")]:
                mine = closing_plan.summed(one for one in plan.lines if one.county == row.code)
                assert mine.closed == row.values[("progress", "closed")]


def test_that_the_command_tells_and_writes_the_schedule(project, capsys, tmp_path):
    some(project)
    project.checkpoint()
    folder, out = project.layout.folder, tmp_path / "时序.xlsx"
    code, data = as_json(capsys, "schedule", folder, "--plan", "--as-of", AS_OF, "-o", out)
    assert code == 0
    march = next(item for item in data["items"] if item["month"] == "2026-03")
    assert march == {
        "month": "2026-03", "county": None, "due": 3, "closed": 2, "closed_of_due": 2, "early": 1,
        "late": 0, "undated": 0, "overdue": 1, "carried": 0,
    }  # fmt: skip
    assert data["counts"] == {"problems": 6, "undated": 0, "adopted": 1, "outside": 0}
    _, by = as_json(capsys, "schedule", folder, "--plan", "--by", "county", "--as-of", AS_OF)
    assert {item["county"] for item in by["items"]} == {"229901", "229902"}
    assert sum(item["closed"] for item in by["items"]) == 3
    book = load_workbook(out)  # the formulas; what they come to stands beside them
    sheet = book.worksheets[0]
    assert sheet.cell(4, 1).value == "2026-03"
    last = sheet.max_row
    sums = [c.value for row in sheet.iter_rows(max_row=last) for c in row if c.data_type == "f"]
    assert len(sums) == 7
    assert load_workbook(out, data_only=True).worksheets[2]["A4"].value == "青禾县"
    values = [c.value for row in load_workbook(out, data_only=True).worksheets[0] for c in row]
    assert 3 in values
    code, text, _ = said(capsys, "schedule", folder, "--plan", "--as-of", AS_OF, "--lang", "en")
    assert "carried over" in text


@pytest.mark.parametrize(
    ("asked", "code"),
    [(("-o", "a.xlsx"), "schedule_out_alone"),
     (("--plan", "--by", "source"), "schedule_plan_group"),
     (("--plan", "--step", "day"), "schedule_plan_step"),
     (("--plan", "-o", "a.csv"), "schedule_ending"),
     (("--plan", "--from", "2026-05-01", "--to", "2026-04-01"), "schedule_months")],
)  # fmt: skip
def test_that_what_the_schedule_cant_be_is_refused(project, capsys, asked, code):
    project.checkpoint()
    exit_code, told = as_json(capsys, "schedule", project.layout.folder, *asked)
    assert (exit_code, told["error"]["code"]) == (2, code)
