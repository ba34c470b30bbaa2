"""The records beside an issue, such as field checks, measures, documents, opinions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from greenshield.domain import edits, record_states, record_times
from greenshield.domain.codes import fold_word
from greenshield.domain.errors import (
    Missing,
    RefusedError,
    UnreadableError,
    UsageError,
)
from greenshield.domain.records import KINDS
from greenshield.domain.state import DocumentRef, IssueState, RecordState
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import lineage_counting, lineage_shown, lookup, record_list
from greenshield.services.issues import blamed_on, parsed, refuse_locked, refuse_void
from greenshield.services.session import Session
from greenshield.services.ways_back import way_back

_SAID, _END = 20, 8  # letters of a measure's text, and of an id, by which a list names a record


def refer_documents(project: Project, paths: Iterable[Path]) -> list[DocumentRef]:
    """Hashes files that are to go with a move or record, without copying them yet.

    Raises:
        UnreadableError: a file can't be read.
        SurroundingsError: no permission.
    """
    found = [(path, project.media.refer(path)) for path in paths]
    return [DocumentRef(kept.sha256, path.name, kept.size) for path, kept in found]


def keep_documents(project: Project, paths: Iterable[Path]) -> list[DocumentRef]:
    """Copies files into the project by their hash.

    Raises:
        UnreadableError: a file can't be read.
        SurroundingsError: no room, no permission.
    """
    found = [(path, project.media.keep(path)) for path in paths]
    return [DocumentRef(kept.sha256, path.name, kept.size) for path, kept in found]


def keep_referred(project: Project, paths: Sequence[Path], referred: Sequence[DocumentRef]) -> None:
    """Copies files that an event names already; called inside its action.

    Raises:
        UnreadableError: a file can't be read, or is another than the one that was hashed.
        SurroundingsError: no room, no permission.
    """
    for path, before in zip(paths, referred, strict=True):
        if project.media.keep(path).sha256 != before.sha256:
            raise UnreadableError("file_changed", file=path.name)


def add(
    session: Session,
    word: str,
    kind: str,
    given: Mapping[str, object],
    *,
    occurred_on: str,
    documents: Sequence[Path] = (),
) -> tuple[str, Changes]:
    """Adds a record to an issue; its id and what changed.

    Args:
        session: who acts, where.
        word: which issue.
        kind: one of ``greenshield.domain.records.KINDS``.
        given: field -> value as typed.
        occurred_on: the day it happened, ISO.
        documents: files that prove it.

    Raises:
        UsageError: an unknown issue, kind or field; a value that it does not take; nothing
            given at all; progress of a measure that the issue has not; a photo that is none.
        RefusedError: a field that its kind asks for from the start is empty; days of a referral
            or an extension that can't follow each other; the issue is void, or never came so far
            that a record of the kind makes sense (``record_times``).
    """
    if kind not in KINDS:
        known = ", ".join(f"{k.name} {k.zh}" for k in KINDS.values())
        raise UsageError("kind_unknown", kind=kind, known=known)
    project = session.project
    issue = lookup.issue(project, word)
    refuse_void(project, issue)
    values = {k: v for k, v in parsed(project, kind, given).items() if v is not None}
    _point_to_measure(issue, kind, values)
    _point_to_photos(project, values)
    if not values and not documents:
        raise UsageError("record_empty", record_kind=kind)
    _refuse_empty(kind, [n for n in KINDS[kind].asked if n not in values])
    _refuse_disordered(kind, values.get, values)
    _refuse_early(project, issue, kind, occurred_on)
    kept = keep_documents(project, documents)
    with project.action(session.who.actor_id) as action:
        record = action.add_record(
            issue.entity_id, kind, values, occurred_on=occurred_on, documents=kept
        )
    return record, action.changes


def _stood_empty(project: Project, issue_id: str, record: str) -> set[str]:
    """The asked fields that a record was without at some time, by the events that wrote it."""
    found: set[str] = set()
    for event in project.journal.of_entity(issue_id):
        body = event.body or {}
        if body.get("record") != record or event.header.kind not in ("record_added", "fields_set"):
            continue
        written = body["fields"]
        added = event.header.kind == "record_added"
        names = KINDS[body["kind"]].asked if added else tuple(written)
        found |= {name for name in names if written.get(name) is None}
    return found


def _refuse_empty(kind: str, empty: Sequence[str]) -> None:
    if empty:
        lacking = [
            Missing("record_field_missing", {"record_kind": kind, "field": name}, name)
            for name in empty
        ]
        raise RefusedError("record_incomplete", missing=tuple(lacking), record_kind=kind)


def _refuse_disordered(kind: str, get: record_states.Get, written: Mapping[str, Any]) -> None:
    """Refuses days that can only follow each other and don't, or lack the one they begin with."""
    wrong = record_states.disordered(kind, get, written)
    wrong += record_states.skipped(kind, get, written)
    if wrong:
        raise RefusedError("record_disordered", missing=tuple(wrong), record_kind=kind)


def _refuse_early(project: Project, issue: IssueState, kind: str, day: str) -> None:
    """Refuses a record of what can't have happened yet, such as a look-back before any closing."""
    state = issue.state
    if not record_times.makes_sense(kind, issue, lineage_shown.ancestors(project, issue)):
        if state == "dismissed":
            raise RefusedError("record_of_dismissed", record_kind=kind)
        first = record_times.FIRST[kind]
        raise RefusedError("record_too_early", record_kind=kind, state=state, to_state=first)
    begun = record_times.begun_on(kind, issue)
    if begun and day < begun:
        raise RefusedError("record_before_its_time", record_kind=kind, day=day, begun=begun)


