"""Places on the outlines of a file, and how far each is from the outlines of a reference.

However many vertices either side has, some hundred places are looked at: evenly along each
outline, so that neither thinning nor densifying it changes what they say. Of the reference only
the edges near them are kept, in ellipsoidal Mercator (conformal), in an R-tree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats

REACH_M: Final = 2000.0  # a web map's shift is under 1,600 m
_SHAPES: Final = 60
_ENOUGH, _FEW = 500, 25  # shapes of the reference; of the file, that are looked at all the same
_PLACES: Final = 600
_LEAST, _MOST = 4, 100  # places on one outline
_CELL: Final = 0.03  # degrees; wider than the reach up to 50° N
_EDGES_A_PIECE: Final = 8
_DEGREE_M: Final = 111_000.0

_Geometries = npt.NDArray[np.object_]
_Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Places:
    """Places on outlines.

    Attributes:
        lonlat: degrees, shape (n, 2).
        shape: the shape that each is of, shape (n,).
        metres: of outline that each stands for, shape (n,).
    """

    lonlat: Floats
    shape: _Ints
    metres: Floats

    def only(self, keep: npt.NDArray[np.bool_]) -> Places:
        """Some of them."""
        return Places(self.lonlat[keep], self.shape[keep], self.metres[keep])


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of outlines and lines.

    Attributes:
        lonlat: vertices, degrees, shape (m, 2).
        at: edge -> the vertex that it begins with; it ends with the next one. Shape (n,).
        owner: edge -> the shape that it is of, shape (n,).
    """

    lonlat: Floats
    at: _Ints
    owner: _Ints


def edges(shapes: _Geometries) -> Edges:
    """The edges of all rings and lines, in their order."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    areal = shapely.get_type_id(parts) == 3
    rings, ring_of = shapely.get_rings(parts[areal], return_index=True)
    linear = shapely.get_type_id(parts) == 1
    lines = np.concatenate([rings, parts[linear]])
    owners = np.concatenate([owner[areal][ring_of], owner[linear]]).astype(np.intp)
    xy, line = shapely.get_coordinates(lines, return_index=True)
    at = np.flatnonzero(line[1:] == line[:-1])
    return Edges(xy, at, owners[line[at]])


def near_each_other(shapes: _Geometries, bounds: Floats) -> tuple[_Ints, _Ints]:
    """Which shapes of a file to look at, and which of the reference lie about them.

    Args:
        shapes: of the file.
        bounds: of the reference: west, south, east, north; shape (n, 4).

    Returns:
        Indices of at most sixty shapes, spread over all that have a reference near by, and fewer
        where that is crowded; and of the reference.
    """
    tree = shapely.STRtree(shapely.box(*bounds.T))
    mine, theirs = tree.query(_boxes(shapes, REACH_M))
    able = np.unique(mine)
    if len(able) > _SHAPES:
        able = able[np.linspace(0, len(able) - 1, _SHAPES).round().astype(np.intp)]
    about = np.unique(theirs[np.isin(mine, able)])
    while len(about) > _ENOUGH and len(able) > _FEW:  # crowded ground is heavy, and tells more
        able = able[::2]
        about = np.unique(theirs[np.isin(mine, able)])
    return able, about


def along(shapes: _Geometries) -> Places:
    """Places evenly along outlines; a large shape has more, though not in proportion."""
    found = edges(shapes)
    start, owner = found.lonlat[found.at], found.owner
    step = found.lonlat[found.at + 1] - start
    scale = np.cos(np.radians(start[:, 1] + step[:, 1] / 2))
    length = np.hypot(step[:, 0] * scale, step[:, 1]) * _DEGREE_M
    whole = ellipsoid.summed(owner, length, len(shapes))
    root = np.sqrt(whole)
    share = root / max(root.sum(), 1e-9) * _PLACES
    count = np.where(whole > 0, np.clip(share.round(), _LEAST, _MOST), 0).astype(np.intp)
    shape = np.repeat(np.arange(len(shapes)), count)
    within = np.arange(len(shape)) - np.repeat(np.cumsum(count) - count, count)
    each = (whole / np.maximum(count, 1))[shape]
    # Edges stand in the order of their shapes: one measure runs through all of them.
    order = np.argsort(owner, kind="stable")
    upto = np.cumsum(length[order])
    at = (np.cumsum(whole) - whole)[shape] + (within + 0.5) * each
    place = np.minimum(np.searchsorted(upto, at), len(order) - 1)
    edge = order[place]
    part = 1.0 - (upto[place] - at) / np.maximum(length[edge], 1e-12)
    lonlat = start[edge] + np.clip(part, 0.0, 1.0)[:, None] * step[edge]
    return Places(lonlat, shape, each)


class Outlines:
    """The edges of a reference that lie about places, to be asked how far off they are."""

    def __init__(self, reference: _Geometries, around: Floats) -> None:
        """Keeps the edges that are near.

        Args:
            reference: polygons, lines and collections of them, degrees.
            around: places, shape (n, 2), degrees.
        """
        found = edges(reference)
        self._tree = shapely.STRtree(_pieces(found.lonlat, found.at[_about(found, around)]))

    def distances(self, lonlat: Floats, within_m: float = REACH_M) -> Floats:
        """Metres from places to the nearest outline, infinite beyond a limit; shape (n,)."""
        out = np.full(len(lonlat), np.inf)
        at = shapely.points(ellipsoid.mercator(lonlat))
        _m, p = ellipsoid.radii(np.radians(lonlat[:, 1]))
        reach = self._reach(lonlat, within_m)
        (place, _), metres = self._tree.query_nearest(
            at, max_distance=reach, all_matches=False, return_distance=True
        )
        out[place] = metres * p[place] / ellipsoid.A
        return out

    def nearest(self, lonlat: Floats, within_m: float) -> Floats:
        """The place on an outline that is nearest to each, degrees; NaN beyond a limit."""
        out = np.full((len(lonlat), 2), np.nan)
        at = shapely.points(ellipsoid.mercator(lonlat))
        reach = self._reach(lonlat, within_m)
        place, edge = self._tree.query_nearest(at, max_distance=reach, all_matches=False)
        ways = shapely.shortest_line(at[place], self._tree.geometries[edge])
        out[place] = ellipsoid.unmercator(shapely.get_coordinates(ways)[1::2])
        return out

    @staticmethod
    def _reach(lonlat: Floats, metres: float) -> float:
        """The Mercator distance that so many metres don't exceed at any of the places."""
        _m, p = ellipsoid.radii(np.radians(lonlat[:, 1]))
        return metres * ellipsoid.A / max(float(p.min(initial=ellipsoid.A)), 1.0)


