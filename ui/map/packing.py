"""Makes packs of layers: fixed-point places, rings the right way round, chunks along a curve.

Numpy alone, so that the window can pack what is small by itself. What is large is packed in the
other process with ``calls_levels``, which gives a function that simplifies.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ui.map.flat import along_curve, box_of, doubled_areas, joined, ranges, starts_of, turned
from ui.map.layer_data import Floats, Ints, LayerData
from ui.map.nesting import depths
from ui.map.pack import FINE_ENOUGH, Level, Pack

Simplify = Callable[[Floats, Ints, float], tuple[Floats, Ints]]

CHUNK = 4000  # vertices: one path much larger than this fills slowly
DOTS = 1000  # dots in one chunk
SMALL = 8.0  # tolerances, two to four pixels: what is smaller is drawn as a dot
FIRST = 1600  # pixels that the whole layer is first shown on
STEPS = 20  # levels at most
STEP = 2**0.5  # how much finer each level is than the one before, while a level is small
SMALL_LEVEL = 700_000  # vertices; above, a level follows at half of the tolerance only
FARTHER = 8  # how much coarser each level is with which the layer is seen from farther away
FARTHEST = 40_000.0  # metres: no map shows more of the world
WORTH = 0.7  # a level with more of all vertices than this gains nothing
MILLIMETRE = 0.001
REACH = 2.1e9  # units: a little less than the largest int32


def packed(data: LayerData, simplify: Simplify | None = None) -> Pack:
    """A layer, ready to be drawn.

    Args:
        data: the layer.
        simplify: gives rings or lines with fewer vertices (xy, starts, tolerance in metres);
            without it, there is only the level with every vertex.
    """
    origin, unit = _grid(data.xy)
    places = np.rint((data.xy - origin) / unit)
    boxes = _boxes(places, data)
    features = _sorted(boxes)
    rings = _Rings(*_oriented(places, data, features), feature=features)
    simple = simplify is None or data.kind == "point"
    tolerances = [] if simple else _tolerances(boxes, unit)
    levels: list[Level] = []
    for tolerance in tolerances:
        large = bool(levels) and len(levels[-1].xy) > SMALL_LEVEL
        if large and tolerance > 0.51 * levels[-1].tolerance:
            continue
        level = _level(rings, boxes, tolerance / unit, tolerance, simplify)
        if len(level.xy) > WORTH * len(rings.xy):
            break
        levels.append(level)
    levels.append(_level(rings, boxes, 0.0, 0.0, None))
    id_bytes = np.char.encode(data.ids, "utf-8") if len(data) else np.zeros(0, "S1")
    return Pack(
        name=data.name,
        kind=data.kind,
        id_bytes=id_bytes,
        id_order=np.argsort(id_bytes, kind="stable").astype(np.int32),
        style=data.style.copy(),
        origin=(float(origin[0]), float(origin[1])),
        unit=unit,
        boxes=boxes.astype(np.int32),
        levels=tuple(levels),
    )


class _Rings:
    """The rings of features in the order of the curve.

    Attributes:
        xy: units, shape (vertices, 2).
        starts: where each ring begins, and the end.
        first: the first ring of each feature, and the end.
        feature: the layer's number of each feature.
    """

    def __init__(self, xy: Floats, starts: Ints, first: Ints, feature: Ints) -> None:
        self.xy, self.starts, self.first, self.feature = xy, starts, first, feature

    def take(self, which: Ints) -> _Rings:
        """Some of the features."""
        begin, end = self.first[which], self.first[which + 1]
        rings = ranges(begin, end)
        at, to = self.starts[rings], self.starts[rings + 1]
        return _Rings(
            self.xy[ranges(at, to)], starts_of(to - at), starts_of(end - begin), self.feature[which]
        )


def _grid(xy: Floats) -> tuple[Floats, float]:
    """The origin and the unit of fixed-point numbers that hold all of ``xy``."""
    if not len(xy):
        return np.zeros(2), MILLIMETRE
    low, high = xy.min(axis=0), xy.max(axis=0)
    unit = MILLIMETRE
    while (high - low).max() / 2 / unit > REACH:
        unit *= 10
    return np.rint((low + high) / 2), unit


def _boxes(places: Floats, data: LayerData) -> Floats:
    """Of each feature, shape (features, 4); (1, 1, 0, 0) where it has no place."""
    out = np.tile(np.array([1.0, 1.0, 0.0, 0.0]), (len(data), 1))
    if len(data.owner):
        there, first = np.unique(data.owner, return_index=True)
        rings = box_of(places, data.ring_starts)
        out[there] = joined(rings, np.append(first, len(data.owner)))
    return out


def _sorted(boxes: Floats) -> Ints:
    """The features with a place, along the curve."""
    there = np.flatnonzero(boxes[:, 0] <= boxes[:, 2])
    return there[along_curve((boxes[there, :2] + boxes[there, 2:]) / 2)]


def _oriented(places: Floats, data: LayerData, features: Ints) -> tuple[Floats, Ints, Ints]:
    """Vertices, ring starts and first rings of features in this order.

    Outer rings of polygons run against the clock and holes with it. So one path of many polygons
    can be filled by winding: where two overlap it is full, and where a hole is, empty.
    """
    first = np.searchsorted(data.owner, features, side="left")
    last = np.searchsorted(data.owner, features, side="right")
    rings = ranges(first, last)
    begin, end = data.ring_starts[rings], data.ring_starts[rings + 1]
    xy, starts = places[ranges(begin, end)], starts_of(end - begin)
    per_feature = starts_of(last - first)
    if data.kind == "polygon":
        wanted = depths(xy, starts, per_feature) % 2 == 0
        xy = xy[turned(starts, (doubled_areas(xy, starts) > 0) != wanted)]
    return xy, starts, per_feature


def _tolerances(boxes: Floats, unit: float) -> list[float]:
    """Metres, the coarsest first."""
    there = boxes[boxes[:, 0] <= boxes[:, 2]]
    if not len(there):
        return []
    extent = float((there[:, 2:].max(axis=0) - there[:, :2].min(axis=0)).max()) * unit
    first = FINE_ENOUGH * extent / FIRST
    farther = [first * FARTHER**n for n in range(20, 0, -1)]
    coarse = [t for t in farther if first < t <= FARTHEST]
    return coarse + [t for t in (first / STEP**n for n in range(STEPS)) if t > 2 * unit]


def _level(
    rings: _Rings, boxes: Floats, tolerance: float, metres: float, simplify: Simplify | None
) -> Level:
    """One level; ``tolerance`` is in units, ``metres`` the same in metres."""
    own = boxes[rings.feature]
    size = (own[:, 2:] - own[:, :2]).max(axis=1) if len(own) else np.zeros(0)
    small = (size < SMALL * tolerance) | (size == 0)
    shapes = rings.take(np.flatnonzero(~small)) if small.any() else rings
    xy, starts = shapes.xy, shapes.starts
    if simplify is not None and len(xy):
        xy, starts = simplify(xy, starts, tolerance)
    chunks = _chunks(np.diff(starts[shapes.first]))
    dots = rings.feature[small]
    dot_chunks = np.append(np.arange(0, len(dots), DOTS), len(dots))
    return Level(
        tolerance=metres,
        xy=np.rint(xy).astype(np.int32),
        starts=starts.astype(np.int32),
        feature=shapes.feature.astype(np.int32),
        rings=shapes.first.astype(np.int32),
        chunks=chunks.astype(np.int32),
        chunk_boxes=joined(boxes[shapes.feature], chunks).astype(np.int32),
        dots=dots.astype(np.int32),
        dot_xy=np.rint((boxes[dots, :2] + boxes[dots, 2:]) / 2).astype(np.int32),
        dot_chunks=dot_chunks.astype(np.int32),
        dot_boxes=joined(boxes[dots], dot_chunks).astype(np.int32),
    )


def _chunks(counts: Ints) -> Ints:
    """Where chunks of about ``CHUNK`` vertices begin among features, and the end."""
    if not len(counts):
        return np.zeros(1, np.int64)
    number = (np.cumsum(counts) - counts) // CHUNK
    return np.append(np.flatnonzero(np.diff(number, prepend=-1)), len(counts))
