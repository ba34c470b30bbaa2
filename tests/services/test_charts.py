"""Counts over time: by hand, against each day's summary, and by the schedule's identity."""

import itertools
import random
from datetime import date, timedelta

import pytest
from helpers.calls import as_json, said
from helpers.projects import add_issue, make
from helpers.walks import turn, walk, wander

from greenshield.domain import trends
from greenshield.domain.errors import UsageError
from greenshield.reports.summary import UNDONE, tabulate
from greenshield.services import charts, summarizing

AS_OF = "2026-06-30"


@pytest.fixture
def project(tmp_path):
    with make(tmp_path / "p") as made:
        yield made


def on(project, day, **more):
    """The counts of one day."""
    found = charts.read(project, as_of=AS_OF, **more)
    return next(d for d in found.days if d.day == day)


def some(project):
    """Four problems: closed in time, late, without a deadline, in time still; and a clue."""
    early = ["2026-01-01"] * 3
    walk(project, 1, [*early, *["2026-02-01"] * 6, *["2026-03-01"] * 1], deadline="2026-03-31",
         activity_code="quarry")  # fmt: skip
    walk(project, 2, [*early, "2026-02-01", "2026-02-01"], deadline="2026-05-31",
         activity_code="quarry", key_problem_code="K1")  # fmt: skip
    walk(project, 3, [*early])
    walk(project, 4, ["2026-01-01", "2026-01-01", "2026-04-15"], deadline="2026-12-31",
         activity_code="road", source_code="tip")  # fmt: skip
    walk(project, 5, ["2026-01-01"], deadline="2026-01-31")


def test_that_the_counts_are_those_that_one_makes_by_hand(project):
    some(project)
    told = {
        day: (d.problems, d.undone, d.scheduled, d.overdue, d.open, d.completed, d.closed)
        for day in ("2026-01-15", "2026-02-15", "2026-04-15", "2026-05-31", "2026-06-01", AS_OF)
        for d in [on(project, day, step="day")]
    }
    assert told == {
        "2026-01-15": (3, 3, 3, 0, 3, 0, 0),
        "2026-02-15": (3, 2, 3, 0, 3, 1, 0),  # the first is accepted and made public
        "2026-04-15": (4, 3, 3, 0, 3, 1, 1),  # its day has passed; the fourth is registered
        "2026-05-31": (4, 3, 3, 0, 3, 1, 1),  # the second's own day is not overdue
        "2026-06-01": (4, 3, 2, 1, 3, 1, 1),
        AS_OF: (4, 3, 2, 1, 3, 1, 1),
    }


def test_that_the_plan_goes_on_to_the_last_deadline(project):
    some(project)
    found = charts.read(project, as_of=AS_OF)
    assert (found.days[0].day, found.days[-1].day) == ("2026-01-01", "2026-12-31")
    ahead = [d for d in found.days if not d.actual]
    assert ahead[0].day > AS_OF
    assert {d.scheduled for d in ahead} == {2}  # the fourth, and the third that has no deadline
    later = charts.read(project, as_of=AS_OF, last="2027-01-31", step="month").days
    assert [d.scheduled for d in later][-2:] == [2, 1]


def test_that_bars_count_every_problem_once_in_its_part(project):
    some(project)
    found = charts.read(project, as_of=AS_OF)
    bars = {g: {b.code: {k: v for k, v in b.parts.items() if v} for b in found.bars[g]}
            for g in found.bars}  # fmt: skip
    assert bars["activity"] == {
        "quarry": {"overdue": 1, "closed": 1}, "road": {"undone": 1}, "": {"undone": 1},
    }  # fmt: skip
    assert bars["key_problem"] == {"K1": {"overdue": 1}, "": {"undone": 2, "closed": 1}}
    assert bars["county"] == {"229901": {"overdue": 1, "undone": 2, "closed": 1}}
    assert found.bars["activity"][0].code == "quarry"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_that_each_days_counts_are_those_of_that_days_summary(project, seed):
    wander(project, random.Random(seed))
    found = charts.read(project, as_of=AS_OF, step="week")
    past = [d for d in found.days if d.actual]
    assert len(past) > 15
    for day in past:
        table = tabulate(summarizing.gather(project, cutoff=day.day))
        total = next(row.values for row in table.rows if row.kind == "province")
        counted = total[("progress", "closed")]
        assert (day.problems, day.closed, day.overdue) == (
            total[("total", "problems")], counted, total[("apart", "overdue")],
        ), day.day  # fmt: skip
        done = sum(total[("progress", code)] for code in ("accepted", "publicity"))
        assert day.completed == counted + done
        assert day.undone == sum(total[("progress", name)] for name in UNDONE)
        lines = [row for row, added in table.drill if ("total", "problems") in added]
        assert day.adopted_done == total[("progress", "adopted_done")]
        assert day.adopted_closed == total[("apart", "adopted_closed")]
        assert day.open == sum(row.state not in ("closed", "filed", "lookback") for row in lines)
        done_early = sum(
            bool(row.deadline) and row.deadline >= day.day
            for row, added in table.drill
            if any(g == "progress" and c not in UNDONE for g, c in added)
        )
        assert day.undone == day.scheduled + day.overdue - done_early
    bars = found.bars["county"]
    last = past[-1]
    assert sum(bar.total for bar in bars) == last.problems
    assert sum(bar.parts["overdue"] for bar in bars) == last.overdue
    assert sum(bar.parts["closed"] for bar in bars) == last.closed


