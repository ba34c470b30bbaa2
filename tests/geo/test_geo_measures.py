"""Areas and lengths against the exact geodesic solver."""

import numpy as np
import pytest
import shapely
from geo_shapes import GEOD, extended_area, geod_area, stars
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield.geo import measures, ring_areas


def agrees(ours, geod):
    return abs(ours - geod) <= measures.AREA_BOUND * geod + measures.GEOD_ROUNDING_M2


@given(stars())
def test_that_areas_agree_with_geod_in_china(polygon):
    assert agrees(measures.area_m2(polygon), geod_area(polygon))


@given(stars(lon=(-360, 360), lat=(-89, 89), size=(3.0, 2e6)))
def test_that_areas_agree_with_geod_everywhere_and_for_long_edges(polygon):
    assert agrees(measures.area_m2(polygon), geod_area(polygon))


@given(stars(size=(1.0, 300.0), holes=False))
def test_that_small_areas_are_truer_than_geod(polygon):
    ring = shapely.get_coordinates(polygon)
    true = extended_area(ring)
    # What doubles of degrees can carry: their rounding (2e-9 m) along the outline.
    assert abs(measures.area_m2(polygon) - true) <= 1e-9 * true + 3e-9 * polygon_length(ring)


def polygon_length(ring):
    return GEOD.line_length(ring[:, 0], ring[:, 1])


@given(st.lists(stars(), max_size=6))
def test_that_an_array_measures_as_its_members(polygons):
    arr = [*polygons, None, shapely.Polygon(), shapely.MultiPolygon(polygons)]
    each = [measures.area_m2(p) for p in polygons]
    np.testing.assert_allclose(measures.areas_m2(arr), [*each, 0, 0, sum(each)], rtol=1e-12)


def test_that_a_square_degree_at_the_equator_has_its_known_area():
    box = shapely.box(0, 0, 1, 1)
    quad = GEOD.geometry_area_perimeter(box)[0]
    assert measures.area_m2(box) == pytest.approx(quad, rel=1e-9)
    assert 12_308e6 < quad < 12_309e6


def test_that_a_hole_counts_off_whichever_way_it_turns():
    outer = shapely.box(125, 43, 125.01, 43.01)
    inner = shapely.box(125.004, 43.004, 125.006, 43.006)
    expected = measures.area_m2(outer) - measures.area_m2(inner)
    ring = list(inner.exterior.coords)
    for hole in (ring, ring[::-1]):
        pierced = shapely.Polygon(outer.exterior.coords, [hole])
        assert measures.area_m2(pierced) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("shift", [0.0, 360.0])
def test_that_the_antimeridian_is_crossed_the_short_way(shift):
    away = shapely.Polygon([(10 - 0.1, 40), (10 + 0.1, 40), (10 + 0.1, 40.1), (10 - 0.1, 40.1)])
    across = shapely.Polygon(
        [(179.9, 40), (-179.9 + shift, 40), (-179.9 + shift, 40.1), (179.9, 40.1)]
    )
    assert measures.area_m2(across) == pytest.approx(measures.area_m2(away), rel=1e-9)


def test_that_a_ring_round_the_pole_encloses_the_cap():
    cap = shapely.Polygon([(lon, 80) for lon in range(-180, 180, 10)])
    assert measures.area_m2(cap) == pytest.approx(abs(GEOD.geometry_area_perimeter(cap)[0]))


def test_that_points_and_lines_have_no_area_but_collections_do():
    box = shapely.box(125, 43, 125.01, 43.01)
    mixed = shapely.GeometryCollection(
        [
            shapely.Point(1, 1),
            shapely.GeometryCollection([box]),
            shapely.LineString([(0, 0), (1, 1)]),
        ]
    )
    assert measures.areas_m2([shapely.Point(1, 2), box.exterior, mixed]).tolist() == [
        0, 0, measures.area_m2(box),
    ]  # fmt: skip


def test_that_nan_shows_in_the_area():
    with np.errstate(invalid="ignore"):
        broken = shapely.Polygon([(0, 0), (1, np.nan), (1, 1)])
    assert np.isnan(measures.area_m2(broken))


@given(stars())
def test_that_lengths_are_those_of_geod(polygon):
    rings = [polygon.exterior, *polygon.interiors]
    geod = sum(GEOD.geometry_length(shapely.LineString(r.coords)) for r in rings)
    line = shapely.LineString(polygon.exterior.coords)
    assert measures.length_m(polygon) == pytest.approx(geod, rel=1e-12)
    assert measures.length_m(line) == pytest.approx(GEOD.geometry_length(line), rel=1e-12)
    both = measures.lengths_m([shapely.Point(0, 0), polygon, None, line])
    assert both[[0, 2]].tolist() == [0, 0]


