"""Shares of patches that two editions of a list have in common, and places near each other."""

import numpy as np
import pytest
import shapely
from shapely import Point, box

from greenshield.geo import measures
from greenshield.geo.reissue import common, meeting, near


def test_that_shares_are_those_on_the_ellipsoid():
    old, new = box(126.0, 43.0, 126.02, 43.01), box(126.015, 43.0, 126.03, 43.02)
    found = common([old], [new])
    both = measures.area_m2(shapely.intersection(old, new))
    assert found.of_old[0] == pytest.approx(both / measures.area_m2(old), rel=1e-3)
    assert found.of_new[0] == pytest.approx(both / measures.area_m2(new), rel=1e-3)


def test_that_touching_patches_points_and_nothing_have_nothing_in_common():
    olds = [box(0, 0, 1, 1), Point(0.5, 0.5), None]
    news = [box(1, 0, 2, 1), None, box(0, 0, 1, 1)]
    found = common(olds, news)
    assert (found.old.tolist(), found.new.tolist()) == ([0], [2])
    assert found.of_old.tolist() == [1.0]


def test_that_pairs_stand_in_order():
    rng = np.random.default_rng(3)
    places = rng.random((60, 2)) * 0.1
    shapes = [box(x, y, x + 0.02, y + 0.02) for x, y in places]
    found = common(shapes, shapes[::-1])
    pairs = list(zip(found.old.tolist(), found.new.tolist(), strict=True))
    assert pairs == sorted(pairs)
    wanted = {
        (o, n)
        for o, a in enumerate(shapes)
        for n, b in enumerate(shapes[::-1])
        if a.intersection(b).area > 0
    }
    assert set(pairs) == wanted
    assert wanted <= set(zip(*(x.tolist() for x in meeting(shapes, shapes[::-1])), strict=True))


def test_that_metres_count_alike_in_every_direction():
    here = Point(126.0, 43.0)
    east, north = Point(126.0 + 25 / 81_500, 43.0), Point(126.0, 43.0 + 25 / 111_100)
    far = Point(126.0 + 35 / 81_500, 43.0)
    assert sorted(near([here, None], [east, north, far, None], 30.0)) == [(0, 0), (0, 1)]


def test_that_a_place_shared_by_thousands_tells_nothing_and_takes_no_memory():
    crowd = [Point(126.0, 43.0)] * 3000
    assert near(crowd, crowd, 30.0) == []
    patches = [box(126.0, 43.0, 126.001, 43.001)] * 3000
    assert len(common(patches, [*patches, box(127.0, 43.0, 127.1, 43.1)]).old) == 0
    assert near([Point(126.1, 43.0), *crowd], [Point(126.1, 43.0), *crowd], 30.0) == [(0, 0)]


def test_that_nothing_is_near_nothing():
    assert near([], [], 30.0) == []
    assert near([None], [Point(1, 1)], 30.0) == []
