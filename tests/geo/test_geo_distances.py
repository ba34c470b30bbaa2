"""Distances and directions against the exact geodesic solver."""

import itertools

import numpy as np
import pytest
import shapely
from geo_shapes import GEOD, around, stars
from hypothesis import assume, given
from hypothesis import strategies as st

from greenshield.geo import distances


def geodesic_distance(lon, lat, polygon):
    """The least geodesic distance to the outline, by walking along its geodesic edges."""
    best = np.inf
    xy = shapely.get_coordinates(polygon)
    for (x1, y1), (x2, y2) in itertools.pairwise(xy):
        az, _, length = GEOD.inv(x1, y1, x2, y2)
        low, high = 0.0, length
        for _ in range(6):
            t = np.linspace(low, high, 41)
            n = len(t)
            lons, lats, _ = GEOD.fwd(np.full(n, x1), np.full(n, y1), np.full(n, az), t)
            d = GEOD.inv(np.full(n, lon), np.full(n, lat), lons, lats)[2]
            k = int(np.argmin(d))
            best = min(best, float(d[k]))
            low, high = t[max(k - 1, 0)], t[min(k + 1, n - 1)]
    return best


@given(
    stars(size=(10, 2000), holes=False),
    st.floats(0, 2 * np.pi),
    st.floats(1.0, 7000.0),
)
def test_that_distances_within_5_km_are_true(polygon, angle, away):
    centre = shapely.get_coordinates(polygon.centroid)[0]
    lon, lat = around(*centre, np.array([away * np.cos(angle)]), np.array([away * np.sin(angle)]))[
        0
    ]
    ours = distances.distance_m(lon, lat, polygon)
    if shapely.intersects_xy(polygon, lon, lat):
        assert ours == 0
        return
    true = geodesic_distance(lon, lat, polygon)
    assume(true < 5000)
    # 2e-8 m for the rounding of degrees.
    assert ours == pytest.approx(true, rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("km", [30, 100, 300])
def test_that_far_distances_are_true_to_a_thousandth(km):
    patch = shapely.box(125, 43, 125.02, 43.02)
    for azimuth in range(0, 360, 30):
        lon, lat, _ = GEOD.fwd(125.01, 43.01, azimuth, km * 1000)
        true = geodesic_distance(lon, lat, patch)
        assert distances.distance_m(lon, lat, patch) == pytest.approx(true, rel=1e-3)


def test_that_inside_and_on_the_edge_are_zero_and_nothing_is_nan():
    patch = shapely.box(125, 43, 125.02, 43.02)
    hole = shapely.Polygon(
        patch.exterior.coords, [shapely.box(125.005, 43.005, 125.015, 43.015).exterior.coords]
    )
    lon, lat = np.full(5, 125.01), np.full(5, 43.01)
    found = distances.distances_m(lon, lat, [patch, hole, None, shapely.Polygon(), patch])
    assert found[0] == 0
    assert found[1] == pytest.approx(407, abs=2)
    assert np.isnan(found[2:4]).all()
    assert distances.distance_m(125.0, 43.01, patch) == 0


def test_that_heights_do_not_count():
    flat = shapely.Polygon([(125, 43), (125.02, 43), (125.02, 43.02)])
    high = shapely.force_3d(flat, 800.0)
    assert distances.distance_m(126, 43, high) == distances.distance_m(126, 43, flat)


def test_that_many_pairs_are_measured_as_one(monkeypatch):
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(125, 126, 50), rng.uniform(43, 44, 50)
    patches = shapely.buffer(
        shapely.points(rng.uniform(125, 126, 50), rng.uniform(43, 44, 50)), 0.01
    )
    whole = distances.distances_m(lon, lat, patches)
    monkeypatch.setattr(distances, "_VERTICES_AT_ONCE", 40)
    np.testing.assert_allclose(distances.distances_m(lon, lat, patches), whole, rtol=1e-9)
    assert len(distances.distances_m([], [], [])) == 0


def test_that_bearings_run_clockwise_from_north():
    for azimuth in (0, 45, 90, 180, 270, 359):
        lon, lat, _ = GEOD.fwd(125, 43, azimuth, 1000)
        assert distances.angle_between(distances.bearing(125, 43, lon, lat), azimuth) < 1e-6


@given(st.floats(-720, 720), st.floats(-720, 720))
def test_that_angles_between_directions_are_the_smaller_turn(a, b):
    found = distances.angle_between(a, b)
    assert 0 <= found <= 180
    assert np.cos(np.radians(found)) == pytest.approx(np.cos(np.radians(a - b)), abs=1e-9)


@given(st.floats(-89, 89), st.floats(-5000, 5000), st.floats(-5000, 5000))
def test_that_moving_a_point_goes_as_far_as_told(lat, east, north):
    end = distances.moved(np.array([[125.0, lat]]), np.array([[east, north]]))[0]
    far = GEOD.inv(125.0, lat, *end)[2]
    assume(abs(lat) < 80)
    assert far == pytest.approx(np.hypot(east, north), rel=1e-5, abs=1e-5)
