"""Lines and blobs that look drawn by nature: smooth first, then roughened at every scale.

All coordinates are metres on a plane, (east, north).
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

from shapely.geometry import LineString, Polygon

Point = tuple[float, float]


def _catmull_rom(points: Sequence[Point], closed: bool, step: float) -> list[Point]:
    """Points on a Catmull-Rom curve through ``points``, about ``step`` metres apart."""
    n = len(points)
    out: list[Point] = []
    for i in range(n if closed else n - 1):
        p1, p2 = points[i], points[(i + 1) % n]
        p0 = points[i - 1] if closed or i > 0 else p1
        p3 = points[(i + 2) % n] if closed or i + 2 < n else p2
        parts = max(1, round(math.dist(p1, p2) / step))
        for k in range(parts):
            t = k / parts
            out.append(
                tuple(
                    0.5
                    * (
                        2 * b
                        + (c - a) * t
                        + (2 * a - 5 * b + 4 * c - d) * t * t
                        + (3 * b - a - 3 * c + d) * t * t * t
                    )
                    for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
                )
            )
    if not closed:
        out.append(points[-1])
    return out


def _roughen(a: Point, b: Point, rng: random.Random, rough: float, shortest: float) -> list[Point]:
    """Midpoint displacement between two points; the last point is left out."""
    length = math.dist(a, b)
    if length < shortest:
        return [a]
    shift = max(-1.5, min(1.5, rng.gauss(0, 1))) * rough * length
    mid = (
        (a[0] + b[0]) / 2 - (b[1] - a[1]) / length * shift,
        (a[1] + b[1]) / 2 + (b[0] - a[0]) / length * shift,
    )
    return _roughen(a, mid, rng, rough, shortest) + _roughen(mid, b, rng, rough, shortest)


def natural_line(
    points: Sequence[Point],
    rng: random.Random,
    *,
    closed: bool = False,
    rough: float = 0.17,
    shortest: float = 75.0,
) -> list[Point]:
    """A rough line through ``points`` (ends kept), rounded to the millimetre.

    Args:
        points: control points in metres.
        rng: the stream to draw from.
        closed: True for a ring; its first point is repeated at the end.
        rough: sideways shift of a midpoint as a part of its segment's length.
        shortest: segments below this length, in metres, are not split further.
    """
    for attempt in range(12):
        smooth = _catmull_rom(points, closed, step=2600.0)
        if closed:
            smooth.append(smooth[0])
        out: list[Point] = []
        for a, b in pairwise(smooth):
            out += _roughen(a, b, rng, rough * 0.85**attempt, shortest)
        out.append(smooth[-1])
        out = [(round(x, 3), round(y, 3)) for x, y in out]
        if LineString(out).is_simple:
            return out
    raise ValueError("no simple line found; choose another seed")


def blob(centre: Point, radius: float, rng: random.Random, stretch: float = 1.0) -> Polygon:
    """A patch with a ragged edge, as an interpreter of satellite images draws it."""
    count = rng.randint(18, 34)
    turn = rng.uniform(0, math.pi)
    waves = [(rng.uniform(0.06, 0.2) / k, rng.uniform(0, 6.3), k) for k in (2, 3, 4, 5, 7)]
    ring = []
    for i in range(count):
        a = 2 * math.pi * i / count
        r = radius * (1 + sum(h * math.sin(k * a + p) for h, p, k in waves))
        r *= 1 + rng.uniform(-0.05, 0.05)
        x, y = r * math.cos(a) * stretch, r * math.sin(a) / stretch
        ring.append(
            (
                round(centre[0] + x * math.cos(turn) - y * math.sin(turn), 3),
                round(centre[1] + x * math.sin(turn) + y * math.cos(turn), 3),
            )
        )
    return Polygon(ring)


def lot(centre: Point, width: float, depth: float, rng: random.Random) -> Polygon:
    """A built plot: a turned rectangle with one corner cut in, as yards are."""
    turn = rng.uniform(0, math.pi)
    w, d, cut = width / 2, depth / 2, rng.uniform(0.25, 0.45)
    corners = [
        (-w, -d),
        (w, -d),
        (w, d * cut),
        (w * (1 - cut), d * cut),
        (w * (1 - cut), d),
        (-w, d),
    ]
    return Polygon(
        [
            (
                round(centre[0] + x * math.cos(turn) - y * math.sin(turn), 3),
                round(centre[1] + x * math.sin(turn) + y * math.cos(turn), 3),
            )
            for x, y in corners
        ]
    )