def _boxes(shapes: _Geometries, margin_m: float) -> _Geometries:
    bounds = shapely.bounds(shapes)
    lat = np.clip(np.abs(bounds[:, [1, 3]]).max(axis=1), 0.0, 85.0)
    north = margin_m / _DEGREE_M
    east = north / np.cos(np.radians(lat))
    out: _Geometries = shapely.box(
        bounds[:, 0] - east, bounds[:, 1] - north, bounds[:, 2] + east, bounds[:, 3] + north
    )
    return out


def _about(found: Edges, around: Floats) -> npt.NDArray[np.bool_]:
    """Edges in a cell of a place or in one beside it; long ones always."""
    cells = np.floor(around / _CELL).astype(np.int64)
    beside = np.array([(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)])
    wanted = np.unique(_key((cells[:, None, :] + beside).reshape(-1, 2)))
    keys = _key(np.floor(found.lonlat / _CELL).astype(np.int64))
    near = (wanted[np.minimum(np.searchsorted(wanted, keys), len(wanted) - 1)] == keys)[found.at]
    x, y = found.lonlat.T
    is_long = np.abs(np.diff(x)) > _CELL / 3
    is_long |= np.abs(np.diff(y)) > _CELL / 3
    out: npt.NDArray[np.bool_] = near | is_long[found.at]
    return out


def _pieces(lonlat: Floats, at: _Ints) -> _Geometries:
    """Edges in Mercator metres, those that follow each other joined to short lines."""
    if not len(at):
        return np.array([], dtype=object)
    follows = np.append(False, at[1:] == at[:-1] + 1)
    number = np.arange(len(at))
    first = np.maximum.accumulate(np.where(follows, 0, number))
    opens = (number - first) % _EDGES_A_PIECE == 0
    starts = at[opens]
    lengths = np.diff(np.append(np.flatnonzero(opens), len(at))) + 1
    begins = np.cumsum(lengths) - lengths
    vertex = np.arange(lengths.sum()) + np.repeat(starts - begins, lengths)
    piece = np.repeat(np.arange(len(starts)), lengths)
    lines: _Geometries = shapely.linestrings(ellipsoid.mercator(lonlat[vertex]), indices=piece)
    return lines


def _key(cells: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    out: npt.NDArray[np.int64] = cells[:, 0] * 1_000_003 + cells[:, 1]
    return out
