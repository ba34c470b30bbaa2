"""Campaigns: entered, corrected, and how their issues stand."""

from __future__ import annotations

import pytest
from helpers import projects
from helpers.open_sessions import acting, add_clue

from greenshield.domain.errors import RefusedError, UsageError
from greenshield.project import identity
from greenshield.project.rebuilding import differences
from greenshield.services import campaign_book, campaigns, patrols
from greenshield.services.ledger_names import Names

NAME = "绿盾2026"


@pytest.fixture
def entered(session):
    """A campaign; its id."""
    return campaign_book.add(session, {"name": NAME, "组织单位": "省厅"})[0]


def item(session, campaign_id, as_of="2026-06-15"):
    (found,) = campaign_book.items(session.project, as_of=as_of, campaign_id=campaign_id)
    return found


def test_that_a_campaign_is_that_of_a_list_of_the_same_name(session, entered):
    project = session.project
    assert entered == identity.natural(project.project_id, "campaign", NAME)
    names = Names(project)
    assert (names.campaign(NAME), names.new_campaigns) == (entered, {})
    assert (item(session, entered)["year"], item(session, entered)["issues"]) == (2026, 0)
    campaign_book.set_fields(session, NAME, {"name": "绿盾二〇二六", "batch": "第一批"})
    assert campaigns.find(project, "绿盾二〇二六") == entered
    # A list that calls it as before means it still, and calls it nothing else.
    again = Names(project)
    assert (again.campaign(NAME), again.new_campaigns) == (entered, {})
    with pytest.raises(UsageError, match="campaign_taken"):
        campaign_book.add(session, {"name": NAME})
    assert item(session, entered)["batch"] == "第一批"
    assert project.rows("SELECT * FROM conflict") == []
    assert differences(project) == []


def test_that_its_issues_are_counted_by_state_and_deadline(session, entered):
    days = {"QH-1": "2026-06-14", "QH-2": "2026-06-15", "QH-3": "2026-08-31", "QH-4": None}
    for n, (clue, day) in enumerate(days.items()):
        more = {"deadline": day} if day else {}
        issue = add_clue(session, clue, projects.patch(n), campaign_id=entered, **more)
        with session.project.action(session.who.actor_id) as action:
            projects.move(action, issue, "assign")
            projects.move(action, issue, "check")
            projects.move(action, issue, "register")
    add_clue(session, "QH-5", projects.patch(5), campaign_id=entered)
    add_clue(session, "QH-6", projects.patch(6))
    patrols.add(session, {"name": "巡", "planned_from": "2026-05-01", "planned_to": "2026-05-02",
                          "campaign_id": NAME})  # fmt: skip
    found = item(session, entered)
    assert (found["issues"], found["by_state"]) == (5, {"clue": 1, "registered": 4})
    assert (found["undone"], found["overdue"], found["closed"]) == (4, 1, 0)
    assert (found["next_deadline"], found["without_deadline"]) == ("2026-06-15", 1)
    assert (found["patrols"], found["tracks"]) == (1, 0)
    assert campaign_book.deadlines(session.project, entered) == [
        {"month": "2026-06", "issues": 2}, {"month": "2026-08", "issues": 1}
    ]  # fmt: skip
    assert len(campaign_book.items(session.project, as_of="2026-06-15")) == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"year": "2026"}, "campaign_name_needed"),
        ({"name": NAME}, "campaign_taken"),
        ({"name": "乙", "year": "1900"}, "field_value_invalid"),
        ({"name": "乙", "leader": "x"}, "field_unknown"),
        ({"name": "乙", "starts_on": "2026-05-02", "ends_on": "2026-05-01"},
         "campaign_days_swapped"),
    ],
)  # fmt: skip
def test_that_a_campaign_that_can_not_be_is_refused(session, entered, given, code):
    with pytest.raises(UsageError, match=code):
        campaign_book.add(session, given)
    assert campaigns.names(session.project) == [(entered, NAME)]


def test_that_a_correction_keeps_the_name_the_order_of_days_and_the_role(session, entered):
    campaign_book.set_fields(session, entered, {"starts_on": "2026-05-01"})
    for given, code in (
        ({"name": ""}, "campaign_name_needed"),
        ({}, "campaign_nothing_given"),
        ({"ends_on": "2026-04-30"}, "campaign_days_swapped"),
    ):
        with pytest.raises(UsageError, match=code):
            campaign_book.set_fields(session, NAME, given)
    li = acting(session.project, "李四")
    for act in (
        lambda: campaign_book.add(li, {"name": "乙"}),
        lambda: campaign_book.set_fields(li, NAME, {"batch": "x"}),
    ):
        with pytest.raises(RefusedError, match="campaign_role_needed"):
            act()
    other = campaign_book.add(session, {"name": "乙", "year": "2025"})[0]
    with pytest.raises(UsageError, match="campaign_taken"):
        campaign_book.set_fields(session, other, {"name": NAME})
