"""Two photos looked at as before and after, whichever they are."""

from __future__ import annotations

from typing import Any

import shapely

from greenshield.domain.guards.photos import angle_between
from greenshield.geo.distances import distance_m
from greenshield.project.project import Project
from greenshield.services import lookup, photo_pages, photo_sets
from greenshield.services.photo_sets import Pair

NOT_TIED = "not_tied_so"


def pair(project: Project, issue: str, before: str, after: str) -> Pair:
    """How two photos go together.

    Where the issue has them as before and after they are judged as ``photo_sets.pairs`` judges.
    Any others can be looked at side by side, but are no evidence: ``NOT_TIED``.

    Args:
        project: open for reading.
        issue: id, number, or a prefix of the id.
        before: hash of a photo, or how it begins.
        after: the same of the other.

    Raises:
        UsageError: an unknown or ambiguous issue or photo.
    """
    state = lookup.issue(project, issue)
    ends = tuple(lookup.photo_sha256(project, end) for end in (before, after))
    judged = photo_sets.judged(project, state)
    return judged[ends] if ends in judged else _loose(project, *ends)


def photos_of(project: Project, issue: str) -> list[str]:
    """The photos that are tied to an issue in any phase, by the time they were taken.

    Raises:
        UsageError: an unknown or ambiguous issue.
    """
    tied = dict.fromkeys(tag.photo for tag in lookup.issue(project, issue).live_tags())
    rows = photo_pages.rows(project, list(tied))
    return [str(row["sha256"]) for row in sorted(rows, key=lambda r: str(r["taken_at"] or ""))]


def _loose(project: Project, before: str, after: str) -> Pair:
    one, other = photo_pages.rows(project, [before, after])
    ways = (one["azimuth_deg"], other["azimuth_deg"])
    angle = None if None in ways else round(angle_between(*ways), 3)
    return Pair(
        before, after, _day(one), _day(other), angle, counts=False, why_not=(NOT_TIED,),
        apart_m=_apart(one, other),
    )  # fmt: skip


def _day(row: dict[str, Any]) -> str:
    return str(row["taken_at"] or "")[:10]


def _apart(one: dict[str, Any], other: dict[str, Any]) -> float | None:
    places = [row[name] for row in (one, other) for name in ("lon", "lat")]
    if None in places:
        return None
    return round(distance_m(places[0], places[1], shapely.Point(places[2], places[3])), 1)
