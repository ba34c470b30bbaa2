"""How views differ, what goes with what, and the earlier photos that a later one is like."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield import reference
from greenshield.domain.rulesets import RuleSet
from greenshield.services import photo_assigning, photo_difference, photo_viewpoint
from greenshield.services.photo_viewpoint import PhotoView

LON, LAT = 126.35, 43.25


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return reference.ruleset("default-2026")


def test_that_a_difference_tells_the_way_the_turn_and_what_else_is_other(ruleset):
    model = PhotoView(
        "a", day="2026-05-01", lon=LON, lat=LAT, azimuth_deg=350.0, fov_deg=65.0, pitch_deg=-5.0,
        altitude_m=300.0,
    )  # fmt: skip
    photo = PhotoView(
        "b", day="2026-08-09", lon=LON, lat=LAT - 0.0001, azimuth_deg=8.0, fov_deg=32.5,
        pitch_deg=-2.0, altitude_m=290.0,
    )  # fmt: skip
    found = photo_difference.between(photo, model, ruleset, ("near", "far"))
    assert found.apart_m == pytest.approx(11.1, abs=0.1)
    assert found.go_deg == 0.0  # due north to where the model was taken
    assert found.turn_deg == -18.0  # to the left, across north
    assert (found.higher_m, found.pitch_deg, found.zoom) == (10.0, -3.0, 2.0)
    assert (found.days, found.alike) == (100, False)
    back = photo_difference.between(model, photo, ruleset, ("far", "near"))
    assert (back.go_deg, back.turn_deg, back.days) == (180.0, 18.0, -100)


def test_that_the_weight_is_in_units_of_what_the_rules_still_take(ruleset):
    def weight(metres, degrees, kind):
        here = PhotoView("a", lon=LON, lat=LAT, azimuth_deg=0.0)
        there = PhotoView("b", lon=LON, lat=LAT + metres / 111_100, azimuth_deg=degrees)
        return photo_difference.between(here, there, ruleset, (kind, kind)).weight

    assert weight(0, 0, "near") == 0.0
    assert weight(ruleset.nearness_m, 0, "near") == pytest.approx(1.0, abs=0.01)
    assert weight(ruleset.nearness_far_m, 0, "far") == pytest.approx(1.0, abs=0.01)
    assert weight(0, ruleset.pair_max_angle_deg, "near") == 1.0
    assert weight(3, 29, "near") > weight(5, 1, "near")  # nearest in place is not all
    nothing = photo_difference.between(PhotoView("a"), PhotoView("b"), ruleset)
    assert (nothing.apart_m, nothing.turn_deg, nothing.alike) == (None, None, None)
    assert nothing.weight == pytest.approx(2**0.5, abs=0.001)


def test_that_a_view_is_read_from_fields_that_may_hold_anything():
    told = {
        "lon": LON, "lat": LAT, "azimuth_deg": 30.0, "azimuth_true_deg": 21.5, "focal_35mm": 26,
        "width": 4000, "height": 3000, "taken_at": "2026-05-01T20:00:00",
        "taken_at_offset": "+00:00", "position_error_m": "4",
    }  # fmt: skip
    view = photo_viewpoint.of_fields("a", told.get)
    assert (view.azimuth_deg, view.day, view.error_m) == (21.5, "2026-05-02", None)
    assert 60 < view.fov_deg < 72
    del told["azimuth_true_deg"]
    assert photo_viewpoint.of_fields("a", told.get).azimuth_deg == 30.0
    odd = photo_viewpoint.of_fields("a", {"lon": LON, "lat": True}.get)
    assert (odd.place, odd.fov_deg, odd.fov) == (None, None, 65.0)


def test_that_a_photo_gives_way_where_that_makes_one_pair_more():
    ranked = [("b1", "a1"), ("b1", "a2"), ("b2", "a1")]
    assert photo_assigning.chosen(ranked) == {("b1", "a2"), ("b2", "a1")}
    assert photo_assigning.chosen([("b1", "a1"), ("b2", "a2"), ("b1", "a2")]) == {
        ("b1", "a1"), ("b2", "a2"),
    }  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("pqrst"), st.sampled_from("vwxyz")), unique=True))
def test_that_there_are_as_many_pairs_as_there_can_be(ranked):
    found = photo_assigning.chosen(ranked)
    assert found <= set(ranked)
    assert len({a for a, _ in found}) == len({b for _, b in found}) == len(found)
    most = max(
        sum(two in ranked for two in zip("pqrst", order, strict=True))
        for order in itertools.permutations("vwxyz")
    )
    assert len(found) == most
