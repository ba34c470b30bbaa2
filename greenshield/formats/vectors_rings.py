"""Rings of features as shells with their holes, of many features at once.

They are told by what lies in what, not by the rings' direction, which many programs get wrong: a
ring within an odd number of others is a hole. (ArcGIS mends such shapes to the same; GDAL would
fill the hole.) Two equal rings are two shells, which mending makes one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.geo import ragged

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Rings = npt.NDArray[np.object_]

_FEW: Final = 8  # rings of a feature of which each is held against each
_AT_ONCE: Final = 1 << 24  # pairs of rings that a tree may find
_COMPARED: Final = 1 << 20  # pairs
_MOST_PAIRS: Final = 64  # a ring of a feature, on the mean, of boxes that lie within each other
_ALLOWED: Final = 1_000_000  # such pairs of a feature, however few its rings are


@dataclass(frozen=True, slots=True)
class Nesting:
    """What lies in what.

    Attributes:
        shell: for each ring the number of its shell, its own for a shell, shape (rings,).
        turned: owners with a ring that runs the wrong way.
        tangled: owners whose rings lie in each other by the thousand, which is not gone into:
            each of their rings is a shell.
    """

    shell: Ints
    turned: Ints
    tangled: Ints


@dataclass(frozen=True, slots=True)
class Assembled:
    """The shapes of some owners.

    Attributes:
        owners: ascending, each once.
        shapes: of each a polygon or multipolygon.
        places: all their coordinates, shape (n, 2).
        turned, tangled: as of ``Nesting``.
    """

    owners: Ints
    shapes: Rings
    places: Floats
    turned: Ints
    tangled: Ints


def nested(rings: Rings) -> tuple[BaseGeometry, bool]:
    """The polygon or multipolygon of one feature's rings, and whether a ring runs the wrong way.

    Args:
        rings: linear rings, shape (n,), at least one; shells and holes should run against each
            other.
    """
    counts = shapely.get_num_coordinates(rings).astype(np.int64)
    made = assembled(shapely.get_coordinates(rings), counts, np.zeros(len(rings), np.int64))
    shape: BaseGeometry = made.shapes[0]
    return shape, bool(len(made.turned))


def assembled(places: Floats, counts: Ints, owner: Ints) -> Assembled:
    """The polygons and multipolygons that rings make.

    Args:
        places: corners of all rings, one after another, shape (n, 2), finite; each ring ends
            where it began.
        counts: corners of each ring, at least four.
        owner: the feature that each ring is of; ascending.
    """
    number = np.arange(len(counts))
    alike = np.append(False, owner[1:] == owner[:-1])
    several = np.flatnonzero(alike | np.append(alike[1:], False))
    none = np.empty(0, np.int64)
    found, shell = Nesting(none, none, none), number.copy()
    if len(several):
        some = places if len(several) == len(counts) else ragged.chosen(places, counts, several)
        found = nesting(some, counts[several], owner[several])
        shell[several] = several[found.shell]
    order = np.lexsort((number, shell != number, shell))
    if (order != number).any():
        places, counts = ragged.chosen(places, counts, order), counts[order]
    shells, rings = np.unique(shell, return_counts=True)
    owners, parts = np.unique(owner[shells], return_counts=True)
    shapes = ragged.polygons(places, counts, rings, parts, parts > 1)
    return Assembled(owners, shapes, places, found.turned, found.tangled)


def nesting(places: Floats, counts: Ints, owner: Ints) -> Nesting:
    """Which rings are shells, and whose holes the others are.

    Args:
        places: corners of all rings, one after another, shape (n, 2).
        counts: corners of each ring, at least four.
        owner: the feature that each ring is of; ascending.
    """
    number = np.arange(len(counts))
    filled = ragged.polygons(places, counts, np.ones_like(counts), np.ones_like(counts),
                             np.zeros(len(counts), bool))  # fmt: skip
    size = shapely.area(filled)
    inner, outer, tangled = _inclusions(filled, size, owner)
    depth = np.bincount(inner, minlength=len(counts))
    is_hole = depth % 2 == 1
    shell = number.copy()
    # Of the shells around a hole the innermost, and of those the smallest.
    around = ~is_hole[outer] & is_hole[inner]
    inner, outer = inner[around], outer[around]
    order = np.lexsort((size[outer], -depth[outer], inner))
    holes, nearest = np.unique(inner[order], return_index=True)
    shell[holes] = outer[order][nearest]
    return Nesting(shell, _turned(filled, owner, is_hole), tangled)


def _turned(filled: Rings, owner: Ints, is_hole: Flags) -> Ints:
    """Owners whose shells don't all run one way, and their holes the other."""
    left = shapely.is_ccw(shapely.get_exterior_ring(filled))
    shells = np.flatnonzero(~is_hole)
    owners, first = np.unique(owner[shells], return_index=True)
    lead = left[shells[first]][np.searchsorted(owners, owner)]
    out: Ints = np.unique(owner[(left == lead) == is_hole])
    return out


