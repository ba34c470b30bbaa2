"""What is mended, what is refused, and that valid shapes are left alone."""

import math
import re
from itertools import pairwise

import numpy as np
import pytest
import shapely
from geo_shapes import stars
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield import messages
from greenshield.domain import mended
from greenshield.geo import crossings, invalid
from greenshield.geo.measures import area_m2
from greenshield.geo.repair import repair, repair_many

BOX = shapely.box(125, 43, 125.01, 43.01)
BOWTIE = shapely.Polygon([(125, 43), (125.01, 43.01), (125.01, 43), (125, 43.01)])


@given(stars())
def test_that_a_valid_shape_keeps_every_vertex(polygon):
    done = repair(polygon)
    assert done.geometry.wkb == shapely.MultiPolygon([polygon]).wkb
    assert (done.changed, done.reason, done.usable) == (False, "", True)
    assert done.m2 == area_m2(polygon)


def test_that_a_bow_tie_becomes_its_two_halves():
    done = repair(BOWTIE)
    assert (done.reason, done.changed) == ("geometry_made_valid", True)
    assert len(done.geometry.geoms) == 2
    why = done.remarks[0].params
    assert why["why"] == "shape_crosses_itself"
    told = {lang: messages.text(done.reason, why, lang) for lang in ("zh", "en")}
    assert "自相交" in told["zh"]
    assert not re.search("[a-zA-Z]{2}", told["zh"])
    assert f"crosses itself at {why['at']}" in told["en"]
    assert done.m2 == pytest.approx(area_m2(BOX) / 2, rel=1e-4)
    # The two halves turn opposite ways, so the ring as given encloses almost nothing.
    assert why["before_m2"] < 0.01 * done.m2


def test_that_a_mend_that_takes_and_gives_nothing_names_no_surface():
    spike = shapely.Polygon(
        [(125, 43), (125.01, 43), (125.01, 43.01), (125.01, 43.02), (125.01, 43.01), (125, 43.01)]
    )
    done = repair(spike)
    assert (done.reason, done.changed) == ("geometry_made_valid_alike", True)
    for lang in ("zh", "en"):
        told = messages.text(done.reason, done.remarks[0].params, lang)
        assert "m²" not in told
        assert "平方米" not in told
    assert mended.code_of(100.0, 102.0) == mended.code_of(None, 1.0) == mended.MADE_VALID


def test_that_every_reason_of_geos_has_its_words_and_another_is_told_as_it_is():
    for told, code in invalid.REASONS.items():
        for lang in ("zh", "en"):
            sentence = messages.text("geometry_unmendable", invalid.reason(f"{told}[1 2]"), lang)
            assert code not in sentence
            assert "1.000000, 2.000000" in sentence
    assert invalid.reason("Something else[1 2]") == {"why": "Something else[1 2]", "at": ""}


def test_that_overlapping_parts_are_united_not_cut_out():
    other = shapely.box(125.005, 43, 125.015, 43.01)
    done = repair(shapely.MultiPolygon([BOX, other]))
    assert done.reason == "geometry_made_valid"
    assert done.geometry.equals(BOX | other)
    why = done.remarks[0].params
    assert done.m2 == pytest.approx(why["after_m2"], abs=0.01)
    assert why["after_m2"] < why["before_m2"]


def test_that_a_spike_and_a_collapsed_part_are_left_out():
    ring = list(BOX.exterior.coords)
    spike = shapely.Polygon([*ring[:3], (124, 43.01), *ring[2:]])
    flat = shapely.Polygon([(126, 43), (126.01, 43), (126.02, 43)])
    done = repair(shapely.MultiPolygon([spike, flat]))
    assert done.geometry.equals(BOX)
    assert done.usable


def test_that_polygons_are_taken_out_of_collections_in_order():
    inner = shapely.GeometryCollection([BOX, shapely.LineString([(1, 1), (2, 2)])])
    mixed = shapely.GeometryCollection(
        [shapely.Point(1, 1), inner, shapely.box(126, 43, 126.1, 44)]
    )
    done = repair(mixed)
    assert (done.reason, done.changed) == ("geometry_parts_dropped", True)
    assert done.remarks[0].params == {"count": 2}
    assert [g.bounds[0] for g in done.geometry.geoms] == [125, 126]


