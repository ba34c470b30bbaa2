"""What the patches of two editions of a list have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.geo.overlay import cut

_Geometries = npt.NDArray[np.object_]
Ints = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]
Places = Sequence[BaseGeometry | None]
_AT_ONCE: Final = 256
_MOST: Final = 200  # parts of one patch
_CROWD: Final = 20  # places near one
_OUTLINE: Final = 0.005  # of a measure: what digits and a datum change
_DEGREE_M: Final = 111_320.0  # of a meridian; a degree of longitude is shorter by the cosine


@dataclass(frozen=True, slots=True)
class Common:
    """Pairs of an old and a new patch with a common surface, ordered by old, then new.

    Attributes:
        old, new: which ones, shape (n,).
        of_old, of_new: the common surface as a share of each, above 0 to 1, shape (n,). Shares of
            one place are the same in degrees as in metres, but for what a degree of longitude
            changes over the height of a patch.
    """

    old: Ints
    new: Ints
    of_old: Floats
    of_new: Floats


def common(olds: Places, news: Places) -> Common:
    """What old and new patches have in common.

    Args:
        olds: valid polygons, lon/lat in degrees; whatever has no surface meets nothing.
        news: likewise.
    """
    one, other = _array(olds), _array(news)
    old, new = _pairs(one, other, _MOST)
    has_surface = (shapely.get_dimensions(one[old]) == 2) & (
        shapely.get_dimensions(other[new]) == 2
    )
    old, new = old[has_surface], new[has_surface]
    both = shapely.area(cut(one[old], other[new]))
    keep = both > 0
    old, new, both = old[keep], new[keep], both[keep]
    order = np.lexsort((new, old))
    old, new, both = old[order], new[order], both[order]
    of_old = np.minimum(both / shapely.area(one[old]), 1.0)
    of_new = np.minimum(both / shapely.area(other[new]), 1.0)
    return Common(old, new, of_old, of_new)


def near(olds: Places, news: Places, metres: float) -> list[tuple[int, int]]:
    """Pairs of places that lie no further from each other than some metres.

    Args:
        olds: points or patches, lon/lat in degrees; None is near nothing.
        news: likewise.
        metres: a short way, on which the earth is flat.
    """
    one, other = _array(olds), _array(news)
    told = shapely.get_coordinates(np.concatenate([one, other]))
    if not len(told):
        return []
    middle = np.cos(np.radians(np.median(told[:, 1])))
    scale = np.array([_DEGREE_M * middle, _DEGREE_M])
    one, other = (shapely.transform(shapes, lambda at: at * scale) for shapes in (one, other))
    old, new = _pairs(one, other, _CROWD, predicate="dwithin", distance=metres)
    return list(zip(old.tolist(), new.tolist(), strict=True))


def lying_over(shapes: Places, most: float) -> list[tuple[int, int]]:
    """Pairs of patches of which one lies in the other by more than a share of it.

    Args:
        shapes: as of :func:`common`.
        most: the share, 0 to 1.
    """
    found = common(shapes, shapes)
    over = (found.old < found.new) & (np.maximum(found.of_old, found.of_new) > most)
    return list(zip(found.old[over].tolist(), found.new[over].tolist(), strict=True))


def of_one_outline(olds: Places, news: Places) -> list[tuple[int, int]]:
    """Pairs of patches of one outline, wherever they lie, that nothing else in either list has.

    Outlines are one where their corners are as many and their surface, length, width and height
    differ by no more than a two-hundredth: what a list's digits and another datum leave.

    Args:
        olds: lon/lat in degrees; points and None have no outline.
        news: likewise.
    """
    old, new = _outlines(olds), _outlines(news)
    ahead, behind = _fitting(old, new), _fitting(new, old)
    alone = {i for i, fits in enumerate(_fitting(old, old)) if len(fits) == 1}
    only = {i for i, fits in enumerate(_fitting(new, new)) if len(fits) == 1}
    return [
        (i, fits[0])
        for i, fits in enumerate(ahead)
        if len(fits) == 1 and len(behind[fits[0]]) == 1 and i in alone and fits[0] in only
    ]


def _outlines(shapes: Places) -> Floats:
    """Shape (n, 5): corners, surface, length, width and height in metres; nan for no patch."""
    found = _array(shapes)
    out = np.full((len(found), 5), np.nan)
    at = np.flatnonzero(shapely.get_dimensions(found) == 2)
    if not len(at):
        return out
    bounds = shapely.bounds(found[at])
    lon = _DEGREE_M * np.cos(np.radians((bounds[:, 1] + bounds[:, 3]) / 2))
    flat = [
        shapely.transform(shape, lambda c, by=by: c * np.array([by, _DEGREE_M]))
        for shape, by in zip(found[at], lon, strict=True)
    ]
    out[at, 0] = shapely.get_num_coordinates(found[at])
    out[at, 1], out[at, 2] = shapely.area(flat), shapely.length(flat)
    out[at, 3] = (bounds[:, 2] - bounds[:, 0]) * lon
    out[at, 4] = (bounds[:, 3] - bounds[:, 1]) * _DEGREE_M
    return out


def _fitting(some: Floats, others: Floats) -> list[list[int]]:
    """For each outline up to two of the others that fit it."""
    order = np.argsort(others[:, 1])  # nan last
    areas = others[order, 1]
    first = np.searchsorted(areas, some[:, 1] * (1 - _OUTLINE))
    last = np.searchsorted(areas, some[:, 1] * (1 + _OUTLINE), side="right")
    out: list[list[int]] = []
    for n, (start, end) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        near = order[start:end]
        if np.isnan(some[n, 1]) or not len(near):
            out.append([])
            continue
        differ = np.abs(others[near, 1:] - some[n, 1:]) > _OUTLINE * some[n, 1:]
        fits = near[(others[near, 0] == some[n, 0]) & ~differ.any(axis=1)]
        out.append(fits[:2].tolist())
    return out


def meeting(olds: Places, news: Places) -> tuple[Ints, Ints]:
    """Pairs of places whose boxes meet, as :func:`common` takes them."""
    one, other = _array(olds), _array(news)
    return _pairs(one, other, _MOST)


def _pairs(one: _Geometries, other: _Geometries, most: int, **how: Any) -> tuple[Ints, Ints]:
    """Pairs that a tree finds, but for places that meet more than so many others.

    A list may have one place for thousands of rows; each with each would be more than memory
    holds, and could tell nothing.
    """
    tree = shapely.STRtree(other)
    olds, news = [np.empty(0, np.intp)], [np.empty(0, np.intp)]
    for start in range(0, len(one), _AT_ONCE):
        old, new = tree.query(one[start : start + _AT_ONCE], **how)
        keep = np.bincount(old, minlength=_AT_ONCE)[old] <= most
        olds.append(old[keep] + start)
        news.append(new[keep])
    return np.concatenate(olds), np.concatenate(news)


def _array(shapes: Places) -> _Geometries:
    out = np.empty(len(shapes), dtype=object)
    out[:] = shapes
    return out