def _inclusions(filled: Rings, size: Floats, owner: Ints) -> tuple[Ints, Ints, Ints]:
    """Pairs (i, j): ring i lies within ring j of the same owner, which is larger; see Nesting.

    Equal rings don't lie within each other: they are two shells.
    """
    box = shapely.bounds(filled)
    first = np.flatnonzero(np.append(True, owner[1:] != owner[:-1]))
    many = np.diff(np.append(first, len(owner)))
    found, tangled = [_of_few(box, size, first, many)], []
    for start, count in zip(first[many > _FEW].tolist(), many[many > _FEW].tolist(), strict=True):
        some = slice(start, start + count)
        pairs = _of_many(filled[some], box[some], size[some])
        if pairs is None:
            tangled.append(owner[start])
        else:
            found.append((pairs[0] + start, pairs[1] + start))
    inner, outer = (np.concatenate(each) for each in zip(*found, strict=True))
    shapely.prepare(filled[np.unique(outer)])
    held = shapely.covers(filled[outer], filled[inner])
    return inner[held], outer[held], np.array(tangled, dtype=np.int64)


def _within(box: Floats, size: Floats, inner: Ints, outer: Ints) -> Flags:
    """Whether rings can lie in others, by box and size."""
    a, b = box[inner], box[outer]
    fits = (a[:, :2] >= b[:, :2]).all(axis=1) & (a[:, 2:] <= b[:, 2:]).all(axis=1)
    out: Flags = fits & (size[inner] < size[outer])
    return out


def _of_few(box: Floats, size: Floats, first: Ints, many: Ints) -> tuple[Ints, Ints]:
    """Candidates of all owners with few rings: each ring with each."""
    inners, outers = [], []
    for count in range(2, _FEW + 1):
        start = first[many == count]
        if len(start):
            one, other = np.divmod(np.arange(count * count), count)
            inner = (start[:, np.newaxis] + one).ravel()
            outer = (start[:, np.newaxis] + other).ravel()
            good = _within(box, size, inner, outer)
            inners.append(inner[good])
            outers.append(outer[good])
    none = np.empty(0, np.int64)
    return np.concatenate([none, *inners]), np.concatenate([none, *outers])


def _of_many(filled: Rings, box: Floats, size: Floats) -> tuple[Ints, Ints] | None:
    """Candidates among one owner's rings, some rings at a time; None where there is no end."""
    tree = shapely.STRtree(filled)
    step = max(1, _AT_ONCE // len(filled))
    allowed = _ALLOWED + _MOST_PAIRS * len(filled)
    inners, outers = [], []
    for start in range(0, len(filled), step):
        found = tree.query(filled[start : start + step])
        for first in range(0, found.shape[1], _COMPARED):
            one, outer = found[:, first : first + _COMPARED]
            inner = one + start
            good = _within(box, size, inner, outer)
            inners.append(inner[good])
            outers.append(outer[good])
            allowed -= int(good.sum())
            if allowed < 0:
                return None
    return np.concatenate(inners), np.concatenate(outers)
