"""Pins from anybody: a case is rebuilt from sound ones, everything else is named."""

from __future__ import annotations

import copy
import json
from contextlib import suppress

import pytest
from case_steps import at, request
from hypothesis import given
from hypothesis import strategies as st

from greenshield import reference
from greenshield.domain import pins
from greenshield.domain.errors import UsageError, VerificationError

LED = at("file")
BODIES = {m.move: json.loads(json.dumps(LED.events[m.event_id])) for m in LED.moves}


def judge(body: dict) -> list[str]:
    return sorted({m.code for m in pins.judge_again(body, LED.body_of, LED.ruleset)})


def changed(move: str, *path: str, value: object) -> dict:
    body = copy.deepcopy(BODIES[move])
    inner = body
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return body


def first(body: dict, group: str) -> str:
    return next(iter(body["pins"][group]))


@pytest.mark.parametrize(
    ("move", "key", "value"),
    [("plan", "role", "province"), ("plan", "tier", "city"), ("plan", "unit", "别处"),
     ("plan", "to", "rectifying"), ("check", "role", "county")],
)  # fmt: skip
def test_that_an_untrue_claim_is_found(move, key, value):
    assert judge(changed(move, key, value=value)) == ["move_claims_untrue"]


def test_that_a_move_by_another_actor_is_found():
    assert "role_missing" in judge(changed("accept", "_actor", value="city2"))
    assert "planner_approves" in judge(changed("approve_plan", "_actor", value="county1"))


def test_that_a_move_on_another_day_is_judged_by_that_day():
    assert judge(changed("close", "occurred_on", value="2026-07-31")) == ["publicity_running"]


def test_that_less_in_the_pins_is_less_evidence():
    body = copy.deepcopy(BODIES["check"])
    body["pins"]["tags"].popitem()
    assert "photos_too_few" in judge(body)
    assert "precision_missing" in judge(changed("plan", "pins", "issue", "duty_unit", value=""))
    assert "check_record_missing" in judge(changed("check", "pins", "records", value={}))


def test_that_the_planner_can_not_be_left_out():
    body = copy.deepcopy(BODIES["approve_plan"])
    plan = next(m for m in LED.moves if m.move == "plan")
    body["pins"]["moves"] = [e for e in body["pins"]["moves"] if e != plan.event_id]
    with pytest.raises(VerificationError, match="pins_malformed"):
        judge(body)


def test_that_the_order_of_moves_can_not_be_turned():
    body = copy.deepcopy(BODIES["accept"])
    body["pins"]["moves"].reverse()
    with pytest.raises(VerificationError, match="pins_malformed"):
        judge(body)


def test_that_another_rule_set_is_named():
    with pytest.raises(VerificationError) as caught:
        pins.judge_again(BODIES["plan"], LED.body_of, reference.ruleset("strict-2026"))
    assert caught.value.code == "ruleset_other"


def test_that_an_event_that_is_not_at_hand_is_named():
    body = changed("plan", "pins", "issue", "duty_unit", value="f" * 32)
    with pytest.raises(VerificationError) as caught:
        judge(body)
    assert (caught.value.code, caught.value.params["event"]) == ("pinned_event_absent", "f" * 32)


def test_that_an_event_of_something_else_is_no_evidence():
    other = BODIES["plan"]["pins"]["actors"]["county1"]["roles"]
    body = changed("plan", "pins", "issue", "duty_unit", value=other)
    with pytest.raises(VerificationError, match="pinned_event_other"):
        judge(body)
    # A field of the same name, written to another entity.
    elsewhere = LED.event("county1", "issue-2", {"fields": {"duty_unit": "别处"}, "saw": []})
    with pytest.raises(VerificationError, match="pinned_event_other"):
        judge(changed("plan", "pins", "issue", "duty_unit", value=elsewhere))
    tag = first(BODIES["check"], "tags")
    with pytest.raises(VerificationError, match="pinned_event_other"):
        judge(changed("check", "pins", "tags", tag, value="0" * 64))
    record = first(BODIES["check"], "records")
    with pytest.raises(VerificationError, match="pinned_event_other"):
        judge(changed("check", "pins", "records", record, "", value=tag))


