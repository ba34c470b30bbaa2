"""A rule set may demand that no plan names what a negative list bars."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from case_steps import ask, at, request

from greenshield import reference
from greenshield.domain import pins, readiness
from greenshield.domain.errors import UnreadableError, VerificationError
from greenshield.domain.evidence import Restricted
from greenshield.domain.rulesets import RuleSet

WELLS = Restricted("r1", "清单", "barred", "", "打井", "", False, "redline", "红线甲", 10.0)
TEARING = replace(WELLS, measure="demolish", table="measure", coded=True)
TEXT = reference.ruleset("default-2026").text


def told(word):
    return RuleSet.parse(f'{TEXT}\n[negative_list]\nplan = "{word}"\n', "own.toml")


@pytest.mark.parametrize("move", ["plan", "approve_plan"])
@pytest.mark.parametrize(
    ("rules", "refused"), [("", []), ("warn", []), ("refuse_codes", [TEARING]),
                           ("refuse", [WELLS, TEARING])],
)  # fmt: skip
def test_that_a_barred_measure_is_refused_as_far_as_the_rule_set_says(move, rules, refused):
    led = at(move, told(rules) if rules else None)
    limited, elsewhere = replace(WELLS, level="limited"), replace(WELLS, area_m2=None)
    led.restricted = (WELLS, TEARING, limited, elsewhere)
    actor, on, rest = request(move)
    case = led.case(move, actor, on, **rest)
    found = readiness.check(case, move)
    assert [(m.code, m.params) for m in found] == [("measure_barred", r.params()) for r in refused]
    body = led.move_body(case, move, actor, case.target(), "")
    body = json.loads(json.dumps(body, sort_keys=True))
    # Nothing is pinned where nothing was asked: older moves have no such pin either.
    assert ("restricted" in body["pins"]["computed"]) is (rules.startswith("refuse"))
    again = pins.rebuild(body["pins"], body, led.body_of, led.ruleset)
    assert readiness.check(again, move) == found
    assert json.loads(json.dumps(again.pins(), sort_keys=True)) == body["pins"]
    led.restricted = ()
    assert ask(led, move) == []


@pytest.mark.parametrize(
    "odd", [7, "r1", ["r1"], [{"restriction": "r1"}], [WELLS.plain() | {"area_m2": "10"}],
            [WELLS.plain() | {"coded": 1}], [WELLS.plain() | {"level": None}]],
)  # fmt: skip
def test_that_pins_that_say_no_such_thing_are_refused(odd):
    led = at("plan", told("refuse"))
    actor, on, rest = request("plan")
    case = led.case("plan", actor, on, **rest)
    assert readiness.check(case, "plan") == []
    body = led.move_body(case, "plan", actor, case.target(), "")
    body["pins"]["computed"]["restricted"] = odd
    with pytest.raises(VerificationError, match="pins_malformed"):
        pins.judge_again(body, led.body_of, led.ruleset)


def test_that_a_rule_set_says_which_of_three_it_is():
    assert reference.ruleset("default-2026").negative_list == "warn"
    assert told("refuse_codes").negative_list == "refuse_codes"
    for wrong in ("maybe", ""):
        with pytest.raises(UnreadableError) as caught:
            told(wrong)
        assert caught.value.params["problems"][0].column == "negative_list.plan"
