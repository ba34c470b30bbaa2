"""From fiona's coordinate lists to shapely geometries in EPSG:4490, a whole file at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from greenshield.geo.crs import Decision, to_target

Geometries = NDArray[np.object_]


def build(geometry: Any) -> BaseGeometry | None:
    """A shapely geometry in the file's own coordinates, without heights, from fiona's.

    None where there is none or it is empty. Rings that are not closed are closed; rings of fewer
    than three places can't be, and the ValueError tells the caller so.
    """
    if geometry is None:
        return None
    made: BaseGeometry = shape(_mapping(geometry))
    return None if made.is_empty else made


def _mapping(geometry: Any) -> Mapping[str, Any]:
    """Fiona's geometry as plain mapping; its own interface copies every coordinate."""
    if geometry.type == "GeometryCollection":
        parts = [_mapping(g) for g in geometry.geometries or ()]
        return {"type": geometry.type, "geometries": parts}
    return {"type": geometry.type, "coordinates": geometry.coordinates}


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