@pytest.mark.parametrize("group", ["records", "tags", "moves"])
def test_that_another_issues_evidence_proves_nothing_here(group):
    """Records, photo tags and moves of one issue, named in the pins of another's move."""
    move = "recheck" if group == "moves" else "check"
    body = copy.deepcopy(BODIES.get(move, BODIES["plan"]))
    body["_entity_id"] = "issue-2"
    kept = body["pins"][group]
    body["pins"] = {name: [] if name == "moves" else {} for name in body["pins"]}
    body["pins"][group] = kept
    body["after"] = kept[-1] if group == "moves" else ""
    with pytest.raises(VerificationError, match="pinned_event_other"):
        judge(body)


def test_that_a_photo_is_proved_by_its_own_facts_alone():
    def with_photo(event_id):
        return {**LED.body_of(event_id), "_photo": "0" * 64}

    assert BODIES["check"]["pins"]["photos"]
    with pytest.raises(VerificationError, match="pinned_event_other"):
        pins.judge_again(BODIES["check"], with_photo, LED.ruleset)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("pins",), 3), (("pins", "issue"), []), (("pins", "issue"), {"a": 1}),
        (("pins", "moves"), "x"), (("pins", "moves"), [1]), (("pins", "records"), {"a": "b"}),
        (("pins", "tags"), {"a": []}), (("pins", "tags"), []), (("pins", "photos"), {"a": 1}),
        (("pins", "computed"), []), (("pins", "computed", "distance_m"), []),
        (("pins", "computed", "overlay"), {"patch_m2": "x", "rows": []}),
        (("pins", "computed", "overlay"), {"patch_m2": 1.0, "rows": [{"layer": "area"}]}),
        (("pins", "computed", "overlay"), {"patch_m2": 1.0, "rows": [
            {"layer": "area", "name": "x", "area_m2": "9"}]}),
        (("pins", "computed", "overlay"), 7),
        (("pins", "actors"), {"county1": {"roles": 1}}), (("documents",), [{}]),
        (("documents",), 7), (("data",), []), (("occurred_on",), 7), (("move",), "gone"),
        (("move",), None), (("after",), "x"), (("reason",), None), (("from",), 1), (("_actor",), 1),
    ],
)  # fmt: skip
def test_that_malformed_pins_are_named(path, value):
    with pytest.raises((VerificationError, UsageError)):
        judge(changed("plan", *path, value=value))


@given(st.data())
def test_that_a_move_whose_body_was_damaged_never_fails_otherwise(data):
    move = data.draw(st.sampled_from(sorted(BODIES)))
    body = copy.deepcopy(BODIES[move])
    spots: list[tuple] = []

    def walk(node, path):
        items = node.items() if isinstance(node, dict) else enumerate(node)
        for key, value in items:
            spots.append((node, key))
            if isinstance(value, dict | list):
                walk(value, (*path, key))

    walk(body, ())
    node, key = data.draw(st.sampled_from(spots))
    node[key] = data.draw(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just([]) | st.just({})
        | st.just([[]]) | st.just({"a": {"b": 1}}) | st.sampled_from(sorted(LED.events))
    )  # fmt: skip
    with suppress(VerificationError):
        judge(body)


def test_that_pins_are_small_enough_for_an_event():
    for move, body in BODIES.items():
        assert len(json.dumps(body["pins"])) < 16_000, move


def test_that_an_assignment_does_not_rely_on_the_area():
    led = at("assign")
    led.set(area_id="area-1")
    actor, on, rest = request("assign")
    assert "area_id" not in led.make("assign", actor, on, **rest).pins["issue"]
