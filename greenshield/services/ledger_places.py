"""Where the rows of a ledger lie: the protected area and the zones that their places tell.

The tier that accepts an issue follows from its protected area, so a row that names none is not
left without one where its patch lies in one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.rulesets import RuleSet
from greenshield.geo import codec, distances, overlay
from greenshield.project.project import Project
from greenshield.services import legal_context
from greenshield.services.area_book import Book
from greenshield.services.legal_context import NEWEST

_LEVELS: Final = ("county", "municipal", "provincial", "national")
_ALIKE: Final = 1e-6  # shares of a patch that differ by less are alike: what cutting leaves


@dataclass(frozen=True, slots=True)
class Lying:
    """Where one place lies, by the boundaries in force.

    Attributes:
        areas: ids of the protected areas, the largest share first; of equal ones the highest
            level first.
        zones: codes of the zones, the largest share first.
    """

    areas: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Met:
    """A boundary that a place lies in, with its share of the place."""

    row: Mapping[str, Any]
    share: float

    def rank(self) -> tuple[int, int, str]:
        level = self.row.get("area_level")
        higher = _LEVELS.index(level) if level in _LEVELS else -1
        return round(self.share / _ALIKE), higher, self.row["id"]


class Places:
    """The protected areas and zones in force on a day, against which places are held.

    Args:
        project: where the boundaries are.
        rules: how much of an overlap counts.
        day: ISO; the newest boundaries by default.
    """

    def __init__(self, project: Project, rules: RuleSet, day: str = NEWEST) -> None:
        self._rules = rules
        self._book = Book(project)
        self._areas = legal_context.areas_on(project, day)
        self._zones = legal_context.zones_on(project, day)
        self._of_areas = codec.decode_many(r["geom"] for r in self._areas)
        self._of_zones = codec.decode_many(r["geom"] for r in self._zones)

    def lying(self, shapes: Sequence[BaseGeometry | None]) -> list[Lying]:
        """Where each place lies; an overlap within the rule set's tolerance is none.

        Args:
            shapes: valid polygons or points, lon/lat degrees EPSG:4490; None lies nowhere.
        """
        areas = self._met(shapes, self._areas, self._of_areas)
        zones = self._met(shapes, self._zones, self._of_zones)
        return [
            Lying(
                tuple(m.row["id"] for m in a),
                tuple(dict.fromkeys(m.row["zone_code"] for m in z if m.row["zone_code"])),
            )
            for a, z in zip(areas, zones, strict=True)
        ]

    def name(self, area_id: str) -> str:
        """What an area is called."""
        known = self._book.by_id.get(area_id)
        return area_id if known is None else known.name or known.code

    @property
    def has_areas(self) -> bool:
        """Whether any protected area is in force: without one nothing lies outside."""
        return bool(self._areas)

    def one_area(self, one: str, other: str) -> bool:
        """Whether two ids are of one area, as versions or as several outlines of one name."""
        a, b = self._book.by_id.get(one), self._book.by_id.get(other)
        return a is not None and b is not None and a.kind == b.kind and b.is_called(a.code, a.name)

    def away_m(self, shape: BaseGeometry, area_id: str) -> float | None:
        """Metres from a place to an area, 0 where they meet; None where it has no shape."""
        outlines = [
            outline
            for row, outline in zip(self._areas, self._of_areas, strict=True)
            if self.one_area(area_id, row["id"])
        ]
        return min((_apart(shape, outline) for outline in outlines), default=None)

    def _met(
        self,
        shapes: Sequence[BaseGeometry | None],
        rows: Sequence[Mapping[str, Any]],
        outlines: codec.Geometries,
    ) -> list[list[_Met]]:
        """For each place the boundaries that it lies in, most first."""
        out: list[list[_Met]] = [[] for _ in shapes]
        if not len(outlines) or all(s is None for s in shapes):
            return out
        found = overlay.overlay(np.array([*shapes, None], dtype=object)[:-1], outlines)
        whole = np.nan_to_num(found.patch_area_m2)
        pairs = zip(found.patch_index, found.area_index, found.area_m2, found.share, strict=True)
        for patch, area, m2, share in pairs:
            patch_m2 = float(whole[patch])
            if patch_m2 == 0 or m2 > self._rules.overlap_tolerance_m2(patch_m2):
                out[int(patch)].append(_Met(rows[int(area)], float(share)))
        return [sorted(met, key=_Met.rank, reverse=True) for met in out]


def _apart(shape: BaseGeometry, outline: BaseGeometry) -> float:
    """Metres between two shapes, 0 where they meet."""
    if shape.intersects(outline):
        return 0.0
    here = shapely.get_point(shapely.shortest_line(shape, outline), 0)
    return distances.distance_m(here.x, here.y, outline)


@dataclass(frozen=True, slots=True)
class Told:
    """What a place tells of an issue.

    Attributes:
        values: ``area_id`` and ``zone_code``, where they were open.
        remarks: code and parameters of each thing to know of it.
    """

    values: dict[str, Any]
    remarks: list[tuple[str, dict[str, Any]]]


def tell(
    places: Places,
    lying: Lying,
    shape: BaseGeometry | None,
    values: Mapping[str, Any],
    named_in_vain: bool = False,
) -> Told:
    """What a place tells beside what is said: what is open is filled, what differs is remarked.

    Args:
        places: the boundaries.
        lying: where the place lies.
        shape: the place.
        values: of the issue, ``area_id`` and ``zone_code`` where they are given.
        named_in_vain: an area is named, and which is meant is not known.
    """
    told = Told({}, [])
    area_id, zones = values.get("area_id"), values.get("zone_code")
    if shape is None:
        return told
    if not area_id and lying.areas:
        told.values["area_id"] = lying.areas[0]
        told.remarks.append(_by_place(places, lying, named_in_vain))
    elif area_id and not any(places.one_area(area_id, a) for a in lying.areas):
        _remark_elsewhere(told, places, lying, shape, str(area_id))
    if lying.zones and not zones:
        told.values["zone_code"] = list(lying.zones)
        told.remarks.append(("ledger_zone_by_place", {"zones": ", ".join(lying.zones)}))
    elif isinstance(zones, list) and set(lying.zones) - set(zones):
        params = {"zones_given": ", ".join(map(str, zones)), "zones": ", ".join(lying.zones)}
        told.remarks.append(("ledger_zone_elsewhere", params))
    elif _claims_zone(zones) and places.has_areas and not (lying.areas or area_id):
        params = {"zones_given": ", ".join(map(str, zones or ()))}
        told.remarks.append(("ledger_zone_without_area", params))
    return told


def _claims_zone(zones: object) -> bool:
    """Whether a zone is named; that a place lies outside of all areas claims none."""
    return isinstance(zones, list) and any(zone != "outside" for zone in zones)


def _by_place(places: Places, lying: Lying, in_vain: bool) -> tuple[str, dict[str, Any]]:
    area_id, *rest = lying.areas
    others = dict.fromkeys(places.name(a) for a in rest if not places.one_area(area_id, a))
    params: dict[str, Any] = {"area": places.name(area_id)}
    if not others:
        return "ledger_area_instead" if in_vain else "ledger_area_by_place", params
    params["others"] = "、".join(others)
    return "ledger_area_instead_by_share" if in_vain else "ledger_area_by_share", params


def _remark_elsewhere(
    told: Told, places: Places, lying: Lying, shape: BaseGeometry, area_id: str
) -> None:
    away = places.away_m(shape, area_id)
    if away is None and not lying.areas:
        return  # an area without a boundary: nothing can be said
    told_m = "—" if away is None else f"{away:.0f} m"
    if away is not None and away >= 1000:
        told_m = f"{away / 1000:.1f} km"
    params: dict[str, Any] = {"area": places.name(area_id), "away": told_m}
    if lying.areas:
        params["other"] = "、".join(dict.fromkeys(places.name(a) for a in lying.areas))
        told.remarks.append(("ledger_area_elsewhere", params))
    else:
        told.remarks.append(("ledger_area_far", params))
