"""Which findings would be judged by other boundaries after an import, a new date or a correction.

Boundaries count from the day they are in force, whenever they were imported: one that comes in late
with an early date changes what was found before. That is told, and nothing is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain import workflow
from greenshield.domain.errors import Problem
from greenshield.geo import codec, overlay
from greenshield.project.project import Project
from greenshield.services import legal_context
from greenshield.services.area_book import Book
from greenshield.services.area_identity import called_of

if TYPE_CHECKING:  # the plan asks for this remark
    from greenshield.services.area_plan import AreaOptions, Planned

_LISTED: Final = 5
_LEAST_M2: Final = 1.0
_UNTIL: Final = """
SELECT id, valid_to AS until FROM area WHERE valid_to <> ''
UNION ALL SELECT z.id, coalesce(nullif(z.valid_to, ''), p.valid_to) FROM zone z
LEFT JOIN area p ON p.id = z.area_id WHERE coalesce(nullif(z.valid_to, ''), p.valid_to) <> ''
"""
_DATED: Final = """
SELECT issue_id FROM record WHERE kind = 'check' AND occurred_on >= ?1
UNION SELECT issue_id FROM move WHERE occurred_on >= ?1
"""
_BESIDE: Final = """
SELECT i.id, i.geom FROM issue i JOIN rtree_issue_geom r ON r.id = i.fid
WHERE i.geom IS NOT NULL AND r.maxx >= ? AND r.minx <= ? AND r.maxy >= ? AND r.miny <= ?
"""


@dataclass(frozen=True, slots=True)
class _Version:
    group: tuple[str, str]  # layer, and what versions of one boundary are called
    zone_code: str
    since: str
    until: str


_Versions = dict[str, _Version]
_Met = dict[str, dict[str, float]]  # issue -> version -> m²


def remarks(
    project: Project,
    book: Book,
    items: Sequence[Planned],
    options: AreaOptions,
    rekeyed: Mapping[str, str],
    shown: str,
) -> list[Problem]:
    """One remark with the number of findings and how many of them are closed; or [].

    Args:
        project: as it is before.
        book: what it holds.
        items: the boundaries of a file.
        options: how they are taken.
        rekeyed: as ``AreaPlan.rekeyed``.
        shown: the file as it is named to the user.
    """
    before = _held(project, book)
    after, shapes = _changed(book, before, items, options, rekeyed)
    touched = {i for i in after if after[i] != before.get(i)} | shapes.keys()
    groups = {v[i].group for v in (before, after) for i in touched if i in v}
    if not touched:
        return []
    first = min(v[i].since for v in (before, after) for i in touched if i in v)
    old, new = ({i: v for i, v in all_.items() if v.group in groups} for all_ in (before, after))
    met_before = _met(project, old)
    met_after = {issue: dict(found) for issue, found in met_before.items()}
    _meet_anew(project, shapes, met_after)
    told: list[tuple[str, str]] = []
    dated = {row["issue_id"] for row in project.rows(_DATED, first)}
    for issue_id in sorted(dated & (met_before.keys() | met_after.keys())):
        issue = project.issue(issue_id)
        if issue is None or issue.void:
            continue
        day = legal_context.finding_date(issue)
        was = _judged(old, met_before.get(issue_id, {}), day)
        now = _judged(new, met_after.get(issue_id, {}), day)
        if day != legal_context.NEWEST and _differ(was, now):
            told.append((issue.number, issue.state))
    return _problem(told, shown)


def _problem(told: Sequence[tuple[str, str]], shown: str) -> list[Problem]:
    if not told:
        return []
    closed = [number for number, state in told if state in workflow.CLOSED_STATES]
    names = list(dict.fromkeys([*closed, *(number for number, _ in told)]))
    listed = ", ".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "")
    params = {"count": len(told), "closed": len(closed), "listed": listed}
    return [Problem("boundaries_rejudge", shown, params=params, fatal=False)]


def _held(project: Project, book: Book) -> _Versions:
    until = {row["id"]: row["until"] for row in project.rows(_UNTIL)}
    out: _Versions = {}
    for k in book.known:
        area = book.by_id.get(k.area_id) if k.kind == "zone" else k
        group = (k.kind, "" if area is None else area.called)
        since = k.valid_from or ("" if area is None else area.valid_from)
        out[k.entity_id] = _Version(group, k.zone_code, since, until.get(k.entity_id, ""))
    return out


def _changed(
    book: Book,
    before: _Versions,
    items: Sequence[Planned],
    options: AreaOptions,
    rekeyed: Mapping[str, str],
) -> tuple[_Versions, dict[str, list[BaseGeometry]]]:
    """The versions as they will be, and the shapes of those that are new or corrected."""
    after, shapes = dict(before), dict[str, list[BaseGeometry]]()
    for entity_id, called in rekeyed.items():
        after[entity_id] = replace(after[entity_id], group=(after[entity_id].group[0], called))
    dates = bool(options.valid_from) or "valid_from" in options.mapping
    for item in items:
        there = item.twin or (item.entity_id if item.entity_id in before else "")
        day = item.fields.get("valid_from", "")
        if item.corrects:
            shapes |= {entity_id: [item.geometry] for entity_id in item.corrects}
        elif there and dates and day and not item.keeps_date:
            after[there] = replace(after[there], since=day)
        elif not there:
            coming = _coming(book, item.fields)
            # What begins on no day, and is no version of what is there, says nothing of the past.
            if day or any(v.group == coming.group for v in before.values()):
                after[item.entity_id] = coming
                shapes[item.entity_id] = [item.geometry]
    return after, shapes


def _coming(book: Book, fields: Mapping[str, Any]) -> _Version:
    area = book.by_id.get(fields.get("area_id", ""))
    since, until = fields.get("valid_from", ""), fields.get("valid_to", "")
    if "kind" in fields:
        return _Version((fields["kind"], called_of(fields)), "", since, until)
    called, begun = ("", "") if area is None else (area.called, area.valid_from)
    return _Version(("zone", called), fields.get("zone_code", ""), since or begun, until)


def _met(project: Project, versions: Iterable[str]) -> _Met:
    wanted = set(versions)
    out: _Met = defaultdict(dict)
    for row in project.rows("SELECT issue_id, target_id, area_m2 FROM overlay"):
        if row["target_id"] in wanted:
            out[row["issue_id"]][row["target_id"]] = row["area_m2"]
    return dict(out)


def _meet_anew(project: Project, shapes: Mapping[str, list[BaseGeometry]], met: _Met) -> None:
    """Puts in what patches have in common with new shapes, in place of the old ones'."""
    for old in met.values():
        for entity_id in shapes:
            old.pop(entity_id, None)
    ids = [entity_id for entity_id, held in shapes.items() for _ in held]
    held = [shape for some in shapes.values() for shape in some]
    if not held:
        return
    west, south, east, north = shapely.total_bounds(held)
    rows = project.rows(_BESIDE, west, east, south, north)
    if not rows:
        return
    found = overlay.overlay(
        codec.decode_many(row["geom"] for row in rows),
        np.array([*held, None], dtype=object)[:-1],
    )
    for p, a, m2 in zip(found.patch_index, found.area_index, found.area_m2, strict=True):
        met.setdefault(rows[p]["id"], {})[ids[a]] = float(m2)


def _judged(
    versions: _Versions, met: Mapping[str, float], day: str
) -> dict[tuple[str, str], float]:
    """What a patch lies in by the versions in force on a day: layer and zone -> m²."""
    latest: dict[tuple[str, str], str] = {}
    for v in versions.values():
        if v.since <= day:
            latest[v.group] = max(latest.get(v.group, ""), v.since)
    out: dict[tuple[str, str], float] = defaultdict(float)
    for entity_id, m2 in met.items():
        one = versions.get(entity_id)
        if one and one.since == latest.get(one.group) and (one.until or day) >= day:
            out[one.group[0], one.zone_code] += m2
    return dict(out)


def _differ(was: Mapping[tuple[str, str], float], now: Mapping[tuple[str, str], float]) -> bool:
    if was.keys() != now.keys():
        return True
    return any(abs(m2 - now[key]) > _LEAST_M2 for key, m2 in was.items())
