"""Photos whose position lies far from all that a project is about: its boundaries and issues.

A camera without a fix, a photo of another county in the same folder. Found out when it is asked,
not kept: boundaries that come in later may be just there. It is a remark, not a rule: what counts
as evidence is judged by the distance to the issue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np

from greenshield.geo import box_distances
from greenshield.project.project import Project
from greenshield.services.photo_match import box_round

CODE: Final = "photo_astray"
FAR_M: Final = 50_000.0  # of ours: wider than the outskirts of a county, narrower than a province
_CELL: Final = 2  # decimals of a degree; photos that lie so near each other are looked at as one
_HOME: Final = """
SELECT r.minx, r.miny, r.maxx, r.maxy FROM rtree_area_geom r JOIN area e ON e.fid = r.id
WHERE NOT e.void {within}
UNION ALL
SELECT r.minx, r.miny, r.maxx, r.maxy FROM rtree_issue_geom r JOIN issue e ON e.fid = r.id
WHERE NOT e.void AND e.state != 'void' {within}
"""
_WITHIN: Final = "AND r.minx <= ?2 AND r.maxx >= ?1 AND r.miny <= ?4 AND r.maxy >= ?3"
_ONE: Final = f"SELECT 1 AS is_near FROM ({_HOME.format(within=_WITHIN)}) LIMIT 1"


def far_km(project: Project, photos: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How far photos are from the nearest boundary or issue, at least; those near one are left out.

    Args:
        project: where they are. Nothing is far where it has neither boundaries nor issues.
        photos: rows with ``sha256``, ``lon`` and ``lat``, degrees EPSG:4490 or None.

    Returns:
        SHA-256 -> whole kilometres.
    """
    cells: dict[tuple[float, float], list[str]] = {}
    for photo in photos:
        lon, lat = photo["lon"], photo["lat"]
        if lon is not None and lat is not None:
            cell = round(lon, _CELL), round(lat, _CELL)
            cells.setdefault(cell, []).append(photo["sha256"])
    away = [cell for cell in cells if not project.rows(_ONE, *box_round(*cell, FAR_M))]
    if not away:
        return {}
    home = np.array([list(r.values()) for r in project.rows(_HOME.format(within=""))])
    if not len(home):
        return {}
    out: dict[str, int] = {}
    for cell in away:
        least = box_distances.at_least_m((*cell, *cell), home).min()
        out |= dict.fromkeys(cells[cell], round(float(least) / 1000))
    return out


def remark(km: int) -> tuple[str, dict[str, Any]]:
    """Its code and parameters."""
    return CODE, {"km": km}
