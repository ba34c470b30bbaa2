"""The ledger by whose turn it is and since when, against what folding each issue tells."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from helpers.calls import as_json
from helpers.open_sessions import add_clue, make_project, session_of
from helpers.projects import move, patch

from greenshield.domain import obligations, views, waiting
from greenshield.domain.ledger_filter import Filter, Sort
from greenshield.services import ledger_query, rules

DAY = "2026-05-10"
ROAD = ["assign", "check", "register", "plan", "approve_plan", "self_check", "city_review",
        "accept", "publicize", "close"]  # fmt: skip
LEVELS = {"a-national": "national", "a-province": "provincial"}


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """Issues everywhere on the road, aside, under look-backs, awaiting signatures."""
    path = make_project(tmp_path_factory.mktemp("waiting") / "project")
    rng = random.Random(3)
    with session_of(path) as opened:
        project = opened.project
        with project.action(opened.who.actor_id) as action:
            for area, level in LEVELS.items():
                named = {"kind": "area", "code": area, "name": area, "area_level": level}
                action.create("area", area, named)
        for n in range(36):
            area = {"area_id": rng.choice(list(LEVELS))} if rng.random() < 0.8 else {}
            deadline = (date(2026, 5, 1) + timedelta(days=n * 3)).isoformat()
            issue = add_clue(opened, f"T-{n}", patch(n), deadline=deadline, **area)
            with project.action(opened.who.actor_id) as action:
                steps = n % (len(ROAD) + 1)
                for at, name in enumerate(ROAD[:steps]):
                    day = date(2026, 1, 1) + timedelta(days=10 * at + n)
                    move(action, issue, name, occurred_on=day.isoformat())
                if steps == len(ROAD) and n > 10:
                    role = "city" if n > 25 else "province"
                    move(action, issue, "look_back", occurred_on="2026-05-02", role=role)
                if n in (2, 13, 24):
                    move(action, issue, "dismiss", occurred_on="2026-05-03")
                if n in (5, 16):
                    move(action, issue, "suspend", occurred_on="2026-05-04")
        yield opened


def folded(session):
    """Each issue and where it waits, by folding it."""
    project, ruleset = session.project, rules.in_force(session.project)
    for row in project.rows("SELECT id FROM issue"):
        state = project.issue(row["id"])
        level = LEVELS.get(state.get("area_id"), "")
        accepts = ruleset.acceptance_role(level)
        begun = [m.role for m in state.history() if m.move == "look_back"]
        yield state, waiting.of_issue(state, level, accepts, DAY), begun


def listed(session, **wanted):
    found = ledger_query.ask(session.project, Filter(as_of=DAY, **wanted))
    return set(ledger_query.ids(session.project, found.keys))


@pytest.mark.parametrize("tier", waiting.TIERS)
def test_that_the_list_of_a_tier_is_what_folding_tells(session, tier):
    expected = {s.entity_id for s, w, _ in folded(session) if w is not None and w.tier == tier}
    assert expected
    assert listed(session, waiting_at=(tier,)) == expected


def test_that_what_has_waited_long_is_what_folding_tells(session):
    for days in (1, 8, 60, 100):
        expected = {
            s.entity_id for s, w, _ in folded(session)
            if w is not None and w.days is not None and w.days >= days
        }  # fmt: skip
        assert listed(session, waiting_days=days) == expected, days
    whole = [s.entity_id for s, w, _ in folded(session) if w is not None]
    assert listed(session, waiting_at=waiting.TIERS) == set(whole)


def test_that_due_soon_is_undone_and_due_in_so_many_days(session):
    for days in (1, 10, 40):
        expected = {
            s.entity_id for s, _, _ in folded(session)
            if views.is_undone(s.state, "") and obligations.is_soon(s.get("deadline"), DAY, days)
        }  # fmt: skip
        assert expected
        assert listed(session, due_within=days) == expected


def test_that_an_order_by_waiting_has_the_longest_first(session):
    found = ledger_query.ask(session.project, Filter(as_of=DAY), Sort("waiting_since"))
    rows = ledger_query.rows(session.project, found.keys, ["waiting_since"], DAY)
    days = [row["waiting_since"] for row in rows if row["waiting_since"]]
    assert days == sorted(days)


def test_that_a_filter_is_kept_with_its_new_conditions(session):
    asked = Filter(as_of=DAY, due_within=30, waiting_at=("city",), waiting_days=14)
    assert Filter.from_dict(asked.to_dict(), DAY) == asked
    odd = {"due_within": True, "waiting_days": "7", "waiting_at": [1, "city"]}
    assert Filter.from_dict(odd, DAY) == Filter(as_of=DAY, waiting_at=("city",))


def test_that_the_command_lists_what_waits_and_what_is_due_soon(session, capsys):
    session.project.checkpoint()
    folder = session.project.layout.folder
    asked = ("ledger", "list", folder, "--as-of", DAY)
    code, told = as_json(capsys, *asked, "--waiting-at", "city", "--waiting-days", "7天")
    found = {item["id"] for item in told["items"]}
    assert code == 0
    assert found == listed(session, waiting_at=("city",), waiting_days=7)
    assert all(item["waiting_since"] <= "2026-05-03" for item in told["items"])
    _, told = as_json(capsys, *asked, "--view", "due_soon", "--within", "10")
    assert {item["id"] for item in told["items"]} == listed(session, due_within=10)
    _, told = as_json(capsys, *asked, "--view", "due_soon")
    assert {item["id"] for item in told["items"]} == listed(session, due_within=30)
    code, told = as_json(capsys, *asked, "--waiting-days", "x")
    assert (code, told["error"]["code"]) == (2, "due_days_impossible")
