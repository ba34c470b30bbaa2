"""What a boundary's new version adds, drops and moves: area by area, zone by zone.

Held against what the law asks of a change: the whole must not shrink (面积不减少), nor may the core
(总面积和核心区面积“两个不减少”). The core is 核心区 of the old three zones, 核心保护区 of the new
two; how much of the old buffer zone it must hold is for people to judge by the zones' figures. Both
are judged by the pieces lost and gained: ground that was lost counts from 1 m² on, whatever the
length of the outline.

Where an area goes over from the old three zones to the new two (``domain.zone_heirs``), ground that
goes that way is kept, and has not moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import shapely
from shapely.geometry.base import BaseGeometry

from greenshield import reference
from greenshield.domain import dates
from greenshield.domain.errors import UsageError
from greenshield.domain.zone_heirs import HEIRS
from greenshield.geo import boundary_diff, codec
from greenshield.geo.boundary_diff import Difference, Version
from greenshield.project.project import Project
from greenshield.services import legal_context
from greenshield.services.area_identity import identity_sql
from greenshield.services.progress import SILENT, Progress

KINDS: Final = ("area", "redline", "control")
LONG_EDGE_M: Final = 1000.0
_CORES: Final = ("core", "core_protect")
_SIDE: Final = re.compile(r"(?P<called>.*)@(?P<day>[^@]*)\Z", re.DOTALL)
_VERSIONS: Final = f"""
SELECT id, kind, {identity_sql("area")} AS called, name, code, coalesce(valid_from, '') AS since
FROM area WHERE NOT void AND ?1 IN (id, code, name, {identity_sql("area")}) ORDER BY since, id
"""

_Key = tuple[str, str]  # kind, and what versions of one boundary are called


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: everything in force on a day, or one boundary of it."""

    day: str
    only: _Key | None = None


@dataclass(frozen=True, slots=True)
class AreaChange:
    """One boundary, compared.

    Attributes:
        kind: ``area``, ``redline`` or ``control``.
        called: what its versions have in common, see ``area_identity``.
        name: of the newer version.
        core_before_m2, core_after_m2: of the core; None where that version has no zones.
    """

    kind: str
    called: str
    name: str
    difference: Difference
    core_before_m2: float | None
    core_after_m2: float | None

    @property
    def is_kept(self) -> bool:
        """Whether the whole has not shrunk."""
        return self.difference.whole.is_kept

    @property
    def is_core_kept(self) -> bool | None:
        """Whether the core has not shrunk; None where one version has no zones."""
        return self.difference.core.is_kept if self.difference.core else None

    @property
    def is_coarse(self) -> bool:
        """Whether what changed has edges so long that the list's areas, by geodesics, differ."""
        return bool(self.difference.changes) and self.difference.longest_edge_m > LONG_EDGE_M


def compare(project: Project, old: str, new: str, progress: Progress = SILENT) -> list[AreaChange]:
    """Compares two versions.

    Args:
        project: where they are.
        old: a day (all that was in force), ``AREA@DAY``, or ``AREA`` alone where that has but one
            version; ``AREA`` is an id, a code or a name.
        new: the same.
        progress: told about every boundary.

    Returns:
        One for each boundary that either side has, protected areas first.

    Raises:
        UsageError: ``area_version_unknown``, ``area_version_ambiguous``, ``area_versions_differ``.
    """
    before, after = side(project, old), side(project, new)
    only = before.only or after.only
    if before.only and after.only and before.only != after.only:
        raise UsageError("area_versions_differ", old=before.only[1], new=after.only[1])
    was, now = _standing(project, before.day, only), _standing(project, after.day, only)
    keys = sorted(was.keys() | now.keys(), key=lambda key: (KINDS.index(key[0]), key[1]))
    out: list[AreaChange] = []
    for done, key in enumerate(keys):
        progress.step("comparing_areas", done, len(keys))
        out.append(_compared(key, was.get(key), now.get(key)))
    return out


def side(project: Project, given: str) -> Side:
    """What one side of a comparison means; see :func:`compare`.

    Raises:
        UsageError: as :func:`compare`.
    """
    if dates.is_date(given):
        return Side(given)
    match = _SIDE.match(given)
    called, day = (match["called"], match["day"]) if match else (given, "")
    versions = project.rows(_VERSIONS, called)
    if not versions or (day and not dates.is_date(day)):
        raise UsageError("area_version_unknown", given=given, known=_known(project))
    keys = {(row["kind"], row["called"]) for row in versions}
    if len(keys) > 1 or (not day and len({row["since"] for row in versions}) > 1):
        choices = ", ".join(f"{row['called']}@{row['since'] or '…'}" for row in versions)
        raise UsageError("area_version_ambiguous", given=given, versions=choices)
    if day and all(row["since"] > day for row in versions):
        raise UsageError("area_version_unknown", given=given, known=_known(project))
    return Side(day or versions[0]["since"] or legal_context.NEWEST, keys.pop())


