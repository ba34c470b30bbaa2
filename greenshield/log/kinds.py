"""The kinds of event, and which fields a body of each must and may have.

This is the format: released kinds never change. A new need is a new kind or a new schema
number; an event that this version does not know is kept and passed on, not folded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from greenshield.domain.errors import UnreadableError
from greenshield.log.envelope import Event, LaterHeader

ENTITY_TYPES = (
    "project", "device", "actor", "campaign", "area", "zone", "issue", "photo", "track",
    "number_block", "marker", "marker_check", "restriction", "reference_layer",
    "patrol",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event.

    Attributes:
        schema: the newest schema of it that this version folds.
        needs: body field -> type that must be there.
        may: body field -> type that may be there.
        on: the entity types that it may belong to.
    """

    schema: int
    needs: dict[str, type]
    may: dict[str, type]
    on: tuple[str, ...] = ENTITY_TYPES


_ISSUE = ("issue",)

KINDS: dict[str, Kind] = {
    "created": Kind(1, {"fields": dict}, {"origin": dict}),
    "fields_set": Kind(1, {"fields": dict, "saw": list}, {"record": str}),
    "voided": Kind(1, {"saw": list}, {"reason": str, "restore": bool}),
    "record_added": Kind(
        1,
        {"record": str, "kind": str, "occurred_on": str, "fields": dict, "documents": list},
        {},
        _ISSUE,
    ),
    "record_voided": Kind(1, {"record": str}, {"reason": str}, _ISSUE),
    "photo_tagged": Kind(1, {"photo": str, "phase": str, "kind": str}, {"record": str}, _ISSUE),
    "photo_untagged": Kind(1, {"tag": str}, {"reason": str}, _ISSUE),
    "commented": Kind(1, {"text": str}, {}, _ISSUE),
    "moved": Kind(
        1,
        {
            "move": str, "from": str, "to": str, "after": str, "ruleset": str,
            "occurred_on": str, "role": str, "tier": str, "unit": str, "reason": str,
            "documents": list, "data": dict, "pins": dict,
        },
        {"passed": list, "proof": str},
        _ISSUE,
    ),
    "consented": Kind(
        1,
        {"move": str, "tier": str, "occurred_on": str, "pins": dict},
        {"document": dict, "name": str, "unit": str, "proof": str},
        _ISSUE,
    ),
    "move_decided": Kind(
        1, {"among": list, "take": str, "pins": dict}, {"reason": str}, _ISSUE
    ),
    "device_admitted": Kind(
        1,
        {
            "project": str, "public_key": str, "name": str, "role": str, "scopes": list,
            "admitted_by": str, "shared_scope": str, "signature": str,
        },
        {},
        ("device",),
    ),
    "redacted": Kind(
        1, {"event": str, "reason": str}, {"fields": list, "saw": list, "record": str}
    ),
}  # fmt: skip


# A redaction of these would take away what other events stand on: who may sign, what else was
# redacted, and the moves that an issue's state comes from. It counts for nothing.
PERMANENT = frozenset({"redacted", "device_admitted", "moved", "consented", "move_decided"})


def redaction_of(event: Event) -> tuple[str, str, str] | None:
    """What a ``redacted`` event names: entity type, entity and event id; None for others.

    It reaches events of its own entity alone, since only that one is folded again.
    """
    try:
        if event.header.kind != "redacted" or not understood(event) or event.body is None:
            return None
    except UnreadableError:
        return None
    return (event.header.entity_type, event.header.entity, event.body["event"])


def place_of(event: Event) -> tuple[str, str, str]:
    """The same three for the event itself."""
    return (event.header.entity_type, event.header.entity, event.event_id)


def understood(event: Event) -> bool:
    """True where this version may fold the event: known format, kind, schema, entity and fields.

    A redacted body is not understood. Field values are checked deeper by who uses them.
    """
    try:
        header, body = event.header, event.body
    except UnreadableError:
        return False
    kind = None if isinstance(header, LaterHeader) else KINDS.get(header.kind)
    if kind is None or header.schema > kind.schema or header.schema < 1:
        return False
    if header.entity_type not in kind.on or body is None:
        return False
    return well_formed(kind, body)


def well_formed(kind: Kind, body: dict[str, Any]) -> bool:
    """True where a body has all that the kind needs and nothing that it does not know."""
    if not kind.needs.keys() <= body.keys():
        return False
    for name, value in body.items():
        wanted = kind.needs.get(name) or kind.may.get(name)
        if wanted is None or type(value) is not wanted:
            return False
    texts = [*body.get("saw", []), *body.get("among", []), *body.get("passed", [])]
    if type(body.get("fields")) is list:
        texts += body["fields"]
    return all(type(text) is str for text in texts)
