"""Checks chains of events: gapless, linked by hash, signed by an admitted key.

Used on receiving, by ``verify`` on a project and by ``verify`` on a pack, where most events
are headers alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from greenshield.domain.errors import UnreadableError
from greenshield.log import scopes
from greenshield.log.envelope import MAX_BYTES, Event, body_hash, chain_start, signed_bytes
from greenshield.log.file_hash import names_another_file
from greenshield.log.signing import is_signed_by
from greenshield.log.trust import Trust


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that verification found wrong.

    Attributes:
        code: stable code, such as ``event_signature_false``.
        where: what it is about: an event id, a file name, a table and row.
        params: values for the message.
    """

    code: str
    where: str
    params: dict[str, Any] = field(default_factory=dict)


def check_event(event: Event, trust: Trust) -> Broken | None:
    """What is wrong with one event by itself, or None."""
    size = len(event.header_bytes) + len(event.body_bytes or b"")
    if size > MAX_BYTES:
        params = {"size": size, "limit": MAX_BYTES, "kind": ""}
        return Broken("event_too_large", event.event_id, params)
    try:
        header = event.header
    except UnreadableError as error:
        return Broken(error.code, event.event_id)
    key = trust.key_of(header.device, header.scope)
    if key is None:
        return Broken("event_device_unknown", event.event_id, {"device": header.device})
    if not is_signed_by(key, event.signature, signed_bytes(event.header_bytes)):
        return Broken("event_signature_false", event.event_id, {"device": header.device})
    altered = check_body(event)
    if altered is None and scopes.is_foreign(event, trust.project, trust.shared_scope):
        params = {"scope": header.scope, "entity": header.entity}
        return Broken("event_scope_foreign", event.event_id, params)
    if altered is None and names_another_file(event, trust.project):
        return Broken("event_file_misnamed", event.event_id, {"entity": header.entity})
    return altered


def check_body(event: Event) -> Broken | None:
    """Whether a body is the one that the header names; a missing body is no fault here."""
    if event.body_bytes is None:
        return None
    if body_hash(event.body_bytes) != event.header.body:
        return Broken("event_body_altered", event.event_id)
    try:
        event.body  # noqa: B018 - decodes, and raises where it is not canonical
    except UnreadableError as error:
        return Broken(error.code, event.event_id)
    return None


def check_chain(
    project: str, events: Iterable[Event], *, after: tuple[int, str] | None = None
) -> list[Broken]:
    """What is wrong with the links of one chain, whose events come in order of ``seq``.

    Args:
        project: the project's id, which the first link names.
        events: one device's events in one scope.
        after: seq and hash of the event before the first, or None from the chain's start.
    """
    broken: list[Broken] = []
    seq, prev = after or (0, "")
    for event in events:
        header = event.header
        if not prev:
            prev = chain_start(project, header.device, header.scope)
        where = {"device": header.device, "scope": header.scope, "seq": seq + 1}
        if header.seq > seq + 1:
            broken.append(Broken("event_missing", event.event_id, where))
        elif header.seq <= seq:
            broken.append(Broken("chain_forked", event.event_id, {**where, "seq": header.seq}))
        elif header.prev != prev:
            broken.append(Broken("chain_broken", event.event_id, where))
        seq, prev = header.seq, event.hash
    return broken


def by_chain(events: Iterable[Event]) -> dict[tuple[str, str], list[Event]]:
    """Events sorted into chains by (device, scope), each in order of ``seq``."""
    chains: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        chains.setdefault((event.header.device, event.header.scope), []).append(event)
    for chain in chains.values():
        chain.sort(key=lambda e: e.header.seq)
    return chains
