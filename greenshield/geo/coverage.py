"""How much of a planned route was walked, and how much of an area was seen from what was walked.

Coordinates are degrees lon/lat (EPSG:4490); edges are straight in them, as maps draw a route.
What is near is judged in ellipsoidal Mercator, which is conformal: within some kilometres its
scale at a latitude is true to the corridor's own relative size, 1e-4 for a hundred metres.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.geo import ellipsoid, measures
from greenshield.geo.ellipsoid import Floats

LONGEST_LEG_M: Final = 500.0
"""Five minutes on foot: between two points farther apart the recorder was off."""
_PIECES_A_CORRIDOR: Final = 10  # the route is judged in pieces of a tenth of the corridor
_PIECES_A_STRETCH: Final = 8  # looked at together first; longer ones are seldom plain
_MOST_PIECES: Final = 50_000
_VERTICES_A_CHUNK: Final = 64  # buffered with one scale

_Geometries = npt.NDArray[np.object_]
_Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of a route that nobody walked.

    Attributes:
        line: degrees lon/lat.
        length_m: on the ellipsoid.
    """

    line: shapely.LineString
    length_m: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a route was walked.

    Attributes:
        length_m: of the route, on the ellipsoid.
        covered_m: of it within the corridor of what was walked.
        gaps: what is left, in the order of the route.
    """

    length_m: float
    covered_m: float
    gaps: tuple[Gap, ...]

    @property
    def share(self) -> float | None:
        """0 to 1; None for a route without length."""
        return min(self.covered_m / self.length_m, 1.0) if self.length_m > 0 else None


def of_route(route: BaseGeometry, walked: Sequence[BaseGeometry], corridor_m: float) -> Coverage:
    """How much of a route lies within a corridor of what was walked.

    The route is judged in pieces of at most a tenth of the corridor, each by its middle; so an
    end of a gap is true to half a piece. More tracks never cover less.

    Args:
        route: a line, or several.
        walked: lines of tracks, any number; legs longer than ``LONGEST_LEG_M`` don't count.
        corridor_m: to either side, metres, above 0.
    """
    pieces = _pieces(route, corridor_m)
    if not len(pieces.length_m):
        return Coverage(0.0, 0.0, ())
    near = _near(pieces, walked, corridor_m)
    whole, covered = float(pieces.length_m.sum()), float(pieces.length_m[near].sum())
    return Coverage(whole, covered, tuple(_gaps(pieces, near)))


def seen_m2(area: BaseGeometry, walked: Sequence[BaseGeometry], corridor_m: float) -> float:
    """How many m² of an area lie within a corridor of what was walked.

    Args:
        area: polygons.
        walked: as of :func:`of_route`.
        corridor_m: likewise.
    """
    runs = _runs(walked)
    if not len(runs) or area.is_empty:
        return 0.0
    reach = corridor_m / 20  # a track's own noise; the corridor's edge is no more exact
    chunks = list(_chunks(shapely.simplify(runs, reach * _scale(runs))))
    lines = np.array(chunks, dtype=object)
    seen = shapely.union_all(shapely.buffer(lines, corridor_m * _scale(lines), quad_segs=8))
    within = shapely.intersection(seen, shapely.transform(shapely.force_2d(area), _mercator))
    polygons = [p for p in shapely.get_parts(within) if p.geom_type == "Polygon"]
    if not polygons:
        return 0.0
    back = shapely.transform(shapely.MultiPolygon(polygons), ellipsoid.unmercator)
    return float(measures.area_m2(back))


@dataclass(frozen=True, slots=True, eq=False)
class _Pieces:
    """A route cut into short pieces.

    Attributes:
        start, middle, end: degrees, shape (n, 2).
        length_m: shape (n,).
        line: which line of the route each is of, shape (n,).
    """

    start: Floats
    middle: Floats
    end: Floats
    length_m: Floats
    line: _Ints


def _pieces(route: BaseGeometry, corridor_m: float) -> _Pieces:
    xy, line = _coordinates([route])
    edge = np.flatnonzero(line[1:] == line[:-1])
    a, b = xy[edge], xy[edge + 1]
    metres = np.asarray(ellipsoid.geod().inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2], dtype=float)
    step = max(corridor_m / _PIECES_A_CORRIDOR, float(metres.sum()) / _MOST_PIECES)
    count = np.where(metres > 0, np.maximum(np.ceil(metres / step), 1), 0).astype(np.intp)
    of = np.repeat(np.arange(len(edge)), count)
    place = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    share = 1.0 / count[of]
    along = (b - a)[of]
    begin = a[of] + along * (place * share)[:, None]
    end = a[of] + along * ((place + 1) * share)[:, None]
    return _Pieces(begin, (begin + end) / 2, end, metres[of] * share, line[edge][of])


def _near(
    pieces: _Pieces, walked: Sequence[BaseGeometry], corridor_m: float
) -> npt.NDArray[np.bool_]:
    """Which pieces have their middle within the corridor, shape (n,).

    A stretch whose centre is nearer than the corridor by the stretch's own reach is within it
    whole, and one that is farther by as much is without; only between are pieces looked at.
    """
    near = np.zeros(len(pieces.length_m), dtype=bool)
    runs = _runs(walked)
    if not len(runs):
        return near
    track = shapely.MultiLineString(list(runs))
    shapely.prepare(track)
    first, stretch = _stretches(pieces.line)
    size = np.bincount(stretch)
    # Nothing in a stretch is farther along it from its middle piece than half of it and a piece.
    length = np.bincount(stretch, weights=pieces.length_m)
    longest = np.maximum.reduceat(pieces.length_m, first)
    reach = (length / 2 + longest) * 1.001 + 0.01
    centre = pieces.middle[first + size // 2]
    whole = _within(track, centre, np.maximum(corridor_m - reach, 0.0)) & (reach < corridor_m)
    some = ~whole
    some[some] = _within(track, centre[some], corridor_m + reach[some])
    near[whole[stretch]] = True
    open_ = np.flatnonzero(some[stretch])
    near[open_] = _within(track, pieces.middle[open_], np.full(len(open_), corridor_m))
    return near


def _stretches(line: _Ints) -> tuple[_Ints, _Ints]:
    """Pieces of one line that follow each other, a few at a time.

    Returns:
        The first piece of each stretch, shape (m,); the stretch that each piece is of, shape (n,).
    """
    starts = np.flatnonzero(np.diff(line, prepend=-1) != 0)
    place = np.arange(len(line)) - np.repeat(starts, np.diff(np.append(starts, len(line))))
    first = np.flatnonzero(place % _PIECES_A_STRETCH == 0)
    counts = np.diff(np.append(first, len(line)))
    return first, np.repeat(np.arange(len(first)), counts)


def _within(track: BaseGeometry, lonlat: Floats, metres: Floats) -> npt.NDArray[np.bool_]:
    """Which places lie within so many metres on the ground of a track in Mercator metres."""
    _m, p = ellipsoid.radii(np.radians(lonlat[:, 1]))
    points = shapely.points(_mercator(lonlat))
    return np.asarray(shapely.dwithin(track, points, metres * ellipsoid.A / p), dtype=bool)


def _runs(walked: Sequence[BaseGeometry]) -> _Geometries:
    """What was walked as lines in Mercator metres, broken where a leg is too long.

    A point that stands alone is a line of no length: somebody was there.
    """
    xy, part = _coordinates(walked)
    if not len(xy):
        return np.empty(0, dtype=object)
    metres = _leg_metres(xy)
    goes_on = (part[1:] == part[:-1]) & (metres <= LONGEST_LEG_M)
    run = np.concatenate([[0], np.cumsum(~goes_on)])
    alone = np.bincount(run)[run] == 1
    times = np.where(alone, 2, 1)
    lines: _Geometries = shapely.linestrings(
        np.repeat(_mercator(xy), times, axis=0), indices=np.repeat(run, times)
    )
    return lines


def _leg_metres(xy: Floats) -> Floats:
    """Metres from each point to the next, by the ellipsoid's radii half-way."""
    m, p = ellipsoid.radii(np.radians((xy[1:, 1] + xy[:-1, 1]) / 2))
    step = np.radians(np.diff(xy, axis=0))
    out: Floats = np.hypot(step[:, 0] * p, step[:, 1] * m)
    return out


