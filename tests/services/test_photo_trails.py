"""Trails tell places of one walker alone, and the same whatever order they come in."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import numpy as np
import pytest
from helpers.make_tracks import gpx

from greenshield.formats.tracks import read_track
from greenshield.services.photo_track import Walk
from greenshield.services.photo_trails import Trail, spots, trails_of

START = datetime(2026, 5, 1, 1, 0, tzinfo=UTC)
GAP_MS = 600_000
METRE = 1 / 81_200  # of longitude at 43.2° N, degrees


def ms(*minutes):
    moments = [START + timedelta(minutes=m) for m in minutes]
    return np.array([round(at.timestamp() * 1000) for at in moments])


def still(name, east_m, sha256=""):
    """A walker who stands for an hour, so many metres to the east."""
    lon = 126.3 + east_m * METRE
    return Trail(name, ms(*range(60)), np.full(60, lon), np.full(60, 43.2), sha256)


def segments(path, *parts):
    """A GPX of tracks: a name, and (minutes, lon) of its points."""
    return gpx(
        path,
        *(
            (name, [(START + timedelta(minutes=m), lon, 43.2) for m, lon in points])
            for name, *points in parts
        ),
    )


def test_that_a_photo_is_never_put_between_two_walkers_of_one_file(tmp_path):
    file = segments(
        tmp_path / "team.gpx",
        ("Zhang San", (0, 126.33), (5, 126.33)),
        ("Li Si", (9, 126.3301), (20, 126.3301)),
    )
    assert [t.name for t in trails_of(read_track(file), "t")] == ["t · Zhang San", "t · Li Si"]
    found = Walk.read([file]).spots(ms(7))
    assert found.why_not(0) == "photo_track_outside"


@pytest.mark.parametrize(
    ("minutes", "metres", "code"),
    [
        (4, 32_000, "photo_track_leap"),  # on the motorway, or two receivers under one name
        (9, 700, "photo_track_leap"),  # within the gap, and somewhere on the way
        (0.02, 100, "photo_track_leap"),  # a receiver that errs: 300 km/h
        (9, 400, ""),
        (0.02, 40, ""),  # as receivers jitter
    ],
)
def test_that_nothing_is_told_on_a_long_or_impossible_leg(tmp_path, minutes, metres, code):
    file = segments(tmp_path / "a.gpx", ("A", (0, 126.3), (minutes, 126.3 + metres * METRE)))
    walk = Walk.read([file])
    found = walk.spots(ms(minutes / 2))
    why, params = walk.why_not(found, 0)
    assert (why, np.isnan(found.lon[0])) == (code, bool(code))
    if code:
        assert float(params["metres"]) == pytest.approx(metres, rel=0.01)
    assert walk.spots(ms(0, minutes)).lon == pytest.approx([126.3, 126.3 + metres * METRE])


def test_that_a_longer_gap_makes_no_long_leg_tell(tmp_path):
    file = segments(tmp_path / "a.gpx", ("A", (0, 126.3), (1200, 126.34)))
    walk = Walk.read([file], gap=timedelta(hours=24))
    assert walk.why_not(walk.spots(ms(600)), 0)[0] == "photo_track_leap"


def test_that_the_order_of_trails_changes_nothing():
    trails = [still("a", 0, "a"), still("b", 40, "b"), still("c", 80, "c")]
    for order in permutations(trails):
        found = spots(order, ms(7.5), GAP_MS)
        assert found.why_not(0) == "photo_track_ambiguous", [t.name for t in order]
        told = (order[found.trail[0]].name, order[found.other[0]].name)
        assert told == ("a", "c")
    for order in permutations(trails[:2]):
        found = spots(order, ms(7.5), GAP_MS)
        assert (found.why_not(0), order[found.trail[0]].name) == ("", "a")
        assert found.error_m[0] == pytest.approx(40, abs=0.5)
