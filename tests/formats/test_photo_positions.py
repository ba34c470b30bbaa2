# ruff: noqa: E501 - the tables read better with a case a line
from __future__ import annotations

import io
import struct
from typing import Any

import pytest
from helpers.tiff_blob import (
    ASCII,
    BYTE,
    DOUBLE,
    GOOD_GPS,
    RATIO,
    SHORT,
    SIGNED_RATIO,
    Entries,
    degrees,
    jpeg,
    tiff,
)

from greenshield.formats.photos import PhotoFacts, read_photo

LAT_REF, LAT, LON_REF, LON, ALT_REF, ALT = 1, 2, 3, 4, 5, 6
STATUS, DOP, DIRECTION_REF, DIRECTION, DATUM, ERROR = 9, 11, 16, 17, 18, 31
NAN = struct.pack("<d", float("nan"))


def facts_of(gps: Entries, order: str = "<") -> PhotoFacts:
    return read_photo(io.BytesIO(jpeg(tiff(gps=gps, order=order))))


def changed(**changes: Any) -> dict[int, tuple[int, Any]]:
    """Good GPS tags with some replaced, or taken away where None."""
    out = dict(GOOD_GPS)
    for name, value in changes.items():
        tag = globals()[name.upper()]
        if value is None:
            out.pop(tag)
        else:
            out[tag] = value
    return out


def codes(facts: PhotoFacts) -> set[str]:
    return {code for code, _ in facts.warnings}


@pytest.mark.parametrize("order", ["<", ">"])
def test_that_a_plain_position_is_placed(order: str) -> None:
    facts = facts_of(GOOD_GPS, order)
    assert (facts.lon, facts.lat) == (pytest.approx(126.26), pytest.approx(43.505))
    assert facts.position_source == "exif"
    assert facts.warnings == ()


@pytest.mark.parametrize(
    ("refs", "lon", "lat"),
    [("NE", 126.26, 43.505), ("SE", 126.26, -43.505), ("NW", -126.26, 43.505), ("sw", -126.26, -43.505)],
)  # fmt: skip
def test_that_references_give_the_signs(refs: str, lon: float, lat: float) -> None:
    facts = facts_of(changed(lat_ref=(ASCII, refs[0]), lon_ref=(ASCII, refs[1])))
    assert (facts.lon, facts.lat) == (pytest.approx(lon), pytest.approx(lat))


@pytest.mark.parametrize(
    "parts",
    [
        [(43505, 1000)],
        [(43, 1), (303, 10)],
        [(43, 1), (303, 10), (0, 1)],
        [(43, 1), (303, 10), (0, 0)],  # seconds unused, since the minutes carry the fraction
        [(43, 1), (30, 1), (18, 1)],
        [(43505000, 1000000), (0, 1), (0, 1)],
    ],
)
def test_that_every_common_way_to_write_an_angle_is_read(parts: list[tuple[int, int]]) -> None:
    facts = facts_of(changed(lat=degrees(*parts)))
    assert facts.lat == pytest.approx(43.505, abs=1e-9)


def test_that_signed_ratios_and_floats_are_read() -> None:
    assert facts_of(changed(lat=(SIGNED_RATIO, [(43, 1), (30, 1), (18, 1)]))).lat == pytest.approx(
        43.505
    )
    assert facts_of(changed(lat=(DOUBLE, [43.0, 30.0, 18.0]))).lat == pytest.approx(43.505)


