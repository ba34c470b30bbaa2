"""Photos as a list, out of the tables alone: a hundred thousand fold nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from greenshield.domain import dates
from greenshield.project.project import Project
from greenshield.services import lookup, marker_photos, photo_astray, photo_trust
from greenshield.services.photo_direction import TRUE_SQL
from greenshield.services.photo_facts import OFFSET_SQL, warning_code, warning_params

_PHOTOS = f"""
SELECT p.id, p.sha256, p.name AS file, p.taken_at, p.taken_at_source, p.lon, p.lat, p.altitude_m,
p.azimuth_deg, p.azimuth_ref, {TRUE_SQL.format(photo="p.")} AS azimuth_true_deg,
CASE json_type(p.extra, '$.azimuth_source') WHEN 'text' THEN p.extra ->> 'azimuth_source' END
AS azimuth_source, p.position_source, p.position_error_m, p.warnings,
{OFFSET_SQL} FROM photo p WHERE NOT p.void
AND p.sha256 IS NOT NULL
"""
_TAGS = """
SELECT t.photo, t.issue_id, coalesce(i.issue_no, i.clue_no, i.id) AS issue, t.phase, t.kind
FROM photo_tag t JOIN issue i ON i.id = t.issue_id WHERE NOT t.removed
"""


@dataclass(frozen=True, slots=True)
class Photos:
    """Photos as ``photos list`` prints them.

    Attributes:
        items: as the contract of the command line has them; ``warnings`` are codes, and so are
            ``doubts``, which follow from other photos and tracks and stand there when asked for.
        remarks: hash -> code and parameters of each warning, for people.
        doubts: the same of the doubts; photos without any are left out.
    """

    items: list[dict[str, Any]]
    remarks: dict[str, list[tuple[str, dict[str, Any]]]]
    doubts: dict[str, photo_trust.Doubts]


def photos(
    project: Project, *, untagged: bool = False, issue: str = "", doubted: bool = False
) -> Photos:
    """The photos of a project, by the time they were taken, undated ones last.

    Args:
        project: where they are.
        untagged: only those that are tied to no issue, and that no inspection of a marker names.
        issue: only those tied to this issue, with all of their ties.
        doubted: tell their doubts too, for which all photos and tracks are looked at.

    Raises:
        UsageError: an unknown or ambiguous issue.
    """
    where, args = "", []
    live = "SELECT photo FROM photo_tag WHERE NOT removed"
    if untagged:
        where += f" AND p.sha256 NOT IN ({live}) AND p.sha256 NOT IN ({marker_photos.HASHES})"
    if issue:
        where += f" AND p.sha256 IN ({live} AND issue_id = ?)"
        args.append(lookup.issue_id(project, issue))
    items = sorted(project.rows(_PHOTOS + where, *args), key=_order)
    wanted = {item["sha256"] for item in items}
    tags: dict[str, list[dict[str, Any]]] = {}
    for row in project.rows(_TAGS + " ORDER BY issue, t.phase, t.kind, t.tag_id"):
        photo = row.pop("photo")
        if photo in wanted:
            tags.setdefault(photo, []).append(row)
    remarks: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    far = photo_astray.far_km(project, items)
    doubts = photo_trust.of_photos(project, wanted) if doubted else {}
    for item in items:
        item["tags"] = tags.get(item["sha256"], [])
        told = remarks_of(item["warnings"])
        if item["sha256"] in far:
            told.append(photo_astray.remark(far[item["sha256"]]))
        remarks[item["sha256"]] = told
        item["warnings"] = list(dict.fromkeys(code for code, _ in told))
        if doubted:
            item["doubts"] = [code for code, _ in doubts.get(item["sha256"], ())]
    return Photos(items, remarks, doubts)


def file_name(project: Project, sha256: str) -> str:
    """What the file of a photo was called, "" where nobody said."""
    rows = project.rows("SELECT name FROM photo WHERE sha256 = ? AND name IS NOT NULL", sha256)
    return str(rows[0]["name"]) if rows else ""


def _order(item: dict[str, Any]) -> tuple[bool, str, str, str]:
    """By the moment, wherever the camera's clock stood; then by name and hash."""
    taken = dates.china_time(item["taken_at"], item["taken_at_offset"] or "")
    return (not taken, taken, item["file"] or "", item["sha256"])


def remarks_of(warnings: str | None) -> list[tuple[str, dict[str, Any]]]:
    """Code and parameters of each warning in a photo's row, whose column holds JSON."""
    found = json.loads(warnings) if warnings else []
    known = found if isinstance(found, list) else []
    return [(warning_code(w), warning_params(w)) for w in known]
