"""How zones fit together, judged on shapes whose faults are known to the square metre."""

import itertools

import numpy as np
import pytest
import shapely
from geo_shapes import geod_area
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield.geo import zone_fit
from greenshield.geo.zone_fit import misfits

AREA = shapely.box(126.0, 43.0, 126.1, 43.1)
METRE = 1 / 81_300  # of longitude at 43°, in degrees


def halves(at=126.05, gap=0.0):
    """Two zones that share the area along a meridian, ``gap`` metres apart (below 0: overlap)."""
    west = shapely.box(126.0, 43.0, at, 43.1)
    return [west, shapely.box(at + gap * METRE, 43.0, 126.1, 43.1)]


def told(found):
    return [(m.kind, m.zones) for m in found]


def test_that_zones_that_share_their_lines_fit():
    assert misfits(halves(), [0, 0], [AREA]) == []
    assert misfits([], [], []) == []


@pytest.mark.parametrize("metres", [-0.5, -40.0])
def test_that_an_overlap_is_told_in_m2_with_its_place(metres):
    zones = halves(gap=metres)
    (found,) = misfits(zones, [0, 0], [AREA])
    assert (found.kind, found.zones, found.pieces) == ("overlap", (0, 1), 1)
    assert found.m2 == pytest.approx(geod_area(zones[0] & zones[1]), rel=1e-4)
    assert found.width_m == pytest.approx(-metres, rel=0.01)
    assert (zones[0] & zones[1]).contains(shapely.Point(found.lon, found.lat))


@pytest.mark.parametrize(("metres", "kind"), [(1.0, "gap"), (4.0, "gap"), (30.0, "uncovered")])
def test_that_a_narrow_strip_between_zones_is_a_gap_and_a_wide_one_uncovered(metres, kind):
    zones = halves(gap=metres)
    (found,) = misfits(zones, [0, 0], [AREA])
    assert (found.kind, found.zones) == (kind, ())
    assert found.m2 == pytest.approx(geod_area(AREA) - sum(map(geod_area, zones)), rel=1e-3)


def test_that_what_rounding_leaves_is_no_fault():
    for metres in (0.01, -0.01):  # 11 km long, 110 m² in all
        assert misfits(halves(gap=metres), [0, 0], [AREA]) == []


def test_that_slivers_reaching_out_and_bare_ground_are_told():
    strip = shapely.box(126.03, 43.05, 126.03 + 2 * METRE, 43.06)
    core = shapely.MultiPolygon([shapely.box(126.0, 43.0, 126.02, 43.1), strip])
    out = shapely.box(126.08, 43.0, 126.12, 43.1)
    found = misfits([core, out], [0, 0], [AREA])
    assert told(found) == [("sliver", (0,)), ("outside", (1,)), ("uncovered", ())]
    assert found[0].width_m == pytest.approx(2, rel=0.01)
    assert found[1].m2 == pytest.approx(geod_area(shapely.box(126.1, 43, 126.12, 43.1)), rel=1e-4)
    assert found[1].lon > 126.1


def test_that_a_rim_that_one_zone_leaves_is_uncovered_and_not_a_gap():
    short = shapely.box(126.0, 43.0, 126.1 - 2 * METRE, 43.1)
    assert told(misfits([short], [0], [AREA])) == [("uncovered", ())]


def test_that_zones_of_two_areas_or_of_an_unknown_one_are_not_held_to_one_another():
    other = shapely.box(126.05, 43.0, 126.2, 43.1)
    assert told(misfits([AREA, other], [0, 1], [AREA, None])) == []
    assert told(misfits([AREA, other], [0, 0], [None])) == [("overlap", (0, 1))]


def test_that_an_invalid_shape_is_judged_as_if_mended():
    bowtie = shapely.Polygon([(126, 43), (126.1, 43.1), (126.1, 43), (126, 43.1)])
    found = misfits([bowtie, AREA], [0, 0], [AREA])
    mended = shapely.make_valid(bowtie, method="structure", keep_collapsed=False)
    assert told(found) == [("overlap", (0, 1))]
    assert found[0].m2 == pytest.approx(geod_area(AREA) / 2, rel=1e-3)
    assert mended.area == pytest.approx(AREA.area / 2)


@settings(max_examples=15)
@given(st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True), st.integers(0, 3))
def test_that_a_partition_fits_and_what_is_taken_from_it_is_found(cuts, lost):
    edges = [126.0, *(126.0 + c / 1000 for c in sorted(cuts)), 126.1]
    zones = [shapely.box(a, 43, b, 43.1) for a, b in itertools.pairwise(edges)]
    owner = np.zeros(len(zones), dtype=int)
    assert misfits(zones, owner, [AREA]) == []
    gone = lost % len(zones)
    rest = [z for n, z in enumerate(zones) if n != gone]
    (found,) = misfits(rest, owner[1:], [AREA])
    assert found.kind == zone_fit.UNCOVERED
    assert found.m2 == pytest.approx(geod_area(zones[gone]), rel=1e-4)
