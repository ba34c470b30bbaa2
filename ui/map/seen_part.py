"""Where the name of an area may stand whose own place for it is out of view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ui.map.drawing import cut_shape
from ui.map.layer import Layer
from ui.map.layer_data import Floats, Ints
from ui.map.pack import HIDDEN, meeting
from ui.map.part import Part
from ui.map.view import View

MOST = 12  # areas of a layer and part that are cut to the view, those with the most in it
_LINES = (0.5, 0.35, 0.65, 0.2, 0.8)  # where an area is looked through, shares of its height


@dataclass(frozen=True, slots=True)
class SeenPart:
    """The widest inside of an area within the view.

    Attributes:
        feature: the layer's number of the area.
        place: the middle of it, Web Mercator metres.
        size: how wide it is, pixels of the view.
    """

    feature: int
    place: tuple[float, float]
    size: float


def seen_parts(
    layer: Layer, anchors: Floats, view: View, least: float
) -> Iterator[SeenPart | None]:
    """Areas that reach into a view without their anchors, in small steps; None for a step in vain.

    Args:
        layer: of polygons.
        anchors: where their names would stand, metres, shape (features, 2).
        view: what is seen.
        least: pixels, below which what is seen of an area has no room for a name.
    """
    for part in layer.parts:
        for number in _candidates(part, anchors, view, least).tolist():
            found = _widest_of(part, number, view)
            yield None if found is None or found.size < least else found


def _candidates(part: Part, anchors: Floats, view: View, least: float) -> Ints:
    """Features of a part whose boxes reach far into a view, and whose anchors don't."""
    pack, limits = part.pack, part.pack.units(view.box)
    near = meeting(pack.boxes, limits)
    near = near[(part.style[near] != HIDDEN) & ~part.replaced[near]]
    x0, y0, x1, y1 = view.box
    x, y = anchors[part.index[near]].T
    near = near[(x < x0) | (x > x1) | (y < y0) | (y > y1)]
    boxes = pack.boxes[near]
    low, high = np.maximum(boxes[:, :2], limits[:2]), np.minimum(boxes[:, 2:], limits[2:])
    sides = (high - low) * (pack.unit / view.pixel)
    large = np.flatnonzero((sides[:, 0] >= least) & (sides[:, 1] >= least / 4))
    order = np.argsort(-sides[large].prod(axis=1), kind="stable")
    found: Ints = near[large[order[:MOST]]]
    return found


def _widest_of(part: Part, number: int, view: View) -> SeenPart | None:
    level = part.pack.best(view.pixel)
    spans = [
        _widest(*cut_shape(part, level, shape, view), view)
        for shape in np.flatnonzero(level.feature == number).tolist()
    ]
    size, x, y = max(spans, default=(0.0, 0.0, 0.0))
    if size <= 0:
        return None
    place = view.left + x * view.pixel, view.top - y * view.pixel
    return SeenPart(int(part.index[number]), place, size)


def _widest(xy: Floats, starts: Ints, view: View) -> tuple[float, float, float]:
    """Width and middle of the widest inside on some lines across rings; all in pixels."""
    if len(xy) < 3:
        return 0.0, 0.0, 0.0
    after = np.arange(1, len(xy) + 1)
    after[starts[1:] - 1] = starts[:-1]  # each ring ends where it begins
    (ax, ay), (bx, by) = xy.T, xy[after].T
    low, high = max(float(ay.min()), 0.0), min(float(ay.max()), float(view.height))
    best = (0.0, 0.0, 0.0)
    for share in _LINES:
        y = low + share * (high - low)
        meets = np.flatnonzero((ay <= y) != (by <= y))
        across = ax[meets] + (y - ay[meets]) * (bx[meets] - ax[meets]) / (by[meets] - ay[meets])
        x = np.sort(np.clip(across, 0.0, view.width))
        if not len(x) or len(x) % 2:
            continue
        widths = x[1::2] - x[::2]
        at = int(widths.argmax())
        if widths[at] > 1.2 * best[0]:  # the middle is better, unless there is much less room
            best = (float(widths[at]), float(x[2 * at] + widths[at] / 2), y)
    return best
