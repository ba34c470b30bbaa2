"""What a project holds, in numbers."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

from greenshield.project.project import Project

_COUNTS = {
    "areas": "SELECT count(*) FROM area WHERE NOT void",
    "zones": "SELECT count(*) FROM zone WHERE NOT void",
    "issues": "SELECT count(*) FROM issue",
    "photos": "SELECT count(*) FROM photo WHERE NOT void",
    "tracks": "SELECT count(*) FROM track WHERE NOT void",
    "actors": "SELECT count(*) FROM actor",
    "events": "SELECT count(*) FROM event",
    "conflicts": "SELECT count(*) FROM conflict",
    "findings": "SELECT count(*) FROM finding",
    "quarantined": "SELECT count(*) FROM quarantine",
}
_EXTENT = """
SELECT min(minx) AS min_lon, min(miny) AS min_lat, max(maxx) AS max_lon, max(maxy) AS max_lat
FROM (SELECT minx, miny, maxx, maxy FROM rtree_area_geom
UNION ALL SELECT minx, miny, maxx, maxy FROM rtree_issue_geom
UNION ALL SELECT minx, miny, maxx, maxy FROM rtree_photo_geom)
"""


def of(project: Project) -> dict[str, Any]:
    """Counts, states, extent (degrees EPSG:4490), disk in bytes, schema, rule set, root."""
    head = project.rows("SELECT * FROM project WHERE id = ?", project.project_id)[0]
    extent = project.rows(_EXTENT)[0]
    states = project.rows("SELECT state, count(*) AS n FROM issue GROUP BY state ORDER BY state")
    schema = project.rows("SELECT name FROM _sqlite_migrations ORDER BY rowid DESC LIMIT 1")
    counts = {name: int(project.rows(sql)[0].popitem()[1]) for name, sql in _COUNTS.items()}
    return {
        "project": project.project_id,
        "name": head["name"],
        "division_code": head["division_code"],
        "counts": counts | {"devices": len(project.trust().certificates)},
        "states": {row["state"]: row["n"] for row in states},
        "extent": None if extent["min_lon"] is None else list(extent.values()),
        "disk_bytes": _disk_bytes(project.layout.folder),
        "schema": schema[0]["name"],
        "ruleset": {"name": head["ruleset_name"], "sha256": head["ruleset_sha256"]},
        "root": project.trust().root_fingerprint,
        "last_sync": None,
    }


def _disk_bytes(folder: Path) -> int:
    """What the files of a folder take, in bytes; one that goes while it is counted is none."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                total += (Path(parent) / name).lstat().st_size
    return total
