"""The case file of one move: everything that its guards may look at, and a memory of what they did.

Guards read through these methods only, so that the pins hold what an answer rests on, and a
case rebuilt from the pins alone (``pins.py``) gives the same answer. Lists are answered in an
order of their own, not that of the issue, so that a rebuilt case has the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from greenshield.domain import dates, workflow
from greenshield.domain.actors import Actor
from greenshield.domain.evidence import (
    MoveRequest,
    Overlay,
    PhotoEvidence,
    Restricted,
    empty_entity,
)
from greenshield.domain.fields_entities import ACTOR, AREA, PHOTO
from greenshield.domain.fields_issue import ISSUE
from greenshield.domain.memory import Memory
from greenshield.domain.records import CARRIED_FROM, KINDS
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import (
    DocumentRef,
    EntityState,
    EventId,
    IssueState,
    MoveState,
    RecordState,
    TagState,
    Value,
)


@dataclass(frozen=True, slots=True)
class SeenRecord:
    """A record beside the issue; reading a field is remembered."""

    state: RecordState
    _memory: Memory

    @property
    def record_id(self) -> str:
        """The record's id."""
        return self.state.record_id

    @property
    def actor(self) -> str:
        """The actor who added it."""
        return self.state.actor

    @property
    def occurred_on(self) -> str:
        """The day it happened on."""
        return self.state.occurred_on

    @property
    def documents(self) -> tuple[DocumentRef, ...]:
        """The files that came with it."""
        return self.state.documents

    @property
    def carried(self) -> bool:
        """Whether a split or a merge brought it along: said when it was added, never since."""
        return bool(self.state.get(CARRIED_FROM))

    def get(self, name: str) -> Value:
        """A field's value, or None."""
        spec = KINDS[self.state.kind].fields[name]
        return self._memory.value_in("records", self.record_id, self.state.fields, spec)

    def text(self, name: str) -> str:
        """A field's text without spaces around it, "" where there is none."""
        return text_of(self.get(name))


@dataclass(frozen=True, slots=True)
class SeenPhoto:
    """A tagged photo; reading a field or its distance is remembered."""

    tag: TagState
    evidence: PhotoEvidence
    _memory: Memory

    @property
    def sha256(self) -> str:
        """The photo's hash."""
        return self.tag.photo

    def get(self, name: str) -> Value:
        """A field's value, or None."""
        return self._memory.value_in("photos", self.sha256, self.evidence.state.fields, PHOTO[name])

    def writer(self, name: str) -> str:
        """The actor who wrote the shown value of a field, "" where it is absent."""
        write = self._memory.write_in("photos", self.sha256, self.evidence.state.fields, name)
        return "" if write is None else write.actor

    def rely(self) -> None:
        """Says that the photo counts: the move relies on it and holds it."""
        self._memory.rely(self.tag.tag_id)

    def distance_m(self) -> float | None:
        """Metres to the patch, 0 inside, None where unknown."""
        self._memory.distance(self.sha256, self.evidence.distance_m)
        return self.evidence.distance_m


