"""What is to be done, on whose desk, since when: out of the tables, and as folding tells it."""

from __future__ import annotations

import gc

import pytest
from helpers.calls import as_json, said
from helpers.open_sessions import add_clue
from helpers.projects import move, patch

from greenshield.domain import waiting
from greenshield.domain.errors import SurroundingsError
from greenshield.services import obligations, people, rules, work_list
from greenshield.services.progress import cancelled

DAY = "2026-05-10"
ROAD = ["assign", "check", "register", "plan", "approve_plan", "self_check", "city_review",
        "accept", "publicize", "close"]  # fmt: skip


@pytest.fixture
def session(all_tiers):
    return all_tiers


def walked(session, n, steps, day="2026-04-20", **fields):
    """A clue that went some steps of the road, the last of them on a day; its id."""
    issue = add_clue(session, f"T-{n}", patch(n), **fields)
    with session.project.action(session.who.actor_id) as action:
        for at, name in enumerate(ROAD[:steps], 1):
            move(action, issue, name, occurred_on=day if at == steps else "2026-01-05")
    return issue


def record(session, issue, kind, fields, day="2026-03-01"):
    with session.project.action(session.who.actor_id) as action:
        return action.add_record(issue, kind, fields, occurred_on=day)


def of(session, **asked):
    return obligations.read(session.project, as_of=DAY, **asked)


def test_that_each_issue_waits_at_the_tier_of_its_next_move_since_the_last(session):
    made = [walked(session, n, n) for n in range(len(ROAD) + 1)]
    found = {one.issue_id: one for one in of(session)}
    told = [(found[i].tier, found[i].role, found[i].move) if i in found else None for i in made]
    assert told == [
        ("county", "county", "assign"), ("county", "inspector", "check"),
        ("county", "county", "register"), ("county", "county", "plan"),
        ("county", "county", "approve_plan"), ("county", "county", "self_check"),
        ("city", "city", "city_review"), ("city", "city", "accept"),
        ("city", "city", "publicize"), ("city", "city", "close"), None,
    ]  # fmt: skip
    assert {found[i].since for i in made[1:-1]} == {"2026-04-20"}
    assert {found[i].days(DAY) for i in made[1:-1]} == {20}


def test_that_the_tables_and_the_fold_tell_the_same(session):
    made = [walked(session, n, n) for n in range(len(ROAD) + 1)]
    with session.project.action(session.who.actor_id) as action:
        move(action, made[2], "dismiss", occurred_on="2026-04-25")  # waits for the city
        move(action, made[10], "look_back", occurred_on="2026-04-26", role="city")
    found = {one.issue_id: one for one in of(session)}
    ruleset = rules.in_force(session.project)
    for issue in made:
        state = session.project.issue(issue)
        alone = waiting.of_issue(state, "", ruleset.acceptance_role(""), DAY)
        one = found[issue]
        assert (alone.tier, alone.role, alone.move, alone.since) == (
            one.tier, one.role, one.move, one.since,
        )  # fmt: skip
    assert (found[made[2]].what, found[made[2]].since) == ("signature", "2026-04-25")
    assert (found[made[10]].what, found[made[10]].role) == ("lookback", "city")


def test_that_a_day_that_counts_is_not_off_while_a_signature_is_waited_for(session):
    """A calendar would drop the deadline of an issue that is overdue the day after."""
    issue = walked(session, 1, 5, deadline="2026-05-20", check_due="2026-03-01")
    with session.project.action(session.who.actor_id) as action:
        move(action, issue, "void", occurred_on="2026-04-25")  # waits for the province
    told = {one.what: (one.due, one.done) for one in of(session, done_since="2026-01-01")}
    assert told == {"signature": ("2026-05-20", False), "check": ("2026-03-01", True)}


def test_that_measures_objections_and_referrals_are_duties_until_they_are_done(session):
    issue = walked(session, 1, 5, deadline="2026-12-31")
    wanted = {"quantity": 1.0, "unit": "处", "target": "拆除", "due_on": "2026-05-01"}
    measure = record(session, issue, "measure", wanted)
    record(session, issue, "measure", wanted | {"done_on": "2026-04-30"})
    draft = record(session, issue, "referral", {"referral_type": "police", "to_unit": "公安局"})
    sent = {"referral_type": "police", "to_unit": "公安局", "sent_on": "2026-03-05"}
    away = record(session, issue, "referral", sent)
    over = sent | {"received_on": "2026-03-09", "concluded_on": "2026-04-01"}
    record(session, issue, "referral", over)
    found = {one.record_id: one for one in of(session) if one.record_id}
    assert found.keys() == {measure, draft, away}
    assert (found[measure].overdue, found[measure].due) == (True, "2026-05-01")
    assert [found[r].stage for r in (draft, away)] == ["draft", "sent"]
    assert found[away].since == "2026-03-05"
    officer, inspector = (people.find(session.project, n) for n in ("张三", "李四"))
    assert len(obligations.duties(session.project, officer, as_of=DAY)) == 3
    assert obligations.duties(session.project, inspector, as_of=DAY) == []


