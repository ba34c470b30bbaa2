"""Gathers the closure dossier of one issue: all that its report prints, nothing looked up later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any, BinaryIO

import shapely
from PIL import Image
from shapely.geometry.base import BaseGeometry

from greenshield import messages, reference
from greenshield.domain import adoption, readiness, returned, workflow
from greenshield.domain.actors import Actor
from greenshield.domain.errors import Missing
from greenshield.domain.evidence import MoveRequest
from greenshield.domain.state import IssueState
from greenshield.domain.workflow import CLOSED_STATES
from greenshield.formats import thumbnails
from greenshield.geo import codec, measures
from greenshield.project import references
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field
from greenshield.reports import dossier_ground as ground
from greenshield.reports import dossier_parts as parts
from greenshield.reports.dossier import ClosureDossier
from greenshield.services import (
    boundaries_near,
    campaigns,
    cases,
    check_against_ledger,
    derived,
    dossier_papers,
    dossier_photos,
    dossier_records,
    dossier_tiers,
    judging,
    legal_context,
    lineage_shown,
    lineage_whole,
    overlay_pinned,
    patrol_list,
    photo_late,
    photo_sets,
    relied_on,
    restriction_check,
    rules,
)
from greenshield.services.county_name import county_name
from greenshield.services.dossier_people import People
from greenshield.services.soundness import sound_state

# How far around the patch red lines and control areas are drawn, in degrees.
_AROUND = 0.2


def build(project: Project, issue: IssueState, *, as_of: str) -> ClosureDossier:
    """The dossier of an issue as the project stands now.

    Args:
        project: where it is.
        issue: the folded issue.
        as_of: the day that the report speaks of, ISO.
    """
    issue = sound_state(issue)
    people = People(project)
    patch = from_field(issue.get("geom"), project.media)
    verdicts = photo_sets.verdicts(project, issue, as_of)
    photos = dossier_photos.entries(project, issue, verdicts)
    pinned = overlay_pinned.differing(project, issue)
    past = adoption.of(issue.history())
    row = next((m for m in issue.history() if m.move == "adopt"), None)
    called = partial(lineage_shown.number, project)
    whole = lineage_whole.unshared(project, issue)
    records = dossier_records.Records(issue, people, verdicts, called, whole)
    fields, area = _fields(project, issue, people), _area(project, issue)
    return ClosureDossier(
        issue_id=issue.entity_id,
        state=issue.state,
        fields=fields,
        label=_label,
        tell=lambda code, params, lang: messages.text(code, params, lang),
        decode=_decode,
        provenance=_provenance(project),
        as_of=as_of,
        issue_no=str(issue.get("issue_no") or ""),
        clue_no=str(issue.get("clue_no") or ""),
        adopted=past.adopted,
        adopted_steps=past.steps,
        moved_on=past.imported and not past.state_claimed,
        adopted_proven=past.conditions_met,
        adopted_from=_adopted_from(row.data) if row else "",
        predecessors=tuple(one.number for one in lineage_shown.of(project, issue).predecessors),
        heirs=tuple(one.number for one in lineage_shown.heirs(project, issue)),
        took_over=past.heir,
        disputed=issue.disputed,
        area=area,
        zones=_shapes(project, _ZONES, issue, patch),
        redlines=_shapes(project, _REDLINES, issue, patch),
        controls=_shapes(project, _CONTROLS, issue, patch),
        patch=patch,
        point=_point(issue, patch),
        overlay=_overlay(project, issue, patch),
        photos=photos,
        pairs=dossier_photos.pairs(project, issue),
        imagery=dossier_photos.imagery(project, issue),
        checks=records.checks(),
        measures=records.measures(),
        progress=records.progress(),
        documents=dossier_papers.documents(issue, called),
        extensions=records.extensions(),
        opinions=records.opinions(),
        opinion_tiers=dossier_tiers.opinion_tiers(
            issue, rules.in_force(project), "" if area is None else area.level
        ),
        publicity=records.publicity(),
        objections=records.objections(),
        referrals=records.referrals(),
        penalties=records.penalties(),
        accountability=records.accountability(),
        compensation=records.compensation(),
        lookbacks=records.lookbacks(),
        conditions=_conditions(project, issue),
        moves=tuple(_move(people, m) for m in issue.moves if m.status in ("done", "pending")),
        annex=_annex(project, issue),
        limits=_limits(project, issue, as_of),
        missing=_missing(project, issue, as_of),
        findings=(
            *(Missing(f.code, f.params) for f in relied_on.findings(project, issue)),
            *judging.unjudgeable(project, issue),
            *dossier_tiers.odd_figures(fields),
            *check_against_ledger.remarks(issue),
            *(() if pinned is None else (pinned.told(),)),
            *photo_late.remarks(project, issue),
        ),
    )


def _limits(project: Project, issue: IssueState, as_of: str) -> tuple[Missing, ...]:
    """What negative lists say of the plan, by those of the day that it was approved on.

    Of one that has no approval here, by those of the report's day.
    """
    approved = adoption.approved_on(issue.history())
    return tuple(restriction_check.remarks(project, issue, approved or as_of))


def _fields(project: Project, issue: IssueState, people: People) -> dict[str, Any]:
    """The ledger fields, derived ones among them; who is named by an id, by name."""
    fields = {name: field.value for name, field in issue.fields.items()}
    fields |= derived.fields_of(project, issue)
    if isinstance(fields.get("assignee"), str):
        fields["assignee"] = people.party(fields["assignee"]).name
    campaign = campaigns.name_of(project, fields.get("campaign_id"))
    if campaign:
        fields["campaign_id"] = campaign
    patrol = patrol_list.name_of(project, fields.get("patrol_id"))
    if patrol:
        fields["patrol_id"] = patrol
    return fields


def _decode(stream: BinaryIO, longest: int | None, name: str) -> Image.Image:
    """The picture in a photo of any format that comes in, raw files by what they embed."""
    return thumbnails.upright(stream, longest, name).image


def _label(table: str, code: str, lang: str) -> str:
    if table == "state" and code in workflow.STATES:
        return str(getattr(workflow.STATES[code], lang))
    if table == "move" and code in workflow.MOVES:
        return str(getattr(workflow.MOVES[code], lang))
    return reference.code_tables().label(table, code, lang)


def _provenance(project: Project) -> parts.Provenance:
    row = project.rows("SELECT * FROM project WHERE id = ?", project.project_id)[0]
    return parts.Provenance(
        project=str(row["name"] or ""),
        division_code=str(row["division_code"] or ""),
        division_name=county_name(str(row["name"] or ""), str(row["division_code"] or "")),
        ruleset=str(row["ruleset_name"] or ""),
        ruleset_sha256=str(row["ruleset_sha256"] or ""),
        root_fingerprint=project.trust().root_fingerprint,
    )


def _adopted_from(data: Mapping[str, Any]) -> str:
    return f"{data.get('sheet', '')} {data.get('row', '')}".strip()


def _area(project: Project, issue: IssueState) -> ground.AreaEntry | None:
    area_id = issue.get("area_id")
    rows = project.rows("SELECT * FROM area WHERE id = ?", area_id or "")
    if not rows:
        return None
    row = rows[0]

    def text(name: str) -> str:
        return str(row[name] or "")

    return ground.AreaEntry(
        name=text("name"), code=text("code"), level=text("area_level"),
        type=derived.area_type(row) or "", of_class=_class(row),
        authority=text("authority"), approval_doc=text("approval_doc"),
        established_on=text("established_on"), version=text("version"),
        valid_from=text("valid_from"),
        geometry=None if row["geom"] is None else codec.decode(row["geom"]),
    )  # fmt: skip


def _class(row: Mapping[str, Any]) -> str:
    """The class of a nature reserve, which has no column of its own."""
    found = json.loads(row["extra"]).get("area_class")
    return found if isinstance(found, str) else ""


_ZONES = "SELECT name, zone_code AS code, geom FROM zone WHERE NOT void AND area_id = ?1"
_REDLINES = (
    "SELECT a.name, a.code, a.geom FROM area a JOIN rtree_area_geom r ON r.id = a.fid "
    "WHERE a.kind = 'redline' AND NOT a.void AND r.minx < ?4 AND r.maxx > ?2 "
    "AND r.miny < ?5 AND r.maxy > ?3 AND ?1 IS NOT NULL"
)
_CONTROLS = _REDLINES.replace("'redline'", "'control'")


def _shapes(
    project: Project, sql: str, issue: IssueState, patch: BaseGeometry | None
) -> tuple[ground.Shape, ...]:
    point = _point(issue, patch)
    if patch is not None:
        west, south, east, north = patch.bounds
    elif point is not None:
        west, south, east, north = (*point, *point)
    else:
        return ()
    box = (west - _AROUND, south - _AROUND, east + _AROUND, north + _AROUND)
    args = (issue.get("area_id") or "", *box) if sql is not _ZONES else (issue.get("area_id"),)
    return tuple(
        ground.Shape(codec.decode(row["geom"]), str(row["name"] or ""), str(row["code"] or ""))
        for row in project.rows(sql, *args)
        if row["geom"] is not None
    )


def _point(issue: IssueState, patch: BaseGeometry | None) -> tuple[float, float] | None:
    if patch is not None:
        inside = shapely.point_on_surface(patch)
        return (float(inside.x), float(inside.y))
    lon, lat = issue.get("lon"), issue.get("lat")
    return None if lon is None or lat is None else (float(lon), float(lat))


def _overlay(
    project: Project, issue: IssueState, patch: BaseGeometry | None
) -> tuple[ground.OverlayEntry, ...]:
    """What the patch lies in, and of what it meets none the nearest."""
    day = legal_context.finding_date(issue)
    told = "" if day == legal_context.NEWEST else day
    rows = legal_context.rows_on(project, issue.entity_id, day)
    whole = 0.0 if patch is None else measures.area_m2(patch)
    met = [
        ground.OverlayEntry(
            row["layer"], row["name"] or "", row["zone_code"] or "", row["area_m2"], told,
            min(row["area_m2"] / whole, 1.0) if whole > 0 else None,
        )
        for row in rows
    ]  # fmt: skip
    near = boundaries_near.outside(project, issue, rows, day)
    return (
        *met,
        *(
            ground.OverlayEntry(n.layer, n.name, n.zone_code, 0.0, told, None, n.distance_m)
            for n in near
        ),
    )


def _conditions(project: Project, issue: IssueState) -> tuple[parts.ConditionEntry, ...]:
    """The checklist as it was ticked at acceptance, in the words of that rule set.

    What that rule set has not, as an older program let somebody tick, is no condition that is met.
    """
    accepted = [m for m in issue.history() if m.move in ("accept", "file") and m.data.get("ticks")]
    ticks = accepted[-1].data["ticks"] if accepted else None
    if not isinstance(ticks, dict):
        return ()
    move = accepted[-1]
    known = rules.by_hash(project, move.ruleset).conditions
    names = references.of_events(project.journal.of_entity(issue.entity_id))
    return tuple(
        parts.ConditionEntry(
            known[code].zh if code in known else code,
            bool(evidence) and code in known,
            tuple(f"{names.get(sha256) or ''} {sha256[:12]}".strip() for sha256 in evidence),
            en=known[code].en if code in known else "",
        )
        for code, given in sorted(ticks.items())
        for evidence in [[s for s in given if isinstance(s, str)] if type(given) is list else []]
    )


def _move(people: People, move: Any) -> parts.MoveEntry:
    return parts.MoveEntry(
        move=move.move,
        from_state=move.from_state,
        to_state=move.to_state,
        actor=people.party(move.actor, role=move.role, tier=move.tier, unit=move.unit),
        occurred_on=move.occurred_on,
        recorded_at=move.at,
        reason=move.reason,
        adopted=move.move == "adopt",
        consents=tuple(
            people.party(c.actor, tier=c.tier)
            if c.document is None
            else parts.Party(c.name, c.unit, c.tier)
            for c in move.consents
        ),
        items=tuple(returned.items(move)) if move.move == "return" else (),
    )


def _annex(project: Project, issue: IssueState) -> tuple[parts.AnnexEntry, ...]:
    photos = {tag.photo for tag in issue.live_tags()}
    names = references.of_events(project.journal.of_entity(issue.entity_id))
    for row in project.rows("SELECT sha256, name FROM photo WHERE NOT void"):
        if row["sha256"] in photos:
            names[row["sha256"]] = row["name"] or ""
    out = []
    for sha256, name in names.items():
        path = project.media.find(sha256)
        if not name:  # a geometry, not a paper
            continue
        kind = "photo" if sha256 in photos else "document"
        size = None if path is None else path.stat().st_size
        out.append(parts.AnnexEntry(name, kind, sha256, size))
    return tuple(sorted(out, key=lambda a: (a.kind, a.name, a.sha256)))


def _missing(project: Project, issue: IssueState, as_of: str) -> tuple[Missing, ...]:
    """What closing still lacks, in the eyes of nobody in particular, and the shots to be taken."""
    if issue.state in CLOSED_STATES | {"void", "dismissed"}:  # these are never closed
        return ()
    request = MoveRequest("close", as_of)
    case = cases.case_of(project, issue, Actor(""), request, rules.in_force(project))
    found = readiness.check(case, "close")
    asked = tuple(m for m in found if m.code not in ("role_missing", "actor_inactive"))
    return asked + dossier_photos.lacking(project, issue)
