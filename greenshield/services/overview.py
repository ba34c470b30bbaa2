"""What a project holds, in numbers."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

from greenshield.project.project import Project
from greenshield.services import relied_on

_COUNTS = {
    "areas": "SELECT count(*) FROM area WHERE NOT void",
    "zones": "SELECT count(*) FROM zone WHERE NOT void",
    "issues": "SELECT count(*) FROM issue",
    "photos": "SELECT count(*) FROM photo WHERE NOT void",
    "tracks": "SELECT count(*) FROM track WHERE NOT void",
    "actors": "SELECT count(*) FROM actor",
    "events": "SELECT count(*) FROM event",
    "conflicts": "SELECT count(*) FROM conflict",
    "quarantined": "SELECT count(*) FROM quarantine",
}
_BOX = "SELECT min(minx) AS w, min(miny) AS s, max(maxx) AS e, max(maxy) AS n FROM "
_HOME = f"""{_BOX}
(SELECT r.minx, r.miny, r.maxx, r.maxy
FROM rtree_area_geom r JOIN area a ON a.fid = r.id WHERE NOT a.void
UNION ALL SELECT minx, miny, maxx, maxy FROM rtree_issue_geom)
"""
_PHOTOS = f"""{_BOX} rtree_photo_geom
WHERE minx >= ? AND miny >= ? AND maxx <= ? AND maxy <= ?
"""
# Where the middle one of all photos lies, by longitude and by latitude each.
_MIDDLE = """
SELECT {axis} AS at FROM rtree_photo_geom ORDER BY 1
LIMIT 1 OFFSET (SELECT count(*) / 2 FROM rtree_photo_geom)
"""
_MOST_NAMED = 5  # issues with findings
_FAR_DEG = 0.5  # a photo farther off does not decide what the map shows
_ABOUT_DEG = 2.0  # nor one so far from the middle photo, where there are photos alone


def of(project: Project) -> dict[str, Any]:
    """Counts, states, extent (degrees EPSG:4490), disk in bytes, schema, rule set, root.

    ``findings_of`` names the first issues of which there are findings.
    """
    head = project.rows("SELECT * FROM project WHERE id = ?", project.project_id)[0]
    states = project.rows("SELECT state, count(*) AS n FROM issue GROUP BY state ORDER BY state")
    schema = project.rows("SELECT name FROM _sqlite_migrations ORDER BY rowid DESC LIMIT 1")
    counts = {name: int(project.rows(sql)[0].popitem()[1]) for name, sql in _COUNTS.items()}
    found = relied_on.by_entity(project)
    return {
        "project": project.project_id,
        "name": head["name"],
        "division_code": head["division_code"],
        "counts": counts
        | {"devices": len(project.trust().certificates), "findings": sum(found.values())},
        "findings_of": [_number(project, entity) for entity in list(found)[:_MOST_NAMED]],
        "states": {row["state"]: row["n"] for row in states},
        "extent": extent(project),
        "disk_bytes": _disk_bytes(project.layout.folder),
        "schema": schema[0]["name"],
        "ruleset": {"name": head["ruleset_name"], "sha256": head["ruleset_sha256"]},
        "root": project.trust().root_fingerprint,
        "last_sync": None,
    }


def _number(project: Project, entity: str) -> str:
    """What people call an issue; the id of what is none."""
    rows = project.rows("SELECT issue_no, clue_no FROM issue WHERE id = ?", entity)
    return str(rows[0]["issue_no"] or rows[0]["clue_no"] or entity) if rows else entity


def extent(project: Project) -> list[float] | None:
    """West, south, east, north of what the project is about, degrees EPSG:4490.

    Boundaries and issues tell, and photos near them: one photo with a wrong position would leave
    nothing of them to be seen. Of photos alone those about the middle one tell. None where nothing
    has a place.
    """
    far = _FAR_DEG
    west, south, east, north = project.rows(_HOME)[0].values()
    if west is None:
        xs, ys = (project.rows(_MIDDLE.format(axis=axis)) for axis in ("minx", "miny"))
        if not xs:
            return None
        west = east = xs[0]["at"]
        south = north = ys[0]["at"]
        far = _ABOUT_DEG
    around = (west - far, south - far, east + far, north + far)
    w, s, e, n = project.rows(_PHOTOS, *around)[0].values()
    if w is None:
        return [west, south, east, north]
    return [min(west, w), min(south, s), max(east, e), max(north, n)]


def _disk_bytes(folder: Path) -> int:
    """What the files of a folder take, in bytes; one that goes while it is counted is none."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                total += (Path(parent) / name).lstat().st_size
    return total
