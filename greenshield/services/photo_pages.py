"""A hundred thousand photos for a screen: keys by filter and order, rows by page.

Keys are the hashes alone, 32 bytes each; what a screen shows of a photo is read for those in
sight. Nothing is folded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain import dates
from greenshield.domain.errors import UsageError
from greenshield.project.project import Project
from greenshield.services import lookup, photo_choices
from greenshield.services.photo_list import remarks_of

ONLY: Final = ("all", "needs_choice", "untagged", "no_position", "warning", "issue")
SORTS: Final = ("time", "newest", "name", "added")
PAGE: Final = 500
_KEYS = """
SELECT p.sha256, min(p.fid) AS fid, p.name, p.taken_at, p.lon, p.lat, p.position_error_m,
p.warnings IS NOT NULL AND p.warnings != '[]' AS warned,
CASE json_type(p.extra, '$.taken_at_offset') WHEN 'text' THEN p.extra ->> 'taken_at_offset' END
AS taken_at_offset FROM photo p WHERE NOT p.void AND p.sha256 IS NOT NULL
"""
_ROWS = """
SELECT p.id, p.sha256, min(p.fid) AS fid, p.name AS file, p.taken_at, p.taken_at_source, p.lon,
p.lat, p.azimuth_deg, p.position_source, p.position_error_m, p.width, p.height, p.file_type,
p.size, p.warnings,
CASE json_type(p.extra, '$.taken_at_offset') WHEN 'text' THEN p.extra ->> 'taken_at_offset' END
AS taken_at_offset FROM photo p WHERE NOT p.void AND p.sha256 IN ({marks}) GROUP BY p.sha256
"""
_TAGS = """
SELECT t.photo, t.issue_id, coalesce(i.issue_no, i.clue_no, i.id) AS issue, t.phase, t.kind
FROM photo_tag t JOIN issue i ON i.id = t.issue_id
WHERE NOT t.removed AND t.photo IN ({marks}) ORDER BY issue, t.phase, t.kind, t.tag_id
"""
_LIVE = "SELECT DISTINCT photo FROM photo_tag WHERE NOT removed"


@dataclass(frozen=True, slots=True)
class Keys:
    """Which photos a screen shows, in its order.

    Attributes:
        hashes: in order.
        counts: how many there are of each of ``ONLY``.
    """

    hashes: list[str]
    counts: dict[str, int]


def keys(
    project: Project, *, only: str = "all", sort: str = "time", issue: str = "", text: str = ""
) -> Keys:
    """The photos that a filter leaves, and how many each filter would.

    Args:
        project: where they are.
        only: one of ``ONLY``: ``needs_choice`` are tied to no issue and near one; ``warning``
            those with a remark; ``issue`` those tied to ``issue``.
        sort: one of ``SORTS``: by the moment they were taken (undated last), the newest first,
            by name, or as they came, the last first.
        issue: for ``only="issue"``, and its count.
        text: a part of the file name; counts heed it too.

    Raises:
        UsageError: an unknown filter or order, or an unknown or ambiguous issue.
    """
    if only not in ONLY:
        raise UsageError("photo_filter_unknown", given=only, known=", ".join(ONLY))
    if sort not in SORTS:
        raise UsageError("photo_sort_unknown", given=sort, known=", ".join(SORTS))
    where, args = "", []
    if text.strip():
        where = " AND instr(lower(p.name), ?)"
        args.append(text.strip().lower())
    rows = project.rows(f"{_KEYS}{where} GROUP BY p.sha256", *args)
    live = {str(r["photo"]) for r in project.rows(_LIVE)}
    sets = _sets(project, rows, live, issue)
    counts = {name: len(sets[name]) for name in ONLY}
    chosen = sorted((r for r in rows if r["sha256"] in sets[only]), key=_ORDERS[sort])
    if sort in ("newest", "added"):
        chosen.reverse()
    return Keys([str(r["sha256"]) for r in chosen], counts)


def rows(project: Project, photos: Sequence[str]) -> list[dict[str, Any]]:
    """What a screen shows of these photos, in their order; unknown ones are left out.

    Each row has ``id``, ``sha256``, ``file``, ``taken_at`` (Chinese time), ``taken_at_source``,
    ``lon``, ``lat``, ``azimuth_deg``, ``position_source``, ``position_error_m``, ``width``,
    ``height``, ``file_type``, ``size``, ``tags`` (``issue_id``, ``issue``, ``phase``,
    ``kind``), ``warnings`` (code and parameters) and ``needs_choice``.
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
    loose = photo_choices.spots_of(r for r in out.values() if not r["tags"])
    near = photo_choices.near_a_patch(project, loose)
    for sha256, row in out.items():
        row["needs_choice"] = sha256 in near
    return [out[p] for p in photos if p in out]


def _sets(
    project: Project, found: list[dict[str, Any]], live: set[str], issue: str
) -> dict[str, set[str]]:
    """The photos of each filter."""
    everything = {str(r["sha256"]) for r in found}
    loose = [r for r in found if r["sha256"] not in live]
    of_issue: set[str] = set()
    if issue:
        wanted = lookup.issue_id(project, issue)
        tied = project.rows(f"{_LIVE} AND issue_id = ?", wanted)
        of_issue = {str(r["photo"]) for r in tied} & everything
    return {
        "all": everything,
        "needs_choice": photo_choices.near_a_patch(project, photo_choices.spots_of(loose)),
        "untagged": {str(r["sha256"]) for r in loose},
        "no_position": {str(r["sha256"]) for r in found if r["lon"] is None},
        "warning": {str(r["sha256"]) for r in found if r["warned"]},
        "issue": of_issue,
    }


def _by_time(row: dict[str, Any]) -> tuple[bool, str, str, str]:
    taken = dates.china_time(row["taken_at"], row["taken_at_offset"] or "")
    return (not taken, taken, row["name"] or "", row["sha256"])


def _newest(row: dict[str, Any]) -> tuple[str, str, str]:
    return _by_time(row)[1:]


def _by_name(row: dict[str, Any]) -> tuple[str, str]:
    return ((row["name"] or "").casefold(), row["sha256"])


def _by_coming(row: dict[str, Any]) -> int:
    return int(row["fid"])


_ORDERS: Final[dict[str, Any]] = {
    "time": _by_time, "newest": _newest, "name": _by_name, "added": _by_coming,
}  # fmt: skip
