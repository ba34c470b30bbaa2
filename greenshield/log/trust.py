"""Who may sign: the root device and those that a certificate brought in.

A project's id is made from its root device's public key, so nobody else can be the root of
that id. Every other device holds a certificate signed by a device that is itself admitted.
A certificate proves itself, so it does not matter in whose chain it travels.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from greenshield.domain.errors import UnreadableError
from greenshield.log import canonical
from greenshield.log.envelope import Event, Signer, device_id_of, fingerprint
from greenshield.log.kinds import understood
from greenshield.log.scopes import is_shared_scope
from greenshield.log.signing import is_signed_by

_PREFIX = b"greenshield device 1\0"


def project_id_of(root_public_key: bytes) -> str:
    """The id of the project whose root owns this raw public key (a version 8 UUID)."""
    digest = hashlib.sha256(b"greenshield project 1\0" + root_public_key).digest()
    number = int.from_bytes(digest[:16], "big")
    number = number & ~(0xF << 76) | (8 << 76)  # version 8, RFC 9562
    number = number & ~(0x3 << 62) | (2 << 62)  # variant
    return str(uuid.UUID(int=number))


@dataclass(frozen=True, slots=True)
class Certificate:
    """An admitted device's word that another key belongs to the project.

    Attributes:
        project: the project's id.
        public_key: raw key of the device that is brought in, hex.
        name: what people call the device.
        role: ``root``, ``device`` or ``hub``.
        scopes: prefixes of the scopes that it may write, such as a county's code; empty for all
            that the device that signs may write. A device passes on no more than it has.
        admitted_by: id of the device that signs, the root's own for the root.
        shared_scope: the root's names the scope of what the project shares; "" in others.
        signature: hex.
    """

    project: str
    public_key: str
    name: str
    role: str
    scopes: tuple[str, ...]
    admitted_by: str
    shared_scope: str = ""
    signature: str = ""

    @property
    def device_id(self) -> str:
        """The id of the device that is brought in."""
        return device_id_of(bytes.fromhex(self.public_key))

    def signed_bytes(self) -> bytes:
        """What the signature covers."""
        body = self.to_dict()
        del body["signature"]
        return _PREFIX + canonical.dumps(body)

    def to_dict(self) -> dict[str, Any]:
        """As it stands in the body of a ``device_admitted`` event."""
        return {
            "project": self.project,
            "public_key": self.public_key,
            "name": self.name,
            "role": self.role,
            "scopes": list(self.scopes),
            "admitted_by": self.admitted_by,
            "shared_scope": self.shared_scope,
            "signature": self.signature,
        }

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> Certificate:
        """Reads an event's body.

        Raises:
            UnreadableError: a field is missing, too many or malformed.
        """
        try:
            scopes = raw["scopes"]
            made = cls(**{**raw, "scopes": tuple(scopes)})
            texts = (
                made.project,
                made.name,
                made.role,
                made.admitted_by,
                made.shared_scope,
                *made.scopes,
            )
            if not all(isinstance(t, str) for t in texts) or not isinstance(scopes, list):
                raise ValueError
            if len(bytes.fromhex(made.public_key)) != 32 or len(bytes.fromhex(made.signature)) > 64:
                raise ValueError
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableError("certificate_malformed") from error
        return made


def admit(
    signer: Signer,
    project: str,
    public_key: bytes,
    *,
    name: str,
    role: str = "device",
    scopes: tuple[str, ...] = (),
    shared_scope: str = "",
) -> Certificate:
    """A certificate for a device's key, signed by an admitted device.

    The root's own certificate names the project's ``shared_scope``.
    """
    draft = Certificate(
        project, public_key.hex(), name, role, scopes, signer.device_id, shared_scope
    )
    return replace(draft, signature=signer.sign(draft.signed_bytes()).hex())


@dataclass(frozen=True, slots=True)
class Trust:
    """The devices that may write into one project.

    Attributes:
        project: the project's id.
        root: the root's raw public key, or None where its certificate is not there.
        certificates: by device id, only those that lead back to the root.
        rights: by device id, the prefixes of the scopes that it may write.
        shared_scope: the scope of what the project shares, by the root's certificate.
    """

    project: str
    root: bytes | None
    certificates: dict[str, Certificate]
    rights: dict[str, frozenset[str]]
    shared_scope: str = ""

    @classmethod
    def of(cls, project: str, certificates: Iterable[Certificate]) -> Trust:
        """Sorts certificates, in any order, into those that lead back to the root.

        Where one device has several valid ones, their rights add up: a certificate that comes
        later never takes away what an accepted event stood on. The one with the smallest
        signature gives the name, so that every replica shows the same.
        """
        mine = {(c.signature, c.public_key): c for c in certificates if c.project == project}
        waiting = [c for _, c in sorted(mine.items())]
        root = next((c for c in waiting if _is_root(c)), None)
        if root is None:
            return cls(project, None, {}, {})
        admitted = {root.device_id: root}
        rights = {root.device_id: frozenset([""])}
        holding: dict[int, Certificate] = {}
        grown = True
        while grown:
            grown = False
            for number, c in enumerate(waiting):
                by = admitted.get(c.admitted_by)
                if c.role == "root" or by is None:
                    continue
                if number not in holding and not _holds(c, bytes.fromhex(by.public_key)):
                    continue
                holding[number] = c
                had = rights.get(c.device_id, frozenset())
                has = had | _narrowed(c.scopes or ("",), rights[c.admitted_by])
                if has != had:
                    rights[c.device_id] = has
                    admitted.setdefault(c.device_id, c)
                    grown = True
        for _, c in sorted(holding.items(), reverse=True):
            if c.device_id in admitted and admitted[c.device_id].role != "root":
                admitted[c.device_id] = c
        return cls(project, bytes.fromhex(root.public_key), admitted, rights, root.shared_scope)

    def key_of(self, device: str, scope: str) -> bytes | None:
        """The raw key with which a device may sign in a scope, or None."""
        if not self.covers(device, scope):
            return None
        return bytes.fromhex(self.certificates[device].public_key)

    def covers(self, device: str, scope: str) -> bool:
        """True where a device may write a scope, or all the scopes of a prefix."""
        return any(scope.startswith(prefix) for prefix in self.rights.get(device, ()))

    @property
    def root_fingerprint(self) -> str:
        """SHA-256 of the root's key, hex; "" where the root is unknown."""
        return fingerprint(self.root) if self.root else ""


def certificates_of(events: Iterable[Event]) -> list[Certificate]:
    """The certificates that events carry; what is malformed or not understood is left out."""
    found: list[Certificate] = []
    for event in events:
        try:
            if event.header.kind == "device_admitted" and understood(event):
                found.append(Certificate.from_dict(event.body or {}))
        except UnreadableError:
            continue
    return found


def _is_root(certificate: Certificate) -> bool:
    key = bytes.fromhex(certificate.public_key)
    is_named = certificate.role == "root" and project_id_of(key) == certificate.project
    return is_named and is_shared_scope(certificate.shared_scope) and _holds(certificate, key)


def _narrowed(asked: Iterable[str], given: Iterable[str]) -> frozenset[str]:
    """The prefixes that lie in both sets; "" is the prefix of everything."""
    given = tuple(given)
    inner = {a for a in asked if any(a.startswith(g) for g in given)}
    return frozenset(inner | {g for g in given if any(g.startswith(a) for a in asked)})


def _holds(certificate: Certificate, key: bytes) -> bool:
    signature = bytes.fromhex(certificate.signature)
    return is_signed_by(key, signature, certificate.signed_bytes())
