"""How often, and when last, what a calendar tells of was changed: out of the log, so it only grows.

A day that is put off and put back, or work that is done and begun again, must never come out as
an older edition of its event: programs that keep a calendar would pass it over (RFC 5545,
3.8.7.4). Events of the log are never taken away, so their number serves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from greenshield.domain.obligations import Obligation
from greenshield.project.project import Project

_SQL = """
SELECT entity_id AS id, count(*) AS n, max(at) AS at
FROM event WHERE entity_id IN (SELECT value FROM json_each(?)) GROUP BY entity_id
"""
_LEAST = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Revision:
    """Which edition of an issue or a patrol this is.

    Attributes:
        number: how many events of the log tell of it; at least 1.
        at: the moment of the latest of them; None where another program wrote no moment.
    """

    number: int
    at: datetime | None


def subject(one: Obligation) -> str:
    """The id of that which an obligation follows from: the issue, or the patrol."""
    return one.issue_id or one.record_id


def of(project: Project, found: Iterable[Obligation]) -> Mapping[str, Revision]:
    """The revisions of what obligations follow from, by :func:`subject`."""
    asked = json.dumps(list({subject(one) for one in found if one.due}))
    return {row["id"]: Revision(row["n"], _moment(row["at"])) for row in project.rows(_SQL, asked)}


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
        told = found if found.tzinfo else found.replace(tzinfo=UTC)
        return told.astimezone(UTC) if told >= _LEAST else None
    except (ValueError, OverflowError):
        return None
