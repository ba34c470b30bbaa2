"""Web Mercator, scale bars, graticules, degrees as written, 3° zones: against PROJ."""

import math

import numpy as np
import pytest
from geo_shapes import GEOD
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from greenshield.domain.errors import UsageError
from greenshield.geo import degree_zones, ellipsoid, graticule, webmercator

china = st.tuples(st.floats(73, 135), st.floats(3, 54))


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-85, 85)), min_size=1, max_size=9))
def test_that_web_mercator_is_that_of_proj(places):
    to_web = Transformer.from_crs(4326, 3857, always_xy=True)
    ours = webmercator.project(places)
    np.testing.assert_allclose(ours, list(to_web.itransform(places)), rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(webmercator.unproject(ours), places, rtol=0, atol=1e-9)


def test_that_the_poles_stay_on_the_map():
    ends = webmercator.project([(0, 90), (0, -90), (180, 0)])
    assert ends[0, 1] == pytest.approx(ends[2, 0])
    assert ends[1, 1] == pytest.approx(-ends[2, 0])


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-89, 89)), min_size=1, max_size=9))
def test_that_ellipsoidal_mercator_is_that_of_proj(places):
    pipeline = "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=merc"
    exact = Transformer.from_pipeline(f"{pipeline} +a=6378137 +rf=298.257222101")
    ours = ellipsoid.mercator(places)
    np.testing.assert_allclose(ours, list(exact.itransform(places)), rtol=1e-9, atol=1e-4)
    np.testing.assert_allclose(ellipsoid.unmercator(ours), places, rtol=0, atol=1e-9)


@given(china)
def test_that_ground_scale_is_that_of_the_ellipsoid(place):
    lon, lat = place
    east = lon + 0.001
    ground = GEOD.inv(lon, lat, east, lat)[2]
    (west_x, _), (east_x, _) = webmercator.project([(lon, lat), (east, lat)])
    assert webmercator.ground_metres(lat) * (east_x - west_x) == pytest.approx(ground, rel=1e-6)


@given(st.floats(1e-3, 1e8))
def test_that_a_round_length_is_round_and_fits(limit):
    length = webmercator.round_length(limit)
    assert limit / 2.5 - 1e-12 <= length <= limit * (1 + 1e-12)
    assert round(length / 10 ** math.floor(math.log10(length) + 1e-9)) in (1, 2, 5)


@given(china, st.floats(1, 1e6))
def test_that_a_scale_bar_is_round_and_true_on_the_ground(place, longest):
    lon, lat = place
    ground, drawn = webmercator.scale_bar(longest, lat)
    assert drawn <= longest * (1 + 1e-12)
    assert drawn > longest * 0.39
    assert f"{ground:e}"[0] in "125"
    assert float(f"{ground:.0e}") == pytest.approx(ground)
    if ground < 20_000:
        x, y = webmercator.project([(lon, lat)])[0]
        (lon1, lat1), (lon2, lat2) = webmercator.unproject([(x - drawn / 2, y), (x + drawn / 2, y)])
        assert GEOD.inv(lon1, lat1, lon2, lat2)[2] == pytest.approx(ground, rel=1e-5)


@given(st.floats(1e-3, 180), st.integers(2, 12))
def test_that_graticule_lines_are_few_and_at_round_steps(span, most):
    step = graticule.step(span, most)
    lines = graticule.lines(100.0, 100.0 + span, step)
    if step != graticule.STEPS_DEG[-1]:
        assert len(lines) <= most + 1
    assert all(abs(v / step - round(v / step)) < 1e-6 for v in lines)
    assert all(100 - 1e-6 <= v <= 100 + span + 1e-6 for v in lines)


@pytest.mark.parametrize(
    ("span", "most", "step"),
    [(1, 5, 15 / 60), (0.01, 5, 10 / 3600), (10, 5, 2), (300, 4, 30), (0.1, 6, 1 / 60)],
)
def test_that_steps_are_those_of_the_clock(span, most, step):
    assert graticule.step(span, most) == pytest.approx(step)


@pytest.mark.parametrize(
    ("degrees", "axis", "step", "text"),
    [
        (126.5, "lon", 1, "126°30′E"),
        (126.5, "lon", 1 / 3600, "126°30′00″E"),
        (-0.5, "lat", 1 / 3600, "0°30′00″S"),
        (43.99999999, "lat", 1 / 3600, "44°00′00″N"),
        (43.99999999, "lat", 0.1 / 3600, "44°00′00.0″N"),
        (125.123456, "lon", 0.1 / 3600, "125°07′24.4″E"),
        (190, "lon", 1 / 3600, "170°00′00″W"),
        (180, "lon", 1 / 3600, "180°00′00″E"),
        (0, "lat", 1 / 3600, "0°00′00″"),
        (-1e-9, "lat", 1 / 3600, "0°00′00″"),
    ],
)
def test_that_degrees_are_written_with_minutes_and_seconds(degrees, axis, step, text):
    assert graticule.label(degrees, step, axis) == text


@given(st.floats(73, 136), st.floats(1e-4, 20))
def test_that_a_graticule_is_round_and_never_crowded(low, span):
    step = graticule.step(span, 5)
    lines = graticule.lines(low, low + span, step)
    assert len(lines) <= 6
    assert all(low - 1e-6 <= line <= low + span + 1e-6 for line in lines)
    texts = [graticule.label(line, step, "lon") for line in lines]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("value", "step", "axis", "text"),
    [
        (126.0, 1.0, "lon", "126°E"),
        (126.5, 0.5, "lon", "126°30′E"),
        (126.0, 0.5, "lon", "126°00′E"),
        (43.2583333333, 5 / 3600, "lat", "43°15′30″N"),
        (43.999999999, 1 / 60, "lat", "44°00′N"),
        (-0.5, 0.5, "lat", "0°30′S"),
        (126.35 + 0.2 / 3600, 0.2 / 3600, "lon", "126°21′00.2″E"),
    ],
)
def test_that_degrees_read_as_on_a_map(value, step, axis, text):
    assert graticule.label(value, step, axis) == text


@pytest.mark.parametrize(
    ("lon", "zone"), [(73.5, 25), (118.49, 39), (118.5, 40), (120, 40), (126, 42), (136.49, 45)]
)
def test_that_each_longitude_has_its_zone(lon, zone):
    assert degree_zones.zone_of(lon) == zone


@pytest.mark.parametrize("lon", [73.49, 136.5, -120, float("nan"), float("inf")])
def test_that_longitudes_outside_china_have_none(lon):
    with pytest.raises(UsageError, match="longitude_outside_zones"):
        degree_zones.zone_of(lon)
