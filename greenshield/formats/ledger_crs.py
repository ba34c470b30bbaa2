"""Takes the places of all rows to EPSG:4490, zone by zone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem, UnreadableError, UsageError
from greenshield.formats.ledger_bad import Bad, plain
from greenshield.formats.ledger_place import Place
from greenshield.geo import crs as geo_crs
from greenshield.geo import crs_zones
from greenshield.geo import gauss_kruger as gk
from greenshield.geo.datums import SHIFTED
from greenshield.geo.provinces import CHINA, is_outside

_DATUMS = (
    (gk.CGCS2000, r"2000|CGCS"),
    (gk.XIAN80, r"西安|XIAN|80坐标|1980"),
    (gk.BEIJING54, r"北京|BEIJING|54坐标|1954"),
)
_BD09, _GCJ02 = r"BD-?09|百度", r"GCJ-?02|火星|高德|腾讯"
_PREFIXED = 10_000_000.0  # metres: eastings of eight digits

XY = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Located:
    """A place in EPSG:4490.

    Attributes:
        geometry: lon/lat degrees, valid.
        source_crs: what the coordinates in the file were in: ``EPSG:n``, a name, ``GCJ-02``.
        remarks: codes of what a person should know of it.
    """

    geometry: BaseGeometry
    source_crs: str
    remarks: tuple[str, ...] = ()


class Locator:
    """Knows what the caller and the headers say of a ledger's coordinates.

    Args:
        headers: words of the place columns; they may name a datum or a web map's shift.
        crs: what the caller says the coordinates are in, such as ``EPSG:4528``.
        division: code of the project's division.
        datum: one of ``geo.datums.DATUMS``, where a person says what degrees are in.

    Raises:
        UsageError: ``crs_not_known``.
    """

    def __init__(
        self, headers: str, crs: str | None, division: str | None, datum: str | None = None
    ) -> None:
        self.given = geo_crs.parse(crs) if crs else None
        if crs and self.given is None:
            raise UsageError("crs_not_known", crs=crs)
        self.division = division
        text = plain(headers).upper()
        self.named = next((d for d, words in _DATUMS if re.search(words, text)), None)
        self.shift = SHIFTED["bd09"] if re.search(_BD09, text) else None
        if self.shift is None and re.search(_GCJ02, text):
            self.shift = SHIFTED["gcj02"]
        if datum:
            self.shift = SHIFTED.get(datum)
        self.problems: list[Problem] = []
        self.parted: crs_zones.Parted | None = None
        self.refused: dict[str, Any] | None = None

    def locate(self, places: Sequence[Place | None]) -> list[Located | Bad | None]:
        """By row the located place; None where the row has none; or why it can't be placed.

        Remarks that hold for the whole ledger are left in ``problems``.
        """
        out: list[Located | Bad | None] = [None] * len(places)
        groups: dict[tuple[bool, int], list[int]] = {}
        zones = self._zones(places)
        for index, place in enumerate(places):
            if place is not None:
                groups.setdefault((place.metric, zones.get(index, 0)), []).append(index)
        for (metric, zone), members in groups.items():
            found = [place for n in members if (place := places[n]) is not None]
            for index, place, result in zip(
                members, found, self._group(found, metric, zone), strict=True
            ):
                if place.swapped and isinstance(result, Located):
                    result = replace(result, remarks=("ledger_place_swapped", *result.remarks))
                out[index] = result
        return out

    def shapes(
        self, shapes: Sequence[BaseGeometry | None], crs: Sequence[str]
    ) -> list[Located | Bad | None]:
        """Points and polygons that are lon/lat EPSG:4490 already, mended and checked.

        Args:
            shapes: by row.
            crs: by row what they were in, ``EPSG:n`` or another name.
        """
        out: list[Located | Bad | None] = []
        for shape, name in zip(shapes, crs, strict=True):
            if shape is None or shape.is_empty:
                out.append(None)
            elif shape.geom_type not in ("Point", "Polygon", "MultiPolygon"):
                out.append(Bad("ledger_shape_kind", {"seen": shape.geom_type}))
            else:
                out.append(self._finished(shape, shape.is_valid, list(shape.bounds), name))
        return out

    def _group(self, places: list[Place], metric: bool, zone: int) -> list[Located | Bad]:
        """Places of one zone, all at once."""
        points = shapely.points([p.x for p in places], [p.y for p in places])
        shapes = np.array(
            [
                p if place.shape is None else place.shape
                for p, place in zip(points, places, strict=True)
            ]
        )
        xy = np.asarray(shapely.get_coordinates(shapes), dtype=np.float64)
        moved = self._metres(xy, zone) if metric else self._degrees(xy)
        if isinstance(moved, Bad):
            return [moved] * len(places)
        lonlat, name = moved
        placed = shapely.set_coordinates(shapes, lonlat)
        valid, boxes = shapely.is_valid(placed), shapely.bounds(placed).tolist()
        return [
            self._finished(shape, bool(ok), box, name)
            for shape, ok, box in zip(placed, valid, boxes, strict=True)
        ]

    def _degrees(self, xy: XY) -> tuple[XY, str] | Bad:
        if self.shift is not None:
            self._remark("ledger_place_unshifted", datum=self.shift.crs)
            return self.shift.corrected(xy), self.shift.crs
        if self.given is not None and self.given.is_geographic:
            return self._decided(xy, self.given.to_wkt())
        if self.named is not None and self.named is not gk.CGCS2000:
            return self._decided(xy, f"EPSG:{self.named.geographic}")
        return xy, "EPSG:4490"

    def _zones(self, places: Sequence[Place | None]) -> dict[int, int]:
        """By row of a place in metres the zone that its eastings name; 0 for none.

        Of places that are given as of one zone, but name several, decides as for any file.
        """
        rows = [n for n, place in enumerate(places) if place is not None and place.metric]
        found = [place for place in places if place is not None and place.metric]
        if not found:
            return {}
        points = shapely.points([p.x for p in found], [p.y for p in found])
        shapes = [at if p.shape is None else p.shape for at, p in zip(points, found, strict=True)]
        boxes = shapely.bounds(shapes)
        named = crs_zones.zones_of(boxes)
        named[boxes[:, 2] < _PREFIXED] = 0
        self.refused = self.parted = None
        if self.given is not None and self.given.is_projected:
            numbers = [n + 1 for n in range(len(rows))]
            try:
                self.parted = crs_zones.parted(boxes, self.given, self.division, numbers)
            except UnreadableError as refusal:
                self.refused = refusal.params
            if self.parted is not None:
                told = {"declared": geo_crs.name_of(self.given), "zones": self.parted.told}
                if self.parted.codes:
                    self._remark("crs_zones_parted", **told)
                else:
                    self._remark("crs_zones_one", crs=told["declared"])
        return dict(zip(rows, named.tolist(), strict=True))

    def _metres(self, xy: XY, zone: int) -> tuple[XY, str] | Bad:
        if self.given is not None and self.given.is_projected:
            if self.refused is not None:
                return Bad("ledger_place_zones_mixed", self.refused)
            if self.parted is None or not self.parted.codes:
                return self._decided(xy, self.given.to_wkt())
            if zone not in self.parted.codes:
                return Bad("ledger_place_zone_unclear")
            return self._decided(xy, f"EPSG:{self.parted.codes[zone]}")
        if not zone:
            return Bad("ledger_place_no_zone")
        if zone == crs_zones.UNCLEAR:
            return Bad("ledger_place_zone_unclear")
        code = gk.code_with_prefix(self.named or gk.CGCS2000, zone)
        if code is None:
            return Bad("ledger_place_out_of_range")
        if self.named is None:
            self._remark("ledger_datum_assumed", crs=f"EPSG:{code}")
        return self._decided(xy, f"EPSG:{code}")

    def _decided(self, xy: XY, crs: str) -> tuple[XY, str] | Bad:
        try:
            decision = geo_crs.decide(xy, declared=None, given=crs, division=self.division)
        except UnreadableError as refusal:
            params = {
                "crs": refusal.params.get("crs", ""),
                "shown": refusal.params.get("shown") or "—",
            }
            return Bad("ledger_place_crs_contradicted", params)
        self.problems.extend(p for p in decision.remarks if p not in self.problems)
        return geo_crs.to_target(decision, xy), decision.name

    def _finished(
        self, shape: BaseGeometry, valid: bool, box: list[float], crs: str
    ) -> Located | Bad:
        remarks: tuple[str, ...] = ()
        west, south, east, north = box
        if not (CHINA.holds(west, south) and CHINA.holds(east, north)):  # not for NaN either
            return Bad("ledger_place_out_of_range")
        if not valid:
            repaired = _polygons(shapely.make_valid(shape))
            if repaired is None:
                return Bad("ledger_shape_unread")
            shape, remarks = repaired, ("ledger_shape_repaired",)
        if is_outside(self.division, west, south):
            remarks += ("ledger_place_outside_division",)
        return Located(shape, crs, remarks)

    def _remark(self, code: str, **params: object) -> None:
        problem = Problem(code, params=params, fatal=False)
        if problem not in self.problems:
            self.problems.append(problem)


def _polygons(shape: BaseGeometry) -> BaseGeometry | None:
    """The polygonal parts of a repaired shape, None where there are none."""
    parts = [p for p in shapely.get_parts(shape) if p.geom_type in ("Polygon", "MultiPolygon")]
    return None if not parts else parts[0] if len(parts) == 1 else shapely.union_all(parts)
