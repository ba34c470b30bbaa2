"""A whole file's shapes at once: counted, judged, and taken to EPSG:4490."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from greenshield.formats.vectors_sketch import Sketch
from greenshield.geo.crs import Decision, to_target

Geometries = NDArray[np.object_]
Places = NDArray[np.float64]  # (n, 2), x before y
Flags = NDArray[np.bool_]


def not_finite(geometries: Geometries, xy: Places) -> Flags:
    """For each geometry, whether a coordinate is NaN or infinite.

    Args:
        geometries: shape (n,).
        xy: all their coordinates.
    """
    if np.isfinite(xy.sum()):  # the rule: one pass, and no more memory
        return np.zeros(len(geometries), bool)
    bad: Flags = np.asarray(~np.isfinite(xy).all(axis=1), bool)
    return _having(geometries, bad)


def stands(sketch: Sketch, decision: Decision) -> bool:
    """Whether shapes are in degrees EPSG:4490 and on the globe as they stand.

    Args:
        sketch: of all their coordinates.
        decision: what system those are in.
    """
    some = sketch.sample
    return sketch.on_the_globe and to_target(decision, some) is some


def in_degrees(geometries: Geometries, xy: Places, decision: Decision) -> tuple[Geometries, Flags]:
    """The geometries in degrees lon/lat EPSG:4490, and which of them are on no globe.

    Args:
        geometries: shape (n,), in the file's own coordinates; None stays None.
        xy: all their coordinates.
        decision: what system those are in.
    """
    degrees = to_target(decision, xy)
    shapes = geometries
    if degrees is not xy:
        shapes = shapely.set_coordinates(geometries.copy(), degrees)
    lon, lat = degrees[:, 0], degrees[:, 1]
    if not len(degrees) or max(lon.max(), -lon.min(), 4 * lat.max(), -4 * lat.min()) <= 360:
        return shapes, np.zeros(len(shapes), bool)
    with np.errstate(invalid="ignore"):
        bad = ~((np.abs(lon) <= 360) & (np.abs(lat) <= 90))
    return shapes, _having(shapes, bad)


def _having(geometries: Geometries, flags: Flags) -> Flags:
    """Which geometries own a flagged coordinate."""
    _, owner = shapely.get_coordinates(geometries, return_index=True)
    found = np.zeros(len(geometries), bool)
    found[owner[flags]] = True
    return found
