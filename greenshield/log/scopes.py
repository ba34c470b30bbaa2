"""Which scope an entity's events belong to: told by its type and its id, never by who came first.

What a project shares (areas, actors, devices, rule sets, numbers) stands in the project's
shared scope, which the root's certificate names. An issue, a photo and a track belong to one
county, and their id begins with its code: ``229901:5f0c…``. So a device that may write one
county alone can't speak of anything else, whatever it signs.
"""

from __future__ import annotations

import uuid

from greenshield.log.envelope import Header
from greenshield.log.kinds import ENTITY_TYPES

OWN_SCOPE = frozenset({"issue", "photo", "track"})
SHARED = frozenset(ENTITY_TYPES) - OWN_SCOPE


def shared_scope_of(division_code: str) -> str:
    """The scope of what a project shares: its division's code without empty levels.

    ``220000`` (a province) gives ``22``, ``220100`` ``2201``, ``220183`` itself.
    """
    code = division_code
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code


def entity_id(scope: str, local: str) -> str:
    """The id of an issue, photo or track: its scope, a colon, a UUID."""
    return f"{scope}:{local}"


def natural_id(project: str, *key: str) -> str:
    """The UUID of what a natural key names within a project (version 5, RFC 9562)."""
    return str(uuid.uuid5(uuid.UUID(project), "\x1f".join(key)))


def photo_id(project: str, scope: str, sha256: str) -> str:
    """The id of a photo, by its bytes, as one county brought it in."""
    return entity_id(scope, natural_id(project, "photo", sha256))


def is_foreign(header: Header, project: str, shared_scope: str) -> bool:
    """True where an event speaks of an entity that does not belong to its scope.

    Entity types of a newer version are kept and passed on, and not judged here. A certificate
    proves itself, so it may stand in any chain: a copy of a county's device, which may not
    write the shared scope, brings its own in the county's.
    """
    if header.kind == "device_admitted":
        return False
    if header.entity_type in OWN_SCOPE:
        return not header.scope or header.entity.partition(":")[0] != header.scope
    if header.entity_type in SHARED:
        if header.entity_type == "project" and header.entity != project:
            return True
        return header.scope != shared_scope
    return False
