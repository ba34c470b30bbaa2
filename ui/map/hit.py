"""What is at a place of the map, and in a box: exact to the level of detail that is shown.

All places are Web Mercator metres. Only what shows can be hit.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ui.map.flat import distinct, starts_of
from ui.map.layer import Layer
from ui.map.layer_data import Box, Fixed, Flags, Floats, Ints
from ui.map.nesting import crossed
from ui.map.pack import HIDDEN, Level, meeting
from ui.map.part import Part
from ui.map.paths import rings_of


def hits(
    layers: Sequence[Layer], place: tuple[float, float], tolerance: float, pixel: float
) -> list[tuple[str, int]]:
    """Layer and feature of all that is at a place, the topmost layer first.

    Within a layer: points and lines by their distance, polygons that hold the place by size, the
    smallest first, then those whose border is near.

    Args:
        layers: the lowest first.
        place: x, y.
        tolerance: how far off may be, metres.
        pixel: metres a device pixel, which tells the level of detail.
    """
    out: list[tuple[str, int]] = []
    for layer in reversed(layers):
        if not layer.visible or layer.opacity <= 0:
            continue
        found: list[tuple[float, float, int]] = []
        for part in layer.parts:
            found += _hits_in(part, np.array(place), tolerance, pixel)
        out += [(layer.name, feature) for *_, feature in sorted(found)]
    return out


def in_box(layers: Sequence[Layer], box: Box, pixel: float) -> dict[str, Ints]:
    """The features of each layer that meet a box, ascending; the topmost layer first."""
    out: dict[str, Ints] = {}
    for layer in reversed(layers):
        if layer.visible and layer.opacity > 0:
            found = [_meeting_in(part, box, pixel) for part in layer.parts]
            features = distinct(np.concatenate(found))
            if len(features):
                out[layer.name] = features
    return out


def _hits_in(
    part: Part, place: Floats, tolerance: float, pixel: float
) -> list[tuple[float, float, int]]:
    """Distance, size and the layer's number of each feature that is hit."""
    pack = part.pack
    near = pack.units((*(place - tolerance), *(place + tolerance)))
    level = pack.best(pixel)
    at = (place - pack.origin) / pack.unit
    shapes, dots = _shapes_near(part, level, near), _dots_near(part, level, near)
    edges = Edges(level, shapes)
    gaps = edges.distances(at, near)
    if pack.kind == "polygon":
        gaps[edges.holds(at)] = 0.0
    boxes = pack.boxes[dots].astype(np.float64)
    dot_gaps = np.hypot(*np.maximum(np.maximum(boxes[:, :2] - at, at - boxes[:, 2:]), 0).T)
    features = np.concatenate([level.feature[shapes], dots]).astype(np.int64)
    all_gaps = np.concatenate([gaps, dot_gaps]) * pack.unit
    hit = all_gaps <= tolerance
    boxes = pack.boxes[features[hit]].astype(np.float64)
    sizes = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    numbers = part.index[features[hit]]
    return list(zip(all_gaps[hit].tolist(), sizes.tolist(), numbers.tolist(), strict=True))


def _meeting_in(part: Part, box: Box, pixel: float) -> Ints:
    """The layer's numbers of the features that meet a box."""
    pack = part.pack
    level = pack.best(pixel)
    view = pack.units(box)
    shapes = _shapes_near(part, level, view)
    own = pack.boxes[level.feature[shapes]]
    within = (own[:, :2] >= view[:2]).all(axis=1) & (own[:, 2:] <= view[2:]).all(axis=1)
    met: Flags = np.asarray(within)
    unsure = np.flatnonzero(~met)
    edges = Edges(level, shapes[unsure])
    meets = edges.meet(view)
    if pack.kind == "polygon":
        meets |= edges.holds(view[:2])
    met[unsure] = meets
    found = np.concatenate([level.feature[shapes[met]], _dots_near(part, level, view)])
    numbers: Ints = part.index[found]
    return numbers


