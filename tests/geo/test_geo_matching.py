"""Photos and the patches they show: who ranks first, why, and when nobody stands out."""

import datetime
import math
from dataclasses import replace

import numpy as np
import pytest
import shapely
from geo_shapes import GEOD, around
from hypothesis import given
from hypothesis import strategies as st

from greenshield import messages
from greenshield.geo.matching import (
    KEPT,
    Candidates,
    Match,
    PatchIndex,
    PhotoPlace,
    clear,
    rank,
)
from greenshield.geo.measures import distance_m
from greenshield.geo.view import sectors

LON, LAT = 125.0, 43.0


def square(east, north, half=20.0):
    """A square patch some metres from the origin."""
    e = np.array([-half, half, half, -half]) + east
    n = np.array([-half, -half, half, half]) + north
    return shapely.Polygon(around(LON, LAT, e, n))


def photo(**kwargs):
    return PhotoPlace(LON, LAT, **kwargs)


def codes(match):
    return [code for code, _ in match.reasons]


def test_that_a_photo_inside_one_lone_patch_is_clear():
    (match,) = rank(photo(error_m=5), Candidates([square(0, 0)]))
    assert (match.inside, match.distance_m, match.in_view) == (True, 0, True)
    assert clear([match]) is match
    assert codes(match) == ["match_inside", "match_position_error"]


def test_that_the_nearer_patch_comes_first():
    found = rank(photo(), Candidates([square(0, 300), square(0, -80)]))
    assert [m.index for m in found] == [1, 0]
    assert found[0].distance_m == pytest.approx(60, abs=0.5)


def test_that_the_way_the_camera_faced_decides_between_two():
    both = Candidates([square(60, 0), square(-60, 0)])
    east, west = rank(photo(azimuth_deg=90), both), rank(photo(azimuth_deg=275), both)
    assert [east[0].index, west[0].index] == [0, 1]
    assert (east[0].in_view, east[1].in_view) == (True, False)
    assert codes(east[0])[1] == "match_in_view"
    assert east[1].reasons[1] == ("match_not_in_view", {"azimuth_deg": 90, "bearing_deg": 270})
    assert clear(east).index == 0


def test_that_two_alike_are_never_clear():
    both = Candidates([square(60, 0), square(-60, 0)], ids=["b", "a"])
    found = rank(photo(), both)
    assert clear(found) is None
    assert [m.index for m in found] == [1, 0]  # by id: the same on every machine
    assert codes(found[0]) == ["match_distance", "match_azimuth_unknown"]


def test_that_a_poor_position_is_never_clear():
    here = Candidates([square(0, 0)])
    assert clear(rank(photo(error_m=400), here)) is None
    assert clear(rank(photo(error_m=400), here), lead=0.1) is None
    # A neighbour within the error is as likely.
    assert clear(rank(photo(error_m=60), Candidates([square(0, 0), square(0, 50)]))) is None


def test_that_the_day_decides_between_equals():
    both = Candidates([square(60, 0), square(-60, 0)], due=["2025-06-01", "2024-06-01"])
    for day in ("2024-05-20", datetime.date(2024, 5, 20)):
        found = rank(photo(taken_on=day), both)
        assert [m.index for m in found] == [1, 0]
        assert found[0].reasons[-1] == ("match_date_near", {"days": 12})
        assert found[1].reasons[-1][0] == "match_date_far"
    assert "match_date" not in str(rank(photo(taken_on="soon"), both))


def test_that_a_patch_partly_in_view_is_in_view():
    # Nearest in the west, but it reaches round to the north.
    corner = shapely.union(square(-60, 0, 30), square(-60, 60, 31)) | square(0, 100, 50)
    (match,) = rank(photo(azimuth_deg=0), Candidates([corner]))
    assert match.in_view is True


def test_that_all_round_cameras_see_everything():
    around_us = [square(80 * math.sin(a), 80 * math.cos(a)) for a in np.radians(range(0, 360, 45))]
    found = rank(photo(azimuth_deg=10, fov_deg=360), Candidates(around_us))
    assert all(m.in_view for m in found)
    assert sum(bool(m.in_view) for m in rank(photo(azimuth_deg=0), Candidates(around_us))) == 3


@pytest.mark.parametrize(
    ("lon", "lat"), [(math.nan, 43), (125, math.nan), (math.inf, 0), (200, 0), (0, 91)]
)
def test_that_a_photo_without_a_place_matches_nothing(lon, lat):
    lost = PhotoPlace(lon, lat, azimuth_deg=3)
    assert rank(lost, Candidates([square(0, 0)])) == []
    index = PatchIndex(Candidates([square(0, 0)]))
    ranked = index.rank_many([lost, photo()])
    assert ranked.photo_index.tolist() == [1]
    assert index.matches(lost, ranked, 0) == []


