"""What goes from an issue to those that take its place: fields, records, photos.

Fields that speak of the place or the size of the whole, of its dispatch, its publicity and its
own numbers stay behind; so do its field checks, since nobody has checked the new ones, and the
opinions and look-backs that were signed for the whole. All other records go along with where
they came from in ``carried_from`` (old issue, old record), photos with the part that they stand
by, and the papers that came with its moves as document records. The old issue keeps everything.
Amounts: ``lineage_amounts``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import shapely

from greenshield.domain import workflow
from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.records import CARRIED_FROM
from greenshield.domain.state import DocumentRef, IssueState, RecordState, TagState
from greenshield.geo import distances
from greenshield.project import identity
from greenshield.project.action import Action, documents_body
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field, place_of, position, to_field
from greenshield.services import issues, lineage_amounts, rules
from greenshield.services.lineage_amounts import COUNTED_WITH
from greenshield.services.shape_typed import Shapes

_OWN: Final = frozenset(
    ("clue_no", "issue_no", "external_nos", "geom", "lon", "lat", "area_rs", "area_measured",
     "scale_text", "assignee", "check_due", "predecessors", "duplicate_of", "pub_from",
     "pub_to", "pub_media", "closed_on", "closing_doc_no")
)  # fmt: skip
_NOT_CARRIED: Final = frozenset({"check", "opinion", "lookback"})
_NEW: Final = ("", b"")  # the sameness of a record that came from no older issue
_NAMED: Final = 12  # photos that a remark names
_LETTERS: Final = 12  # of their hashes
_PAPERS: Final = {"plan": "plan", "approve_plan": "approval", "suspend": "suspension"}


@dataclass(frozen=True, slots=True)
class Part:
    """One issue in place of another: its fields as typed, ``clue_no`` among them.

    Attributes:
        given: field -> value; ``geom`` or ``lon`` and ``lat`` for its place.
        shapes: how a typed shape is to be read.
    """

    given: Mapping[str, object]
    shapes: Shapes | None = None


def typed(project: Project, part: Part) -> dict[str, Any]:
    """The fields that were given for an issue in place of another, as values.

    Raises:
        UsageError: no clue number; a value that a field does not take.
    """
    given = issues.settable(project, part.given, part.shapes)
    if not given.get("clue_no"):
        raise UsageError("clue_no_needed")
    return given


def of_part(old: IssueState, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a part of an issue, those given for it among them."""
    placed = given.keys() & {"geom", "lon", "lat"}
    place = {} if placed else {n: old.get(n) for n in ("lon", "lat") if old.get("geom") is None}
    return _without_nothing({**lineage_amounts.undivided(_carried(old)), **place, **given})


def of_whole(
    project: Project,
    olds: Sequence[IssueState],
    given: Mapping[str, Any],
    remarks: list[Problem],
) -> dict[str, Any]:
    """The fields of an issue that several become; where they differ it has none.

    Nor has it an amount that several of them tell: it may be one fine or two.

    The earliest deadline counts, so that nobody gains time by a merge.
    """
    values: dict[str, Any] = {}
    all_carried = [_carried(old) for old in olds]
    for name in sorted({name for each in all_carried for name in each} - given.keys()):
        told = [each[name] for each in all_carried if name in each]
        if name == "deadline":
            values[name] = min(told)
        elif name in lineage_amounts.AMOUNTS and sum(bool(value) for value in told) == 1:
            values[name] = next(value for value in told if value)
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
        values |= _place_of_all(project, olds, str(given["clue_no"]), remarks)
    return _without_nothing({**values, **given})


def _place_of_all(
    project: Project, olds: Sequence[IssueState], clue_no: str, remarks: list[Problem]
) -> dict[str, Any]:
    """The patches of all together, or the one point of all; a remark where they have neither."""
    shapes = [from_field(old.get("geom"), project.media) for old in olds]
    there = [shape for shape in shapes if shape is not None]
    if len(there) == len(shapes):
        return {"geom": to_field(shapely.union_all(there), project.media)}
    points = {(old.get("lon"), old.get("lat")) for old in olds}
    if len(points) == 1 and not there:
        return dict(zip(("lon", "lat"), *points, strict=True))
    if any(place_of(old.get, project.media) is not None for old in olds):
        numbers = ", ".join(old.number for old in olds)
        params = {"issues": numbers, "clue_no": clue_no}
        remarks.append(Problem("lineage_place_open", numbers, None, "geom", params, False))
    return {}


