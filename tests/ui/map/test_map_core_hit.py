from __future__ import annotations

import itertools

import numpy as np
import pytest
import shapely
from helpers.map_made import layer_data, patches
from hypothesis import given
from hypothesis import strategies as st

from ui.map import hit
from ui.map.calls_levels import pack
from ui.map.layer import Layer
from ui.map.layer_data import points
from ui.map.pack import HIDDEN
from ui.map.packing import packed
from ui.map.style import Style

PALETTE = [Style("#ff0000")]
FINE = 0.001  # metres a pixel: every vertex counts
WITHIN = 0.002  # metres: places are whole millimetres

place = st.tuples(st.floats(-600, 600), st.floats(-600, 600))


def layer_of(name: str, shapes: list, style=None, kind: str = "polygon") -> Layer:
    return Layer(packed(layer_data(name, shapes, style, kind)), PALETTE)


@pytest.fixture(scope="module")
def some() -> tuple[list, Layer]:
    shapes = patches(300, 11, size=60)
    rings = [shapely.Point(x, x / 2).buffer(90) for x in range(-400, 500, 200)]
    shapes += [ring.difference(ring.centroid.buffer(40)) for ring in rings]
    shapes = [shape for shape in shapes if shape.is_valid]
    return shapes, layer_of("a", shapes)


@given(place)
def test_that_polygons_are_hit_where_shapely_says_so(some: tuple[list, Layer], place) -> None:
    shapes, layer = some
    spot = shapely.Point(place)
    found = [feature for _, feature in hit.hits([layer], place, 0.0, FINE)]
    borders = {n for n, s in enumerate(shapes) if s.boundary.distance(spot) <= WITHIN}
    expected = {n for n, s in enumerate(shapes) if s.contains(spot)}
    assert set(found) ^ expected <= borders
    sizes = [shapely.box(*shapes[n].bounds).area for n in found]
    assert sizes == sorted(sizes)


@given(place, st.floats(0.01, 80))
def test_that_what_is_near_is_hit_up_to_the_tolerance(some, place, tolerance: float) -> None:
    shapes, layer = some
    found = {feature for _, feature in hit.hits([layer], place, tolerance, FINE)}
    gaps = shapely.distance(shapely.Point(place), np.array(shapes, dtype=object))
    assert {int(n) for n in np.flatnonzero(gaps < tolerance - WITHIN)} <= found
    assert found <= {int(n) for n in np.flatnonzero(gaps <= tolerance + WITHIN)}


@given(place, st.floats(0.1, 300), st.floats(0.1, 300))
def test_that_a_box_finds_what_shapely_says_meets_it(some, place, wide, high) -> None:
    shapes, layer = some
    box = (place[0], place[1], place[0] + wide, place[1] + high)
    found = set(hit.in_box([layer], box, FINE).get("a", np.zeros(0)).tolist())
    area = shapely.box(*box)
    surely = {n for n, s in enumerate(shapes) if area.buffer(-WITHIN).intersects(s)}
    perhaps = {n for n, s in enumerate(shapes) if area.buffer(WITHIN).intersects(s)}
    assert surely <= found <= perhaps


@given(place, st.floats(0.01, 200), st.integers(0, 2**31))
def test_that_lines_are_hit_by_their_distance(place, tolerance: float, seed: int) -> None:
    r = np.random.default_rng(seed)
    lines = [shapely.LineString(r.uniform(-500, 500, (5, 2))) for _ in range(20)]
    layer = layer_of("t", lines, kind="line")
    found = hit.hits([layer], place, tolerance, FINE)
    gaps = shapely.distance(shapely.Point(place), np.array(lines, dtype=object))
    assert {int(n) for n in np.flatnonzero(gaps < tolerance - WITHIN)} <= {n for _, n in found}
    assert {n for _, n in found} <= {int(n) for n in np.flatnonzero(gaps <= tolerance + WITHIN)}
    near = [gaps[n] for _, n in found]
    assert all(a <= b + WITHIN for a, b in itertools.pairwise(near))


@given(place, st.floats(1, 100))
def test_that_points_are_hit_by_their_distance_and_by_a_box(place, tolerance: float) -> None:
    xy = np.random.default_rng(4).uniform(-500, 500, (2500, 2))
    data = points("p", [str(n) for n in range(2500)], xy, np.zeros(2500, np.uint8))
    layer = Layer(packed(data), PALETTE)
    gaps = np.hypot(*(xy - place).T)
    found = {n for _, n in hit.hits([layer], place, tolerance, FINE)}
    assert {int(n) for n in np.flatnonzero(gaps < tolerance - WITHIN)} <= found
    assert found <= {int(n) for n in np.flatnonzero(gaps <= tolerance + WITHIN)}
    box = (place[0], place[1], place[0] + 3 * tolerance, place[1] + tolerance)
    inside = ((xy >= box[:2]) & (xy <= box[2:])).all(axis=1)
    boxed = hit.in_box([layer], box, FINE).get("p", np.zeros(0, int))
    assert len(set(boxed.tolist()) ^ set(np.flatnonzero(inside).tolist())) <= 1


def test_that_the_topmost_layer_comes_first_and_what_is_hidden_is_not_hit() -> None:
    square = [shapely.box(0, 0, 10, 10)]
    low, high, gone = layer_of("low", square), layer_of("high", square), layer_of("gone", square)
    unseen = layer_of("unseen", square, [HIDDEN])
    gone.visible = False
    layers = [low, high, gone, unseen]
    assert hit.hits(layers, (5, 5), 0.0, FINE) == [("high", 0), ("low", 0)]
    assert list(hit.in_box(layers, (1, 1, 2, 2), FINE)) == ["high", "low"]


def test_that_a_feature_drawn_as_a_dot_is_hit_too() -> None:
    layer = Layer(pack(layer_data("a", patches(50, 2, 40_000.0, 5.0))), PALETTE)
    x0, y0, x1, y1 = layer.box(np.array([7]))
    assert ("a", 7) in hit.hits([layer], ((x0 + x1) / 2, (y0 + y1) / 2), 100.0, 500.0)


def test_that_a_place_far_from_all_hits_nothing() -> None:
    assert hit.hits([layer_of("a", [shapely.box(0, 0, 1, 1)])], (1e7, 1e7), 5.0, 1.0) == []
    assert hit.in_box([layer_of("a", [shapely.box(0, 0, 1, 1)])], (9, 9, 10, 10), 1.0) == {}


def test_that_a_changed_feature_is_hit_where_it_is_now() -> None:
    layer = layer_of("a", [shapely.box(0, 0, 10, 10), shapely.box(20, 0, 30, 10)])
    moved = layer_data("a", [shapely.box(100, 0, 110, 10)])
    layer.update(moved)
    assert hit.hits([layer], (5, 5), 0.0, FINE) == []
    assert hit.hits([layer], (105, 5), 0.0, FINE) == [("a", 0)]
    assert hit.hits([layer], (25, 5), 0.0, FINE) == [("a", 1)]
