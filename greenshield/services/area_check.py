"""Do the zones of each protected area fit together? Judged over what is in force on one day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield import reference
from greenshield.domain.errors import Problem
from greenshield.geo import codec, zone_fit
from greenshield.geo.zone_fit import Misfit
from greenshield.project.project import Project
from greenshield.services import legal_context
from greenshield.services.area_identity import identity_sql
from greenshield.services.progress import SILENT, Progress

_CALLED = (
    f"SELECT id, {identity_sql('area')} AS called, valid_from FROM area "
    "WHERE id IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class Zone:
    """One zone as it is judged.

    Attributes:
        called: what its area goes by: versions of one area are called the same.
        number: of the feature in a file that is being imported, else None.
    """

    id: str
    name: str
    zone_code: str
    shape: BaseGeometry
    called: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A misfit, with whose it is.

    Attributes:
        area: the area's name or code.
        zones: the zones that it names, see ``zone_fit.Misfit``.
    """

    misfit: Misfit
    area: str
    zones: tuple[Zone, ...]

    @property
    def code(self) -> str:
        """The code of its sentence."""
        return f"zone_{self.misfit.kind}"

    @property
    def params(self) -> dict[str, Any]:
        """The values of its sentence."""
        m = self.misfit
        names = [zone.name or zone.id for zone in self.zones]
        return {
            "area": self.area,
            "zone": names[0] if names else "",
            "other": names[1] if len(names) > 1 else "",
            "m2": round(m.m2, 1),
            "pieces": m.pieces,
            "width_m": round(m.width_m, 2),
            "lon": round(m.lon, 6),
            "lat": round(m.lat, 6),
        }


def check(
    project: Project, day: str = legal_context.NEWEST, progress: Progress = SILENT
) -> list[Found]:
    """Everything that does not fit among the zones in force on a day, and between them and areas.

    Args:
        project: where they are.
        day: ISO date; versions of other days are left aside.
        progress: told about every area.
    """
    codes = list(reference.code_tables().table("zone").entries)
    ranks = {code: rank for rank, code in enumerate(codes)}
    zones = _zones_on(project, day)
    zones.sort(key=lambda z: (z.called, ranks.get(z.zone_code, len(codes)), z.name, z.id))
    return _judged(project, zones, day, progress)


def count(project: Project, day: str = legal_context.NEWEST) -> int:
    """How many zones are in force on a day: where there are none, none can be said to fit."""
    return sum(row["layer"] == "zone" for row in legal_context.boxes_on(project, day))


def of_import(
    project: Project, planned: Iterable[tuple[Zone, str, str]], shown: str
) -> list[Problem]:
    """The same for zones that an import is about to write, with those that they will stand beside.

    Args:
        project: as it is before.
        planned: each zone of a file, the id of its area, and the day it is in force from, or "".
        shown: the file as it is named to the user.

    Returns:
        Remarks, at the first feature that each names.
    """
    given = list(planned)
    areas = _areas(project, [area for _, area, _ in given])
    by_day: dict[str, list[Zone]] = {}
    for zone, area, valid_from in given:
        if area in areas:
            called, since = areas[area]
            by_day.setdefault(valid_from or since, []).append(replace(zone, called=called))
    problems: list[Problem] = []
    for since, new in by_day.items():
        day = since or legal_context.NEWEST
        mine, same = {zone.called for zone in new}, {_same(zone) for zone in new}
        beside = [zone for zone in _zones_on(project, day, since, mine) if _same(zone) not in same]
        for found in _judged(project, [*new, *beside], day):
            rows = [zone.number for zone in found.zones if zone.number is not None]
            if rows or not found.zones:
                row = rows[0] if rows else None
                problems.append(Problem(found.code, shown, row, "", found.params, fatal=False))
    return problems


def _same(zone: Zone) -> tuple[str, str, str]:
    """What two imports of one zone have in common."""
    return (zone.called, zone.zone_code, zone.name)


def _judged(
    project: Project, zones: Sequence[Zone], day: str, progress: Progress = SILENT
) -> list[Found]:
    called = list(dict.fromkeys(zone.called for zone in zones))
    outlines: dict[str, list[BaseGeometry]] = {}
    names: dict[str, str] = {}
    if called:
        rows = [r for r in legal_context.areas_on(project, day) if _name(r) in set(called)]
        for row, shape in zip(rows, codec.decode_many(r["geom"] for r in rows), strict=True):
            outlines.setdefault(_name(row), []).append(shape)
            names[_name(row)] = row["name"] or _name(row)
    areas = [shapely.union_all(outlines[c]) if c in outlines else None for c in called]
    shapes = np.array([*(zone.shape for zone in zones), None], dtype=object)[:-1]
    numbers = {name: number for number, name in enumerate(called)}
    found = zone_fit.misfits(
        shapes, [numbers[z.called] for z in zones], areas,
        lambda done, total: progress.step("checking_zones", done, total),
    )  # fmt: skip
    return [
        Found(m, names.get(called[m.area], called[m.area]), tuple(zones[n] for n in m.zones))
        for m in found
    ]


def _name(row: dict[str, Any]) -> str:
    return str(row["called"] or "")


def _areas(project: Project, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Id -> what an area is called, and from when it is in force."""
    rows = project.rows(_CALLED, json.dumps(sorted(set(ids))))
    return {row["id"]: (row["called"] or "", row["valid_from"] or "") for row in rows}


def _zones_on(
    project: Project, day: str, since: str | None = None, called: set[str] | None = None
) -> list[Zone]:
    """The zones in force on a day.

    With ``since`` only those that came into force on that very day, with ``called`` only those of
    areas that are called so.
    """
    rows = [r for r in legal_context.zones_on(project, day) if since in (None, r["since"])]
    areas = _areas(project, [row["area_id"] for row in rows if row["area_id"]])
    if called is not None:
        areas = {area: told for area, told in areas.items() if told[0] in called}
    rows = [row for row in rows if row["area_id"] in areas]
    shapes = codec.decode_many(row["geom"] for row in rows)
    return [
        Zone(r["id"], r["name"] or "", r["zone_code"] or "", shape, areas[r["area_id"]][0])
        for r, shape in zip(rows, shapes, strict=True)
    ]
