"""One issue: make it, show it, set its fields, remark on it, assign it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from greenshield import reference
from greenshield.domain import edits, fields
from greenshield.domain.errors import Problem, RefusedError, UnreadableError, UsageError
from greenshield.domain.needs import NOT_TYPED
from greenshield.domain.state import IssueState, MoveState
from greenshield.project import identity
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.project.projection.geometry import place_of
from greenshield.services import (
    campaigns,
    lineage_shown,
    lookup,
    patrol_list,
    people,
    rules,
    shape_typed,
    typed_place,
)
from greenshield.services.ledger_places import Places, Told, tell
from greenshield.services.legal_context import NEWEST
from greenshield.services.session import Session
from greenshield.services.shape_typed import Shapes
from greenshield.services.ways_back import way_back

_REFERENCES = {
    "assignee": "actor", "area_id": "area", "campaign_id": "campaign", "duplicate_of": "issue",
    "patrol_id": "patrol",
}  # fmt: skip

# What a deadline alone is refused for: no move back frees it.
_OF_DEADLINE = {
    "extension_missing": "deadline_not_extended", "deadline_emptied": "deadline_not_emptied",
}  # fmt: skip


def parsed(
    project: Project, kind: str, given: Mapping[str, object], shapes: Shapes | None = None
) -> dict[str, Any]:
    """Typed values from what a person typed, fields by id or name.

    Names of actors and areas and numbers of issues become their ids, a typed shape becomes
    what ``geom`` holds, with the ``source_crs`` of its coordinates beside it.

    Raises:
        UsageError: an unknown field, or a value that it does not take.
    """
    tables, shapes = reference.code_tables(), shapes or Shapes()
    out: dict[str, Any] = {}
    for name, raw in fields.by_ids(kind, given).items():
        if (kind, name) == ("issue", "geom") and isinstance(raw, str) and raw.strip():
            with blamed_on("geom"):
                found = shape_typed.field_value(project, raw.strip(), shapes.crs, shapes.remarks)
            out["geom"], source = found
            if source.startswith("EPSG:"):
                out.setdefault("source_crs", source)
            continue
        value = fields.parse(kind, name, raw, tables)
        if isinstance(value, str) and name in _REFERENCES:
            with blamed_on(name):
                value = _referred(project, _REFERENCES[name], value)
        out[name] = value
    return out


@contextmanager
def blamed_on(field: str) -> Iterator[None]:
    """An error within says which field it is about, where it does not say so itself."""
    try:
        yield
    except (UsageError, UnreadableError) as error:
        error.params.setdefault("field", field)
        raise


def settable(
    project: Project,
    given: Mapping[str, object],
    shapes: Shapes | None = None,
    there: IssueState | None = None,
) -> dict[str, Any]:
    """Typed values of ledger fields that a person may write by hand.

    Args:
        project: that they are for.
        given: field -> value as typed.
        shapes: how a typed shape is to be read; what is to be told of the place is added to it.
        there: the issue that they are written to, None for a new one.

    Raises:
        UsageError: as :func:`parsed`, for a field that the program alone writes, and for a place
            that can't be one (``typed_place``).
    """
    by_id, remarks = fields.by_ids("issue", given), list[Problem]()
    for name in by_id:
        if name in NOT_TYPED:
            raise UsageError("field_not_settable", field=name)
    values = parsed(project, "issue", typed_place.in_degrees(by_id, remarks), shapes)
    remarks += typed_place.judged(project, values, there)
    if shapes is not None:
        shapes.remarks += remarks
    return values


def _referred(project: Project, what: str, word: str) -> str:
    if what == "actor":
        return people.find(project, word).actor_id
    if what == "issue":
        return lookup.issue_id(project, word)
    if what == "campaign":
        return campaigns.find(project, word)
    if what == "patrol":
        return patrol_list.find(project, word)
    found = lookup.area_id(project, word)
    if found is None:
        raise UsageError("area_unknown", area=word)
    return found


@dataclass(frozen=True, slots=True)
class Made:
    """A clue made by hand.

    Attributes:
        remarks: code and parameters of what its place told: an area and zones that were left
            open, or others than were given.
    """

    issue_id: str
    changes: Changes
    remarks: tuple[tuple[str, dict[str, Any]], ...]


def create(
    session: Session,
    given: Mapping[str, object],
    on: str = NEWEST,
    shapes: Shapes | None = None,
) -> Made:
    """Makes a clue by hand. An area and zones that are not given follow from its place.

    Args:
        session: who acts, where.
        given: field -> value as typed.
        on: the day whose boundaries tell where it lies, ISO; the newest by default.
        shapes: how its shape is to be read.

    Raises:
        UsageError: no clue number, or one that is taken; a value that a field does not take.
    """
    project = session.project
    values = settable(project, given, shapes)
    clue_no = str(values.get("clue_no") or "")
    if not clue_no:
        raise UsageError("clue_no_needed")
    campaign = str(values.get("campaign_id") or "")
    refuse_taken(project, clue_no, campaign)
    division = str(values.setdefault("division_code", session.who.division))
    issue_id = identity.issue_of_clue(project.project_id, division, campaign, clue_no)
    told = _by_place(project, values, on)
    values |= told.values
    with project.action(session.who.actor_id) as action:
        action.create("issue", issue_id, values)
    return Made(issue_id, action.changes, tuple(told.remarks))


def _by_place(project: Project, values: Mapping[str, Any], on: str) -> Told:
    shape = place_of(values.get, project.media)
    places = Places(project, rules.in_force(project), on)
    return tell(places, places.lying([shape])[0], shape, values)


def set_fields(
    session: Session, word: str, given: Mapping[str, object], shapes: Shapes | None = None
) -> Changes:
    """Writes fields of one issue.

    Raises:
        RefusedError: the issue is void, or a move in force relied on a field.
        UsageError: an unknown issue or field, or a value that it does not take.
    """
    state = lookup.issue(session.project, word)
    refuse_void(session.project, state)
    values = settable(session.project, given, shapes, state)
    refuse_locked(state, "issue", values)
    told = {name: values.get(name, state.get(name)) for name in ("clue_no", "campaign_id")}
    if any(told[name] != state.get(name) for name in told):
        refuse_taken(
            session.project, str(told["clue_no"] or ""), str(told["campaign_id"] or ""),
            but=state.entity_id,
        )  # fmt: skip
    with session.project.action(session.who.actor_id) as action:
        action.set_fields("issue", state.entity_id, values)
    return action.changes


def refuse_taken(project: Project, clue_no: str, campaign: str, *, but: str = "") -> None:
    """Raises UsageError where another issue of the campaign has the clue number."""
    rows = project.rows(
        "SELECT 1 FROM issue WHERE clue_no = ? AND coalesce(campaign_id, '') = ? AND id <> ?",
        clue_no, campaign, but,
    )  # fmt: skip
    if clue_no and rows:
        raise UsageError("clue_no_taken", clue_no=clue_no, field="clue_no")


def refuse_void(project: Project, state: IssueState) -> None:
    """Raises RefusedError where an issue is void, with what stands in its place today."""
    if state.state != "void":
        return
    named = lineage_shown.living(project, state)
    if not named:
        raise RefusedError("issue_is_void", number=state.number)
    raise RefusedError("issue_was_replaced", number=state.number, successors=named)


def refuse_locked(
    state: IssueState, subject: str, values: Mapping[str, Any], move: MoveState | None = None
) -> None:
    """Raises RefusedError where a value would change what a move in force relied on.

    Args:
        state: the issue as it stands before the edit.
        subject: ``issue`` or ``record:<id>``.
        values: field -> the value that would be written.
        move: the move that the edit goes with, as it would be made, or None.
    """
    held = edits.edit_missing(state, subject, values, move)
    if held and all(one.code in _OF_DEADLINE for one in held):
        raise RefusedError(_OF_DEADLINE[held[0].code], missing=tuple(held))
    if held:
        raise RefusedError("facts_locked", missing=tuple(held), way=way_back([state]))


def comment(session: Session, word: str, text: str) -> Changes:
    """Adds a remark to an issue.

    Raises:
        UsageError: an unknown issue, or an empty remark.
    """
    issue_id = lookup.issue_id(session.project, word)
    if not text.strip():
        raise UsageError("comment_empty")
    with session.project.action(session.who.actor_id) as action:
        action.emit("commented", "issue", issue_id, {"text": text.strip()[:20_000]})
    return action.changes
