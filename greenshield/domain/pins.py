"""Rebuilds the case of a move from its pins alone, and judges it again.

``verify`` and the hub call :func:`judge_again`: over exactly the events that the move names,
its own date and its rule set, the guards must find what they found when it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from greenshield.domain import readiness, workflow
from greenshield.domain.casefile import CaseFile
from greenshield.domain.errors import Missing, VerificationError
from greenshield.domain.evidence import (
    MoveRequest,
    Overlay,
    OverlayRow,
    PhotoEvidence,
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
"""The body of an event with the header's actor under ``_actor`` and its entity under
``_entity_id``; KeyError where it is not at hand. ``_kind`` and, for an event of a photo,
``_photo`` (its hash) may be told too, and are then held against the pins."""


def rebuild(
    pins: Mapping[str, Any], move_body: Mapping[str, Any], body_of: BodyOf, ruleset: RuleSet
) -> CaseFile:
    """The case of a move, from what its pins name and nothing else.

    Args:
        pins: what ``CaseFile.pins`` gave when the move was made.
        move_body: the body of its ``moved`` event, with ``_actor``.
        body_of: gives the pinned events.
        ruleset: the rule set whose hash the move names.

    Raises:
        VerificationError: ``pins_malformed``, ``pinned_event_absent``, ``pinned_event_other``.
    """
    return _Rebuilding(pins, move_body, body_of).case(ruleset)


def judge_again(move_body: Mapping[str, Any], body_of: BodyOf, ruleset: RuleSet) -> list[Missing]:
    """What a recorded move lacks by its own pins, [] where it stands.

    Besides the guards it checks what the move claims of its maker: role, tier, unit, target.

    Raises:
        VerificationError: as :func:`rebuild`; ``ruleset_other`` where it is the wrong one.
    """
    if move_body.get("ruleset") != ruleset.sha256:
        raise VerificationError("ruleset_other", given=str(move_body.get("ruleset"))[:64])
    case = rebuild(_mapping(move_body, "pins"), move_body, body_of, ruleset)
    move = _text(move_body, "move")
    if move not in workflow.MOVES:
        raise VerificationError("pins_malformed", where="move")
    out = readiness.check(case, move)
    actor = case.acting()
    claims = {"role": move_body.get("role"), "tier": move_body.get("tier"),
              "unit": move_body.get("unit"), "to": move_body.get("to")}  # fmt: skip
    allowed = workflow.roles_for(move, case.state, case.acceptance_role())
    truth = {"tier": actor.tier, "unit": actor.unit, "to": case.target()}
    truth["role"] = next((role for role in allowed if role in actor.roles), "")
    return out + [
        Missing("move_claims_untrue", {"what": name, "claimed": str(claimed)[:80]}, name)
        for name, claimed in claims.items()
        if claimed != truth[name]
    ]


class _Rebuilding:
    """Reads pins that may come from anybody, so everything is checked before it is used."""

    def __init__(
        self, pins: Mapping[str, Any], move_body: Mapping[str, Any], body_of: BodyOf
    ) -> None:
        self._pins = pins
        self._move = move_body
        self._body_of = body_of
        self._computed = _mapping(pins, "computed") if "computed" in pins else {}

    def case(self, ruleset: RuleSet) -> CaseFile:
        actor_id = _text(self._move, "_actor")
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
        )

    def _request(self) -> MoveRequest:
        move = self._move
        return MoveRequest(
            _text(move, "move"), _text(move, "occurred_on"), _text(move, "reason"),
            _documents(move), _mapping(move, "data"),
        )  # fmt: skip

    def _issue(self) -> IssueState:
        moves = self._moves()
        after = _text(self._move, "after")
        if after != (moves[-1].event_id if moves else ""):
            raise VerificationError("pins_malformed", where="moves")
        entity = str(self._move.get("_entity_id", ""))
        fields = self._fields(self._group("issue"), entity_id=entity)
        return IssueState(
            entity_type="issue", entity_id=entity, scope="", fields=fields,
            state=_text(self._move, "from"), head=after, records=self._records(),
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
                    event_id=event_id, move=_text(body, "move"), from_state=_text(body, "from"),
                    to_state=_text(body, "to"), actor=_text(body, "_actor"),
                    role=_text(body, "role"), tier=_text(body, "tier"), unit=_text(body, "unit"),
                    occurred_on=_text(body, "occurred_on"), at="", reason=_text(body, "reason"),
                    after=_text(body, "after"), ruleset=_text(body, "ruleset"),
                    pins=dict(_mapping(body, "pins")), data=dict(_mapping(body, "data")),
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
            if body.get("record") != record_id:
                raise VerificationError("pinned_event_other", event=event_id)
            fields = {k: v for k, v in names.items() if k != RECORD_ITSELF}
            out.append(
                RecordState(
                    record_id=record_id, kind=_text(body, "kind"), event_id=event_id,
                    actor=_text(body, "_actor"), occurred_on=_text(body, "occurred_on"),
                    fields=self._fields(
                        fields, record=record_id, entity_id=str(self._move.get("_entity_id", ""))
                    ), documents=_documents(body),
                )
            )  # fmt: skip
        return tuple(out)

    def _tags(self) -> tuple[TagState, ...]:
        out = []
        for tag_id, sha256 in self._group("tags").items():
            body = self._own(tag_id, "photo_tagged")
            if body.get("photo") != sha256:
                raise VerificationError("pinned_event_other", event=tag_id)
            record = body.get("record", "")
            out.append(
                TagState(
                    tag_id=tag_id, photo=sha256, phase=_text(body, "phase"),
                    kind=_text(body, "kind"), actor=_text(body, "_actor"),
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
            if metres is not None and not _is_number(metres):
                raise VerificationError("pins_malformed", where="distance_m")
            fields = self._fields(_event_ids(pinned, "photos"), photo=sha256)
            out[sha256] = PhotoEvidence(sha256, EntityState("photo", sha256, "", fields), metres)
        return out

    def _entities(self, group: str, entity_type: str) -> dict[str, EntityState]:
        void = self._computed.get("void_actors", []) if group == "actors" else []
        return {
            entity_id: EntityState(
                entity_type, entity_id, "",
                self._fields(_event_ids(pinned, group), entity_id=entity_id),
                void=isinstance(void, list) and entity_id in void,
            )
            for entity_id, pinned in self._group(group).items()
        }  # fmt: skip

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
            _is_number(n) for n in (overlay.patch_m2, *(row.area_m2 for row in rows))
        ):
            raise VerificationError("pins_malformed", where="overlay")
        return overlay

    def _fields(
        self,
        names: Mapping[str, Any],
        *,
        record: str = "",
        entity_id: str = "",
        photo: str = "",
    ) -> Fields:
        out: Fields = {}
        for name, event_id in _event_ids(names, "fields").items():
            if not event_id:
                continue
            body = self._body(event_id)
            written = body.get("fields")
            if not isinstance(written, Mapping) or name not in written:
                raise VerificationError("pinned_event_other", event=event_id)
            foreign = _is_foreign(body, entity_id) or body.get("_photo", photo) != photo
            if body.get("record", "") != record or foreign:
                raise VerificationError("pinned_event_other", event=event_id)
            write = Write(event_id, written[name], _text(body, "_actor"), "", "", 0)
            out[name] = FieldState(write)
        return out

    def _body(self, event_id: EventId) -> Mapping[str, Any]:
        try:
            return self._body_of(event_id)
        except KeyError:
            raise VerificationError("pinned_event_absent", event=event_id) from None

    def _own(self, event_id: EventId, kind: str) -> Mapping[str, Any]:
        """The body of an event of this issue and of one kind: no other issue's evidence."""
        body = self._body(event_id)
        told = (body.get("_entity_id", ""), body.get("_kind", kind))
        if told != (self._move.get("_entity_id", ""), kind):
            raise VerificationError("pinned_event_other", event=event_id)
        return body

    def _group(self, name: str) -> Mapping[str, Any]:
        return _mapping(self._pins, name) if name in self._pins else {}


def _is_foreign(body: Mapping[str, Any], entity_id: str) -> bool:
    return bool(entity_id) and body.get("_entity_id", entity_id) != entity_id


def _event_ids(value: object, where: str) -> dict[str, EventId]:
    if not isinstance(value, Mapping) or not all(
        isinstance(k, str) and isinstance(v, str) for k, v in value.items()
    ):
        raise VerificationError("pins_malformed", where=where)
    return dict(value)


def _mapping(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = body.get(name)
    if not isinstance(value, Mapping):
        raise VerificationError("pins_malformed", where=name)
    return value


def _text(body: Mapping[str, Any], name: str) -> str:
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


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
