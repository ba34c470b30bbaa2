"""What an issue, a photo, an area or an actor *is*: the value that folding its events gives.

Plain values: the fold (``greenshield.log.fold``) makes them, the project writes them to its
tables, guards and reports read them. An *event id* is the first 128 bits of the SHA-256 of
the event's header, in hex. Dates are ISO 8601 text of the Chinese calendar date; positions
are degrees lon/lat in EPSG:4490; areas are m² on the ellipsoid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

EventId = str
Value = Any  # None, str, int, float, bool, or a list or dict of these, as JSON carries them


@dataclass(frozen=True, slots=True)
class Write:
    """One write of one field: who wrote which value, by which event.

    Attributes:
        value: None where it was redacted.
        redacted: True where the event's body is void for good; that it wrote is still known.
    """

    event_id: EventId
    value: Value
    actor: str
    device: str
    at: str
    lamport: int
    redacted: bool = False


@dataclass(frozen=True, slots=True)
class FieldState:
    """A field's writes that no later write has seen. More than one value is a conflict.

    Attributes:
        shown: the write that is shown.
        rivals: the other unseen writes whose value differs from the shown one.
        agreeing: the other unseen writes of the same value, and redacted ones: nobody can
            choose a value that is gone.
    """

    shown: Write
    rivals: tuple[Write, ...] = ()
    agreeing: tuple[Write, ...] = ()

    @property
    def heads(self) -> tuple[EventId, ...]:
        """The ids of all unseen writes, which the next write of this field names."""
        return tuple(w.event_id for w in (self.shown, *self.rivals, *self.agreeing))

    @property
    def value(self) -> Value:
        """The value that is shown."""
        return self.shown.value


Fields = dict[str, FieldState]


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A file that proves something, kept in ``media/`` by its hash."""

    sha256: str
    name: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class RecordState:
    """A record beside an issue (field check, measure, extension …), see ``records.py``."""

    record_id: str
    kind: str
    event_id: EventId
    actor: str
    occurred_on: str
    fields: Fields
    documents: tuple[DocumentRef, ...] = ()
    voided_by: EventId = ""

    def get(self, name: str) -> Value:
        """A field's shown value, or None."""
        state = self.fields.get(name)
        return None if state is None else state.value


@dataclass(frozen=True, slots=True)
class TagState:
    """A photo tied to an issue. ``tag_id`` is the id of the event that tied it."""

    tag_id: EventId
    photo: str
    phase: str  # before | during | after | lookback
    kind: str  # far | near | detail | aerial
    actor: str
    record_id: str = ""
    removed_by: EventId = ""


@dataclass(frozen=True, slots=True)
class ConsentState:
    """A second signature under a move: another actor's event, or a document in its place.

    Attributes:
        proof: as of a move.
    """

    event_id: EventId
    actor: str
    tier: str
    occurred_on: str
    document: DocumentRef | None = None
    name: str = ""
    unit: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class MoveState:
    """One move of an issue's workflow as it was made.

    Attributes:
        status: ``done``; ``equal`` (the same adoption, split or merge as a done one, made on
            another laptop); ``pending`` (a second signature is awaited); ``disputed`` (two moves
            follow one); ``lost`` (a person decided for another, a move that its author made
            knowing of this one took its place while it was pending, or it follows a lost one);
            ``invalid`` (the
            table knows no such move).
        after: the move it follows, "" for the first.
        pins: what its guards looked at, see ``casefile.py``.
        data: the move's own facts (outcome, items, successor ids, adopted row …).
        passed: the moves after the same one that its author says it knew to be pending.
        proof: how the actor proved to be that person, by the word of the program on that
            device: ``pin``, or "" where nobody has a PIN there. No guard reads it.
    """

    event_id: EventId
    move: str
    from_state: str
    to_state: str
    actor: str
    role: str
    tier: str
    unit: str
    occurred_on: str
    at: str
    reason: str
    after: EventId
    ruleset: str
    pins: dict[str, Any]
    data: dict[str, Any]
    documents: tuple[DocumentRef, ...] = ()
    consents: tuple[ConsentState, ...] = ()
    status: str = "done"
    passed: tuple[EventId, ...] = ()
    proof: str = ""


@dataclass(frozen=True, slots=True)
class CommentState:
    """A remark on an issue."""

    event_id: EventId
    actor: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something on an issue that a person must look at: never a silently changed state."""

    code: str
    event_id: EventId
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more writes, or moves, that did not see each other; a person decides.

    Attributes:
        conflict_id: the same on every replica: from the entity, the field and the events.
        what: ``field``, ``move`` or ``void`` (an edit met a voiding) as the fold finds them;
            ``number`` where two entities bear one, which is found beside the fold.
        name: the field (``<record id>.<field>`` for a record), "state" or "void".
        candidates: the rival event ids, in shown order.
    """

    conflict_id: str
    entity_type: str
    entity_id: str
    what: str
    name: str
    candidates: tuple[EventId, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entity came in from: one for each time that somebody imported it.

    ``what`` holds file, sha256, sheet, row and the like.
    """

    event_id: EventId
    actor: str
    at: str
    what: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EntityState:
    """What every folded entity has. Areas, photos, actors and campaigns are just this.

    Attributes:
        created_by: the event that made it (the first in display order).
        void: True once an event voided it.
    """

    entity_type: str
    entity_id: str
    scope: str
    fields: Fields
    created_by: EventId = ""
    origins: tuple[Origin, ...] = ()
    void: bool = False
    conflicts: tuple[Conflict, ...] = ()
    findings: tuple[Finding, ...] = ()

    def get(self, name: str) -> Value:
        """A field's shown value, or None."""
        state = self.fields.get(name)
        return None if state is None else state.value


@dataclass(frozen=True, slots=True)
class IssueState(EntityState):
    """An issue (问题; a clue before it is registered), whole.

    Attributes:
        state: the workflow state, the last undisputed one.
        head: the move that ``state`` comes from; the next move names it as ``after``.
        moves: every move that any replica made, in display order, with its status; the done
            ones as they follow each other.
        locked: what undisputed moves in force relied on: subject -> field -> event id, where a
            subject is ``issue``, ``record:<id>``, ``photo:<sha256>`` or ``tag``.
    """

    state: str = ""
    head: EventId = ""
    records: tuple[RecordState, ...] = ()
    tags: tuple[TagState, ...] = ()
    moves: tuple[MoveState, ...] = ()
    comments: tuple[CommentState, ...] = ()
    locked: dict[str, dict[str, EventId]] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """What people call it: its official number, else the clue's, else its id."""
        return str(self.get("issue_no") or self.get("clue_no") or self.entity_id)

    @property
    def disputed(self) -> bool:
        """True while two moves follow one and nobody has decided."""
        return any(c.what == "move" for c in self.conflicts)

    def history(self) -> Iterator[MoveState]:
        """The moves that led to ``state``, first to last, each step once."""
        return (m for m in self.moves if m.status == "done")

    def pending(self) -> list[MoveState]:
        """The moves that wait for a second signature where the issue stands."""
        return [m for m in self.moves if m.status == "pending" and m.after == self.head]

    def live_tags(self) -> Iterator[TagState]:
        """Tags that nobody took off."""
        return (t for t in self.tags if not t.removed_by)

    def records_of(self, kind: str) -> list[RecordState]:
        """The records of one kind that are not voided, in display order."""
        return [r for r in self.records if r.kind == kind and not r.voided_by]
