"""The photos of a dossier: entries, before/after pairs, pictures from above."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from greenshield.domain import dates, workflow
from greenshield.domain.errors import Missing, Problem
from greenshield.domain.state import EntityState, IssueState
from greenshield.project.project import Project
from greenshield.reports.dossier_ground import (
    ImageryEntry,
    NorthEntry,
    PairEntry,
    PhotoEntry,
)
from greenshield.services import (
    cases,
    lineage_shown,
    photo_direction,
    photo_sets,
    photo_shots,
    photo_trust,
    records,
)
from greenshield.services.soundness import sound_state

Verdicts = Mapping[tuple[str, str], photo_sets.Verdict]
_PHASES = ("before", "during", "after", "lookback")


def entries(
    project: Project, issue: IssueState, verdicts: Verdicts | None = None
) -> tuple[PhotoEntry, ...]:
    """The tagged photos, by phase and time; with verdicts, why some are no evidence."""
    known = cases.photos_of(project, issue)
    doubts = photo_trust.of_photos(project, known)
    older = _older(project, issue)
    out: dict[tuple[str, str], PhotoEntry] = {}
    for tag in issue.live_tags():
        evidence = known.get(tag.photo)
        if evidence is None or tag.kind == "aerial":
            continue
        state = sound_state(evidence.state)
        fields = {name: f.value for name, f in state.fields.items()}
        out[(tag.photo, tag.phase)] = PhotoEntry(
            sha256=tag.photo,
            path=project.media.find(tag.photo),
            phase=tag.phase,
            kind=tag.kind,
            lon=state.get("lon"),
            lat=state.get("lat"),
            azimuth=photo_direction.as_told(fields),
            north=_north(fields),
            taken_at=_taken_at(state),
            taken_at_source=str(state.get("taken_at_source") or ""),
            position_source=str(state.get("position_source") or ""),
            taker=str(state.get("taker") or ""),
            warnings=tuple(_warning(w) for w in state.get("warnings") or ()),
            doubts=tuple(
                Problem(code, params=params, fatal=False)
                for code, params in doubts.get(tag.photo, ())
            ),
            doubt=_doubt(verdicts, tag.phase, tag.photo),
            older=older.get((tag.photo, tag.phase), ""),
        )
    return tuple(sorted(out.values(), key=lambda p: (_rank(p.phase), p.taken_at, p.sha256)))


def _older(project: Project, issue: IssueState) -> dict[tuple[str, str], str]:
    """The photos that were tied to what this one was made of: photo and phase -> its number."""
    out: dict[tuple[str, str], str] = {}
    for one in lineage_shown.predecessors(issue):
        state = project.issue(one)
        if state is not None:
            number = lineage_shown.number(project, one)
            out |= {(tag.photo, tag.phase): number for tag in state.live_tags()}
    return out


def _doubt(verdicts: Verdicts | None, phase: str, sha256: str) -> Problem | None:
    found = (verdicts or {}).get((phase, sha256))
    if found is None or found.doubt is None:
        return None
    return Problem("photo_no_evidence", params=found.doubt.params, fatal=False)


def _north(fields: Mapping[str, Any]) -> NorthEntry:
    """What the direction of a photo counts from, and what that was made of."""
    return NorthEntry(
        source=str(fields.get("azimuth_source") or ""),
        is_magnetic=fields.get("azimuth_ref") == "M" and fields.get("azimuth_true_deg") is None,
        magnetic=fields.get("azimuth_deg"),
        declination=fields.get("declination_deg"),
        model=str(fields.get("declination_model") or ""),
    )


def _taken_at(state: EntityState) -> str:
    """When a photo was taken, in Chinese time."""
    return dates.china_time(state.get("taken_at"), str(state.get("taken_at_offset") or ""))


def _rank(phase: str) -> int:
    """A phase that this version does not know stands last."""
    return _PHASES.index(phase) if phase in _PHASES else len(_PHASES)


def _warning(raw: Any) -> Problem:
    if isinstance(raw, dict):
        params = raw.get("params")
        found = (
            params if isinstance(params, dict) else {k: v for k, v in raw.items() if k != "code"}
        )
        return Problem(str(raw.get("code", "")), params=found, fatal=False)
    if isinstance(raw, list) and raw:
        given = raw[1] if len(raw) > 1 and isinstance(raw[1], dict) else {}
        return Problem(str(raw[0]), params=given, fatal=False)
    return Problem(str(raw), fatal=False)


def pairs(project: Project, issue: IssueState) -> tuple[PairEntry, ...]:
    """The pairs that ``photos pairs`` shows; pictures from above have a chapter of their own."""
    wanted = {(p.phase, p.sha256) for p in entries(project, issue)}
    return tuple(
        PairEntry(p.before, p.after, p.angle_deg, p.apart_m)
        for p in photo_sets.pairs_of(project, issue)
        if p.shown and ("before", p.before) in wanted and ("after", p.after) in wanted
    )


def imagery(project: Project, issue: IssueState) -> tuple[ImageryEntry, ...]:
    """Pictures from above: photos tagged as aerial."""
    known = cases.photos_of(project, issue)
    return tuple(
        ImageryEntry(
            phase=tag.phase,
            sha256=tag.photo,
            path=project.media.find(tag.photo),
            taken_on=_taken_at(sound_state(known[tag.photo].state))[:10],
            source=str(known[tag.photo].state.get("model") or ""),
        )
        for tag in issue.live_tags()
        if tag.kind == "aerial" and tag.photo in known
    )


def lacking(project: Project, issue: IssueState) -> tuple[Missing, ...]:
    """The shots that are lacking for what the issue's state is about, each with its reason."""
    history = list(issue.history())
    came_from = workflow.origin(issue.state, history) if issue.state == "suspended" else ""
    phase = photo_shots.phase_of(issue.state, came_from)
    if not phase:
        return ()
    case = photo_sets.case_of_phase(project, issue, phase)
    return tuple(_told(issue, shot) for shot in photo_shots.lacking(case, phase))


def _told(issue: IssueState, shot: photo_shots.Shot) -> Missing:
    params: dict[str, Any] = {"phase": shot.phase, "kind": shot.kind, "photo": shot.like}
    code = f"shot_lacking_{shot.what}"
    if shot.record:
        *told, _ = records.called(records.find(issue, shot.record))
        params["records_there"] = [[*told, ""]]  # its id says nothing on paper
        code = "shot_lacking_of_measure"
    return Missing(code, params, shot.phase)
