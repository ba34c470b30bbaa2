"""Overlays and nearest areas against plain loops over every pair."""

import numpy as np
import pytest
import shapely
from geo_shapes import GEOD, geod_area, stars
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield.geo.measures import area_m2, areas_m2, distances_m
from greenshield.geo.nearest import nearest
from greenshield.geo.overlay import overlay

BOX = shapely.box(125, 43, 125.01, 43.01)
near = {"lon": (125.0, 125.05), "lat": (43.0, 43.05)}


def naive(patches, areas):
    """Every pair with a common surface, cut one by one, measured by the exact solver."""
    found = {}
    for i, patch in enumerate(patches):
        for j, area in enumerate(areas):
            piece = patch & area
            polygons = [g for g in shapely.get_parts(piece) if g.geom_type == "Polygon"]
            m2 = sum(geod_area(g) for g in polygons)
            if piece.area > 0:
                found[i, j] = m2
    return found


@settings(max_examples=40)
@given(
    st.lists(stars(**near, size=(20, 600)), max_size=6),
    st.lists(stars(**near, size=(500, 3000)), max_size=4),
)
def test_that_it_finds_what_a_plain_loop_finds(patches, areas):
    ours = overlay(patches, areas)
    expected = naive(patches, areas)
    pairs = list(zip(ours.patch_index.tolist(), ours.area_index.tolist(), strict=True))
    assert pairs == sorted(expected)
    for pair, m2, share in zip(pairs, ours.area_m2, ours.share, strict=True):
        whole = area_m2(patches[pair[0]])
        # Geodesic edges bow out of the plane that the cut is made in: 1e-4 of the patch at most.
        assert m2 == pytest.approx(expected[pair], abs=1e-4 * whole + 1e-3)
        assert share == pytest.approx(m2 / whole, rel=1e-12)
        assert ours.inside[pairs.index(pair)] == patches[pair[0]].within(areas[pair[1]])


