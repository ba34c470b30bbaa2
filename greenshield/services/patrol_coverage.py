"""How much of a patrol's route was walked, and how much of its area was seen: never in a project.

What only asks for figures takes them from :mod:`greenshield.services.patrol_figures`, which keeps
them on this machine.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from shapely.geometry.base import BaseGeometry

from greenshield.domain import patrols
from greenshield.geo import codec, coverage, measures
from greenshield.geo.coverage import Coverage
from greenshield.project.project import Project
from greenshield.services import patrol_list, patrol_walks
from greenshield.services.patrol_walks import Days
from greenshield.services.progress import SILENT, Progress

_TRACKS: Final = """
SELECT id, name, sha256, started_at, ended_at, geom FROM track
WHERE geom IS NOT NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY started_at, id
"""
_PLANS: Final = """
SELECT p.id, p.planned_from, p.planned_to, p.done_on, p.corridor_m, p.geom,
CASE WHEN ?2 THEN a.geom END AS area_geom
FROM patrol p LEFT JOIN area a ON a.id = p.area_id
WHERE p.id IN (SELECT value FROM json_each(?1))
"""


@dataclass(frozen=True, slots=True)
class Walked:
    """How a patrol was walked.

    Attributes:
        corridor_m: to either side of the route and of what was walked.
        route: how much of the planned route; None where none is planned.
        area_m2: of the patrol's protected area, 0 where it names none.
        seen_m2: of it within the corridor of what was walked.
        tracks: ids of those that count, by the time they began.
        outside: ids of those that were walked before or after the patrol's days.
        untimed: of ``tracks``, those that tell no time.
        unparted: of ``tracks``, those that were walked on other days too and count whole, since
            their file is not here.
        length_m: of what was walked, all tracks together.
        lines: what of each of ``tracks`` counts, degrees.
        parted: of ``tracks``, those of which a part was walked on other days and does not count,
            such as after the midnight of the last day.
    """

    corridor_m: float
    route: Coverage | None
    area_m2: float
    seen_m2: float
    tracks: tuple[str, ...]
    outside: tuple[str, ...]
    untimed: tuple[str, ...]
    unparted: tuple[str, ...]
    length_m: float
    lines: tuple[BaseGeometry, ...] = ()
    parted: tuple[str, ...] = ()

    @property
    def share(self) -> float | None:
        """Of the route, 0 to 1; None without one."""
        return None if self.route is None else self.route.share

    @property
    def seen_share(self) -> float | None:
        """Of the area, 0 to 1; None without one."""
        return min(self.seen_m2 / self.area_m2, 1.0) if self.area_m2 > 0 else None


def of(project: Project, patrol_id: str, *, seen: bool = True) -> Walked:
    """The coverage of one patrol.

    Args:
        project: where.
        patrol_id: which.
        seen: also how much of its area, which takes longer.
    """
    return many(project, [patrol_id], seen=seen)[patrol_id]


def many(
    project: Project, patrol_ids: Sequence[str], *, seen: bool = False, progress: Progress = SILENT
) -> dict[str, Walked]:
    """The coverage of patrols, by their ids.

    Args:
        project: where.
        patrol_ids: which; unknown ones are left out.
        seen: also how much of their areas.
        progress: told after each patrol; may stop it.
    """
    rows = plans(project, patrol_ids, seen=seen)
    named, out = patrol_list.tracks_of(project, patrol_ids), {}
    for done, row in enumerate(rows):
        progress.step("patrols_measured", done, len(rows))
        out[row["id"]] = _of(project, row, named.get(row["id"], []), seen=seen)
    return out


def plans(
    project: Project, patrol_ids: Sequence[str], *, seen: bool = False
) -> list[dict[str, Any]]:
    """What of patrols their coverage follows from: rows of the table.

    Args:
        project: where.
        patrol_ids: which; unknown ones are left out.
        seen: also the shape of their area, ``area_geom``, which may be large.
    """
    return project.rows(_PLANS, json.dumps(list(patrol_ids)), seen)


def tracks(project: Project, track_ids: Sequence[str]) -> list[dict[str, Any]]:
    """The same of tracks: ``id``, ``name``, ``sha256``, ``started_at``, ``ended_at``, ``geom``."""
    return project.rows(_TRACKS, json.dumps(list(track_ids)))


def _of(project: Project, plan: dict[str, Any], named: Sequence[str], *, seen: bool) -> Walked:
    corridor = plan["corridor_m"] or patrols.CORRIDOR_M
    days, theirs = Days.of(plan), tracks(project, named)
    found = {t["id"]: patrol_walks.walked(project, t, days) for t in theirs if days.touch(t)}
    counts = [t for t in theirs if t["id"] in found and not found[t["id"]][0].is_empty]
    walked = [found[track["id"]][0] for track in counts]
    area = codec.decode(plan["area_geom"]) if seen and plan["area_geom"] is not None else None
    return Walked(
        corridor_m=corridor,
        route=None if plan["geom"] is None else _route(plan["geom"], walked, corridor),
        area_m2=0.0 if area is None else float(measures.area_m2(area)),
        seen_m2=0.0 if area is None else coverage.seen_m2(area, walked, corridor),
        tracks=tuple(track["id"] for track in counts),
        outside=tuple(track["id"] for track in theirs if track not in counts),
        untimed=tuple(track["id"] for track in counts if not track["started_at"]),
        unparted=tuple(track["id"] for track in counts if not found[track["id"]][1]),
        length_m=float(sum(measures.length_m(line) for line in walked)),
        lines=tuple(walked),
        parted=tuple(t["id"] for t in counts if found[t["id"]][1] and not days.hold(t)),
    )


def _route(blob: bytes, walked: Sequence[BaseGeometry], corridor_m: float) -> Coverage:
    return coverage.of_route(codec.decode(blob), walked, corridor_m)
