"""What a boundary's new version adds, drops and moves from zone to zone, in m² on the ellipsoid.

Each version is parted into its zones and the rest (``unzoned``). Where zones overlap, what they
share counts for the first in the order given, so that nothing counts twice. What lies in another
part of the new version than of the old is a change: *added* from outside, *dropped* to outside,
*kept* where the other part is the old one's heir under a new name, else *moved*. Between a version
with zones and one without nothing is moved. Pieces that only rounding leaves (``pieces.py``) don't
count, and no other allowance is made: whether ground was lost is judged by the pieces.

Edges count as straight in the lon/lat plane, where boundaries are drawn and cut. As geodesics, by
which the list of boundaries measures, they can't be compared: a corner put on an edge of 20 km, as
any cut does, moves the geodesic by metres, and would make up for the parcel that was cut off. With
edges below 1 km both agree within 1e-4; ``Difference`` tells both, and the longest edge.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.geo import ellipsoid, overlay
from greenshield.geo.measures import areas_m2, straight_areas_m2
from greenshield.geo.pieces import LEAST_M2, Pieces

ADDED, DROPPED, MOVED, KEPT = "added", "dropped", "moved", "kept"
OUTSIDE, UNZONED = "outside", "unzoned"
_NOTHING: Final = shapely.Polygon()


@dataclass(frozen=True, slots=True)
class Version:
    """A boundary as it was or is.

    Attributes:
        outline: valid polygons, degrees lon/lat EPSG:4490; None where there was none.
        zones: zone code -> its polygons, in the order in which they go first.
    """

    outline: BaseGeometry | None
    zones: Mapping[str, BaseGeometry]


@dataclass(frozen=True, slots=True)
class Change:
    """What lies elsewhere than it did.

    Attributes:
        kind: ``added``, ``dropped``, ``moved`` or ``kept``.
        before: the zone's code in the old version, ``unzoned`` or ``outside``.
        after: the same in the new one.
        shape: a multipolygon, degrees lon/lat EPSG:4490.
        m2: its surface.
    """

    kind: str
    before: str
    after: str
    shape: BaseGeometry
    m2: float


@dataclass(frozen=True, slots=True)
class Balance:
    """What a whole loses and gains, by the pieces that count.

    Attributes:
        lost_m2: of the old one that the new one has not.
        gained_m2: of the new one that the old one had not.
    """

    lost_m2: float
    gained_m2: float

    @property
    def net_lost_m2(self) -> float:
        """What was lost and nothing gained makes up for; below 0 where more was gained."""
        return self.lost_m2 - self.gained_m2

    @property
    def is_kept(self) -> bool:
        """Whether less than ``LEAST_M2`` was lost so."""
        return self.net_lost_m2 < LEAST_M2


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions compared.

    Attributes:
        changes: by the zones before and after, in the order of the zones.
        before_m2, after_m2: surface of the whole.
        zones_before_m2, zones_after_m2: of each zone, ``unzoned`` last, where it is not nothing.
        whole: what the whole loses and gains.
        core: the same of the core; None where a version has no zones.
        geodesic_m2: surface of the old and the new whole with geodesic edges.
        longest_edge_m: of either whole.
    """

    changes: tuple[Change, ...]
    before_m2: float
    after_m2: float
    zones_before_m2: dict[str, float]
    zones_after_m2: dict[str, float]
    whole: Balance
    core: Balance | None
    geodesic_m2: tuple[float, float]
    longest_edge_m: float

    def of_kind(self, kind: str) -> float:
        """The m² added, dropped, moved or kept under another name."""
        return sum(change.m2 for change in self.changes if change.kind == kind)


def compare(
    old: Version,
    new: Version,
    heirs: Collection[tuple[str, str]] = (),
    core: Collection[str] = (),
) -> Difference:
    """Compares two versions of a boundary.

    Args:
        old: as it was.
        new: as it is.
        heirs: pairs of a zone of the old kind and the one of the new kind that takes its place.
        core: the zones that are the core. What of another zone becomes one of these, as its heir or
            not, the core gains.
    """
    try:
        return _compared(old, new, heirs, core)
    except shapely.GEOSException:  # something from outside is invalid after all
        return _compared(_mended(old), _mended(new), heirs, core)


