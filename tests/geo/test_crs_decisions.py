"""Which coordinate system numbers stand in: declared, contradicted, swapped, absent, given."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS, Transformer

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.geo import gauss_kruger as gk
from greenshield.geo.crs import Decision, decide, to_target
from greenshield.geo.provinces import PROVINCES, box_of

JILIN = np.array([[125.3, 43.5], [126.0, 43.9]])  # degrees lon/lat EPSG:4490


def projected(code: int, lonlat: np.ndarray = JILIN) -> np.ndarray:
    crs = CRS.from_epsg(code)
    to = Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True)
    return np.column_stack(to.transform(lonlat[:, 0], lonlat[:, 1]))


PREFIXED = projected(4530)  # zone 42
BARE = projected(4551)  # the same zone, no prefix


def codes(decision: Decision) -> list[str]:
    return [remark.code for remark in decision.remarks]


def refused(xy: np.ndarray, **known: str) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        decide(xy, **known)
    return caught.value


@pytest.mark.parametrize(
    ("xy", "declared", "name", "swapped", "remarks"),
    [
        (JILIN, "EPSG:4490", "EPSG:4490", False, []),
        (PREFIXED, "EPSG:4530", "EPSG:4530", False, []),
        (BARE, "EPSG:4551", "EPSG:4551", False, []),
        # the other axis order
        (JILIN[:, ::-1], "EPSG:4490", "EPSG:4490", True, ["crs_swapped"]),
        (PREFIXED[:, ::-1], "EPSG:4530", "EPSG:4530", True, ["crs_swapped"]),
        (BARE[:, ::-1], "EPSG:4551", "EPSG:4551", True, ["crs_swapped"]),
        # with prefix for without, and the reverse; the wrong zone
        (BARE, "EPSG:4530", "EPSG:4551", False, ["crs_corrected"]),
        (PREFIXED, "EPSG:4551", "EPSG:4530", False, ["crs_corrected"]),
        (PREFIXED, "EPSG:4529", "EPSG:4530", False, ["crs_corrected"]),
        (PREFIXED[:, ::-1], "EPSG:4551", "EPSG:4530", True, ["crs_corrected", "crs_swapped"]),
        # degrees under a projected system, metres under a geographic one
        (JILIN, "EPSG:3857", "EPSG:4326", False, ["crs_corrected"]),
        (JILIN, "EPSG:4530", "EPSG:4490", False, ["crs_corrected"]),
        (PREFIXED, "EPSG:4490", "EPSG:4530", False, ["crs_corrected"]),
    ],
)
def test_that_a_declared_system_is_held_against_the_numbers(
    xy: np.ndarray, declared: str, name: str, swapped: bool, remarks: list[str]
):
    decision = decide(xy, declared=declared)
    source = "corrected" if "crs_corrected" in remarks else "declared"
    assert (decision.name, decision.source, decision.swapped) == (name, source, swapped)
    assert codes(decision) == remarks
    assert to_target(decision, xy) == pytest.approx(JILIN, abs=1e-8)


@pytest.mark.parametrize(
    ("xy", "declared", "proposal"),
    [
        (PREFIXED, "EPSG:4326", "EPSG:4530"),  # no Gauss–Krüger zone stands on WGS 84
        (BARE, "EPSG:4490", "EPSG:4551"),
        (BARE, "EPSG:3857", "EPSG:4551"),
    ],
)
def test_that_a_contradiction_without_one_certain_way_out_is_asked(
    xy: np.ndarray, declared: str, proposal: str
):
    error = refused(xy, declared=declared, division="220182")
    assert error.code == "crs_contradicted"
    assert error.params["crs"] == declared
    assert proposal in error.params["proposals"]


@pytest.mark.parametrize(("division", "name"), [("", ""), ("650000", ""), ("61", "EPSG:4524")])
def test_that_two_zones_that_make_sense_are_asked_unless_the_province_tells(
    division: str, name: str
):
    """A county may be kept in its whole province's one zone, where eastings name the next."""
    where = {"": [106.0, 34.4], "650000": [84.4, 41.4], "61": [106.0, 34.4]}[division]
    zone = 28 if division == "650000" else 36
    xy = projected(gk.code_with_prefix(gk.CGCS2000, zone), np.array([where, where]))
    other = zone + 1 if division == "650000" else zone - 1
    declared = f"EPSG:{gk.code_with_prefix(gk.CGCS2000, other)}"
    if not name:
        error = refused(xy, declared=declared, division=division)
        assert error.code == "crs_contradicted"
        assert error.params["proposals"][0] == f"EPSG:{gk.code_with_prefix(gk.CGCS2000, zone)}"
    else:
        assert decide(xy, declared=declared, division=division).name == name