def test_that_numbers_written_as_text_are_read_and_told() -> None:
    facts = facts_of(changed(lat=(ASCII, "43 30 18")))
    assert facts.lat == pytest.approx(43.505)
    assert codes(facts) == {"photo_gps_text"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"lat": degrees((43, 0), (30, 1), (18, 1))}, "photo_gps_zero_denominator"),
        ({"lat": degrees((43, 1), (30, 0), (18, 1))}, "photo_gps_zero_denominator"),
        ({"lat": degrees((43, 1), (30, 1), (18, 0))}, "photo_gps_zero_denominator"),
        ({"lat": degrees((43, 1), (30, 1), (0, 0))}, "photo_gps_zero_denominator"),
        ({"lon": degrees((0, 0), (0, 0), (0, 0))}, "photo_gps_zero_denominator"),
        ({"lat": (DOUBLE, [float("nan"), 0.0, 0.0])}, "photo_gps_zero_denominator"),
        ({"lat": (DOUBLE, [float("inf"), 0.0, 0.0])}, "photo_gps_zero_denominator"),
        ({"lat": (ASCII, "north of here")}, "photo_gps_not_a_number"),
        ({"lat": (ASCII, "43 30 18 5")}, "photo_gps_not_a_number"),
        ({"lat": (ASCII, b"\0")}, "photo_gps_not_a_number"),
        ({"lat": (BYTE, b"")}, "photo_gps_not_a_number"),
        ({"lat_ref": None}, "photo_gps_no_reference"),
        ({"lon_ref": None}, "photo_gps_no_reference"),
        ({"lat_ref": (ASCII, b"\0")}, "photo_gps_no_reference"),
        ({"lat_ref": (ASCII, "E")}, "photo_gps_no_reference"),
        ({"lon_ref": (ASCII, "N")}, "photo_gps_no_reference"),
        ({"lat": degrees((91, 1), (0, 1), (0, 1))}, "photo_gps_out_of_range"),
        ({"lon": degrees((180, 1), (0, 1), (1, 1))}, "photo_gps_out_of_range"),
        ({"lat": degrees((4294967295, 1))}, "photo_gps_out_of_range"),
        ({"lat": degrees((43, 1), (61, 1), (0, 1))}, "photo_gps_out_of_range"),
        ({"lat": degrees((43, 1), (30, 1), (1800, 1))}, "photo_gps_out_of_range"),
        ({"lat": (SIGNED_RATIO, [(-43, 1), (30, 1), (18, 1)])}, "photo_gps_out_of_range"),
        ({"lat": None, "lat_ref": None}, "photo_gps_incomplete"),
        ({"lon": None}, "photo_gps_incomplete"),
        (
            {"lat": degrees((0, 1), (0, 1), (0, 1)), "lon": degrees((0, 1), (0, 1), (0, 1))},
            "photo_gps_zero_zero",
        ),
    ],
)  # fmt: skip
def test_that_an_unusable_position_is_flagged_and_not_placed(
    changes: dict[str, Any], code: str
) -> None:
    facts = facts_of(changed(**changes))
    assert (facts.lon, facts.lat, facts.position_source) == (None, None, None)
    assert code in codes(facts)


def test_that_a_place_on_the_equator_or_the_prime_meridian_is_a_place() -> None:
    zero = degrees((0, 1), (0, 1), (0, 1))
    assert facts_of(changed(lat=zero)).lat == 0
    assert facts_of(changed(lon=zero)).lon == 0


@pytest.mark.parametrize(
    ("ref", "value", "metres"),
    [
        ((BYTE, [0]), (RATIO, [(1234, 10)]), 123.4),
        ((BYTE, [1]), (RATIO, [(1234, 10)]), -123.4),
        ((BYTE, [2]), (RATIO, [(1234, 10)]), 123.4),
        ((BYTE, [3]), (RATIO, [(1234, 10)]), -123.4),
        ((ASCII, "1"), (RATIO, [(1234, 10)]), -123.4),
        ((BYTE, [1, 100]), (RATIO, [(1234, 10)]), -123.4),
        ((BYTE, [1]), (SIGNED_RATIO, [(-1234, 10)]), -123.4),
        (None, (RATIO, [(1234, 10)]), 123.4),
        (None, (SIGNED_RATIO, [(-1234, 10)]), -123.4),
        ((BYTE, [0]), (RATIO, [(0, 0)]), None),
    ],
)
def test_that_altitude_has_the_sign_of_its_reference(
    ref: tuple[int, Any] | None, value: tuple[int, Any], metres: float | None
) -> None:
    gps = {**GOOD_GPS, ALT: value} | ({ALT_REF: ref} if ref else {})
    facts = facts_of(gps)
    assert facts.altitude_m == (None if metres is None else pytest.approx(metres))
    assert facts.lon is not None


