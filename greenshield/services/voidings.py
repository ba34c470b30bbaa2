"""Since when something is void."""

from __future__ import annotations

from greenshield.domain.dates import parse_date
from greenshield.project.project import Project


def voided_on(project: Project, entity_type: str, entity_id: str) -> str:
    """The day in China on which an entity that is void was last voided, "" where none is told."""
    events = project.journal.of_entity(entity_id, entity_type)
    days = [parse_date(e.header.at) or "" for e in events if e.header.kind == "voided"]
    return max(days, default="")
