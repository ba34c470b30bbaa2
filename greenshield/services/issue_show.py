"""One issue whole: fields, overlay, photos, records, moves, what may come next."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from greenshield.domain import adoption, readiness, returned, waiting, workflow
from greenshield.domain.actors import Actor
from greenshield.domain.deadlines import is_check_overdue, is_overdue
from greenshield.domain.errors import UnreadableError
from greenshield.domain.state import IssueState, MoveState
from greenshield.geo import measures
from greenshield.log.fold.digest import plain
from greenshield.log.fold.issue import became_of
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field
from greenshield.services import (
    boundaries_near,
    calendar,
    campaigns,
    cases,
    check_against_ledger,
    derived,
    figures,
    holding,
    legal_context,
    lineage_counting,
    lineage_late,
    lineage_shown,
    lineage_waiting,
    opinions,
    overlay_pinned,
    patrol_list,
    people,
    photo_late,
    records,
    relied_on,
    restriction_check,
    rules,
    soundness,
)
from greenshield.services.dossier_people import People


def as_dict(
    project: Project, issue: IssueState, actor: Actor | None, *, as_of: str
) -> dict[str, Any]:
    """An issue as ``issue show`` prints it.

    Args:
        project: where it is.
        issue: the folded issue.
        actor: whose ``allowed_moves`` to tell, or None for nobody's.
        as_of: the day for ``overdue`` and ``check_overdue``, ISO.
    """
    pinned = overlay_pinned.differing(project, issue)
    odd = sorted(soundness.findings(issue), key=lambda f: sorted(f.params.items()))
    issue = soundness.sound_state(issue)
    fields = {name: state.value for name, state in issue.fields.items()}
    assignee = people.by_id(project, str(fields.get("assignee") or ""))
    past = adoption.of(issue.history())
    came_from = workflow.origin(issue.state, issue.history())
    area = project.rows("SELECT name FROM area WHERE id = ?", fields.get("area_id") or "")
    return {
        **fields,
        **derived.fields_of(project, issue),
        "id": issue.entity_id,
        "state": issue.state,
        "came_from": came_from or None,
        "lineage": lineage_shown.of(project, issue).plain(),
        "assignee_name": "" if assignee is None else assignee.name,
        "area": area[0]["name"] if area else None,
        "campaign": campaigns.name_of(project, fields.get("campaign_id")) or None,
        "patrol": patrol_list.name_of(project, fields.get("patrol_id")) or None,
        "adopted": past.adopted,
        "adopted_steps": list(past.steps),
        "heir": past.heir,
        "waiting": waits_at(project, issue, as_of),
        "figures": [one.plain() for one in figures.differing(issue)],
        "transcripts": [one.plain() for one in opinions.transcripts(issue, People(project))],
        "overdue": is_overdue(issue.state, came_from, fields.get("deadline"), as_of),
        "check_overdue": is_check_overdue(issue.state, came_from, fields.get("check_due"), as_of),
        **overlay(project, issue),
        "overlay_pinned": None if pinned is None else pinned.plain(),
        "restrictions": [one.plain() for one in restriction_check.of_issue(project, issue, as_of)],
        "photos": photos(project, issue),
        "records": [records.as_dict(r, project) for r in issue.records],
        "returned": returned_dict(issue),
        "moves": [move_dict(project, m) for m in issue.moves],
        "allowed_moves": [] if actor is None else allowed(project, issue, actor),
        "held": holding.held(issue),
        "comments": plain(issue.comments),
        "names": {c.actor: people.name_of(project, c.actor) for c in issue.comments},
        "conflicts": plain(issue.conflicts),
        "findings": plain(
            [
                *relied_on.findings(project, issue),
                *odd,
                *lineage_waiting.findings(project, issue),
                *lineage_counting.findings(project, issue),
                *lineage_late.findings(project, issue),
                *photo_findings(project, issue),
                *(
                    {"code": m.code, "params": m.params}
                    for m in (
                        *check_against_ledger.remarks(issue),
                        *photo_late.remarks(project, issue),
                    )
                ),
                *([] if pinned is None else [pinned.finding()]),
            ]
        ),
    }


def overlay(project: Project, issue: IssueState) -> dict[str, Any]:
    """What the patch lies in on its finding date, and of what it meets none the nearest.

    Returns:
        ``overlay``: m² in each and the share of the patch, 0 to 1, None for a point; from when
        that version is in force, and whether another has taken its place by today;
        ``overlay_on``: the day whose boundaries count, None where no day is known yet;
        ``nearest``: metres to it, for each layer that the patch does not meet.
    """
    day = legal_context.finding_date(issue)
    rows = legal_context.rows_on(project, issue.entity_id, day)
    today = {row["id"] for row in legal_context.rows_on(project, issue.entity_id, calendar.today())}
    patch = from_field(issue.get("geom"), project.media)
    whole = 0.0 if patch is None else measures.area_m2(patch)
    told = [
        {
            "id": row["id"],
            "layer": row["layer"],
            "name": row["name"],
            "zone": row["zone_code"] or None,
            "area_m2": row["area_m2"],
            "share": min(row["area_m2"] / whole, 1.0) if whole > 0 else None,
            "valid_from": row["valid_from"],
            "superseded": row["id"] not in today,
        }
        for row in rows
    ]
    near = boundaries_near.outside(project, issue, rows, day)
    on = None if day == legal_context.NEWEST else day
    return {"overlay": told, "overlay_on": on, "nearest": [one.plain() for one in near]}


def waits_at(project: Project, issue: IssueState, as_of: str) -> dict[str, Any] | None:
    """At which tier an issue waits and since when, None where nobody's turn comes.

    None too where the rule set is lost, which ``verify`` tells: an issue is shown without it.
    """
    area_id = issue.get("area_id")
    area = project.state("area", area_id) if isinstance(area_id, str) else None
    level = str((area and area.get("area_level")) or "")
    try:
        accepts = rules.in_force(project).acceptance_role(level)
    except UnreadableError:
        return None
    found = waiting.of_issue(issue, level, accepts, as_of)
    return None if found is None else asdict(found)


def photos(project: Project, issue: IssueState) -> list[dict[str, Any]]:
    """The tagged photos of an issue."""
    known = cases.photos_of(project, issue)
    return [
        {
            "sha256": tag.photo,
            "phase": tag.phase,
            "kind": tag.kind,
            "taken_at": known[tag.photo].state.get("taken_at") if tag.photo in known else None,
            "taken_at_offset": known[tag.photo].state.get("taken_at_offset")
            if tag.photo in known
            else None,
            "distance_m": known[tag.photo].distance_m if tag.photo in known else None,
        }
        for tag in issue.live_tags()
    ]


def returned_dict(issue: IssueState) -> dict[str, Any] | None:
    """What the return asks for that the county has not answered with a new check; else None."""
    back = None if issue.state == "void" else returned.standing(issue.history())
    if back is None:
        return None
    asked = returned.items(back)
    return {"occurred_on": back.occurred_on, "reason": back.reason, "items": asked}


def move_dict(project: Project, move: MoveState) -> dict[str, Any]:
    """A move as JSON carries it, with the name of who made it."""
    actor = people.by_id(project, move.actor)
    return {
        "event": move.event_id,
        "move": move.move,
        "from": move.from_state,
        "to": move.to_state,
        "status": move.status,
        "actor": move.actor,
        "actor_name": "" if actor is None else actor.name,
        "verified": actor is not None and actor.verified,
        "role": move.role,
        "tier": move.tier,
        "unit": move.unit,
        "proof": move.proof,
        "occurred_on": move.occurred_on,
        "recorded_at": move.at,
        "reason": move.reason,
        "data": move.data,
        "documents": plain(move.documents),
        "consents": plain(move.consents),
    }


def allowed(project: Project, issue: IssueState, actor: Actor) -> list[str]:
    """The moves that the table allows now and this actor's role may make."""
    if issue.disputed:
        return []
    ruleset = rules.in_force(project)
    area_id = issue.get("area_id")
    area = project.state("area", area_id) if isinstance(area_id, str) else None
    level = str((area and area.get("area_level")) or "")
    return [
        row.name
        for row in workflow.moves_from(issue.state)
        if row.name not in workflow.BY_COMMAND
        and readiness.who_may(row.name, issue.state, actor, ruleset, level)
    ]


def photo_findings(project: Project, issue: IssueState) -> list[dict[str, Any]]:
    """What changed about photos after a move had relied on it."""
    out: list[dict[str, Any]] = []
    for subject, pinned in issue.locked.items():
        if not subject.startswith("photo:"):
            continue
        sha256 = subject.removeprefix("photo:")
        state = project.photo(sha256, issue.scope)
        for name, event_id in pinned.items():
            code = became_of(None if state is None else state.fields.get(name), event_id)
            if code:
                params = {"subject": subject, "field": name}
                out.append({"code": code, "event_id": event_id, "params": params})
    return out