def _shapes_near(part: Part, level: Level, near: Floats) -> Ints:
    """The shapes that show, whose box meets a box of units."""
    out = [np.zeros(0, np.int64)]
    for chunk in meeting(level.chunk_boxes, near).tolist():
        features = level.feature[level.chunks[chunk] : level.chunks[chunk + 1]]
        found = meeting(part.pack.boxes[features], near)
        out.append(found[part.style[features[found]] != HIDDEN] + int(level.chunks[chunk]))
    return np.concatenate(out)


def _dots_near(part: Part, level: Level, near: Floats) -> Ints:
    """The features drawn as dots that show, whose box meets a box of units."""
    out = [np.zeros(0, np.int64)]
    for chunk in meeting(level.dot_boxes, near).tolist():
        features = level.dots[level.dot_chunks[chunk] : level.dot_chunks[chunk + 1]]
        found = features[meeting(part.pack.boxes[features], near)]
        out.append(found[part.style[found] != HIDDEN].astype(np.int64))
    return np.concatenate(out)


class Edges:
    """The edges of some shapes of a level, those of one shape after those of another; units."""

    def __init__(self, level: Level, shapes: Ints) -> None:
        xy, starts = rings_of(level, shapes)
        real = np.ones(len(xy), np.bool_)
        real[starts[1:] - 1] = False  # no edge from a ring's last vertex to the next ring's first
        first = np.flatnonzero(real)
        self.begin, self.end = xy[first], xy[first + 1]
        rings = starts_of((level.rings[shapes + 1] - level.rings[shapes]).astype(np.int64))
        self._at = (starts - np.arange(len(starts)))[rings][:-1]

    def holds(self, place: Floats) -> Flags:
        """Whether an odd number of a shape's edges is to the right of a place, shape (shapes,)."""
        if not len(self._at):
            return np.zeros(0, np.bool_)
        across = crossed(self.begin, self.end, place)
        odd: Flags = np.add.reduceat(across.astype(np.int64), self._at) % 2 == 1
        return odd

    def distances(self, place: Floats, box: Floats) -> Floats:
        """From a place to each shape's nearest edge that meets a box, infinite where none does."""
        out = np.full(len(self.begin), np.inf)
        near = self._near(box)
        begin = self.begin[near].astype(np.float64)
        along = self.end[near] - begin
        squared = np.maximum((along**2).sum(axis=1), 1e-12)
        share = np.clip(((place - begin) * along).sum(axis=1) / squared, 0, 1)
        out[near] = np.hypot(*(begin + share[:, None] * along - place).T)
        return np.minimum.reduceat(out, self._at) if len(self._at) else np.zeros(0)

    def meet(self, box: Floats) -> Flags:
        """Which shapes have an edge that meets a box, shape (shapes,)."""
        if not len(self._at):
            return np.zeros(0, np.bool_)
        near = self._near(box)
        out = np.zeros(len(self.begin), np.bool_)
        out[near] = edges_meet(self.begin[near].astype(np.float64), self.end[near], box)
        found: Flags = np.logical_or.reduceat(out, self._at)
        return found

    def _near(self, box: Floats) -> Ints:
        """The edges whose own box meets a box."""
        x0, y0, x1, y1 = box
        bx, by, ex, ey = *self.begin.T, *self.end.T
        beside = ((bx < x0) & (ex < x0)) | ((bx > x1) & (ex > x1))
        beside |= ((by < y0) & (ey < y0)) | ((by > y1) & (ey > y1))
        return np.flatnonzero(~beside)


def edges_meet(begin: Floats, end: Floats | Fixed, box: Floats) -> Flags:
    """Which edges meet a box: by the parts of them within both pairs of sides."""
    along = end - begin
    enter, leave = np.zeros(len(begin)), np.ones(len(begin))
    out = np.ones(len(begin), np.bool_)
    for axis in (0, 1):
        low, high = box[axis] - begin[:, axis], box[axis + 2] - begin[:, axis]
        still = along[:, axis] == 0
        step = np.where(still, 1.0, along[:, axis])
        one, other = low / step, high / step
        out &= ~still | ((low <= 0) & (high >= 0))
        enter = np.where(still, enter, np.maximum(enter, np.minimum(one, other)))
        leave = np.where(still, leave, np.minimum(leave, np.maximum(one, other)))
    meets: Flags = out & (enter <= leave)
    return meets
