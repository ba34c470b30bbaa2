"""What a boundary's new version adds, drops and moves from zone to zone, in m² on the ellipsoid.

Each version is parted into its zones and the rest (``unzoned``). Where zones overlap, what they
share counts for the first in the order given, so that nothing counts twice. What lies in another
part of the new version than of the old is a change: *added* from outside, *dropped* to outside,
*kept* where the other part is the old one's heir under a new name, else *moved*. Between a version
with zones and one without nothing is moved. Pieces that only
rounding leaves (``pieces.py``) don't count. Edges count as straight in the lon/lat plane, so that
parts add up to their whole; with edges below 1 km that is within 1e-4 of the geodesics' surface.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.geo import overlay
from greenshield.geo.measures import lengths_m, straight_areas_m2
from greenshield.geo.pieces import LEAST_WIDTH_M, Pieces

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
class Difference:
    """Two versions compared.

    Attributes:
        changes: by the zones before and after, in the order of the zones.
        before_m2, after_m2: surface of the whole.
        zones_before_m2, zones_after_m2: of each zone, ``unzoned`` last, where it is not nothing.
        slack_m2: by how much the wholes may differ by rounding alone.
    """

    changes: tuple[Change, ...]
    before_m2: float
    after_m2: float
    zones_before_m2: dict[str, float]
    zones_after_m2: dict[str, float]
    slack_m2: float

    def of_kind(self, kind: str) -> float:
        """The m² added, dropped, moved or kept under another name."""
        return sum(change.m2 for change in self.changes if change.kind == kind)


def compare(old: Version, new: Version, heirs: Collection[tuple[str, str]] = ()) -> Difference:
    """Compares two versions of a boundary.

    Args:
        old: as it was.
        new: as it is.
        heirs: pairs of a zone of the old kind and the one of the new kind that takes its place.
    """
    try:
        return _compared(old, new, heirs)
    except shapely.GEOSException:  # something from outside is invalid after all
        return _compared(_mended(old), _mended(new), heirs)


def _compared(old: Version, new: Version, heirs: Collection[tuple[str, str]]) -> Difference:
    was, now = _parted(old), _parted(new)
    before, after = shapely.union_all(list(was.values())), shapely.union_all(list(now.values()))
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
    return Difference(
        tuple(changes), _m2(before), _m2(after), _sizes(was), _sizes(now),
        _slack(before),
    )  # fmt: skip


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
    pieces = Pieces.of([shape, None])
    if not len(pieces.m2):
        return []
    whole = shapely.multipolygons(pieces.shapes)
    return [Change(kind, before, after, whole, _m2(whole))]


def _sizes(parts: Mapping[str, BaseGeometry]) -> dict[str, float]:
    return {code: _m2(part) for code, part in parts.items()}


def _m2(shape: BaseGeometry) -> float:
    """Surface with edges straight in the lon/lat plane, so that parts add up to their whole."""
    return float(straight_areas_m2(np.array([shape, None], dtype=object)[:1])[0])


def _slack(shape: BaseGeometry) -> float:
    """Two centimetres along the outline: what rounding of its coordinates can do."""
    return float(lengths_m(np.array([shape, None], dtype=object)[:1])[0]) * LEAST_WIDTH_M


def _mended(version: Version) -> Version:
    shapes = np.array([version.outline, *version.zones.values(), None], dtype=object)[:-1]
    mended = overlay.valid(shapes)
    return Version(mended[0], dict(zip(version.zones, mended[1:], strict=True)))