def _point_to_measure(state: IssueState, kind: str, values: dict[str, Any]) -> None:
    """Puts the id of the issue's measure in place of the word for it in a progress record."""
    word = values.get("measure")
    if kind == "progress" and isinstance(word, str) and word:
        with blamed_on("measure"):
            values["measure"] = _the_one(state.records_of("measure"), word).record_id


def _point_to_photos(project: Project, values: dict[str, Any]) -> None:
    """Puts whole hashes of the project's photos in place of their beginnings."""
    words = values.get("photos")
    if isinstance(words, list):
        with blamed_on("photos"):
            values["photos"] = lookup.photo_hashes(project, map(str, words))


def set_fields(session: Session, word: str, record: str, given: Mapping[str, object]) -> Changes:
    """Writes fields of one record.

    Args:
        session: who acts, where.
        word: which issue.
        record: the record's id, a unique end of it, or its kind where there is one alone.
        given: field -> value as typed.

    Raises:
        UsageError: no such record or field, a value that it does not take, or progress of a
            measure that the issue has not.
        RefusedError: a field that a move in force relied on, or that its kind asks for and that
            would be emptied; where it stood empty before, as older programs left it, that may
            be put back. Days that can't follow each other, as of :func:`add`.
    """
    state = lookup.issue(session.project, word)
    refuse_void(session.project, state)
    found = find(state, record)
    values = parsed(session.project, found.kind, given)
    if values.get("measure") != found.get("measure"):  # what stood may stay
        _point_to_measure(state, found.kind, values)
    if values.get("photos") != found.get("photos"):
        _point_to_photos(session.project, values)
    asked = KINDS[found.kind].asked if found.kind in KINDS else ()
    emptied = [n for n in asked if n in values and values[n] is None]
    if emptied:
        once = _stood_empty(session.project, state.entity_id, found.record_id)
        _refuse_empty(found.kind, [n for n in emptied if n not in once])
    _refuse_disordered(found.kind, lambda n: values[n] if n in values else found.get(n), values)
    refuse_locked(state, f"record:{found.record_id}", values)
    with session.project.action(session.who.actor_id) as action:
        action.set_fields("issue", state.entity_id, values, record=found.record_id)
    return action.changes


def void(session: Session, word: str, record: str, reason: str) -> tuple[str, Changes]:
    """Says that a record does not count; its id and what changed. What it said stays on file.

    A sum that a split left with several issues counts in another of them from then on
    (``lineage_counting.told`` says where).

    Args:
        session: who acts, where.
        word: which issue.
        record: as of :func:`set_fields`.
        reason: in words.

    Raises:
        UsageError: no such record, or no reason.
        RefusedError: a move in force relied on it, or the issue is void: what it says counts in
            those that took its place, if anywhere.
    """
    state = lookup.issue(session.project, word)
    refuse_void(session.project, state)
    found = find(state, record)
    if not reason.strip():
        raise UsageError("void_reason_needed")
    held = edits.record_void_missing(state, found.record_id)
    if held:
        raise RefusedError("facts_locked", missing=tuple(held), way=way_back([state]))
    body = {"record": found.record_id, "reason": reason.strip()[:20_000]}
    with session.project.action(session.who.actor_id) as action:
        action.emit("record_voided", "issue", state.entity_id, body)
        lineage_counting.hand_on_record(action, session.project, state, found)
    return found.record_id, action.changes


def find(state: IssueState, word: str) -> RecordState:
    """The record of an issue that a person means.

    Raises:
        UsageError: none, or several.
    """
    return _the_one([r for r in state.records if not r.voided_by], word)


def _the_one(live: Sequence[RecordState], word: str) -> RecordState:
    hits = [r for r in live if r.record_id == word]
    hits = hits or [r for r in live if len(word) >= 4 and r.record_id.endswith(word)]
    folded = fold_word(word)
    hits = hits or [r for r in live if folded in map(fold_word, _names(r.kind))]
    if len(hits) == 1:
        return hits[0]
    named = [k.name for k in KINDS.values() if folded in map(fold_word, _names(k.name))]
    if not hits and named:
        raise UsageError("record_kind_none", record=word, record_kind=named[0])
    told = [called(r) for r in hits or live]
    code = "record_ambiguous" if hits else "record_unknown"
    raise UsageError(code, record=word, records_there=told or "—")


def called(record: RecordState) -> list[str]:
    """A record for a person: kind, code of the measure, what else tells it, the end of its id.

    ``messages`` tells it in words, in a list of such as ``records_there``.
    """
    is_measure = record.kind == "measure"
    code = str(record.get("code") or "") if is_measure else ""
    said = str(record.get("text") or "")[:_SAID] if is_measure else record.occurred_on
    return [record.kind, code, said, record.record_id[-_END:]]


def _names(kind: str) -> tuple[str, ...]:
    known = KINDS.get(kind)
    return (kind,) if known is None else (kind, known.zh, known.en)


def as_dict(record: RecordState, project: Project) -> dict[str, Any]:
    """A record as JSON carries it; ``void_reason`` says why it does not count, "" where it does.

    ``state`` tells how far it has come (``record_list.state_of``), null for kinds without.
    """
    voiding = project.journal.get(record.voided_by) if record.voided_by else None
    body = (voiding.body or {}) if voiding is not None else {}
    shown = {name: field.value for name, field in record.fields.items()}
    return {
        "id": record.record_id,
        "kind": record.kind,
        "actor": record.actor,
        "occurred_on": record.occurred_on,
        "state": record_list.state_of(record.kind, shown) or None,
        "fields": shown,
        "documents": [
            {"sha256": d.sha256, "name": d.name, "size": d.size} for d in record.documents
        ],
        "void": bool(record.voided_by),
        "void_reason": str(body.get("reason") or ""),
    }
