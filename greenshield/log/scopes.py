"""Which scope an entity's events belong to: told by its type and its id, never by who came first.

What a project shares (areas, actors, devices, rule sets, numbers) stands in the project's
shared scope, which the root's certificate names. An issue, a photo, a track, a patrol, a marker and
its inspections, and a reference layer belong to one county, and their id begins with its code:
``229901:5f0c…``. So a device that may write one county alone can't speak of anything else,
whatever it signs.

A device's rights are prefixes of scopes. The shared scope ends with ``*``, which no county's
code holds: ``22`` covers a province's counties and what they share, ``22*`` what they share and
no county.
"""

from __future__ import annotations

import re
import uuid

from greenshield.domain.errors import UnreadableError
from greenshield.domain.field_spec import DIVISION
from greenshield.log.envelope import Event, device_id_of
from greenshield.log.kinds import ENTITY_TYPES

OWN_SCOPE = frozenset(
    {"issue", "photo", "track", "marker", "marker_check", "reference_layer", "patrol"}
)
SHARED = frozenset(ENTITY_TYPES) - OWN_SCOPE
SHARED_MARK = "*"
_PREFIX = re.compile(rf"[0-9]{{1,5}}|{DIVISION}", re.ASCII)


def shared_scope_of(division_code: str) -> str:
    """The scope of what a project of a division shares: ``22*``, ``2201*``, ``220183*``."""
    return prefix_of(division_code) + SHARED_MARK


def prefix_of(division_code: str) -> str:
    """A division's code without empty levels, with which all the codes in it begin.

    ``220000`` (a province) gives ``22``, ``220100`` ``2201``, ``220183`` itself.
    """
    code = division_code
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code


def is_shared_scope(scope: str) -> bool:
    """True for what may name a project's shared scope."""
    return scope.endswith(SHARED_MARK) and is_prefix(scope[: -len(SHARED_MARK)])


def is_prefix(text: str) -> bool:
    """True for a division's code and for the beginning of one: ``22``, ``2201``, ``220183``."""
    return _PREFIX.fullmatch(text) is not None


def entity_id(scope: str, local: str) -> str:
    """The id of what belongs to one county: its scope, a colon, a UUID."""
    return f"{scope}:{local}"


def scope_of(entity_type: str, entity_id: str, shared_scope: str) -> str:
    """The scope of an entity's events; "" for what belongs to a county and names none."""
    if entity_type not in OWN_SCOPE:
        return shared_scope
    scope, colon, _ = entity_id.partition(":")
    return scope if colon else ""


def natural_id(project: str, *key: str) -> str:
    """The UUID of what a natural key names within a project (version 5, RFC 9562)."""
    return str(uuid.uuid5(uuid.UUID(project), "\x1f".join(key)))


def photo_id(project: str, scope: str, sha256: str) -> str:
    """The id of a photo, by its bytes, as one county brought it in."""
    return entity_id(scope, natural_id(project, "photo", sha256))


def is_foreign(event: Event, project: str, shared_scope: str) -> bool:
    """True where an event speaks of an entity that does not belong to its scope.

    Entity types of a newer version are kept and passed on, and not judged here. A certificate
    proves itself, so the one that a ``device`` entity is made of may stand in any chain: a
    device that may not write the shared scope brings others in, and itself, in its county's.
    """
    header = event.header
    if header.entity_type not in OWN_SCOPE and header.entity_type not in SHARED:
        return False
    if header.entity_type == "project" and header.entity != project:
        return True
    scope = scope_of(header.entity_type, header.entity, shared_scope)
    return not scope or (header.scope != scope and not _certifies_its_entity(event))


def _certifies_its_entity(event: Event) -> bool:
    """Whether it holds the certificate of the device that it speaks of; a header alone may."""
    if event.header.entity_type != "device" or event.header.kind != "device_admitted":
        return False
    try:
        if event.body is None:
            return True
        return device_id_of(bytes.fromhex(event.body["public_key"])) == event.header.entity
    except (UnreadableError, KeyError, TypeError, ValueError):
        return False
