from __future__ import annotations

import itertools
import pickle
import subprocess
import sys

import numpy as np
import pytest
import shapely
from helpers.map_made import layer_data, patches
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ui.map import clip, flat
from ui.map.calls_levels import pack
from ui.map.layer_data import LayerData, merged, points
from ui.map.nesting import depths
from ui.map.packing import packed
from ui.map.paths import rings_of


def polygons_of(made, level) -> list:
    """Each shape of a level as shapely's, by the layer's numbers."""
    out = {}
    for at, feature in enumerate(level.feature.tolist()):
        xy, starts = rings_of(level, np.array([at]))
        rings = [made.metres(xy[a:b]) for a, b in itertools.pairwise(starts.tolist())]
        whole = [shapely.Polygon(ring) for ring in rings if len(ring) > 3]
        inner = [ring for ring in whole if not ring.exterior.is_ccw]
        outer = [ring for ring in whole if ring.exterior.is_ccw]
        out[feature] = shapely.union_all(outer).difference(shapely.union_all(inner))
    return [out[n] for n in sorted(out)]


def test_that_the_finest_level_holds_every_shape_to_the_millimetre():
    r = np.random.default_rng(1)
    shapes = [
        shapely.Point(*r.uniform(-1e6, 1e6, 2)).buffer(r.uniform(10, 500)).difference(
            shapely.Point(0, 0).buffer(50)
        )
        for _ in range(50)
    ]  # fmt: skip
    shapes[3] = shapely.MultiPolygon([shapely.box(0, 0, 9, 9), shapely.box(20, 0, 29, 9)])
    made = pack(layer_data("a", shapes))
    found = polygons_of(made, made.full)
    for shape, again in zip(shapes, found, strict=True):
        assert again.symmetric_difference(shape).area < 0.002 * shape.length


def test_that_coarser_levels_are_off_by_no_more_than_their_tolerance():
    shapes = [shapely.Point(x * 300.0, 0).buffer(120, quad_segs=200) for x in range(20)]
    made = pack(layer_data("a", shapes))
    assert len(made.levels) > 4
    tolerances = [level.tolerance for level in made.levels]
    assert tolerances == sorted(tolerances, reverse=True)
    assert tolerances[-1] == 0
    for level in made.levels:
        if len(level.feature):
            found = polygons_of(made, level)
            whole = [shapes[n] for n in sorted(level.feature.tolist())]
            for shape, again in zip(whole, found, strict=True):
                assert shapely.hausdorff_distance(shape.boundary, again.boundary) <= (
                    level.tolerance + 0.01
                )
        every = sorted([*level.feature.tolist(), *level.dots.tolist()])
        assert every == list(range(20))


def test_that_a_shared_border_is_the_same_vertices_on_both_sides():
    edge = np.random.default_rng(2).uniform(-0.4, 0.4, 300).cumsum()
    border = np.column_stack([edge, np.linspace(0, 1000, 300)])
    left = shapely.Polygon([[-500, 0], *border, [-500, 1000]])
    right = shapely.Polygon([*border, [500, 1000], [500, 0]])
    made = pack(layer_data("a", [left, right]))
    one, other = (
        {tuple(place) for place in rings_of(made.full, np.array([at]))[0].tolist()} for at in (0, 1)
    )
    assert len(one & other) == 300


def test_that_the_chunks_of_a_level_cover_its_features_and_boxes():
    made = pack(layer_data("a", patches(5000, 4, 50_000.0)))
    level = made.full
    assert level.chunks[0] == 0
    assert level.chunks[-1] == len(level.feature) == 5000
    assert len(level.chunks) - 1 > 10
    for at in range(len(level.chunks) - 1):
        own = made.boxes[level.feature[level.chunks[at] : level.chunks[at + 1]]]
        assert level.chunk_boxes[at].tolist() == [*own[:, :2].min(0), *own[:, 2:].max(0)]


def test_that_features_are_found_by_their_ids():
    made = packed(layer_data("a", patches(200, 1)))
    assert made.find(["f17", "nobody", "f3"]).tolist() == [17, -1, 3]
    assert made.find([]).tolist() == []
    assert made.find(["f1990", "f199", "f3青"]).tolist() == [-1, 199, -1]  # longer than any there
    chinese = points("p", ["甲", "乙"], np.zeros((2, 2)), np.zeros(2, np.uint8))
    assert packed(chinese).find(["乙"]).tolist() == [1]
    assert packed(chinese).ids.tolist() == ["甲", "乙"]


