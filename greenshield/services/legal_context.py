"""Where a patch lies in law: areas, zones, red lines and control areas in force on a day."""

from __future__ import annotations

from typing import Any

from greenshield.domain.dates import is_date
from greenshield.domain.evidence import Overlay, OverlayRow
from greenshield.domain.state import IssueState
from greenshield.geo import measures
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field
from greenshield.services.area_identity import identity_sql

NEWEST = "9999-12-31"
# A boundary is superseded where a later version of it is in force on the day; every feature of the
# version in force counts, also where several bear one name.
_AREA_HOLDS = f"""NOT a.void
AND coalesce(a.valid_from, '') <= ?1 AND coalesce(nullif(a.valid_to, ''), '9999-12-31') >= ?1
AND NOT EXISTS (
  SELECT 1 FROM area b WHERE b.kind = a.kind
  AND NOT b.void AND b.valid_from <= ?1 AND b.valid_from > coalesce(a.valid_from, '')
  AND {identity_sql("b")} = {identity_sql("a")})"""
_ZONE_HOLDS = f"""NOT z.void
AND coalesce(z.valid_from, p.valid_from, '') <= ?1
AND coalesce(nullif(z.valid_to, ''), nullif(p.valid_to, ''), '9999-12-31') >= ?1
AND NOT EXISTS (
  SELECT 1 FROM zone y JOIN area q ON q.id = y.area_id
  WHERE NOT y.void AND coalesce(y.valid_from, q.valid_from) <= ?1
  AND coalesce(y.valid_from, q.valid_from) > coalesce(z.valid_from, p.valid_from, '')
  AND {identity_sql("q")} = {identity_sql("p")})"""
_ROWS = f"""
SELECT a.kind AS layer, a.name, a.code, a.area_level, '' AS zone_code, a.id, o.area_m2,
a.valid_from
FROM overlay o JOIN area a ON a.id = o.target_id
WHERE o.issue_id = ?2 AND o.layer = 'area' AND {_AREA_HOLDS}
UNION ALL
SELECT 'zone', coalesce(z.name, p.name), z.code, p.area_level, z.zone_code, z.id, o.area_m2,
coalesce(z.valid_from, p.valid_from)
FROM overlay o JOIN zone z ON z.id = o.target_id LEFT JOIN area p ON p.id = z.area_id
WHERE o.issue_id = ?2 AND o.layer = 'zone' AND {_ZONE_HOLDS}
ORDER BY o.area_m2 DESC, 1, 6
"""
# The same rule for all boundaries at once, where a look at each one's rivals would take squares.
_LATEST_AREAS = f"""
WITH latest AS (
  SELECT kind, {identity_sql("area")} AS called, max(valid_from) AS since FROM area
  WHERE NOT void AND valid_from <= ?1 GROUP BY 1, 2)"""
_LATEST_ZONES = f"""
WITH latest AS (
  SELECT {identity_sql("q")} AS called, max(coalesce(y.valid_from, q.valid_from)) AS since
  FROM zone y JOIN area q ON q.id = y.area_id
  WHERE NOT y.void AND coalesce(y.valid_from, q.valid_from) <= ?1 GROUP BY 1)"""
_AREAS_ON = f"""
LEFT JOIN latest l ON l.kind = a.kind AND l.called = {identity_sql("a")}
WHERE a.geom IS NOT NULL AND NOT a.void
AND coalesce(a.valid_from, '') <= ?1 AND coalesce(nullif(a.valid_to, ''), '9999-12-31') >= ?1
AND coalesce(a.valid_from, '') >= coalesce(l.since, '') """
_BOUNDARIES_ON = f"""{_LATEST_AREAS}
SELECT a.id, a.area_level, a.code, a.name, a.geom, {identity_sql("a")} AS called
FROM area a {_AREAS_ON}
AND a.kind = ?2 ORDER BY a.id
"""
_ZONES_ON_DAY = f"""
LEFT JOIN area p ON p.id = z.area_id LEFT JOIN latest l ON l.called = {identity_sql("p")}
WHERE z.geom IS NOT NULL AND NOT z.void
AND coalesce(z.valid_from, p.valid_from, '') <= ?1
AND coalesce(nullif(z.valid_to, ''), nullif(p.valid_to, ''), '9999-12-31') >= ?1
AND coalesce(z.valid_from, p.valid_from, '') >= coalesce(l.since, '') ORDER BY z.id
"""
_ZONES_ON = f"""{_LATEST_ZONES}
SELECT z.id, z.area_id, z.zone_code, z.code, coalesce(z.name, p.name) AS name, z.geom,
coalesce(z.valid_from, p.valid_from, '') AS since FROM zone z {_ZONES_ON_DAY}"""
_AREA_BOXES = f"""{_LATEST_AREAS}
SELECT a.kind AS layer, a.id, a.name, '' AS zone_code, r.minx, r.miny, r.maxx, r.maxy
FROM area a JOIN rtree_area_geom r ON r.id = a.fid {_AREAS_ON} ORDER BY a.id
"""
_ZONE_BOXES = f"""{_LATEST_ZONES}
SELECT 'zone' AS layer, z.id, coalesce(z.name, p.name) AS name, z.zone_code,
r.minx, r.miny, r.maxx, r.maxy
FROM zone z JOIN rtree_zone_geom r ON r.id = z.fid {_ZONES_ON_DAY}"""


