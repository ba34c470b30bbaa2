"""Reads the pins of a move, which may come from anybody.

Each event that they name must say what it is named for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from greenshield.domain.casefile import CaseFile, is_number
from greenshield.domain.errors import VerificationError
from greenshield.domain.evidence import (
    MoveRequest,
    Overlay,
    OverlayRow,
    PhotoEvidence,
    Restricted,
    empty_entity,
)
from greenshield.domain.memory import RECORD_ITSELF
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import (
    DocumentRef,
    EntityState,
    EventId,
    Fields,
    FieldState,
    IssueState,
    MoveState,
    RecordState,
    TagState,
    Write,
)

BodyOf = Callable[[EventId], Mapping[str, Any]]
"""The body of an event with what its header says: the actor under ``_actor``, and under
``_entity_id``, ``_entity_type``, ``_kind`` and ``_scope``; for an event of a pinned photo its hash
under ``_photo``. KeyError where it is not at hand. Of an event that was redacted after the move
was made only these, and ``_redacted`` True."""

_WRITES = ("created", "fields_set")


class Known(Protocol):
    """What the maker of a move knew when it was made; None of what can't be said."""

    def issue(self) -> IssueState | None:
        """The issue of the move, folded."""

    def actor(self, actor_id: str) -> EntityState | None:
        """An actor, folded."""

    def area(self, area_id: str) -> EntityState | None:
        """A protected area, folded."""

    def photo(self, sha256: str) -> EntityState | None:
        """A photo, folded."""