class CaseFile:
    """What one move is judged by.

    Args:
        issue: the issue as folded, with edits that go with the move already in it.
        actor: the acting actor's folded entity.
        request: the move that is asked for.
        ruleset: the rule set in force.
        actors: other actors by id, as far as they are known.
        photos: the tagged photos by hash.
        overlay: what the patch lies in, None where that could not be computed (no patch, or
            no boundary in the project).
        area: the principal area's folded entity, None where the issue names none.
        restricted: what negative lists bar or limit of the plan, where the rule set asks for it.
    """

    def __init__(
        self,
        issue: IssueState,
        actor: EntityState,
        request: MoveRequest,
        ruleset: RuleSet,
        *,
        actors: Mapping[str, EntityState] | None = None,
        photos: Mapping[str, PhotoEvidence] | None = None,
        overlay: Overlay | None = None,
        area: EntityState | None = None,
        restricted: tuple[Restricted, ...] = (),
    ) -> None:
        self._issue = issue
        self.actor_id = actor.entity_id
        self._actors = {**(actors or {}), actor.entity_id: actor}
        self._photos = photos or {}
        self._overlay = overlay
        self._area = area
        self._restricted = restricted
        self._history = list(issue.history())
        self._memory = Memory()
        self.request = request
        self.ruleset = ruleset

    # -- the issue -------------------------------------------------------------------------

    @property
    def state(self) -> str:
        """The state that the move starts from."""
        return self._issue.state

    @property
    def moves_disputed(self) -> bool:
        """True while two moves follow one and nobody has decided."""
        return self._issue.disputed

    def field(self, name: str) -> Value:
        """A field of the issue, or None."""
        return self._memory.field(self._issue.fields, ISSUE[name])

    def text(self, name: str) -> str:
        """A field's text without spaces around it, "" where there is none."""
        return text_of(self.field(name))

    def has(self, name: str) -> bool:
        """True where a field of the issue holds something."""
        return filled(self.field(name))

    def is_held(self, name: str) -> bool:
        """True where a move in force relied on a field of the issue: it can't be edited."""
        return name in self._issue.locked.get("issue", {})

    def written_by(self, name: str) -> EventId:
        """The event that wrote the shown value of a field of the issue, "" where absent."""
        self.field(name)
        state = self._issue.fields.get(name)
        return "" if state is None or state.shown.redacted else state.shown.event_id

    def records(self, kind: str) -> list[SeenRecord]:
        """The records of one kind that are not voided, by day, then id."""
        found = sorted(self._issue.records_of(kind), key=lambda r: (r.occurred_on, r.record_id))
        for record in found:
            self._memory.record(record.record_id, record.event_id)
        return [SeenRecord(record, self._memory) for record in found]

    def photos(self, phase: str) -> Iterator[SeenPhoto]:
        """The photos tagged for one phase, by hash, then tag.

        Guards say which of them count (``rely``); the others are not held.
        """
        tags = [t for t in self._issue.live_tags() if t.phase == phase]
        for tag in sorted(tags, key=lambda t: (t.photo, t.tag_id)):
            self._memory.tag(tag.tag_id, tag.photo)
            known = self._photos.get(tag.photo)
            if known is None:
                known = PhotoEvidence(tag.photo, empty_entity("photo", tag.photo))
            yield SeenPhoto(tag, known, self._memory)

    def rely_on_all(self, *phases: str) -> None:
        """Says that an answer rests on every photo of these phases, as a refusal does."""
        for phase in phases:
            for photo in self.photos(phase):
                photo.rely()

    def tagged(self, sha256: str, phases: Collection[str] = ()) -> bool:
        """True where a photo is tagged to the issue, for one of ``phases`` or for whatever."""
        for tag in sorted(self._issue.live_tags(), key=lambda t: t.tag_id):
            if tag.photo == sha256 and (not phases or tag.phase in phases):
                self._memory.tag(tag.tag_id, tag.photo)
                self._memory.rely(tag.tag_id)
                return True
        return False

    # -- moves made before -----------------------------------------------------------------

    def last(self, move: str) -> MoveState | None:
        """The latest done move of a name, or None."""
        return self._remembered(next((m for m in self._history[::-1] if m.move == move), None))

    def previous(self) -> MoveState | None:
        """The move that this one follows, or None for the first."""
        return self._remembered(self._history[-1] if self._history else None)

    def moves(self, name: str = "") -> list[MoveState]:
        """Every done move (of one name), first to last."""
        found = [m for m in self._history if name in ("", m.move)]
        for m in found:
            self._memory.move(m.event_id)
        return found

    def actor_of(self, move: str) -> str:
        """The actor who made the latest move of a name, "" where there is none."""
        found = self.last(move)
        return "" if found is None else found.actor

    def target(self) -> str:
        """The state that the move leads to, "" where the table does not allow it."""
        move = self.request.move
        row = workflow.MOVES.get(move)
        if row is None:
            return ""
        arrivals = [m for m in self._history if m.to_state == self.state]
        for m in arrivals if row.target == workflow.BACK else []:
            self._memory.move(m.event_id)
        return workflow.target(self.state, move, arrivals, text_of(self.data("state")))

    def _remembered(self, move: MoveState | None) -> MoveState | None:
        if move is not None:
            self._memory.move(move.event_id)
        return move

    # -- who acts --------------------------------------------------------------------------

    def acting(self) -> Actor:
        """The acting actor."""
        return self.actor(self.actor_id)

    def actor(self, actor_id: str) -> Actor:
        """An actor by id; one who is not known has no roles and no tier."""
        state = self._actors.get(actor_id) or empty_entity("actor", actor_id)
        seen = Actor.from_state(state)
        if state.void:
            self._memory.void_actor(actor_id)
        for name in ("active", "roles", "tier", "unit"):
            self._memory.value_in("actors", actor_id, state.fields, ACTOR[name])
        return Actor(actor_id, "", seen.unit, seen.tier, seen.roles, "", seen.active)

    # -- where the patch lies --------------------------------------------------------------

    def overlay(self) -> Overlay | None:
        """What the patch lies in, or None where that is not known."""
        value = None if self._overlay is None else self._overlay.plain()
        self._memory.computed("overlay", value)
        return self._overlay

    def restricted(self) -> tuple[Restricted, ...]:
        """What negative lists bar or limit of the plan where the patch lies."""
        self._memory.computed("restricted", [one.plain() for one in self._restricted])
        return self._restricted

    def area_level(self) -> str:
        """The level of the principal area, "" where the issue lies in none.

        Moves that do not go by it get "" and so do not rely on the area.
        """
        asked = workflow.asks_acceptance(self.request.move)
        area_id = self.text("area_id") if asked else ""
        if not area_id or self._area is None or self._area.entity_id != area_id:
            return ""
        spec = AREA["area_level"]
        level = self._memory.value_in("areas", area_id, self._area.fields, spec)
        return text_of(level)

    def acceptance_role(self) -> str:
        """The role that accepts this issue, by the rule set and the area's level."""
        return self.ruleset.acceptance_role(self.area_level())

    # -- the request -----------------------------------------------------------------------

    def data(self, name: str) -> Value:
        """A fact that the mover gives with the move, or None."""
        return self.request.data.get(name)

    @property
    def occurred_on(self) -> str:
        """The date of the move, "" where none that can be read is given."""
        on = self.request.occurred_on
        return on if dates.is_date(on) else ""

    def keep(self, name: str, value: Value) -> None:
        """Puts a value that a later move will ask for into the pins."""
        self._memory.computed(name, value)

    def redacted(self) -> set[EventId]:
        """The writes looked at whose values are redacted."""
        return self._memory.redacted

    def disputed_fields(self) -> list[str]:
        """Fields looked at that show one of several values, ``<record id>.`` before a record's."""
        return sorted(self._memory.disputed)

    def pins(self) -> dict[str, Any]:
        """What was looked at so far, as JSON."""
        return self._memory.pins({m.event_id: n for n, m in enumerate(self._history)})


def text_of(value: Value) -> str:
    """Text without spaces around it, "" for anything that is no text."""
    return value.strip() if isinstance(value, str) else ""


def is_number(value: object) -> bool:
    """True for a number, which in JSON a truth value is not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def filled(value: Value) -> bool:
    """True for a value that says something: not None, no empty text, list or object."""
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value != [] and value != {}
