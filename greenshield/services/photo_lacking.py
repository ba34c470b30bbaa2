"""The shots that many issues lack, each judged as its moves will judge it.

An issue that has no photo at all is judged by its row and its records: nothing else of it could
change the answer, and to fold thousands of them would take seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import UsageError
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import IssueState, RecordState
from greenshield.project.project import Project
from greenshield.services import cases, photo_match, photo_sets, photo_shots, photo_viewpoint
from greenshield.services.photo_shots import PHASES, Shot
from greenshield.services.photo_viewpoint import PhotoView

_ISSUES: Final = """
SELECT id, coalesce(issue_no, clue_no, id) AS number, facility_name, state, came_from, geom, lon,
lat FROM issue WHERE id IN (SELECT value FROM json_each(?)) AND NOT void
"""
_TIED: Final = """
SELECT DISTINCT issue_id FROM photo_tag
WHERE NOT removed AND issue_id IN (SELECT value FROM json_each(?))
"""
_MEASURES: Final = """
SELECT issue_id, record_id, occurred_on FROM record
WHERE kind = 'measure' AND NOT void AND issue_id IN (SELECT value FROM json_each(?))
ORDER BY fid
"""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What one issue lacks.

    Attributes:
        issue_id, number, name, state: of the issue.
        phase: for which photos are lacking.
        shape: its patch, else its point; lon/lat EPSG:4490; None where it has no place.
        shots: what is lacking, what is needed first.
        views: of the photos that these shots are to be like, by their hashes.
    """

    issue_id: str
    number: str
    name: str
    state: str
    phase: str
    shape: BaseGeometry | None
    shots: tuple[Shot, ...]
    views: dict[str, PhotoView]


def of_issues(
    project: Project, issues: Sequence[str], ruleset: RuleSet, *, phase: str = ""
) -> Iterator[Lacking]:
    """What issues lack, in their order; nothing is told of those that lack nothing.

    Args:
        project: open for reading.
        issues: their ids.
        ruleset: the one in force.
        phase: one of ``photo_shots.PHASES``; "" for the one that each issue's state is about.

    Raises:
        UsageError: ``code_unknown``: another phase.
    """
    if phase and phase not in PHASES:
        raise UsageError("code_unknown", given=phase, known=", ".join(PHASES))
    wanted = json.dumps(list(issues))
    rows = {row["id"]: row for row in project.rows(_ISSUES, wanted)}
    tied = {row["issue_id"] for row in project.rows(_TIED, wanted)}
    measures: dict[str, list[dict[str, Any]]] = {}
    for record in project.rows(_MEASURES, wanted):
        measures.setdefault(record["issue_id"], []).append(record)
    for issue_id in dict.fromkeys(issues):
        row = rows.get(issue_id)
        about = "" if row is None else phase or photo_shots.phase_of(row["state"], row["came_from"])
        if row is None or not about:
            continue
        state = _whole(project, issue_id) if issue_id in tied else _bare(row, measures)
        found = _judged(project, row, state, about, ruleset)
        if found.shots:
            yield found


def _judged(
    project: Project, row: dict[str, Any], issue: IssueState, phase: str, ruleset: RuleSet
) -> Lacking:
    photos = cases.photos_of(project, issue)
    case = photo_sets.case_of_phase(project, issue, phase, ruleset, photos)
    shots = tuple(photo_shots.lacking(case, phase))
    views = {
        like: photo_viewpoint.of_fields(like, photos[like].state.get)
        for like in {shot.like for shot in shots} & photos.keys()
    }
    placed = row["geom"] is not None or row["lon"] is not None
    shape = photo_match.shape_of(row) if placed else None
    return Lacking(
        row["id"], row["number"], row["facility_name"] or "", row["state"], phase,
        None if shape is None or shape.is_empty else shape, shots, views,
    )  # fmt: skip


def _whole(project: Project, issue_id: str) -> IssueState:
    found = project.issue(issue_id)
    if found is None:
        raise UsageError("issue_unknown", issue=issue_id)
    return found


def _bare(row: dict[str, Any], measures: dict[str, list[dict[str, Any]]]) -> IssueState:
    """An issue without photos, as far as the guards of photos look at it."""
    records = tuple(
        RecordState(r["record_id"], "measure", "", "", r["occurred_on"], {})
        for r in measures.get(row["id"], ())
    )
    return IssueState("issue", row["id"], "", {}, state=row["state"], records=records)
