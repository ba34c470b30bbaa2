"""Where a patch lies in law: areas, zones, red lines and control areas in force on a day."""

from __future__ import annotations

from typing import Any

from greenshield.domain.dates import is_date
from greenshield.domain.evidence import Overlay, OverlayRow
from greenshield.domain.state import IssueState
from greenshield.geo import measures
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field

NEWEST = "9999-12-31"
_ROWS = """
SELECT a.kind AS layer, a.name, a.code, a.area_level, '' AS zone_code, a.id, a.valid_from,
a.valid_to, o.area_m2, '' AS parent FROM overlay o JOIN area a ON a.id = o.target_id
WHERE o.issue_id = ?1 AND o.layer = 'area' AND NOT a.void
UNION ALL
SELECT 'zone', coalesce(z.name, p.name), z.code, p.area_level, z.zone_code, z.id,
coalesce(z.valid_from, p.valid_from), coalesce(z.valid_to, p.valid_to), o.area_m2,
coalesce(p.name, '') FROM overlay o JOIN zone z ON z.id = o.target_id
LEFT JOIN area p ON p.id = z.area_id
WHERE o.issue_id = ?1 AND o.layer = 'zone' AND NOT z.void
"""


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

    Of several versions of one boundary the latest that had begun counts. A boundary without a
    first day has always been in force.
    """
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in project.rows(_ROWS, issue_id):
        if (row["valid_from"] or "") > day or (row["valid_to"] and row["valid_to"] < day):
            continue
        name = row["code"] or row["name"] or row["id"]
        key = (row["layer"], row["parent"], row["zone_code"] or "", name)
        other = found.get(key)
        if other is None or (row["valid_from"] or "") >= (other["valid_from"] or ""):
            found[key] = row
    return sorted(found.values(), key=lambda r: (-r["area_m2"], r["layer"], r["id"]))


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
