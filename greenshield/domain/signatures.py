"""Second signatures and decisions, judged again by the pins that they carry.

A consent and a decision say who gave them; what that person may do stands in the actor's own
record, whose field writes they pin: ``{"actors": {actor: {"active": event, "roles": event}}}``.
What the signer knew of that record stands above what is pinned of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from greenshield.domain import workflow
from greenshield.domain.actors import roles_of
from greenshield.domain.errors import Missing, VerificationError
from greenshield.domain.state import EntityState

DECIDERS = frozenset({"county", "city", "province"})
_READ = ("active", "roles")

BodyOf = Callable[[str], Mapping[str, Any]]


def actor_pins(actor: EntityState) -> dict[str, Any]:
    """The pins of who signs: the writes of the actor's fields that the right rests on."""
    shown = {n: actor.fields[n].shown for n in _READ if n in actor.fields}
    fields = {n: write.event_id for n, write in shown.items() if not write.redacted}
    return {"actors": {actor.entity_id: fields}}


def judge_consent(
    body: Mapping[str, Any],
    move: Mapping[str, Any],
    body_of: BodyOf,
    known: EntityState | None = None,
) -> list[Missing]:
    """What a consent lacks by its own pins, [] where it stands.

    Args:
        body: the consent's body, with ``_actor``.
        move: the body of the move that it signs, with ``_actor``.
        body_of: gives the pinned events; raises KeyError where one is not at hand.
        known: the signer as the signer knew it, in place of what is pinned.

    Raises:
        VerificationError: ``pins_malformed``, ``pinned_event_absent``, ``pinned_event_other``,
            ``pinned_event_redacted``.
    """
    row = workflow.MOVES.get(str(move.get("move")))
    if row is None or not row.consent or body.get("tier") != row.consent:
        return [Missing("consent_not_asked", {"tier": str(body.get("tier"))[:20]}, "consent")]
    roles, active = _rights(body, body_of) if known is None else _held(known)
    out = [] if active else [Missing("actor_inactive", {"actor": str(body.get("_actor"))}, "actor")]
    if isinstance(body.get("document"), Mapping):
        return out  # a paper: who entered it need not be who signed it
    if row.consent not in roles:
        params = {"move": str(move.get("move")), "roles": row.consent}
        out.append(Missing("role_missing", params, "actor"))
    if body.get("_actor") == move.get("_actor"):
        out.append(Missing("consent_by_mover", {"actor": str(body.get("_actor"))}, "actor"))
    return out


def judge_decision(
    body: Mapping[str, Any], body_of: BodyOf, known: EntityState | None = None
) -> list[Missing]:
    """What a decision between moves lacks by its own pins, [] where it stands.

    Raises:
        VerificationError: as :func:`judge_consent`.
    """
    roles, active = _rights(body, body_of) if known is None else _held(known)
    if active and DECIDERS & set(roles):
        return []
    return [
        Missing("role_missing", {"move": "decide", "roles": ", ".join(sorted(DECIDERS))}, "actor")
    ]


def _held(known: EntityState) -> tuple[tuple[str, ...], bool]:
    return roles_of(known.get("roles")), known.get("active") is not False


def _rights(body: Mapping[str, Any], body_of: BodyOf) -> tuple[tuple[str, ...], bool]:
    actor = body.get("_actor")
    pins = body.get("pins")
    actors = pins.get("actors") if isinstance(pins, Mapping) else None
    fields = actors.get(actor) if isinstance(actors, Mapping) else None
    if not isinstance(fields, Mapping) or not fields.keys() >= set(_READ):
        raise VerificationError("pins_malformed", where="actors")
    found = {name: _pinned(str(actor), name, fields.get(name), body_of) for name in _READ}
    return roles_of(found["roles"]), found["active"] is not False


def _pinned(actor: str, name: str, event_id: object, body_of: BodyOf) -> object:
    try:
        body = body_of(str(event_id))
    except KeyError:
        raise VerificationError("pinned_event_absent", event=str(event_id)) from None
    mine = body.get("_entity_id") == actor and body.get("_entity_type") == "actor"
    if mine and body.get("_redacted") is True:
        raise VerificationError("pinned_event_redacted", event=str(event_id))
    written = body.get("fields")
    if not mine or not isinstance(written, Mapping) or name not in written:
        raise VerificationError("pinned_event_other", event=str(event_id))
    return written[name]
