"""The boundaries of a project as a list, each area with its zones."""

from __future__ import annotations

from typing import Any

from greenshield.project.project import Project

_AREAS = """
SELECT id, kind, code, name, area_level AS level, area_type AS type, authority, established_on,
area_m2, vertices, version, valid_from, valid_to FROM area WHERE NOT void
ORDER BY kind, coalesce(code, ''), name, coalesce(valid_from, ''), id
"""
_ZONES = """
SELECT id, area_id, zone_code, code, name, area_m2, vertices, version, valid_from, valid_to
FROM zone WHERE NOT void ORDER BY coalesce(code, ''), zone_code, name, coalesce(valid_from, ''), id
"""


def items(project: Project) -> list[dict[str, Any]]:
    """Every boundary version: areas in m² on the ellipsoid, vertices, dates, zones beneath."""
    zones: dict[str, list[dict[str, Any]]] = {}
    for row in project.rows(_ZONES):
        zones.setdefault(row.pop("area_id") or "", []).append(row)
    return [row | {"zones": zones.get(row["id"], [])} for row in project.rows(_AREAS)]
