"""``verify`` tells where a split or a merge left nobody in an issue's place, or a stranger."""

from __future__ import annotations

from helpers.open_sessions import PATCH, acting, add_clue
from helpers.owed import ON, SIGNED_ON, add_owed, plan_split, split

from greenshield.domain import signatures
from greenshield.domain.evidence import MoveRequest
from greenshield.services import lookup, moves, rules, verifying
from greenshield.services.move_event import known_chains


def told(session):
    found = verifying.verify(session.project.layout.folder)
    assert found.broken == []
    return [(remark.code, remark.where) for remark in found.remarks]


def succeed(session, number, of):
    issue = add_clue(session, number, PATCH)
    data = {"how": "split", "of": of, "state": "rectifying"}
    with session.project.action(session.who.actor_id) as action:
        action.set_fields("issue", issue, {"predecessors": of})
        moves.make(session, action, issue, MoveRequest("succeed", ON, "", (), data), {})


def test_that_what_is_signed_without_its_parts_is_told(session):
    rules.use(session, "default-2026")
    add_owed(session, "QH-1", issue_no="229901-2026-0001")
    plan_split(session, "QH-1")
    assert told(session) == []
    project, city = session.project, acting(session.project, "王五")
    old = lookup.issue(project, "QH-1")
    who = project.state("actor", city.who.actor_id)
    with project.action(city.who.actor_id) as action:
        pins = signatures.actor_pins(who) | known_chains(project, action, old)
        waits = old.pending()[0].event_id
        body = {"tier": "city", "occurred_on": SIGNED_ON, "unit": city.who.unit, "pins": pins}
        action.emit("consented", "issue", old.entity_id, {**body, "move": waits})
    assert lookup.issue(project, "QH-1").state == "void"
    assert told(session) == [("heirs_missing", "229901-2026-0001")]


def test_that_who_takes_over_from_nobody_is_told(session):
    rules.use(session, "default-2026")
    old = add_owed(session, "QH-1")
    succeed(session, "F-1", [old])
    succeed(session, "F-2", ["229901:deadbeef-0000-5000-8000-000000000000"])
    assert sorted(told(session)) == [("heir_unproven", "F-1"), ("heir_unproven", "F-2")]


def test_that_a_split_that_both_sides_know_is_not_told(session):
    rules.use(session, "default-2026")
    add_owed(session, "QH-1")
    split(session, "QH-1")
    assert told(session) == []