@pytest.mark.parametrize(
    ("occurred_on", "came_from"),
    [("2026-02-10", "\x1f"), ("2026-02-10", "closed\x1e"), ("2026\x1f02", "closed"),
     ("\x1e", "closed"), ("0000-01-01", "closed"), ("now", "closed"), ("2026-02-30", "closed")],
)  # fmt: skip
def test_that_what_another_program_wrote_is_counted_as_the_summary_does(
    project, occurred_on, came_from
):
    some(project)
    with project.action("me") as action:
        old = add_issue(action, project, 99)
    turn(project, old, "adopt", "lookback", occurred_on, data={"came_from": came_from})
    for day in ("2026-02-15", AS_OF):
        table = tabulate(summarizing.gather(project, cutoff=day))
        total = next(row.values for row in table.rows if row.kind == "province")
        found = charts.read(project, as_of=AS_OF, first=day, last=day).days[0]
        assert found.problems == total[("total", "problems")]
        assert found.closed == total[("progress", "closed")]


def test_that_a_past_day_knows_nothing_of_what_came_after_it(project):
    some(project)
    then = charts.read(project, as_of="2026-02-15", step="day")
    assert [d for d in then.days if d.actual][-1] == on(project, "2026-02-15", step="day")
    assert then.days[-1].day == "2026-05-31"
    assert {d.problems for d in then.days if not d.actual} == {3}


def test_that_an_empty_project_has_a_day_and_no_rate(project):
    found = charts.read(project, as_of=AS_OF)
    (only,) = found.days
    assert (only.day, only.problems, only.completion_rate, only.closing_rate) == (
        AS_OF, 0, None, None,
    )  # fmt: skip
    assert found.bars == dict.fromkeys(trends.GROUPS, ())


