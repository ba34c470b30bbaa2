"""Shapes across the 180th meridian and round the poles, by what they enclose on the ground."""

import numpy as np
import pytest
import shapely
from geo_shapes import GEOD, around, geod_area
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield.geo import antimeridian
from greenshield.geo.measures import area_m2, straight_areas_m2
from greenshield.geo.nearest import nearest
from greenshield.geo.overlay import overlay
from greenshield.geo.repair import repair

ACROSS = shapely.Polygon([(179.9, 50), (-179.9, 50), (-179.9, 50.1), (179.9, 50.1)])


def cap(lat, start=0.0, step=5.0):
    lon = start + np.arange(0, 360, step)
    return shapely.Polygon(np.column_stack([(lon + 180) % 360 - 180, np.full(len(lon), lat)]))


@pytest.mark.parametrize("turn", [0.0, 360.0])
def test_that_a_shape_across_is_parted_and_keeps_its_area(turn):
    given = shapely.Polygon([(x + turn if x < 0 else x, y) for x, y in ACROSS.exterior.coords])
    done = repair(given)
    assert [r.code for r in done.remarks] == ["geometry_antimeridian_cut"]
    assert done.changed
    assert done.geometry.is_valid
    assert {p.bounds for p in done.geometry.geoms} == {
        (179.9, 50, 180, 50.1), (-180, 50, -179.9, 50.1),
    }  # fmt: skip
    # The north and south edges, 14 km long, were geodesics and are now two shorter ones.
    assert done.m2 == pytest.approx(area_m2(given), rel=1e-5)
    assert repair(done.geometry).remarks == ()


@settings(max_examples=40)
@given(
    st.floats(-80, 80), st.floats(-0.05, 0.05),
    st.lists(st.floats(0.4, 1.0), min_size=4, max_size=9), st.booleans(),
)  # fmt: skip
def test_that_any_star_near_it_is_the_star_that_it_was_elsewhere(lat, off, arms, pierced):
    angles = np.linspace(0, 2 * np.pi, len(arms), endpoint=False)
    east, north = np.array(arms) * 2000 * [np.cos(angles), np.sin(angles)]
    rings = [around(off, lat, east * f, north * f) for f in ((1, 0.3) if pierced else (1,))]
    home = shapely.Polygon(rings[0], rings[1:])
    wrapped = [np.column_stack([r[:, 0] % 360 - 180, r[:, 1]]) for r in rings]
    done = repair(shapely.Polygon(wrapped[0], wrapped[1:]))
    assert done.geometry.is_valid
    west, _, east_, _ = done.geometry.bounds
    assert -180 <= west <= east_ <= 180
    assert straight_areas_m2([done.geometry])[0] == pytest.approx(
        straight_areas_m2([home])[0], rel=1e-7
    )
    # Edges that are cut in two become shorter geodesics, which bow less. A bow over an edge of
    # s metres is s² tan(lat) / 8R high and covers two thirds of s times that.
    corners = np.vstack([np.diff(r, axis=0) for r in rings])
    edges = np.hypot(corners[:, 0] * np.cos(np.radians(lat)), corners[:, 1]) * 111_700
    bows = (edges**3).sum() * np.tan(np.radians(abs(lat) + 0.05)) / (12 * 6_350_000)
    assert area_m2(done.geometry) == pytest.approx(geod_area(home), rel=1e-7, abs=bows)


@pytest.mark.parametrize("lat", [80.0, -80.0])
@pytest.mark.parametrize("start", [0.0, 33.0])
def test_that_a_ring_round_a_pole_holds_the_pole(lat, start):
    ring = cap(lat, start)
    done = repair(ring)
    assert done.geometry.is_valid
    true = abs(GEOD.geometry_area_perimeter(ring)[0])
    assert area_m2(ring) == pytest.approx(true, rel=1e-9)
    # Cut at the antimeridian, which lies within an edge where the ring begins beside it.
    assert area_m2(done.geometry) == pytest.approx(true, rel=1e-3)
    pole = np.sign(lat)
    places = [shapely.Point(x, pole * y) for x in (-170, 10, 33, 179) for y in (81, 89.9)]
    assert shapely.covers(done.geometry, places).all()
    assert not done.geometry.covers(shapely.Point(10, pole * 79))
    assert repair(done.geometry).remarks == ()


def test_that_a_ring_of_land_round_the_pole_leaves_the_pole_out():
    belt = shapely.Polygon(cap(70).exterior, [cap(80).exterior])
    done = repair(belt)
    seen = shapely.covers(done.geometry, shapely.points([(5, 75), (-179, 75), (5, 85), (5, 65)]))
    assert seen.tolist() == [True, True, False, False]
    caps = [abs(GEOD.geometry_area_perimeter(cap(lat))[0]) for lat in (70, 80)]
    assert area_m2(done.geometry) == pytest.approx(caps[0] - caps[1], rel=1e-3)


def test_that_patches_on_both_sides_meet_it_and_are_measured_from_it():
    zone = repair(ACROSS).geometry
    east, west = (
        shapely.box(179.92, 50.02, 179.93, 50.03),
        shapely.box(-179.93, 50.02, -179.89, 50.03),
    )
    found = overlay([east, west], [zone])
    assert found.patch_index.tolist() == [0, 1]
    assert found.share == pytest.approx([1.0, 0.75], rel=1e-6)
    out = nearest([shapely.Point(-179.8, 50.05)], [zone])
    assert out.distance_m[0] == pytest.approx(GEOD.inv(-179.8, 50.05, -179.9, 50.05)[2], rel=1e-4)


def test_that_other_shapes_and_spirals_stay_as_they_are():
    whole = shapely.box(-180, -60, 180, 60)
    china = shapely.box(73, 18, 135, 54)
    assert antimeridian.within([whole, china]) == ([whole, china], 0)
    lon = np.cumsum(np.full(40, 170.0))
    spiral = shapely.Polygon(np.column_stack([(lon + 180) % 360 - 180, np.linspace(0, 60, 40)]))
    assert antimeridian.within([spiral]) == ([spiral], 1)
    assert repair(spiral).geometry.is_valid
