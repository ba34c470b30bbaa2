"""Deciding a conflict asks the rules of the edit that it amounts to."""

import pytest
from helpers import projects
from helpers.open_sessions import acting
from helpers.projects import COUNTY, key

from greenshield.domain.errors import RefusedError, UsageError
from greenshield.project.receiving import receive
from greenshield.services import conflicts, people

ROOT, SECOND = key(0), key(1)
ROLES = {"k": ["county", "keeper"], "c": ["county"], "i": ["inspector"]}


@pytest.fixture
def pair(tmp_path):
    with projects.make(tmp_path / "one", ROOT) as one:
        with one.action("me") as action:
            projects.add_actors(action, ROLES)
            action.create("area", "a1", {"kind": "area", "name": "云岭"})
            projects.add_issue(action, one, 1, description="原文", deadline="2026-06-30")
        with projects.second_laptop(tmp_path / "two", one, SECOND) as two:
            yield one, two


def issue_of(project):
    return project.rows("SELECT id FROM issue")[0]["id"]


def edit(project, entity_type, entity, **fields):
    with project.action("k") as action:
        action.set_fields(entity_type, entity, fields)


def rivals(pair, entity_type, entity, name, first, second):
    """Both laptops write one field unseen, and meet on the first; the conflict."""
    one, two = pair
    edit(one, entity_type, entity, **{name: first})
    edit(two, entity_type, entity, **{name: second})
    return met(pair)


def met(pair):
    one, two = pair
    receive(one, list(two.journal.all()))
    (hit,) = conflicts.items(one)
    return hit


def relied_on(project, name):
    """Lets a move in force rely on a field of the issue."""
    issue = issue_of(project)
    event = project.issue(issue).fields[name].shown.event_id
    with project.action("k") as action:
        projects.move(
            action, issue, "adopt", "rectifying", data={"state": "rectifying"},
            pins={"issue": {name: event}},
        )  # fmt: skip


def refused(session, hit, take, code):
    before = session.project.digest()
    with pytest.raises((RefusedError, UsageError)) as caught:
        conflicts.resolve(session, hit["conflict"], take)
    assert caught.value.code == code
    assert session.project.digest() == before


def test_that_nobody_but_a_keeper_decides_what_an_actor_may(pair):
    hit = rivals(pair, "actor", "i", "roles", ["inspector", "county"], ["inspector", "city"])
    one = pair[0]
    refused(acting(one, "i"), hit, "ours", "keeper_needed")
    refused(acting(one, "k"), hit, "province,keeper", "choice_unclear")
    conflicts.resolve(acting(one, "k"), hit["conflict"], "theirs")
    assert people.find(one, "i").roles == ("inspector", "city")
    assert conflicts.items(one) == []


def test_that_a_field_of_an_issue_takes_what_issue_set_takes(pair):
    one = pair[0]
    issue = issue_of(one)
    hit = rivals(pair, "issue", issue, "progress_pct", 10, 20)
    refused(acting(one, "i"), hit, "much", "field_value_invalid")
    conflicts.resolve(acting(one, "i"), hit["conflict"], "30")
    assert one.issue(issue).get("progress_pct") == 30


def test_that_a_number_is_chosen_and_not_typed(pair):
    one = pair[0]
    issue = issue_of(one)
    hit = rivals(pair, "issue", issue, "issue_no", f"{COUNTY}-2026-0001", f"{COUNTY}-2026-0002")
    refused(acting(one, "c"), hit, f"{COUNTY}-2026-0003", "field_not_settable")
    conflicts.resolve(acting(one, "c"), hit["conflict"], "theirs")
    assert one.issue(issue).get("issue_no") == f"{COUNTY}-2026-0002"


def test_that_of_a_fact_relied_on_only_the_value_relied_on_may_stay(pair):
    one, two = pair
    issue = issue_of(one)
    relied_on(one, "description")
    edit(two, "issue", issue, description="事后改写")
    with one.action("k") as action:  # the rival of an edit that never saw the pinned one
        seen = one.issue(issue).fields["description"].heads
        assert seen
        body = {"fields": {"description": "并行"}, "saw": []}
        action.emit("fields_set", "issue", issue, body)
    hit = next(c for c in conflicts.items(one) if c["name"] == "description")
    refused(acting(one, "c"), hit, "另一种说法", "facts_locked")
    others = [c for c in hit["candidates"] if c["value"] == "并行"]
    refused(acting(one, "c"), hit, others[0]["event"], "facts_locked")
    conflicts.resolve(acting(one, "c"), hit["conflict"], seen[0])
    assert one.issue(issue).get("description") == "原文"


