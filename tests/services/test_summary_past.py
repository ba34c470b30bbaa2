"""The summary of a past day: deadlines that were changed since, and adoptions made twice."""

import pytest
from helpers.calls import said
from helpers.projects import add_issue, key, make, move, second_laptop

from greenshield.project.receiving import receive
from greenshield.services import summarizing

FIRST, NEW = "2025-03-01", "2025-12-31"
TO_LOOKBACK = (("adopt", "closed", "2025-01-05"), ("look_back", "lookback", "2025-06-01"))
TO_REVIEW = (
    ("adopt", "rectifying", "2025-01-05"), ("self_check", "self_checked", "2025-02-01"),
    ("city_review", "city_reviewed", "2025-03-05"),
)  # fmt: skip


@pytest.fixture
def project(tmp_path):
    with make(tmp_path / "p") as made:
        yield made


def rows(project, cutoff):
    return {row.issue_id: row for row in summarizing.gather(project, cutoff=cutoff).rows}


def deadlines(project, issue, *days):
    return [rows(project, day)[issue].deadline for day in days]


def walk(project, steps, **fields):
    """An issue that came where it stands by table moves, each an action of its own."""
    with project.action("me") as action:
        issue = add_issue(action, project, 1, **fields)
    for name, to, day in steps:
        turn(project, issue, name, to, day)
    return issue


def turn(project, issue, name, to, day, deadline=None):
    """Makes a move, which writes a deadline in its action if one is given."""
    with project.action("me") as action:
        if deadline:
            action.set_fields("issue", issue, {"deadline": deadline})
        move(action, issue, name, to, occurred_on=day)


def test_that_before_a_reopening_the_deadline_was_the_one_that_it_put_aside(project):
    issue = walk(project, TO_LOOKBACK, deadline=FIRST)
    turn(project, issue, "reopen", "rectifying", "2025-07-01", NEW)
    assert deadlines(project, issue, "2025-06-30", "2025-07-01") == [FIRST, NEW]


def test_that_before_a_return_the_issue_was_overdue_by_the_deadline_of_then(project):
    issue = walk(project, TO_REVIEW, deadline=FIRST)
    turn(project, issue, "return", "rectifying", "2025-07-01", NEW)
    assert rows(project, "2025-06-30")[issue].overdue
    assert not rows(project, "2025-07-01")[issue].overdue
    assert rows(project, "2026-01-01")[issue].overdue


def test_that_where_no_deadline_was_set_none_was_passed(project):
    issue = walk(project, TO_LOOKBACK)
    turn(project, issue, "reopen", "rectifying", "2025-07-01", NEW)
    assert deadlines(project, issue, "2025-06-30", "2025-07-01") == ["", NEW]


def put_off(project, issue, day):
    """The deadline of 2025-09-01 is extended by a month."""
    with project.action("me") as action:
        extension = {"from_date": "2025-09-01", "to_date": "2025-10-01"}
        action.add_record(issue, "extension", extension, occurred_on=day)
        action.set_fields("issue", issue, {"deadline": "2025-10-01"})


@pytest.mark.parametrize(
    ("way", "move", "before"), [(TO_LOOKBACK, "reopen", FIRST), (TO_REVIEW, "return", NEW)]
)
def test_that_an_extension_of_the_day_of_a_turn_extends_what_that_set(project, way, move, before):
    """A return may set an earlier day, which is then put off again."""
    issue = walk(project, way, deadline=before)
    turn(project, issue, move, "rectifying", "2025-07-01", "2025-09-01")
    put_off(project, issue, "2025-07-01")
    assert deadlines(project, issue, "2025-06-30", "2025-07-01") == [before, "2025-10-01"]


def test_that_of_several_changes_each_tells_of_the_days_before_it(project):
    issue = walk(project, TO_LOOKBACK, deadline=FIRST)
    turn(project, issue, "reopen", "rectifying", "2025-07-01", "2025-09-01")
    put_off(project, issue, "2025-08-01")
    turn(project, issue, "self_check", "self_checked", "2025-08-05")
    turn(project, issue, "city_review", "city_reviewed", "2025-08-10")
    turn(project, issue, "return", "rectifying", "2025-08-20", "2025-09-20")
    days = ("2025-06-30", "2025-07-31", "2025-08-19", "2025-08-20")
    assert deadlines(project, issue, *days) == [FIRST, "2025-09-01", "2025-10-01", "2025-09-20"]


def test_that_a_return_that_carries_an_extension_out_changes_nothing_on_its_day(project):
    issue = walk(project, TO_REVIEW, deadline=FIRST)
    with project.action("me") as action:
        extension = {"from_date": FIRST, "to_date": NEW}
        action.add_record(issue, "extension", extension, occurred_on="2025-06-01")
    turn(project, issue, "return", "rectifying", "2025-07-01", NEW)
    assert deadlines(project, issue, "2025-05-31", "2025-06-01", "2025-07-01") == [FIRST, NEW, NEW]


def test_that_a_deadline_that_was_put_right_by_itself_is_the_one_of_all_days(project):
    issue = walk(project, TO_LOOKBACK[:1], deadline=FIRST)
    with project.action("me") as action:
        action.set_fields("issue", issue, {"deadline": NEW})
        move(action, issue, "look_back", occurred_on="2025-06-01")
        move(action, issue, "reopen", "rectifying", occurred_on="2025-07-01")
    assert deadlines(project, issue, "2025-05-31", "2025-07-01") == [NEW, NEW]


def test_that_an_adoption_made_twice_counts_once(project, tmp_path, capsys):
    data = {"state": "registered", "file_sha256": "a" * 64, "sheet": "台账", "row": 3}
    with project.action("me") as action:
        issue = add_issue(action, project, 1)
    with second_laptop(tmp_path / "b", project, key(2)) as other:
        with project.action("me") as action:
            move(action, issue, "adopt", "registered", data=data)
            move(action, issue, "plan")
        with other.action("you") as action:
            for text in "abc":
                action.emit("commented", "issue", issue, {"text": text})
            move(action, issue, "adopt", "registered", data=data)
        receive(project, other.journal.all())
    row = rows(project, "2999-01-01")[issue]
    assert (project.issue(issue).state, row.state) == ("planned", "planned")
    statuses = project.rows("SELECT move, status FROM move ORDER BY fid")
    assert [(m["move"], m["status"]) for m in statuses] == [
        ("adopt", "done"), ("plan", "done"), ("adopt", "equal"),
    ]  # fmt: skip
    _, told, _ = said(capsys, "issue", "show", project.layout.folder, "QH-0001", "--lang", "en")
    assert told.count("[the same as the adoption that counts]") == 1
