"""One event: the header that is signed, the body that may be redacted, the signature.

``header`` is kept as the exact bytes that were signed and never serialised again. It holds
the hash of the header before it in its chain and the hash of the salted body, so a header may
travel without its body and the chain still verifies.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from greenshield.domain.errors import UnreadableError
from greenshield.log import canonical

FORMAT = 1
MAX_BYTES = 64 * 1024
# Numbers that every JSON reader holds exactly; those of a header lie below.
LIMIT = 1 << 53
SALT = "salt"
_SIGNED_PREFIX = b"greenshield event 1\0"


class Signer(Protocol):
    """Signs for one device. Keys reach the project as this, never as bytes."""

    @property
    def device_id(self) -> str:
        """The device that the key belongs to."""

    @property
    def public_key(self) -> bytes:
        """The raw 32-byte Ed25519 public key."""

    def sign(self, data: bytes) -> bytes:
        """The 64-byte Ed25519 signature over ``data``."""


@dataclass(frozen=True, slots=True)
class Header:
    """What is signed of an event.

    Attributes:
        device, scope, seq: its place: one gapless chain a device and scope, from 1.
        lamport: the largest known + 1, if there is one; orders what is shown, with device and seq.
        at: the device's clock in UTC, as claimed (``2026-11-21T08:30:00.123Z``).
        actor: the id of the actor who did it, "" for the device itself.
        action: one user's action may be several events; they share this.
        kind, schema: what the body holds, see ``kinds.py``.
        prev: SHA-256 (hex) of the header before, or of :func:`chain_start`.
        body: SHA-256 (hex) of the body's bytes, salt included.
    """

    device: str
    scope: str
    seq: int
    lamport: int
    at: str
    actor: str
    action: str
    kind: str
    schema: int
    entity_type: str
    entity: str
    prev: str
    body: str
    v: int = FORMAT

    def encode(self) -> bytes:
        """The canonical bytes to sign."""
        return canonical.dumps({name: getattr(self, name) for name in _TYPES})

    @classmethod
    def decode(cls, data: bytes) -> Header:
        """Reads a header's bytes, also those of a later format, which has all of these fields.

        Raises:
            UnreadableError: not canonical, a field too few or of another type.
        """
        raw = canonical.loads(data)
        if any(type(raw.get(name)) is not kind for name, kind in _TYPES.items()):
            raise UnreadableError("event_header_malformed")
        header = _header_of(raw)
        numbers = (header.v, header.seq, header.lamport, header.schema)
        if not all(0 < n < LIMIT for n in numbers):
            raise UnreadableError("event_header_malformed")
        return header


class LaterHeader(Header):
    """A header of a later format: ``v`` above ours, or fields that this version doesn't know.

    Its chain, signature and body are checked as any other's, and its bytes kept and passed on.
    What the event says is not understood.
    """

    __slots__ = ()


_TYPES: dict[str, type] = {
    name: int if kind == "int" else str for name, kind in Header.__annotations__.items()
}


def _header_of(raw: dict[str, Any]) -> Header:
    if len(raw) == len(_TYPES) and raw["v"] == FORMAT:
        return Header(**raw)
    return LaterHeader(**{name: raw[name] for name in _TYPES})


@dataclass(frozen=True)
class Event:
    """An event as it is stored and as it travels.

    Attributes:
        header_bytes: the exact bytes that were signed.
        body_bytes: canonical JSON with a random ``salt``, or None where redacted or left out.
        signature: 64 bytes, Ed25519 over a fixed prefix and ``header_bytes``.
    """

    header_bytes: bytes
    body_bytes: bytes | None
    signature: bytes

    @cached_property
    def header(self) -> Header:
        """The header, decoded (raises UnreadableError)."""
        return Header.decode(self.header_bytes)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the header's bytes, hex: what the next event in the chain names."""
        return hashlib.sha256(self.header_bytes).hexdigest()

    @property
    def event_id(self) -> str:
        """The first 128 bits of :attr:`hash`: what other events name."""
        return self.hash[:32]

    @cached_property
    def body(self) -> dict[str, Any] | None:
        """The body without its salt, or None (raises UnreadableError)."""
        if self.body_bytes is None:
            return None
        body = canonical.loads(self.body_bytes)
        body.pop(SALT, None)
        return body

    @property
    def order(self) -> tuple[int, str, int, str]:
        """Display order, the same on every replica."""
        h = self.header
        return (h.lamport, h.device, h.seq, h.scope)

    def without_body(self) -> Event:
        """The same event with its body left out."""
        return Event(self.header_bytes, None, self.signature)


