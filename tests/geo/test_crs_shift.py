"""The shifts of web maps: known places, and there and back without loss."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from greenshield.geo import shift

PLACES = st.tuples(st.floats(73.5, 135.0), st.floats(3.5, 53.5))


@given(PLACES)
def test_that_a_shift_is_taken_back_exactly(place: tuple[float, float]):
    lon, lat = place
    for there, back in (
        (shift.to_gcj02, shift.from_gcj02),
        (shift.gcj02_to_bd09, shift.bd09_to_gcj02),
        (shift.to_bd09, shift.from_bd09),
    ):
        x, y = back(*there(lon, lat))
        assert (float(x), float(y)) == pytest.approx((lon, lat), abs=2e-9)


@given(PLACES)
def test_that_the_shift_is_of_the_known_size(place: tuple[float, float]):
    lon, lat = place
    x, y = shift.to_gcj02(lon, lat)
    metres = np.hypot((x - lon) * np.cos(np.radians(lat)), y - lat) * 111_320
    assert 5 < metres < 1500


# Values of the project eviltransform's own test table (WGS 84 lat, lng → GCJ-02).
@pytest.mark.parametrize(
    ("lat", "lon", "gcj_lat", "gcj_lon"),
    [
        (31.1774276, 121.5272106, 31.17530398364597, 121.531541859215),
        (22.543847, 113.912316, 22.540796131694766, 113.9171764808363),
        (39.911954, 116.377817, 39.91334545536069, 116.38404722455657),
    ],
)
def test_that_published_pairs_come_out(lat: float, lon: float, gcj_lat: float, gcj_lon: float):
    x, y = shift.to_gcj02(lon, lat)
    # That table uses a slightly larger radius; the difference is under two decimetres.
    assert (float(x), float(y)) == pytest.approx((gcj_lon, gcj_lat), abs=2e-6)


def test_that_places_abroad_are_not_shifted():
    lon, lat = np.array([2.35, -77.0, 151.2]), np.array([48.85, 38.9, -33.9])
    for x, y in (shift.to_gcj02(lon, lat), shift.from_gcj02(lon, lat)):
        assert x.tolist() == lon.tolist()
        assert y.tolist() == lat.tolist()


def test_that_arrays_keep_their_shape_and_nan_stays_alone():
    lon, lat = np.full((2, 3), 120.0), np.full((2, 3), 30.0)
    lon[0, 0] = np.nan
    x, y = shift.from_gcj02(lon, lat)
    assert x.shape == y.shape == (2, 3)
    assert np.isnan(x[0, 0])
    assert np.isfinite(x[1]).all()
    empty = shift.from_gcj02([], [])
    assert empty[0].shape == (0,)


def test_that_real_shifted_boundaries_come_near_the_unshifted_ones(
    shared_data: Path, real_file: Callable[[Path], Path]
):
    """DataV's Jilin cities are GCJ-02; taken back they meet the province in EPSG:4490."""
    import fiona

    boundaries = shared_data / "boundaries"
    cities = [
        shapely.from_geojson(json.dumps(feature["geometry"]))
        for file in sorted((boundaries / "GeoMapData_CN_datav_GCJ02" / "citys").glob("22*.json"))
        for feature in json.loads(real_file(file).read_text("utf-8"))["features"]
    ]
    shifted = shapely.union_all(shapely.make_valid(cities))
    taken_back = shapely.transform(
        shifted, lambda xy: np.column_stack(shift.from_gcj02(xy[:, 0], xy[:, 1]))
    )
    with fiona.open(real_file(boundaries / "省_shp_EPSG4490" / "省.shp")) as provinces:
        jilin = next(
            shapely.geometry.shape(p.geometry)
            for p in provinces
            if p.properties["省代码"] == 220000
        )
    before = shapely.symmetric_difference(shifted, jilin).area
    after = shapely.symmetric_difference(taken_back, jilin).area
    assert after < 0.7 * before
