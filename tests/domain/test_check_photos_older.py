"""A check that rests on photos from before it was asked for is remarked on, not refused."""

import pytest
from case_steps import at, request

from greenshield.domain import readiness

SENT = "2026-03-02"


def told(led, on="2026-03-10"):
    actor, _, rest = request("check")
    case = led.case("check", actor, on, **rest)
    assert readiness.check(case, "check") == []
    return [m.params for m in readiness.warnings(case) if m.code == "check_photos_older"]


def taken(led, **days):
    for kind, day in days.items():
        led.set_photo(f"b-{kind}", "insp1", taken_at=f"{day}T10:00:00")
    return led


@pytest.mark.parametrize(
    ("far", "near", "is_told"),
    [
        ("2026-03-02", "2026-03-09", False),
        ("2026-03-01", "2026-03-09", True),
        ("2026-03-09", "2025-09-24", True),
        ("2025-04-17", "2025-09-24", True),
    ],
)
def test_that_a_far_and_a_near_photo_since_the_dispatch_are_wanted(far, near, is_told):
    led = taken(at("check"), far=far, near=near)
    params = {"day": SENT, "far": far, "near": near}
    assert told(led) == ([params] if is_told else [])
    actor, on, rest = request("check")
    led.make("check", actor, on, **rest)
    after = led.case("check", actor, on, **rest)
    found = [m.params for m in readiness.warnings(after)]  # as the move itself tells it
    assert found == ([params] if is_told else [])


def test_that_a_newer_photo_beside_the_old_ones_is_enough_of_its_kind():
    led = taken(at("check"), far="2025-04-17", near="2025-09-24")
    for kind in ("far", "near"):
        led.photo(f"new-{kind}", taken_at="2026-03-05T10:00:00")
        led.tag(f"new-{kind}", "before", kind)
    assert told(led) == []


def test_that_photos_that_do_not_count_answer_nothing():
    led = taken(at("check"), far="2025-04-17", near="2025-09-24")
    for kind in ("far", "near"):
        led.photo(f"new-{kind}", away=5000.0, taken_at="2026-03-05T10:00:00")
        led.tag(f"new-{kind}", "before", kind)
    assert told(led) == [{"day": SENT, "far": "2025-04-17", "near": "2025-09-24"}]


def test_that_a_check_that_was_asked_for_again_wants_newer_photos():
    led = at("recheck")
    actor, _, rest = request("recheck")
    led.make("recheck", actor, "2026-03-11", **rest)
    led.add("insp1", "check", "2026-03-14", is_true=True, findings="再查")
    assert told(led, "2026-03-14") == [{"day": "2026-03-11", "far": "2026-03-09",
                                        "near": "2026-03-09"}]  # fmt: skip
