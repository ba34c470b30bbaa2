"""Shapes of degrees as flat arrays of Web Mercator metres, for a map that draws many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from greenshield.domain.errors import UnreadableError
from greenshield.geo import codec, webmercator

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Geometries = npt.NDArray[np.object_]
_POINT, _POLYGON, _LINES = 0, 3, (1, 2)


@dataclass(frozen=True, slots=True)
class Flat:
    """Pieces of many features: the rings of polygons, lines, or points.

    Attributes:
        xy: all vertices, Web Mercator metres, shape (vertices, 2).
        starts: where each piece begins in ``xy``, and the end, shape (pieces + 1,).
        owner: the feature that each piece is of, ascending, shape (pieces,).
    """

    xy: Floats
    starts: Ints
    owner: Ints


def shapes_of(blobs: Sequence[bytes | None]) -> Geometries:
    """The shapes in GeoPackage blobs; one that can't be read is None: a map shows what is sound."""
    try:
        return codec.decode_many(blobs)
    except UnreadableError:
        out: Geometries = np.full(len(blobs), None, dtype=object)
        for index, blob in enumerate(blobs):
            try:
                out[index] = None if blob is None else codec.decode(blob)
            except UnreadableError:
                continue
        return out


def polygons(shapes: Geometries) -> Flat:
    """The rings of all polygons in the shapes, also of those within collections."""
    parts, owner = _parts(shapes)
    wanted = shapely.get_type_id(parts) == _POLYGON
    rings, of = shapely.get_rings(parts[wanted], return_index=True)
    return _flat(rings, owner[wanted][of])


def lines(shapes: Geometries) -> Flat:
    """All lines in the shapes."""
    parts, owner = _parts(shapes)
    wanted = np.isin(shapely.get_type_id(parts), _LINES)
    return _flat(parts[wanted], owner[wanted])


def dots(shapes: Geometries) -> Flat:
    """All points in the shapes, each a piece of its own."""
    parts, owner = _parts(shapes)
    wanted = shapely.get_type_id(parts) == _POINT
    return _flat(parts[wanted], owner[wanted])


def points(lon: npt.ArrayLike, lat: npt.ArrayLike) -> Flat:
    """Places of degrees, one a feature; NaN for those that have none."""
    degrees = [np.asarray(values, dtype=np.float64) for values in (lon, lat)]  # NaN for None
    return each(webmercator.project(np.column_stack(degrees)))


def each(xy: Floats) -> Flat:
    """Places in metres, one a feature."""
    count = np.arange(len(xy) + 1, dtype=np.int64)
    return Flat(xy, count, count[:-1])


def inner_places(shapes: Geometries) -> Floats:
    """A place within each shape, Web Mercator metres, shape (n, 2); NaN where there is no shape."""
    places = shapely.centroid(shapes)
    known = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    outside = np.flatnonzero(known & ~_holds(shapes, places, known))
    places[outside] = shapely.point_on_surface(shapes[outside])
    out = np.full((len(shapes), 2), np.nan)
    known &= ~shapely.is_empty(places)
    out[known] = webmercator.project(shapely.get_coordinates(places[known]))
    return out


def _holds(
    shapes: Geometries, places: Geometries, known: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    out = np.zeros(len(shapes), dtype=bool)
    out[known] = shapely.intersects_xy(
        shapes[known], shapely.get_x(places[known]), shapely.get_y(places[known])
    )
    return out


def _parts(shapes: Geometries) -> tuple[Geometries, npt.NDArray[np.integer[Any]]]:
    """All parts that are no collections, and the feature that each is of."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    while (shapely.get_type_id(parts) > _POLYGON).any():
        parts, inner = shapely.get_parts(parts, return_index=True)
        owner = owner[inner]
    return parts, owner


def _flat(pieces: Geometries, owner: npt.NDArray[np.integer[Any]]) -> Flat:
    full = ~shapely.is_empty(pieces)
    pieces, owner = pieces[full], owner[full]
    starts = np.zeros(len(pieces) + 1, dtype=np.int64)
    np.cumsum(shapely.get_num_coordinates(pieces), out=starts[1:])
    xy = webmercator.project(shapely.get_coordinates(pieces))
    return _sound(Flat(xy, starts, owner.astype(np.int64)))


def _sound(flat: Flat) -> Flat:
    """Without pieces that have a vertex which is no number, or none on the globe."""
    wrong = ~(np.abs(flat.xy) <= 2 * np.pi * webmercator.RADIUS).all(axis=1)
    if not wrong.any():
        return flat
    piece = np.repeat(np.arange(len(flat.owner)), np.diff(flat.starts))
    keep = np.ones(len(flat.owner), dtype=bool)
    keep[piece[wrong]] = False
    starts = np.zeros(int(keep.sum()) + 1, dtype=np.int64)
    np.cumsum(np.diff(flat.starts)[keep], out=starts[1:])
    return Flat(flat.xy[keep[piece]], starts, flat.owner[keep])