@pytest.mark.parametrize("turned", [False, True])
def test_that_eastings_that_name_the_declared_zone_are_believed_beyond_its_area(turned: bool):
    north = np.array([[104.35, 49.4]])  # the area of use of zone 35 ends at 42.2° N
    xy = projected(4523, north)
    decision = decide(xy[:, ::-1] if turned else xy, declared="EPSG:4523")
    assert (decision.name, decision.swapped) == ("EPSG:4523", turned)


@pytest.mark.parametrize("declared", ["EPSG:32648", "EPSG:4544"])
def test_that_degrees_are_no_metres_in_either_axis_order(declared: str):
    chengdu = np.array([[104.0, 30.6], [104.1, 30.7]])
    decision = decide(chengdu, declared=declared)
    assert not decision.swapped
    assert to_target(decision, chengdu) == pytest.approx(chengdu)


def test_that_numbers_off_any_globe_are_refused_with_no_proposal():
    error = refused(np.array([[-248.7, 625.6]]), declared="EPSG:4326")
    assert error.code == "crs_contradicted"
    assert error.params["proposals"] == []


def test_that_degrees_in_china_need_no_declaration():
    decision = decide(JILIN)
    assert (decision.name, decision.source) == ("EPSG:4490", "numbers")
    assert codes(decision) == ["crs_from_numbers"]
    swapped = decide(JILIN[:, ::-1])
    assert codes(swapped) == ["crs_from_numbers", "crs_swapped"]
    assert to_target(swapped, JILIN[:, ::-1]) == pytest.approx(JILIN)


@pytest.mark.parametrize(
    ("xy", "first", "count"),
    [
        (PREFIXED, "EPSG:4530", 3),  # one zone, three datums
        (PREFIXED[:, ::-1], "EPSG:4530", 3),
        (projected(3857), "EPSG:3857", 1),
        (np.array([[-117.0, 32.0], [-86.0, 14.0]]), "EPSG:4490", 2),  # degrees, but not here
    ],
)
def test_that_undeclared_numbers_are_asked_with_proposals(xy: np.ndarray, first: str, count: int):
    error = refused(xy, division="22")
    assert error.code == "crs_unknown"
    assert error.params["proposals"][0] == first
    assert len(error.params["proposals"]) == count


def test_that_the_division_narrows_the_meridians_without_prefix():
    here = refused(BARE, division="220182").params["proposals"]
    assert {"EPSG:4550", "EPSG:4551", "EPSG:4552"} <= set(here)
    assert "EPSG:4549" not in here  # 120° E is Jiangsu's
    assert len(refused(BARE).params["proposals"]) > len(here)


def test_that_a_zone_beyond_the_division_is_still_proposed():
    assert "EPSG:4530" in refused(PREFIXED, division="32").params["proposals"]


@pytest.mark.parametrize("given_as", ["EPSG:4551", "4551", "epsg:4551"])
def test_that_a_person_goes_before_the_file(given_as: str):
    decision = decide(BARE, declared="EPSG:4552", given=given_as)
    assert (decision.name, decision.source) == ("EPSG:4551", "given")
    assert to_target(decision, BARE) == pytest.approx(JILIN, abs=1e-8)


def test_that_a_person_can_be_wrong_too():
    for xy, said in ((BARE, "EPSG:4530"), (JILIN, "EPSG:4551"), (PREFIXED, "EPSG:4490")):
        assert refused(xy, given=said).code == "crs_given_contradicted"
    with pytest.raises(UsageError) as caught:
        decide(JILIN, given="EPSG:four")
    assert caught.value.code == "crs_not_known"


def test_that_swapped_axes_are_seen_under_a_given_system_too():
    decision = decide(BARE[:, ::-1], given="EPSG:4551")
    assert decision.swapped
    assert codes(decision) == ["crs_swapped"]


def test_that_degrees_in_the_far_west_are_turned_only_where_the_division_says_so():
    yili = np.array([[43.5, 80.2]])  # latitude first, and still in range
    plain = decide(yili, declared="EPSG:4490")
    assert not plain.swapped
    assert codes(plain) == ["crs_maybe_swapped"]
    assert decide(yili, declared="EPSG:4490", division="654000").swapped


