"""Patrols as obligations: to be walked by those who are sent, by the last day of their plan."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from greenshield.domain import obligations, waiting
from greenshield.domain.obligations import Obligation
from greenshield.project.project import Project
from greenshield.services import patrol_list

_AHEAD: Final = 31  # days before a plan begins that it lies on a desk; calendars tell all of it


def of(project: Project, as_of: str, done_since: str) -> Iterator[Obligation]:
    """One for each inspector of a patrol that is not done; without one it is the county's.

    Args:
        project: where.
        as_of: the day asked about, ISO.
        done_since: also those that are done or void, if their plan ends not before this day or
            they were walked since, and all that are planned; "" for neither.
    """
    roles = _roles(project)
    soon = obligations.soon_until(as_of, _AHEAD)
    for item in patrol_list.items(project, as_of=as_of):
        if item["state"] == "done":
            if done_since and max(item["planned_to"] or "", item["done_on"] or "") >= done_since:
                yield from _made(item, roles, as_of, done=True)
        elif done_since or (item["planned_from"] or "") <= soon:
            yield from _made(item, roles, as_of, done=False)
    if done_since:
        for item in patrol_list.items(project, as_of=as_of, begins=done_since, voided=True):
            yield from _made(item, roles, as_of, done=True)


def _made(
    item: dict[str, Any], roles: dict[str, tuple[str, ...]], as_of: str, *, done: bool
) -> Iterator[Obligation]:
    begins = item["planned_from"] or ""
    for who in item["inspectors"] or ("",):
        role = _role(roles.get(who, ())) if who else "county"
        yield Obligation(
            what=obligations.PATROL, issue_id="", number=str(item["name"] or ""),
            record_id=item["id"], tier=waiting.tier_of(role), role=role, who=who,
            due=item["planned_to"] or "", since=begins if begins <= as_of else "",
            overdue=item["state"] == "overdue" and not done, done=done, stage=item["state"],
            division_code=item["id"].partition(":")[0], area=str(item["area"] or ""),
        )  # fmt: skip


def _role(held: tuple[str, ...]) -> str:
    """As what somebody walks: as an inspector, where that is one of the roles."""
    return "inspector" if "inspector" in held or not held else held[0]


def _roles(project: Project) -> dict[str, tuple[str, ...]]:
    out = {}
    for row in project.rows("SELECT id, roles FROM actor"):
        found = json.loads(row["roles"] or "[]")
        out[str(row["id"])] = tuple(found) if isinstance(found, list) else ()
    return out
