"""A clock that was put right by days to place a photo proves no day; moves on record stand."""

from __future__ import annotations

import pytest
from case_steps import ask, at, request

from greenshield.domain.guards import GUARDS
from greenshield.domain.guards.photos import clock_moves_day

TEN_YEARS = [["photo_placed_by_track", {}], ["photo_clock_offset", {"seconds": 315_532_800}]]


@pytest.mark.parametrize(
    ("move", "guard", "photo", "codes"),
    [
        ("check", "check_photos", "b-far", {"photo_kind_missing", "photos_too_few"}),
        ("self_check", "photo_pair", "a-far", {"pair_missing"}),
        ("confirm", "lookback_photos", "l-far", {"photo_kind_missing", "photos_too_few"}),
    ],
)
def test_that_a_clock_days_off_proves_no_day(move, guard, photo, codes):
    led = at(move)
    assert ask(led, move) == []
    led.set_photo(photo, "insp1", position_source="track", warnings=TEN_YEARS)
    refused = set(ask(led, move))
    assert refused & codes, refused
    actor, on, rest = request(move)
    case = led.case(move, actor, on, **rest)
    doubts = [m.params["why"] for m in GUARDS[guard].ask(case) if m.code == "photo_not_counted"]
    assert set(doubts) <= {"clock_off"}
    assert GUARDS[guard].judge(case) == []  # as it was asked once: a move on record stays right


def test_that_photos_of_done_measures_are_judged_as_before_on_record():
    led = at("self_check")
    led.set_photo("a-far", "insp1", position_source="track", warnings=TEN_YEARS)
    actor, on, rest = request("self_check")
    case = led.case("self_check", actor, on, **rest)
    assert GUARDS["after_photos"].ask(case)
    assert GUARDS["after_photos"].judge(case) == []


@pytest.mark.parametrize(
    ("taken_at", "offset", "seconds", "moves"),
    [
        ("2026-05-01T09:00:00", "", 3600, False),
        ("2026-05-01T23:30:00", "", 3600, True),
        ("2026-05-01T15:30:00", "+00:00", 3600, True),  # half past eleven at night in China
        ("2026-05-01T00:10:00", "", -600, False),
        ("2026-05-01T00:10:00", "", -601, True),
        ("2026-05-01T09:00:00", "", 10**30, True),
        ("2026-05-01T09:00:00", "", "much", True),
        ("", "", 86_400, False),  # it has no day to prove
    ],
)
def test_that_the_day_is_that_of_china(taken_at, offset, seconds, moves):
    warnings = [["photo_clock_offset", {"seconds": seconds}]]
    assert clock_moves_day(taken_at, offset, warnings) == moves
    assert not clock_moves_day(taken_at, offset, ["photo_truncated", 7, []])