def test_that_an_objection_waits_for_who_accepts(session):
    issue = walked(session, 1, 9, pub_to="2026-05-20")
    objection = record(session, issue, "objection", {"who": "某人", "text": "不同意"})
    one = next(o for o in of(session) if o.record_id == objection)
    assert (one.role, one.due, one.overdue) == ("city", "2026-05-20", False)


def test_that_a_measure_of_what_is_accepted_is_no_duty_any_more(session):
    issue = walked(session, 1, 8)
    record(session, issue, "measure", {"quantity": 1.0, "due_on": "2026-05-01"})
    assert [one.record_id for one in of(session) if one.record_id] == []


def test_that_a_persons_list_is_that_of_the_desk(session):
    for n in range(len(ROAD)):
        walked(session, n, n)
    for who in people.everyone(session.project):
        tasks = work_list.of(session.project, who, as_of=DAY).items
        everything = obligations.read(session.project, as_of=DAY)
        mine = obligations.of_person(session.project, who, everything, as_of=DAY)
        assert {t.issue_id for t in tasks} == {one.issue_id for one in mine}
        by_id = {one.issue_id: one for one in mine}
        assert all((by_id[t.issue_id].what, by_id[t.issue_id].since) == (t.what, t.since)
                   for t in tasks)  # fmt: skip


def test_that_the_commands_tell_desks_and_what_is_due_soon(session, capsys):
    me = people.find(session.project, "李四").actor_id
    walked(session, 1, 1, assignee=me, check_due="2026-05-01")
    walked(session, 2, 1, check_due="2026-05-20")
    walked(session, 3, 5, deadline="2026-09-01")
    session.project.checkpoint()
    folder = session.project.layout.folder
    code, told = as_json(capsys, "worklist", folder, "--all", "--as-of", DAY)
    assert (code, told["total"], told["overdue"], told["soon"], told["within"]) == (0, 3, 1, 1, 30)
    first = told["items"][0]
    assert (first["who_name"], first["days"], first["what"]) == ("李四", 20, "check")
    desks = {(d["role"], d["who_name"]): (d["count"], d["overdue"]) for d in told["desks"]}
    assert desks == {("inspector", "李四"): (1, 1), ("inspector", None): (1, 0),
                     ("county", None): (1, 0)}  # fmt: skip
    _, soon = as_json(capsys, "worklist", folder, "--all", "--within", "150天", "--as-of", DAY)
    assert [i["number"] for i in soon["items"]] == ["T-2", "T-3"]
    _, mine = as_json(capsys, "worklist", folder, "--actor", "李四", "--within", "30", "--as-of",
                      DAY)  # fmt: skip
    assert [i["number"] for i in mine["items"]] == ["T-2"]
    code, text, _ = said(capsys, "worklist", folder, "--all", "--as-of", DAY, "--lang", "zh")
    assert "核查期限" in text
    code, told = as_json(capsys, "worklist", folder, "--all", "--actor", "李四")
    assert (code, told["error"]["code"]) == (2, "worklist_all_of_one")
    code, told = as_json(capsys, "worklist", folder, "--all", "--within", "0")
    assert (code, told["error"]["code"]) == (2, "due_days_impossible")


def test_that_an_issue_tells_whose_turn_it_is_and_since_when(session, capsys):
    walked(session, 1, 6)
    walked(session, 2, 10)
    session.project.checkpoint()
    folder = session.project.layout.folder
    _, told = as_json(capsys, "issue", "show", folder, "T-1", "--as-of", DAY)
    assert told["waiting"] == {
        "tier": "city", "role": "city", "move": "city_review", "since": "2026-04-20", "days": 20,
    }  # fmt: skip
    assert as_json(capsys, "issue", "show", folder, "T-2", "--as-of", DAY)[1]["waiting"] is None
    _, out, _ = said(capsys, "issue", "show", folder, "T-1", "--as-of", DAY, "--lang", "zh")
    assert "自 2026-04-20 起已 20 天" in out


def test_that_soon_is_what_the_user_chose(session, capsys):
    walked(session, 1, 5, deadline="2026-09-01")
    session.project.checkpoint()
    folder = session.project.layout.folder
    assert as_json(capsys, "settings", "set", "due_soon_days", "200")[1]["due_soon_days"] == 200
    _, told = as_json(capsys, "worklist", folder, "--all", "--as-of", DAY)
    assert (told["soon"], told["within"]) == (1, 200)
    assert as_json(capsys, "settings", "set", "due_soon_days", "default")[1]["due_soon_days"] == 30


def test_that_reading_tells_how_far_it_is_and_can_be_stopped_anywhere(session, monkeypatch):
    for n in range(len(ROAD)):
        walked(session, n, n)
    monkeypatch.setattr(obligations, "_EVERY", 2)
    told = []

    class Heard:
        stop = -1

        def step(self, what, done, total):
            if len(told) == self.stop:
                raise cancelled()
            told.append((what, done, total))

    heard = Heard()
    found = obligations.read(session.project, as_of=DAY, progress=heard)
    assert len(told) > len(found) // 2 > 3
    assert {(what, total) for what, _, total in told} == {("reading_obligations", 3)}
    was = gc.isenabled()
    for stop in range(len(told)):
        told.clear()
        heard.stop = stop
        with pytest.raises(SurroundingsError, match="cancelled"):
            obligations.read(session.project, as_of=DAY, progress=heard)
        assert gc.isenabled() == was