@given(stars(size=(3, 1000), holes=False), st.floats(0.1, 0.9))
def test_that_straight_areas_are_cut_without_remainder(polygon, at):
    west, south, east, north = polygon.bounds
    middle = west + (east - west) * at
    left, right = shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)
    parts = measures.straight_areas_m2([polygon & left, polygon & right])
    whole = measures.straight_areas_m2([polygon])[0]
    assert parts.sum() == pytest.approx(whole, rel=1e-9, abs=1e-6)
    assert whole == pytest.approx(measures.area_m2(polygon), rel=2e-3, abs=1e-6)


@given(stars(size=(3e4, 2e6)))
def test_that_long_edges_are_cut_short_and_then_need_no_exact_solver(polygon):
    rings = [np.asarray(r.coords) for r in (polygon.exterior, *polygon.interiors)]
    xy, counts = np.concatenate(rings), np.array([len(r) for r in rings])
    short, pieces = ring_areas.densified(xy, counts)
    assert pieces.sum() == len(short)
    steps = GEOD.inv(*short[:-1].T, *short[1:].T)[2]
    inner = np.delete(steps, np.cumsum(pieces)[:-1] - 1)
    assert inner.max() <= 100_001
    signed, bound = ring_areas.signed_m2(short, pieces)
    assert bound.max() <= 1e-9 * abs(signed[0])
    assert agrees(2 * abs(signed[0]) - np.abs(signed).sum(), geod_area(polygon))


@given(
    st.floats(1.0, 2e6),
    st.floats(-179.9, 180.0),
    st.floats(-89.9, 89.9),
    st.floats(0, 360),
    st.integers(3, 6),
)
@settings(max_examples=150)
def test_that_polygons_of_edges_of_any_length_anywhere_agree_with_geod(
    edge, lon, lat, turn, corners
):
    around = turn + np.arange(corners) * 360 / corners
    far = np.full(corners, edge / (2 * np.sin(np.pi / corners)))
    xy = np.column_stack(GEOD.fwd(np.full(corners, lon), np.full(corners, lat), around, far)[:2])
    polygon = shapely.Polygon(xy)
    assert agrees(measures.area_m2(polygon), geod_area(polygon))


def test_that_edges_of_hundreds_of_kilometres_need_not_be_cut_short():
    turn = np.linspace(0, 2 * np.pi, 13)
    ring = np.column_stack([np.cos(turn) * 9.0, np.sin(turn) * 6.0])
    ring[-1] = ring[0]
    middles = np.array([[80.0, 40.0], [100.0, -20.0], [120.0, 25.0]])
    xy = np.concatenate(list(ring * [[[1.0]], [[0.01]], [[1.0]]] + middles[:, np.newaxis]))
    signed, bound = ring_areas.signed_m2(xy, np.array([13, 13, 13]))
    geod = [geod_area(shapely.Polygon(one)) for one in np.split(xy, 3)]
    assert np.abs(signed) == pytest.approx(geod, rel=1e-10)
    assert (bound <= 5e-10 * np.abs(signed)).all()


def test_that_a_ring_with_too_many_pieces_is_left_to_the_exact_solver():
    around = np.column_stack([np.tile([0.0, 100.0], 20_000), np.zeros(40_000)])
    assert ring_areas.densified(around, np.array([40_000])) is None
    assert ring_areas.densified(np.zeros((0, 2)), np.array([0]))[1].tolist() == [0]


def test_that_rings_of_all_sizes_are_summed_each_by_itself():
    many = [shapely.Point(120 + i, 40).buffer(0.1, quad_segs=q)
            for i, q in enumerate([2, 5000, 16, 3000, 3000, 1])]  # fmt: skip
    shapes = [*many, shapely.Polygon(), shapely.MultiPolygon(many)]
    each = [geod_area(p) for p in many]
    found = measures.areas_m2(shapes)
    np.testing.assert_allclose(found, [*each, 0, sum(each)], rtol=1e-9, atol=2e-4)
    with np.errstate(invalid="ignore"):
        bad = shapely.Polygon([(120, 40), (121, np.nan), (121, 41)])
    assert np.isnan(measures.areas_m2([many[0], bad, many[2]])).tolist() == [False, True, False]
