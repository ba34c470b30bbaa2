"""Folds an issue whole: its fields, records, photo tags, comments and moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from greenshield.domain.locks import locked_by
from greenshield.domain.state import (
    CommentState,
    Conflict,
    EventId,
    FieldState,
    Finding,
    IssueState,
    MoveState,
    RecordState,
    TagState,
)
from greenshield.log.envelope import Header
from greenshield.log.fold.digest import conflict_id
from greenshield.log.fold.entity import created_by, origins_of, scope_of
from greenshield.log.fold.fields import FieldWrites, field_conflicts, fold_fields
from greenshield.log.fold.moves import FoldedMoves, documents_of, fold_moves
from greenshield.log.fold.sources import Source
from greenshield.log.reach import covers, reach


def fold_issue(issue_id: str, sources: Sequence[Source]) -> IssueState:
    """What the events of one issue make of it. ``sources`` stand in display order."""
    fields = fold_fields(sources)
    records = _records(sources)
    tags = _tags(sources)
    moves = fold_moves(issue_id, sources)
    conflicts: list[Conflict] = field_conflicts("issue", issue_id, fields)
    for record in records:
        prefix = f"{record.record_id}."
        conflicts += field_conflicts("issue", issue_id, record.fields, prefix=prefix)
    conflicts += moves.conflicts
    conflicts += _void_conflicts(issue_id, moves, sources)
    state = IssueState(
        entity_type="issue",
        entity_id=issue_id,
        scope=scope_of(sources),
        fields=fields,
        created_by=created_by(sources),
        origins=origins_of(sources),
        void=moves.state == "void",
        conflicts=tuple(conflicts),
        state=moves.state,
        head=moves.head,
        records=records,
        tags=tags,
        moves=moves.moves,
        comments=_comments(sources),
        locked=locked_by(_in_force(moves)),
    )
    return _with_findings(state)


def _in_force(moves: FoldedMoves) -> list[MoveState]:
    """The done moves, and one that only waits for a second signature: its evidence is held too."""
    waiting = [m for m in moves.moves if m.status == "pending" and m.after == moves.head]
    return [m for m in moves.moves if m.status == "done"] + waiting[:1]


def _void_conflicts(issue_id: str, moves: FoldedMoves, sources: Sequence[Source]) -> list[Conflict]:
    """An edit that the voiding had not seen is a conflict, until a person acknowledges it.

    A move pins how far it knew each chain. Who split or merged an issue and writes to the old
    one behind that knows what became of it.
    """
    if moves.state != "void":
        return []
    void = next(s for s in sources if s.event_id == moves.head)
    known = reach(void.header, void.body["pins"])
    acknowledged = {e for s in sources if s.header.kind == "voided" for e in s.body["saw"]}
    unseen = tuple(
        s.event_id
        for s in sources
        if s.header.kind in ("fields_set", "record_added", "photo_tagged")
        and not s.redacted
        and not covers(known, s.header)
        and not (void.body["move"] == "replace" and _behind(s.header, void.header))
        and s.event_id not in acknowledged
    )
    if not unseen:
        return []
    rivals = (void.event_id, *unseen)
    name = conflict_id(issue_id, "void", rivals)
    return [Conflict(name, "issue", issue_id, "void", "void", rivals)]


def _behind(header: Header, other: Header) -> bool:
    """Whether an event stands behind another in one device's chain."""
    same = (header.device, header.scope) == (other.device, other.scope)
    return same and header.seq > other.seq


def _records(sources: Sequence[Source]) -> tuple[RecordState, ...]:
    first: dict[str, Source] = {}
    writes: dict[str, FieldWrites] = {}
    voids = {s.body["record"]: s.event_id for s in sources if s.header.kind == "record_voided"}
    for s in sources:
        if s.header.kind == "record_added":
            first.setdefault(s.body["record"], s)
        elif s.header.kind != "fields_set" or not s.body.get("record"):
            continue
        writes.setdefault(s.body["record"], FieldWrites()).add(s)
    return tuple(
        RecordState(
            record_id=record_id,
            kind=s.body["kind"],
            event_id=s.event_id,
            actor=s.header.actor,
            occurred_on=s.body["occurred_on"],
            fields=writes[record_id].fold(),
            documents=documents_of(s.body["documents"]),
            voided_by=voids.get(record_id, ""),
        )
        for record_id, s in first.items()
    )


def _tags(sources: Sequence[Source]) -> tuple[TagState, ...]:
    removed = {s.body["tag"]: s.event_id for s in sources if s.header.kind == "photo_untagged"}
    return tuple(
        TagState(
            tag_id=s.event_id,
            photo=s.body["photo"],
            phase=s.body["phase"],
            kind=s.body["kind"],
            actor=s.header.actor,
            record_id=s.body.get("record", ""),
            removed_by=removed.get(s.event_id, ""),
        )
        for s in sources
        if s.header.kind == "photo_tagged"
    )


def _comments(sources: Sequence[Source]) -> tuple[CommentState, ...]:
    return tuple(
        CommentState(s.event_id, s.header.actor, s.header.at, s.body["text"])
        for s in sources
        if s.header.kind == "commented"
    )


def _with_findings(state: IssueState) -> IssueState:
    """Adds a finding for each pinned value, record or tag that is no longer what is shown.

    Photos are entities of their own: what changed about them is found where both are known.
    """
    findings: list[Finding] = []
    bags = {"issue": state.fields}
    bags |= {f"record:{r.record_id}": r.fields for r in state.records}
    for subject, pinned in state.locked.items():
        bag = bags.get(subject)
        if bag is None:
            if subject.startswith("record:"):
                params = {"subject": subject}
                findings.append(Finding("pinned_record_absent", pinned.get("", ""), params))
            continue
        for name, event_id in pinned.items():
            if name and event_id:
                code = became_of(bag.get(name), event_id)
                params = {"subject": subject, "field": name}
                findings += [Finding(code, event_id, params)] if code else []
    removed = {t.tag_id: t.removed_by for t in state.tags}
    for tag_id in state.locked.get("tag", {}):
        params = {"tag": tag_id}
        if tag_id not in removed:
            findings.append(Finding("pinned_photo_absent", tag_id, params))
        elif removed[tag_id]:
            findings.append(Finding("pinned_photo_untagged", removed[tag_id], params))
    voided = {f"record:{r.record_id}": r.voided_by for r in state.records if r.voided_by}
    for subject in state.locked.keys() & voided.keys():
        findings.append(Finding("pinned_record_voided", voided[subject], {"subject": subject}))
    findings.sort(key=lambda f: (f.code, f.event_id, sorted(f.params.items())))
    return replace(state, findings=tuple(findings))


def became_of(shown: FieldState | None, event_id: EventId) -> str:
    """What became of a pinned write of a field, as a finding's code; "" where it still stands."""
    heads = () if shown is None else (shown.shown, *shown.rivals, *shown.agreeing)
    held = next((w for w in heads if w.event_id == event_id), None)
    if held is None:
        return "pinned_value_changed"
    return "pinned_value_redacted" if held.redacted else ""
