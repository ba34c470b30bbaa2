"""What the plans of a split or a merge would make that wait for a second signature.

Whoever signs makes the parts, so what stands in the plan's file is told in words before: each
part's number, area and deadline, and what differs from the issues that it takes the place of.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from greenshield.domain.errors import GreenShieldError
from greenshield.domain.state import Finding, IssueState, MoveState
from greenshield.geo import measures
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field
from greenshield.services import lineage_heirs, lineage_plan, people

_MOST: Final = 12  # parts told one by one
_SHOWN: Final = 8  # characters of an event's id


def offered(issue: IssueState) -> list[MoveState]:
    """The moves of a split or a merge that wait, one of each plan, without those passed over."""
    waiting = [m for m in issue.pending() if m.move == "supersede"]
    passed = {event_id for m in waiting for event_id in m.passed}
    alike = {str(m.data.get("plan_sha256")): m for m in waiting if m.event_id not in passed}
    return list(alike.values())


def called(move: MoveState) -> str:
    """What people call a move that waits: the beginning of its event's id."""
    return move.event_id[:_SHOWN]


def findings(project: Project, issue: IssueState) -> list[Finding]:
    """What the plans of an issue would make, and why one can't be signed as things stand."""
    return [told for move in offered(issue) for told in _of_plan(project, issue, move)]


def _of_plan(project: Project, issue: IssueState, move: MoveState) -> list[Finding]:
    who = {"plan": called(move), "actor": people.name_of(project, move.actor) or move.actor}
    try:
        olds = [old for old, _ in lineage_heirs.together(project, issue, move)]
        plan = lineage_plan.read(project, str(move.data.get("plan_sha256")))
        heirs = lineage_heirs.judged(project, plan, olds)
    except GreenShieldError as error:
        refused = Finding(error.code, move.event_id, dict(error.params))
        return [Finding("lineage_plan_refused", move.event_id, who), refused]
    parts = "; ".join(_part(project, one) for one in heirs.values[:_MOST])
    more = f"; +{len(heirs.values) - _MOST}" if len(heirs.values) > _MOST else ""
    out = [Finding(f"lineage_plan_{plan.how}", move.event_id, {**who, "parts": parts + more})]
    return out + [Finding(t.code, move.event_id, dict(t.params)) for t in heirs.differing]


def _part(project: Project, values: Mapping[str, Any]) -> str:
    shape = from_field(values.get("geom"), project.media)
    m2 = "" if shape is None else f"{measures.area_m2(shape):,.0f} m²"
    told = ", ".join(str(one) for one in (m2, values.get("deadline")) if one)
    return f"{values['clue_no']} ({told})" if told else str(values["clue_no"])