def test_that_a_world_wide_layer_fits_the_numbers():
    far = 2.0e7
    made = packed(layer_data("a", [shapely.box(-far, -far, far, far)]))
    assert np.allclose(made.box_around(), (-far, -far, far, far), atol=0.02)


def test_that_a_layer_without_anything_is_a_layer():
    empty = LayerData("a", "polygon", [], np.zeros((0, 2)), [0], [], [])
    for made in (pack(empty), packed(empty)):
        assert len(made) == 0
        assert made.box_around() is None
        assert made.find(["a"]).tolist() == [-1]
    nowhere = LayerData("a", "polygon", ["x"], np.zeros((0, 2)), [0], [], [0])
    assert pack(nowhere).box_around() is None
    assert not pack(nowhere).there.any()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "solid"},
        {"style": [0, 0]},
        {"ring_starts": [0, 3]},
        {"ring_starts": [1, 4]},
        {"ring_starts": [0, 2, 2, 4], "owner": [0, 0, 0]},
        {"owner": [1]},
        {"owner": [-1]},
        {"xy": [[0, 0], [1, 0], [1, np.nan], [0, 0]]},
        {"xy": [[0, 0], [1, 0], [1, 1e9], [0, 0]]},
    ],
)
def test_that_arrays_that_do_not_fit_are_refused(wrong: dict):
    right = {
        "name": "a", "kind": "polygon", "ids": ["f"], "xy": [[0, 0], [1, 0], [1, 1], [0, 0]],
        "ring_starts": [0, 4], "owner": [0], "style": [0],
    }  # fmt: skip
    LayerData(**right)
    with pytest.raises(ValueError, match="a:"):
        LayerData(**(right | wrong))


def test_that_a_pack_crosses_a_pipe():
    made = pack(layer_data("a", patches(300, 1)))
    again = pickle.loads(pickle.dumps(made))
    assert again.name == "a"
    assert (again.full.xy == made.full.xy).all()


def test_that_what_changed_replaces_what_was():
    old = layer_data("a", [shapely.box(0, 0, 1, 1), shapely.box(5, 5, 6, 6)], [1, 2])
    new = LayerData(
        "a", "polygon", ["f1", "f9"], shapely.get_coordinates(shapely.box(9, 9, 10, 10)),
        [0, 5], [1], [3, 4],
    )  # fmt: skip
    both = merged(old, new)
    assert both.ids.tolist() == ["f0", "f1", "f9"]
    assert both.style.tolist() == [1, 3, 4]
    assert both.owner.tolist() == [0, 2]
    assert both.xy[:, 0].max() == 10


def test_that_the_map_s_window_side_loads_no_shapely_and_the_data_no_qt():
    probe = (
        "import sys, importlib\n"
        "importlib.import_module(sys.argv[1])\n"
        "heavy = {'shapely', 'fiona', 'pyproj', 'PySide6', 'pyqtgraph'} & set(sys.modules)\n"
        "print(*sorted(heavy))\n"
    )
    for module, allowed in (
        ("ui.map.layer_data", set()),
        ("ui.map.pack", set()),
        ("ui.map.calls_levels", set()),
        ("ui.map.canvas", {"PySide6", "pyqtgraph"}),
    ):
        done = subprocess.run(
            [sys.executable, "-c", probe, module], capture_output=True, text=True, check=True
        )
        assert set(done.stdout.split()) == allowed, module


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), max_size=12))
def test_that_ranges_are_all_numbers_of_each(pairs: list[tuple[int, int]]):
    begin = np.array([a for a, _ in pairs], dtype=np.int64)
    end = begin + np.array([n for _, n in pairs], dtype=np.int64)
    wanted = [number for a, n in pairs for number in range(a, a + n)]
    assert flat.ranges(begin, end).tolist() == wanted


@given(hnp.arrays(np.float64, st.tuples(st.integers(3, 9), st.just(2)),
                  elements=st.floats(-1e7, 1e7)))  # fmt: skip