def _compared(
    old: Version, new: Version, heirs: Collection[tuple[str, str]], core: Collection[str]
) -> Difference:
    was, now = _parted(old), _parted(new)
    before, after = _whole(old, was), _whole(new, now)
    changes: list[Change] = []
    for code, shape in was.items():
        changes += _change(DROPPED, code, OUTSIDE, shapely.difference(shape, after))
    for code, shape in now.items():
        changes += _change(ADDED, OUTSIDE, code, shapely.difference(shape, before))
    if old.zones and new.zones:
        for one, shape in was.items():
            for other, there in now.items():
                if one != other:
                    kind = KEPT if (one, other) in heirs else MOVED
                    changes += _change(kind, one, other, shapely.intersection(shape, there))
    cores = [shapely.union_all([parts[c] for c in parts if c in core]) for parts in (was, now)]
    return Difference(
        tuple(changes), _m2(before), _m2(after), _sizes(was), _sizes(now),
        whole=_balance(before, after),
        core=_balance(*cores) if old.zones and new.zones else None,
        geodesic_m2=(_geodesic_m2(before), _geodesic_m2(after)),
        longest_edge_m=max(_longest_edge_m(before), _longest_edge_m(after)),
    )  # fmt: skip


def _whole(version: Version, parts: Mapping[str, BaseGeometry]) -> BaseGeometry:
    """The outline itself: parts lack what is too narrow to count."""
    return shapely.union_all(list(parts.values())) if version.outline is None else version.outline


def _balance(before: BaseGeometry, after: BaseGeometry) -> Balance:
    lost, gained = (
        float(Pieces.with_hidden([shapely.difference(one, other), None]).m2.sum())
        for one, other in ((before, after), (after, before))
    )
    return Balance(lost, gained)


def _parted(version: Version) -> dict[str, BaseGeometry]:
    """The zones without what an earlier one has, and the rest of the outline; empty ones go."""
    parts: dict[str, BaseGeometry] = {}
    taken: BaseGeometry = _NOTHING
    for code, zone in version.zones.items():
        inside = zone if version.outline is None else shapely.intersection(zone, version.outline)
        parts[code] = shapely.difference(inside, taken)
        taken = shapely.union(taken, inside)
    if version.outline is not None:
        parts[UNZONED] = shapely.difference(version.outline, taken)
    return {code: part for code, part in parts.items() if len(Pieces.of([part, None]).m2)}


def _change(kind: str, before: str, after: str, shape: BaseGeometry) -> list[Change]:
    pieces = Pieces.with_hidden([shape, None])
    if not len(pieces.m2):
        return []
    whole = shapely.multipolygons(pieces.shapes)
    return [Change(kind, before, after, whole, _m2(whole))]


def _sizes(parts: Mapping[str, BaseGeometry]) -> dict[str, float]:
    return {code: _m2(part) for code, part in parts.items()}


def _m2(shape: BaseGeometry) -> float:
    """Surface with edges straight in the lon/lat plane, so that parts add up to their whole."""
    return float(straight_areas_m2(np.array([shape, None], dtype=object)[:1])[0])


def _geodesic_m2(shape: BaseGeometry) -> float:
    return float(areas_m2(np.array([shape, None], dtype=object)[:1])[0])


def _longest_edge_m(shape: BaseGeometry) -> float:
    xy, ring = shapely.get_coordinates(shapely.get_rings(shape), return_index=True)
    edge = np.flatnonzero(ring[1:] == ring[:-1])
    if not len(edge):
        return 0.0
    a, b = xy[edge], xy[edge + 1]
    return float(ellipsoid.geod().inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2].max())


def _mended(version: Version) -> Version:
    shapes = np.array([version.outline, *version.zones.values(), None], dtype=object)[:-1]
    mended = overlay.valid(shapes)
    return Version(mended[0], dict(zip(version.zones, mended[1:], strict=True)))
