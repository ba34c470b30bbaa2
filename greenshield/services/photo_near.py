"""Which photos an issue may still take: those near its patch that are tied to none, nearest first.

The other way round than ``photo_suggest``, and by the same reach.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from greenshield.geo.distances import distances_m
from greenshield.geo.matching import LARGEST_ERROR_M, RADIUS_M
from greenshield.project.project import Project
from greenshield.services import lookup, marker_photos, photo_choices, photo_match

_PATCH: Final = """
SELECT geom, lon, lat FROM issue
WHERE id = ? AND (geom IS NOT NULL OR lon IS NOT NULL) AND NOT void AND state != 'void'
"""
_UNTIED: Final = f"""
SELECT p.sha256, p.lon, p.lat, p.position_error_m FROM photo p
JOIN rtree_photo_geom r ON r.id = p.fid
WHERE r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ?
AND NOT p.void AND p.sha256 IS NOT NULL
AND p.sha256 NOT IN (SELECT photo FROM photo_tag WHERE NOT removed)
AND p.sha256 NOT IN ({marker_photos.HASHES})
ORDER BY p.fid
"""


def untied(project: Project, issue: str) -> list[str]:
    """The photos tied to no issue within reach of an issue's patch, the nearest first.

    Args:
        project: where they are.
        issue: as a person names it.

    Returns:
        Hashes; none where the issue has no place, or is void.

    Raises:
        UsageError: an unknown or ambiguous issue.
    """
    rows = project.rows(_PATCH, lookup.issue_id(project, issue))
    shape = photo_match.shape_of(rows[0]) if rows else None
    if shape is None or shape.is_empty:
        return []
    minx, miny, maxx, maxy = shape.bounds
    reach = RADIUS_M + LARGEST_ERROR_M
    corners = [photo_match.box_round(x, y, reach) for x in (minx, maxx) for y in (miny, maxy)]
    wests, easts, souths, norths = zip(*corners, strict=True)
    box = (min(wests), max(easts), min(souths), max(norths))
    spots = photo_choices.spots_of(project.rows(_UNTIED, *box))
    if not spots:
        return []
    lon, lat = np.array([s.lon for s in spots]), np.array([s.lat for s in spots])
    off = distances_m(lon, lat, np.full(len(spots), shape, dtype=object))
    order = np.argsort(off, kind="stable")
    near = [spots[i].sha256 for i in order if off[i] <= spots[i].reach_m]
    return list(dict.fromkeys(near))
