"""Who may decide a conflict, and what: the rules of the edit that the decision amounts to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from greenshield.domain import edits
from greenshield.domain.errors import Missing, RefusedError
from greenshield.domain.signatures import DECIDERS
from greenshield.domain.state import EntityState, Fields, FieldState, IssueState, RecordState
from greenshield.log import canonical
from greenshield.project.project import Project
from greenshield.services import people
from greenshield.services.session import Session
from greenshield.services.ways_back import way_back

# What whoever works in a county brings in and mends, and no move relies on.
_OF_COUNTIES = frozenset({"track", "marker", "marker_check", "reference_layer", "patrol"})


def need_decider(session: Session) -> None:
    """Raises RefusedError where who acts is of no tier that decides about issues."""
    if not DECIDERS & set(session.who.roles):
        raise RefusedError("decider_needed", name=session.who.name)


def may_write(session: Session, state: EntityState, record: str, field: str, value: Any) -> None:
    """Raises RefusedError where who acts may not write this value of a field in conflict.

    Args:
        session: who decides, where.
        state: the entity with the conflict.
        record: the issue's record that holds the field, or "".
        field: which field.
        value: what would be written.
    """
    if isinstance(state, IssueState):
        subject = f"record:{record}" if record else "issue"
        missing = edits.edit_missing(_as_relied_on(state, record, field), subject, {field: value})
    elif state.entity_type == "photo":
        missing = _photo_missing(session.project, state, field, value)
    else:
        if state.entity_type not in _OF_COUNTIES:
            people.need_keeper(session.who)
        missing = []
    if missing:
        held = [state] if isinstance(state, IssueState) else _holders(session.project, state)
        raise RefusedError("facts_locked", missing=tuple(missing), way=way_back(held))


def may_settle_void(session: Session, entity_type: str, entity_id: str, take: str) -> None:
    """Raises RefusedError where who acts may not say whether an entity is void.

    A void issue stays void: two people signed that. What is left is to say that one has seen
    the edit.
    """
    if entity_type == "issue":
        need_decider(session)
        if take == "keep":
            raise RefusedError("void_stays")
    elif entity_type == "photo":
        state = session.project.state("photo", entity_id)
        held = [] if state is None or take == "keep" else _holders(session.project, state)
        if held:
            missing = tuple(Missing("field_locked", {"field": "sha256"}, "photo") for _ in held)
            raise RefusedError("facts_locked", missing=missing, way=way_back(held))
    elif entity_type not in _OF_COUNTIES:
        people.need_keeper(session.who)


def _as_relied_on(state: IssueState, record: str, field: str) -> IssueState:
    """The issue as if the write that a move relied on were shown alone.

    So the rules of an edit compare with that value, not with whichever rival is shown.
    """
    subject = f"record:{record}" if record else "issue"
    held = state.locked.get(subject, {}).get(field, "")
    if not record:
        return replace(state, fields=_showing(state.fields, field, held))

    def shown(r: RecordState) -> RecordState:
        if r.record_id != record:
            return r
        return replace(r, fields=_showing(r.fields, field, held))

    return replace(state, records=tuple(shown(r) for r in state.records))


def _showing(fields: Fields, field: str, event_id: str) -> Fields:
    found = fields.get(field)
    if found is None:
        return fields
    writes = (found.shown, *found.rivals, *found.agreeing)
    relied = next((w for w in writes if w.event_id == event_id), None)
    return fields if relied is None else {**fields, field: FieldState(relied)}


def _photo_missing(project: Project, photo: EntityState, field: str, value: Any) -> list[Missing]:
    out: list[Missing] = []
    for issue in _holders(project, photo):
        held = issue.locked[f"photo:{photo.get('sha256')}"].get(field, "")
        relied = _showing(photo.fields, field, held).get(field)
        same = relied is not None and canonical.dumps(relied.value) == canonical.dumps(value)
        if not same:
            out += edits.photo_edit_missing(issue, str(photo.get("sha256")), {field: value})
    return out


def _holders(project: Project, photo: EntityState) -> list[IssueState]:
    """The issues whose moves in force relied on a photo."""
    sha256 = str(photo.get("sha256"))
    rows = project.rows("SELECT DISTINCT issue_id FROM photo_tag WHERE photo = ?", sha256)
    found = (project.issue(row["issue_id"]) for row in rows)
    return [i for i in found if i is not None and f"photo:{sha256}" in i.locked]
