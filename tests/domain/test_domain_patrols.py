"""What a patrol comes to on a day, and the days of one that is planned again and again."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield import reference
from greenshield.domain import patrols
from greenshield.domain.errors import UsageError

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("told", "as_of", "state"),
    [
        ({}, "2026-05-31", "planned"),
        ({"begun": True}, "2026-05-31", "under_way"),
        ({"begun": True}, "2026-06-01", "overdue"),
        ({"done_on": "2026-07-01"}, "2026-06-01", "done"),
        ({"done_on": "2026-07-01", "void": True}, "2026-06-01", "void"),
        ({"planned_to": None}, "2099-01-01", "planned"),
    ],
)
def test_that_the_state_of_a_patrol_follows_from_its_days_and_its_tracks(told, as_of, state):
    plain = {"void": False, "done_on": None, "planned_to": "2026-05-31", "begun": False}
    assert patrols.state_of(**(plain | told), as_of=as_of) == state


def test_that_every_state_has_its_words():
    assert tuple(reference.code_tables().table("patrol_state").entries) == patrols.STATES


@settings(max_examples=60)
@given(DAYS, st.integers(0, 6), st.sampled_from(patrols.EVERY), st.integers(1, 40))
def test_that_patrols_of_a_series_follow_each_other_and_keep_their_day(first, long, every, times):
    last = first + timedelta(days=long)
    made = patrols.series(first.isoformat(), last.isoformat(), every, times)
    assert len(made) == times
    assert made[0] == (first.isoformat(), last.isoformat())
    assert all(one[1] < other[0] for one, other in pairwise(made))
    for begin, _ in made:
        day = date.fromisoformat(begin)
        if every == "week":
            assert (day - first).days % 7 == 0
        else:
            most = calendar.monthrange(day.year, day.month)[1]
            assert day.day == min(first.day, most)


@pytest.mark.parametrize(
    ("every", "ends"),
    [
        ("month", ["2027-11-30", "2027-12-31", "2028-01-31", "2028-02-29"]),
        ("quarter", ["2027-11-30", "2028-02-29", "2028-05-31", "2028-08-31"]),
        ("year", ["2027-11-30", "2028-11-30", "2029-11-30", "2030-11-30"]),
        ("week", ["2027-11-30", "2027-12-07", "2027-12-14", "2027-12-21"]),
    ],
)
def test_that_what_ends_with_a_month_ends_with_each(every, ends):
    begin = "2027-11-25" if every == "week" else "2027-11-01"
    assert [last for _, last in patrols.series(begin, "2027-11-30", every, 4)] == ends


@pytest.mark.parametrize(("every", "times"), [("day", 2), ("month", 0), ("month", 61)])
def test_that_a_series_of_another_kind_is_refused(every, times):
    with pytest.raises(UsageError, match="patrol_series_malformed"):
        patrols.series("2026-01-01", "2026-01-31", every, times)


def test_that_patrols_of_a_series_that_would_overlap_are_refused():
    with pytest.raises(UsageError, match="patrol_series_overlaps"):
        patrols.series("2026-01-01", "2026-01-08", "week", 2)