def finding_date(issue: IssueState, on: str = "") -> str:
    """The day whose boundaries count. No device's clock has a say in it.

    The latest field check's; else ``on``, the day of the move in question; else the first done
    move's; else a day beyond all, on which every boundary without an end is in force.
    """
    checks = [r.occurred_on for r in issue.records_of("check") if is_date(r.occurred_on)]
    if checks:
        return max(checks)
    days = [on, *(m.occurred_on for m in issue.history())]
    return next((day for day in days if is_date(day)), NEWEST)


def targets(project: Project, issue_id: str) -> set[str]:
    """The ids of every area and zone version that a patch lies in, and of the zones' areas."""
    rows = project.rows(
        "SELECT target_id AS id FROM overlay WHERE issue_id = ?1 UNION SELECT z.area_id "
        "FROM overlay o JOIN zone z ON z.id = o.target_id WHERE o.issue_id = ?1",
        issue_id,
    )
    return {str(row["id"]) for row in rows if row["id"]}


def rows_on(project: Project, issue_id: str, day: str) -> list[dict[str, Any]]:
    """What a patch lies in by the boundaries in force on a day, largest first.

    Of several versions of one boundary the latest that had begun counts, also where it no
    longer reaches the patch. A boundary without a first day has always been in force.
    """
    return project.rows(_ROWS, day, issue_id)


def areas_on(project: Project, day: str) -> list[dict[str, Any]]:
    """The protected areas in force on a day, see :func:`boundaries_on`."""
    return boundaries_on(project, "area", day)


def boundaries_on(project: Project, kind: str, day: str) -> list[dict[str, Any]]:
    """Those of a kind in force on a day.

    Returns:
        ``id``, ``area_level``, ``code``, ``name``, ``geom``, and ``called``, what its versions
        have in common.
    """
    return project.rows(_BOUNDARIES_ON, day, kind)


def zones_on(project: Project, day: str) -> list[dict[str, Any]]:
    """The zones in force on a day.

    Returns:
        ``id``, ``area_id``, ``zone_code``, ``code``, ``name``, ``geom``, and ``since`` when.
    """
    return project.rows(_ZONES_ON, day)


def boxes_on(project: Project, day: str) -> list[dict[str, Any]]:
    """All boundaries in force on a day by their boxes, without their shapes.

    Returns:
        ``layer``, ``id``, ``name``, ``zone_code``, and ``minx``, ``miny``, ``maxx``, ``maxy`` in
        degrees, rounded outwards to 32 bits.
    """
    return project.rows(_AREA_BOXES, day) + project.rows(_ZONE_BOXES, day)


def in_force(project: Project, day: str) -> set[str]:
    """The ids of all boundaries in force on a day: areas, zones, red lines, control areas."""
    return {str(row["id"]) for row in boxes_on(project, day)}


def overlay(project: Project, issue: IssueState, on: str = "") -> Overlay | None:
    """The overlay that guards look at; None without a patch or without any boundary.

    ``on`` is the day of the move that asks, see :func:`finding_date`.
    """
    geometry = from_field(issue.get("geom"), project.media)
    placed = geometry is not None or issue.get("lon") is not None
    if not placed or not project.rows("SELECT 1 FROM area LIMIT 1"):
        return None
    rows = tuple(
        OverlayRow(
            layer=row["layer"],
            name=row["name"] or "",
            area_m2=row["area_m2"],
            area_level=(row["area_level"] or "") if row["layer"] == "area" else "",
            zone_code=row["zone_code"] or "",
            target_id=row["id"],
        )
        for row in rows_on(project, issue.entity_id, finding_date(issue, on))
    )
    return Overlay(0.0 if geometry is None else measures.area_m2(geometry), rows)
