"""Which photos inspections of boundary markers name: they have their place, as those of issues."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from greenshield.project.project import Project

# The column holds what any program's event may have put there.
_OF_CHECKS: Final = """
FROM marker_check c
JOIN json_each(CASE WHEN json_valid(c.photos) THEN c.photos ELSE '[]' END) j ON j.type = 'text'
"""
HASHES: Final = f"SELECT j.value {_OF_CHECKS} WHERE NOT c.void"
"""SQL: the SHA-256 of photos that inspections name, but for those that were voided."""
_MARKERS: Final = f"""
SELECT DISTINCT j.value AS photo, m.id AS marker_id, coalesce(m.number, m.id) AS number
{_OF_CHECKS} JOIN marker m ON m.id = c.marker_id WHERE NOT c.void
AND j.value IN (SELECT value FROM json_each(?)) ORDER BY number, m.id
"""


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
