"""The nearest area to each patch, however heavy the areas' outlines are.

Outlines are cut into short pieces, which an R-tree holds in ellipsoidal Mercator (conformal:
near by, what is nearest there is nearest on the ground). The first answer gives a radius; all
pieces within it, allowing for how Mercator's scale grows towards the pole, are then
measured by geodesics. Where things stand on both sides of the antimeridian, pieces stand there
once more one turn to the east and one to the west.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats

SEGMENTS_A_PIECE: Final = 32
_LEAST_RADIUS: Final = ellipsoid.A * (1 - ellipsoid.E2)  # of the meridian, at the equator

_Geometries = npt.NDArray[np.object_]
Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Nearest:
    """For each patch its nearest area.

    Attributes:
        area_index: shape (patches,); -1 where there is none.
        distance_m: metres, shape (patches,); 0 where they meet, NaN where there is none.
    """

    area_index: Ints
    distance_m: Floats


def nearest(patches: npt.ArrayLike, areas: npt.ArrayLike) -> Nearest:
    """Finds the nearest area of each patch.

    Args:
        patches: any geometries, lon/lat in degrees; None and empty ones have no nearest.
        areas: polygons or multipolygons.

    Returns:
        Distances true to 1e-4 within 50 km, to edges straight in Mercator: an edge of 1 km lies
        within 2 cm of the geodesic, one of 5 km within 0.5 m. Where several areas meet a patch, the
        first.
    """
    shapes: _Geometries = np.array(patches, dtype=object, ndmin=1)
    zones: _Geometries = np.array(areas, dtype=object, ndmin=1)
    index = np.full(len(shapes), -1, dtype=np.intp)
    metres = np.full(len(shapes), np.nan)
    shapely.prepare(zones)
    zone, patch = shapely.STRtree(shapes).query(zones, predicate="intersects")
    index[patch[::-1]] = zone[::-1]
    metres[patch] = 0.0
    open_ = np.flatnonzero((index < 0) & ~(shapely.is_empty(shapes) | shapely.is_missing(shapes)))
    pieces, owner = _pieces(zones)
    if len(open_) and len(pieces):
        if _span(shapes[open_], zones) > 180:
            pieces = np.concatenate([pieces, _turned(pieces, 1), _turned(pieces, -1)])
            owner = np.tile(owner, 3)
        found, metres[open_] = _to_pieces(shapes[open_], pieces)
        index[open_] = owner[found]
    return Nearest(index, metres)


def _pieces(zones: _Geometries) -> tuple[_Geometries, Ints]:
    """Outlines in Mercator metres, cut into short lines, and the area that each is of."""
    parts, part_of = shapely.get_parts(zones, return_index=True)
    rings, ring_of = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    edges = np.flatnonzero(ring[1:] == ring[:-1])
    if not len(edges):
        return np.empty(0, dtype=object), np.empty(0, dtype=np.intp)
    first = np.searchsorted(ring, ring[edges], side="left")
    opens = (edges - first) % SEGMENTS_A_PIECE == 0
    starts = edges[opens]
    lengths = np.diff(np.append(np.flatnonzero(opens), len(edges))) + 1
    begins = np.cumsum(lengths) - lengths
    vertex = np.arange(lengths.sum()) + np.repeat(starts - begins, lengths)
    piece = np.repeat(np.arange(len(starts)), lengths)
    lines: _Geometries = shapely.linestrings(ellipsoid.mercator(xy)[vertex], indices=piece)
    return lines, part_of[ring_of[ring[starts]]]


def _span(shapes: _Geometries, zones: _Geometries) -> float:
    """Degrees of longitude between the westernmost and the easternmost of all."""
    bounds = np.concatenate([shapely.bounds(shapes), shapely.bounds(zones)])
    return float(np.nanmax(bounds[:, 2]) - np.nanmin(bounds[:, 0]))


def _turned(pieces: _Geometries, turns: int) -> _Geometries:
    """Mercator shapes moved round the earth."""
    by = np.array([2 * np.pi * ellipsoid.A * turns, 0.0])
    moved: _Geometries = shapely.transform(pieces, lambda xy: xy + by)
    return moved


def _to_pieces(shapes: _Geometries, pieces: _Geometries) -> tuple[Ints, Floats]:
    flat: _Geometries = shapely.transform(shapely.force_2d(shapes), ellipsoid.mercator)
    tree = shapely.STRtree(pieces)
    guess = tree.query_nearest(flat, all_matches=False)[1]
    radius = _ground(flat, pieces[guess])
    patch, piece = tree.query(flat, predicate="dwithin", distance=_reach(shapes, radius))
    patch = np.append(patch, np.arange(len(shapes)))
    piece = np.append(piece, guess)
    metres = _ground(flat[patch], pieces[piece])
    order = np.lexsort((piece, metres, patch))
    best = order[np.unique(patch[order], return_index=True)[1]]
    return piece[best], metres[best]


def _reach(shapes: _Geometries, metres: Floats) -> Floats:
    """The Mercator distance that no place within so many metres of a shape exceeds."""
    bounds = np.radians(shapely.bounds(shapes)[:, [1, 3]])
    farthest = np.abs(bounds).max(axis=1) + metres / _LEAST_RADIUS
    _m, p = ellipsoid.radii(np.minimum(farthest, 1.56))
    out: Floats = metres * ellipsoid.A / p
    return out


def _ground(a: _Geometries, b: _Geometries) -> Floats:
    """Geodesic metres between the places where pairs of Mercator shapes come nearest."""
    ends = shapely.get_coordinates(shapely.shortest_line(a, b)).reshape(-1, 2, 2)
    lonlat = ellipsoid.unmercator(ends.reshape(-1, 2)).reshape(-1, 2, 2)
    (lon1, lat1), (lon2, lat2) = lonlat[:, 0].T, lonlat[:, 1].T
    metres: Floats = ellipsoid.geod().inv(lon1, lat1, lon2, lat2)[2]
    return metres