class Rebuilding:
    """The case of one move, from what its pins name.

    Attributes:
        redacted: pinned events that were redacted since; they are left out of the case.
    """

    def __init__(
        self, pins: Mapping[str, Any], move_body: Mapping[str, Any], body_of: BodyOf
    ) -> None:
        self._pins = pins
        self._move = move_body
        self._body_of = body_of
        self._computed = mapping(pins, "computed") if "computed" in pins else {}
        self.redacted: list[EventId] = []

    def case(self, ruleset: RuleSet) -> CaseFile:
        """The case over what is pinned and nothing else."""
        actor_id = text(self._move, "_actor")
        actors = self._entities("actors", "actor")
        areas = self._entities("areas", "area")
        return CaseFile(
            self._issue(),
            actors.get(actor_id) or empty_entity("actor", actor_id),
            self._request(),
            ruleset,
            actors=actors,
            photos=self._photos(),
            overlay=self._overlay(),
            area=next(iter(areas.values()), None),
            restricted=self._restricted(),
        )

    def case_known(self, ruleset: RuleSet, known: Known, state: IssueState) -> CaseFile:
        """The case over everything that was known; what can't be said, as it is pinned."""
        line = _line(state, text(self._move, "after"))
        issue = replace(
            state, state=text(self._move, "from"), head=text(self._move, "after"), moves=line
        )
        people = {text(self._move, "_actor"), *(r.actor for r in issue.records)}
        people |= {m.actor for m in line} | {t.actor for t in issue.tags}
        actors = self._entities("actors", "actor")
        for actor_id in sorted(people | actors.keys()):
            found = known.actor(actor_id)
            if found is not None:
                actors[actor_id] = found
        photos = self._photos()
        for tag in issue.live_tags():
            seen = known.photo(tag.photo)
            if seen is not None:
                metres = photos[tag.photo].distance_m if tag.photo in photos else None
                photos[tag.photo] = PhotoEvidence(tag.photo, seen, metres)
        actor_id = text(self._move, "_actor")
        area_id = issue.get("area_id")
        area = known.area(area_id) if isinstance(area_id, str) else None
        return CaseFile(
            issue,
            actors.get(actor_id) or empty_entity("actor", actor_id),
            self._request(),
            ruleset,
            actors=actors,
            photos=photos,
            overlay=self._overlay(),
            area=area or next(iter(self._entities("areas", "area").values()), None),
            restricted=self._restricted(),
        )

    def _request(self) -> MoveRequest:
        move = self._move
        return MoveRequest(
            text(move, "move"), text(move, "occurred_on"), text(move, "reason"),
            _documents(move), mapping(move, "data"),
        )  # fmt: skip

    def _issue(self) -> IssueState:
        moves = self._moves()
        after = text(self._move, "after")
        if after != (moves[-1].event_id if moves else ""):
            raise VerificationError("pins_malformed", where="moves")
        entity = str(self._move.get("_entity_id", ""))
        fields = self._fields(self._group("issue"), entity_id=entity)
        return IssueState(
            entity_type="issue", entity_id=entity, scope="", fields=fields,
            state=text(self._move, "from"), head=after, records=self._records(),
            tags=self._tags(), moves=moves,
        )  # fmt: skip

    def _moves(self) -> tuple[MoveState, ...]:
        named = self._pins.get("moves", [])
        if not isinstance(named, list) or not all(isinstance(n, str) for n in named):
            raise VerificationError("pins_malformed", where="moves")
        out = []
        for event_id in named:
            body = self._own(event_id, "moved")
            out.append(
                MoveState(
                    event_id=event_id, move=text(body, "move"), from_state=text(body, "from"),
                    to_state=text(body, "to"), actor=text(body, "_actor"),
                    role=text(body, "role"), tier=text(body, "tier"), unit=text(body, "unit"),
                    occurred_on=text(body, "occurred_on"), at="", reason=text(body, "reason"),
                    after=text(body, "after"), ruleset=text(body, "ruleset"),
                    pins=dict(mapping(body, "pins")), data=dict(mapping(body, "data")),
                    documents=_documents(body),
                )
            )  # fmt: skip
        return tuple(out)

    def _records(self) -> tuple[RecordState, ...]:
        out = []
        for record_id, pinned in self._group("records").items():
            names = _event_ids(pinned, "records")
            event_id = names.get(RECORD_ITSELF, "")
            body = self._own(event_id, "record_added")
            if not _is_redacted(body) and body.get("record") != record_id:
                raise VerificationError("pinned_event_other", event=event_id)
            fields = self._fields(
                {k: v for k, v in names.items() if k != RECORD_ITSELF},
                record=record_id, entity_id=str(self._move.get("_entity_id", "")),
            )  # fmt: skip
            if _is_redacted(body):
                self.redacted.append(event_id)
                continue
            out.append(
                RecordState(
                    record_id=record_id, kind=text(body, "kind"), event_id=event_id,
                    actor=text(body, "_actor"), occurred_on=text(body, "occurred_on"),
                    fields=fields, documents=_documents(body),
                )
            )  # fmt: skip
        return tuple(out)

    def _tags(self) -> tuple[TagState, ...]:
        out = []
        for tag_id, sha256 in self._group("tags").items():
            body = self._own(tag_id, "photo_tagged")
            if _is_redacted(body):
                self.redacted.append(tag_id)
                continue
            if body.get("photo") != sha256:
                raise VerificationError("pinned_event_other", event=tag_id)
            record = body.get("record", "")
            out.append(
                TagState(
                    tag_id=tag_id, photo=sha256, phase=text(body, "phase"),
                    kind=text(body, "kind"), actor=text(body, "_actor"),
                    record_id=record if isinstance(record, str) else "",
                )
            )  # fmt: skip
        return tuple(out)

    def _photos(self) -> dict[str, PhotoEvidence]:
        distances = self._computed.get("distance_m", {})
        if not isinstance(distances, Mapping):
            raise VerificationError("pins_malformed", where="distance_m")
        out = {}
        for sha256, pinned in self._group("photos").items():
            metres = distances.get(sha256)
            if metres is not None and not is_number(metres):
                raise VerificationError("pins_malformed", where="distance_m")
            fields = self._fields(_event_ids(pinned, "photos"), photo=sha256, entity_type="photo")
            out[sha256] = PhotoEvidence(sha256, EntityState("photo", sha256, "", fields), metres)
        return out

    def _entities(self, group: str, entity_type: str) -> dict[str, EntityState]:
        void = self._computed.get("void_actors", []) if group == "actors" else []
        return {
            entity_id: EntityState(
                entity_type, entity_id, "",
                self._fields(
                    _event_ids(pinned, group), entity_id=entity_id, entity_type=entity_type
                ),
                void=isinstance(void, list) and entity_id in void,
            )
            for entity_id, pinned in self._group(group).items()
        }  # fmt: skip

    def _restricted(self) -> tuple[Restricted, ...]:
        raw = self._computed.get("restricted", [])
        try:
            found = tuple(Restricted(**one) for one in raw)
        except TypeError:
            raise VerificationError("pins_malformed", where="restricted") from None
        for one in found:
            plain = one.plain()
            metres, coded = plain.pop("area_m2"), plain.pop("coded")
            sound = all(isinstance(value, str) for value in plain.values())
            if not sound or type(coded) is not bool or not (metres is None or is_number(metres)):
                raise VerificationError("pins_malformed", where="restricted")
        return found

    def _overlay(self) -> Overlay | None:
        raw = self._computed.get("overlay")
        if raw is None:
            return None
        try:
            rows = tuple(OverlayRow(**row) for row in raw["rows"])
            overlay = Overlay(raw["patch_m2"], rows)
        except (TypeError, KeyError):
            raise VerificationError("pins_malformed", where="overlay") from None
        texts = [v for row in rows for k, v in row.plain().items() if k != "area_m2"]
        if not all(isinstance(v, str) for v in texts) or not all(
            is_number(n) for n in (overlay.patch_m2, *(row.area_m2 for row in rows))
        ):
            raise VerificationError("pins_malformed", where="overlay")
        return overlay

    def _fields(
        self,
        names: Mapping[str, Any],
        *,
        record: str = "",
        entity_id: str = "",
        entity_type: str = "issue",
        photo: str = "",
    ) -> Fields:
        out: Fields = {}
        for name, event_id in _event_ids(names, "fields").items():
            if not event_id:
                continue
            body = self._body(event_id)
            kinds = ("record_added", "fields_set") if record else _WRITES
            foreign = bool(entity_id) and body.get("_entity_id", entity_id) != entity_id
            foreign |= body.get("_entity_type", entity_type) != entity_type
            foreign |= body.get("_photo", photo) != photo
            if foreign or body.get("_kind", kinds[0]) not in kinds:
                raise VerificationError("pinned_event_other", event=event_id)
            if _is_redacted(body):
                self.redacted.append(event_id)
                continue
            written = body.get("fields")
            if not isinstance(written, Mapping) or name not in written:
                raise VerificationError("pinned_event_other", event=event_id)
            if body.get("record", "") != record:
                raise VerificationError("pinned_event_other", event=event_id)
            write = Write(event_id, written[name], text(body, "_actor"), "", "", 0)
            out[name] = FieldState(write)
        return out

    def _body(self, event_id: EventId) -> Mapping[str, Any]:
        try:
            return self._body_of(event_id)
        except KeyError:
            raise VerificationError("pinned_event_absent", event=event_id) from None

    def _own(self, event_id: EventId, kind: str) -> Mapping[str, Any]:
        """The body of an event of this issue and of one kind: no other issue's evidence."""
        body, mine = self._body(event_id), self._move
        told = (body.get("_entity_id", ""), body.get("_scope", ""), body.get("_kind", kind))
        if told != (mine.get("_entity_id", ""), mine.get("_scope", ""), kind):
            raise VerificationError("pinned_event_other", event=event_id)
        return body

    def _group(self, name: str) -> Mapping[str, Any]:
        return mapping(self._pins, name) if name in self._pins else {}


