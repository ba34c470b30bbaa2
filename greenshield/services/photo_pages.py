"""A hundred thousand photos for a screen: keys by filter and order, rows by page.

Keys are the hashes alone, 32 bytes each; what a screen shows of a photo is read for those in
sight. Nothing is folded.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from greenshield.domain import dates
from greenshield.project.project import Project
from greenshield.services import marker_photos, photo_astray, photo_choices, photo_trust
from greenshield.services.photo_book import ONLY, SORTS, TRAITS, Keys, PhotoBook
from greenshield.services.photo_direction import TRUE_SQL
from greenshield.services.photo_facts import OFFSET_SQL
from greenshield.services.photo_list import remarks_of

__all__ = ["ONLY", "SORTS", "TRAITS", "Keys", "PhotoBook", "keys", "rows", "ties"]

PAGE: Final = 500
_ROWS = f"""
SELECT p.id, p.sha256, min(p.fid) AS fid, p.name AS file, p.taken_at, p.taken_at_source, p.lon,
p.lat, p.azimuth_deg, p.position_source, p.position_error_m, p.width, p.height, p.file_type,
p.size, p.warnings, {TRUE_SQL.format(photo="p.")} AS azimuth_true_deg,
{OFFSET_SQL} FROM photo p WHERE NOT p.void AND p.sha256 IN ({{marks}}) GROUP BY p.sha256
"""
_TAGS = """
SELECT t.photo, t.issue_id, coalesce(i.issue_no, i.clue_no, i.id) AS issue, t.phase, t.kind
FROM photo_tag t JOIN issue i ON i.id = t.issue_id
WHERE NOT t.removed AND t.photo IN ({marks}) ORDER BY issue, t.phase, t.kind, t.tag_id
"""
_TIES = """
SELECT t.issue_id, coalesce(i.issue_no, i.clue_no, i.id) AS issue, t.phase, t.kind,
count(DISTINCT t.photo) AS photos
FROM photo_tag t JOIN issue i ON i.id = t.issue_id
WHERE NOT t.removed AND t.photo IN (SELECT value FROM json_each(?))
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""


def keys(
    project: Project, *, only: str = "all", sort: str = "time", issue: str = "", text: str = ""
) -> Keys:
    """The photos that a filter leaves, and how many each filter would; see ``PhotoBook.keys``.

    Who asks again and again keeps a ``PhotoBook``.

    Raises:
        UsageError: as ``PhotoBook.keys``.
    """
    return PhotoBook(project).keys(only=only, sort=sort, issue=issue, text=text)


def rows(project: Project, photos: Sequence[str]) -> list[dict[str, Any]]:
    """What a screen shows of these photos, in their order; unknown ones are left out.

    Each row has ``id``, ``sha256``, ``file``, ``taken_at`` (Chinese time), ``taken_at_source``,
    ``lon``, ``lat``, ``azimuth_deg``, ``azimuth_true_deg`` (from true north, None where older
    imports have none), ``position_source``, ``position_error_m``, ``width``,
    ``height``, ``file_type``, ``size``, ``tags`` (``issue_id``, ``issue``, ``phase``,
    ``kind``), ``markers`` (``marker_id``, ``number``), ``warnings`` and ``doubts`` (code and
    parameters; doubts follow from other photos and tracks) and ``needs_choice``.
    """
    out: dict[str, dict[str, Any]] = {}
    for start in range(0, len(photos), PAGE):
        part = list(dict.fromkeys(photos[start : start + PAGE]))
        marks = ",".join("?" * len(part))
        for row in project.rows(_ROWS.format(marks=marks), *part):
            del row["fid"]
            row["taken_at"] = dates.china_time(row["taken_at"], row.pop("taken_at_offset") or "")
            row["warnings"] = remarks_of(row["warnings"])
            row["tags"] = []
            out[row["sha256"]] = row
        for tag in project.rows(_TAGS.format(marks=marks), *part):
            photo = out.get(tag.pop("photo"))
            if photo is not None:
                photo["tags"].append(tag)
    of_markers = marker_photos.markers_of(project, list(out))
    for sha256, row in out.items():
        row["markers"] = of_markers.get(sha256, [])
    loose = photo_choices.spots_of(r for r in out.values() if not r["tags"] and not r["markers"])
    near = photo_choices.near_a_patch(project, loose)
    far = photo_astray.far_km(project, out.values())
    doubts = photo_trust.of_photos(project, list(out))
    for sha256, row in out.items():
        row["needs_choice"] = sha256 in near
        row["doubts"] = doubts.get(sha256, [])
        if sha256 in far:
            row["warnings"].append(photo_astray.remark(far[sha256]))
    return [out[p] for p in photos if p in out]


def ties(project: Project, photos: Sequence[str]) -> list[tuple[str, str, str, str, int]]:
    """The ties of photos, however many: issue id, its number, phase, kind, how many photos.

    Args:
        project: where they are.
        photos: their whole SHA-256; unknown ones have no ties.
    """
    found = project.rows(_TIES, json.dumps(list(photos)))
    return [(t["issue_id"], t["issue"], t["phase"], t["kind"], t["photos"]) for t in found]
