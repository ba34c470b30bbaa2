"""What says that a photo or a track is of another file than the one it was made of.

Its id is made of its file's hash (:func:`scopes.natural_id`), so whoever reads an event can tell.
Such an event is refused where it is signed, where it is received and by ``verify``: else a later
write could put another picture under the facts, ties and acceptances of a photo.
"""

from __future__ import annotations

import uuid
from typing import Final

from greenshield.domain.errors import UnreadableError
from greenshield.log import scopes
from greenshield.log.envelope import Event

_OF_FILES: Final = frozenset({"photo", "track"})
_WRITES: Final = frozenset({"created", "fields_set"})
_BY_NAME: Final = 5  # the version of a UUID that is made of a name


def names_another_file(event: Event, project: str) -> bool:
    """True where an event gives a photo or track a hash that is not the one of its id.

    An entity whose id is of no hash (another program's) keeps the one that it was made with.

    Args:
        event: with a readable header; one without a body says nothing.
        project: the project's id.
    """
    header = event.header
    if header.entity_type not in _OF_FILES or header.kind not in _WRITES:
        return False
    try:
        fields = (event.body or {}).get("fields")
    except UnreadableError:
        return False
    if not isinstance(fields, dict) or "sha256" not in fields:
        return False
    local = header.entity.rpartition(":")[2]
    if not _is_by_name(local) or not _is_uuid(project):
        return header.kind == "fields_set"
    return scopes.natural_id(project, header.entity_type, str(fields["sha256"])) != local


def _is_by_name(text: str) -> bool:
    return _is_uuid(text) and uuid.UUID(text).version == _BY_NAME


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
