"""What was said of a photo through its history, out of its own events."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from greenshield.domain.state import EntityState
from greenshield.project.project import Project


def said(
    project: Project, photo: EntityState, names: Collection[str]
) -> Iterator[Mapping[str, Any]]:
    """Some fields as they stood after each event that gave any field of the photo, first to last.

    Args:
        project: where it is.
        photo: which.
        names: of the fields.
    """
    now: dict[str, Any] = {}
    for event in sorted(project.journal.of_entity(photo.entity_id, "photo"), key=lambda e: e.order):
        body = event.body or {}
        if event.header.kind not in ("created", "fields_set") or "record" in body:
            continue
        now = now | {name: value for name, value in body["fields"].items() if name in names}
        yield now
