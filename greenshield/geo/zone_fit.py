"""How the zones of an area fit together: overlaps, gaps, slivers, what reaches out, what is left.

What is found, and from which size on:

* What is a piece stands in ``pieces.py``.
* A *sliver* is a part of a zone, a *gap* a piece between two zones that belongs to none, of less
  than 5 m mean width: half a millimetre on a map of 1 : 10,000, below which a survey
  does not tell two lines apart. No law draws such a zone.
* *Overlaps* of two zones, what of a zone lies *outside* its area, and what of the area is
  *uncovered* by any zone (gaps left aside) are told whatever their width.

Pieces are cut in the lon/lat plane and measured on the ellipsoid. Zones that cover their area edge
by edge are known to fit without any cut (``edge_cover.py``); of the others only those pairs are
cut whose insides meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.geo import edge_cover, overlay
from greenshield.geo.measures import simple_parts, straight_areas_m2
from greenshield.geo.pieces import Pieces

SLIVER_WIDTH_M: Final = 5.0
_METRES_A_DEGREE: Final = 111_700.0  # no degree of latitude or longitude is longer
OVERLAP, GAP, SLIVER, OUTSIDE, UNCOVERED = "overlap", "gap", "sliver", "outside", "uncovered"

_Geometries = npt.NDArray[np.object_]
Ints = npt.NDArray[np.intp]
Step = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """Pieces of one kind that one zone, a pair of them, or an area has.

    Attributes:
        kind: ``overlap``, ``gap``, ``sliver``, ``outside`` or ``uncovered``.
        area: index of the area.
        zones: indices of the zones: two that overlap, one of slivers or outside, else none.
        m2: of all pieces together, on the ellipsoid.
        pieces: how many.
        width_m: mean width of the largest piece.
        lon: of a place in the largest piece, degrees EPSG:4490.
        lat: the same.
        shape: all pieces, a multipolygon, degrees EPSG:4490.
    """

    kind: str
    area: int
    zones: tuple[int, ...]
    m2: float
    pieces: int
    width_m: float
    lon: float
    lat: float
    shape: BaseGeometry


def misfits(
    zones: npt.ArrayLike,
    area_of: npt.ArrayLike,
    areas: Sequence[BaseGeometry | None],
    step: Step = _silent,
) -> list[Misfit]:
    """Judges the zones that are in force together.

    Args:
        zones: valid polygons or multipolygons, degrees lon/lat EPSG:4490.
        area_of: for each zone the index of its area.
        areas: the areas' outlines; None where one is not known, of which then nothing is told
            but overlaps and slivers of its zones.
        step: told how many of how many areas are judged.

    Returns:
        By area; within it overlaps, slivers, outside, gaps, uncovered.
    """
    shapes: _Geometries = np.array(zones, dtype=object, ndmin=1)
    owner = np.asarray(area_of, dtype=np.intp)
    outlines: _Geometries = np.array([*areas, None], dtype=object)
    try:
        return _judged(shapes, owner, outlines, step)
    except shapely.GEOSException:  # something from outside is invalid after all
        return _judged(overlay.valid(shapes), owner, overlay.valid(outlines), step)


def _judged(shapes: _Geometries, owner: Ints, areas: _Geometries, step: Step) -> list[Misfit]:
    found = [*_slivers(shapes, owner)]
    open_ones = ~edge_cover.exact(shapes, owner, areas)  # of the others nothing else can be told
    judged = np.flatnonzero(open_ones & (np.bincount(owner, minlength=len(areas)) > 0))
    members = np.argsort(owner, kind="stable")
    starts = np.searchsorted(owner[members], [judged, judged + 1])
    for done, (area, first, last) in enumerate(zip(judged, *starts, strict=True)):
        step(done, len(judged))
        own, outline = members[first:last], areas[area]
        found += _overlaps(shapes, own, int(area))
        if outline is not None and not outline.is_empty:
            found += _against(shapes, own, outline, int(area))
    order = (OVERLAP, SLIVER, OUTSIDE, GAP, UNCOVERED)
    return sorted(found, key=lambda m: (m.area, order.index(m.kind), m.zones))


def _overlaps(shapes: _Geometries, members: Ints, area: int) -> Iterator[Misfit]:
    zones = shapes[members]
    one, other = shapely.STRtree(zones).query(zones)
    one, other = one[one < other], other[one < other]
    shapely.prepare(zones)
    # Neighbours touch: to find that they do no more takes a third of what a cut does.
    apart = shapely.disjoint(zones[one], zones[other])
    one, other = one[~apart], other[~apart]
    meets = ~shapely.touches(zones[one], zones[other])
    one, other = one[meets], other[meets]
    pieces = Pieces.of(overlay.cut(zones[one], zones[other]))
    for n in np.unique(pieces.owner):
        pair = (int(members[one[n]]), int(members[other[n]]))
        yield _told(pieces.of_owner(n), OVERLAP, area, pair)


def _slivers(shapes: _Geometries, owner: Ints) -> Iterator[Misfit]:
    parts, of_shape = simple_parts(shapes)
    # Lengths on the ellipsoid take long: most parts are too wide by any measure.
    at_most = shapely.length(parts) * _METRES_A_DEGREE
    maybe = 2 * straight_areas_m2(parts) < SLIVER_WIDTH_M * at_most
    pieces = Pieces.of(parts[maybe])
    pieces = pieces.where(pieces.width_m < SLIVER_WIDTH_M)
    zone = of_shape[maybe][pieces.owner]
    for n in np.unique(zone):
        yield _told(pieces.where(zone == n), SLIVER, int(owner[n]), (int(n),))


def _against(
    shapes: _Geometries, members: Ints, outline: BaseGeometry, area: int
) -> Iterator[Misfit]:
    zones = shapes[members]
    shapely.prepare(outline)
    loose = np.flatnonzero(~shapely.covers(outline, zones))
    beyond = Pieces.of(shapely.difference(zones[loose], outline))
    for n in np.unique(beyond.owner):
        yield _told(beyond.of_owner(n), OUTSIDE, area, (int(members[loose[n]]),))
    left = Pieces.of(np.array([shapely.difference(outline, shapely.union_all(zones)), None])[:1])
    meets = np.bincount(
        shapely.STRtree(zones).query(left.shapes, predicate="intersects")[0],
        minlength=len(left.shapes),
    )
    narrow = (left.width_m < SLIVER_WIDTH_M) & (meets > 1)
    for kind, chosen in ((GAP, left.where(narrow)), (UNCOVERED, left.where(~narrow))):
        if len(chosen.shapes):
            yield _told(chosen, kind, area, ())


def _told(pieces: Pieces, kind: str, area: int, zones: tuple[int, ...]) -> Misfit:
    largest = int(np.argmax(pieces.m2))
    place = shapely.point_on_surface(pieces.shapes[largest])
    total, width = float(pieces.m2.sum()), float(pieces.width_m[largest])
    whole = shapely.multipolygons(pieces.shapes)
    return Misfit(kind, area, zones, total, len(pieces.m2), width, place.x, place.y, whole)
