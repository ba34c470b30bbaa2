"""Which Gauss–Krüger zone each shape of a file stands in, where the eastings name several.

A county that lies across two zones is often kept as shapes of both in one file, of which the
declaration names one. The number before an easting tells the zone of each shape. The same
numbers can also be one zone that is drawn on far beyond its edge, as a whole province is.
Each of the two readings is held against the ground; what both allow is left to a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from greenshield.domain.errors import UnreadableError
from greenshield.geo import gauss_kruger as gk
from greenshield.geo.crs_transform import plain
from greenshield.geo.provinces import CHINA, Box, box_of

UNCLEAR, NOWHERE = -1, 0  # in place of a zone: the eastings name not one; no coordinates
_PREFIXED = 10_000_000.0  # metres: eastings of eight digits
_MILLION = 1_000_000.0
_SURE, _REACH = 1.0, 3.0  # degrees beyond a zone's edge: as zones overlap; as a number holds good
_ONE_ZONE = 8.0  # degrees from its meridian, to which a single zone may be drawn on
_AROUND = 0.5  # degrees that a shape may stand out of the box of its province
_SHOWN = 20

Boxes = NDArray[np.float64]  # (n, 4): west, south, east, north, NaN for no place
Zones = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Parted:
    """The zones that shapes are to be read in.

    Attributes:
        zones: by shape the zone's number, ``UNCLEAR`` or ``NOWHERE``; empty where all are to be
            read in the one zone that is declared.
        codes: EPSG code by zone.
    """

    zones: Zones
    codes: dict[int, int]

    @property
    def told(self) -> str:
        """The zones and how many shapes each has, as ``EPSG:4529 (1), EPSG:4530 (3)``."""
        count = Counter(self.zones.tolist())
        return ", ".join(f"EPSG:{code} ({count[zone]})" for zone, code in self.codes.items())


def spans(low: Sequence[float], high: Sequence[float]) -> bool:
    """Whether coordinates between two corners (x, y) may name more than one zone."""
    return any(
        b >= _PREFIXED and np.floor(a / _MILLION) != np.floor(b / _MILLION)
        for a, b in zip(low, high, strict=True)
    )


def zones_of(boxes: Boxes) -> Zones:
    """The zone that each shape's eastings begin with, ``UNCLEAR`` or ``NOWHERE``; shape (n,).

    Args:
        boxes: in the file's own coordinates, in either order.
    """
    boxes = np.asarray(boxes, np.float64)
    low, high = _eastings(boxes)
    there = np.isfinite(boxes).all(axis=1)
    with np.errstate(invalid="ignore"):
        first, last = np.floor(low / _MILLION), np.floor(high / _MILLION)
        known = ((first >= 13) & (first <= 23)) | ((first >= 25) & (first <= 45))
        found = np.where((first == last) & known, first, float(UNCLEAR))
    return np.where(there, found, float(NOWHERE)).astype(np.int64)


def parted(
    boxes: Boxes,
    crs: CRS,
    division: str | None,
    numbers: Sequence[int] | None = None,
    shown: str = "",
) -> Parted | None:
    """By which zones shapes are to be read; None where their eastings name but one, or none.

    Args:
        boxes: of the shapes, in the file's own coordinates.
        crs: as declared or given.
        division: code of the project's division, to judge by its province.
        numbers: of the shapes in the file, for a refusal; from 1 where left out.
        shown: the file's name as the user gave it, for a refusal.

    Raises:
        UnreadableError: ``crs_zones_mixed``: several zones are named, and neither is each shape
            certain to stand in its own nor all in the declared one.
    """
    base = crs.source_crs or crs if crs.is_bound else crs
    datum, own = gk.datum_of(base), gk.prefix_of(base) if base.is_projected else 0
    if own is None or (datum is None and not own):  # no zones, such as web Mercator
        return None
    boxes = np.asarray(boxes, np.float64)
    zones = zones_of(boxes)
    low, high = _eastings(boxes)
    bare = (zones != NOWHERE) & (high < _PREFIXED)
    there = (zones != NOWHERE) & ~bare
    if len(np.unique(np.floor(np.concatenate([low[there], high[there]]) / _MILLION))) < 2:
        return None
    found = Parted(zones, _codes(zones, datum))
    province = box_of(division)
    one = _Seen.in_one(boxes[there], base) if own else None
    one_in = one is not None and one.inside(province)
    one_fits = one is not None and (one_in or one.within(_ONE_ZONE))
    known = bool(found.codes) and not crs.is_bound and crs.to_epsg() is not None
    known = known and not (bare.any() and not own) and _same_width(found.codes)
    each = _Seen.in_each(boxes, found) if known else None
    if one_fits:
        if each is None or not each.near(_REACH):
            return Parted(np.empty(0, np.int64), {})
        if one_in and not each.inside(province):
            return Parted(np.empty(0, np.int64), {})
        if each.inside(province) and not one_in and each.near(_SURE):
            return found
    elif each is not None and each.near(_SURE):
        return found
    raise _refusal(found, crs, numbers, shown)


def proposals(boxes: Boxes) -> list[str]:
    """``EPSG:n`` by datum of the zone that most shapes' eastings name; [] where not two do.

    Any one of them, said by a person, tells the datum; each shape then stands in its own zone.

    Args:
        boxes: of the shapes, in the file's own coordinates.
    """
    zones = zones_of(boxes)
    count = Counter(zones[zones > 0].tolist())
    if len(count) < 2 or not _same_width(dict(count)):
        return []
    most = max(count, key=lambda zone: count[zone])
    codes = (gk.code_with_prefix(datum, most) for datum in gk.DATUMS)
    return [f"EPSG:{code}" for code in codes if code is not None]


def outside(boxes: Boxes, division: str | None) -> Flags:
    """Which shapes lie far from the province of a division; none where that is not known.

    Args:
        boxes: degrees lon/lat EPSG:4490.
        division: code of the project's division.
    """
    province = box_of(division)
    if province is None:
        return np.zeros(len(boxes), bool)
    west, south, east, north = boxes.T
    return np.asarray(
        (east < province.west - _AROUND) | (west > province.east + _AROUND)
        | (north < province.south - _AROUND) | (south > province.north + _AROUND),
        bool,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Seen:
    """Where a reading puts shapes: boxes in degrees, how far off a meridian, half a zone."""

    boxes: Boxes
    off: NDArray[np.float64]
    half: NDArray[np.float64]

    @classmethod
    def in_one(cls, boxes: Boxes, crs: CRS) -> _Seen:
        seen = _degrees(boxes, plain(crs))
        meridian = float(gk.meridian_of(crs) or 0)
        return cls(seen, _off(seen, meridian), np.zeros(len(seen)))

    @classmethod
    def in_each(cls, boxes: Boxes, found: Parted) -> _Seen:
        lots, off, half = [], [], []
        for zone, code in found.codes.items():
            seen = _degrees(boxes[found.zones == zone], plain(CRS.from_epsg(code)))
            lots.append(seen)
            off.append(_off(seen, float(gk.meridian_of_zone(zone))))
            half.append(np.full(len(seen), 1.5 if zone >= 25 else 3.0))
        return cls(np.concatenate(lots), np.concatenate(off), np.concatenate(half))

    def near(self, beyond: float) -> bool:
        """Whether all stand in China and no further beyond the edges of their zones."""
        return bool((self.off <= self.half + beyond).all()) and self._all_in(CHINA, 0.0)

    def within(self, reach: float) -> bool:
        """Whether all stand in China and so near to the meridian."""
        return bool((self.off <= reach).all()) and self._all_in(CHINA, 0.0)

    def inside(self, province: Box | None) -> bool:
        """Whether all stand in a province; False where none is known."""
        return province is not None and self._all_in(province, _AROUND)

    def _all_in(self, box: Box, margin: float) -> bool:
        west, south, east, north = self.boxes.T
        return bool(
            (west >= box.west - margin).all() and (east <= box.east + margin).all()
            and (south >= box.south - margin).all() and (north <= box.north + margin).all()
        )  # fmt: skip


def _eastings(boxes: Boxes) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The least and greatest easting of each box: y where only that has eight digits."""
    with np.errstate(invalid="ignore"):
        turned = (boxes[:, 3] >= _PREFIXED) & (boxes[:, 2] < _PREFIXED)
    return np.where(turned, boxes[:, 1], boxes[:, 0]), np.where(turned, boxes[:, 3], boxes[:, 2])


