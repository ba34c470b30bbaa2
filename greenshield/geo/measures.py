"""Areas and lengths on the CGCS2000 ellipsoid, for whole arrays of geometries at once.

Coordinates are degrees lon/lat (EPSG:4490); edges are geodesics; the shorter way round is
taken across the antimeridian. Areas agree with ``pyproj.Geod`` within ``AREA_BOUND`` of the
area, and below a hectare or so within ``GEOD_ROUNDING_M2``: Geod's areas carry a rounding error
of up to 1e-4 m² however small the polygon, ours don't (``tests/geo/test_geo_measures.py``
compares both with extended precision).

How the area of a ring is found, and how its error is bounded, stands in ``ring_areas``; where the
bound is too large (edges of a thousand kilometres, slivers) edges are cut along their geodesics;
where that does not help (round a pole) the polygon goes to ``Geod``.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.geo import ellipsoid, ring_areas
from greenshield.geo.distances import (
    angle_between,
    angles_between,
    bearing,
    bearings,
    distance_m,
    distances_m,
)
from greenshield.geo.ellipsoid import Floats

__all__ = [
    "AREA_BOUND",
    "GEOD_ROUNDING_M2",
    "angle_between",
    "angles_between",
    "area_m2",
    "areas_m2",
    "bearing",
    "bearings",
    "distance_m",
    "distances_m",
    "length_m",
    "lengths_m",
    "simple_parts",
    "straight_areas_m2",
]

AREA_BOUND: Final = 1e-9
GEOD_ROUNDING_M2: Final = 2e-4
_POLYGONS: Final = 50_000  # measured at once

_Geometries = npt.NDArray[np.object_]
_Ints = npt.NDArray[np.intp]


def area_m2(geometry: BaseGeometry) -> float:
    """The area of one geometry, see :func:`areas_m2`."""
    return float(areas_m2([geometry])[0])


def length_m(geometry: BaseGeometry) -> float:
    """The length of one geometry's lines and rings, see :func:`lengths_m`."""
    return float(lengths_m([geometry])[0])


def areas_m2(geometries: npt.ArrayLike) -> Floats:
    """Areas on the ellipsoid, whichever way the rings turn.

    Args:
        geometries: polygons, multipolygons or collections of them, lon/lat in degrees; what
            is no polygon counts 0, and so does None.

    Returns:
        m², one for each geometry; NaN where a coordinate is NaN.
    """
    return _areas(geometries, straight=False)


def straight_areas_m2(geometries: npt.ArrayLike) -> Floats:
    """Areas on the ellipsoid with edges straight in the lon/lat plane, as maps draw them.

    Cutting a polygon in that plane cuts this area without remainder, which geodesic edges
    don't give: use it for shares. For edges below 1 km it differs from :func:`areas_m2` by
    less than 1e-4.
    """
    return _areas(geometries, straight=True)


def lengths_m(geometries: npt.ArrayLike) -> Floats:
    """Geodesic lengths of lines, and of all rings of polygons, in metres; points count 0."""
    shapes = np.asarray(geometries, dtype=object)
    parts, owner = simple_parts(shapes)
    kinds = shapely.get_type_id(parts)
    rings, of_polygon = shapely.get_rings(parts[kinds == 3], return_index=True)
    lines = np.concatenate([rings, parts[(kinds == 1) | (kinds == 2)]])
    owners = np.concatenate(
        [owner[kinds == 3][of_polygon], owner[(kinds == 1) | (kinds == 2)]]
    ).astype(np.intp)
    xy, line = shapely.get_coordinates(lines, return_index=True)
    edge = np.flatnonzero(line[1:] == line[:-1])
    if not len(edge):
        return np.zeros(len(shapes))
    a, b = xy[edge], xy[edge + 1]
    metres = ellipsoid.geod().inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2]
    return ellipsoid.summed(owners[line[edge]], metres, len(shapes))


def simple_parts(shapes: _Geometries) -> tuple[_Geometries, _Ints]:
    """All parts that are no collections, and the index of the geometry that each is of."""
    if (shapely.get_type_id(shapes) <= 3).all():  # None is -1
        there = np.flatnonzero(~shapely.is_missing(shapes))
        return shapes[there], there
    parts, owner = shapely.get_parts(shapes, return_index=True)
    while (shapely.get_type_id(parts) > 3).any():
        parts, inner = shapely.get_parts(parts, return_index=True)
        owner = owner[inner]
    return parts, owner


def _areas(geometries: npt.ArrayLike, *, straight: bool) -> Floats:
    shapes: _Geometries = np.asarray(geometries, dtype=object)
    parts, owner = simple_parts(shapes)
    polygonal = shapely.get_type_id(parts) == 3
    polygons, owner = parts[polygonal], owner[polygonal]
    areas, bounds = _polygon_areas(polygons, straight=straight)
    if not straight:
        for way in (_densified_areas, _geod_areas):
            bad = np.flatnonzero(~(bounds <= np.maximum(AREA_BOUND / 2 * areas, 1e-4)))
            if len(bad):
                areas[bad], bounds[bad] = way(polygons[bad])
    return ellipsoid.summed(owner, areas, len(shapes))


def _polygon_areas(polygons: _Geometries, *, straight: bool = False) -> tuple[Floats, Floats]:
    """Areas of single polygons, and how far each may be off."""
    if len(polygons) > _POLYGONS:  # their rings are copies
        lots = [
            _polygon_areas(polygons[first : first + _POLYGONS], straight=straight)
            for first in range(0, len(polygons), _POLYGONS)
        ]
        areas, bounds = zip(*lots, strict=True)
        return np.concatenate(areas), np.concatenate(bounds)
    rings, of_polygon = shapely.get_rings(polygons, return_index=True)
    xy, counts = shapely.get_coordinates(rings), shapely.get_num_coordinates(rings)
    signed, bound = ring_areas.signed_m2(xy, counts, straight=straight)
    return _holes_off(signed, bound, of_polygon, len(polygons))


def _densified_areas(polygons: _Geometries) -> tuple[Floats, Floats]:
    """The same with edges cut short along their geodesics; what would be too many stays open."""
    rings, of_polygon = shapely.get_rings(polygons, return_index=True)
    xy, counts = shapely.get_coordinates(rings), shapely.get_num_coordinates(rings)
    short = ring_areas.densified(xy, counts)
    if short is None:
        return np.zeros(len(polygons)), np.full(len(polygons), np.inf)
    signed, bound = ring_areas.signed_m2(*short)
    return _holes_off(signed, bound, of_polygon, len(polygons))


def _holes_off(
    signed: Floats, bound: Floats, of_polygon: _Ints, count: int
) -> tuple[Floats, Floats]:
    """Rings added up to polygons: the first of each is its shell."""
    each = np.abs(signed)
    hole = of_polygon[1:] == of_polygon[:-1]
    np.negative(each[1:], where=hole, out=each[1:])
    areas = ellipsoid.summed(of_polygon, each, count)
    return areas, ellipsoid.summed(of_polygon, bound, count)


def _geod_areas(polygons: _Geometries) -> tuple[Floats, Floats]:
    """By the exact solver, one by one."""
    return np.array([_geod_area(p) for p in polygons]), np.zeros(len(polygons))


def _geod_area(polygon: BaseGeometry) -> float:
    geod = ellipsoid.geod()
    total = 0.0
    for sign, ring in ((1, polygon.exterior), *((-1, r) for r in polygon.interiors)):
        xy = shapely.get_coordinates(ring)
        if len(xy):
            total += sign * abs(geod.polygon_area_perimeter(xy[:, 0], xy[:, 1])[0])
    return total