def _coordinates(shapes: Sequence[BaseGeometry]) -> tuple[Floats, _Ints]:
    """The vertices of all lines in some shapes, and the number of the line that each is of."""
    lines = np.array(list(_lines(shapes)), dtype=object)
    xy, line = shapely.get_coordinates(lines, return_index=True)
    return xy, line.astype(np.intp)


def _lines(shapes: Sequence[BaseGeometry]) -> Iterator[BaseGeometry]:
    for shape in shapes:
        for part in shapely.get_parts(shape):
            if part.geom_type in ("LineString", "LinearRing") and not part.is_empty:
                yield part


def _chunks(lines: npt.NDArray[Any]) -> Iterator[BaseGeometry]:
    """Lines of a few vertices each, so that one scale serves each of them."""
    for line in lines:
        xy = shapely.get_coordinates(line)
        for start in range(0, max(len(xy) - 1, 1), _VERTICES_A_CHUNK):
            yield shapely.LineString(xy[start : start + _VERTICES_A_CHUNK + 1])


def _scale(lines: npt.NDArray[Any]) -> Floats:
    """Mercator metres of one metre on the ground, half-way up each line's box."""
    bounds = shapely.bounds(lines)
    middle = np.column_stack([bounds[:, 0], (bounds[:, 1] + bounds[:, 3]) / 2])
    _m, p = ellipsoid.radii(np.radians(ellipsoid.unmercator(middle)[:, 1]))
    out: Floats = ellipsoid.A / p
    return out


def _mercator(lonlat: npt.NDArray[Any]) -> Floats:
    return ellipsoid.mercator(lonlat)


def _gaps(pieces: _Pieces, near: npt.NDArray[Any]) -> Iterator[Gap]:
    """Pieces that follow each other and are not near, as lines."""
    missed = np.flatnonzero(~near)
    if not len(missed):
        return
    breaks = (np.diff(missed) > 1) | (np.diff(pieces.line[missed]) != 0)
    for run in np.split(missed, np.flatnonzero(breaks) + 1):
        corners = np.vstack([pieces.start[run[:1]], pieces.end[run]])
        line = shapely.simplify(shapely.LineString(corners), 1e-9)  # the pieces' own joints
        yield Gap(line, float(pieces.length_m[run].sum()))
