"""Puts together the case file that a move is judged by."""

from __future__ import annotations

import shapely

from greenshield.domain.actors import Actor
from greenshield.domain.casefile import CaseFile
from greenshield.domain.evidence import MoveRequest, PhotoEvidence, empty_entity
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import EntityState, IssueState
from greenshield.geo import distances
from greenshield.project.project import Project
from greenshield.project.projection.geometry import place_of, position
from greenshield.services import legal_context, restriction_check


def case_of(
    project: Project, issue: IssueState, actor: Actor, request: MoveRequest, rules: RuleSet
) -> CaseFile:
    """The case of one move of an issue, as the project stands now."""
    area_id = issue.get("area_id")
    return CaseFile(
        issue,
        project.state("actor", actor.actor_id) or empty_entity("actor", actor.actor_id),
        request,
        rules,
        actors=_actors(project),
        photos=photos_of(project, issue),
        overlay=legal_context.overlay(project, issue, request.occurred_on),
        area=project.state("area", area_id) if isinstance(area_id, str) else None,
        restricted=restriction_check.evidence(
            project, issue, request.move, request.occurred_on, rules
        ),
    )


def _actors(project: Project) -> dict[str, EntityState]:
    found = (project.state("actor", row["id"]) for row in project.rows("SELECT id FROM actor"))
    return {state.entity_id: state for state in found if state is not None}


def photos_of(project: Project, issue: IssueState) -> dict[str, PhotoEvidence]:
    """The tagged photos of an issue, each with its distance to the patch in metres."""
    patch = place_of(issue.get, project.media)
    out: dict[str, PhotoEvidence] = {}
    for tag in issue.live_tags():
        state = project.photo(tag.photo, issue.scope)
        if state is None or tag.photo in out:
            continue
        taken = position(state.get("lon"), state.get("lat"))
        away = None
        if patch is not None and isinstance(taken, shapely.Point):
            away = round(distances.distance_m(taken.x, taken.y, patch), 3)
        out[tag.photo] = PhotoEvidence(tag.photo, state, away)
    return out
