"""Do zones cover their area exactly? Known from their edges alone, without cutting anything.

The edges of zones and outlines are walked with the inside at the left. The winding number of such
a walk about a place is 1 inside of the shape and 0 outside; summed over the zones of an area it is
how many of them hold the place. An edge that is walked both ways counts for nothing in that sum.
Where what is left of the zones' edges are those of the outline, both sums are the same everywhere:
each place of the area is held by one zone, and none outside of it by any.

Neighbours drawn from one line may differ by rounding. Where the sums differ, corners that lie close
together are therefore brought to one place, by a centimetre at most (``_APART``, ``_WIDEST``), and
the sums are made again. Where they agree then, whatever is held twice or not at all lies within
that centimetre of a border: it is below the two centimetres of mean width from which on a piece
counts (``pieces.py``).

To compare, each edge gets a number of 64 bits that is the same whichever way it is walked, negative
where it is walked backwards, and the numbers are summed modulo 2**64. That sums are equal
though edges are not happens once in 2**64 areas; the numbers depend on a random value, so that no
file can be made to have it happen. Zones with another vertex on a common border are not recognised.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

Geometries = npt.NDArray[np.object_]
Ints = npt.NDArray[np.intp]
_Words = npt.NDArray[np.uint64]
_Floats = npt.NDArray[np.float64]

_SALT: Final = np.uint64(secrets.randbits(64))
_APART: Final = 6e-8  # degrees: corners that are so close are one
_WIDEST: Final = (
    1.2e-7  # that all corners of one place lie within; its middle is 9.4 mm off at most
)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


@dataclass(frozen=True, slots=True)
class _Edges:
    """All edges of some shapes.

    Attributes:
        xy: corners, degrees, shape (n, 2).
        at: of each edge the corner that it begins at; it ends at the next one.
        area: the index of the area that each corner is of, shape (n,).
        sign: of each edge, 1 where it counts as walked, -1 where the other way round.
    """

    xy: _Floats
    at: Ints
    area: Ints
    sign: npt.NDArray[np.int8]

    @classmethod
    def of(cls, shapes: Geometries, area: Ints, sign: int) -> _Edges:
        """Of polygons, walked with the inside at the left, or where ``sign`` is -1 at the right."""
        parts, of_shape = shapely.get_parts(shapes, return_index=True)
        rings, of_part = shapely.get_rings(parts, return_index=True)
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        xy += 0.0  # no minus zero
        at = np.flatnonzero(ring[1:] == ring[:-1])
        of_ring = ring[at]
        first = xy[np.flatnonzero(np.diff(ring, prepend=-1))] if len(ring) else xy
        # The first ring of a part is its shell: its inside is at the left where it turns left.
        is_hole = np.zeros(len(rings), dtype=bool)
        is_hole[1:] = of_part[1:] == of_part[:-1]
        left = _turning(xy[at] - first[of_ring], xy[at + 1] - first[of_ring], of_ring, len(rings))
        walked = np.where((left > 0) != is_hole, sign, -sign).astype(np.int8)
        return cls(xy, at, area[of_shape[of_part[ring]]], walked[of_ring])

    def with_(self, other: _Edges) -> _Edges:
        """These and others."""
        return _Edges(
            np.concatenate([self.xy, other.xy]),
            np.concatenate([self.at, other.at + len(self.xy)]),
            np.concatenate([self.area, other.area]), np.concatenate([self.sign, other.sign]),
        )  # fmt: skip

    def settled(self, areas: npt.NDArray[np.bool_]) -> _Edges:
        """Those of some areas, with corners of one area that lie close together at one place."""
        mine = areas[self.area]
        xy = self.xy.copy()
        xy[mine] = _settled(self.xy[mine], self.area[mine])
        chosen = mine[self.at]
        return _Edges(xy, self.at[chosen], self.area, self.sign[chosen])

    def unbalanced(self, count: int) -> npt.NDArray[np.bool_]:
        """Of which areas some edges are left over, shape (count,)."""
        numbers, backwards = _numbers(self.xy[self.at], self.xy[self.at + 1])
        signed = np.where(backwards != (self.sign < 0), np.negative(numbers), numbers)
        sums = np.zeros(count, dtype=np.uint64)
        area = self.area[self.at]
        changes = np.flatnonzero(np.diff(area, prepend=-1))
        if len(changes):
            np.add.at(sums, area[changes], np.add.reduceat(signed, changes))
        left: npt.NDArray[np.bool_] = np.not_equal(sums, 0)
        return left


def exact(zones: Geometries, owner: Ints, areas: Geometries) -> npt.NDArray[np.bool_]:
    """Which areas are covered by their zones without overlap or remainder that counts.

    Args:
        zones: valid polygons or multipolygons.
        owner: for each the index of its area.
        areas: outlines, valid; None where one is not known, of which then False is said.

    Returns:
        For each area, shape (areas,).
    """
    known = np.flatnonzero(~(shapely.is_missing(areas) | shapely.is_empty(areas)))
    judged = np.zeros(len(areas), dtype=bool)
    judged[known] = np.bincount(owner, minlength=len(areas))[known] > 0
    chosen = np.flatnonzero(judged)
    mine = judged[owner]
    edges = _Edges.of(zones[mine], owner[mine], 1).with_(_Edges.of(areas[chosen], chosen, -1))
    open_ones = edges.unbalanced(len(areas))
    if open_ones.any():
        open_ones &= edges.settled(open_ones).unbalanced(len(areas))
    return judged & ~open_ones


def _settled(xy: _Floats, group: Ints) -> _Floats:
    """Places of one group that are ``_APART`` or less from each other, at their common middle."""
    label = group
    for axis in (0, 1, 0, 1):  # each time by what is close along one axis among what was close
        order = _order(xy[:, axis], label)
        begins = np.diff(label[order], prepend=-1) != 0
        begins[1:] |= np.diff(xy[order, axis]) > _APART
        label = np.empty(len(xy), dtype=np.intp)
        label[order] = np.cumsum(begins) - 1
    firsts = np.flatnonzero(np.diff(label[order], prepend=-1))
    low, high = (ends.reduceat(xy[order], firsts) for ends in (np.minimum, np.maximum))
    close = np.asarray(((high - low) <= _WIDEST).all(axis=1))[label]
    out: _Floats = np.where(close[:, None], ((low + high) / 2)[label], xy)
    return out


def _order(values: _Floats, label: Ints) -> Ints:
    """By label, then by value to a hundredth of what parts two places."""
    steps = ((values - values.min()) * (100 / _APART)).astype(np.int64)
    room = int(steps.max()) + 1
    if room * (int(label.max()) + 1) < 2**62:  # one number sorts several times as fast as two
        return np.argsort(label * room + steps)
    return np.lexsort((values, label))


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