def _known(project: Project) -> str:
    rows = project.rows(
        f"SELECT DISTINCT {identity_sql('area')} AS called, coalesce(valid_from, '') AS since "
        "FROM area WHERE NOT void ORDER BY 1, 2 LIMIT 20"
    )
    return ", ".join(f"{row['called']}@{row['since']}" for row in rows) or "—"


@dataclass(frozen=True, slots=True)
class _Standing:
    name: str
    version: Version


def _standing(project: Project, day: str, only: _Key | None) -> dict[_Key, _Standing]:
    """Everything in force on a day, or the one boundary of it."""
    zones = _zones(project, day)
    out: dict[_Key, _Standing] = {}
    for kind in KINDS:
        found: dict[str, list[dict[str, Any]]] = {}
        for row in legal_context.boundaries_on(project, kind, day):
            found.setdefault(str(row["called"] or ""), []).append(row)
        for called, rows in found.items():
            if only in (None, (kind, called)):
                outline = shapely.union_all(codec.decode_many(row["geom"] for row in rows))
                held = zones.get(called, {}) if kind == "area" else {}
                out[kind, called] = _Standing(rows[0]["name"] or called, Version(outline, held))
    return out


def _zones(project: Project, day: str) -> dict[str, dict[str, BaseGeometry]]:
    """Area -> zone code -> its surface, the codes in the order of their table."""
    rows = legal_context.zones_on(project, day)
    called = {
        row["id"]: str(row["called"] or "")
        for row in project.rows(f"SELECT id, {identity_sql('area')} AS called FROM area")
    }
    shapes: dict[str, dict[str, list[BaseGeometry]]] = {}
    decoded = codec.decode_many(row["geom"] for row in rows)
    for row, shape in zip(rows, decoded, strict=True):
        held = shapes.setdefault(called.get(row["area_id"], ""), {})
        held.setdefault(str(row["zone_code"] or boundary_diff.UNZONED), []).append(shape)
    return {area: _in_order(held) for area, held in shapes.items()}


def _in_order(held: Mapping[str, Iterable[BaseGeometry]]) -> dict[str, BaseGeometry]:
    table = [*reference.code_tables().table("zone").entries]
    ranked = sorted(held, key=lambda code: table.index(code) if code in table else len(table))
    return {code: shapely.union_all(list(held[code])) for code in ranked}


def _compared(key: _Key, was: _Standing | None, now: _Standing | None) -> AreaChange:
    nothing = Version(None, {})
    old, new = was.version if was else nothing, now.version if now else nothing
    found = boundary_diff.compare(old, new, HEIRS, _CORES)
    before = _core(found.zones_before_m2) if old.zones else None
    after = _core(found.zones_after_m2) if new.zones else None
    name = (now or was or _Standing(key[1], nothing)).name
    return AreaChange(*key, name, found, before, after)


def _core(sizes: Mapping[str, float]) -> float:
    return sum(m2 for code, m2 in sizes.items() if code in _CORES)


def layer(changes: Iterable[AreaChange]) -> dict[str, Any]:
    """The changes as a GeoJSON layer, each with its area, zones before and after, and m²."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "layer": area.kind, "area": area.called, "name": area.name, "kind": change.kind,
                "zone_before": change.before, "zone_after": change.after,
                "area_m2": round(change.m2, 2),
            },
            "geometry": shapely.geometry.mapping(change.shape),
        }
        for area in changes
        for change in area.difference.changes
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": features}


def plain(one: AreaChange) -> dict[str, Any]:
    """A compared boundary as JSON has it."""
    d = one.difference
    zones = dict.fromkeys([*d.zones_before_m2, *d.zones_after_m2])
    return {
        "layer": one.kind,
        "area": one.called,
        "name": one.name,
        "before_m2": d.before_m2,
        "after_m2": d.after_m2,
        "added_m2": d.of_kind(boundary_diff.ADDED),
        "dropped_m2": d.of_kind(boundary_diff.DROPPED),
        "moved_m2": d.of_kind(boundary_diff.MOVED),
        "converted_m2": d.of_kind(boundary_diff.KEPT),
        "kept": one.is_kept,
        "net_lost_m2": d.whole.net_lost_m2,
        "geodesic_before_m2": d.geodesic_m2[0],
        "geodesic_after_m2": d.geodesic_m2[1],
        "longest_edge_m": d.longest_edge_m,
        "coarse": one.is_coarse,
        "core_before_m2": one.core_before_m2,
        "core_after_m2": one.core_after_m2,
        "core_kept": one.is_core_kept,
        "core_net_lost_m2": d.core.net_lost_m2 if d.core else None,
        "zones": [
            {
                "zone": code,
                "before_m2": d.zones_before_m2.get(code, 0.0),
                "after_m2": d.zones_after_m2.get(code, 0.0),
            }
            for code in zones
        ],
        "changes": [
            {"kind": c.kind, "before": c.before, "after": c.after, "area_m2": c.m2}
            for c in d.changes
        ],
    }