def test_that_toy_metres_stay_as_declared_with_a_remark():
    near_equator = np.array([[499245.0, -877.0], [501033.0, 297.0]])
    decision = decide(near_equator, declared="EPSG:2379")
    assert decision.name == "EPSG:2379"
    assert codes(decision) == ["crs_outside_area", "crs_datum_without_parameters"]


@pytest.mark.parametrize(
    ("declared", "accuracy", "remark"),
    [
        ("EPSG:4490", 0.001, None),
        ("EPSG:4530", 0.001, None),
        ("EPSG:4326", 1.0, None),
        ("EPSG:4610", None, "crs_datum_without_parameters"),
        ("EPSG:4214", None, "crs_datum_without_parameters"),
        ("EPSG:4269", None, "crs_datum_unknown"),
    ],
)
def test_that_the_accuracy_is_said(declared: str, accuracy: float | None, remark: str | None):
    xy = projected(4530) if declared == "EPSG:4530" else JILIN
    decision = decide(xy, declared=declared)
    assert decision.accuracy_m == accuracy
    assert codes(decision) == ([remark] if remark else [])


def test_that_a_local_datum_is_carried_over_as_it_stands():
    xian = projected(2387)
    decision = decide(xian, declared="EPSG:2387")
    assert to_target(decision, xian) == pytest.approx(JILIN, abs=1e-8)


def test_that_parameters_in_the_file_are_used_unless_they_are_zeros():
    wkt = (
        'GEOGCS["Xian 1980",DATUM["Xian_1980",SPHEROID["IAG 1975",6378140,298.257],'
        'TOWGS84[{}]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
    )
    moved = decide(JILIN, declared=wkt.format("100,-50,20,0,0,0,0"))
    assert moved.accuracy_m == 5.0
    shift = to_target(moved, JILIN) - JILIN
    assert 1e-4 < np.abs(shift).max() < 2e-3  # about 100 m
    zeros = decide(JILIN, declared=wkt.format("0,0,0,0,0,0,0"))
    assert zeros.accuracy_m is None


def test_that_shapes_in_another_province_are_remarked():
    assert codes(decide(JILIN, declared="EPSG:4490", division="320000")) == ["crs_outside_division"]
    assert codes(decide(JILIN, declared="EPSG:4490", division="220182")) == []


def test_that_a_declaration_in_another_language_is_passed_over():
    decision = decide(JILIN, declared="<!DOCTYPE html><html>")
    assert decision.source == "numbers"
    assert codes(decision) == ["crs_declaration_unreadable", "crs_from_numbers"]


def test_that_a_stray_place_does_not_decide():
    xy = np.vstack([np.repeat(JILIN, 200, axis=0), [[1e9, -1e9], [np.nan, 1.0]]])
    decision = decide(xy, declared="EPSG:4490")
    assert codes(decision) == []


def test_that_nothing_is_asked_where_there_are_no_coordinates():
    empty = np.empty((0, 2))
    for xy in (empty, np.array([[np.nan, np.nan]])):
        decision = decide(xy)
        assert (decision.name, codes(decision)) == ("EPSG:4490", [])
    assert to_target(decide(empty), empty).shape == (0, 2)


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(PROVINCES)),
    st.floats(0.05, 0.95),
    st.floats(0.05, 0.95),
    st.sampled_from(gk.DATUMS),
    st.booleans(),
)
def test_that_every_zone_with_prefix_leads_back_to_its_place(
    province: str, east: float, north: float, datum: gk.Datum, swapped: bool
):
    box = box_of(province)
    assert box is not None
    lon = box.west + east * (box.east - box.west)
    lat = max(18.5, box.south + north * (box.north - box.south))
    zone = round(lon / 3)
    xy = projected(gk.code_with_prefix(datum, zone), np.array([[lon, lat]]))
    xy = xy[:, ::-1] if swapped else xy
    decision = decide(xy, declared=f"EPSG:{gk.code_with_prefix(datum, zone)}")
    assert decision.swapped is swapped
    assert to_target(decision, xy) == pytest.approx(np.array([[lon, lat]]), abs=1e-8)
    proposals = refused(xy, division=province).params["proposals"]
    assert f"EPSG:{gk.code_with_prefix(gk.CGCS2000, zone)}" in proposals