def test_that_heights_are_dropped_with_a_remark_but_change_nothing():
    done = repair(shapely.force_3d(BOX, 9))
    assert [r.code for r in done.remarks] == ["geometry_z_dropped"]
    assert (done.changed, done.geometry.has_z) == (False, False)


def broken(value):
    with np.errstate(invalid="ignore"):
        return shapely.Polygon([(125, 43), (125.01, value), (125.01, 43.01)])


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (None, "geometry_missing"),
        (shapely.Polygon(), "geometry_empty"),
        (shapely.GeometryCollection(), "geometry_empty"),
        (broken(math.nan), "geometry_not_finite"),
        (broken(math.inf), "geometry_not_finite"),
        (shapely.box(500_000, 4_760_000, 501_000, 4_761_000), "geometry_out_of_range"),
        (shapely.Point(125, 43), "geometry_not_polygon"),
        (BOX.exterior, "geometry_not_polygon"),
        (shapely.Polygon([(125, 43), (125.01, 43), (125.02, 43)]), "geometry_collapsed"),
        (shapely.Polygon([(125, 43)] * 4), "geometry_collapsed"),
    ],
)
def test_that_what_is_no_surface_is_refused_by_name(shape, code):
    done = repair(shape)
    assert (done.reason, done.usable, done.m2) == (code, False, 0)
    assert done.geometry.geom_type == "MultiPolygon"
    sentence = messages.text(code, done.remarks[0].params, "en")
    assert "{" not in sentence
    assert sentence != code


@given(
    st.lists(st.tuples(st.floats(120, 121), st.floats(40, 41)), min_size=3, max_size=9),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=3, max_size=9),
)
def test_that_any_ring_becomes_valid_or_is_refused(free, grid):
    for ring in (free, grid):
        done = repair(shapely.Polygon(ring))
        assert shapely.is_valid(done.geometry)
        assert done.usable == (done.reason not in {"geometry_collapsed", "geometry_unmendable"})
        assert repair(done.geometry).changed is False or not done.usable


def test_that_many_are_mended_as_each_by_itself():
    many = shapely.MultiPolygon([BOX, shapely.box(126, 43, 126.1, 44)])
    shapes = [
        BOX, None, BOWTIE, many, shapely.Polygon(), broken(math.nan), shapely.Point(125, 43),
        shapely.force_3d(BOX, 5), shapely.MultiPolygon([BOX, shapely.Polygon()]),
        shapely.GeometryCollection([BOX, shapely.Point(1, 1)]), shapely.box(179, 0, 181, 1),
        shapely.box(500_000, 4_760_000, 501_000, 4_761_000), shapely.MultiPolygon([BOX, BOX]),
        shapely.box(-180, -90, 180, 90), BOX,
    ]  # fmt: skip
    for ours, each in zip(repair_many(shapes), map(repair, shapes), strict=True):
        assert ours.geometry.wkb == each.geometry.wkb
        assert (ours.changed, ours.remarks) == (each.changed, each.remarks)
        assert ours.m2 == pytest.approx(each.m2, rel=1e-12)
    assert repair_many([]) == []


@pytest.mark.parametrize("west", [120, 179.5])
def test_that_a_scribble_is_refused_before_it_takes_the_memory(west):
    rng = np.random.default_rng(1)
    scribble = shapely.Polygon(rng.uniform((west, 40), (west + 1, 41), (3000, 2)))
    done = repair(scribble)
    assert (done.reason, done.usable) == ("geometry_too_tangled", False)
    assert "{" not in messages.text(done.reason, done.remarks[0].params, "zh")


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=9))
def test_that_crossings_are_counted_as_geos_finds_them(corners):
    ring = [*corners, corners[0]]
    edges = [shapely.LineString(pair) for pair in pairwise(ring)]
    pairs = [(a, b) for i, a in enumerate(edges) for b in edges[:i]]
    expected = sum(shapely.crosses(a, b) and not shapely.touches(a, b)
                   and shapely.relate(a, b)[0] == "0" for a, b in pairs)  # fmt: skip
    assert crossings.estimated(crossings.edges_of(shapely.Polygon(corners))) == expected
