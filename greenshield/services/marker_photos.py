"""Which photos inspections of boundary markers name: they have their place, as those of issues."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from greenshield.geo import ellipsoid
from greenshield.geo.matching import LARGEST_ERROR_M
from greenshield.project.project import Project
from greenshield.services import photo_match

# The column holds what any program's event may have put there.
_OF_CHECKS: Final = """
FROM marker_check c
JOIN json_each(CASE WHEN json_valid(c.photos) THEN c.photos ELSE '[]' END) j ON j.type = 'text'
"""
HASHES: Final = f"SELECT j.value {_OF_CHECKS} WHERE NOT c.void"
"""SQL: the SHA-256 of photos that inspections name, but for those that were voided."""
NEAR_M: Final = 100.0
"""So near to a marker a photo may show it. No rule sets it."""
_LOOSE: Final = f"""
SELECT p.sha256, p.lon, p.lat, p.position_error_m FROM photo p
JOIN rtree_photo_geom r ON r.id = p.fid
WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ? AND NOT p.void
AND p.sha256 IS NOT NULL AND p.lon IS NOT NULL AND p.lat IS NOT NULL
AND p.sha256 NOT IN (SELECT photo FROM photo_tag WHERE NOT removed)
AND p.sha256 NOT IN ({HASHES}) ORDER BY p.fid
"""
_MARKERS: Final = f"""
SELECT DISTINCT j.value AS photo, m.id AS marker_id, coalesce(m.number, m.id) AS number
{_OF_CHECKS} JOIN marker m ON m.id = c.marker_id WHERE NOT c.void
AND j.value IN (SELECT value FROM json_each(?)) ORDER BY number, m.id
"""


def near(project: Project, marker_id: str) -> list[str]:
    """The SHA-256 of photos that were taken near a marker and are tied to nothing, nearest first.

    Near is within ``NEAR_M``, and what the photo's own position may be off.
    """
    [at] = project.rows("SELECT lon, lat FROM marker WHERE id = ?", marker_id) or [{"lon": None}]
    if at["lon"] is None or at["lat"] is None:
        return []
    box = photo_match.box_round(at["lon"], at["lat"], NEAR_M + LARGEST_ERROR_M)
    found = []
    for row in project.rows(_LOOSE, *box):
        off = float(ellipsoid.geod().inv(at["lon"], at["lat"], row["lon"], row["lat"])[2])
        error = row["position_error_m"]
        reach = min(abs(error), LARGEST_ERROR_M) if isinstance(error, int | float) else 0.0
        if off <= NEAR_M + reach:
            found.append((off, str(row["sha256"])))
    return list(dict.fromkeys(sha256 for _, sha256 in sorted(found)))


def all_named(project: Project) -> frozenset[str]:
    """The SHA-256 of all photos that inspections name."""
    return frozenset(str(row["value"]) for row in project.rows(HASHES))


def named_by(project: Project, checks: Sequence[str]) -> tuple[str, ...]:
    """The SHA-256 of the photos that some inspections name, voided ones too."""
    sql = f"SELECT DISTINCT j.value {_OF_CHECKS} WHERE c.id IN (SELECT value FROM json_each(?))"
    return tuple(str(row["value"]) for row in project.rows(sql, json.dumps(list(checks))))


def markers_of(project: Project, photos: Sequence[str]) -> dict[str, list[dict[str, str]]]:
    """Which markers photos were taken of, by inspections that were not voided.

    Args:
        project: where.
        photos: SHA-256.

    Returns:
        SHA-256 -> ``marker_id`` and ``number`` of each; photos of none are left out.
    """
    out: dict[str, list[dict[str, str]]] = {}
    for row in project.rows(_MARKERS, json.dumps(list(photos))):
        out.setdefault(row.pop("photo"), []).append(row)
    return out
