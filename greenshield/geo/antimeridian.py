"""Polygons across the 180th meridian and round a pole, brought into the plane of -180° to 180°.

Everything that cuts, compares or draws shapes takes longitude and latitude for a plane. There a
ring that jumps from 179° to -179° spans the earth the wrong way, and one round a pole encloses
nothing. The rule:

1. A ring in which an edge is longer than 180° of longitude takes every edge the shorter way
   round. An edge of exactly 360° is the rim of such a plane and stays.
2. A ring that then ends a turn away from where it began goes round a pole, the one of its own
   hemisphere (by the mean of its latitudes), and is closed along that pole.
   One that goes on for more than two turns is left as it is.
3. What reaches beyond ±180° is cut there, and each piece is moved back by whole turns.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.geo.ellipsoid import Floats

_TURN = 360.0


def within(polygons: Sequence[BaseGeometry]) -> tuple[list[BaseGeometry], int]:
    """Polygons of the plane from -180° to 180°.

    Args:
        polygons: lon/lat in degrees; longitudes of any turn.

    Returns:
        Those that need nothing as they are, in their order, others in pieces; and how many others
        there were. Pieces are valid.
    """
    out: list[BaseGeometry] = []
    count = 0
    for polygon in polygons:
        if fits(polygon):
            out.append(polygon)
        else:
            out += _pieces(polygon)
            count += 1
    return out, count


def fits(polygon: BaseGeometry) -> bool:
    """Whether a polygon lies in that plane as it is."""
    west, _, east, _ = polygon.bounds
    if west < -180 or east > 180:
        return False
    if east - west <= 180:
        return True
    steps = [np.abs(np.diff(shapely.get_coordinates(r)[:, 0])) for r in shapely.get_rings(polygon)]
    return not any(((step > 180) & (step < _TURN)).any() for step in steps)


def _pieces(polygon: BaseGeometry) -> list[BaseGeometry]:
    shell, *holes = (_unrolled(shapely.get_coordinates(r)) for r in shapely.get_rings(polygon))
    if holes:
        away = [_moved(hole, turns) for hole in holes for turns in (-1, 0, 1)]
        shell = shapely.difference(shell, shapely.union_all(away))
    west, _, east, _ = shell.bounds
    if not east - west <= 2 * _TURN:  # no surface of the earth: a spiral, or nothing
        return [polygon]
    found = []
    for turn in range(math.floor((west + 180) / _TURN), math.ceil((east + 180) / _TURN)):
        strip = shapely.box(-180 + _TURN * turn, -90, 180 + _TURN * turn, 90)
        found.append(_moved(shapely.intersection(shell, strip), -turn))
    parts = shapely.get_parts(shapely.union_all(found))
    return [part for part in parts if part.geom_type == "Polygon"]


def _unrolled(xy: Floats) -> BaseGeometry:
    """A ring's surface in a plane without end, valid."""
    turns = -np.round(np.diff(xy[:, 0]) / _TURN)
    lon = xy[:, 0] + _TURN * np.concatenate([[0.0], np.cumsum(turns)])
    ring = np.column_stack([lon, xy[:, 1]])
    if abs(lon[-1] - lon[0]) > _TURN / 2:
        pole = math.copysign(90.0, float(xy[:, 1].mean()))
        along = np.linspace(lon[-1], lon[0], 5)
        ring = np.vstack([ring, np.column_stack([along, np.full(5, pole)]), ring[:1]])
    else:
        ring[-1] = ring[0]
    return shapely.make_valid(shapely.Polygon(ring), method="structure", keep_collapsed=False)


def _moved(shape: BaseGeometry, turns: int) -> BaseGeometry:
    by = np.array([_TURN * turns, 0.0])
    moved: BaseGeometry = shapely.transform(shape, lambda xy: xy + by)
    return moved
