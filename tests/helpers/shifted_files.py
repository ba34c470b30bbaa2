"""Labelled pairs of a file and what is known otherwise: shifted ones, and right ones that differ.

Every case is made from its number alone. The ground truth is drawn in metres about a place
anywhere in China; the file and the reference each see it in their own way (thinned, densified,
surveyed anew, a part of it, other zones of it); then the file is shifted, or is not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

from greenshield.geo import ellipsoid, shift

SHIFTS = {
    "right": None,
    "gcj02": shift.to_gcj02,
    "bd09": shift.to_bd09,
    "over_gcj02": shift.from_gcj02,
    "over_bd09": shift.from_bd09,
}
# Mainland places, so that every case lies within the box in which web maps shift.
PLACES = (
    (76, 38), (88, 44), (91, 30), (97, 35), (101, 25), (104, 31), (109, 34), (110, 20),
    (113, 23), (116, 40), (119, 49), (121, 31), (126, 43.3), (129, 46), (120, 23.8),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A file and its reference.

    Attributes:
        label: what is so: a name of ``SHIFTS``, or ``moved``.
        kind: how file and reference differ beside the shift.
        is_tellable: whether an honest judge can be asked to find the shift.
    """

    number: int
    label: str
    kind: str
    file: np.ndarray
    reference: np.ndarray
    is_tellable: bool = True


def ring(rng: np.random.Generator, radius: float, rough: float = 0.12, rounds: int = 7):
    """A ring like those of nature: a polygon whose edges were bent at random, again and again."""
    corners = int(rng.integers(5, 10))
    angles = np.sort((np.arange(corners) + rng.uniform(-0.35, 0.35, corners)) / corners) * 2 * np.pi
    xy = radius * rng.uniform(0.6, 1.3, corners)[:, None] * np.column_stack(
        [np.cos(angles) * rng.uniform(0.7, 1.4), np.sin(angles)]
    )  # fmt: skip
    for _ in range(rounds):
        nxt = np.roll(xy, -1, axis=0)
        edge = nxt - xy
        across = np.column_stack([-edge[:, 1], edge[:, 0]])
        middle = xy + edge / 2 + across * rng.normal(0, rough, (len(xy), 1))
        xy = np.stack([xy, middle], axis=1).reshape(-1, 2)
    return xy


def scattered(rng: np.random.Generator, count: int, spread: float, size: float) -> list:
    """Areas here and there."""
    out = []
    for _ in range(count):
        at = rng.uniform(-spread, spread, 2)
        out.append(shapely.Polygon(ring(rng, size * rng.uniform(0.4, 1.6)) + at).buffer(0))
    return [p for p in out if not p.is_empty]


def parted(rng: np.random.Generator, count: int, spread: float) -> list:
    """Areas that share their borders, which are bent."""
    points = shapely.MultiPoint(rng.uniform(-spread, spread, (count, 2)))
    box = shapely.box(-spread, -spread, spread, spread)
    cells = [c.intersection(box) for c in shapely.get_parts(shapely.voronoi_polygons(points))]
    waves = rng.uniform(0, 6.3, (6, 2))
    longs = spread * rng.uniform(0.02, 0.4, 6)

    def bent(xy):
        out = xy.copy()
        for (a, b), wave in zip(waves, longs, strict=True):
            out[:, 0] += 0.06 * wave * np.sin(xy[:, 1] * 6.3 / wave + a)
            out[:, 1] += 0.06 * wave * np.sin(xy[:, 0] * 6.3 / wave + b)
        return out

    dense = shapely.segmentize(np.array(cells, dtype=object), spread / 200)
    return list(shapely.transform(dense, bent))