def test_that_areas_are_shapely_s(ring: np.ndarray):
    ring = np.concatenate([ring, ring[:1]])
    wide = float(np.ptp(ring, axis=0).prod()) + 1
    found = flat.doubled_areas(
        np.concatenate([ring, ring[::-1]]), np.array([0, len(ring), 2 * len(ring)])
    )
    x, y = (ring - ring[0]).T
    assert found[0] == pytest.approx(
        float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum()), abs=1e-9 * wide
    )
    assert found[1] == pytest.approx(-found[0], abs=1e-6 * wide)


def test_that_rings_are_as_deep_as_they_lie_in_others():
    boxes = [shapely.box(-s, -s, s, s) for s in (50, 40, 30, 5)] + [shapely.box(60, 0, 70, 9)]
    xy = np.concatenate([shapely.get_coordinates(b) for b in boxes])
    starts = np.arange(0, 26, 5)
    assert depths(xy, starts, np.array([0, 5])).tolist() == [0, 1, 2, 3, 0]
    touching = np.concatenate([
        shapely.get_coordinates(shapely.box(0, 0, 10, 10)),
        [[0, 0], [5, 2], [2, 5], [0, 0]],
    ])  # fmt: skip
    assert depths(touching, np.array([0, 5, 9]), np.array([0, 2])).tolist() == [0, 1]


box_strategy = st.tuples(
    st.floats(-80, 80), st.floats(-80, 80), st.floats(1, 100), st.floats(1, 100)
).map(lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3]))


@given(box_strategy, st.integers(0, 10_000))
def test_that_rings_cut_to_a_box_cover_what_they_covered_in_it(box, seed: int):
    shapes = patches(12, seed, 160.0, 40.0)
    data = layer_data("a", shapes)
    xy, starts = clip.clipped(data.xy, data.ring_starts, box, closed=True)
    area = shapely.box(*box)
    assert not len(xy) or shapely.box(*xy.min(0), *xy.max(0)).within(area.buffer(1e-6))
    found = sum(
        shapely.make_valid(shapely.Polygon(xy[a:b])).area
        for a, b in itertools.pairwise(starts.tolist()) if b - a > 3
    )  # fmt: skip
    wanted = sum(shapely.make_valid(s).intersection(area).area for s in shapes)
    assert found == pytest.approx(wanted, abs=1e-6 * max(wanted, 1))
    for a, b in itertools.pairwise(starts.tolist()):
        assert (xy[a] == xy[b - 1]).all()


@given(box_strategy, st.integers(0, 10_000))
def test_that_lines_cut_to_a_box_keep_all_of_them_within_it(box, seed: int):
    line = shapely.LineString(np.random.default_rng(seed).uniform(-90, 90, (9, 2)))
    xy, starts = clip.clipped(shapely.get_coordinates(line), np.array([0, 9]), box, closed=False)
    area = shapely.box(*box)
    wanted = line.intersection(area.buffer(-1e-9))
    pieces = [
        shapely.LineString(xy[a:b]) for a, b in itertools.pairwise(starts.tolist()) if b - a > 1
    ]
    assert shapely.union_all([p.buffer(1e-6) for p in pieces]).contains(wanted) or wanted.is_empty
    extra = shapely.union_all(pieces).difference(line.buffer(1e-6)) if pieces else shapely.Point()
    assert extra.is_empty or area.boundary.buffer(1e-6).contains(extra)


@given(box_strategy, st.integers(0, 10_000))
def test_that_a_ring_thinned_outside_of_a_box_is_the_same_within(box, seed: int):
    r = np.random.default_rng(seed)
    angles = np.linspace(0, 2 * np.pi, 4000)
    reach = 70 + 10 * np.sin(angles * r.integers(1, 40)) + r.normal(0, 0.2, 4000)
    ring = np.column_stack([reach * np.cos(angles), reach * np.sin(angles)])
    ring[-1] = ring[0]
    ring = np.rint(ring * 1000).astype(np.int32)
    starts = np.array([0, 4000])
    at = clip.blocks(starts)
    units = tuple(1000 * b for b in box)
    xy, new_starts = clip.thinned(ring, starts, at, flat.box_of(ring, at), units)
    assert new_starts.tolist() == [0, len(xy)]
    assert (xy[0] == xy[-1]).all()
    within = shapely.box(*units)
    if len(xy) < 4:  # all of it on one side of the box
        xy = ring[:4] * 0 + ring[:1]
    whole, thin = (shapely.make_valid(shapely.Polygon(p)).intersection(within) for p in (ring, xy))
    assert whole.symmetric_difference(thin).area < 1
