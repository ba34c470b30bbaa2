"""What is measured while it is drawn, and positions as people read them: against PROJ."""

import math
import subprocess
import sys

import pytest
from geo_shapes import GEOD
from hypothesis import assume, given
from hypothesis import strategies as st
from pyproj import Transformer

from greenshield.geo import drawn, positions

anywhere = st.tuples(st.floats(-180, 180), st.floats(-89, 89))
china = st.tuples(st.floats(73.6, 136.4), st.floats(3, 54))


@given(anywhere, anywhere)
def test_that_a_drawn_length_is_the_geodesic(one, other):
    exact = GEOD.inv(*one, *other)[2]
    assert drawn.distance_m(one, other) == pytest.approx(exact, abs=1e-3)
    assert drawn.length_m([one, other, one]) == pytest.approx(2 * exact, abs=2e-3)


def test_that_points_on_the_other_side_of_the_earth_are_measured_too():
    far = ((0.0, 0.0), (179.9, 0.1))
    assert drawn.distance_m(*far) == pytest.approx(GEOD.inv(*far[0], *far[1])[2], abs=1e-3)
    assert drawn.distance_m((10, 0), (-170, 0)) == pytest.approx(20003931.46, abs=0.01)


@given(china, st.floats(1e-4, 1.0), st.integers(3, 12))
def test_that_a_drawn_area_is_that_of_the_ellipsoid(middle, size, corners):
    lon, lat = middle
    assume(lat - size > -89)
    turns = [2 * math.pi * k / corners for k in range(corners)]
    ring = [(lon + size * math.cos(t), lat + 0.7 * size * math.sin(t)) for t in turns]
    exact = abs(GEOD.polygon_area_perimeter(*zip(*ring, strict=True))[0])
    assert drawn.area_m2(ring) == pytest.approx(exact, rel=1e-6, abs=1e-3)
    assert drawn.area_m2([*ring, ring[0]]) == pytest.approx(drawn.area_m2(ring), rel=1e-12)
    assert drawn.area_m2(ring[::-1]) == pytest.approx(drawn.area_m2(ring), rel=1e-9)


def test_that_too_few_points_have_no_area_and_no_length():
    assert drawn.area_m2([(126, 43), (127, 43)]) == 0
    assert drawn.length_m([(126, 43)]) == drawn.length_m([]) == 0


@given(china)
def test_that_a_zone_s_metres_are_those_of_proj(place):
    found = positions.gauss_krueger(*place)
    zone = Transformer.from_crs(4490, 4513 + found.zone - 25, always_xy=True)
    assert (found.prefixed, found.northing) == pytest.approx(zone.transform(*place), abs=1e-5)


def test_that_outside_of_the_zones_of_china_there_is_no_zone():
    assert positions.gauss_krueger(73.4, 40) is None
    assert positions.gauss_krueger(136.5, 40) is None
    assert positions.gauss_krueger(math.nan, 40) is None


def test_that_degrees_are_written_with_their_sides():
    assert positions.degrees(126.5342101, 43.4123449) == "126.534210°E 43.412345°N"
    assert positions.degrees(-1.5, -2.25, 2) == "1.50°W 2.25°S"


def test_that_sixty_seconds_are_a_minute():
    assert positions.dms(126.9999999999, 43.5125) == "127°00′00.00″E 43°30′45.00″N"
    assert positions.dms(-0.00001, 0, 0) == "0°00′00″W 0°00′00″N"


def test_that_following_the_mouse_needs_neither_proj_nor_geos():
    code = (
        "import sys; from greenshield.geo import camera, drawn, graticule, positions, webmercator;"
        "drawn.distance_m((126, 43), (127, 44)); drawn.area_m2([(1, 1), (2, 1), (1, 2)]);"
        "positions.gauss_krueger(126, 43); print({'pyproj', 'shapely'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
