"""Rings of one feature as shells with their holes.

They are told by what lies in what, not by the rings' direction, which many programs get wrong: a
ring within an odd number of others is a hole. (ArcGIS mends such shapes to the same; GDAL would
fill the hole.) Two equal rings are two shells, which mending makes one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Rings = npt.NDArray[np.object_]


def nested(rings: Rings) -> tuple[BaseGeometry, bool]:
    """The rings' polygon or multipolygon, and whether a ring runs the wrong way.

    Args:
        rings: linear rings, shape (n,), at least one; shells and holes should run against each
            other.
    """
    filled = shapely.polygons(rings)
    size = shapely.area(filled)
    runs_left = shapely.is_ccw(rings)
    inner, outer = _inclusions(filled, size)
    depth = np.bincount(inner, minlength=len(rings))
    is_hole = depth % 2 == 1
    shells = np.flatnonzero(~is_hole)
    wrong = bool((runs_left[shells] != runs_left[shells[0]]).any())
    wrong |= bool((runs_left[is_hole] == runs_left[shells[0]]).any())
    if len(shells) == len(rings):
        return _joined(list(filled)), wrong
    # The shell of a hole is the smallest of those around it that is one ring up.
    holes: dict[int, list[int]] = {int(shell): [] for shell in shells}
    ups = depth[inner] == depth[outer] + 1
    for hole, shell in sorted(zip(inner[ups].tolist(), outer[ups].tolist(), strict=True)):
        if is_hole[hole] and shell in holes:
            holes[shell].append(hole)
    return _joined([shapely.polygons(rings[s], rings[h] if h else None)
                    for s, h in holes.items()]), wrong  # fmt: skip


def _inclusions(filled: Rings, size: Floats) -> tuple[Ints, Ints]:
    """Pairs (i, j): ring i lies within ring j, which is larger: two equal ones are two shells."""
    shapely.prepare(filled)
    outer, inner = shapely.STRtree(filled).query(filled)
    proper = size[inner] < size[outer]
    inner, outer = inner[proper], outer[proper]
    held = shapely.covers(filled[outer], filled[inner])
    return inner[held], outer[held]


def _joined(polygons: Sequence[BaseGeometry]) -> BaseGeometry:
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)