def shared_photos(
    project: Project,
    old: IssueState,
    parts: Sequence[Mapping[str, Any]],
    remarks: list[Problem],
) -> list[list[TagState]]:
    """The tags of the photos that each part gets: those that stand nearest to it.

    A photo without a place, or about as near to several parts as evidence may be off, goes to
    all of them; these are told in one remark.
    """
    near = rules.in_force(project).nearness_m
    places = [place_of(part.get, project.media) for part in parts]
    out: list[list[TagState]] = [[] for _ in parts]
    unsure: dict[str, None] = {}
    for tag in old.live_tags():
        photo = project.photo(tag.photo, old.scope)
        taken = None if photo is None else position(photo.get("lon"), photo.get("lat"))
        away: list[float] = []
        if isinstance(taken, shapely.Point) and all(place is not None for place in places):
            away = [distances.distance_m(taken.x, taken.y, p) for p in places if p is not None]
        meant = [i for i, d in enumerate(away) if d <= min(away) + near] or range(len(parts))
        if len(meant) > 1:
            unsure[tag.photo[:_LETTERS]] = None
        for index in meant:
            out[index].append(tag)
    if unsure:
        named = [*unsure][:_NAMED] + (["…"] if len(unsure) > _NAMED else [])
        params = {"count": len(unsure), "photos": " ".join(named)}
        remarks.append(Problem("lineage_photo_unsure", "", None, "", params, False))
    return out


@dataclass(slots=True)
class Carried:
    """What of several parts of one older issue stands in the issue that they become.

    Attributes:
        written: the records that it has, by ``lineage_amounts.sameness``.
        counting: of which one of the parts has the copy that counts.
    """

    written: dict[tuple[str, bytes], str] = field(default_factory=dict)
    counting: set[tuple[str, bytes]] = field(default_factory=set)

    @classmethod
    def of(cls, olds: Iterable[IssueState]) -> Carried:
        """Before anything is written."""
        counting = set()
        for old in olds:
            live = live_records(old)
            same = lineage_amounts.sameness(live)
            counting |= {
                same[r.record_id] for r in live if r.record_id in same and not r.get(COUNTED_WITH)
            }
        return cls(counting=counting)


def live_records(old: IssueState) -> list[RecordState]:
    """The records that go along: those that are not void, but what speaks of the whole alone."""
    return [r for r in old.records if not r.voided_by and r.kind not in _NOT_CARRIED]


def carry(
    action: Action,
    project: Project,
    old: IssueState,
    issue_id: str,
    tags: Iterable[TagState],
    there: Carried | None = None,
    *,
    counts_in: str = "",
) -> list[RecordState]:
    """Writes an old issue's records and these of its photos to one that takes its place.

    Args:
        action: into which.
        project: whose.
        old: whose records.
        issue_id: the issue in its place.
        tags: the photos that go to it.
        there: what it has of other parts of one older issue; that is not written again. What
            is written is added.
        counts_in: the issue whose copies of records with amounts count; "" for this one.

    Returns:
        The old records of one origin with another, that says something else.
    """
    there = there or Carried()
    live = live_records(old)
    same = lineage_amounts.sameness(live)
    origins = {origin for origin, _ in there.written}
    apart = [
        r for r in live
        if r.record_id in same and same[r.record_id] not in there.written
        and same[r.record_id][0] in origins
    ]  # fmt: skip
    new = {r.record_id: there.written.get(same.get(r.record_id, _NEW), "") for r in live}
    wanted = [r for r in live if not new[r.record_id]]
    for record in wanted:
        new[record.record_id] = identity.record_carried(
            project.project_id, issue_id, record.record_id
        )
        if record.record_id in same:
            there.written[same[record.record_id]] = new[record.record_id]
    for record in wanted:
        told = {name: state.value for name, state in record.fields.items()}
        values = {n: new.get(v, v) if isinstance(v, str) else v for n, v in told.items()}
        if same.get(record.record_id) in there.counting:
            values.pop(COUNTED_WITH, None)
        elif counts_in and record.kind in lineage_amounts.COUNTED:
            at = identity.record_carried(project.project_id, counts_in, record.record_id)
            values[COUNTED_WITH] = f"{counts_in}/{at}"
        add(action, issue_id, new[record.record_id], record.kind, record.occurred_on,
            values, f"{old.entity_id}/{record.record_id}", record.documents)  # fmt: skip
    for tag in tags:
        tie = {"photo": tag.photo, "phase": tag.phase, "kind": tag.kind}
        if tag.record_id in new:
            tie["record"] = new[tag.record_id]
        action.emit("photo_tagged", "issue", issue_id, tie)
    return apart


def carry_papers(action: Action, project: Project, old: IssueState, issue_id: str) -> None:
    """Writes the papers that came with an old issue's moves as document records of another."""
    for move in old.history():
        if not move.documents or move.move in workflow.BY_COMMAND:
            continue
        record = identity.record_carried(project.project_id, issue_id, move.event_id)
        values = {"doc_kind": _PAPERS.get(move.move, "other")}
        add(action, issue_id, record, "document", move.occurred_on, values,
            f"{old.entity_id}/{move.event_id}", move.documents)  # fmt: skip


def add(
    action: Action,
    issue_id: str,
    record: str,
    kind: str,
    occurred_on: str,
    values: Mapping[str, Any],
    carried_from: str,
    documents: Sequence[DocumentRef],
) -> None:
    """Writes one record that came from an older issue: ``carried_from`` is issue and record."""
    body = {
        "record": record,
        "kind": kind,
        "occurred_on": occurred_on,
        "fields": _without_nothing({**values, CARRIED_FROM: carried_from}),
        "documents": documents_body(documents),
    }
    action.emit("record_added", "issue", issue_id, body)


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