def test_that_days_end_with_their_week_or_month():
    weeks = trends.days_between("2026-01-01", "2026-01-20", "week")
    assert weeks == ["2026-01-01", "2026-01-04", "2026-01-11", "2026-01-18", "2026-01-20"]
    months = trends.days_between("2024-01-31", "2024-04-30", "month")
    assert months == ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]
    days = trends.days_between("2026-02-27", "2026-03-02", "day")
    assert days == ["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]
    assert trends.days_between("2026-02-27", "2026-02-27", "week") == ["2026-02-27"]


@pytest.mark.parametrize("days", [100, 800, 7300])
def test_that_the_step_keeps_a_chart_readable(days):
    first, last = "2006-01-01", (date(2006, 1, 1) + timedelta(days=days)).isoformat()
    shown = trends.days_between(first, last, trends.step_for(first, last))
    assert 40 < len(shown) < 245
    assert all(a < b for a, b in itertools.pairwise(shown))


@pytest.mark.parametrize(
    "asked",
    [{"first": "2026-05-01", "last": "2026-04-01"}, {"first": "2026-07-01"},
     {"first": "1900-01-01", "step": "day"}],
)  # fmt: skip
def test_that_a_span_that_cant_be_told_is_refused(project, asked):
    some(project)
    with pytest.raises(UsageError) as refused:
        charts.read(project, as_of=AS_OF, **asked)
    assert refused.value.code == "schedule_days"


def test_that_a_deadline_far_beyond_is_no_plan(project):
    walk(project, 1, ["2026-01-01"] * 3, deadline="2199-12-31")
    assert charts.read(project, as_of=AS_OF).days[-1].day == AS_OF


def test_that_the_command_tells_the_same_numbers(project, capsys):
    some(project)
    project.checkpoint()
    folder = project.layout.folder
    code, told = as_json(capsys, "schedule", folder, "--as-of", AS_OF, "--step", "day")
    assert code == 0
    line = next(item for item in told["items"] if item["day"] == AS_OF)
    assert line == {
        "day": AS_OF, "actual": True, "problems": 4, "undone": 3, "scheduled": 2, "overdue": 1,
        "open": 3, "completed": 1, "closed": 1, "adopted_done": 0, "adopted_closed": 0,
        "completion_rate": 0.25, "closing_rate": 0.25,
    }  # fmt: skip
    assert told["items"][-1] == {"day": "2026-12-31", "actual": False, "scheduled": 2}
    code, bars = as_json(capsys, "schedule", folder, "--as-of", AS_OF, "--by", "key_problem")
    assert [item["code"] for item in bars["items"]] == ["", "K1"]
    assert sum(item["problems"] for item in bars["items"]) == 4
    code, out, _ = said(capsys, "schedule", folder, "--as-of", AS_OF, "--lang", "zh")
    assert "2026-12-31（计划）" in out
    assert "问题 4 个 = 整改未完成 3（其中逾期 1）+ 整改完成 1（其中已销号 1）。" in out
    code, out, _ = said(
        capsys, "schedule", folder, "--as-of", AS_OF, "--by", "county", "--lang", "en"
    )
    assert "青禾县" in out
    assert "county" in out


def test_that_days_of_imports_are_told_and_what_came_with_them_is_no_slope(project, capsys):
    walk(project, 1, ["2026-01-01"] * 3)
    for number in (98, 99):
        with project.action("me") as action:
            old = add_issue(action, project, number)
        turn(project, old, "adopt", "registered", "2026-05-06")
    plain = charts.read(project, as_of=AS_OF)
    assert plain.imports == (("2026-05-06", 2),)
    assert "2026-05-06" not in [day.day for day in plain.days]
    found = charts.read(project, as_of=AS_OF, at_imports=True)
    counts = {day.day: day.problems for day in found.days}
    assert (counts["2026-05-05"], counts["2026-05-06"]) == (1, 3)
    assert [day for day in found.days if day.day[5:] not in ("05-05", "05-06")] == list(plain.days)
    project.checkpoint()
    folder = project.layout.folder
    _, told = as_json(capsys, "schedule", folder, "--as-of", AS_OF)
    assert told["imports"] == [{"day": "2026-05-06", "issues": 2}]
    _, out, _ = said(capsys, "schedule", folder, "--as-of", AS_OF, "--lang", "en")
    assert "2026-05-06: 2 issues adopted" in out


def test_that_what_an_old_ledger_claims_stands_apart_in_the_sum(project, capsys):
    some(project)
    for number, claimed in ((97, "filed"), (98, "closed"), (99, "accepted")):
        with project.action("me") as action:
            old = add_issue(action, project, number)
        turn(project, old, "adopt", claimed, "2026-05-06")
    project.checkpoint()
    folder = project.layout.folder
    _, told = as_json(capsys, "schedule", folder, "--as-of", AS_OF)
    day = next(item for item in told["items"] if item["day"] == AS_OF)
    assert (day["adopted_done"], day["adopted_closed"]) == (3, 2)
    assert day["problems"] == day["undone"] + day["completed"] + day["adopted_done"] == 7
    assert day["problems"] == day["open"] + day["closed"] + day["adopted_closed"]
    _, out, _ = said(capsys, "schedule", folder, "--as-of", AS_OF, "--lang", "en")
    assert "7 problems = 3 undone (1 of them overdue) + 1 completed (1 of them closed) + 3" in out
    assert "Not closed 4 = 7 − 1 − 2" in out


@pytest.mark.parametrize("span", [("--from", "2026-01-01"), ("--to", "2026-03-01"),
                                  ("--step", "month")])  # fmt: skip
def test_that_counts_of_one_day_take_no_span(project, capsys, span):
    some(project)
    project.checkpoint()
    folder = project.layout.folder
    code, told = as_json(capsys, "schedule", folder, "--by", "county", *span)
    assert (code, told["error"]["code"]) == (2, "schedule_by_of_a_day")
    assert span[0] in told["error"]["message"]
    if span[0] != "--step":
        assert as_json(capsys, "schedule", folder, "--plan", "--by", "county", *span)[0] == 0
    assert as_json(capsys, "schedule", folder, *span)[0] == 0
