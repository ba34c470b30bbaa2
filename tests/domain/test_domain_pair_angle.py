"""The angle between the two directions of a pair: across north, and by one north."""

from __future__ import annotations

import json

import pytest
from case_steps import ask, at, request

from greenshield.domain import pins
from greenshield.domain.guards import GUARDS, rectifying
from greenshield.domain.guards.photos import angle_as_shown


def test_that_an_angle_is_measured_across_north():
    led = at("self_check")
    led.set_photo("b-far", "insp1", azimuth_deg=350.0)
    led.set_photo("b-near", "insp1", azimuth_deg=180.0)
    led.set_photo("a-far", "insp1", azimuth_deg=20.0)
    assert ask(led, "self_check") == []
    led.set_photo("a-far", "insp1", azimuth_deg=20.1)
    assert ask(led, "self_check") == ["pair_angle_too_wide"]


def test_that_the_azimuth_from_true_north_counts_where_a_photo_has_one():
    led = at("self_check")
    led.set_photo("b-far", "insp1", azimuth_deg=350.0)
    led.set_photo("b-near", "insp1", azimuth_deg=180.0)
    led.set_photo("a-far", "insp1", azimuth_deg=90.0, azimuth_true_deg=20.0)
    assert ask(led, "self_check") == []
    led.set_photo("a-far", "insp1", azimuth_true_deg=20.1)
    assert ask(led, "self_check") == ["pair_angle_too_wide"]


@pytest.mark.parametrize(
    ("before", "after", "answer", "once"),
    [  # of an older import "M" alone; of a newer one turned by 10.6° too
        ((90.0, "M"), (90.0, "M", 79.4), [], []),
        ((90.0, "M"), (65.0, "M", 54.4), [], []),
        ((90.0, "M"), (128.0, "M", 117.4), ["pair_angle_too_wide"], []),
        ((90.0, "M"), (90.0, "T", 90.0), ["pair_angle_too_wide"], []),  # by the other photo
        ((90.0, "T"), (90.0, "M", 79.4), [], []),
        ((90.0, "M"), (125.0, "T"), ["pair_angle_too_wide"], ["pair_angle_too_wide"]),
        ((90.0, "M", 79.4), (90.0, "T", 90.0), [], []),
    ],
)
def test_that_two_directions_are_compared_by_one_north(before, after, answer, once):
    led = at("self_check")
    led.set_photo("b-near", "insp1", azimuth_deg=270.0)
    names = ("azimuth_deg", "azimuth_ref", "azimuth_true_deg")
    led.set_photo("b-far", "insp1", **dict(zip(names, before, strict=False)))
    led.set_photo("a-far", "insp1", **dict(zip(names, after, strict=False)))
    assert ask(led, "self_check") == answer
    actor, on, rest = request("self_check")
    case = led.case("self_check", actor, on, **rest)
    judged = [missing.code for missing in GUARDS["photo_pair"].judge(case)]
    assert judged == once  # a move on record stays right by the rule of then, or of now


def test_that_a_pair_that_was_taken_once_stays_right_by_its_pins_and_by_what_was_known(monkeypatch):
    led = at("self_check")
    led.set_photo("b-near", "insp1", azimuth_deg=270.0)
    led.set_photo("b-far", "insp1", azimuth_deg=90.0, azimuth_ref="M")
    led.set_photo("a-far", "insp1", azimuth_deg=128.0, azimuth_ref="M", azimuth_true_deg=117.4)
    assert ask(led, "self_check") == ["pair_angle_too_wide"]
    with monkeypatch.context() as then:
        then.setattr(rectifying, "angle_apart", angle_as_shown)
        actor, on, rest = request("self_check")
        made = led.make("self_check", actor, on, **rest)
    body = json.loads(json.dumps(led.events[made.event_id]))
    assert "azimuth_ref" not in json.dumps(body["pins"]["photos"])
    assert pins.judge_again(body, led.body_of, led.ruleset) == []
    assert GUARDS["photo_pair"].judge(led.case("self_check", actor, on, **rest)) == []
