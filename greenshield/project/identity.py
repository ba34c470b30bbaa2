"""Identities that we make: from natural keys where there are some, else by time.

Two offline laptops that import one list make one issue, because its id follows from the
project, the campaign and the clue number (RFC 9562, versions 5 and 7).
"""

from __future__ import annotations

import os
import time
import uuid

from greenshield.log import scopes


def natural(project_id: str, *key: str) -> str:
    """The id of what a natural key names within a project (UUID version 5)."""
    return scopes.natural_id(project_id, *key)


def issue_of_clue(project_id: str, scope: str, campaign: str, clue_no: str) -> str:
    """The id of the issue that a campaign's clue number names in one county."""
    return scopes.entity_id(scope, natural(project_id, "issue", campaign, clue_no))


def record_carried(project_id: str, issue_id: str, record: str) -> str:
    """The id of an old issue's record in one that takes its place: two laptops make it one."""
    return natural(project_id, "carried", issue_id, record)


def photo_of_bytes(project_id: str, scope: str, sha256: str) -> str:
    """The id of a photo, by its bytes, as one county brought it in."""
    return scopes.photo_id(project_id, scope, sha256)


def track_of_bytes(project_id: str, scope: str, sha256: str) -> str:
    """The id of a track, by its file, as one county brought it in."""
    return scopes.entity_id(scope, natural(project_id, "track", sha256))


def marker_of_number(project_id: str, scope: str, area: str, number: str) -> str:
    """The id of the marker that has a number in an area, as one county keeps it.

    Args:
        project_id: of which project.
        scope: the county.
        area: the area's name as the list gives it, or "".
        number: of the marker.
    """
    return scopes.entity_id(scope, natural(project_id, "marker", area, number))


def restriction_of_row(
    project_id: str, list_name: str, sha256: str, row: int, *version: str
) -> str:
    """The id of one row of a negative list, by the file that it came from.

    Args:
        project_id: of which project.
        list_name: of the list.
        sha256: of the file.
        row: in it.
        version: what tells a further version of the very file from the first: its day.
    """
    return natural(project_id, "restriction", list_name, sha256, str(row), *version)


def fresh() -> str:
    """A new id, sortable by the time it was made (UUID version 7)."""
    milliseconds = time.time_ns() // 1_000_000
    number = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | (7 << 76)
    number = number & ~(0x3 << 62) | (2 << 62)
    return str(uuid.UUID(int=number))
