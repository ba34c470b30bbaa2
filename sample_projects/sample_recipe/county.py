"""The county's ground: two reserves with zones, a red line, a control area, a river.

The county, its code and every name are invented. The sketches below are in kilometres from a
point near 126.5 E 43.2 N; no real reserve was looked at. Borders that two zones share are made
once and used by both, so they match to the last digit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely import set_precision
from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import unary_union

from sample_recipe.shapes import Point, natural_line
from sample_recipe.streams import stream

Floats = NDArray[np.float64]
Drawn = tuple[tuple[str, str, Polygon | MultiPolygon], ...]
"""(name, kind, shape in metres of EPSG:4530)."""

COUNTY = "青禾县"
CODE = "229901"  # no county of GB/T 2260 has it
PLANE = "EPSG:4530"  # CGCS2000 / 3-degree Gauss-Kruger zone 42, easting with its prefix
ORIGIN = (42_540_000.0, 4_785_000.0)

YUNLING = "云岭国家级自然保护区"
BAIWEI = "白苇湿地省级自然保护区"

_N1, _N2 = (-16.5, 7.0), (-1.4, 8.2)
_YUNLING_NORTH = [_N1, (-15.2, 10.2), (-12.0, 12.4), (-8.6, 11.6), (-5.8, 13.2), (-2.6, 11.0), _N2]
_YUNLING_SOUTH = [
    _N2, (-1.8, 4.6), (-4.6, 2.9), (-5.4, 0.4), (-9.2, -0.6), (-12.4, 1.5), (-15.6, 2.2),
    (-17.8, 4.4), _N1,
]  # fmt: skip
_YUNLING_BUFFER = [_N1, (-13.8, 5.6), (-11.2, 5.0), (-8.4, 3.6), (-5.6, 5.2), (-3.6, 7.0), _N2]
_YUNLING_CORE = [
    (-13.6, 8.2), (-12.0, 10.3), (-9.0, 9.6), (-6.2, 10.9), (-4.3, 9.6), (-5.2, 7.5), (-7.6, 6.2),
    (-10.6, 7.0),
]  # fmt: skip
_E1, _E2 = (14.6, -3.3), (14.4, -7.2)
_BAIWEI_EAST = [_E1, (16.6, -4.2), (16.2, -6.2), _E2]
_BAIWEI_WEST = [
    _E2, (12.2, -7.8), (9.6, -9.1), (6.6, -8.3), (4.9, -6.0), (7.0, -4.0), (10.4, -4.4),
    (12.6, -3.1), _E1,
]  # fmt: skip
_BAIWEI_CORE = [_E2, (11.8, -6.7), (9.2, -7.2), (7.8, -6.2), (9.8, -5.4), (12.4, -4.6), _E1]
_FOREST = [(-20.5, 6.0), (-19.0, 11.5), (-13.0, 15.2), (-7.0, 14.6), (-7.5, 9.0), (-14.0, 7.0)]
_FRINGE = [(4.2, -8.6), (5.4, -4.4), (9.6, -3.2), (12.0, -6.0), (9.0, -9.8)]
_RIDGE = [(1.0, 10.4), (3.6, 13.6), (8.2, 12.8), (9.0, 9.6), (5.2, 8.2)]
_CONTROL = [
    (1.6, 1.0), (4.5, 3.2), (8.6, 3.0), (11.8, 5.6), (14.6, 6.2), (15.4, 4.0), (11.4, 1.2),
    (7.8, -0.8), (3.6, -1.9),
]  # fmt: skip
RIVER = [(19.0, 6.4), (13.6, 5.0), (9.4, 1.4), (4.0, 0.4), (2.8, -3.2), (6.4, -6.0), (11.0, -5.9),
         (15.6, -5.2), (20.0, -7.6)]  # fmt: skip

_TO_DEGREES = Transformer.from_crs(PLANE, "EPSG:4490", always_xy=True)


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of a reserve. ``shape`` is in metres of EPSG:4530."""

    area: str
    name: str
    code: str
    shape: Polygon


@dataclass(frozen=True, slots=True)
class County:
    """The whole ground. Shapes are in metres of EPSG:4530.

    Attributes:
        reserves: full name -> outline.
        zones: the three of 云岭, then the two of 白苇湿地.
        red_lines: (name, kind, shape).
        controls: (name, kind, shape).
        river: the river's line.
        demo_spot: a point on the line between 云岭's buffer and experimental zone.
    """

    reserves: dict[str, Polygon]
    zones: tuple[Zone, ...]
    red_lines: Drawn
    controls: Drawn
    river: list[Point]
    demo_spot: Point