@pytest.mark.parametrize(
    ("ref", "metres", "code"),
    [
        ((BYTE, [0]), 8_848, None),
        ((BYTE, [1]), 430, None),
        ((BYTE, [3]), 12, None),
        (None, 12, "photo_altitude_no_reference"),
        ((ASCII, b"\0\0"), 12, "photo_altitude_no_reference"),
        ((BYTE, [7]), 12, "photo_altitude_reference_unknown"),
        ((ASCII, "up"), 12, "photo_altitude_reference_unknown"),
        ((BYTE, [0]), 4_294_967_284, "photo_altitude_unlikely"),
        ((BYTE, [1]), 848, "photo_altitude_unlikely"),
    ],
)
def test_that_an_altitude_that_can_not_be_right_is_told(
    ref: tuple[int, Any] | None, metres: int, code: str | None
) -> None:
    gps = {**GOOD_GPS, ALT: (RATIO, [(metres, 1)])} | ({ALT_REF: ref} if ref else {})
    facts = facts_of(gps)
    assert abs(facts.altitude_m or 0) == metres
    assert codes(facts) == ({code} if code else set())


def test_that_an_azimuth_out_of_range_is_told() -> None:
    gps = {**GOOD_GPS, DIRECTION: (RATIO, [(361, 1)]), DIRECTION_REF: (ASCII, "T")}
    facts = facts_of(gps)
    assert (facts.azimuth_deg, facts.azimuth_ref) == (None, None)
    assert codes(facts) == {"photo_azimuth_out_of_range"}


def test_that_an_azimuth_without_its_north_is_told() -> None:
    facts = facts_of({**GOOD_GPS, DIRECTION: (RATIO, [(90, 1)])})
    assert (facts.azimuth_deg, facts.azimuth_ref) == (90, None)
    assert codes(facts) == {"photo_azimuth_no_reference"}


@pytest.mark.parametrize(
    ("ratio", "ref", "azimuth", "read_ref"),
    [
        ((27125, 100), "T", 271.25, "T"),
        ((0, 1), "M", 0.0, "M"),
        ((360, 1), "T", 360.0, "T"),
        ((90, 1), "?", 90.0, None),
        ((361, 1), "T", None, None),
        ((1, 0), "T", None, None),
    ],
)
def test_that_the_azimuth_keeps_its_reference(
    ratio: tuple[int, int], ref: str, azimuth: float | None, read_ref: str | None
) -> None:
    facts = facts_of({**GOOD_GPS, DIRECTION: (RATIO, [ratio]), DIRECTION_REF: (ASCII, ref)})
    assert (facts.azimuth_deg, facts.azimuth_ref) == (azimuth, read_ref)
    assert bool(facts.warnings) == (read_ref is None)


def test_that_error_dop_and_datum_are_read() -> None:
    facts = facts_of(
        {**GOOD_GPS, ERROR: (RATIO, [(75, 10)]), DOP: (RATIO, [(12, 10)]), DATUM: (ASCII, "WGS-84  ")}
    )  # fmt: skip
    assert (facts.position_error_m, facts.dop, facts.datum) == (7.5, 1.2, "WGS-84")
    assert facts.warnings == ()


def test_that_another_datum_and_a_void_fix_are_told() -> None:
    facts = facts_of({**GOOD_GPS, DATUM: (ASCII, "TOKYO"), STATUS: (ASCII, "V")})
    assert facts.lon is not None
    assert codes(facts) == {"photo_datum_unusual", "photo_gps_void"}


def test_that_names_that_are_not_utf8_are_read_as_chinese() -> None:
    blob = tiff({0x010F: (ASCII, "华为".encode("gbk") + b"\0"), 0x0112: (SHORT, [6])})
    facts = read_photo(io.BytesIO(jpeg(blob)))
    assert (facts.make, facts.orientation) == ("华为", 6)


def test_that_one_broken_tag_does_not_cost_the_others() -> None:
    blob = bytearray(tiff({0x010F: (ASCII, "maker"), 0x0110: (ASCII, "model")}, gps=GOOD_GPS))
    at = blob.index(b"\x10\x01\x02\x00")  # the entry of Model: let its value lie past the end
    blob[at + 8 : at + 12] = struct.pack("<I", 1_000_000)
    facts = read_photo(io.BytesIO(jpeg(bytes(blob))))
    assert (facts.make, facts.model) == ("maker", "")
    assert facts.lon == pytest.approx(126.26)
    assert facts.warnings == (("photo_exif_damaged", {"tags": "0110"}),)
