"""Gathers the patrols (常态化巡查) that a summary counts, each with its coverage."""

from __future__ import annotations

from collections.abc import Callable

from greenshield.project.project import Project
from greenshield.reports.summary import UNPLACED, SummaryPatrol
from greenshield.services import patrol_figures, patrol_list
from greenshield.services.progress import SILENT, Progress


def of(
    project: Project,
    cutoff: str,
    was_there: Callable[[str], bool],
    progress: Progress = SILENT,
) -> tuple[SummaryPatrol, ...]:
    """The patrols whose plan has begun by a day; one that was done later is not done yet.

    Their tracks and routes have no day of entry of their own, and count as they are now.

    Args:
        project: where.
        cutoff: the day, ISO.
        was_there: of an issue's id, whether it was there on that day.
        progress: told while patrols are measured; may stop it.
    """
    found = patrol_list.items(project, as_of=cutoff, ends=cutoff)
    if not found:
        return ()
    figures = patrol_figures.many(project, [p["id"] for p in found], progress)
    finds = patrol_list.finds_of_all(project)
    head = project.rows("SELECT division_code FROM project WHERE id = ?", project.project_id)
    own = str(head[0]["division_code"] or "") if head else ""
    out = []
    for patrol in found:
        by = figures[patrol["id"]]
        done_on = str(patrol["done_on"] or "")
        done_on = done_on if done_on <= cutoff else ""
        scope, colon, _ = str(patrol["id"]).partition(":")
        is_county = bool(colon) and scope[:6].isdigit()  # else of all counties together
        out.append(
            SummaryPatrol(
                patrol_id=patrol["id"],
                division_code=scope if is_county else own or UNPLACED,
                name=str(patrol["name"] or ""),
                area_name=str(patrol["area"] or ""),
                inspectors="、".join(patrol["inspector_names"]),
                planned_from=str(patrol["planned_from"] or ""),
                planned_to=str(patrol["planned_to"] or ""),
                done_on=done_on,
                state=patrol_list.state_on(patrol, done_on, cutoff),
                route_m=by.route_m or 0.0,
                covered_m=by.covered_m,
                walked_m=by.walked_m,
                finds=sum(was_there(issue) for issue in finds.get(patrol["id"], ())),
            )
        )
    return tuple(out)
