"""How much of a route was walked: none without tracks, all along it, never less by more tracks."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield.geo import coverage, measures

LON, LAT = 126.35, 43.25
DEG_M = 111_000.0


def line(*points):
    """A line through places given in metres east and north of the first place."""
    east = DEG_M * np.cos(np.radians(LAT))
    return shapely.LineString([(LON + x / east, LAT + y / DEG_M) for x, y in points])


def dense(route, step=50.0):
    """The same line with a vertex every so many metres, as a receiver records it."""
    return shapely.segmentize(route, step / DEG_M)


places = st.tuples(st.integers(-4000, 4000), st.integers(-4000, 4000))
lines = st.lists(places, min_size=2, max_size=6, unique=True).map(lambda p: line(*p))


@settings(max_examples=25)
@given(lines, st.lists(lines, max_size=3), lines, st.floats(5.0, 400.0))
def test_that_coverage_is_none_without_tracks_whole_along_the_route_and_grows_with_them(
    route, walked, more, corridor
):
    length = measures.length_m(route)
    nothing = coverage.of_route(route, [], corridor)
    assert (nothing.covered_m, nothing.share) == (0.0, 0.0 if length else None)
    assert nothing.length_m == pytest.approx(length, rel=1e-6, abs=1e-6)
    assert coverage.of_route(route, [dense(route)], corridor).share in (1.0, None)
    tracks = [dense(one) for one in walked]
    some = coverage.of_route(route, tracks, corridor)
    grown = coverage.of_route(route, [*tracks, dense(more)], corridor)
    assert grown.covered_m >= some.covered_m - 1e-6
    wider = coverage.of_route(route, tracks, corridor * 1.5)
    assert wider.covered_m >= some.covered_m - corridor
    left = sum(gap.length_m for gap in some.gaps)
    assert some.covered_m + left == pytest.approx(length, rel=1e-6, abs=1e-3)
    for gap in some.gaps:
        assert measures.length_m(gap.line) == pytest.approx(gap.length_m, rel=1e-3, abs=0.5)


@settings(max_examples=15)
@given(lines, lines, st.floats(20.0, 300.0))
def test_that_a_place_of_the_route_is_covered_where_the_geodesic_says_so(route, track, corridor):
    """Against distances on the ellipsoid, measured place by place."""
    walked = dense(track, 20.0)
    found = coverage.of_route(route, [walked], corridor)
    gaps = shapely.MultiLineString([gap.line for gap in found.gaps])
    for at in np.linspace(0.0, 1.0, 40):
        place = route.interpolate(at, normalized=True)
        away = measures.distance_m(place.x, place.y, walked)
        is_left = shapely.distance(gaps, place) * DEG_M < 0.5 if found.gaps else False
        slack = corridor * 0.11 + 1.0  # half a piece at a gap's end, and what bends between
        if away > corridor + slack:
            assert is_left
        elif away < corridor - slack:
            assert not is_left


def test_that_a_leg_over_which_the_recorder_was_off_covers_nothing():
    route = line((0, 0), (3000, 0))
    ends = line((0, 0), (3000, 0))
    found = coverage.of_route(route, [ends], 100.0)
    assert found.covered_m == pytest.approx(200.0, abs=20.0)
    (gap,) = found.gaps
    assert gap.length_m == pytest.approx(2800.0, abs=20.0)
    assert shapely.get_num_coordinates(gap.line) == 2


def test_that_gaps_are_lines_of_the_route_and_never_join_two_of_its_lines():
    route = shapely.MultiLineString([line((0, 0), (1000, 0)), line((0, 500), (1000, 500))])
    found = coverage.of_route(route, [dense(line((400, 0), (600, 0)))], 50.0)
    assert [round(gap.length_m, -2) for gap in found.gaps] == [300, 300, 1000]


def test_that_what_has_no_length_or_no_line_is_no_route():
    assert coverage.of_route(shapely.Point(LON, LAT), [], 100.0).share is None
    still = shapely.LineString([(LON, LAT), (LON, LAT)])
    assert coverage.of_route(still, [still], 100.0).share is None


def test_that_the_area_seen_is_that_of_the_corridor_within_it():
    walked = dense(line((0, 0), (4000, 0)), 20.0)
    area = shapely.box(*line((1000, -1000), (3000, 1000)).bounds)
    seen = coverage.seen_m2(area, [walked], 100.0)
    assert seen == pytest.approx(2000.0 * 200.0, rel=0.01)
    assert coverage.seen_m2(area, [], 100.0) == 0.0
    assert coverage.seen_m2(area, [walked, walked], 100.0) == pytest.approx(seen, rel=1e-6)
    far = shapely.box(127.0, 44.0, 127.1, 44.1)
    assert coverage.seen_m2(far, [walked], 100.0) == 0.0
    assert measures.area_m2(area) == pytest.approx(2000.0 * 2000.0, rel=0.01)