def _line(state: IssueState, head: EventId) -> tuple[MoveState, ...]:
    """The moves that lead to one, first to last, as done."""
    moves = {m.event_id: m for m in state.moves}
    line: list[MoveState] = []
    while head in moves:
        line.append(replace(moves.pop(head), status="done"))
        head = line[-1].after
    return tuple(reversed(line))


def _is_redacted(body: Mapping[str, Any]) -> bool:
    return body.get("_redacted") is True


def _event_ids(value: object, where: str) -> dict[str, EventId]:
    if not isinstance(value, Mapping) or not all(
        isinstance(k, str) and isinstance(v, str) for k, v in value.items()
    ):
        raise VerificationError("pins_malformed", where=where)
    return dict(value)


def mapping(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object in a body (raises VerificationError)."""
    value = body.get(name)
    if not isinstance(value, Mapping):
        raise VerificationError("pins_malformed", where=name)
    return value


def text(body: Mapping[str, Any], name: str) -> str:
    """A text in a body (raises VerificationError)."""
    value = body.get(name)
    if not isinstance(value, str):
        raise VerificationError("pins_malformed", where=name)
    return value


def _documents(body: Mapping[str, Any]) -> tuple[DocumentRef, ...]:
    value = body.get("documents", [])
    try:
        return tuple(
            DocumentRef(str(d["sha256"]), str(d.get("name", "")), int(d.get("size", 0)))
            for d in value
        )
    except (TypeError, KeyError, ValueError, AttributeError):
        raise VerificationError("pins_malformed", where="documents") from None