@given(stars(**near, size=(50, 2000)), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_that_pieces_of_a_partition_add_up_to_the_patch(patch, u, v):
    west, south, east, north = patch.bounds
    x, y = west + u * (east - west), south + v * (north - south)
    quarters = [
        shapely.box(a, b, c, d)
        for a, c in ((west - 1, x), (x, east + 1))
        for b, d in ((south - 1, y), (y, north + 1))
    ]
    ours = overlay([patch], quarters)
    assert ours.area_m2.sum() == pytest.approx(area_m2(patch), rel=1e-9, abs=1e-5)
    assert ours.share.sum() == pytest.approx(1, rel=1e-9)


def test_that_a_contained_patch_counts_whole_and_a_touch_does_not_count():
    inner = shapely.box(125.002, 43.002, 125.003, 43.003)
    beside = shapely.box(125.01, 43, 125.02, 43.01)
    flush = shapely.box(125, 43, 125.001, 43.001)
    ours = overlay([inner, beside, flush, BOX], [BOX])
    assert ours.patch_index.tolist() == [0, 2, 3]
    assert ours.inside.tolist() == [True, True, True]
    assert ours.area_m2 == pytest.approx(areas_m2([inner, flush, BOX]), rel=1e-12)
    assert ours.share == pytest.approx([1, 1, 1])
    assert (ours.of(1), ours.of(2)) == (slice(1, 1), slice(1, 2))


def test_that_a_sliver_keeps_its_exact_surface():
    sliver = shapely.box(124.99, 43, 125 + 1e-9, 43.01)
    ours = overlay([sliver], [BOX])
    assert ours.inside.tolist() == [False]
    assert ours.area_m2[0] == pytest.approx(1e-9 * area_m2(BOX) / 0.01, rel=1e-4)


def test_that_points_have_no_surface_but_are_inside():
    places = [shapely.Point(125.005, 43.005), shapely.Point(125, 43), shapely.Point(124, 43)]
    ours = overlay(places, [BOX, shapely.box(120, 40, 126, 44)])
    assert ours.patch_index.tolist() == [0, 0, 1, 1, 2]
    assert ours.area_index.tolist() == [0, 1, 0, 1, 1]
    assert (ours.area_m2 == 0).all()
    assert ours.inside.all()
    assert ours.share.tolist() == [1] * 5


def test_that_nothing_meets_nothing():
    for patches, areas in (([], [BOX]), ([BOX], []), ([None, shapely.Polygon()], [BOX, None])):
        ours = overlay(patches, areas)
        assert len(ours.patch_index) == len(ours.share) == 0
        assert len(ours.patch_area_m2) == len(patches)


def test_that_an_invalid_area_is_overlaid_as_if_mended():
    bowtie = shapely.Polygon([(124.99, 42.99), (125.02, 43.02), (125.02, 42.99), (124.99, 43.02)])
    ours = overlay([BOX], [bowtie])
    mended = shapely.make_valid(bowtie, method="structure", keep_collapsed=False)
    assert ours.area_m2 == pytest.approx([area_m2(BOX & mended)], rel=1e-4)


@settings(max_examples=30)
@given(
    st.lists(stars(lon=(125, 126), lat=(43, 44), size=(20, 600)), min_size=1, max_size=5),
    st.lists(stars(lon=(125, 126), lat=(43, 44), size=(500, 3000)), min_size=1, max_size=5),
)
def test_that_the_nearest_area_is_that_of_a_plain_search(patches, areas):
    ours = nearest(patches, areas)
    for patch, index, metres in zip(patches, ours.area_index, ours.distance_m, strict=True):
        # From each vertex to each area, and from each area's vertices to the patch. Edges are
        # taken straight in Mercator: half a metre off the geodesic at 5 km.
        forth = [min(vertex_distances(patch, area)) for area in areas]
        back = [min(vertex_distances(area, patch)) for area in areas]
        each = np.minimum(forth, back)
        meets = [patch.intersects(area) for area in areas]
        if any(meets):
            assert (metres, index) == (0, meets.index(True))
        else:
            assert metres == pytest.approx(each.min(), rel=1e-4, abs=0.6)
            assert each[index] == pytest.approx(each.min(), rel=1e-4, abs=0.6)


def vertex_distances(a, b):
    xy = shapely.get_coordinates(a)
    return distances_m(xy[:, 0], xy[:, 1], np.full(len(xy), b))


def test_that_the_nearest_is_judged_on_the_ground_not_in_degrees():
    point = shapely.Point(125, 50)
    # Fewer degrees to the north, fewer metres to the east.
    north, east = shapely.box(124.9, 50.1, 125.1, 50.2), shapely.box(125.12, 49.9, 125.2, 50.1)
    ours = nearest([point], [north, east])
    assert ours.area_index.tolist() == [1]
    assert ours.distance_m[0] == pytest.approx(GEOD.inv(125, 50, 125.12, 50)[2], rel=1e-5)


def test_that_heavy_outlines_are_searched_whole():
    heavy = shapely.Point(125, 43).buffer(0.5, quad_segs=5000)
    around = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    places = shapely.points(125 + 0.7 * np.cos(around), 43 + 0.7 * np.sin(around))
    ours = nearest(places, [shapely.box(120, 30, 121, 31), heavy])
    xy = shapely.get_coordinates(places)
    true = distances_m(xy[:, 0], xy[:, 1], [heavy] * 24)
    assert ours.area_index.tolist() == [1] * 24
    np.testing.assert_allclose(ours.distance_m, true, rtol=1e-5)


def test_that_patches_without_shape_or_areas_have_no_nearest():
    ours = nearest([None, shapely.Polygon(), BOX], [])
    assert ours.area_index.tolist() == [-1, -1, -1]
    assert np.isnan(ours.distance_m).all()
    assert nearest([None, BOX], [BOX]).area_index.tolist() == [-1, 0]
    assert len(nearest([], [BOX]).area_index) == 0
