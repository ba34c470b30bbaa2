"""What is at a place of the map, and in a box: exact to the level of detail that is shown.

All places are Web Mercator metres. Only what shows can be hit.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ui.map.layer import Layer, Part, rings_of
from ui.map.layer_data import Box, Flags, Floats, Ints
from ui.map.nesting import crossed
from ui.map.pack import HIDDEN, Level, meeting


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
            features = np.unique(np.concatenate(found))
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
    found = []
    for shape in _shapes_near(part, level, near).tolist():
        feature = int(level.feature[shape])
        xy, starts = rings_of(level, np.array([shape]))
        distance = _distance(xy.astype(np.float64), starts, at, polygon=pack.kind == "polygon")
        found.append((distance * pack.unit, _size(part, feature), int(part.index[feature])))
    for feature in _dots_near(part, level, near).tolist():
        x0, y0, x1, y1 = pack.boxes[feature].astype(np.float64)
        gap = np.hypot(max(x0 - at[0], at[0] - x1, 0), max(y0 - at[1], at[1] - y1, 0))
        found.append((float(gap) * pack.unit, _size(part, feature), int(part.index[feature])))
    return [each for each in found if each[0] <= tolerance]


def _size(part: Part, feature: int) -> float:
    x0, y0, x1, y1 = part.pack.boxes[feature].astype(np.float64).tolist()
    return float((x1 - x0) * (y1 - y0))


def _shapes_near(part: Part, level: Level, near: Floats) -> Ints:
    """The shapes that show, whose box meets a box of units."""
    chunks = meeting(level.chunk_boxes, near).tolist()
    out = []
    for chunk in chunks:
        features = level.feature[level.chunks[chunk] : level.chunks[chunk + 1]]
        found = meeting(part.pack.boxes[features], near)
        out.append(found[part.style[features[found]] != HIDDEN] + int(level.chunks[chunk]))
    return np.concatenate(out) if out else np.zeros(0, np.int64)


def _dots_near(part: Part, level: Level, near: Floats) -> Ints:
    """The features drawn as dots that show, whose box meets a box of units."""
    out = []
    for chunk in meeting(level.dot_boxes, near).tolist():
        features = level.dots[level.dot_chunks[chunk] : level.dot_chunks[chunk + 1]]
        found = features[meeting(part.pack.boxes[features], near)]
        out.append(found[part.style[found] != HIDDEN].astype(np.int64))
    return np.concatenate(out) if out else np.zeros(0, np.int64)


def _edges(xy: Floats, starts: Ints) -> tuple[Floats, Floats]:
    """The ends of all edges of rings or lines."""
    real = np.ones(len(xy), np.bool_)
    real[starts[1:] - 1] = False
    first = np.flatnonzero(real)
    return xy[first], xy[first + 1]


def _distance(xy: Floats, starts: Ints, at: Floats, *, polygon: bool) -> float:
    """0 within a polygon, otherwise from the nearest edge."""
    begin, end = _edges(xy, starts)
    if polygon and np.count_nonzero(crossed(begin, end, at)) % 2:
        return 0.0
    along = end - begin
    squared = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip(((at - begin) * along).sum(axis=1) / squared, 0, 1)
    nearest = begin + share[:, None] * along
    return float(np.hypot(*(nearest - at).T).min(initial=np.inf))


def _meeting_in(part: Part, box: Box, pixel: float) -> Ints:
    pack = part.pack
    level = pack.best(pixel)
    view = pack.units(box)
    polygon = pack.kind == "polygon"
    kept = []
    for shape in _shapes_near(part, level, view).tolist():
        feature = level.feature[shape]
        own = pack.boxes[feature]
        within = (own[:2] >= view[:2]).all() and (own[2:] <= view[2:]).all()
        if within or _meets(level, shape, view, polygon=polygon):
            kept.append(int(feature))
    found = np.concatenate([np.array(kept, np.int64), _dots_near(part, level, view)])
    return part.index[found]


def _meets(level: Level, shape: int, box: Floats, *, polygon: bool) -> bool:
    """Whether an edge meets a box, or a polygon holds it."""
    xy, starts = rings_of(level, np.array([shape]))
    begin, end = _edges(xy.astype(np.float64), starts)
    if _edges_meet(begin, end, box).any():
        return True
    return polygon and bool(np.count_nonzero(crossed(begin, end, box[:2])) % 2)


def _edges_meet(begin: Floats, end: Floats, box: Floats) -> Flags:
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