class StoredEvent(Event):
    """An event out of our own table, where only checked ones come in.

    Reading it skips the proof that its JSON is canonical; ``verify`` reads :class:`Event`.
    """

    @cached_property
    def header(self) -> Header:
        """The header, decoded (raises UnreadableError where somebody rewrote the file)."""
        try:
            return _header_of(json.loads(self.header_bytes))
        except (ValueError, TypeError, KeyError) as error:
            raise UnreadableError("event_header_malformed") from error

    @cached_property
    def body(self) -> dict[str, Any] | None:
        """The body without its salt, or None."""
        if self.body_bytes is None:
            return None
        try:
            body: dict[str, Any] = json.loads(self.body_bytes)
            body.pop(SALT, None)
        except (ValueError, TypeError, AttributeError) as error:
            raise UnreadableError("event_not_canonical") from error
        return body


def device_id_of(public_key: bytes) -> str:
    """The id of the device that owns a raw public key: 128 bits of its SHA-256, hex."""
    return hashlib.sha256(public_key).hexdigest()[:32]


def fingerprint(public_key: bytes) -> str:
    """What people compare: the whole SHA-256 of a raw public key, hex."""
    return hashlib.sha256(public_key).hexdigest()


def chain_start(project_id: str, device: str, scope: str) -> str:
    """The ``prev`` of a chain's first event, which ties the chain to its project."""
    text = f"greenshield chain 1\n{project_id}\n{device}\n{scope}"
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def body_hash(body_bytes: bytes) -> str:
    """SHA-256 of a body's bytes, hex."""
    return hashlib.sha256(body_bytes).hexdigest()


def signed_bytes(header_bytes: bytes) -> bytes:
    """What the signature covers: a fixed prefix, so no other document passes as an event."""
    return _SIGNED_PREFIX + header_bytes


def salted(body: dict[str, Any]) -> bytes:
    """A body's bytes with 128 random bits of salt, so a redacted one can't be guessed."""
    return canonical.dumps({**body, SALT: secrets.token_hex(16)})


def seal(
    signer: Signer,
    *,
    scope: str,
    seq: int,
    lamport: int,
    at: str,
    actor: str,
    action: str,
    kind: str,
    schema: int,
    entity_type: str,
    entity: str,
    prev: str,
    body: dict[str, Any],
) -> Event:
    """Makes and signs one event.

    Raises:
        UnreadableError: it would be larger than 64 kB; larger values go to ``media/``.
        ValueError: the body holds NaN or what JSON can't carry, or is nested too deep.
    """
    if canonical.too_deep(body):
        raise ValueError("nested too deep")
    body_bytes = salted(body)
    header = Header(
        device=signer.device_id,
        scope=scope,
        seq=seq,
        lamport=lamport,
        at=at,
        actor=actor,
        action=action,
        kind=kind,
        schema=schema,
        entity_type=entity_type,
        entity=entity,
        prev=prev,
        body=body_hash(body_bytes),
    )
    header_bytes = header.encode()
    size = len(header_bytes) + len(body_bytes)
    if size > MAX_BYTES:
        raise UnreadableError("event_too_large", size=size, limit=MAX_BYTES, kind=kind)
    event = Event(header_bytes, body_bytes, signer.sign(signed_bytes(header_bytes)))
    # What we wrote ourselves need not be read and checked again: these are cached properties.
    event.__dict__["header"] = header
    event.__dict__["body"] = {k: v for k, v in json.loads(body_bytes).items() if k != SALT}
    return event