def test_that_a_later_deadline_still_needs_its_extension(pair):
    one = pair[0]
    issue = issue_of(one)
    relied_on(one, "deadline")
    with one.action("k") as action:
        body = {"fields": {"deadline": "2027-06-30"}, "saw": []}
        action.emit("fields_set", "issue", issue, body)
    (hit,) = conflicts.items(one)
    later = next(c["event"] for c in hit["candidates"] if c["value"] == "2027-06-30")
    refused(acting(one, "c"), hit, later, "facts_locked")
    with one.action("k") as action:
        given = {"to_date": "2027-06-30", "approval": "延1号"}
        action.add_record(issue, "extension", given, occurred_on="2026-05-01")
    conflicts.resolve(acting(one, "c"), hit["conflict"], later)
    assert one.issue(issue).get("deadline") == "2027-06-30"


def voided_and_edited(pair):
    one, two = pair
    edit(two, "area", "a1", name="云岭二")
    with one.action("k") as action:
        seen = sorted(h for f in one.state("area", "a1").fields.values() for h in f.heads)
        action.emit("voided", "area", "a1", {"saw": seen})
    hit = met(pair)
    assert hit["what"] == "void"
    return hit


@pytest.mark.parametrize(("take", "void"), [("void", True), ("keep", False)])
def test_that_a_keeper_says_whether_a_voiding_or_an_edit_stands(pair, take, void):
    hit = voided_and_edited(pair)
    one, two = pair
    refused(acting(one, "c"), hit, take, "keeper_needed")
    refused(acting(one, "k"), hit, "ours", "choice_unclear")
    conflicts.resolve(acting(one, "k"), hit["conflict"], take)
    receive(two, list(one.journal.all()))
    for project in pair:
        assert conflicts.items(project) == []
        assert project.state("area", "a1").void is void


def test_that_an_edit_of_a_void_issue_is_acknowledged(pair):
    one, two = pair
    issue = issue_of(one)
    with one.action("k") as action:
        ours = {COUNTY: {one.signer.device_id: 10_000}}
        move = projects.move(action, issue, "void", pins={"chains": ours})
    with one.action("c") as action:
        projects.consent(action, issue, move, "province")
    assert one.issue(issue).state == "void"
    edit(two, "issue", issue, remark="没有看到撤销")
    hit = met(pair)
    assert hit["what"] == "void"
    refused(acting(one, "i"), hit, "void", "decider_needed")
    refused(acting(one, "c"), hit, "keep", "void_stays")
    conflicts.resolve(acting(one, "c"), hit["conflict"], "void")
    assert conflicts.items(one) == []
    assert one.issue(issue).state == "void"


def test_that_a_photo_relied_on_keeps_its_facts(pair):
    one = pair[0]
    issue = issue_of(one)
    sha = "a" * 64
    photo = f"{COUNTY}:photo"
    with one.action("k") as action:
        action.create("photo", photo, {"sha256": sha, "lon": 126.3, "lat": 43.2})
        tag = {"photo": sha, "phase": "before", "kind": "far"}
        action.emit("photo_tagged", "issue", issue, tag)
    pinned = one.state("photo", photo).fields["lon"].shown.event_id
    with one.action("k") as action:
        projects.move(
            action, issue, "adopt", "rectifying", data={"state": "rectifying"},
            pins={"photos": {sha: {"lon": pinned}}},
        )  # fmt: skip
        body = {"fields": {"lon": 120.0}, "saw": []}
        action.emit("fields_set", "photo", photo, body)
    (hit,) = conflicts.items(one)
    other = next(c["event"] for c in hit["candidates"] if c["value"] == 120.0)
    refused(acting(one, "c"), hit, other, "facts_locked")
    refused(acting(one, "c"), hit, "121.5", "choice_unclear")
    conflicts.resolve(acting(one, "c"), hit["conflict"], pinned)
    assert one.state("photo", photo).get("lon") == 126.3
