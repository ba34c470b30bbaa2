"""Polygons out of one array of coordinates and the counts that divide it up."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.integer[Any]]
Flags = npt.NDArray[np.bool_]
Geometries = npt.NDArray[np.object_]


def polygons(
    places: Floats, counts: npt.ArrayLike, rings: npt.ArrayLike, parts: npt.ArrayLike,
    multi: npt.ArrayLike,
) -> Geometries:  # fmt: skip
    """Polygons and multipolygons.

    Args:
        places: corners of all rings, one after another, shape (n, 2); each ring ends where it
            began.
        counts: corners of each ring.
        rings: rings of each polygon, its shell first.
        parts: polygons of each geometry.
        multi: which geometries are multipolygons; the others have one part.

    Raises:
        shapely.GEOSException: a ring is open or has too few corners.
    """
    flags, of = np.asarray(multi, dtype=bool), np.asarray(parts)
    if flags.all() or not flags.any():
        return _of_one_kind(places, counts, rings, of, multi=bool(flags.all()))
    out: Geometries = np.empty(len(flags), dtype=object)
    of_part = np.repeat(flags, of)
    of_ring = np.repeat(of_part, np.asarray(rings))
    of_place = np.repeat(of_ring, np.asarray(counts))
    for kind in (False, True):
        out[flags == kind] = _of_one_kind(
            places[of_place == kind], np.asarray(counts)[of_ring == kind],
            np.asarray(rings)[of_part == kind], of[flags == kind], multi=kind,
        )  # fmt: skip
    return out


def _of_one_kind(
    places: Floats, counts: npt.ArrayLike, rings: npt.ArrayLike, parts: npt.ArrayLike, *,
    multi: bool,
) -> Geometries:  # fmt: skip
    offsets: tuple[Counts, ...] = (_offsets(counts), _offsets(rings))
    kind = shapely.GeometryType.POLYGON
    if multi:
        offsets, kind = (*offsets, _offsets(parts)), shapely.GeometryType.MULTIPOLYGON
    out: Geometries = shapely.from_ragged_array(kind, places, offsets)
    return out


def _offsets(counts: npt.ArrayLike) -> npt.NDArray[np.int64]:
    return np.append(np.int64(0), np.cumsum(np.asarray(counts, dtype=np.int64)))


def chosen(places: Floats, counts: Counts, which: npt.NDArray[Any]) -> Floats:
    """The corners of some rings, in the order asked for.

    Args:
        places: as of :func:`polygons`.
        counts: the same.
        which: numbers of rings.
    """
    first = np.cumsum(counts) - counts
    wanted = counts[which]
    begins = np.cumsum(wanted) - wanted
    out: Floats = places[np.repeat(first[which] - begins, wanted) + np.arange(wanted.sum())]
    return out
