"""What goes from an issue to those that take its place: fields, records, photos.

Fields that speak of the place or the size of the whole, of its dispatch and of its own numbers
stay behind; so do its field checks, since nobody has checked the new ones. All other records go
along with where they came from in ``carried_from`` (old issue, old record), photos with the
part that they stand by. The old issue keeps everything. Amounts: ``lineage_amounts``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import shapely

from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.state import IssueState, RecordState, TagState
from greenshield.geo import distances
from greenshield.project import identity
from greenshield.project.action import Action, documents_body
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field, position, to_field
from greenshield.services import issues, lineage_amounts, rules
from greenshield.services.lineage_amounts import CARRIED_FROM
from greenshield.services.shape_typed import Shapes

_OWN: Final = frozenset(
    ("clue_no", "issue_no", "external_nos", "geom", "lon", "lat", "area_rs", "area_measured",
     "scale_text", "assignee", "check_due", "predecessors", "duplicate_of")
)  # fmt: skip
_NOT_CARRIED: Final = frozenset({"check"})


@dataclass(frozen=True, slots=True)
class Part:
    """One issue in place of another: its fields as typed, ``clue_no`` among them.

    Attributes:
        given: field -> value; ``geom`` or ``lon`` and ``lat`` for its place.
        shapes: how a typed shape is to be read.
    """

    given: Mapping[str, object]
    shapes: Shapes | None = None


def of_part(project: Project, old: IssueState, part: Part) -> dict[str, Any]:
    """The fields of a part of an issue.

    Raises:
        UsageError: no clue number; a value that a field does not take.
    """
    given = _given(project, part)
    placed = given.keys() & {"geom", "lon", "lat"}
    place = {} if placed else {n: old.get(n) for n in ("lon", "lat") if old.get("geom") is None}
    return _without_nothing({**lineage_amounts.undivided(_carried(old)), **place, **given})


def of_whole(
    project: Project, olds: Sequence[IssueState], whole: Part, remarks: list[Problem]
) -> dict[str, Any]:
    """The fields of an issue that several become; where they differ it has none.

    Nor has it an amount that several of them tell: it may be one fine or two.

    The earliest deadline counts, so that nobody gains time by a merge.

    Raises:
        UsageError: no clue number; a value that a field does not take.
    """
    given = _given(project, whole)
    values: dict[str, Any] = {}
    all_carried = [_carried(old) for old in olds]
    for name in sorted({name for each in all_carried for name in each} - given.keys()):
        told = [each[name] for each in all_carried if name in each]
        if name == "deadline":
            values[name] = min(told)
        elif name in lineage_amounts.AMOUNTS and len(told) > 1 and any(told):
            having = [old for old, each in zip(olds, all_carried, strict=True) if name in each]
            remarks.append(lineage_amounts.told_open(name, having, [str(given["clue_no"])]))
        elif all(value == told[0] for value in told):
            values[name] = told[0]
        else:
            numbers = ", ".join(str(old.get("clue_no") or old.entity_id) for old in olds)
            params = {"field": name, "issues": numbers}
            remarks.append(Problem("lineage_values_differ", numbers, None, name, params, False))
    if not given.keys() & {"geom", "lon", "lat"}:
        shapes = [from_field(old.get("geom"), project.media) for old in olds]
        there = [shape for shape in shapes if shape is not None]
        if len(there) == len(shapes):
            values["geom"] = to_field(shapely.union_all(there), project.media)
    return _without_nothing({**values, **given})


def shared_photos(
    project: Project,
    old: IssueState,
    parts: Sequence[Mapping[str, Any]],
    remarks: list[Problem],
) -> list[list[TagState]]:
    """The tags of the photos that each part gets: those that stand nearest to it.

    A photo without a place, or about as near to several parts as evidence may be off, goes to
    all of them and is remarked.
    """
    near = rules.in_force(project).nearness_m
    places = [_place(project, part) for part in parts]
    out: list[list[TagState]] = [[] for _ in parts]
    for tag in old.live_tags():
        photo = project.photo(tag.photo, old.scope)
        taken = None if photo is None else position(photo.get("lon"), photo.get("lat"))
        away: list[float] = []
        if isinstance(taken, shapely.Point) and all(place is not None for place in places):
            away = [distances.distance_m(taken.x, taken.y, p) for p in places if p is not None]
        meant = [i for i, d in enumerate(away) if d <= min(away) + near] or range(len(parts))
        if len(meant) > 1:
            files = [o.what.get("file") for o in photo.origins] if photo is not None else []
            called = next((str(name) for name in files if name), tag.photo[:12])
            params = {"photo": tag.photo[:12]}
            remarks.append(Problem("lineage_photo_unsure", called, None, "", params, False))
        for index in meant:
            out[index].append(tag)
    return out


def live_records(old: IssueState) -> list[RecordState]:
    """The records that go along: those that count, but field checks."""
    return [r for r in old.records if not r.voided_by and r.kind not in _NOT_CARRIED]


def carry(
    action: Action,
    project: Project,
    old: IssueState,
    issue_id: str,
    tags: Iterable[TagState],
    there: dict[tuple[str, bytes], str] | None = None,
) -> list[RecordState]:
    """Writes an old issue's records and these of its photos to one that takes its place.

    Args:
        action: into which.
        project: whose.
        old: whose records.
        issue_id: the issue in its place.
        tags: the photos that go to it.
        there: the records that it has of other parts of one older issue, by
            ``lineage_amounts.sameness``; they are not written again. Those written are added.

    Returns:
        The old records of one origin with another, that says something else.
    """
    there = {} if there is None else there
    live = live_records(old)
    same = lineage_amounts.sameness(live)
    origins = {origin for origin, _ in there}
    apart = [
        r for r in live
        if r.record_id in same and same[r.record_id] not in there
        and same[r.record_id][0] in origins
    ]  # fmt: skip
    new = {
        r.record_id: there.get(same[r.record_id], "") if r.record_id in same else "" for r in live
    }
    wanted = [r for r in live if not new[r.record_id]]
    for record in wanted:
        new[record.record_id] = identity.record_carried(
            project.project_id, issue_id, record.record_id
        )
        if record.record_id in same:
            there[same[record.record_id]] = new[record.record_id]
    for record in wanted:
        told = {name: state.value for name, state in record.fields.items()}
        values = {n: new.get(v, v) if isinstance(v, str) else v for n, v in told.items()}
        body = {
            "record": new[record.record_id],
            "kind": record.kind,
            "occurred_on": record.occurred_on,
            "fields": _without_nothing(
                {**values, CARRIED_FROM: f"{old.entity_id}/{record.record_id}"}
            ),
            "documents": documents_body(record.documents),
        }
        action.emit("record_added", "issue", issue_id, body)
    for tag in tags:
        tie = {"photo": tag.photo, "phase": tag.phase, "kind": tag.kind}
        if tag.record_id in new:
            tie["record"] = new[tag.record_id]
        action.emit("photo_tagged", "issue", issue_id, tie)
    return apart


def _given(project: Project, part: Part) -> dict[str, Any]:
    given = issues.settable(project, part.given, part.shapes)
    if not given.get("clue_no"):
        raise UsageError("clue_no_needed")
    return given


def _carried(old: IssueState) -> dict[str, Any]:
    """The fields that go along: entered ones that speak of more than the old shape."""
    known = CATALOGUE["issue"]
    return {
        name: state.value
        for name, state in old.fields.items()
        if state.value is not None
        and name not in _OWN
        and not (name in known and known[name].derived)
    }


def _without_nothing(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _place(project: Project, values: Mapping[str, Any]) -> Any:
    shape = from_field(values.get("geom"), project.media)
    return position(values.get("lon"), values.get("lat")) if shape is None else shape
