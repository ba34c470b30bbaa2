"""A position as it is typed, in any notation and order; and as it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenshield.domain.errors import UsageError
from greenshield.geo import positions as geo
from greenshield.services import positions

PLACE = (126.53345679, 43.40744037)


@pytest.mark.parametrize(
    "text",
    [
        "126.53345679, 43.40744037",
        "43.40744037 126.53345679",
        "126.53345679°E 43.40744037°N",
        "N43°24′26.7853″ E126°32′0.4444″",
        "东经126°32′0.4444″ 北纬43°24′26.7853″",
        "X 4808123.4 Y 42543210.1",
        "42543210.1,4808123.4",
    ],
)
def test_that_a_position_is_read_in_every_notation(text):
    found = positions.read(text, division="220000")
    assert (found.lon, found.lat) == pytest.approx(PLACE, abs=2e-8)


@given(st.floats(74, 134), st.floats(18, 53))
def test_that_what_is_written_is_read_again(lon, lat):
    told = positions.written(lon, lat)
    for text in (told["degrees"], told["dms"], f"{told['northing']} {told['easting']}"):
        found = positions.read(text)
        assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=4e-6)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("126.5", "ledger_place_unread"),
        ("here", "ledger_place_unread"),
        ("", "ledger_place_unread"),
        ("4808123 543210", "ledger_place_no_zone"),
        ("10.5E 51.2N", "ledger_place_unread"),
    ],
)
def test_that_what_is_no_position_is_refused(text, code):
    with pytest.raises(UsageError) as refused:
        positions.read(text)
    assert refused.value.code == code


def test_that_outside_of_china_s_zones_only_degrees_are_written():
    told = positions.written(10.5, 51.25)
    assert told["zone"] is told["easting"] is told["northing"] is None
    assert told["degrees"] == geo.degrees(10.5, 51.25)


def test_that_a_typed_shape_is_measured_in_any_system():
    square = "POLYGON ((126.5 43.5, 126.51 43.5, 126.51 43.51, 126.5 43.51, 126.5 43.5))"
    told = positions.measured(square)
    assert told["area_m2"] == pytest.approx(898_500, rel=2e-3)
    assert told["length_m"] == pytest.approx(3840, rel=2e-3)
    corners = []
    for lon, lat in ((126.5, 43.5), (126.51, 43.5), (126.51, 43.51), (126.5, 43.51)):
        one = positions.written(lon, lat)
        corners.append(f"{one['easting']} {one['northing']}")
    again = positions.measured("; ".join(corners))
    assert again["area_m2"] == pytest.approx(told["area_m2"], rel=1e-6)
    assert again["source_crs"] == "EPSG:4530"
    with pytest.raises(UsageError):
        positions.measured("126.5 43.5")
