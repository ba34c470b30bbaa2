"""One issue: make it, show it, set its fields, remark on it, assign it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from greenshield import reference
from greenshield.domain import edits, fields
from greenshield.domain.errors import RefusedError, UsageError
from greenshield.domain.state import IssueState, MoveState
from greenshield.project import identity
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import lookup, people
from greenshield.services.session import Session

# What the program alone writes: on registering, by ``issue number``, on import, in a conflict.
NOT_SETTABLE = frozenset({"issue_no"})
_REFERENCES = {"assignee": "actor", "area_id": "area", "duplicate_of": "issue"}


def parsed(project: Project, kind: str, given: Mapping[str, object]) -> dict[str, Any]:
    """Typed values from what a person typed, fields by id or name.

    Names of actors and areas and numbers of issues become their ids.

    Raises:
        UsageError: an unknown field, or a value that it does not take.
    """
    tables = reference.code_tables()
    out: dict[str, Any] = {}
    for name, raw in fields.by_ids(kind, given).items():
        value = fields.parse(kind, name, raw, tables)
        if isinstance(value, str) and name in _REFERENCES:
            value = _referred(project, _REFERENCES[name], value)
        out[name] = value
    return out


def settable(project: Project, given: Mapping[str, object]) -> dict[str, Any]:
    """Typed values of ledger fields that a person may write by hand.

    Raises:
        UsageError: as :func:`parsed`, and for a field that the program alone writes.
    """
    for name in fields.by_ids("issue", given):
        if name in NOT_SETTABLE:
            raise UsageError("field_not_settable", field=name)
    return parsed(project, "issue", given)


def _referred(project: Project, what: str, word: str) -> str:
    if what == "actor":
        return people.find(project, word).actor_id
    if what == "issue":
        return lookup.issue_id(project, word)
    found = lookup.area_id(project, word)
    if found is None:
        raise UsageError("area_unknown", area=word)
    return found


def create(session: Session, given: Mapping[str, object]) -> tuple[str, Changes]:
    """Makes a clue by hand; its id and what changed.

    Raises:
        UsageError: no clue number, or one that is taken; a value that a field does not take.
    """
    project = session.project
    values = settable(project, given)
    clue_no = str(values.get("clue_no") or "")
    if not clue_no:
        raise UsageError("clue_no_needed")
    campaign = str(values.get("campaign_id") or "")
    if project.rows(
        "SELECT 1 FROM issue WHERE clue_no = ? AND coalesce(campaign_id, '') = ?", clue_no, campaign
    ):
        raise UsageError("clue_no_taken", clue_no=clue_no)
    division = str(values.setdefault("division_code", session.who.division))
    issue_id = identity.issue_of_clue(project.project_id, division, campaign, clue_no)
    with project.action(session.who.actor_id) as action:
        action.create("issue", issue_id, values)
    return issue_id, action.changes


def set_fields(session: Session, word: str, given: Mapping[str, object]) -> Changes:
    """Writes fields of one issue.

    Raises:
        RefusedError: a field that a move in force relied on.
        UsageError: an unknown issue or field, or a value that it does not take.
    """
    state = lookup.issue(session.project, word)
    values = settable(session.project, given)
    refuse_locked(state, "issue", values)
    with session.project.action(session.who.actor_id) as action:
        action.set_fields("issue", state.entity_id, values)
    return action.changes


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
    if held:
        raise RefusedError("facts_locked", missing=tuple(held))


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
