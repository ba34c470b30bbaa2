"""From fiona's coordinate lists to shapely geometries in EPSG:4490, a whole file at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from greenshield.geo.crs import Decision, to_target

Geometries = NDArray[np.object_]


def build(geometry: Any) -> BaseGeometry | None:
    """A shapely geometry in the file's own coordinates, without heights, from fiona's.

    None where there is none or it is empty. Rings that are not closed are closed. Shapely's own
    ``shape`` does the same with a Python loop over every vertex.

    Raises:
        ValueError, ShapelyError: a ring or line of too few places, or no simple feature.
    """
    if geometry is None:
        return None
    made = _made(geometry)
    return None if made is None or made.is_empty else made


def _made(geometry: Any) -> BaseGeometry | None:
    kind, places = geometry.type, geometry.coordinates
    if kind == "GeometryCollection":
        parts = [part for part in map(_made, geometry.geometries or ()) if part is not None]
        return shapely.geometrycollections(parts) if parts else None
    if not places:
        return None
    if kind == "Point":
        return shapely.points(*places[:2])
    if kind == "MultiPoint":
        return shapely.multipoints(_xy(places))
    if kind == "LineString":
        return shapely.linestrings(_xy(places))
    if kind == "MultiLineString":
        lines = [line for line in places if len(line) > 1]  # a lone place is no line
        return shapely.multilinestrings([shapely.linestrings(_xy(line)) for line in lines])
    if kind == "Polygon":
        return _polygon(places)
    if kind == "MultiPolygon":
        return shapely.multipolygons([_polygon(part) for part in places if part])
    raise ValueError(f"geometry of type {kind}")


def _polygon(rings: Sequence[Any]) -> BaseGeometry:
    made = [shapely.linearrings(_ring(ring)) for ring in rings if len(ring)]
    return shapely.polygons(made[0], made[1:] or None) if made else shapely.Polygon()


def _ring(places: Sequence[Any]) -> NDArray[np.float64]:
    xy = _xy(places)
    if (xy[0] != xy[-1]).any():
        xy = np.concatenate([xy, xy[:1]])
    return xy


def _xy(places: Sequence[Any]) -> NDArray[np.float64]:
    """(n, 2) places; several times as fast as ``numpy.array`` on a list of tuples."""
    width = len(places[0])
    flat = np.fromiter(chain.from_iterable(places), np.float64)
    return flat.reshape(len(places), width)[:, :2]


def filled(geometry: BaseGeometry | None) -> BaseGeometry | None:
    """A closed line as the polygon that it bounds, which is all that drawings know of areas."""
    if geometry is None or geometry.geom_type != "LineString" or not geometry.is_closed:
        return geometry
    xy = shapely.get_coordinates(geometry)
    return geometry if len(xy) < 4 else shapely.polygons(xy)


def coordinates(geometries: Sequence[BaseGeometry | None]) -> NDArray[np.float64]:
    """All coordinates of a file, (n, 2), x before y."""
    found: NDArray[np.float64] = shapely.get_coordinates(np.asarray(geometries, dtype=object))
    return found


def vertices(geometries: Sequence[BaseGeometry | None]) -> int:
    """How many vertices a file has, closing ones included."""
    return int(shapely.get_num_coordinates(np.asarray(geometries, dtype=object)).sum())


def not_finite(geometries: Sequence[BaseGeometry | None]) -> NDArray[np.bool_]:
    """For each geometry, whether a coordinate is NaN or infinite."""
    array = np.asarray(geometries, dtype=object)
    xy, owner = shapely.get_coordinates(array, return_index=True)
    return _any(~np.isfinite(xy).all(axis=1), owner, len(array))


def off_globe(geometries: Geometries) -> NDArray[np.bool_]:
    """For each geometry in degrees, whether it has a place that is on no globe."""
    xy, owner = shapely.get_coordinates(geometries, return_index=True)
    with np.errstate(invalid="ignore"):
        bad = ~((np.abs(xy[:, 0]) <= 360) & (np.abs(xy[:, 1]) <= 90))
    return _any(bad, owner, len(geometries))


def _any(flags: NDArray[np.bool_], owner: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    found = np.zeros(count, bool)
    found[owner[flags]] = True
    return found


def transformed(geometries: Sequence[BaseGeometry | None], decision: Decision) -> Geometries:
    """The geometries in degrees lon/lat EPSG:4490, 2D; None stays None."""
    array = np.asarray(geometries, dtype=object)
    out: Geometries = shapely.transform(array, lambda xy: to_target(decision, xy))
    return out