def test_that_patches_without_shape_match_nothing():
    index = PatchIndex(Candidates([None, shapely.Polygon(), square(0, 0), shapely.Point(LON, LAT)]))
    assert {m.index for m in index.rank(photo(azimuth_deg=5))} == {2, 3}
    assert {m.index for m in rank(photo(), Candidates([None, square(0, 0)]))} == {1}
    assert PatchIndex(Candidates([])).rank(photo()) == []
    assert len(index.rank_many([]).score) == 0


def test_that_the_radius_bounds_the_search_and_the_error_widens_it():
    index = PatchIndex(Candidates([square(0, 300), square(0, 600)]))
    assert [m.index for m in index.rank(photo())] == [0]
    assert [m.index for m in index.rank(photo(error_m=150))] == [0, 1]
    assert index.rank(photo(), radius_m=100) == []


def test_that_only_the_nearest_are_weighed_in_a_crowd():
    rng = np.random.default_rng(3)
    crowd = [square(*rng.uniform(-300, 300, 2), half=5) for _ in range(60)]
    found = PatchIndex(Candidates(crowd)).rank(photo())
    away = sorted(distance_m(LON, LAT, p) for p in crowd)
    assert sorted(m.distance_m for m in found) == pytest.approx(away[:KEPT], abs=1e-3)


@given(
    st.lists(st.tuples(st.floats(-900, 900), st.floats(-900, 900)), min_size=1, max_size=15),
    st.lists(
        st.tuples(
            st.floats(-900, 900),
            st.floats(-900, 900),
            st.none() | st.floats(-360, 720),
            st.none() | st.floats(0, 300),
        ),
        min_size=1,
        max_size=5,
    ),
)
def test_that_the_index_ranks_as_a_plain_search(patches, places):
    shapes = [square(*p) for p in patches]
    index = PatchIndex(Candidates(shapes))
    photos = []
    for east, north, azimuth, error in places:
        lon, lat = around(LON, LAT, np.array([east]), np.array([north]))[0]
        photos.append(PhotoPlace(lon, lat, azimuth, error))
    ranked = index.rank_many(photos)
    for i, one in enumerate(photos):
        alone = {m.index: m for m in rank(one, Candidates(shapes))}
        near = index.matches(one, ranked, i)
        assert near == index.rank(one)
        reach = 500 + (one.error_m or 0)
        sure = {i for i, m in alone.items() if m.distance_m <= reach - 0.01}
        assert sure <= {m.index for m in near}
        for m in near:
            plain = alone[m.index]
            assert plain.distance_m <= reach + 0.01
            assert (m.inside, m.in_view) == (plain.inside, plain.in_view)
            assert m.score == pytest.approx(plain.score, abs=1e-4)
        assert all(0 <= m.score <= 1 for m in near)
        assert [m.score for m in near] == sorted((m.score for m in near), reverse=True)
        for m in near:
            true = distance_m(one.lon, one.lat, shapes[m.index])
            assert m.distance_m == pytest.approx(true, abs=0.01)
            assert m.inside == shapes[m.index].intersects(shapely.Point(one.lon, one.lat))


def test_that_every_reason_has_its_sentence():
    both = Candidates(
        [square(60, 0), square(-60, 0), square(0, 0), square(0, 90), square(0, 95)],
        due=["2025-06-01"] * 5,
        since=[None, None, None, "2025-05-20", "2025-05-20"],
        until=[None, None, None, None, "2025-08-01"],
    )
    seen = set()
    for p in (
        photo(azimuth_deg=90, error_m=8, taken_on="2025-06-02", camera="a", moment_s=1.0),
        photo(taken_on="2020-01-01", dop=4.0),
        photo(footprint_m=60.0),
        photo(by_hand=True),
    ):
        beside = replace(p, moment_s=5.0, azimuth_deg=180.0)
        index = PatchIndex(both)
        for match in index.matches(p, index.rank_many([p, beside])):
            for code, params in match.reasons:
                seen.add(code)
                for lang in ("zh", "en"):
                    sentence = messages.text(code, params, lang)
                    assert sentence != code
                    assert "{" not in sentence
    assert seen == {c for c in messages.catalogue() if c.startswith("match_")}


def test_that_an_assignment_is_a_time_and_not_a_day():
    patch = [square(0, 0)]
    working = Candidates(patch, due=["2025-06-01"], since=["2025-03-01"])
    closed = Candidates(patch, since=["2025-03-01"], until=["2025-09-01"])
    days = [("2025-03-01", 0, 0), ("2026-08-01", 0, 334), ("2024-09-02", 180, 180)]
    for day, off_work, off_closed in days:
        for candidates, off in ((working, off_work), (closed, off_closed)):
            ranked = PatchIndex(candidates).rank_many([photo(taken_on=day)])
            assert ranked.days.tolist() == [off]
    # Without an assignment the day it is due is all that is known.
    ranked = PatchIndex(Candidates(patch, due=["2025-06-01"])).rank_many(
        [photo(taken_on=days[1][0])]
    )
    assert ranked.days.tolist() == [426]


