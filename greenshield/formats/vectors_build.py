"""Shapely geometries from fiona's coordinate lists, in the file's own coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry


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
