"""Takes a version of a boundary that was imported wrong out of force, and puts it back.

With a version go its zones: they are parts of it, and of nothing else. Nothing is deleted, and what
moves found by it stays in them as it was found.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.roles import LIST_ROLES
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import area_import, area_named, voiding
from greenshield.services.area_identity import identity_sql
from greenshield.services.area_named import Found
from greenshield.services.session import Session

_NAMED: Final = 20  # issues that a remark names
# What a move found the patch in, and the areas whose fields it looked at. Pins come from events, so
# any shape is met.
_PINNED: Final = """
WITH made AS (
  SELECT m.issue_id, CASE WHEN json_valid(e.body) THEN CAST(e.body AS TEXT) END AS body
  FROM move m JOIN event e ON e.event_id = m.event_id
  WHERE m.status IN ('done', 'pending', 'equal')),
found AS (
  SELECT issue_id, CASE r.type WHEN 'object' THEN r.value ->> '$.target_id' END AS id
  FROM made, json_each(body, '$.pins.computed.overlay.rows') r
  UNION SELECT issue_id, r.key FROM made, json_each(body, '$.pins.areas') r)
SELECT DISTINCT i.id, coalesce(i.issue_no, i.clue_no, i.id) AS number
FROM found JOIN issue i ON i.id = found.issue_id
WHERE found.id IN (SELECT value FROM json_each(?1)) ORDER BY 2
"""
_RIVALS: Final = f"""
SELECT 1 FROM area a JOIN area b ON b.kind = a.kind AND NOT b.void
AND coalesce(b.valid_from, '') = coalesce(a.valid_from, '')
AND coalesce(b.source_sha256, '') <> coalesce(a.source_sha256, '')
AND {identity_sql("b")} = {identity_sql("a")}
WHERE a.id IN (SELECT value FROM json_each(?1)) LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class AreaVoided:
    """What was taken out of force, or put back.

    Attributes:
        name: of the boundary, with the day of its version.
        areas, zones: their ids.
        issues: numbers of the issues whose moves were judged by any of them.
        problems: a remark on those.
    """

    name: str
    areas: tuple[str, ...]
    zones: tuple[str, ...]
    issues: tuple[str, ...]
    problems: tuple[Problem, ...]
    changes: Changes


def void(
    session: Session, given: str, reason: str, *, zones_only: bool = False, restore: bool = False
) -> AreaVoided:
    """Takes one version of a boundary out of force with its zones, or puts it back.

    Put back are the zones that were taken out together with it; one that was taken out by itself
    before stays so.

    Args:
        session: who acts, where.
        given: as ``area_named.find`` takes it.
        reason: in words.
        zones_only: the version itself stands, its zones alone go.
        restore: puts back what was taken out.

    Raises:
        RefusedError: who acts may not import boundaries.
        UsageError: ``void_reason_needed``; as ``area_named.find``; ``area_without_zones``;
            ``area_of_zone_void``: a zone can't hold without its area; ``area_restore_taken``:
            another file's outline holds under that name from that day.
    """
    area_import.need_role(session.who, LIST_ROLES)
    if not reason.strip():
        raise UsageError("void_reason_needed")
    project = session.project
    found = area_named.find(project, given, restore=restore, zones_only=zones_only)
    if restore and found.table == "area" and not zones_only:
        _check_room(project, found)
    areas, zones = _concerned(project, found, zones_only=zones_only, restore=restore)
    if not areas and not zones:
        raise UsageError("area_without_zones", area=found.told)
    with project.action(session.who.actor_id) as action:
        for table, ids in (("area", areas), ("zone", zones)):
            for one in ids:
                voiding.write(project, action, table, one, reason, restore=restore)
    issues = judged_by(project, [*areas, *zones])
    problems = () if restore else _remarks(found.told, issues)
    return AreaVoided(
        found.told, tuple(areas), tuple(zones), tuple(issues), problems, action.changes
    )


def judged_by(project: Project, ids: Collection[str]) -> list[str]:
    """The numbers of the issues of which a move in force was judged by any of these boundaries.

    Args:
        project: where they are.
        ids: of areas and zones.
    """
    rows = project.rows(_PINNED, json.dumps(list(ids)))
    return [str(row["number"]) for row in rows]


def _check_room(project: Project, found: Found) -> None:
    """Two files may not hold for one boundary from one day, as no import lets them."""
    if project.rows(_RIVALS, json.dumps(found.ids)):
        raise UsageError("area_restore_taken", area=found.told)


def _concerned(
    project: Project, found: Found, *, zones_only: bool, restore: bool
) -> tuple[list[str], list[str]]:
    """The ids of areas and zones that change."""
    if found.table == "zone":
        if restore and project.rows("SELECT 1 FROM area WHERE id = ? AND void", found.area_id):
            raise UsageError("area_of_zone_void", zone=found.told)
        return [], list(found.ids)
    rows = project.rows(
        "SELECT id FROM zone WHERE void = ? AND area_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY id",
        int(restore), json.dumps(found.ids),
    )  # fmt: skip
    zones = [str(row["id"]) for row in rows]
    if restore and zones:
        zones = _together(project, [] if zones_only else found.ids, zones)
    return ([] if zones_only else list(found.ids)), zones


def _together(project: Project, areas: Sequence[str], zones: Sequence[str]) -> list[str]:
    """The zones that were taken out with their areas, or together with each other last."""
    taken = {one: voiding.last(project, "zone", one) for one in zones}
    if areas:
        events = [voiding.last(project, "area", one) for one in areas]
        actions = {e.header.action for e in events if e is not None}
    else:
        known = [e for e in taken.values() if e is not None]
        last = max(known, key=voiding.order, default=None)
        actions = set() if last is None else {last.header.action}
    return [one for one, e in taken.items() if e is not None and e.header.action in actions]


def _remarks(name: str, issues: Sequence[str]) -> tuple[Problem, ...]:
    if not issues:
        return ()
    named: list[Any] = [*issues[:_NAMED], *(["…"] if len(issues) > _NAMED else [])]
    params = {"area": name, "count": len(issues), "issues": ", ".join(named)}
    return (Problem("area_void_judged", params=params, fatal=False),)
