"""Do zones cover their area exactly? Known from their edges alone, without cutting anything.

The edges of zones and outlines are walked with the inside at the left. The winding number of such
a walk about a place is 1 inside of the shape and 0 outside; summed over the zones of an area it is
how many of them hold the place. An edge that is walked both ways counts for nothing in that sum.
Where what is left of the zones' edges are those of the outline, both sums are the same everywhere:
each place of the area is held by one zone, and none outside of it by any.

To compare, each edge gets a number of 64 bits that is the same whichever way it is walked, negative
where it is walked backwards, and the numbers are summed modulo 2**64. That sums are equal
though edges are not happens once in 2**64 areas; the numbers depend on a random value, so that no
file can be made to have it happen. Zones with another vertex on a common border are not recognised.
"""

from __future__ import annotations

import secrets
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

Geometries = npt.NDArray[np.object_]
Ints = npt.NDArray[np.intp]
_Words = npt.NDArray[np.uint64]
_Floats = npt.NDArray[np.float64]

_SALT: Final = np.uint64(secrets.randbits(64))
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def exact(zones: Geometries, owner: Ints, areas: Geometries) -> npt.NDArray[np.bool_]:
    """Which areas are covered by their zones without overlap or remainder.

    Args:
        zones: valid polygons or multipolygons.
        owner: for each the index of its area.
        areas: outlines, valid; None where one is not known, of which then False is said.

    Returns:
        For each area, shape (areas,).
    """
    held = np.zeros(len(areas), dtype=np.uint64)
    np.add.at(held, owner, _sums(zones))
    is_known = ~(shapely.is_missing(areas) | shapely.is_empty(areas))
    has_zones = np.bincount(owner, minlength=len(areas)) > 0
    same: npt.NDArray[np.bool_] = is_known & has_zones
    same[same] = held[same] == _sums(areas[same])
    return same


def _sums(shapes: Geometries) -> _Words:
    """Of each shape the sum of its edges' numbers."""
    parts, of_shape = shapely.get_parts(shapes, return_index=True)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    out = np.zeros(len(shapes), dtype=np.uint64)
    if not len(rings):
        return out
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    start = np.flatnonzero(np.diff(ring, prepend=-1))
    along = np.flatnonzero(ring[1:] == ring[:-1])
    a, b = xy[along] + 0.0, xy[along + 1] + 0.0  # no minus zero
    numbers, backwards = _numbers(a, b)
    # The first ring of a part is its shell: its inside is at the left where it turns to the left.
    is_hole = np.concatenate([[False], of_part[1:] == of_part[:-1]])
    turned = (_turning(a - xy[start][ring[along]], b - xy[start][ring[along]], ring[along],
                       len(rings)) < 0) != is_hole  # fmt: skip
    signed = np.where(backwards != turned[ring[along]], np.negative(numbers), numbers)
    firsts = np.flatnonzero(np.diff(ring[along], prepend=-1))
    np.add.at(out, of_shape[of_part[ring[along[firsts]]]], np.add.reduceat(signed, firsts))
    return out


def _turning(a: _Floats, b: _Floats, ring: Ints, count: int) -> _Floats:
    """Twice the signed area of each ring, edges given from its own first corner."""
    across = a[:, 0] * b[:, 1] - b[:, 0] * a[:, 1]
    return np.asarray(np.bincount(ring, weights=across, minlength=count), dtype=np.float64)


def _numbers(a: _Floats, b: _Floats) -> tuple[_Words, npt.NDArray[np.bool_]]:
    """A number for each edge, the same both ways, 0 for one of no length; which go backwards."""
    backwards = (a[:, 0] > b[:, 0]) | ((a[:, 0] == b[:, 0]) & (a[:, 1] > b[:, 1]))
    low = np.where(backwards[:, None], b, a)
    high = np.where(backwards[:, None], a, b)
    mixed = np.full(len(a), _SALT, dtype=np.uint64)
    for ends in (low, high):
        for column in range(2):
            mixed = _mix(mixed + np.ascontiguousarray(ends[:, column]).view(np.uint64))
    mixed[(a == b).all(axis=1)] = 0
    return mixed, backwards


def _mix(words: _Words) -> _Words:
    """The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable PRNGs, 2014)."""
    words = (words ^ (words >> np.uint64(30))) * _FIRST
    words = (words ^ (words >> np.uint64(27))) * _SECOND
    return words ^ (words >> np.uint64(31))