def _degrees(boxes: Boxes, to_degrees: Transformer) -> Boxes:
    """Boxes in degrees around boxes in metres; infinite where there is no such place."""
    turned = (boxes[:, 3] >= _PREFIXED) & (boxes[:, 2] < _PREFIXED)
    metres = np.where(turned[:, None], boxes[:, [1, 0, 3, 2]], boxes)
    west, south, east, north = metres.T
    middle = (west + east) / 2
    x = np.stack([west, east, east, west, middle, middle])
    y = np.stack([south, south, north, north, south, north])
    lon, lat = to_degrees.transform(x, y)
    return np.column_stack([lon.min(axis=0), lat.min(axis=0), lon.max(axis=0), lat.max(axis=0)])


def _off(boxes: Boxes, meridian: float) -> NDArray[np.float64]:
    return np.asarray(np.maximum(np.abs(boxes[:, 0] - meridian), np.abs(boxes[:, 2] - meridian)))


def _codes(zones: Zones, datum: gk.Datum | None) -> dict[int, int]:
    out = {}
    for zone in np.unique(zones[zones > 0]).tolist():
        code = None if datum is None else gk.code_with_prefix(datum, zone)
        if code is not None:
            out[zone] = code
    return out


def _same_width(codes: dict[int, int]) -> bool:
    return len({zone >= 25 for zone in codes}) == 1


def _refusal(found: Parted, crs: CRS, numbers: Sequence[int] | None, shown: str) -> UnreadableError:
    """Names the zones with their counts, and the shapes that are not of the commonest."""
    zones = found.zones
    count = Counter(zones[zones > 0].tolist())
    most = max(count, key=lambda zone: count[zone], default=0)
    rest = np.flatnonzero((zones != most) & (zones != NOWHERE))
    named = [str(n + 1 if numbers is None else numbers[n]) for n in rest[:_SHOWN].tolist()]
    code = crs.to_epsg()
    return UnreadableError(
        "crs_zones_mixed",
        file=shown,
        crs=crs.name if code is None else f"EPSG:{code}",
        zones=", ".join(f"{zone} ({count[zone]})" for zone in sorted(count)) or "—",
        features=", ".join(named) + (" …" if len(rest) > _SHOWN else ""),
        count=len(rest),
    )