def plots(rng: np.random.Generator, count: int, spread: float) -> list:
    """Patches: small, of few corners, in clusters."""
    centres = rng.uniform(-spread, spread, (max(2, count // 8), 2))
    out = []
    for _ in range(count):
        at = centres[rng.integers(len(centres))] + rng.normal(0, 400, 2)
        xy = ring(rng, rng.lognormal(3.9, 0.5), 0.05, int(rng.integers(0, 2)))
        out.append(shapely.Polygon(xy + at).buffer(0))
    return [p for p in out if not p.is_empty]


def surveyed(rng: np.random.Generator, shapes: list, metres: float) -> list:
    """The same ground surveyed anew: errors that run along the outline, and none in common."""
    longs = np.array([900.0, 2300.0, 5100.0, 300.0, 37.0])
    size = metres * np.array([0.5, 0.5, 0.5, 0.5, 0.3])
    turns = rng.uniform(0, 6.3, (2, 5, 2))

    def moved(xy):
        out = xy.copy()
        for axis in (0, 1):
            for n, wave in enumerate(longs):
                a, b = turns[axis, n]
                out[:, axis] += size[n] * np.sin(6.3 * (xy[:, 0] + a * wave) / wave) * np.cos(
                    6.3 * (xy[:, 1] + b * wave) / wave
                )  # fmt: skip
        return out

    dense = shapely.segmentize(np.array(shapes, dtype=object), 150.0)
    return list(shapely.transform(dense, moved))


def turned(rng: np.random.Generator, shapes: list) -> list:
    """The same rings, begun elsewhere."""
    out = []
    for shape in shapes:
        for part in shapely.get_parts(shape):
            xy = shapely.get_coordinates(part.exterior)[:-1]
            out.append(shapely.Polygon(np.roll(xy, int(rng.integers(len(xy))), axis=0)))
    return out


def _world(rng: np.random.Generator) -> list:
    pick = rng.integers(4)
    if pick == 0:
        return scattered(rng, int(rng.integers(3, 25)), 40_000, 5_000)
    if pick == 1:
        return parted(rng, int(rng.integers(5, 40)), 30_000)
    if pick == 2:
        return plots(rng, int(rng.integers(20, 200)), 15_000)
    return scattered(rng, 1, 1_000, float(rng.uniform(2_500, 15_000)))


def _same(rng, w):
    return w, w


def _turned(rng, w):
    return turned(rng, w), w


def _thinned(rng, w):
    return list(shapely.simplify(w, float(rng.uniform(2, 25)))), w


def _densified(rng, w):
    return list(shapely.segmentize(w, float(rng.uniform(8, 60)))), w


def _rough_reference(rng, w):
    return w, list(shapely.simplify(w, float(rng.uniform(2, 25))))


def _resurveyed(rng, w):
    return surveyed(rng, w, float(rng.uniform(1, 12))), w


def _roughly(rng, w):
    big = scattered(rng, int(rng.integers(4, 16)), 40_000, 7_000)
    return surveyed(rng, big, float(rng.uniform(12, 22))), big


def _part(rng, w):
    keep = rng.random(len(w)) < 0.5
    keep[rng.integers(len(w))] = True
    return [p for p, k in zip(w, keep, strict=True) if k], w


def _more(rng, w):
    reference, file = _part(rng, w)
    return file, reference


def _zones(rng, w):
    """The file parts areas into zones; the project holds the areas."""
    areas = scattered(rng, int(rng.integers(2, 8)), 40_000, 6_000)
    file = []
    for area in areas:
        core = area.buffer(-float(rng.uniform(300, 1200)))
        file += [p for p in (core, area.difference(core)) if not p.is_empty]
    return file, areas


def _neighbours(rng, w):
    cells = parted(rng, 24, 30_000)
    return cells[::2], cells[1::2]


ALIKE: tuple[Callable, ...] = (
    _same, _turned, _thinned, _densified, _rough_reference, _resurveyed, _roughly, _part, _more,
    _zones, _neighbours,
)  # fmt: skip


def _elsewhere(rng, w):
    return scattered(rng, 8, 40_000, 4_000), w


def _redrawn(rng, w):
    """A national park whose outline was drawn anew, some hundred metres out or in."""
    areas = scattered(rng, int(rng.integers(1, 5)), 40_000, 8_000)
    metres = float(rng.choice([-1, 1]) * rng.uniform(150, 700))
    return [p for p in shapely.buffer(areas, metres) if not p.is_empty], areas


def _nested(rng, w):
    """Core zones against the areas about them, no border shared."""
    areas = scattered(rng, int(rng.integers(1, 6)), 40_000, 8_000)
    cores = shapely.buffer(areas, -float(rng.uniform(200, 900)))
    return [p for p in cores if not p.is_empty], areas


def _strips(rng, w):
    """Both banks of a river, a road and its corridor: parallel lines that are different things."""
    line = shapely.LineString(np.cumsum(rng.normal((900, 0), 500, (60, 2)), axis=0))
    gap = float(rng.uniform(150, 900))
    side = shapely.offset_curve(line, gap)
    return [shapely.buffer(line, 60)], [shapely.buffer(side, 60)]


def _generalised(rng, w):
    areas = scattered(rng, int(rng.integers(1, 8)), 40_000, 9_000)
    return list(shapely.simplify(areas, float(rng.uniform(150, 600)))), areas


def _tiny(rng, w):
    at = rng.uniform(-600, 600, (2, 2))
    one, other = (shapely.Polygon(ring(rng, 40, 0.05, 0) + a) for a in at)
    return [one], [other]


def _lattice(rng, w):
    """Fields of one size in rows: what fits a step aside fits as well."""
    step = float(rng.uniform(60, 300))
    n = int(rng.integers(6, 14))
    boxes = [
        shapely.box(i * step, j * step, (i + 0.8) * step, (j + 0.8) * step)
        for i in range(n)
        for j in range(n)
    ]
    return [b for b in boxes if rng.random() < 0.4] or boxes[:1], boxes


def _crowd(rng, w):
    """Patches of two campaigns in the same villages: none recurs."""
    return plots(rng, 150, 3_000), plots(rng, 400, 3_000)


def _one_side(rng, w):
    """A part of the outline was drawn anew, the rest stands."""
    areas = scattered(rng, int(rng.integers(1, 5)), 40_000, 8_000)
    file = []
    for area in areas:
        west, south, east, north = area.bounds
        bite = shapely.box(west - 1, south - 1, west + 0.45 * (east - west), north + 1)
        file.append(area.difference(bite).union(area.intersection(bite).buffer(-400)))
    return [f for f in file if not f.is_empty], areas


def _another(rng, w):
    """One area beside another of its size, such as a reserve that took another's place."""
    size = float(rng.uniform(250, 4_000))
    at = rng.uniform(-1_200, 1_200, 2)
    one, other = shapely.Polygon(ring(rng, size)), shapely.Polygon(ring(rng, size) + at)
    return [one.buffer(0)], [other.buffer(0)]


def _circles(rng, w):
    """Circles of one radius about springs and wells, as rules draw them; none twice."""
    radius, spread = float(rng.choice([100, 300, 500, 1_000])), float(rng.uniform(600, 8_000))
    count = int(rng.integers(1, 12))
    at = rng.uniform(-spread, spread, (3 * count, 2))
    drawn = [shapely.Point(xy).buffer(radius) for xy in at]
    return drawn[:count], drawn[count:]


DIFFERENT: tuple[Callable, ...] = (
    _elsewhere, _redrawn, _nested, _strips, _generalised, _tiny, _lattice, _crowd, _one_side,
    _another, _circles,
)  # fmt: skip


def case(number: int) -> Case:
    """The case of a number: of three, two are of one ground, the third differs and is right."""
    rng = np.random.default_rng(number)
    place = PLACES[rng.integers(len(PLACES))] + rng.uniform(-0.5, 0.5, 2)
    differs = number % 3 == 2
    make = (DIFFERENT if differs else ALIKE)[number // 3 % len(DIFFERENT if differs else ALIKE)]
    world = _world(rng)
    file, reference = make(rng, world)
    labels = ["right"] if differs else [*SHIFTS, "gcj02", "moved", "right"]
    label = labels[rng.integers(len(labels))]
    shapes, known = (_on_earth(part, place) for part in (file, reference))
    if label == "moved":
        shapes = _on_earth(file, place, _beside_the_map(rng, place))
    elif SHIFTS[label] is not None:
        shapes = shapely.transform(shapes, lambda xy: np.column_stack(SHIFTS[label](*xy.T)))
    # Of zones the outer border alone recurs: too little to seek any move with.
    is_tellable = not (label == "moved" and make is _zones)
    return Case(number, label, make.__name__.strip("_"), shapes, known, is_tellable)


def _beside_the_map(rng: np.random.Generator, place: np.ndarray) -> tuple[float, float]:
    """A datum's move, 40 to 200 m, that is not by chance about the web map's own there."""
    m, p = ellipsoid.radii(np.radians(place[1:2]))
    moved = np.radians(np.column_stack(shift.to_gcj02(*place[:, None])) - place)
    own = (moved * np.column_stack([p, m]))[0]
    while True:
        size, towards = rng.uniform(40, 200), rng.uniform(0, 2 * np.pi)
        move = size * np.array([np.sin(towards), np.cos(towards)])
        if min(np.hypot(*(move - own)), np.hypot(*(move + own))) > 0.5 * np.hypot(*own):
            return float(move[0]), float(move[1])


def _on_earth(shapes: list, place: np.ndarray, by: tuple[float, float] = (0.0, 0.0)) -> np.ndarray:
    """Metres about a place as degrees."""
    m, p = ellipsoid.radii(np.radians(place[1:2]))

    def degrees(xy):
        return place + np.degrees((xy + by) / np.column_stack([p, m]))

    return shapely.transform(np.array(shapes, dtype=object), degrees)