def test_that_a_photo_without_direction_follows_its_neighbours():
    both = PatchIndex(Candidates([square(60, 0), square(-60, 0)]))
    burst = [
        photo(azimuth_deg=azimuth, camera="one", moment_s=moment)
        for azimuth, moment in ((90, 0.0), (None, 10.0), (95, 20.0))
    ]
    found = both.matches(burst[1], both.rank_many(burst), 1)
    assert clear(found).index == 0
    assert ("match_neighbours_agree", {"count": 2}) in found[0].reasons
    assert ("match_neighbours_elsewhere", {"count": 2}) in found[1].reasons
    # The order in which they come changes nothing.
    ranked = both.rank_many(burst[::-1])
    assert both.matches(burst[1], ranked, 1) == found
    for other in (
        [replace(p, camera="two") if p.azimuth_deg else p for p in burst],
        [replace(p, moment_s=p.moment_s + 3600) if p.azimuth_deg else p for p in burst],
        [replace(p, lat=LAT + 0.001) if p.azimuth_deg else p for p in burst],
        [replace(p, camera="") for p in burst],
    ):
        assert clear(both.matches(other[1], both.rank_many(other), 1)) is None


def test_that_forty_photos_of_one_second_and_place_are_weighed_alike_in_any_order():
    both = PatchIndex(Candidates([square(40, 0), square(-40, 0)]))
    alike = [
        PhotoPlace(LON, LAT, azimuth_deg=9.0 * n, camera="one", moment_s=0.0) for n in range(40)
    ]
    order = np.random.default_rng(1).permutation(40)
    found = both.rank_many(alike).score.reshape(40, -1)
    again = both.rank_many([alike[n] for n in order]).score.reshape(40, -1)
    assert (again == found[order]).all()


def test_that_neighbours_who_look_two_ways_settle_nothing_and_keep_their_own_view():
    both = PatchIndex(Candidates([square(60, 0), square(-60, 0)]))
    burst = [
        photo(azimuth_deg=azimuth, camera="one", moment_s=moment)
        for azimuth, moment in ((90, 0.0), (None, 10.0), (270, 20.0))
    ]
    ranked = both.rank_many(burst)
    firsts = [both.matches(p, ranked, i) for i, p in enumerate(burst)]
    assert [found[0].index for found in firsts] == [0, 0, 1]
    assert clear(firsts[1]) is None


def test_that_a_camera_that_looks_down_sees_what_lies_below():
    index = PatchIndex(Candidates([square(60, 0), square(-60, 0, half=5)]))
    near, far = index.rank(photo(azimuth_deg=270, footprint_m=45.0))
    assert [(m.index, m.in_view) for m in (near, far)] == [(0, True), (1, False)]


def test_that_a_poor_dilution_of_precision_widens_the_error():
    here = Candidates([square(0, 120)])
    plain, poor = rank(photo(), here)[0], rank(photo(dop=16.0), here)[0]
    assert rank(photo(dop=1.0), here)[0].score == plain.score
    assert rank(photo(error_m=80.0, dop=1.0), here)[0].score == poor.score


@given(st.floats(-70, 70), st.floats(0, 360), st.floats(10, 400), st.floats(20, 500))
def test_that_a_sector_reaches_as_far_and_as_wide_as_told(lat, azimuth, fov, reach):
    place = np.array([[LON, lat]])
    shape = sectors(place, np.array([azimuth]), np.array([fov]), np.array([reach]))[0]
    half = min(fov / 2 + 10, 180)
    for turn in (-0.95, 0, 0.95):
        for far, expected in ((0.98, True), (1.2, False)):
            lon2, lat2, _ = GEOD.fwd(LON, lat, azimuth + turn * half, reach * far)
            assert shape.intersects(shapely.Point(lon2, lat2)) == expected
    if half < 170:
        for turn in (-1.04, 1.04):
            lon2, lat2, _ = GEOD.fwd(LON, lat, azimuth + turn * half, reach * 0.5)
            assert not shape.intersects(shapely.Point(lon2, lat2))


def test_that_nothing_is_clear_among_nothing():
    assert clear([]) is None
    weak, good = (Match(0, score, 90.0, False, None, ()) for score in (0.45, 0.8))
    assert clear([weak], lead=0.1) is None
    assert clear([good]) is good
    assert clear([good, weak]) is None
    assert clear([good, weak], lead=0.3) is good
    assert clear([good], lead=0.85) is None


def test_that_what_stands_out_of_many_is_what_stands_out_of_each():
    patches = Candidates([square(60, 0), square(-60, 0), square(3000, 0)])
    index = PatchIndex(patches)
    away = PhotoPlace(LON + 1, LAT)
    photos = [photo(azimuth_deg=90), photo(), away, PhotoPlace(math.nan, 0), photo(azimuth_deg=270)]
    found = index.standing_out(photos)
    ranked = index.rank_many(photos)
    for n, (best, ahead, near) in enumerate(found):
        matches = index.matches(photos[n], ranked, n)
        assert best == clear(matches)
        assert near == len(matches)
        if best is not None:
            assert ahead == pytest.approx(best.score - matches[1].score)
    assert [best and best.index for best, _, _ in found] == [0, None, None, None, 1]
    assert index.standing_out([]) == []