def metres(km: Point) -> Point:
    """From the sketch's kilometres to EPSG:4530, (easting, northing)."""
    return (ORIGIN[0] + km[0] * 1000, ORIGIN[1] + km[1] * 1000)


def degrees(point: Point) -> Point:
    """From EPSG:4530 to (lon, lat) in EPSG:4490, rounded to 1e-8 degree (about 1 mm)."""
    lon, lat = _TO_DEGREES.transform(*point)
    return (round(lon, 8), round(lat, 8))


def to_degrees(shape: Polygon | MultiPolygon) -> Polygon | MultiPolygon:
    """A shape in lon/lat of EPSG:4490, its coordinates rounded as by ``degrees``."""

    def move(xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
        lons, lats = _TO_DEGREES.transform(xs, ys)
        return np.round(lons, 8), np.round(lats, 8)

    return shapely.transform(shape, move, interleaved=False)


def height(point: Point) -> float:
    """Height above sea level in metres: hills in the west and north, a plain by the river."""
    x, y = (point[0] - ORIGIN[0]) / 1000, (point[1] - ORIGIN[1]) / 1000
    hills = 210 * math.exp(-((x + 9) ** 2 + (y - 8) ** 2) / 70)
    folds = 26 * math.sin(1.3 * x + 0.7 * y) + 17 * math.sin(0.6 * x - 1.9 * y)
    return 268 + hills + folds * math.exp(-((y - 6) ** 2) / 160)


def make_county(seed: int) -> County:
    """The ground for a seed.

    Raises:
        ValueError: the seed gives lines that cross; choose another.
    """
    for attempt in range(40):
        county = _attempt(seed, attempt)
        if county is not None:
            return county
    raise ValueError("the zones' lines cross; choose another seed")


def _attempt(seed: int, attempt: int) -> County | None:
    def line(
        name: str, sketch: list[Point], closed: bool = False, rough: float = 0.17
    ) -> list[Point]:
        rng = stream(seed, f"line {name} {attempt}")
        return natural_line(
            [metres(p) for p in sketch], rng, closed=closed, rough=rough * 0.95**attempt
        )

    north, south = line("north", _YUNLING_NORTH), line("south", _YUNLING_SOUTH)
    middle, core = line("buffer", _YUNLING_BUFFER), line("core", _YUNLING_CORE, closed=True)
    east, west = line("east", _BAIWEI_EAST), line("west", _BAIWEI_WEST)
    inner = line("inner", _BAIWEI_CORE)
    zones = (
        Zone(YUNLING, "核心区", "core", Polygon(core)),
        Zone(YUNLING, "缓冲区", "buffer", Polygon(north[:-1] + middle[::-1], [core])),
        Zone(YUNLING, "实验区", "experimental", Polygon(south[:-1] + middle)),
        Zone(BAIWEI, "核心保护区", "core_protect", Polygon(east[:-1] + inner)),
        Zone(BAIWEI, "一般控制区", "general_control", Polygon(west[:-1] + inner[::-1])),
    )
    outlines = {YUNLING: Polygon(north[:-1] + south), BAIWEI: Polygon(east[:-1] + west)}
    red, control = _lines_beside(line, outlines)
    shapes = [z.shape for z in zones] + [*outlines.values()] + [s for _, _, s in red + control]
    if not all(s.is_valid for s in shapes):
        return None
    spot = min(middle, key=lambda p: math.dist(p, metres((-8.4, 3.6))))
    river = line("river", RIVER)
    return County(outlines, zones, red, control, river, spot)


def _lines_beside(
    line: Callable[..., list[Point]], outlines: Mapping[str, Polygon]
) -> tuple[Drawn, Drawn]:
    """The red line, which takes in the reserves and more, and the control area by the river."""
    forest = Polygon(line("forest", _FOREST, closed=True))
    fringe = Polygon(line("fringe", _FRINGE, closed=True))
    ridge = Polygon(line("ridge", _RIDGE, closed=True))
    corridor = Polygon(line("control", _CONTROL, closed=True))
    if not all(s.is_valid for s in (forest, fringe, ridge, corridor)):
        return (("", "", forest),), (("", "", corridor),)

    def union(a: Polygon, b: Polygon) -> Polygon | MultiPolygon:
        return set_precision(unary_union([a, b]), 0.001)

    red = (
        ("云岭生物多样性维护红线区（示例）", "生物多样性维护", union(outlines[YUNLING], forest)),
        ("白苇湿地生态保护红线区（示例）", "水源涵养", union(outlines[BAIWEI], fringe)),
        ("北脊水土保持红线区（示例）", "水土保持", ridge),
    )
    return red, (("清河上游水源涵养管控区（示例）", "生态空间管控区", corridor),)
