"""What a boundary's new version adds, drops and moves."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from greenshield.geo.boundary_diff import ADDED, DROPPED, KEPT, MOVED, Version, compare
from greenshield.geo.measures import straight_areas_m2


def area_m2(shape: shapely.Geometry) -> float:
    return float(straight_areas_m2([shape])[0])


OLD = Version(box(126.0, 43.0, 126.2, 43.1), {
    "core": box(126.0, 43.0, 126.05, 43.1),
    "buffer": box(126.05, 43.0, 126.1, 43.1),
    "experimental": box(126.1, 43.0, 126.2, 43.1),
})  # fmt: skip
NEW = Version(box(126.0, 43.0, 126.25, 43.08), {
    "core_protect": box(126.0, 43.0, 126.08, 43.08),
    "general_control": box(126.08, 43.0, 126.25, 43.08),
})  # fmt: skip


def test_that_what_comes_goes_and_moves_is_measured_by_zone():
    found = compare(OLD, NEW)
    told = {(c.kind, c.before, c.after): c.m2 for c in found.changes}
    assert told == {
        (DROPPED, "core", "outside"): pytest.approx(area_m2(box(126, 43.08, 126.05, 43.1))),
        (DROPPED, "buffer", "outside"): pytest.approx(area_m2(box(126.05, 43.08, 126.1, 43.1))),
        (DROPPED, "experimental", "outside"): pytest.approx(
            area_m2(box(126.1, 43.08, 126.2, 43.1))
        ),
        (ADDED, "outside", "general_control"): pytest.approx(
            area_m2(box(126.2, 43, 126.25, 43.08))
        ),
        (MOVED, "core", "core_protect"): pytest.approx(area_m2(box(126, 43, 126.05, 43.08))),
        (MOVED, "buffer", "core_protect"): pytest.approx(area_m2(box(126.05, 43, 126.08, 43.08))),
        (MOVED, "buffer", "general_control"): pytest.approx(area_m2(box(126.08, 43, 126.1, 43.08))),
        (MOVED, "experimental", "general_control"): pytest.approx(
            area_m2(box(126.1, 43, 126.2, 43.08))
        ),
    }
    balance = found.before_m2 + found.of_kind(ADDED) - found.of_kind(DROPPED)
    assert balance == pytest.approx(found.after_m2, rel=1e-9)


def test_that_ground_that_its_zones_heir_takes_over_is_kept_and_not_moved():
    heirs = {("core", "core_protect"), ("buffer", "core_protect")}
    found = compare(OLD, NEW, heirs)
    assert {(c.before, c.after) for c in found.changes if c.kind == KEPT} == heirs
    assert found.of_kind(KEPT) == pytest.approx(area_m2(box(126, 43, 126.08, 43.08)))
    moved = box(126.08, 43, 126.2, 43.08)  # of buffer and experimental zone to general control
    assert found.of_kind(MOVED) == pytest.approx(area_m2(moved))


def test_that_only_rounding_is_no_change():
    rounded = shapely.transform(OLD.outline, lambda xy: xy + np.array([3e-9, -3e-9]))
    found = compare(OLD, Version(rounded, OLD.zones))
    assert found.changes == ()
    assert found.whole.is_kept


def test_that_zones_that_overlap_count_once_and_reach_no_further_than_the_area():
    doubled = Version(OLD.outline, {
        "core": box(125.9, 43.0, 126.05, 43.1), "experimental": box(126.0, 43.0, 126.2, 43.1),
    })  # fmt: skip
    found = compare(doubled, doubled)
    assert found.changes == ()
    assert sum(found.zones_before_m2.values()) == pytest.approx(found.before_m2, rel=1e-9)


def test_that_nothing_moves_where_one_version_has_no_zones():
    bare = Version(OLD.outline, {})
    assert compare(bare, OLD).changes == ()
    assert compare(bare, OLD).zones_before_m2.keys() == {"unzoned"}
    assert {c.kind for c in compare(Version(None, {}), OLD).changes} == {ADDED}
    assert {c.kind for c in compare(OLD, Version(None, {})).changes} == {DROPPED}


CORE = ("core", "core_protect")
FAR = box(126.0, 43.0, 127.0, 43.5)  # an outline of some 270 km


def parcel(lon: float, lat: float, wide_m: float, high_m: float) -> shapely.Geometry:
    return box(lon, lat, lon + wide_m / 81_400, lat + high_m / 111_100)


def noisy(shape: shapely.Geometry, seed: int) -> shapely.Geometry:
    """The same drawn anew by another program, which rounds to seven digits."""
    off = np.random.default_rng(seed).uniform(-5e-8, 5e-8, shapely.get_coordinates(shape).shape)
    off[-1] = off[0]
    return shapely.transform(shape, lambda xy: xy + off)


@settings(max_examples=25, deadline=None)
@given(
    st.floats(0, 0.99), st.floats(0, 0.49), st.floats(0.022, 60), st.floats(1, 60),
    st.booleans(), st.integers(0, 9),
)  # fmt: skip
def test_that_no_parcel_that_is_cut_off_is_forgiven(
    east: float, north: float, width: float, times: float, turned: bool, seed: int
):
    length = max(width, 1.1 / width) * times
    sides = (length, width) if turned else (width, length)
    old = shapely.segmentize(FAR, 0.01)
    left = shapely.difference(old, parcel(126 + east, 43 + north, *sides))
    found = compare(Version(old, {"core": old}), Version(left, {"core_protect": left}), core=CORE)
    assert (found.whole.is_kept, found.core.is_kept) == (False, False)
    drawn = Version(noisy(old, seed), {"core": noisy(old, seed + 100)})
    found = compare(Version(old, {"core": old}), drawn, core=CORE)
    assert (found.whole.is_kept, found.core.is_kept) == (True, True)


def test_that_a_parcel_is_not_forgiven_for_a_sliver_that_it_hangs_on():
    moved = shapely.transform(FAR, lambda xy: xy + np.array([0.0, 5e-8]))  # 6 mm northwards
    left = shapely.difference(moved, parcel(126.5, 43.0, 5, 10))
    found = compare(Version(FAR, {}), Version(left, {}))
    assert found.whole.lost_m2 == pytest.approx(50, rel=0.02)
    assert not found.whole.is_kept
    assert [change.kind for change in found.changes] == [DROPPED]


def test_that_ground_gained_makes_up_for_ground_lost_in_the_whole_and_in_the_core():
    swap = Version(box(126.0, 43.0, 126.2, 43.1001), {
        "core_protect": box(126.0, 43.0, 126.06, 43.0999),  # old buffer comes in
        "general_control": box(126.06, 43.0, 126.2, 43.1001),
    })  # fmt: skip
    found = compare(OLD, swap, core=CORE)
    assert found.core.lost_m2 == pytest.approx(area_m2(box(126, 43.0999, 126.05, 43.1)), rel=1e-6)
    assert found.core.gained_m2 == pytest.approx(
        area_m2(box(126.05, 43, 126.06, 43.0999)), rel=1e-6
    )
    assert found.core.is_kept
    assert found.whole.is_kept
    assert compare(OLD, Version(OLD.outline, {}), core=CORE).core is None


BOXES = st.tuples(*[st.integers(0, 20)] * 4)


@settings(max_examples=40, deadline=None)
@given(st.lists(BOXES, min_size=1, max_size=4), st.lists(BOXES, min_size=1, max_size=4))
def test_that_the_account_always_balances(old: list[tuple[int, ...]], new: list[tuple[int, ...]]):
    def version(given: list[tuple[int, ...]]) -> Version:
        shapes = [
            box(126 + x / 100, 43 + y / 100, 126 + (x + w + 1) / 100, 43 + (y + h + 1) / 100)
            for x, y, w, h in given
        ]
        codes = ("core_protect", "general_control", "core", "buffer")
        return Version(shapely.union_all(shapes), dict(zip(codes, shapes, strict=False)))

    found = compare(version(old), version(new))
    back = compare(version(new), version(old))
    balance = found.before_m2 + found.of_kind(ADDED) - found.of_kind(DROPPED)
    assert balance == pytest.approx(found.after_m2, rel=1e-8)
    assert found.of_kind(ADDED) == pytest.approx(back.of_kind(DROPPED), rel=1e-9)
    assert found.of_kind(MOVED) == pytest.approx(back.of_kind(MOVED), rel=1e-9)
